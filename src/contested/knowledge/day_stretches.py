"""Days that are counted to or from another day of their sentence, not from publication."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from contested.knowledge.day_reader import days_from, days_of_match
from contested.knowledge.day_units import Days
from contested.knowledge.day_words import DayRule, DayWords

LENGTHS = frozenset({"span", "span_ahead", "running"})
_FROM_NOW = "which"  # "the past ten days" have their own place


class DayMatch(NamedTuple):
    """Words of a sentence that a rule took."""

    start: int  # of the words, with those that lead up to the date
    core: int  # of the date itself
    end: int
    rule: DayRule
    match: re.Match[str]


def stretch_days(
    matches: Sequence[DayMatch],
    at: int,
    *,
    words: DayWords,
    read: Callable[[DayMatch], Days | None],
) -> Days | None:
    """The days of a length whose end or beginning the sentence dates; None where it does not."""
    gives = matches[at].rule.gives
    if gives == "span" and at + 1 < len(matches):
        return _dated_length(matches[at], matches[at + 1], words, read)
    if gives == "running":
        return _counted_to(matches, at, words, read)
    return None


def _dated_length(
    length: DayMatch, other: DayMatch, words: DayWords, read: Callable[[DayMatch], Days | None]
) -> Days | None:
    """A ten-day offensive that ended, or began, on Friday."""
    between = other.match.string[length.end : other.core]
    ends = words.ended.fullmatch(between) is not None
    begins = words.began.fullmatch(between) is not None and _FROM_NOW not in length.match.groupdict()
    day = read(other) if (ends or begins) and other.rule.gives not in LENGTHS else None
    if day is None or day.first is None or day.last is None:
        return None
    if begins:
        return days_from(length.match, day, words=words)
    back = days_of_match(length.rule, length.match, words=words, anchor=day.first, scene=None)
    return Days(back.first, day.last) if back is not None else None


def _counted_to(
    matches: Sequence[DayMatch], at: int, words: DayWords, read: Callable[[DayMatch], Days | None]
) -> Days | None:
    """On Friday they attacked for the third straight day: to the single day of the same clause."""
    one = matches[at]
    for between, other in _neighbours(matches, at):
        if words.apart.search(between) or other.rule.gives in LENGTHS:
            continue
        day = read(other)
        if day is not None and day.first is not None and day.first == day.last:
            return days_of_match(one.rule, one.match, words=words, anchor=day.first, scene=None)
    return None


def _neighbours(matches: Sequence[DayMatch], at: int) -> list[tuple[str, DayMatch]]:
    """The expressions before and after one, with what stands between; side by side first."""
    text, one = matches[at].match.string, matches[at]
    found: list[tuple[str, DayMatch]] = []
    if at > 0:
        before = matches[at - 1]
        between = text[before.end : one.start]
        opens = not text[: before.start].strip()  # "On Friday, they ..."
        found.append((between.strip(" ,") if opens or not between.strip(" ,") else between, before))
    if at + 1 < len(matches):
        after = matches[at + 1]
        found.append((text[one.end : after.start].strip(" ,"), after))  # "..., they said on Friday"
    return sorted(found, key=lambda pair: bool(pair[0]))
