"""Which days a deed may have: every day that the report's words give, or none."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from contested.extract.parsing import ParsedSentence
from contested.extract.reading import Reading
from contested.extract.syntax import clause_head
from contested.knowledge.day_mentions import DayMention, anchor_day, find_day_mentions
from contested.knowledge.day_reader import Days
from contested.knowledge.day_words import load_day_words
from contested.model.page import SegmentKind
from contested.model.text import Quote, Span

_RECENT = ((0, "0"), (1, "1"), (3, "2-3"), (7, "4-7"), (31, "month"), (366, "year"))
_DONE = frozenset({"asserted", "denied"})
_TURNS = frozenset(
    {"later", "earlier", "previously", "meanwhile", "then", "now", "still", "already", "again", "also",
     "before", "ago", "once", "first", "recently", "former", "previous", "last", "latest", "since", "always",
     "so", "when"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Deed:
    """A trigger that is to be dated."""

    token: Any
    sentence: int
    event: str
    modality: (
        str  # polarity and modality in one word: "denied", "asserted", "planned", "possible", "conditional"
    )
    place: str | None


@dataclass(frozen=True, slots=True)
class Support:
    """A time expression where the parse sees it."""

    mention: DayMention
    token: Any | None
    on_saying: bool
    is_first: bool  # opens its sentence
    lead: str  # the first of its words


@dataclass(frozen=True, slots=True)
class Option:
    """Days that a deed may have, with the words that give them; neither for a deed without a day."""

    days: Days | None
    supports: tuple[Support, ...] = ()

    def quote(self, deed: Deed) -> Quote | None:
        """The words nearest to the deed: of its own sentence, else before, else after."""
        if not self.supports:
            return None
        return min(self.supports, key=lambda s: nearness(s, deed)).mention.quote


@dataclass(frozen=True, slots=True)
class Dated:
    """A deed with the days that were chosen for it."""

    deed: Deed
    option: Option


def find_deed(
    reading: Reading, trigger: Span, *, event: str, modality: str, place: str | None
) -> Deed | None:
    """The deed that a trigger states; None where its sentence was not parsed."""
    at = bisect_right(reading.sentences, trigger.start, key=_start) - 1
    sentence = reading.sentences[at] if at >= 0 else None
    if sentence is None or sentence.doc is None or trigger.end > sentence.start + len(sentence.raw):
        return None
    begin, end = trigger.start - sentence.start, trigger.end - sentence.start
    words = sentence.doc.char_span(begin, end, alignment_mode="expand")
    return Deed(words.root, sentence.index, event, modality, place) if words is not None else None


def _start(sentence: ParsedSentence) -> int:
    return sentence.start


def nearest_words(deed: Deed, calendar: "Calendar") -> tuple[Quote, ...]:
    """The time expressions of the deed's sentence but those on the saying, nearest in the parse first."""
    found = [
        support
        for option in calendar.options(deed)
        for support in option.supports
        if support.mention.sentence == deed.sentence
        and not support.mention.is_core
        and (not support.on_saying or support.token == deed.token)
    ]
    return tuple(support.mention.quote for support in sorted(found, key=lambda s: nearness(s, deed)))


