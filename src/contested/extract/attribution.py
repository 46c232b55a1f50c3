"""Which speaker a claim belongs to: the speakers in reach, what speaks for each, and the judge's choice."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from contested.extract import voice_features as names
from contested.extract.blocks import Block, names_in, one_of_each
from contested.extract.judge import Judge
from contested.extract.parsing import ParsedSentence
from contested.extract.speakers import FIRST_PERSON, Frame
from contested.model.text import Quote, Span

_REACH = 8  # sentences back to a speaker who may still be speaking
_MOST = 6  # speakers of earlier sentences
_LEADS = 2  # speakers at the head of a report, whose bulletin the whole of it may be
_OURS = FIRST_PERSON | {"our", "us", "my"}
_THEIRS = frozenset({"he", "she", "his", "her"})
_OPENINGS = frozenset({"but", "and", "however", "meanwhile", "also", "earlier", "separately", "elsewhere"})
_CLAUSES = frozenset({"relcl", "advcl", "acl", "ccomp", "conj", "appos", "parataxis", "prep", "pcomp"})
_GOVERNED = frozenset({"relcl", "advcl", "acl", "appos", "parataxis", "conj", "ccomp", "dobj", "nsubj"})
# The block of a function of `voice_features` and its arguments; equal ones are one object.
_block = one_of_each()


@dataclass(frozen=True, slots=True)
class Alternative:
    """A speaker in reach of a trigger, with all frames that name the same words as speaking."""

    frames: tuple[Frame, ...]

    @property
    def frame(self) -> Frame:
        """The frame that stands for the speaker in a chain of voices."""
        return self.frames[0]

    @property
    def source(self) -> Quote:
        """The words that name the speaker."""
        source = self.frame.source
        assert source is not None
        return source


class _Cue(NamedTuple):
    """The word that shows a speaking, where it was parsed."""

    token: Any | None
    lemma: str
    opens: bool  # its sentence ends with a colon


class _Near(NamedTuple):
    """The frames of a sentence and those of others that its triggers may belong to."""

    here: Sequence[Frame]
    earlier: Sequence[Frame]  # nearest first
    later: Sequence[Frame]


class Speeches:
    """Who speaks in a report; made once, and what several triggers ask is looked up once."""

    def __init__(self, sentences: Sequence[ParsedSentence], frames: Sequence[Frame]) -> None:
        self.sentences = sentences
        self.frames = frames  # in the order of their cues
        self._named = [frame for frame in frames if frame.source is not None]
        self._named_at = [frame.cue.start for frame in self._named]
        self.speaking = [frame for frame in self._named if not frame.is_first_person]
        self._speaking_at = [frame.cue.start for frame in self.speaking]
        self._cues: dict[int, _Cue] = {}  # by identity: the frames are held
        self._near: dict[int, _Near] = {}
        self._facts: dict[int, tuple[str, ...]] = {}
        self._lasting: dict[int, frozenset[int]] = {}

    def covering(self, trigger: Span) -> list[Frame]:
        """The frames in whose content a trigger stands."""
        return [frame for frame in self.speaking if _covers(frame, trigger)]

    def near(self, sentence: ParsedSentence) -> _Near:
        """The frames of a sentence, and those in reach of it."""
        if (known := self._near.get(sentence.index)) is None:
            begin, end = sentence.start, sentence.start + len(sentence.raw)
            first, last = bisect_left(self._speaking_at, begin), bisect_left(self._speaking_at, end)
            before = [
                frame
                for frame in self.speaking[:first]
                if frame.cue.end <= begin and sentence.index - frame.sentence <= _REACH
            ]
            before.sort(key=lambda frame: -frame.cue.start)
            here, later = self.speaking[first:last], self.speaking[last : last + 1]
            known = self._near[sentence.index] = _Near(here, before, later)
        return known

    def cue(self, frame: Frame) -> _Cue:
        """The word that shows the speaking of one of the frames."""
        if (known := self._cues.get(id(frame))) is None:
            token = self._cue_token(frame)
            lemma = token.lemma_.lower() if token is not None else "?"
            opens = self.sentences[frame.sentence].text.rstrip().endswith(":")
            known = self._cues[id(frame)] = _Cue(token, lemma, opens)
        return known

    def _cue_token(self, frame: Frame) -> Any | None:
        for sentence in self.sentences[max(frame.sentence - 1, 0) :]:
            if sentence.start <= frame.cue.start < sentence.start + len(sentence.raw):
                return sentence.doc.begun_at(frame.cue.start - sentence.start) if sentence.doc else None
        return None

    def speakers_between(self, begin: int, end: int, most: int) -> int:
        """How many speak between two offsets, counted up to so many."""
        found: set[int] = set()
        for frame in self._named[bisect_right(self._named_at, begin) : bisect_left(self._named_at, end)]:
            if frame.source is not None:
                found.add(frame.source.start)
            if len(found) == most:
                break
        return len(found)

    def lasting(self, sentence: ParsedSentence) -> Collection[int]:
        """The identities of the frames whose content lasts to the end of a sentence."""
        if (known := self._lasting.get(sentence.index)) is None:
            begin, end = sentence.start + len(sentence.raw.rstrip()) - 2, sentence.start + len(sentence.raw)
            known = self._lasting[sentence.index] = frozenset(
                id(frame)
                for frame in self.speaking
                if frame.content.end >= begin and frame.content.start <= end
            )
        return known

    def facts(self, sentence: ParsedSentence) -> tuple[str, ...]:
        """What a sentence tells about somebody speaking in it."""
        if (known := self._facts.get(sentence.index)) is None:
            known = self._facts[sentence.index] = tuple(_facts(sentence))
        return known


@dataclass(frozen=True)
class Setting:
    """A trigger with the speeches around it."""

    trigger: Span
    sentence: ParsedSentence
    speeches: Speeches

    @cached_property
    def token(self) -> Any | None:
        """The trigger's word that the others hang on."""
        if self.sentence.doc is None:
            return None
        begin, end = self.trigger.start - self.sentence.start, self.trigger.end - self.sentence.start
        inside = [t for t in self.sentence.doc if t.idx < end and begin < t.idx + len(t)]
        heads = [t for t in inside if t.head == t or t.head not in inside]
        return heads[0] if heads else None

    @cached_property
    def way_up(self) -> Sequence[Any]:
        """The trigger's word and those above it, nearest first."""
        return [self.token, *self.token.ancestors] if self.token is not None else []

    @cached_property
    def covering(self) -> Sequence[Frame]:
        """The frames in whose content the trigger stands."""
        return self.speeches.covering(self.trigger)

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """What the trigger itself tells about somebody speaking in its sentence."""
        return tuple(dict.fromkeys(_of_trigger(self))) if self.token is not None else ()


