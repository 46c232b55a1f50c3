"""How a language dates things: its rules from `data/languages/<tag>/days.toml`, compiled."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from contested.errors import KnowledgeError, OptionError
from contested.knowledge.day_needs import Needy, needed_words
from contested.knowledge.holidays import KEYS, is_holiday_key
from contested.knowledge.loading import DataModel, load_toml

_CALCULATIONS = (
    "iso numeric date month month_relative season season_relative year weekday weekend calendar offset"
    " ago later span span_ahead running ahead day_of_month clock apart decade holiday"
)
_UNITS = ("hour", "day", "week", "month", "year")
_BOUNDS = ("from_first", "from_last", "to_last", "before_first")


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRule:
    """One way of naming days: the calculation that it asks for, and the words."""

    gives: str
    pattern: re.Pattern[str]
    needs: tuple[frozenset[str], ...]  # a text holds one of each wherever the rule does


@dataclass(frozen=True, slots=True, kw_only=True)
class DayExample:
    """Words with the days that they must give; they run as tests."""

    text: str
    words: str | None  # in a sentence, the words that must be found there
    anchor: date | None
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayWords:
    """A language's words for days, folded to lower case."""

    rules: tuple[DayRule, ...]
    by_need: Needy[DayRule]  # the same rules, those that a text may hold quickly found
    weekdays: Mapping[str, int]  # Monday is 0
    months: Mapping[str, int]  # January is 1
    seasons: Mapping[str, tuple[int, int]]
    units: Mapping[str, str]  # "weeks" -> "week"
    numbers: Mapping[str, tuple[int, int]]
    ordinals: Mapping[str, int]  # "third" -> 3, and none for the first
    offsets: Mapping[str, tuple[int, int]]
    holidays: Mapping[str, tuple[str, ...]]  # "christmas" -> ("12-25",); "eid" may be either of two
    parts: Mapping[str, tuple[int, int]]  # of a month: "first half" -> (1, 15), "last day" -> (-1, -1)
    year_parts: Mapping[str, tuple[int, int]]  # first and last month: "first quarter" -> (1, 3)
    bounds: Mapping[str, str]
    ahead: re.Pattern[str]  # words that look ahead, and none after them that look back
    bound: re.Pattern[str]
    range: re.Pattern[str]  # what stands between the ends of a stretch: "to", "and the"
    ended: re.Pattern[str]  # what stands between a length and the day on which it ended
    began: re.Pattern[str]  # the same for the day on which it began
    apart: re.Pattern[str]  # words that open another clause
    lead: re.Pattern[str]  # the words of an expression before its date: "since late", "from the end of"
    examples: tuple[DayExample, ...]


class _Rule(DataModel):
    gives: str
    pattern: str


class _Example(DataModel):
    text: str
    words: str | None = None
    anchor: date | None = None
    first: date | None = None
    last: date | None = None


class _Stretch(DataModel):
    ended: str
    began: str
    apart: list[str]


class _File(DataModel):
    source: str
    weekdays: list[list[str]]
    months: list[list[str]]
    units: dict[str, list[str]]
    seasons: dict[str, list[int]]
    numbers: dict[str, list[int]]
    offsets: dict[str, list[int]]
    ordinals: dict[str, int]
    stretch: _Stretch
    leads: list[str]
    ranges: list[str]
    ahead: list[str]
    not_ahead: list[str]
    number_joint: str
    holidays: dict[str, list[str]]
    parts: dict[str, list[int]]
    year_parts: dict[str, list[int]]
    bounds: dict[str, str]
    rule: list[_Rule]
    example: list[_Example]


@cache
def load_day_words(language: str) -> DayWords:
    """
    The words for days of a language.

    Raises:
        OptionError: The language has no such file.
        KnowledgeError: The file is wrong.
    """
    shown_as = f"{language}/days.toml"
    file = files("contested").joinpath("data", "languages", language, "days.toml")
    if not file.is_file():
        raise OptionError(f"no words for days in language {language!r}; add data/languages/{shown_as}")
    data = load_toml(file.read_bytes(), _File, shown_as=shown_as)
    faults = [
        *(f"{shown_as}: rule.gives: found {r.gives!r}; allowed: {_CALCULATIONS}"
          for r in data.rule if r.gives not in _CALCULATIONS.split()),
        *(f"{shown_as}: units: found {unit!r}; allowed: {', '.join(_UNITS)}"
          for unit in data.units if unit not in _UNITS),
        *(f"{shown_as}: bounds.{word}: found {end!r}; allowed: {', '.join(_BOUNDS)}"
          for word, end in data.bounds.items() if end not in _BOUNDS),
        *(f"{shown_as}: holidays: found {kind!r}; allowed: {KEYS}"
          for kind in data.holidays if not is_holiday_key(kind)),
        *(f"{shown_as}: parts.{part}: found {ends}; allowed: two days, 1 to 31, or -31 to -1 from the end"
          for part, ends in data.parts.items() if len(ends) != 2 or not all(1 <= abs(n) <= 31 for n in ends)),
        *(f"{shown_as}: year_parts.{part}: found {ends}; allowed: first and last month, 1 to 12"
          for part, ends in data.year_parts.items() if len(ends) != 2 or not 1 <= ends[0] <= ends[1] <= 12),
        *(f"{shown_as}: ordinals.{word}: found {nth}; allowed: 1 or more"
          for word, nth in data.ordinals.items() if nth < 1),
        *(["weekdays: need 7, Monday first"] if len(data.weekdays) != 7 else []),
        *(["months: need 12, January first"] if len(data.months) != 12 else []),
    ]  # fmt: skip
    if faults:
        raise KnowledgeError("\n".join(faults))
    return _compiled(data, shown_as)


