"""Which speaker a claim belongs to: the speakers in reach, what speaks for each, and the judge's choice."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

from contested.extract.judge import Judge
from contested.extract.parsing import ParsedSentence
from contested.extract.speakers import FIRST_PERSON, Frame
from contested.model.text import Quote, Span

_REACH = 8  # sentences back to a speaker who may still be speaking
_MOST = 6  # speakers of earlier sentences
_LEADS = 2  # speakers at the head of a report, whose bulletin the whole of it may be


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


@dataclass(frozen=True)
class Setting:
    """A trigger with the report around it."""

    trigger: Span
    sentence: ParsedSentence
    sentences: Sequence[ParsedSentence]
    frames: Sequence[Frame]

    @cached_property
    def token(self) -> Any | None:
        """The trigger's word that the others hang on."""
        if self.sentence.doc is None:
            return None
        begin, end = self.trigger.start - self.sentence.start, self.trigger.end - self.sentence.start
        inside = [t for t in self.sentence.doc if t.idx < end and begin < t.idx + len(t)]
        heads = [t for t in inside if t.head == t or t.head not in inside]
        return heads[0] if heads else None


def covers(frame: Frame, trigger: Span) -> bool:
    """Whether the trigger stands in what the frame's speaker says."""
    content, cue, source, start, end = frame.content, frame.cue, frame.source, trigger.start, trigger.end
    return (
        content.start <= start
        and end <= content.end
        and source is not None
        and not frame.is_first_person
        and not (cue.start < end and start < cue.end)
        and not (source.start <= start and end <= source.end)
    )


def alternatives(around: Setting) -> list[Alternative]:
    """The speakers that may be behind a trigger, those whose speech covers it first."""
    at = around.sentence.index
    speaking = [f for f in around.frames if f.source is not None and not f.is_first_person]
    covering = [f for f in speaking if covers(f, around.trigger)]
    covering.sort(key=lambda f: (len(f.content), -f.cue.start))
    here = [f for f in speaking if _stands_in(f, around.sentence)]
    earlier = [
        f
        for f in sorted(speaking, key=lambda f: -f.cue.start)
        if f.cue.end <= around.sentence.start and at - f.sentence <= _REACH
    ]
    later = [f for f in speaking if f.cue.start >= around.sentence.start + len(around.sentence.raw)][:1]
    leads = speaking[:_LEADS]
    grouped: dict[tuple[int, int], list[Frame]] = {}
    for frame in [*covering, *here]:
        _group(grouped, frame)
    for frame in earlier:
        if len(grouped) >= _MOST + len(covering) + len(here):
            break
        _group(grouped, frame)
    for frame in [*later, *leads]:
        _group(grouped, frame)
    return [Alternative(tuple(frames)) for frames in grouped.values()]


def _group(grouped: dict[tuple[int, int], list[Frame]], frame: Frame) -> None:
    assert frame.source is not None
    held = grouped.setdefault((frame.source.start, frame.source.end), [])
    if frame not in held:
        held.append(frame)


def _stands_in(frame: Frame, sentence: ParsedSentence) -> bool:
    return sentence.start <= frame.cue.start < sentence.start + len(sentence.raw)


def choose_speaker(around: Setting, judge: Judge) -> Alternative | None:
    """The speaker that the judge finds behind a trigger; None where the outlet itself speaks."""
    found = alternatives(around)
    if not found:
        return None
    scores = judge.score_parts(_parts(around, found))
    best = scores.index(max(scores))
    return found[best] if best < len(found) else None


def speaker_features(around: Setting, found: Sequence[Alternative]) -> list[list[str]]:
    """Features of each alternative, and last of there being no speaker but the outlet."""
    return [list(chain.from_iterable(parts)) for parts in _parts(around, found)]


