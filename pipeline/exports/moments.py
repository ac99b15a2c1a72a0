"""Days and times of meetings as programs read them."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

# The councils that are read are in one zone; Ireland's clock agrees with it.
ZONE = ZoneInfo("Europe/London")


def begins(day: str | None, at: str | None) -> str | None:
    """Return when a meeting begins as an ISO time in UTC; the day alone where no time is known."""
    if day is None or at is None:
        return day
    moment = datetime.combine(date.fromisoformat(day), time.fromisoformat(at), ZONE)
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")