def _covers(frame: Frame, trigger: Span) -> bool:
    """Whether the trigger stands in what a speaker who is named says."""
    content, start, end = frame.content, trigger.start, trigger.end
    if not (content.start <= start and end <= content.end):
        return False
    cue, source = frame.cue, frame.source
    return (
        source is not None
        and not (cue.start < end and start < cue.end)
        and not (source.start <= start and end <= source.end)
    )


def alternatives(around: Setting) -> list[Alternative]:
    """The speakers that may be behind a trigger, those whose speech covers it first."""
    near = around.speeches.near(around.sentence)
    covering = sorted(around.covering, key=lambda f: (len(f.content), -f.cue.start))
    grouped: dict[tuple[int, int], list[Frame]] = {}
    for frame in [*covering, *near.here]:
        _group(grouped, frame)
    for frame in near.earlier:
        if len(grouped) >= _MOST + len(covering) + len(near.here):
            break
        _group(grouped, frame)
    for frame in [*near.later, *around.speeches.speaking[:_LEADS]]:
        _group(grouped, frame)
    return [Alternative(tuple(frames)) for frames in grouped.values()]


def _group(grouped: dict[tuple[int, int], list[Frame]], frame: Frame) -> None:
    assert frame.source is not None
    held = grouped.setdefault((frame.source.start, frame.source.end), [])
    if frame not in held:
        held.append(frame)


