"""Arithmetic of British dates: days, months, seasons, quarters, weeks, and a committee's calendar.

Every function returns the last day that the words can mean, as a deadline is read.
"""

import calendar
import datetime
from collections.abc import Sequence

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
MONTH_NAMES = frozenset(calendar.month_name)
# The last month of each season, as councils use the words.
SEASONS = {"spring": 5, "summer": 8, "autumn": 11, "winter": 2, "easter": 4, "christmas": 12}
THREE_MONTHS = frozenset({"spring", "summer", "autumn", "winter"})
WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
FRIDAY = 4


def month_end(year: int, month: int) -> datetime.date:
    """Return the last day of a month."""
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def day(year: int, month: int, number: int) -> datetime.date | None:
    """Return a day, None where the month has no such day."""
    if 1 <= number <= calendar.monthrange(year, month)[1]:
        return datetime.date(year, month, number)
    return None


def day_after(start: datetime.date, month: int, number: int) -> datetime.date | None:
    """Return the first such day of the year on or after `start`, None where the month has no such day."""
    this_year = day(start.year, month, number)
    if this_year is not None and this_year >= start:
        return this_year
    return day(start.year + 1, month, number)


def month_after(start: datetime.date, month: int) -> datetime.date:
    """Return the end of the next such month, this month included."""
    year = start.year if month >= start.month else start.year + 1
    return month_end(year, month)


def season_after(start: datetime.date, season: str, year: int | None = None) -> datetime.date:
    """Return the end of a season: spring ends in May, summer in August, autumn in November, winter in February."""
    month = SEASONS[season]
    if year is not None:
        return month_end(year + (season == "winter"), month)
    return month_after(start, month)


def quarter_end(start: datetime.date, quarter: int, year: int | None = None) -> datetime.date:
    """Return the end of a financial quarter (the first ends on 30 June); `year` is the year in which the financial year
    begins, None for the next one to end on or after `start`."""
    month = {1: 6, 2: 9, 3: 12, 4: 3}[quarter]
    if year is not None:
        return month_end(year + (quarter == 4), month)
    return month_after(start, month)


def add_months(start: datetime.date, count: int) -> datetime.date:
    """Return the same day `count` months later, the month's last day where it is shorter."""
    months = start.month - 1 + count
    year, month = start.year + months // 12, months % 12 + 1
    return datetime.date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def week_end(start: datetime.date, weeks: int = 0) -> datetime.date:
    """Return the Friday of the week of `start`, or of the week that many weeks later."""
    return start + datetime.timedelta(days=(FRIDAY - start.weekday()) % 7 + 7 * weeks)


def next_weekday(start: datetime.date, weekday: int) -> datetime.date:
    """Return the first such weekday after `start`."""
    return start + datetime.timedelta(days=(weekday - start.weekday() - 1) % 7 + 1)


def meetings_after(calendar_dates: Sequence[datetime.date], start: datetime.date) -> list[datetime.date]:
    """Return the meetings after `start`, in order."""
    return sorted(found for found in calendar_dates if found > start)


def meeting_in_month(
    calendar_dates: Sequence[datetime.date], start: datetime.date, month: int, year: int | None = None
) -> datetime.date | None:
    """Return the first meeting after `start` in that month, None where the calendar has none."""
    for found in meetings_after(calendar_dates, start):
        if found.month == month and (year is None or found.year == year):
            return found
    return None
