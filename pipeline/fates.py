"""What becomes of a meeting before its day: which fates there are, and which of them a list takes back."""

from models.vocabulary import MeetingStatus
from pipeline.crawl.addresses import is_service

OFF: frozenset[MeetingStatus] = frozenset({"cancelled", "postponed", "withdrawn"})
CANCELLED: frozenset[MeetingStatus] = frozenset({"cancelled"})


def taken_back_by(url: str) -> frozenset[MeetingStatus]:
    """Return the fates that the list at an address takes back where it names a meeting without one.

    The web service knows of cancellations alone; that a meeting is postponed, staff write on its page.
    """
    return CANCELLED if is_service(url) else OFF
