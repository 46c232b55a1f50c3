"""The days of holidays that move: by the moon of Easter, or by the months of the Islamic calendar."""

from datetime import date, timedelta

# Month and day of the first day, and how many days it lasts. The tabular calendar may differ by a day from
# the month that was seen: every interval has a day more at either end.
ISLAMIC = {
    "ramadan": (9, 1, 30),
    "eid_al_fitr": (10, 1, 3),
    "eid_al_adha": (12, 10, 4),
    "ashura": (1, 10, 1),
    "muharram": (1, 1, 30),
}
EASTERS = ("easter", "orthodox_easter")
_ISLAMIC_ERA = date(622, 7, 19).toordinal()  # 1 Muharram 1, civil epoch, in the Gregorian calendar


def holiday_in(year: int, holiday: str) -> tuple[date, date] | None:
    """
    First and last day of a moving holiday that begins in a year; None where none does.

    Example:
        >>> holiday_in(2016, "easter"), holiday_in(2022, "orthodox_easter")[0]
        ((datetime.date(2016, 3, 27), datetime.date(2016, 3, 27)), datetime.date(2022, 4, 24))
        >>> holiday_in(2016, "ramadan")
        (datetime.date(2016, 6, 6), datetime.date(2016, 7, 7))
    """
    if holiday == "easter":
        day = _easter(year)
        return day, day
    if holiday == "orthodox_easter":
        day = _orthodox_easter(year)
        return day, day
    month, first, length = ISLAMIC[holiday]
    about = (year - 622) * 33 // 32
    for hijri in range(about - 1, about + 3):
        begin = _islamic(hijri, month, first)
        if begin.year == year:
            return begin - timedelta(1), begin + timedelta(length)
    return None


def _islamic(year: int, month: int, day: int) -> date:
    """The civil tabular calendar; Reingold and Dershowitz, Calendrical Calculations, chapter on it."""
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
