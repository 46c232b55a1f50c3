"""Days: intervals, and the calendar units that lie so many steps from a day."""

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple


class Days(NamedTuple):
    """First and last possible day, both included; None leaves that end open."""

    first: date | None
    last: date | None


def one_day(day: date) -> Days:
    """A single day."""
    return Days(day, day)


def month_of(year: int, month: int) -> Days:
    """A calendar month; months past 12 or before 1 run into other years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def year_of(year: int) -> Days:
    """A calendar year."""
    return Days(date(year, 1, 1), date(year, 12, 31))


def week_of(day: date) -> Days:
    """The week of a day, from Monday to Sunday."""
    monday = day - timedelta(day.weekday())
    return Days(monday, monday + timedelta(6))


def unit_from(unit: str, anchor: date, steps: int) -> Days:
    """The calendar day, week, month or year that lies some steps from the anchor's."""
    if unit == "hour":  # rounded up to days
        begun = timedelta(-(-abs(steps) // 24))
        return Days(anchor - begun, anchor) if steps < 0 else Days(anchor, anchor + begun)
    if unit == "day":
        return one_day(anchor + timedelta(steps))
    if unit == "week":
        return week_of(anchor + timedelta(weeks=steps))
    if unit == "month":
        return month_of(anchor.year, anchor.month + steps)
    return year_of(anchor.year + steps)


def back_from(anchor: date, unit: str, steps: int) -> Days:
    """A stretch that lasts until the anchor; it begins somewhere in the calendar unit so many units ago."""
    return Days(unit_from(unit, anchor, -steps).first, anchor)