def _parts(around: Setting, found: Sequence[Alternative]) -> list[list[Sequence[str]]]:
    """The features of each alternative: its own, and those that it shares with others."""
    shared = _Shared(list(dict.fromkeys(_common(around))))
    covering = [[f for f in one.frames if covers(f, around.trigger)] for one in found]
    every = list(chain.from_iterable(covering))
    rows: list[list[Sequence[str]]] = []
    for at, (alternative, own) in enumerate(zip(found, covering, strict=True)):
        rivals: list[Frame] = []
        if len(every) > len(own):
            rivals = list(chain.from_iterable(covering[:at] + covering[at + 1 :]))
        row: list[Sequence[str]] = [_unique(_features(around, alternative, own, rivals))]
        if own:
            row.append(shared.under("covers|"))
        else:
            company = "|rivalled" if rivals else "|alone"
            row.append(shared.under("beyond|", company))
            if _gap(around.sentence.index - _nearest(alternative, around).sentence) in ("1", "2"):
                row.append(shared.under("next|", company))
        rows.append(row)
    state = "covered" if every else "free"
    rows.append([_unique(_none_features(around, found, every)), shared.under(f"outlet|{state}|")])
    return rows


def _unique(features: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(features))


class _Shared:
    """What a sentence tells of anybody's speaking in it, for each state of the alternatives written once."""

    def __init__(self, common: Sequence[str]) -> None:
        self._common = common
        self._known: dict[tuple[str, str], list[str]] = {}

    def under(self, state: str, company: str = "") -> list[str]:
        """The features for alternatives in a state, and in such company."""
        if (known := self._known.get((state, company))) is None:
            known = [f"{state}{feature}{company}" for feature in self._common]
            self._known[state, company] = known
        return known


def _common(around: Setting) -> Iterator[str]:
    """What the sentence itself tells about somebody speaking in it."""
    yield f"kind:{around.sentence.kind.value}"
    yield f"segment:{min(around.sentence.segment, 2)}"
    token = around.token
    if token is None:
        yield "unparsed"
        return
    yield f"tag:{token.tag_}"
    for label in _way_up(token):
        yield f"up:{label}"
    doc = around.sentence.doc
    assert doc is not None
    words = {t.lower_ for t in doc}
    if words & (FIRST_PERSON | {"our", "us", "my"}):
        yield "first_person"
    if words & {"he", "she", "his", "her"}:
        yield "third_person"
    if any(t.tag_ == "MD" for t in doc):
        yield "modal"
    if doc[0].lower_ in ("but", "and", "however", "meanwhile", "also", "earlier", "separately", "elsewhere"):
        yield f"begins:{doc[0].lower_}"
    if any(t.text == "?" for t in doc):
        yield "question"
    root = next((t for t in doc if t.dep_ == "ROOT"), None)
    if root is not None:
        yield f"root:{root.tag_}"
        if any(c.lower_ == "had" for c in root.children):
            yield "root:had"
    if token.pos_ == "VERB" and any(c.lower_ == "had" for c in token.children):
        yield "had"


def _way_up(token: Any) -> Iterator[str]:
    """The kinds of clauses that a word stands in, up to the root."""
    for step in [token, *token.ancestors]:
        if step.dep_ in ("relcl", "advcl", "acl", "ccomp", "conj", "appos", "parataxis", "prep", "pcomp"):
            yield step.dep_
            if step.dep_ == "advcl":
                yield "advcl:" + "".join(c.lower_ for c in step.children if c.dep_ in ("mark", "advmod"))[:12]
            if step.dep_ == "prep":
                yield f"prep:{step.lower_}"


def _features(
    around: Setting,
    alternative: Alternative,
    covering: Sequence[Frame],
    rivals: Sequence[Frame],
) -> Iterator[str]:
    """Of a speaker, some of whose frames may cover the trigger, as may some of the others'."""
    yield "somebody"
    at = around.sentence.index
    frame = covering[0] if covering else alternative.frame
    yield f"voice:{frame.kind.value}"
    for one in covering:
        lemma = _cue_lemma(one, around)
        yield f"covers:{one.manner}"
        yield f"covers:{lemma}"
        yield f"covers:{one.manner}|{lemma}"
        for step in _way_to_cue(around, one):
            yield f"covers:{one.manner}|{step}"
            yield f"covers|{step}"
        if one.manner == "quotation":
            yield f"quoted|{_gap(at - one.sentence)}"
    if covering:
        yield "covers"
        inner = sum(len(r.content) < len(covering[0].content) for r in rivals)
        yield f"covers|inner:{min(inner, 2)}"
        yield f"covers|outer:{min(len(rivals) - inner, 2)}"
    else:
        yield from _beyond_features(around, alternative, rivals)