class Calendar:
    """The days that one report speaks of; made once, asked for every deed."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        words = load_day_words(reading.page.report.language.split("-")[0].casefold())
        self.anchor = anchor_day(reading.page)
        cues = {frame.cue.start for frame in reading.frames}
        self._in_sentence: dict[int, list[Support]] = {}
        groups: dict[Days, list[Support]] = {}
        for mention in find_day_mentions(reading.page, words):
            support = self._support(mention, cues)
            self._in_sentence.setdefault(mention.sentence, []).append(support)
            if mention.days is not None:
                groups.setdefault(mention.days, []).append(support)
        self._dated_at = sorted(support.mention.sentence for held in groups.values() for support in held)
        self._options = (*(Option(days, tuple(supports)) for days, supports in groups.items()), Option(None))
        self._past = tuple(
            o for o in self._options if self.anchor is None or not _is_ahead(o.days, self.anchor)
        )
        self._stretches = {id(option): self._stretch(option.days) for option in self._options[:-1]}
        self._lemmas: dict[int, frozenset[str]] = {}
        self._turns: dict[int, list[tuple[str, Any]]] = {}

    def options(self, deed: Deed) -> tuple[Option, ...]:
        """The days that a deed may have, last of all none; what is told as done was not done after print."""
        if self.anchor is None and self._is_dated_by_the_unreadable(deed):
            return self._options[-1:]
        return self._past if deed.modality in _DONE else self._options

    def _is_dated_by_the_unreadable(self, deed: Deed) -> bool:
        """Whether the words nearest to the deed name a day that nobody can tell: "on Sunday", undated."""
        own = [support for support in self.in_sentence(deed.sentence) if not support.on_saying]
        return bool(own) and min(own, key=lambda s: nearness(s, deed)).mention.days is None

    def deeds_in_order(self, deeds: Sequence[Deed]) -> list[Deed]:
        """As they are to be dated: headlines last, for the article dates what they announce."""
        return sorted(deeds, key=lambda deed: (self.is_headline(deed), deed.sentence, deed.token.idx))

    def is_headline(self, deed: Deed) -> bool:
        """Whether a deed stands in the headline."""
        return self.reading.sentences[deed.sentence].kind is SegmentKind.HEADLINE

    def is_spoken(self, deed: Deed) -> bool:
        """Whether a deed stands in what somebody says."""
        at = self.reading.sentences[deed.sentence].start + deed.token.idx
        return any(frame.content.start <= at < frame.content.end for frame in self.reading.frames)

    def in_sentence(self, sentence: int) -> Sequence[Support]:
        """The time expressions of a sentence."""
        return self._in_sentence.get(sentence, ())

    def gives(self, sentence: int) -> str:
        """The calculations that the time expressions of a sentence ask for."""
        return ",".join(sorted({support.mention.gives for support in self.in_sentence(sentence)}))

    def dated_between(self, one: int, other: int) -> int:
        """How many time expressions with days stand in the sentences between two."""
        first, last = min(one, other), max(one, other)
        return bisect_left(self._dated_at, last) - bisect_right(self._dated_at, first)

    def stretch(self, option: Option) -> tuple[str, str | None]:
        """How long a stretch the days of an option are, and how long before publication, in words."""
        return self._stretches[id(option)]

    def has_lemma(self, sentence: int, lemma: str) -> bool:
        """Whether a sentence has a word."""
        if (known := self._lemmas.get(sentence)) is None:
            doc = self.reading.sentences[sentence].doc
            known = self._lemmas[sentence] = frozenset([token.lemma_.lower() for token in doc or ()])
        return lemma in known

    def turns(self, sentence: int) -> Sequence[tuple[str, Any]]:
        """The words of a sentence such as "later", each with the verb of its clause."""
        if (known := self._turns.get(sentence)) is None:
            doc = self.reading.sentences[sentence].doc or ()
            known = [(word.lower_, clause_head(word)) for word in doc if word.lower_ in _TURNS]
            self._turns[sentence] = known
        return known

    def _support(self, mention: DayMention, cues: set[int]) -> Support:
        sentence = self.reading.sentences[mention.sentence]
        begin, end = mention.quote.start - sentence.start, mention.quote.end - sentence.start
        is_first = not sentence.text[:begin].strip(' "')
        lead = mention.quote.text.split()[0].lower()
        span = None
        if sentence.doc is not None:
            span = sentence.doc.char_span(begin, end, alignment_mode="expand")
        if span is None:
            return Support(mention, None, on_saying=False, is_first=is_first, lead=lead)
        on_saying = sentence.start + clause_head(span.root).idx in cues
        return Support(mention, span.root, on_saying=on_saying, is_first=is_first, lead=lead)

    def _stretch(self, days: Days | None) -> tuple[str, str | None]:
        assert days is not None
        width = "open"
        if days.first and days.last:
            length = (days.last - days.first).days
            width = "day" if length == 0 else "days" if length < 8 else "month" if length < 32 else "wide"
        some = days.first is not None or days.last is not None
        return width, _age(self.anchor, days) if self.anchor is not None and some else None


def _is_ahead(days: Days | None, anchor: date) -> bool:
    return days is not None and (days.last or anchor) > anchor and (days.first or date.min) >= anchor


def _age(anchor: date, days: Days) -> str:
    if days.first is not None and days.first > anchor:
        return "ahead"
    past = (anchor - (days.last or days.first or anchor)).days
    return next((name for most, name in _RECENT if past <= most), "old")


def nearness(support: Support, deed: Deed) -> tuple[int, int, int]:
    """How near a time expression is to a deed, least first: of its own sentence, else before, else after."""
    apart = support.mention.sentence - deed.sentence
    if apart == 0:
        steps = steps_between(support.token, deed.token) if support.token is not None else 9
        return (0, steps, support.mention.quote.start)
    return (1 if apart < 0 else 2, abs(apart), support.mention.quote.start)


def steps_between(one: Any, other: Any) -> int:
    """How many arcs of the parse lie between two tokens."""
    above = {token.i: depth for depth, token in enumerate([one, *one.ancestors])}
    for depth, token in enumerate([other, *other.ancestors]):
        if token.i in above:
            return depth + above[token.i]
    return len(above) + depth