def _compiled(data: _File, shown_as: str) -> DayWords:
    weekdays = {word: at for at, words in enumerate(data.weekdays) for word in words}
    months = {word: at for at, words in enumerate(data.months, start=1) for word in words}
    units = {word: unit for unit, words in data.units.items() for word in words}
    holidays: dict[str, tuple[str, ...]] = {}
    for kind, words in data.holidays.items():
        holidays |= {word: (*holidays.get(word, ()), kind) for word in words}
    numbers = {word: (ends[0], ends[1]) for word, ends in data.numbers.items()}
    ordinals = {word: (nth, nth) for word, nth in data.ordinals.items()}
    ordinals |= _compounds(numbers, ordinals, data.number_joint)
    numbers |= _compounds(numbers, numbers, data.number_joint)
    nths = {word: nth for word, (nth, _) in ordinals.items() if nth > 1}  # a first day may be long past
    day = r"(?P<{}>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
    fields = {
        "{weekday}": _group("weekday", weekdays),
        "{month}": _group("month", months),
        "{season}": _group("season", data.seasons),
        "{unit}": _group("unit", units),
        "{number}": rf"(?P<number>\d{{1,3}}|{_any_of(numbers)})",
        "{ordinal}": rf"(?P<ordinal>(?!1st)[1-9]\d{{0,2}}(?:st|nd|rd|th)|{_any_of(nths)})",
        "{holiday}": _group("holiday", holidays),
        "{part}": _group("part", data.parts),
        "{year_part}": _group("year_part", data.year_parts),
        "{word}": _group("word", data.offsets),
        "{day}": day.format("day"),
        "{last_day}": day.format("last_day"),
        "{year}": r"(?P<year>(?:19|20)\d\d)",
        "{last_year}": r"(?P<last_year>(?:19|20)\d\d)",
        "{time}": rf"(?:(?:19|20)\d\d|{_any_of([*weekdays, *months, *data.seasons, *units, *holidays])})",
    }
    words_of: Mapping[str, Iterable[str]] = {
        "weekday": weekdays,
        "month": months,
        "season": data.seasons,
        "unit": units,
        "holiday": holidays,
        "part": data.parts,
        "year_part": data.year_parts,
        "word": data.offsets,
    }
    after = rf"\s+(?:(?:{_any_of(data.leads)})[- ]+)*"
    rules = tuple(
        DayRule(
            gives=rule.gives,
            pattern=_pattern(rule, fields, shown_as),
            needs=needed_words(rule.pattern, words_of),
        )
        for rule in data.rule
    )
    return DayWords(
        rules=rules,
        by_need=Needy((rule, rule.needs) for rule in rules),
        weekdays=weekdays,
        months=months,
        seasons={season: (ends[0], ends[1]) for season, ends in data.seasons.items()},
        units=units,
        numbers=numbers,
        ordinals=nths,
        holidays=holidays,
        parts={part: (ends[0], ends[1]) for part, ends in data.parts.items()},
        year_parts={part: (ends[0], ends[1]) for part, ends in data.year_parts.items()},
        offsets={word: (ends[0], ends[1]) for word, ends in data.offsets.items()},
        bounds=data.bounds,
        ahead=re.compile(rf"\b(?:{_any_of(data.ahead)})\b(?!.*\b(?:{_any_of(data.not_ahead)})\b)"),
        bound=re.compile(rf"\b({_any_of(data.bounds)})\b"),
        range=re.compile(
            rf"\s*(?:{_any_of(data.ranges)})\s*(?:(?:{_any_of(data.leads)})[- ]+)*", re.IGNORECASE
        ),
        ended=_compile(data.stretch.ended + after, "stretch.ended", shown_as),
        began=_compile(data.stretch.began + after, "stretch.began", shown_as),
        apart=re.compile(rf"[,;:(]|\b(?:{_any_of(data.stretch.apart)})\b"),
        lead=re.compile(rf"(?:\b(?:{_any_of([*data.bounds, *data.leads])})[- ]+)+$", re.IGNORECASE),
        examples=tuple(
            DayExample(text=e.text, words=e.words, anchor=e.anchor, first=e.first, last=e.last)
            for e in data.example
        ),
    )


def _compounds(
    numbers: Mapping[str, tuple[int, int]], last: Mapping[str, tuple[int, int]], joint: str
) -> dict[str, tuple[int, int]]:
    """Twenty-five, twenty-fifth and their like, from the words for tens and for the ones that come last."""
    tens = {word: low for word, low in _exact(numbers).items() if low in range(20, 100, 10)}
    ones = {word: low for word, low in _exact(last).items() if 0 < low < 10}
    return {
        f"{ten}{joint}{one}": (tens[ten] + ones[one], tens[ten] + ones[one])
        for ten in tens
        for one in ones
        if len(one) > len("an")
    }


def _exact(numbers: Mapping[str, tuple[int, int]]) -> dict[str, int]:
    return {word: low for word, (low, high) in numbers.items() if low == high and " " not in word}


def _pattern(rule: _Rule, fields: Mapping[str, str], shown_as: str) -> re.Pattern[str]:
    pattern = rule.pattern
    for field, group in fields.items():
        pattern = pattern.replace(field, group)
    return _compile(rf"(?<!\w){pattern}(?!\w)", "rule.pattern", shown_as)


def _compile(pattern: str, field: str, shown_as: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        raise KnowledgeError(f"{shown_as}: {field}: {error}; found {pattern!r}") from error


def _group(name: str, words: Mapping[str, object]) -> str:
    return rf"(?P<{name}>{_any_of(words)})"


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
