"""When an address is due again: recent meetings nightly, older ones less and less, everything within 90 days."""

import hashlib
from datetime import date, datetime, timedelta

RECENT_DAYS = 60
LONGEST_DAYS = 90
# A night's visit is due a little less than a day later, so that a run that starts earlier than yesterday's asks again.
NIGHTLY = timedelta(hours=20)
# Age of a meeting in days -> days to the next visit.
INTERVALS = ((RECENT_DAYS, 1), (180, 7), (400, 30))


def next_visit(url: str, now: datetime, meeting_day: date | None) -> datetime:
    """Return when a page or file of a meeting of that day is due again; None where no meeting is known for it.

    Long intervals are spread by the address, so that a first crawl's pages do not all fall due in one night.
    """
    age = LONGEST_DAYS * 10 if meeting_day is None else (now.date() - meeting_day).days
    days = next((days for limit, days in INTERVALS if age <= limit), LONGEST_DAYS)
    if age < 0:
        days = INTERVALS[1][1]
    if days == 1:
        return now + NIGHTLY
    return now + timedelta(days=days * (0.6 + 0.4 * _spread(url))) - timedelta(hours=4)


def is_recent(day: date | None, today: date) -> bool:
    """Say whether a meeting took place in the last 60 days."""
    return day is not None and 0 <= (today - day).days <= RECENT_DAYS


def _spread(url: str) -> float:
    return hashlib.blake2b(url.encode(), digest_size=1).digest()[0] / 255
