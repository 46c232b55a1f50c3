"""Who says so: speech verbs, "according to", speech nouns and quotations, with what each of them covers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from contested.extract.parsing import ParsedSentence
from contested.extract.syntax import arguments
from contested.knowledge.lexicon import Cues
from contested.model.claim import Voice, VoiceKind
from contested.model.text import Quote, Span

_FIRST_PERSON = frozenset({"we", "i"})
_PERSON = frozenset({"he", "she", "they", "who"})
_MARK = re.compile(r'"')
_LONGEST_QUOTE = 1500  # characters; a longer one is a mark that was never closed


@dataclass(frozen=True, slots=True)
class Frame:
    """A speaker, the cue that shows the speaking, and the characters that are spoken."""

    source: Quote | None  # None: the cue has no speaker of its own ("it is said")
    cue: Quote
    content: Span
    kind: VoiceKind
    is_pronoun: bool = False
    weak: bool = False
    sentence: int = 0


def find_frames(sentences: Sequence[ParsedSentence], cues: Cues) -> list[Frame]:
    """All frames of a report in reading order, pronoun speakers replaced by whom they stand for."""
    found: list[Frame] = []
    for sentence in sentences:
        if sentence.doc is not None:
            found += _in_sentence(sentence, cues)
    return [*_name_pronouns(found), *_quotations(sentences, found)]


def voices_for(trigger: Span, sentence: int, frames: Sequence[Frame]) -> tuple[Voice, ...]:
    """The chain of voices behind a trigger, outermost first; empty where the outlet itself speaks."""
    covering = [
        frame
        for frame in frames
        if frame.source is not None
        and frame.content.contains(trigger)
        and not frame.cue.span.overlaps(trigger)
        and not frame.source.span.contains(trigger)
    ]
    covering.sort(key=lambda frame: (-len(frame.content), frame.cue.start))
    chain: list[Voice] = []
    for frame in covering:
        assert frame.source is not None
        if all(voice.quote.text != frame.source.text for voice in chain):
            chain.append(Voice(quote=frame.source, kind=frame.kind, cue=frame.cue))
    return tuple(chain)


def _in_sentence(sentence: ParsedSentence, cues: Cues) -> Iterator[Frame]:
    doc = sentence.doc
    assert doc is not None
    for token in doc:
        lemma = token.lemma_.lower()
        if token.pos_ == "VERB" and lemma in cues.speech_verbs:
            yield from _verb_frame(token, lemma, sentence, cues)
        elif lemma in cues.according or token.lower_ == "according":
            yield from _according_frame(token, sentence, cues)
        elif token.pos_ == "NOUN" and lemma in cues.speech_nouns:
            yield from _noun_frame(token, sentence, cues)


def _verb_frame(verb: Any, lemma: str, sentence: ParsedSentence, cues: Cues) -> Iterator[Frame]:
    speakers = [a.token for a in arguments(verb) if a.relation == "subj" and a.token.dep_ != "amod"]
    if not speakers:
        return
    spoken = [
        c
        for c in verb.children
        if c.dep_ in ("ccomp", "xcomp", "parataxis", "advcl")
        and c.pos_ in ("VERB", "AUX", "NOUN", "ADJ", "PROPN")
    ]
    spoken = [
        c
        for c in spoken
        if c.dep_ != "advcl"
        or (
            c.i < verb.i
            and any(g.dep_ == "mark" and g.lower_ == "as" for g in c.children) is False
            and _follows_comma(verb)
        )
    ]
    nominal = [
        c for c in verb.children if c.dep_ in ("dobj", "nsubjpass") and lemma not in cues.weak_speech_verbs
    ]
    prepositional = [
        inner
        for c in verb.children
        if c.dep_ == "prep" and c.lemma_ in ("of", "for", "about", "on", "as") and lemma in _ACCUSING
        for inner in c.children
    ]
    # "..., as X said": the clause above is what X said
    above = []
    if verb.dep_ in ("advcl", "parataxis", "ccomp") and not any(c.dep_ == "ccomp" for c in verb.children):
        marks = {c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod")}
        if "as" in marks or verb.dep_ == "parataxis":
            above = [verb.head]
    pieces = [*spoken, *nominal, *prepositional]
    weak = lemma in cues.weak_speech_verbs
    if not pieces and not above:
        return
    if weak and not spoken:
        return
    begin = [t.left_edge.idx for t in pieces]
    end = [t.right_edge.idx + len(t.right_edge.text) for t in pieces]
    if above:
        begin, end = [0], [len(sentence.text)]
    if not begin:
        return
    content = Span(sentence.start + min(begin), sentence.start + max(end))
    yield _frame(speakers[0], verb, content, sentence, cues, weak=weak)


_ACCUSING = frozenset({"accuse", "blame", "speak", "warn", "complain", "boast", "inform", "report", "tell"})


def _follows_comma(verb: Any) -> bool:
    return any(c.dep_ == "punct" and c.text in (",", '"') and c.i < verb.i for c in verb.children)


def _according_frame(token: Any, sentence: ParsedSentence, cues: Cues) -> Iterator[Frame]:
    nouns = [n for c in token.children if c.dep_ == "prep" for n in c.children if n.dep_ == "pobj"]
    nouns += [n for n in token.children if n.dep_ == "pobj"]
    if token.lower_ != "according" and not (
        nouns and nouns[0].pos_ in ("NOUN", "PROPN") and token.text.istitle()
    ):
        return
    if not nouns:
        return
    content = Span(sentence.start, sentence.start + len(sentence.text))
    # In a coordinated sentence only its own half is covered.
    head = token.head
    if head.pos_ in ("VERB", "AUX") and head.dep_ == "conj":
        content = Span(
            sentence.start + head.left_edge.idx,
            sentence.start + head.right_edge.idx + len(head.right_edge.text),
        )
    yield _frame(nouns[0], token, content, sentence, cues)


def _noun_frame(noun: Any, sentence: ParsedSentence, cues: Cues) -> Iterator[Frame]:
    content = [
        c
        for c in noun.children
        if c.dep_ in ("acl", "ccomp", "relcl") and any(g.lower_ == "that" for g in c.children)
    ]
    content += [
        inner
        for c in noun.children
        if c.dep_ == "prep"
        and c.lemma_ == "of"
        and noun.lemma_ in ("claim", "report", "denial", "announcement", "allegation", "admission", "account")
        for inner in c.children
    ]
    speakers = [a.token for a in arguments(noun) if a.relation in ("poss", "by")]
    if not content or not speakers:
        return
    begin = min(t.left_edge.idx for t in content)
    end = max(t.right_edge.idx + len(t.right_edge.text) for t in content)
    yield _frame(speakers[0], noun, Span(sentence.start + begin, sentence.start + end), sentence, cues)


def _frame(
    speaker: Any, cue: Any, content: Span, sentence: ParsedSentence, cues: Cues, *, weak: bool = False
) -> Frame:
    first, last = _speaker_edges(speaker)
    pronoun = speaker.lower_ in _PERSON or speaker.lower_ in _FIRST_PERSON
    return Frame(
        sentence.quote(first, last),
        sentence.quote(cue),
        content,
        _kind(speaker, cues),
        pronoun,
        weak,
        sentence.index,
    )


def _speaker_edges(speaker: Any) -> tuple[Any, Any]:
    """The noun phrase without article and relative clauses."""
    first = last = speaker
    for child in speaker.children:
        if child.dep_ in ("compound", "amod", "nmod", "poss", "nummod") and child.i < speaker.i:
            first = min(first, child.left_edge, key=lambda t: t.i)
        elif (
            child.dep_ == "prep"
            and child.lemma_ in ("of", "for", "in")
            and child.right_edge.i - speaker.i <= 9
        ) or (child.dep_ == "appos" and child.right_edge.i - speaker.i <= 6):
            last = max(last, child.right_edge, key=lambda t: t.i)
    while first.i < last.i and first.pos_ in ("DET", "PUNCT"):
        first = first.nbor()
    return first, last


def _kind(speaker: Any, cues: Cues) -> VoiceKind:
    words = [
        speaker,
        *(c for c in speaker.subtree if c.dep_ in ("compound", "appos", "pobj", "poss", "amod", "nmod")),
    ]
    for word in words:
        if (kind := cues.speakers.get(word.lemma_.lower())) is not None:
            return kind
    return VoiceKind.UNKNOWN


def _name_pronouns(frames: Sequence[Frame]) -> Iterator[Frame]:
    """A pronoun speaks for the last named speaker of the report."""
    last: Frame | None = None
    for frame in frames:
        if frame.is_pronoun and last is not None and frame.sentence - last.sentence <= 6:
            yield replace(frame, source=last.source, kind=last.kind)
        else:
            yield frame
            if not frame.is_pronoun:
                last = frame


def _quotations(sentences: Sequence[ParsedSentence], frames: Sequence[Frame]) -> Iterator[Frame]:
    """Frames for quotations: by the speaker of their sentence, else of the one before or after."""
    named = list(_name_pronouns(frames))
    for begin, end in _quoted_ranges(sentences):
        inside = [s for s in sentences if s.start < end and begin < s.start + len(s.text)]
        if not inside:
            continue
        speaker = _speaker_of(begin, end, inside, named)
        if speaker is not None:
            yield replace(speaker, content=Span(begin, end))


def _speaker_of(
    begin: int, end: int, inside: Sequence[ParsedSentence], frames: Sequence[Frame]
) -> Frame | None:
    outside = [f for f in frames if not (begin <= f.cue.start < end)]
    first, last = inside[0].index, inside[-1].index
    same = [f for f in outside if first <= f.sentence <= last]
    if same:
        return min(same, key=lambda f: min(abs(f.cue.start - begin), abs(f.cue.start - end)))
    if end - begin < 40:
        return None  # a few words in quotes are a way of naming, not speech
    before = [f for f in outside if f.sentence == first - 1]
    if before:
        return before[-1]
    after = [f for f in outside if f.sentence == last + 1]
    return after[0] if after else None


def _quoted_ranges(sentences: Sequence[ParsedSentence]) -> Iterator[tuple[int, int]]:
    """Ranges between quotation marks; a mark that opens a paragraph may close paragraphs later."""
    opened: int | None = None
    segment = -1
    for sentence in sentences:
        for match in _MARK.finditer(sentence.text):
            at = sentence.start + match.start()
            if opened is None:
                opened, segment = at, sentence.segment
            else:
                if at - opened <= _LONGEST_QUOTE and sentence.segment - segment <= 2:
                    yield opened, at
                    opened = None
                else:
                    opened, segment = at, sentence.segment
