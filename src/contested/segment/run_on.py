"""Pages that were flattened to one line: what can safely be told apart inside it."""

import re
from collections.abc import Iterator

from contested.model.page import Segment, SegmentKind
from contested.model.report import Report
from contested.model.text import Span
from contested.segment.cues import Cues, Role
from contested.segment.lines import Line
from contested.segment.sentences import split_sentences

_SENTENCE_END = re.compile(r"[a-z]{3}[.!]\s+[A-Z]")
_LEAD_WORDS = 3  # the lead is known again by its first words
_NEAR_END = 0.4  # no tail begins above this share of the text
_LONGEST_TAGS = 400


def run_on_segments(line: Line, report: Report, cues: Cues) -> list[Segment]:
    """The segments of a page that is one line: head, dateline, tags and tail where cues name them."""
    text = report.text
    marked: list[Segment] = []
    body = _head(text, line, report, cues, marked)
    tail = _tail_start(text, body, line.end, cues)
    if tail < line.end:
        marked.append(_part(SegmentKind.FURNITURE, text, tail, line.end))
    marked.extend(_inside(text, body, tail, cues))
    return _filled(text, line, marked)


def _head(text: str, line: Line, report: Report, cues: Cues, marked: list[Segment]) -> int:
    """Mark date, headline and dateline at the head; gives where the article begins."""
    at = line.start
    for _ in range(2):  # the date stands before the headline or after it
        date = cues.begins(Role.RUN_ON_HEAD, text, at)
        if date is not None and date.end() < line.end:
            marked.append(_part(SegmentKind.BYLINE, text, at, date.end()))
            at = _next_word(text, date.end(), line.end)
        title = _title_end(text, at, line.end, report.title)
        if title is not None:
            marked.append(_part(SegmentKind.HEADLINE, text, at, title))
            at = _next_word(text, title, line.end)
    dateline = cues.begins(Role.DATELINE, text, at) or cues.begins(Role.DATELINE_FIRST, text, at)
    if dateline is not None and dateline.end() < line.end:
        marked.append(_part(SegmentKind.BYLINE, text, at, dateline.end()))
        at = _next_word(text, dateline.end(), line.end)
    return at


def _title_end(text: str, at: int, end: int, title: str | None) -> int | None:
    """Where the report's title ends, if it stands here before further words."""
    if not title or not text.startswith(title, at):
        return None
    stop = at + len(title)
    if stop < end and text[stop] in ".!?":
        stop += 1
    return stop if stop < end and text[stop].isspace() else None


def _inside(text: str, body: int, tail: int, cues: Cues) -> Iterator[Segment]:
    """Buttons, datelines at the head of a sentence, and lists of tags before the lead is said again."""
    taken: list[Span] = []
    lead = " ".join(text[body:tail].split()[:_LEAD_WORDS])
    for found in cues.anywhere(Role.RUN_ON_FURNITURE, text):
        if body <= found.start() and found.end() <= tail:
            taken.append(Span(found.start(), found.end()))
            yield _part(SegmentKind.FURNITURE, text, found.start(), found.end())
    for sentence in split_sentences(text, body, tail, cues.sentences):
        start = sentence.start
        tags = cues.begins(Role.RUN_ON_TAGS, text, start)
        again = text.find(lead, start, min(start + _LONGEST_TAGS, tail)) if tags and lead else -1
        match = cues.begins(Role.DATELINE, text, start) or cues.begins(Role.RUN_ON_BYLINE, text, start)
        end = again if again > start else match.end() if match and match.end() < tail else None
        if end is not None and not any(Span(start, end).overlaps(other) for other in taken):
            kind = SegmentKind.FURNITURE if again > start else SegmentKind.BYLINE
            yield _part(kind, text, start, end)


def _tail_start(text: str, body: int, end: int, cues: Cues) -> int:
    """Where links and tags begin below the article; `end` where there are none."""
    least = body + int((end - body) * _NEAR_END)
    sentence = Span(body, end)
    for sentence in split_sentences(text, body, end, cues.sentences):
        if sentence.start < least or sentence.start == body:
            continue
        if cues.begins(Role.RUN_ON_END, text, sentence.start):
            return sentence.start
        match = cues.begins(Role.RUN_ON_TAIL, text, sentence.start)
        if match is not None and match.end() <= end and not _SENTENCE_END.search(text, sentence.start, end):
            return sentence.start
    last = sentence.start
    return last if last > least and cues.whole(Role.SIGNATURE, text[last:end].strip(" .")) else end


def _filled(text: str, line: Line, marked: list[Segment]) -> list[Segment]:
    """The marked segments with paragraphs between them."""
    parts: list[Segment] = []
    at = line.start
    for part in sorted(marked, key=lambda part: part.span):
        if part.span.start < at:
            continue
        parts.extend(_paragraph(text, at, part.span.start))
        parts.append(part)
        at = part.span.end
    parts.extend(_paragraph(text, at, line.end))
    return parts


def _paragraph(text: str, start: int, end: int) -> Iterator[Segment]:
    if text[start:end].strip():
        yield _part(SegmentKind.PARAGRAPH, text, start, end)


def _part(kind: SegmentKind, text: str, start: int, end: int) -> Segment:
    """A segment without the blanks at its ends."""
    words = text[start:end]
    return Segment(kind=kind, span=Span(end - len(words.lstrip()), start + len(words.rstrip())))


def _next_word(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at
