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
SEASONS = {"spring": 5, "summer": 8, "autumn": 11, "winter": 2}
# Days that are known by a name: month and day, or how many days from Easter Sunday.
FIXED_DAYS = {
    "new year's day": (1, 1),
    "burns night": (1, 25),
    "candlemas": (2, 2),
    "st david's day": (3, 1),
    "st patrick's day": (3, 17),
    "lady day": (3, 25),
    "st george's day": (4, 23),
    "may day": (5, 1),
    "midsummer": (6, 24),
    "lammas": (8, 1),
    "michaelmas": (9, 29),
    "hallowe'en": (10, 31),
    "bonfire night": (11, 5),
    "armistice day": (11, 11),
    "martinmas": (11, 11),
    "st andrew's day": (11, 30),
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
}
FROM_EASTER = {
    "shrove tuesday": -47,
    "good friday": -2,
    "easter monday": 1,
    "easter sunday": 0,
    "easter": 0,
    "ascension day": 39,
    "whitsun": 49,
    "pentecost": 49,
}
NAMED_DAYS = (*FIXED_DAYS, *FROM_EASTER)
WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
FRIDAY, SUNDAY = 4, 6


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
    calendar_dates: Sequence[datetime.date], start: datetime.date, day_in_month: datetime.date
) -> datetime.date | None:
    """Return the first meeting after `start` in the month of that day, None where the calendar has none."""
    later = meetings_after(calendar_dates, start)
    return next((found for found in later if same_month(found, day_in_month)), None)


def same_month(one: datetime.date, other: datetime.date) -> bool:
    """Whether two days lie in one month of one year."""
    return (one.year, one.month) == (other.year, other.month)


def working_days_after(start: datetime.date, count: int) -> datetime.date:
    """Return the day that lies `count` working days (Monday to Friday) after `start`. Bank holidays differ between the
    nations and are not taken out."""
    weeks, rest = divmod(count, 5)
    found = start + datetime.timedelta(days=7 * weeks)
    while rest:
        found += datetime.timedelta(days=1)
        rest -= found.weekday() <= FRIDAY
    return found


def weekday_of_month(year: int, month: int, weekday: int, number: int) -> datetime.date | None:
    """Return the `number`-th such weekday of a month, -1 for its last; None where the month has none."""
    end = month_end(year, month)
    if number < 0:
        return end - datetime.timedelta(days=(end.weekday() - weekday) % 7)
    return day(year, month, 1 + (weekday - end.replace(day=1).weekday()) % 7 + 7 * (number - 1))


def easter(year: int) -> datetime.date:
    """Return Easter Sunday of a year of the Gregorian calendar.

    The method of "Butcher's Ecclesiastical Calendar" (Nature, 20 April 1876), in the form of J. Meeus, Astronomical
    Algorithms, chapter 8.
    """
    century, rest = divmod(year, 100)
    golden = year % 19
    correction = century - (century + 8) // 25 + 1
    moon = (19 * golden + century - century // 4 - correction // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * sunday) // 451
    month, number = divmod(moon + sunday - 7 * late + 114, 31)
    return datetime.date(year, month, number + 1)


def named_day_after(start: datetime.date, name: str) -> datetime.date:
    """Return the first day of that name on or after `start`. Raises `KeyError` for one that is not in `NAMED_DAYS`."""
    known = next((one for one in NAMED_DAYS if _letters(one) == _letters(name)), name)
    this, following = (_named_day(year, known) for year in (start.year, start.year + 1))
    return this if this >= start else following


def _named_day(year: int, name: str) -> datetime.date:
    if name in FROM_EASTER:
        return easter(year) + datetime.timedelta(days=FROM_EASTER[name])
    return datetime.date(year, *FIXED_DAYS[name])


def _letters(name: str) -> str:
    return "".join(character for character in name.lower() if character.isalpha())
