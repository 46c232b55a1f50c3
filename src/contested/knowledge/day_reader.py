"""Days: from words such as "on Sunday" and the day that they count from, to an interval."""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from contested.knowledge.day_asked import Asked, nth_of, number_of, told_day
from contested.knowledge.day_calendar import (
    decade,
    full_date,
    holiday,
    iso,
    month_relative,
    named_month,
    named_year,
    numeric,
    season,
    season_relative,
)
from contested.knowledge.day_units import Days, back_from, one_day, unit_from
from contested.knowledge.day_words import DayRule, DayWords

__all__ = ["Days", "bounded", "days_from", "days_of_match", "find_days"]


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
        begins = _one(both[1], Asked({}, words, anchor, scene))
        ends = _one(both[2], Asked({}, words, anchor, scene))
        if begins and ends and begins.first and ends.last and begins.first <= ends.last:
            return Days(begins.first, ends.last)
    return _one(folded, Asked({}, words, anchor, scene))


def _one(text: str, asked: Asked) -> Days | None:
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
    return _of_match(rule, match, Asked({}, words, anchor, scene, is_ahead))


def days_from(match: re.Match[str], begun: Days, *, words: DayWords) -> Days | None:
    """The days of a length that is told with its beginning: "ten-day", begun on 5 March."""
    said = {name: value for name, value in match.groupdict().items() if value is not None}
    try:
        ahead = _span_ahead(Asked(said, words, begun.last, None))
    except (ValueError, OverflowError):  # past the last year that a calendar has
        return None
    return Days(begun.first, ahead.last) if ahead is not None else None


def _of_match(rule: DayRule, match: re.Match[str], asked: Asked) -> Days | None:
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


def _weekday(asked: Asked) -> Days | None:
    """The latest such day up to the anchor, the next one where the words look ahead, or the night to it."""
    day = _named_weekday(asked)
    if day is None or not {"into", "about"} & asked.said.keys():
        return day
    assert day.first is not None  # "overnight into Tuesday"; "overnight on Tuesday" may be either night
    return Days(day.first - timedelta(1), day.first + timedelta("about" in asked.said))


def _named_weekday(asked: Asked) -> Days | None:
    if asked.anchor is None:
        return None
    wanted, which = asked.words.weekdays[asked.said["weekday"]], asked.said.get("which")
    if which in ("next", "coming") or (which is None and asked.is_ahead):
        return one_day(asked.anchor + timedelta((wanted - asked.anchor.weekday() - 1) % 7 + 1))
    back = (asked.anchor.weekday() - wanted) % 7
    weeks = timedelta(7 if which == "before last" else 0)
    return one_day(asked.anchor - timedelta(back or (7 if which in ("last", "before last") else 0)) - weeks)


def _weekend(asked: Asked) -> Days | None:
    if asked.anchor is None:
        return None
    ahead = asked.said.get("which") == "next"
    saturday = asked.anchor + timedelta((5 - asked.anchor.weekday()) % 7 + (7 if ahead else 0))
    if saturday > asked.anchor and not ahead:
        saturday -= timedelta(7)
    return Days(saturday, saturday + timedelta(1))


def _calendar(asked: Asked) -> Days | None:
    if asked.anchor is None:
        return None
    which, unit = asked.said.get("which", "this"), asked.words.units[asked.said["unit"]]
    if which == "past":  # "the past week" ends today, "last week" on Sunday
        return back_from(asked.anchor, unit, 1)
    steps = {"last": -1, "previous": -1, "before last": -2, "next": 1, "coming": 1}.get(which, 0)
    days = unit_from(unit, asked.anchor, steps)
    if "so_far" in asked.said:  # "earlier this week"
        return Days(days.first, asked.anchor)
    return Days(asked.anchor, days.last) if "to_come" in asked.said else days


def _offset(asked: Asked) -> Days | None:
    if asked.anchor is None:
        return None
    first, last = asked.words.offsets[asked.said["word"]]
    return Days(asked.anchor + timedelta(first), asked.anchor + timedelta(last))


def _ago(asked: Asked) -> Days | None:
    return _moved(asked.anchor, asked, -1)


def _ahead(asked: Asked) -> Days | None:
    return _moved(asked.anchor, asked, 1)


_BACKWARDS = frozenset({"previous", "before", "earlier"})


def _later(asked: Asked) -> Days | None:
    """Counted from the days that the report spoke of last, never from its publication."""
    if asked.scene is None or asked.scene.first is None:
        return None
    way = asked.said["way"]
    if way in ("same", "that"):
        return asked.scene
    if "unit" not in asked.said:
        return one_day(asked.scene.first + timedelta(-1 if way in _BACKWARDS else 1))
    return _moved(asked.scene.first, asked, -1 if way in _BACKWARDS else 1)


def _apart(asked: Asked) -> Days | None:
    """The days of the other deed: what others followed after two days lies two days before them."""
    told = told_day(asked) or asked.anchor
    return _moved(told, asked, -1 if asked.said["way"] == "after" else 1)


def _moved(anchor: date | None, asked: Asked, way: int) -> Days | None:
    if anchor is None:
        return None
    unit, (low, high) = asked.words.units[asked.said["unit"]], number_of(asked)
    if unit == "week":  # "two weeks ago" is no calendar week: three days about that day
        near, far = (anchor + timedelta(weeks=way * steps) for steps in (low, high))
        return Days(min(near, far) - timedelta(3), max(near, far) + timedelta(3))
    near_days, far_days = unit_from(unit, anchor, way * low), unit_from(unit, anchor, way * high)
    firsts = [days.first for days in (near_days, far_days) if days.first]
    lasts = [days.last for days in (near_days, far_days) if days.last]
    return Days(min(firsts), max(lasts))


def _span(asked: Asked) -> Days | None:
    if asked.anchor is None:
        return None
    return back_from(asked.anchor, _unit(asked), number_of(asked)[1])


def _running(asked: Asked) -> Days | None:
    """From the first unit counted to the anchor, or the day told last: "the third straight day"."""
    until = asked.anchor or told_day(asked)
    if until is None:
        return None
    nth = nth_of(asked) if "ordinal" in asked.said else number_of(asked)[0]  # "the tenth day", "day ten"
    return back_from(until, _unit(asked), nth - 1) if nth > 1 else None  # a first day may be any day


def _unit(asked: Asked) -> str:
    """The unit that the words name; nights are counted as days are."""
    return asked.words.units[asked.said["unit"]] if "unit" in asked.said else "day"


def _span_ahead(asked: Asked) -> Days | None:
    if asked.anchor is None:
        return None
    return Days(asked.anchor, unit_from(_unit(asked), asked.anchor, number_of(asked)[1]).last)


def _day_of_month(asked: Asked) -> Days | None:
    """The day that "on the 13th" means: the latest such day up to the anchor."""
    if asked.anchor is None:
        return None
    day = int(asked.said["day"])
    month = asked.anchor.month - (day > asked.anchor.day)
    year = asked.anchor.year - (month == 0)
    return one_day(date(year, month or 12, day))


def _clock(asked: Asked) -> None:
    """A time of the day names no day; it shows that one deed is told, of a day that the report knows."""


_CALCULATIONS: Mapping[str, Callable[[Asked], Days | None]] = {
    "iso": iso,
    "numeric": numeric,
    "date": full_date,
    "month": named_month,
    "month_relative": month_relative,
    "season": season,
    "season_relative": season_relative,
    "year": named_year,
    "decade": decade,
    "holiday": holiday,
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