def choose_speaker(around: Setting, judge: Judge) -> Alternative | None:
    """The speaker that the judge finds behind a trigger; None where the outlet itself speaks."""
    found = alternatives(around)
    if not found:
        return None
    scores = list(judge.score_blocks(_blocks(around, found)))
    best = scores.index(max(scores))
    return found[best] if best < len(found) else None


def speaker_features(around: Setting, found: Sequence[Alternative]) -> list[list[str]]:
    """Features of each alternative, and last of there being no speaker but the outlet."""
    return [names_in(blocks) for blocks in _blocks(around, found)]


def _blocks(around: Setting, found: Sequence[Alternative]) -> list[list[Block]]:
    """The features of each alternative in blocks: its own, and what the sentence tells of anybody."""
    covers = {id(frame) for frame in around.covering}
    covering = [[frame for frame in one.frames if id(frame) in covers] for one in found]
    every = [frame for frames in covering for frame in frames]
    rows = []
    for alternative, own in zip(found, covering, strict=True):
        if own:
            rows.append(_of_covering(around, alternative, own, every))
        else:
            rows.append(_of_other(around, alternative, "rivalled" if every else "alone"))
    rows.append(_of_outlet(around, found, every))
    return rows


def _of_covering(
    around: Setting, alternative: Alternative, own: Sequence[Frame], every: Sequence[Frame]
) -> list[Block]:
    """Of a speaker some of whose frames cover the trigger, as may some of the others'."""
    at, speeches = around.sentence.index, around.speeches
    cues = [
        (
            frame.manner,
            speeches.cue(frame).lemma,
            _way_to_cue(around, frame),
            _gap(at - frame.sentence) if frame.manner == "quotation" else None,
        )
        for frame in own
    ]
    rivals = [frame for frame in every if all(frame is not one for one in own)]
    inner = sum([len(rival.content) < len(own[0].content) for rival in rivals])
    return [
        _block(names.covering, tuple(cues)),
        _block(names.covered, own[0].kind.value, inner, len(rivals) - inner),
        *_told(around, "covers|"),
    ]


def _of_other(around: Setting, alternative: Alternative, rivalled: str) -> list[Block]:
    """Of a speaker whose speech does not reach the trigger by the rules."""
    at, speeches, sentence = around.sentence.index, around.speeches, around.sentence
    near = min(alternative.frames, key=lambda frame: abs(frame.sentence - at))
    manner, cue, gap = near.manner, speeches.cue(near), _gap(at - near.sentence)
    goes_on = None
    if at:
        before = speeches.sentences[at - 1]
        lasting = speeches.lasting(before)
        lasts = any(id(frame) in lasting for frame in alternative.frames)
        goes_on = lasts, before.segment == sentence.segment, manner
    same = speeches.sentences[near.sentence].segment == sentence.segment
    others = speeches.speakers_between(near.cue.end, around.trigger.start, 2)
    leads = near is speeches.frames[0]
    blocks = [
        _block(names.beyond, alternative.frame.kind.value, near.kind.value, manner, cue.lemma, gap, rivalled),
        _block(names.apart, gap, rivalled, same, others, goes_on, cue.opens, leads),
        *_told(around, "beyond|", f"|{rivalled}"),
    ]
    if gap == "0":
        side = "before" if around.trigger.end <= near.cue.start else "behind"
        begin, end = sorted((around.trigger.start, near.cue.start))
        between = sentence.text[begin - sentence.start : end - sentence.start]
        marks = ";" in between, ":" in between
        blocks.append(_block(names.here, side, manner, cue.lemma, _way_to_cue(around, near), *marks))
    elif gap in ("1", "2"):
        blocks += _told(around, "next|", f"|{rivalled}")
    return blocks


