"""Paragraphs: lines that were wrapped by hand put together, and a dateline taken off."""

from collections.abc import Iterator, Sequence

from contested.model.page import Segment, SegmentKind
from contested.model.text import Span
from contested.segment.cues import Cues, Role
from contested.segment.lines import Line

_WIDEST_WRAP = 130  # characters; mail and teletype wrap at 60 to 100
_FULL = 0.6  # share of the widest line that a wrapped line fills
_DATELINES_WITHIN = 6  # paragraphs from the top: a lead may stand above the dateline
_STOPS = (".", "!", "?", "…", ":", ";")
_BULLETS = ("-", "–", "—", "*", "•", "▪", "■", "●", ">", "·")


def paragraph_segments(lines: Sequence[Line], text: str, cues: Cues, *, number: int) -> Iterator[Segment]:
    """
    The paragraphs of neighbouring lines, each with its dateline as a byline before it.

    Args:
        lines: Lines of one block.
        text: The whole raw text.
        cues: Cues of the report's language.
        number: How many lines of the article stand above.
    """
    for group in _groups(lines):
        start, end = group[0].start, group[-1].end
        dateline = _dateline_end(text, start, end, cues, first=number < _DATELINES_WITHIN)
        if dateline is not None:
            words = text[start:dateline].rstrip()
            yield Segment(kind=SegmentKind.BYLINE, span=Span(start, start + len(words)))
            start = end - len(text[dateline:end].lstrip())
        if start < end:
            yield Segment(kind=SegmentKind.PARAGRAPH, span=Span(start, end))
        number += 1


def _groups(lines: Sequence[Line]) -> Iterator[Sequence[Line]]:
    wrapped = _is_wrapped(lines)
    begin = 0
    for number in range(1, len(lines)):
        if not _continues(lines[number - 1], lines[number], wrapped=wrapped):
            yield lines[begin:number]
            begin = number
    yield lines[begin:]


def _is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether the lines were broken at a width, wherever a sentence stood."""
    if len(lines) < 2:
        return False
    widest = max(len(line.text) for line in lines)
    if widest > _WIDEST_WRAP or widest < 40:
        return False
    inner = lines[:-1]
    full = sum(len(line.text) >= _FULL * widest for line in inner)
    broken = sum(not _stops(line) for line in inner)
    return full >= 0.8 * len(inner) and broken >= 0.5 * len(inner)


def _continues(above: Line, line: Line, *, wrapped: bool) -> bool:
    if line.text.startswith(_BULLETS):
        return False
    if wrapped:
        return True
    return not _stops(above) and line.text[0].islower()


def _stops(line: Line) -> bool:
    return line.text.rstrip("\"'”’»)]").endswith(_STOPS)


def _dateline_end(text: str, start: int, end: int, cues: Cues, *, first: bool) -> int | None:
    match = cues.begins(Role.DATELINE, text, start)
    if match is None and first:
        match = cues.begins(Role.DATELINE_FIRST, text, start)
        if match is not None and _is_acronym(text, match.group()):
            return None
    return match.end() if match is not None and match.end() <= end else None


def _is_acronym(text: str, dateline: str) -> bool:
    """Whether the capitals that begin a dateline are used again: a party such as "ISIS", no town."""
    word = dateline.split()[0].strip(",-–—")
    return word.isupper() and text.count(word) > 1
