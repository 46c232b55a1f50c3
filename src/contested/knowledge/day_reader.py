"""Days: from words such as "on Sunday" and the day that they count from, to an interval."""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from contested.knowledge.day_units import Days, back_from, month_of, one_day, unit_from, year_of
from contested.knowledge.day_words import DayRule, DayWords
from contested.knowledge.holidays import EASTERS, ISLAMIC, holiday_in

__all__ = ["Days", "bounded", "days_from", "days_of_match", "find_days"]


class _Asked(NamedTuple):
    """What a rule's words said, the language, and the days to count from."""

    said: Mapping[str, str]
    words: DayWords
    anchor: date | None
    scene: Days | None  # days that the report spoke of last
    is_ahead: bool = False  # the words before look ahead: "will ... on Monday"


def find_days(
    text: str, *, words: DayWords, anchor: date | None = None, scene: Days | None = None
) -> Days | None:
    """
    The days that words mean, or None.

    Example:
        >>> from contested.knowledge.day_words import load_day_words
        >>> find_days("since July 2013", words=load_day_words("en"))
        Days(first=datetime.date(2013, 7, 1), last=None)
    """
    folded = " ".join(text.casefold().split())
    both = re.fullmatch(r"(?:between|from) (.+?) (?:and|to|until|till) (.+)", folded)
    if both is not None:
        begins = _one(both[1], _Asked({}, words, anchor, scene))
        ends = _one(both[2], _Asked({}, words, anchor, scene))
        if begins and ends and begins.first and ends.last and begins.first <= ends.last:
            return Days(begins.first, ends.last)
    return _one(folded, _Asked({}, words, anchor, scene))


def _one(text: str, asked: _Asked) -> Days | None:
    for rule in asked.words.rules:
        match = rule.pattern.search(text)
        if match is not None:
            days = _of_match(rule, match, asked)
            return bounded(days, text[: match.start()], asked.words) if days is not None else None
    return None


def days_of_match(
    rule: DayRule,
    match: re.Match[str],
    *,
    words: DayWords,
    anchor: date | None,
    scene: Days | None,
    is_ahead: bool = False,
) -> Days | None:
    """The days that a rule gives for the words that it matched; before them only what looks ahead counts."""
    return _of_match(rule, match, _Asked({}, words, anchor, scene, is_ahead))


def days_from(match: re.Match[str], begun: Days, *, words: DayWords) -> Days | None:
    """The days of a length that is told with its beginning: "ten-day", begun on 5 March."""
    said = {name: value for name, value in match.groupdict().items() if value is not None}
    try:
        ahead = _span_ahead(_Asked(said, words, begun.last, None))
    except (ValueError, OverflowError):  # past the last year that a calendar has
        return None
    return Days(begun.first, ahead.last) if ahead is not None else None


def _of_match(rule: DayRule, match: re.Match[str], asked: _Asked) -> Days | None:
    said = {name: value for name, value in match.groupdict().items() if value is not None}
    try:
        return _CALCULATIONS[rule.gives](asked._replace(said=said))
    except (ValueError, OverflowError):  # 31 June, or a year that no calendar has
        return None


def bounded(days: Days, before: str, words: DayWords) -> Days:
    """The days with that end left open which words such as "since" before them leave open; lower case."""
    bounds = words.bound.findall(before)
    if not bounds:
        return days
    return {
        "from_first": Days(days.first, None),
        "from_last": Days(days.last, None),
        "to_last": Days(None, days.last),
        "before_first": Days(None, days.first - timedelta(1) if days.first else None),
    }[words.bounds[bounds[-1]]]  # the last one stands nearest


def _number(asked: _Asked) -> tuple[int, int]:
    said = asked.said.get("number")
    if said is None:  # "weeks ago"
        return (2, 9)
    return asked.words.numbers.get(said) or (int(said), int(said))


def _iso(asked: _Asked) -> Days:
    said = asked.said
    return one_day(date(int(said["year"]), int(said["month_number"]), int(said["day"])))


def _numeric(asked: _Asked) -> Days | None:
    """27/3 and 3/27 alike; where both readings are days, the interval from the one to the other."""
    one, two, year = (int(asked.said[name]) for name in ("one", "two", "year"))
    readings = []
    for month, day in ((one, two), (two, one)):
        if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
            readings.append(date(year, month, day))
    return Days(min(readings), max(readings)) if readings else None


def _date(asked: _Asked) -> Days | None:
    month, first = asked.words.months[asked.said["month"]], int(asked.said["day"])
    last = int(asked.said.get("last_day", first))
    if "year" in asked.said:
        year = int(asked.said["year"])
    elif asked.anchor is not None:
        later = (month, first) > (asked.anchor.month, asked.anchor.day)
        year = asked.anchor.year + (not later if asked.is_ahead else -later)
    elif (told := _told_day(asked)) is not None:
        year = _nearest_year(told, month)
    else:
        return None
    return Days(date(year, month, first), date(year, month, last)) if first <= last else None