def _beyond_features(around: Setting, alternative: Alternative, rivals: Sequence[Frame]) -> Iterator[str]:
    """Of a speaker whose speech does not reach the trigger by the rules."""
    at = around.sentence.index
    near = _nearest(alternative, around)
    gap = _gap(at - near.sentence)
    lemma = _cue_lemma(near, around)
    rivalled = "rivalled" if rivals else "alone"
    yield f"beyond:{gap}|{rivalled}"
    yield f"beyond:{gap}|{near.manner}|{rivalled}"
    yield f"beyond:{near.manner}"
    yield f"beyond:{lemma}|{gap == '0'}"
    yield f"beyond:{near.kind.value}|{gap}"
    same = near.cue.start >= 0 and around.sentences[near.sentence].segment == around.sentence.segment
    yield f"beyond:{gap}|same_paragraph:{same}|{rivalled}"
    others = {
        f.source.start
        for f in around.frames
        if f.source is not None and near.cue.end < f.cue.start < around.trigger.start
    }
    yield f"beyond:others:{min(len(others), 2)}|{rivalled}"
    before = around.sentences[at - 1] if at else None
    if before is not None:
        goes_on = any(
            f.content.end >= before.start + len(before.raw.rstrip()) - 2
            and f.content.start <= before.start + len(before.raw)
            for f in alternative.frames
        )
        yield f"goes_on:{goes_on}|{rivalled}|same:{before.segment == around.sentence.segment}"
        if goes_on:
            yield f"goes_on|{near.manner}|{rivalled}"
    if gap == "0":
        side = "before" if around.trigger.end <= near.cue.start else "behind"
        yield f"here:{side}|{near.manner}"
        yield f"here:{side}|{lemma}"
        for step in _way_to_cue(around, near):
            yield f"here:{side}|{step}"
        between = around.sentence.text[
            slice(
                *sorted(
                    (around.trigger.start - around.sentence.start, near.cue.start - around.sentence.start)
                )
            )
        ]
        yield f"here:{side}|semicolon:{';' in between}|colon:{':' in between}"
    if near is around.frames[0]:
        yield "lead"
    if around.sentences[near.sentence].text.rstrip().endswith(":"):
        yield f"colon:{gap}"


def _nearest(alternative: Alternative, around: Setting) -> Frame:
    return min(alternative.frames, key=lambda frame: abs(frame.sentence - around.sentence.index))


def _none_features(around: Setting, found: Sequence[Alternative], covering: Sequence[Frame]) -> Iterator[str]:
    yield "outlet"
    yield f"outlet|covered:{min(len(covering), 2)}"
    for frame in covering:
        yield f"outlet|covered:{frame.manner}"
    state = "covered" if covering else "free"
    at = around.sentence.index
    last = max((f.sentence for a in found for f in a.frames if f.sentence < at), default=None)
    yield f"outlet|last:{_gap(at - last) if last is not None else 'none'}|{state}"


def _way_to_cue(around: Setting, frame: Frame) -> Iterator[str]:
    """The arcs between the trigger and the cue, where they stand in one sentence."""
    token, cue = around.token, _cue_token(frame, around)
    if token is None or cue is None or cue.doc is not token.doc:
        return
    above = [t.i for t in (token, *token.ancestors)]
    if cue.i in above:
        for step in [token, *token.ancestors]:
            if step.i == cue.i:
                break
            if step.dep_ in ("relcl", "advcl", "acl", "appos", "parataxis", "conj", "ccomp", "dobj", "nsubj"):
                yield f"under:{step.dep_}"
                if step.dep_ == "advcl":
                    yield "under:" + "".join(c.lower_ for c in step.children if c.dep_ == "mark")[:12]
        yield "under"
        return
    yield "aside"
    for step in [cue, *cue.ancestors]:
        if step.i in above:
            yield "meet:" + step.pos_
            break
        yield f"cue:{step.dep_}"


def _cue_token(frame: Frame, around: Setting) -> Any | None:
    for at in range(max(frame.sentence - 1, 0), len(around.sentences)):
        sentence = around.sentences[at]
        if _stands_in(frame, sentence):
            return sentence.doc.begun_at(frame.cue.start - sentence.start) if sentence.doc else None
    return None


def _cue_lemma(frame: Frame, around: Setting) -> str:
    token = _cue_token(frame, around)
    return token.lemma_.lower() if token is not None else "?"


def _gap(sentences: int) -> str:
    if sentences < 0:
        return "later"
    return str(sentences) if sentences <= 2 else "3-5" if sentences <= 5 else "6+"
