"""Days of the calendar: dates, months, seasons, years and holidays, with a year or the one that is meant."""

from calendar import monthrange
from datetime import date, timedelta

from contested.knowledge.day_asked import Asked, nth_of, told_day
from contested.knowledge.day_units import Days, month_of, one_day, year_of
from contested.knowledge.holidays import Holiday, holidays_in


def iso(asked: Asked) -> Days:
    """The day of 2016-03-27."""
    said = asked.said
    return one_day(date(int(said["year"]), int(said["month_number"]), int(said["day"])))


def numeric(asked: Asked) -> Days | None:
    """27/3 and 3/27 alike; where both readings are days, the interval from the one to the other."""
    one, two, year = (int(asked.said[name]) for name in ("one", "two", "year"))
    readings = []
    for month, day in ((one, two), (two, one)):
        if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
            readings.append(date(year, month, day))
    return Days(min(readings), max(readings)) if readings else None


def full_date(asked: Asked) -> Days | None:
    """The day, or stretch of days, of a month; without a year the latest one, or the next one."""
    month, first = asked.words.months[asked.said["month"]], int(asked.said["day"])
    last = int(asked.said.get("last_day", first))
    if "year" in asked.said:
        year = int(asked.said["year"])
    elif asked.anchor is not None:
        later = (month, first) > (asked.anchor.month, asked.anchor.day)
        year = asked.anchor.year + (not later if asked.is_ahead else -later)
    elif (told := told_day(asked)) is not None:
        year = _nearest_year(told, month)
    else:
        return None
    return Days(date(year, month, first), date(year, month, last)) if first <= last else None


def _nearest_year(told: date, month: int) -> int:
    return told.year + (month - told.month < -6) - (month - told.month > 6)


def named_month(asked: Asked) -> Days | None:
    """A month, or the part of it that the words name: "the first half of June"."""
    month = _whole_month(asked)
    if month is None or "part" not in asked.said:
        return month
    assert month.first is not None
    assert month.last is not None
    first, last = (
        month.first + timedelta(nth - 1) if nth > 0 else month.last + timedelta(nth + 1)
        for nth in asked.words.parts[asked.said["part"]]
    )
    return Days(max(first, month.first), min(last, month.last))


def _whole_month(asked: Asked) -> Days | None:
    if "month" not in asked.said:
        return _spoken_month(asked)
    month = asked.words.months[asked.said["month"]]
    if "year" in asked.said:
        return month_of(int(asked.said["year"]), month)
    if asked.anchor is None:
        told = told_day(asked)
        return None if told is None else month_of(_nearest_year(told, month), month)
    return month_of(asked.anchor.year + _shift(month > asked.anchor.month, asked), month)


def _spoken_month(asked: Asked) -> Days | None:
    """The month of "the fourth week of the month": the one spoken of last; else counted from the anchor."""
    which = asked.said.get("which")
    of = asked.anchor if which is not None else told_day(asked) or asked.anchor
    return None if of is None else month_of(of.year, of.month + {"last": -1, "next": 1}.get(which or "", 0))


def _shift(is_ahead: bool, asked: Asked) -> int:
    """Years from the anchor's: a month or season without a year is the latest one begun, or the next one."""
    if asked.said.get("which") in ("next", "coming"):
        return 0 if is_ahead else 1
    if asked.is_ahead and "which" not in asked.said:
        return 0 if is_ahead or _begins_now(asked) else 1
    return -1 if is_ahead else 0


def _begins_now(asked: Asked) -> bool:
    """Whether the month or season that the words name is the anchor's own."""
    assert asked.anchor is not None
    if "month" in asked.said:
        return asked.words.months[asked.said["month"]] == asked.anchor.month
    return asked.words.seasons[asked.said["season"]][0] <= asked.anchor.month


def month_relative(asked: Asked) -> Days | None:
    """The month of "March last year"."""
    which = asked.said["which"]
    of = asked.scene.last if which == "that" and asked.scene else asked.anchor
    if of is None:
        return None
    return month_of(of.year + {"last": -1, "next": 1}.get(which, 0), asked.words.months[asked.said["month"]])


def _season_of(year: int, asked: Asked) -> Days:
    begin, end = asked.words.seasons[asked.said["season"]]
    return Days(month_of(year, begin).first, month_of(year + (end < begin), end).last)


def season(asked: Asked) -> Days:
    """A season of a year; a winter runs into the next one."""
    return _season_of(int(asked.said["year"]), asked)


def season_relative(asked: Asked) -> Days | None:
    """A season without a year: the latest one begun, or the next one."""
    if asked.anchor is None:
        return None
    begin = asked.words.seasons[asked.said["season"]][0]
    days = _season_of(asked.anchor.year + _shift(begin > asked.anchor.month, asked), asked)
    if asked.said.get("which") in ("last", "past", "previous") and days.last and days.last >= asked.anchor:
        days = _season_of(asked.anchor.year + _shift(begin > asked.anchor.month, asked) - 1, asked)
    return days


def named_year(asked: Asked) -> Days | None:
    """A year, years from one to another, or a part of a year."""
    first, last = int(asked.said["year"]), int(asked.said.get("last_year", asked.said["year"]))
    if "year_part" in asked.said:
        begin, end = asked.words.year_parts[asked.said["year_part"]]
        return Days(month_of(first, begin).first, month_of(first, end).last)
    return Days(year_of(first).first, year_of(last).last) if first <= last else None


def decade(asked: Asked) -> Days:
    """The ten years of "the 1980s"."""
    first = int(asked.said["year"])
    return Days(date(first, 1, 1), date(first + 9, 12, 31))


def holiday(asked: Asked) -> Days | None:
    """The one nearest to the anchor, or the next one where the words look ahead; with a year, that year's."""
    kinds = asked.words.holidays[asked.said["holiday"]]
    if "year" in asked.said:
        years = [int(asked.said["year"])]
    elif asked.anchor is not None:
        years = [asked.anchor.year + step for step in (-1, 0, 1)]
    else:
        return None
    kept = (holiday for kind in kinds for year in years for holiday in holidays_in(year, kind))
    near = [days for one in kept if (days := _day_of(one, asked)) is not None]
    if asked.anchor is None:  # "Eid 2016" may be either
        return near[0] if len(near) == 1 else None
    if asked.is_ahead:
        near = [days for days in near if days.last and days.last >= asked.anchor] or near
    return min(near, key=lambda days: _distance(days, asked.anchor), default=None)


def _day_of(holiday: Holiday, asked: Asked) -> Days | None:
    """The whole holiday, or the day of it, or before it, that the words name; None where it has none such."""
    said, slack = asked.said, timedelta(holiday.slack)
    if "eve" in said:
        day = holiday.first - timedelta(1)
    elif "opening" in said:
        day = holiday.first
    elif "closing" in said:
        day = holiday.last
    elif "ordinal" in said or "day" in said:
        day = holiday.first + timedelta(nth_of(asked) - 1)
    else:
        return Days(holiday.first - slack, holiday.last + slack)
    return Days(day - slack, day + slack) if day <= holiday.last else None


def _distance(days: Days, anchor: date | None) -> int:
    """Days between an interval and the anchor; 0 inside."""
    assert anchor is not None
    assert days.first is not None
    assert days.last is not None
    return max((days.first - anchor).days, (anchor - days.last).days, 0)
