"""The days of holidays: fixed, counted from an Easter, or in a month of the Islamic calendar."""

import re
from datetime import date, timedelta
from typing import NamedTuple

KEYS = (
    "MM-DD, MM-DD..MM-DD, hijri MM-DD, hijri MM-DD..MM-DD, easter, easter-N, easter+N, easter-N..-M,"
    " and the same with orthodox_easter"
)
_KEY = re.compile(
    r"(?P<feast>easter|orthodox_easter)(?:(?P<from>[+-]\d{1,3})(?:\.\.(?P<to>[+-]\d{1,3}))?)?"
    r"|(?P<hijri>hijri )?(?P<first>\d\d-\d\d)(?:\.\.(?P<last>\d\d-\d\d))?"
)
_ISLAMIC_ERA = date(622, 7, 19).toordinal()  # 1 Muharram 1, civil epoch, in the Gregorian calendar


class Holiday(NamedTuple):
    """First and last day of a holiday, and by how many days either may differ."""

    first: date
    last: date
    slack: int  # the tabular calendar may differ by a day from the month that was seen


def is_holiday_key(key: str) -> bool:
    """Whether `holidays_in` can read a key: one of the forms in `KEYS`, with days that exist, in order."""
    try:
        found = holidays_in(2000, key)  # it has a 29 February
    except ValueError:
        return False
    return all(holiday.first <= holiday.last for holiday in found)


def holidays_in(year: int, key: str) -> tuple[Holiday, ...]:
    """
    The holidays of a key that begin in a year: one as a rule, none or two where the Islamic year is shorter.

    Raises:
        ValueError: The key is none, or names a day that no calendar has.

    Example:
        >>> holidays_in(2016, "easter")
        (Holiday(first=datetime.date(2016, 3, 27), last=datetime.date(2016, 3, 27), slack=0),)
        >>> holidays_in(2016, "hijri 09-01..09-30")
        (Holiday(first=datetime.date(2016, 6, 7), last=datetime.date(2016, 7, 6), slack=1),)
    """
    read = _KEY.fullmatch(key)
    if read is None:
        raise ValueError(f"no holiday key: found {key!r}; allowed are {KEYS}")
    if read["feast"]:
        sunday = _easter(year) if read["feast"] == "easter" else _orthodox_easter(year)
        first = int(read["from"] or 0)
        return (Holiday(sunday + timedelta(first), sunday + timedelta(int(read["to"] or first)), 0),)
    begin, end = read["first"], read["last"] or read["first"]
    if not read["hijri"]:
        return (Holiday(date.fromisoformat(f"{year}-{begin}"), date.fromisoformat(f"{year}-{end}"), 0),)
    about = (year - 622) * 33 // 32
    kept = (Holiday(_islamic(h, begin), _islamic(h, end), 1) for h in range(about - 1, about + 3))
    return tuple(holiday for holiday in kept if holiday.first.year == year)


def _islamic(year: int, month_and_day: str) -> date:
    """The civil tabular calendar; Reingold and Dershowitz, Calendrical Calculations, chapter on it."""
    month, day = map(int, month_and_day.split("-"))
    if not (1 <= month <= 12 and 1 <= day <= 30):
        raise ValueError(f"no day of the Islamic calendar: {month_and_day}")
    days = day + 29 * (month - 1) + month // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return date.fromordinal(_ISLAMIC_ERA + days - 1)


def _easter(year: int) -> date:
    """The Gregorian computus of Meeus, Jones and Butcher."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def _orthodox_easter(year: int) -> date:
    """The Julian computus of Meeus, 13 days later in the Gregorian calendar from 1900 to 2099."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    return date(year, (d + e + 114) // 31, (d + e + 114) % 31 + 1) + timedelta(13)