def _told_day(asked: _Asked) -> date | None:
    """A day that the report spoke of last: an undated report's only hold on the year."""
    return (asked.scene.first or asked.scene.last) if asked.scene else None


def _nearest_year(told: date, month: int) -> int:
    return told.year + (month - told.month < -6) - (month - told.month > 6)


def _named_month(asked: _Asked) -> Days | None:
    month = asked.words.months[asked.said["month"]]
    if "year" in asked.said:
        return month_of(int(asked.said["year"]), month)
    if asked.anchor is None:
        told = _told_day(asked)
        return None if told is None else month_of(_nearest_year(told, month), month)
    return month_of(asked.anchor.year + _shift(month > asked.anchor.month, asked), month)


def _shift(is_ahead: bool, asked: _Asked) -> int:
    """Years from the anchor's: a month or season without a year is the latest one begun, or the next one."""
    if asked.said.get("which") in ("next", "coming"):
        return 0 if is_ahead else 1
    if asked.is_ahead and "which" not in asked.said:
        return 0 if is_ahead or _begins_now(asked) else 1
    return -1 if is_ahead else 0


def _begins_now(asked: _Asked) -> bool:
    """Whether the month or season that the words name is the anchor's own."""
    assert asked.anchor is not None
    if "month" in asked.said:
        return asked.words.months[asked.said["month"]] == asked.anchor.month
    return asked.words.seasons[asked.said["season"]][0] <= asked.anchor.month


def _month_relative(asked: _Asked) -> Days | None:
    which = asked.said["which"]
    of = asked.scene.last if which == "that" and asked.scene else asked.anchor
    if of is None:
        return None
    return month_of(of.year + {"last": -1, "next": 1}.get(which, 0), asked.words.months[asked.said["month"]])


def _season_of(year: int, asked: _Asked) -> Days:
    begin, end = asked.words.seasons[asked.said["season"]]
    return Days(month_of(year, begin).first, month_of(year + (end < begin), end).last)


def _season(asked: _Asked) -> Days:
    return _season_of(int(asked.said["year"]), asked)


def _season_relative(asked: _Asked) -> Days | None:
    if asked.anchor is None:
        return None
    begin = asked.words.seasons[asked.said["season"]][0]
    days = _season_of(asked.anchor.year + _shift(begin > asked.anchor.month, asked), asked)
    if asked.said.get("which") in ("last", "past", "previous") and days.last and days.last >= asked.anchor:
        days = _season_of(asked.anchor.year + _shift(begin > asked.anchor.month, asked) - 1, asked)
    return days


def _named_year(asked: _Asked) -> Days | None:
    first, last = int(asked.said["year"]), int(asked.said.get("last_year", asked.said["year"]))
    return Days(year_of(first).first, year_of(last).last) if first <= last else None


def _decade(asked: _Asked) -> Days:
    first = int(asked.said["year"])
    return Days(date(first, 1, 1), date(first + 9, 12, 31))


def _holiday(asked: _Asked) -> Days | None:
    """The one nearest to the anchor, or the next one where the words look ahead; with a year, that year's."""
    kind = asked.words.holidays[asked.said["holiday"]]
    if "year" in asked.said:
        return _holiday_in(int(asked.said["year"]), kind)
    if asked.anchor is None:
        return None
    near = [days for step in (-1, 0, 1) if (days := _holiday_in(asked.anchor.year + step, kind))]
    if asked.is_ahead:
        near = [days for days in near if days.last and days.last >= asked.anchor] or near
    return min(near, key=lambda days: _distance(days, asked.anchor), default=None)


def _holiday_in(year: int, kind: str) -> Days | None:
    if kind in EASTERS or kind in ISLAMIC:
        found = holiday_in(year, kind)
        return Days(*found) if found is not None else None
    return one_day(date.fromisoformat(f"{year}-{kind}"))


def _distance(days: Days, anchor: date | None) -> int:
    """Days between an interval and the anchor; 0 inside."""
    assert anchor is not None
    assert days.first is not None
    assert days.last is not None
    return max((days.first - anchor).days, (anchor - days.last).days, 0)


def _weekday(asked: _Asked) -> Days | None:
    """The latest such day up to the anchor; where the words look ahead, the first one after it."""
    if asked.anchor is None:
        return None
    wanted, which = asked.words.weekdays[asked.said["weekday"]], asked.said.get("which")
    if which in ("next", "coming") or (which is None and asked.is_ahead):
        return one_day(asked.anchor + timedelta((wanted - asked.anchor.weekday() - 1) % 7 + 1))
    back = (asked.anchor.weekday() - wanted) % 7
    return one_day(asked.anchor - timedelta(back or (7 if which == "last" else 0)))


