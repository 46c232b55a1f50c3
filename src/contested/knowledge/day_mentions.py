"""The time expressions of a report with the days that they mean, found by the language's words alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from contested.knowledge.day_reader import Days, bounded, days_of_match
from contested.knowledge.day_stretches import LENGTHS, DayMatch, stretch_days
from contested.knowledge.day_words import DayRule, DayWords
from contested.model.page import Page, SegmentKind
from contested.model.text import Quote

_CLOCK = re.compile(r"\b(\d{4}-\d{2}-\d{2})\b")
_NAMES = ("weekday", "month")  # capitalised in English: "sat", "march" and "may" are words too
_NO_SCENE = LENGTHS | {"ahead", "year", "season", "clock", "apart"}  # too wide to count from
_BLANK = re.compile(r"\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class DayMention:
    """Words that say when, and the days that they mean; None where there is nothing to count from."""

    quote: Quote
    days: Days | None
    gives: str  # the calculation of the rule that found it
    sentence: int
    is_core: bool = False  # the date alone of "since 5 June": "since 5 June, when a raid was beaten back"


def anchor_day(page: Page) -> date | None:
    """The day to count from: publication, else a full date in the byline, else in the first comment head."""
    if page.report.published is not None:
        return page.report.published
    for kind in (SegmentKind.BYLINE, SegmentKind.COMMENT_HEADER):
        days = [
            day
            for segment in page.segments
            if segment.kind is kind
            for day in _clock_days(page.report.text[segment.span.start : segment.span.end])
        ]
        if days:
            return min(days)
    return None


def find_day_mentions(page: Page, words: DayWords) -> tuple[DayMention, ...]:
    """The time expressions of a page in reading order; "two days later" counts from the one before."""
    anchor = anchor_day(page)
    scene: Days | None = None
    found: list[DayMention] = []
    for index, sentence in enumerate(page.sentences):
        start = sentence.span.start
        for mention in _in_sentence(page.report.text[start : sentence.span.end], words, anchor, scene):
            quote = mention.quote
            found.append(
                replace(
                    mention,
                    quote=Quote(start + quote.start, start + quote.end, quote.text),
                    sentence=index,
                )
            )
            if mention.days is not None and mention.days.first and mention.gives not in _NO_SCENE:
                scene = mention.days
    return tuple(found)


def _in_sentence(text: str, words: DayWords, anchor: date | None, scene: Days | None) -> Iterator[DayMention]:
    matches = _matches(text, words)
    at = 0
    while at < len(matches):
        one, now = matches[at], scene

        def read(match: DayMatch, scene: Days | None = now) -> Days | None:
            ahead = words.ahead.search(match.match.string[: match.core]) is not None
            return days_of_match(
                match.rule, match.match, words=words, anchor=anchor, scene=scene, is_ahead=ahead
            )

        core = stretch_days(matches, at, words=words, read=read) or read(one)
        days = bounded(core, one.match.string[one.start : one.core], words) if core is not None else None
        at += 1
        end = one.end
        if at < len(matches) and core is not None and _makes_range(one, matches[at], words):
            until = read(matches[at], core)
            if until is not None and core.first and until.last and core.first <= until.last:
                days = core = Days(core.first, until.last)
                end = matches[at].end
                at += 1
        mention = DayMention(
            quote=Quote(one.start, end, text[one.start : end]), days=days, gives=one.rule.gives, sentence=0
        )
        yield mention
        if core != days:
            yield replace(mention, quote=Quote(one.core, end, text[one.core : end]), days=core, is_core=True)
        if core is not None and core.first and one.rule.gives not in _NO_SCENE:
            scene = core


def _makes_range(one: DayMatch, other: DayMatch, words: DayWords) -> bool:
    if "running" in (one.rule.gives, other.rule.gives):  # "on Friday and for the third straight day"
        return False
    return words.range.fullmatch(one.match.string[one.end : other.core]) is not None


def _matches(text: str, words: DayWords) -> list[DayMatch]:
    """Expressions that do not overlap, in reading order; the earlier rule of the file takes the words."""
    folded = _folded(text)
    taken: list[tuple[int, int, DayRule, re.Match[str]]] = []
    for rule in words.by_need.possible_in(folded):
        for match in rule.pattern.finditer(folded):
            begin, end = match.span()
            if all(end <= b or e <= begin for b, e, _, _ in taken) and _is_named(rule, match, text):
                taken.append((begin, end, rule, match))
    found: list[DayMatch] = []
    for begin, end, rule, match in sorted(taken, key=lambda one: one[0]):
        floor = found[-1].end if found else 0
        lead = words.lead.search(folded[floor:begin])
        if lead and rule.gives == "running" and words.bound.search(lead[0]):
            continue  # "since the third day of the siege": which day was that?
        found.append(DayMatch(floor + lead.start() if lead else begin, begin, end, rule, match))
    return found


def _is_named(rule: DayRule, match: re.Match[str], text: str) -> bool:
    for name in _NAMES:
        if (
            name in rule.pattern.groupindex
            and match[name] is not None
            and not text[match.start(name)].isupper()
        ):
            return False
    return rule.gives != "month" or match.start() > 0 or len(match[0]) > len("march")


def _folded(text: str) -> str:
    """Lower case and plain blanks, one character for one."""
    text = _BLANK.sub(" ", text)
    folded = text.lower()
    if len(folded) == len(text):
        return folded
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def _clock_days(text: str) -> tuple[date, ...]:
    found = []
    for match in _CLOCK.findall(text):
        try:
            found.append(date.fromisoformat(match))
        except ValueError:  # "2016-13-45" is a number, not a day
            continue
    return tuple(found)
