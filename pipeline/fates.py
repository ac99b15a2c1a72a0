"""What becomes of a meeting before its day: which fates there are, and which of them a list takes back."""

from models.vocabulary import MeetingStatus

OFF: frozenset[MeetingStatus] = frozenset({"cancelled", "postponed", "withdrawn"})
CANCELLED: frozenset[MeetingStatus] = frozenset({"cancelled"})


def taken_back(*, by_service: bool) -> frozenset[MeetingStatus]:
    """Return the fates that a list, the web service's or a page's, takes back where it names a meeting without one.

    The web service knows of cancellations alone; that a meeting is postponed, staff write on its page.
    """
    return CANCELLED if by_service else OFF