def _weekend(asked: _Asked) -> Days | None:
    if asked.anchor is None:
        return None
    ahead = asked.said.get("which") == "next"
    saturday = asked.anchor + timedelta((5 - asked.anchor.weekday()) % 7 + (7 if ahead else 0))
    if saturday > asked.anchor and not ahead:
        saturday -= timedelta(7)
    return Days(saturday, saturday + timedelta(1))


def _calendar(asked: _Asked) -> Days | None:
    if asked.anchor is None:
        return None
    which, unit = asked.said.get("which", "this"), asked.words.units[asked.said["unit"]]
    if which == "past":  # "the past week" ends today, "last week" on Sunday
        return back_from(asked.anchor, unit, 1)
    steps = {"last": -1, "previous": -1, "next": 1, "coming": 1}.get(which, 0)
    return unit_from(unit, asked.anchor, steps)


def _offset(asked: _Asked) -> Days | None:
    if asked.anchor is None:
        return None
    first, last = asked.words.offsets[asked.said["word"]]
    return Days(asked.anchor + timedelta(first), asked.anchor + timedelta(last))


def _ago(asked: _Asked) -> Days | None:
    return _moved(asked.anchor, asked, -1)


def _ahead(asked: _Asked) -> Days | None:
    return _moved(asked.anchor, asked, 1)


_BACKWARDS = frozenset({"previous", "before", "earlier"})


def _later(asked: _Asked) -> Days | None:
    """Counted from the days that the report spoke of last, never from its publication."""
    if asked.scene is None or asked.scene.first is None:
        return None
    way = asked.said["way"]
    if way in ("same", "that"):
        return asked.scene
    if "unit" not in asked.said:
        return one_day(asked.scene.first + timedelta(-1 if way in _BACKWARDS else 1))
    return _moved(asked.scene.first, asked, -1 if way in _BACKWARDS else 1)


def _apart(asked: _Asked) -> Days | None:
    """The days of the other deed: what others followed after two days lies two days before them."""
    told = _told_day(asked) or asked.anchor
    return _moved(told, asked, -1 if asked.said["way"] == "after" else 1)


def _moved(anchor: date | None, asked: _Asked, way: int) -> Days | None:
    if anchor is None:
        return None
    unit, (low, high) = asked.words.units[asked.said["unit"]], _number(asked)
    if unit == "week":  # "two weeks ago" is no calendar week: three days about that day
        near, far = (anchor + timedelta(weeks=way * steps) for steps in (low, high))
        return Days(min(near, far) - timedelta(3), max(near, far) + timedelta(3))
    near_days, far_days = unit_from(unit, anchor, way * low), unit_from(unit, anchor, way * high)
    firsts = [days.first for days in (near_days, far_days) if days.first]
    lasts = [days.last for days in (near_days, far_days) if days.last]
    return Days(min(firsts), max(lasts))


def _span(asked: _Asked) -> Days | None:
    if asked.anchor is None:
        return None
    return back_from(asked.anchor, _unit(asked), _number(asked)[1])


def _running(asked: _Asked) -> Days | None:
    """From the first unit counted to the anchor, or the day told last: "the third straight day"."""
    until = asked.anchor or _told_day(asked)
    if until is None:
        return None
    said = asked.said["ordinal"]
    nth = asked.words.ordinals.get(said) or int(said[:-2])
    return back_from(until, _unit(asked), nth - 1)


def _unit(asked: _Asked) -> str:
    """The unit that the words name; nights are counted as days are."""
    return asked.words.units[asked.said["unit"]] if "unit" in asked.said else "day"


def _span_ahead(asked: _Asked) -> Days | None:
    if asked.anchor is None:
        return None
    return Days(asked.anchor, unit_from(_unit(asked), asked.anchor, _number(asked)[1]).last)


def _day_of_month(asked: _Asked) -> Days | None:
    """The day that "on the 13th" means: the latest such day up to the anchor."""
    if asked.anchor is None:
        return None
    day = int(asked.said["day"])
    month = asked.anchor.month - (day > asked.anchor.day)
    year = asked.anchor.year - (month == 0)
    return one_day(date(year, month or 12, day))


def _clock(asked: _Asked) -> None:
    """A time of the day names no day; it shows that one deed is told, of a day that the report knows."""


_CALCULATIONS: Mapping[str, Callable[[_Asked], Days | None]] = {
    "iso": _iso,
    "numeric": _numeric,
    "date": _date,
    "month": _named_month,
    "month_relative": _month_relative,
    "season": _season,
    "season_relative": _season_relative,
    "year": _named_year,
    "decade": _decade,
    "holiday": _holiday,
    "weekday": _weekday,
    "weekend": _weekend,
    "calendar": _calendar,
    "offset": _offset,
    "ago": _ago,
    "ahead": _ahead,
    "later": _later,
    "span": _span,
    "span_ahead": _span_ahead,
    "running": _running,
    "day_of_month": _day_of_month,
    "clock": _clock,
    "apart": _apart,
}
