"""Which days a deed may have: every day that the report's words give, or none."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
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


@dataclass(frozen=True, slots=True)
class Option:
    """Days that a deed may have, with the words that give them; neither for a deed without a day."""

    days: Days | None
    supports: tuple[Support, ...] = ()

    def quote(self, deed: Deed) -> Quote | None:
        """The words nearest to the deed: of its own sentence, else before, else after."""
        if not self.supports:
            return None
        return min(self.supports, key=lambda s: _nearness(s, deed)).mention.quote


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
    return tuple(support.mention.quote for support in sorted(found, key=lambda s: _nearness(s, deed)))


class Calendar:
    """The days that one report speaks of; made once, asked for every deed."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        words = load_day_words(reading.page.report.language.split("-")[0].casefold())
        self.anchor = anchor_day(reading.page)
        cues = {frame.cue.start for frame in reading.frames}
        self._supports = tuple(
            self._support(mention, cues) for mention in find_day_mentions(reading.page, words)
        )
        groups: dict[Days, list[Support]] = {}
        for support in self._supports:
            if support.mention.days is not None:
                groups.setdefault(support.mention.days, []).append(support)
        self._options = (*(Option(days, tuple(supports)) for days, supports in groups.items()), Option(None))
        self._lemmas = [
            {token.lemma_.lower() for token in sentence.doc} if sentence.doc is not None else frozenset()
            for sentence in reading.sentences
        ]

    def options(self, deed: Deed) -> tuple[Option, ...]:
        """The days that a deed may have, last of all none; what is told as done was not done after print."""
        if self.anchor is None and self._is_dated_by_the_unreadable(deed):
            return self._options[-1:]
        if deed.modality not in _DONE or self.anchor is None:
            return self._options
        return tuple(option for option in self._options if not _is_ahead(option.days, self.anchor))

    def _is_dated_by_the_unreadable(self, deed: Deed) -> bool:
        """Whether the words nearest to the deed name a day that nobody can tell: "on Sunday", undated."""
        own = [s for s in self._supports if s.mention.sentence == deed.sentence and not s.on_saying]
        return bool(own) and min(own, key=lambda s: _nearness(s, deed)).mention.days is None

    def deeds_in_order(self, deeds: Sequence[Deed]) -> list[Deed]:
        """As they are to be dated: headlines last, for the article dates what they announce."""
        return sorted(deeds, key=lambda deed: (self._is_headline(deed), deed.sentence, deed.token.idx))

    def parts(self, deed: Deed, before: Sequence[Dated]) -> list[list[list[str]]]:
        """What speaks for and against each option, its own features and those of its place."""
        context = list(self._context(deed, before))
        own = [
            s for s in self._supports if s.mention.sentence == deed.sentence and s.mention.days is not None
        ]
        counts = [f":own={min(len(own), 2)}", f":own dates={sum([not s.on_saying for s in own])}"]
        shared: dict[str, list[str]] = {}
        found = []
        for option in self.options(deed):
            nearest = min(option.supports, key=lambda s: _nearness(s, deed), default=None)
            apart = nearest.mention.sentence - deed.sentence if nearest is not None else 0
            where = "none" if nearest is None else "own" if apart == 0 else "before" if apart < 0 else "after"
            if where not in shared:
                told = [f"{where}:{feature}" for feature in context]
                shared[where] = [where, *(where + count for count in counts), *told]
            of_option = list(self._of_option(option, nearest, deed, before, own, where))
            found.append([of_option, shared[where]])
        return found

    def _support(self, mention: DayMention, cues: set[int]) -> Support:
        sentence = self._reading.sentences[mention.sentence]
        begin, end = mention.quote.start - sentence.start, mention.quote.end - sentence.start
        is_first = not sentence.text[:begin].strip(' "')
        if sentence.doc is None:
            return Support(mention, None, on_saying=False, is_first=is_first)
        span = sentence.doc.char_span(begin, end, alignment_mode="expand")
        token = span.root if span is not None else None
        if token is None:
            return Support(mention, None, on_saying=False, is_first=is_first)
        governor = clause_head(token)
        return Support(mention, token, on_saying=sentence.start + governor.idx in cues, is_first=is_first)

    def _is_headline(self, deed: Deed) -> bool:
        return self._reading.sentences[deed.sentence].kind is SegmentKind.HEADLINE

    def _context(self, deed: Deed, before: Sequence[Dated]) -> Iterator[str]:
        token, sentence = deed.token, self._reading.sentences[deed.sentence]
        verb = clause_head(token)
        yield f"event={deed.event}"
        yield f"modality={deed.modality}"
        yield f"event={deed.event},{deed.modality == 'asserted'}"
        yield f"lemma={token.lemma_.lower()}"
        yield f"tag={token.tag_}"
        helpers = sorted(child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass"))
        yield f"verb={verb.tag_},{','.join(helpers)}"
        yield f"dep={token.dep_}"
        for child in token.children:
            if child.dep_ in ("det", "amod") and child.pos_ in ("DET", "PRON", "ADJ"):
                yield f"with={child.lower_}"
        for word in token.doc:
            if word.lower_ in _TURNS:
                yield f"turn={word.lower_},{clause_head(word) == verb}"
        yield f"at={min(deed.sentence, 4)}"
        if self._is_headline(deed):
            yield "headline"
        yield f"dated={self.anchor is not None}"
        gives = sorted({s.mention.gives for s in self._supports if s.mention.sentence == deed.sentence})
        yield f"own={','.join(gives)}"
        spoken = any(
            frame.content.start <= sentence.start + token.idx < frame.content.end
            for frame in self._reading.frames
        )
        yield f"spoken={spoken}"
        if before:
            yield f"last={_kind(before[-1].option)},{min(deed.sentence - before[-1].deed.sentence, 3)}"
        same = [d for d in before if d.deed.event == deed.event]
        if same:
            yield f"last of event={_kind(same[-1].option)}"

    def _of_option(
        self,
        option: Option,
        nearest: Support | None,
        deed: Deed,
        before: Sequence[Dated],
        own: Sequence[Support],
        where: str,
    ) -> Iterator[str]:
        if nearest is not None:
            yield from self._of_words(option, nearest, deed, own, where)
        yield from self._of_history(option, deed, before, where)
        if option.days is not None:
            yield from self._of_days(option.days, where, deed)

    def _of_words(
        self, option: Option, nearest: Support, deed: Deed, own: Sequence[Support], where: str
    ) -> Iterator[str]:
        mention = nearest.mention
        lead = mention.quote.text.split()[0].lower()
        yield f"{where}:gives={mention.gives},{mention.is_core}"
        yield f"{where}:lead={lead}"
        yield f"{where}:said={nearest.on_saying}"
        yield f"times={min(len(option.supports), 4)}"
        yield f"{where}:gives={mention.gives},{deed.event}"
        if where == "own":
            for feature in _relation(nearest, deed, own):
                yield f"own:{feature}"
                yield f"own:{feature},{nearest.on_saying}"
                yield f"own:{feature},{mention.gives}"
            return
        apart = abs(mention.sentence - deed.sentence)
        far = str(apart) if apart < 4 else "4-7" if apart < 8 else "far"
        sentences = self._reading.sentences
        together = sentences[mention.sentence].segment == sentences[deed.sentence].segment
        between = sum(
            min(mention.sentence, deed.sentence) < s.mention.sentence < max(mention.sentence, deed.sentence)
            and s.mention.days is not None
            for s in self._supports
        )
        yield f"{where}:far={far},{together}"
        yield f"{where}:far={far},{nearest.on_saying}"
        yield f"{where}:far={far},own={bool(own)}"
        yield f"{where}:between={min(between, 3)}"
        yield f"{where}:between={min(between, 3)},{together}"
        yield f"{where}:between={min(between, 3)},said={nearest.on_saying}"
        yield f"{where}:first={nearest.is_first},{far}"
        if deed.token.lemma_.lower() in self._lemmas[mention.sentence]:
            yield f"{where}:same lemma"
            yield f"{where}:same lemma,{nearest.on_saying}"
        if deed.place is not None and deed.place in sentences[mention.sentence].text.lower():
            same = deed.token.lemma_.lower() in self._lemmas[mention.sentence]
            yield f"{where}:same place"
            yield f"{where}:same place,{same}"
            yield f"{where}:same place,{far}"
        if any(s.mention.sentence < 3 for s in option.supports):
            yield f"{where}:lead of report"
            yield f"{where}:lead of report,{self._is_headline(deed)}"
        if sum(s.mention.sentence == mention.sentence for s in self._supports) == 1:
            yield f"{where}:alone"

    def _of_history(self, option: Option, deed: Deed, before: Sequence[Dated], where: str) -> Iterator[str]:
        yield f"{where}:history={bool(before)}"
        if not before:
            return
        last = before[-1]
        apart = deed.sentence - last.deed.sentence
        near = str(apart) if 0 <= apart < 3 else "far"
        same = last.option.days == option.days
        yield f"as last={same},{near}"
        yield f"as last={same},{near},{where}"
        own = any(s.mention.sentence == deed.sentence for s in option.supports)
        yield f"as last={same},{near},{where},own={own}"
        if deed.sentence == last.deed.sentence:
            joined = (
                clause_head(last.deed.token) == clause_head(deed.token)
                or deed.token in last.deed.token.subtree
            )
            yield f"as last={same},joined={joined}"
            yield f"as last={same},{last.deed.event}>{deed.event}"
        else:
            yield f"as last={same},{near},{deed.event}"
        for name, alike in (
            ("event", [d for d in before if d.deed.event == deed.event]),
            ("lemma", [d for d in before if d.deed.token.lemma_ == deed.token.lemma_]),
            ("place", [d for d in before if d.deed.place is not None and d.deed.place == deed.place]),
            ("deed", [d for d in before if d.deed.event == deed.event and d.deed.place == deed.place]),
        ):
            if alike:
                yield f"as {name}={alike[-1].option.days == option.days}"
                yield f"as {name}={alike[-1].option.days == option.days},{where}"
                yield f"as any {name}={any(d.option.days == option.days for d in alike)},{where}"
                if self._is_headline(deed):
                    yield f"headline as first {name}={alike[0].option.days == option.days}"
        share = sum(d.option.days == option.days for d in before) / len(before)
        yield f"share={round(share * 4)}"
        yield f"{where}:share={round(share * 4)}"

    def _of_days(self, days: Days, where: str, deed: Deed) -> Iterator[str]:
        width = "open"
        if days.first and days.last:
            length = (days.last - days.first).days
            width = "day" if length == 0 else "days" if length < 8 else "month" if length < 32 else "wide"
        yield f"{where}:width={width}"
        yield f"{where}:width={width},{deed.event}"
        day = days.first or days.last
        if self.anchor is not None and day is not None:
            age = _age(self.anchor, days)
            yield f"{where}:age={age}"
            yield f"age={age},{deed.modality}"
            yield f"{where}:age={age},{width}"


def _is_ahead(days: Days | None, anchor: date) -> bool:
    return days is not None and (days.last or anchor) > anchor and (days.first or date.min) >= anchor


def _age(anchor: date, days: Days) -> str:
    if days.first is not None and days.first > anchor:
        return "ahead"
    past = (anchor - (days.last or days.first or anchor)).days
    return next((name for most, name in _RECENT if past <= most), "old")


def _kind(option: Option) -> str:
    return "none" if option.days is None else "words"


def _nearness(support: Support, deed: Deed) -> tuple[int, int, int]:
    apart = support.mention.sentence - deed.sentence
    if apart == 0:
        steps = _steps(support.token, deed.token) if support.token is not None else 9
        return (0, steps, support.mention.quote.start)
    return (1 if apart < 0 else 2, abs(apart), support.mention.quote.start)


def _relation(support: Support, deed: Deed, own: Sequence[Support]) -> Iterator[str]:
    """How the expression stands to the deed in the sentence that both share."""
    token, trigger = support.token, deed.token
    if token is None:
        return
    before = token.i < trigger.i
    steps = _steps(token, trigger)
    clause, other = clause_head(token), clause_head(trigger)
    yield f"order={before}"
    yield f"steps={min(steps, 7)}"
    yield f"steps={min(steps, 7)},{before}"
    if clause == other:
        place = "same"
    elif other in clause.subtree:
        place = "above"  # the expression stands on a clause that governs the deed's
    elif clause in other.subtree:
        place = "below"
    else:
        place = "beside"
    yield f"clause={place}"
    yield f"clause={place},{before}"
    yield f"clause={place},{other.dep_}"
    yield f"clause={place},{clause.dep_}"
    inside = token == trigger or token in trigger.subtree
    yield f"inside={inside}"
    verbs = sum(
        1 for t in token.doc[min(token.i, trigger.i) + 1 : max(token.i, trigger.i)] if t.pos_ == "VERB"
    )
    yield f"verbs={min(verbs, 3)},{before}"
    commas = any(
        t.lower_ in (",", ";", "and", "but", "while", "after", "before", "when", "which")
        for t in token.doc[min(token.i, trigger.i) + 1 : max(token.i, trigger.i)]
    )
    yield f"broken={commas},{before}"
    rank = sorted(own, key=lambda s: _nearness(s, deed)).index(support)
    yield f"rank={rank}"
    yield f"rank={rank},of={min(len(own), 3)}"
    in_words = sorted(own, key=lambda s: abs((s.token.i if s.token is not None else 0) - trigger.i)).index(
        support
    )
    yield f"rank={rank},{in_words}"
    yield f"opens={support.is_first}"
    yield f"lead={support.mention.quote.text.split()[0].lower()},{place}"


def _steps(one: Any, other: Any) -> int:
    """How many arcs of the parse lie between two tokens."""
    above = {token.i: depth for depth, token in enumerate([one, *one.ancestors])}
    for depth, token in enumerate([other, *other.ancestors]):
        if token.i in above:
            return depth + above[token.i]
    return len(above) + depth
