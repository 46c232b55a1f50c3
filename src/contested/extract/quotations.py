"""Quotations, also over sentences and paragraphs, and speech that a colon opens; each with its speaker."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from contested.extract.parsing import ParsedSentence
from contested.extract.speakers import Frame, kind_of, speaker_edges
from contested.knowledge.lexicon import Cues
from contested.model.text import Span

_MARK = re.compile('""|["“”„«»]')
_DASH = re.compile(r"\s*[-–—―]+\s*(?=[A-Z]|$)")
_OPENING = frozenset("“„«")
_CLOSING = frozenset("”»")
_LONGEST = 6000  # characters; a longer one is a mark that was never closed
_A_NAME = 40  # characters; a shorter one may be a way of naming, not speech
_BESIDE = 12  # tokens beside a quotation that may hold its speaker


@dataclass(frozen=True, slots=True)
class Quotation:
    """Characters between marks, the marks included, and the sentences that they stand in."""

    span: Span
    sentences: Sequence[ParsedSentence]


def quotation_frames(
    sentences: Sequence[ParsedSentence], frames: Sequence[Frame], cues: Cues
) -> Iterator[Frame]:
    """Frames for quotations: by the speaker of their sentence, else of the one before or after."""
    told, spoken = _by_sentence(frames), _by_sentence(())  # spoken: by earlier quotations; a speaker goes on
    for quotation in quotations(sentences):
        speaker = _speaker_of(quotation, (told, spoken), cues)
        if speaker is not None:
            frame = replace(
                speaker, content=quotation.span, manner="quotation", sentence=quotation.sentences[0].index
            )
            last = quotation.sentences[-1].index
            spoken[last].append(replace(frame, sentence=last))
            yield frame


def _by_sentence(frames: Iterable[Frame]) -> defaultdict[int, list[Frame]]:
    found: defaultdict[int, list[Frame]] = defaultdict(list)
    for frame in frames:
        found[frame.sentence].append(frame)
    return found


def colon_frames(sentences: Sequence[ParsedSentence], frames: Sequence[Frame]) -> Iterator[Frame]:
    """What follows "X said:" without marks: the rest of the paragraph, or all that follows such a line."""
    for number, sentence in enumerate(sentences[:-1]):
        if not sentence.text.rstrip().endswith(":") or len(sentence.text) > 300:
            continue
        own = [frame for frame in frames if frame.sentence == sentence.index and frame.source is not None]
        following = sentences[number + 1 :]
        if not own or _MARK.match(following[0].raw.lstrip()):
            continue
        segment = following[0].segment
        if segment == sentence.segment:
            told = [other for other in following if other.segment == segment]
        else:
            told = _until_another_speaks(following, frames)
        if told:
            span = Span(told[0].start, told[-1].start + len(told[-1].text.rstrip()))
            yield replace(own[-1], content=span, manner="colon")


def _until_another_speaks(
    following: Sequence[ParsedSentence], frames: Sequence[Frame]
) -> list[ParsedSentence]:
    """The paragraphs up to the next that has a speaker of its own."""
    others = {
        frame.sentence
        for frame in frames
        if not frame.is_first_person and frame.manner in ("clause", "before", "according")
    }
    told: list[ParsedSentence] = []
    for sentence in following:
        if (
            sentence.text.rstrip().endswith(":")
            or _MARK.match(sentence.raw.lstrip())
            or sentence.index in others
        ):
            break
        told.append(sentence)
    return told


def quotations(sentences: Sequence[ParsedSentence]) -> Iterator[Quotation]:
    """
    The quotations of a report.

    A mark that opens a paragraph while another is open goes on with the same speech; one that is never closed
    ends with its paragraph.
    """
    opened: int | None = None
    first = 0

    def closed(end: int, last: int) -> Iterator[Quotation]:
        if opened is not None and 0 < end - opened <= _LONGEST:
            yield Quotation(Span(opened, end), sentences[first : last + 1])

    for number, sentence in enumerate(sentences):
        new_paragraph = bool(number) and sentence.segment != sentences[number - 1].segment
        if opened is not None and new_paragraph and not _goes_on(sentences[number:]):
            before = sentences[number - 1]
            yield from closed(before.start + len(before.raw.rstrip()), number - 1)
            opened = None
        for match in _MARK.finditer(sentence.raw):
            role = _role(match, sentence.raw)
            if opened is None and role != "close":
                opened, first = sentence.start + match.start(), number
            elif opened is not None and role != "open":
                yield from closed(sentence.start + match.end(), number)
                opened = None
    if opened is not None and sentences:
        yield from closed(sentences[-1].start + len(sentences[-1].raw.rstrip()), len(sentences) - 1)


def _goes_on(following: Sequence[ParsedSentence]) -> bool:
    """Whether the next mark closes what is open: it was not opened again at the paragraph."""
    for sentence in following:
        if (match := _MARK.search(sentence.raw)) is not None:
            return _role(match, sentence.raw) == "close"
    return False


def _role(match: re.Match[str], raw: str) -> str:
    """Whether a mark opens or closes, by its form or by the blanks around it; "either" where both may be."""
    mark = match.group()
    if mark in _OPENING:
        return "open"
    if mark in _CLOSING:
        return "close"
    before = raw[match.start() - 1] if match.start() else " "
    after = raw[match.end()] if match.end() < len(raw) else " "
    left, right = before.isspace() or before in "([-—–:", after.isspace() or after in ".,;:!?)]"
    return "either" if left == right else "open" if left else "close"


def _speaker_of(
    quotation: Quotation, held: Iterable[Mapping[int, Sequence[Frame]]], cues: Cues
) -> Frame | None:
    span, inside = quotation.span, quotation.sentences
    first, last = inside[0].index, inside[-1].index
    outside = [
        frame
        for frames in held
        for sentence in range(first - 1, last + 2)
        for frame in frames.get(sentence, ())
        if frame.source is not None and not frame.is_first_person and not span.contains(frame.cue.span)
    ]
    if (signed := _signed(quotation, cues)) is not None:
        return signed
    near = [f for f in outside if first <= f.sentence <= last and f.manner != "label"]
    labels = [f for f in outside if first <= f.sentence <= last and f.manner == "label"]
    if near:
        return min(near, key=lambda f: _distance(f, span))
    if labels:
        return labels[-1]
    if (beside := _named_beside(quotation, cues)) is not None:
        return beside
    if len(span) < _A_NAME and inside[0].text.strip('" .') != inside[0].text[1:-1].strip('" .'):
        return None
    before = [f for f in outside if f.sentence == first - 1]
    if before:
        return max(before, key=lambda f: f.cue.start)
    after = [f for f in outside if f.sentence == last + 1]
    return after[0] if after else None


def _signed(quotation: Quotation, cues: Cues) -> Frame | None:
    """The name behind a quotation and a dash: "..." - Jane Doe."""
    sentence = quotation.sentences[-1]
    rest = sentence.text[quotation.span.end - sentence.start :]
    if sentence.doc is None or not _DASH.match(rest):
        return None
    behind = [t for t in sentence.doc if t.idx >= quotation.span.end - sentence.start]
    dash = next((t for t in behind if _DASH.match(t.text)), None)
    name = next((t for t in behind if t.pos_ == "PROPN"), None)
    return (
        _beside(_phrase_head(name), dash, sentence, cues) if name is not None and dash is not None else None
    )


def _distance(frame: Frame, span: Span) -> int:
    return min(abs(frame.cue.end - span.start), abs(frame.cue.start - span.end))


def _named_beside(quotation: Quotation, cues: Cues) -> Frame | None:
    """The subject of whatever is done beside a quotation: "...," laughs a pensioner."""
    span = quotation.span
    for sentence in (quotation.sentences[-1], quotation.sentences[0]):
        if sentence.doc is None:
            continue
        begin, end = span.start - sentence.start, span.end - sentence.start
        behind = [t for t in sentence.doc if t.idx >= end and not t.is_punct][:_BESIDE]
        ahead = [t for t in sentence.doc if t.idx < begin]
        if behind and sentence is quotation.sentences[-1] and _speech_ended(sentence, span):
            verbs = [t for t in behind[:4] if t.pos_ == "VERB"]
            names = [t for t in behind if t.pos_ in ("NOUN", "PROPN")]
            for verb in verbs:
                subjects = [c for c in verb.children if c.dep_ == "nsubj" and c in behind]
                if subjects or names:
                    return _beside(subjects[0] if subjects else _phrase_head(names[0]), verb, sentence, cues)
        if ahead and sentence is quotation.sentences[0]:
            marks = [t for t in ahead[-2:] if t.text in (":", ",")]
            subjects = [
                t
                for t in ahead
                if t.dep_ == "nsubj"
                and t.head.dep_ in ("ROOT", "conj", "ccomp")
                and t.pos_ in ("NOUN", "PROPN", "PRON")
            ]
            if marks and marks[-1].text == ":" and subjects:
                return _beside(subjects[0], subjects[0].head, sentence, cues)
    return None


def _speech_ended(sentence: ParsedSentence, span: Span) -> bool:
    """Whether a comma or full stop stands at the closing mark: speech, not a word in quotes."""
    at = span.end - sentence.start
    return any(c in ",.!?" for c in sentence.text[max(at - 2, 0) : at + 1])


def _phrase_head(token: Any) -> Any:
    while token.dep_ in ("compound", "amod", "nmod", "poss") and token.head.i > token.i:
        token = token.head
    return token


def _beside(speaker: Any, cue: Any, sentence: ParsedSentence, cues: Cues) -> Frame:
    words = sentence.quote(*speaker_edges(speaker))
    empty = Span(words.end, words.end)
    return Frame(words, sentence.quote(cue), empty, kind_of(speaker, cues), "beside", words, sentence.index)