def _of_outlet(around: Setting, found: Sequence[Alternative], every: Sequence[Frame]) -> list[Block]:
    at, state = around.sentence.index, "covered" if every else "free"
    last = max((f.sentence for one in found for f in one.frames if f.sentence < at), default=None)
    spoke = _gap(at - last) if last is not None else "none"
    manners = tuple([frame.manner for frame in every])
    return [_block(names.outlet, manners, state, spoke), *_told(around, f"outlet|{state}|")]


def _told(around: Setting, state: str, company: str = "") -> list[Block]:
    """What sentence and trigger tell about somebody speaking there, for alternatives in such a state."""
    return [
        _block(names.told, state, around.speeches.facts(around.sentence), company),
        _block(names.told, state, around.facts, company),
    ]


def _facts(sentence: ParsedSentence) -> Iterator[str]:
    yield f"kind:{sentence.kind.value}"
    yield f"segment:{min(sentence.segment, 2)}"
    doc = sentence.doc
    if doc is None:
        yield "unparsed"
        return
    words = {t.lower_ for t in doc}
    if words & _OURS:
        yield "first_person"
    if words & _THEIRS:
        yield "third_person"
    if any(t.tag_ == "MD" for t in doc):
        yield "modal"
    if doc[0].lower_ in _OPENINGS:
        yield f"begins:{doc[0].lower_}"
    if any(t.text == "?" for t in doc):
        yield "question"
    root = next((t for t in doc if t.dep_ == "ROOT"), None)
    if root is not None:
        yield f"root:{root.tag_}"
        if any(c.lower_ == "had" for c in root.children):
            yield "root:had"


def _of_trigger(around: Setting) -> Iterator[str]:
    """Its tag, the kinds of clauses that it stands in, up to the root, and whether it stands after "had"."""
    token = around.way_up[0]
    yield f"tag:{token.tag_}"
    for step in around.way_up:
        dep = step.dep_
        if dep in _CLAUSES:
            yield f"up:{dep}"
            if dep == "advcl":
                yield f"up:advcl:{_joined(step.children, ('mark', 'advmod'))}"
            if dep == "prep":
                yield f"up:prep:{step.lower_}"
    if token.pos_ == "VERB" and any(c.lower_ == "had" for c in token.children):
        yield "had"


def _joined(words: Iterable[Any], labels: Collection[str]) -> str:
    return "".join(word.lower_ for word in words if word.dep_ in labels)[:12]


def _way_to_cue(around: Setting, frame: Frame) -> tuple[str, ...]:
    """The arcs between the trigger and the cue, where they stand in one sentence."""
    cue = around.speeches.cue(frame).token
    if around.token is None or cue is None or cue.doc is not around.token.doc:
        return ()
    if cue in around.way_up:
        return tuple(_way_under(around.way_up, cue))
    steps = ["aside"]
    for step in [cue, *cue.ancestors]:
        if step in around.way_up:
            steps.append(f"meet:{step.pos_}")
            break
        steps.append(f"cue:{step.dep_}")
    return tuple(steps)


def _way_under(way_up: Iterable[Any], cue: Any) -> Iterator[str]:
    """The arcs from the trigger up to a cue that governs it."""
    for step in way_up:
        if step is cue:
            break
        if step.dep_ in _GOVERNED:
            yield f"under:{step.dep_}"
            if step.dep_ == "advcl":
                yield f"under:{_joined(step.children, ('mark',))}"
    yield "under"


def _gap(sentences: int) -> str:
    if sentences < 0:
        return "later"
    return str(sentences) if sentences <= 2 else "3-5" if sentences <= 5 else "6+"
