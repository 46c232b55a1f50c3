"""The second stage as one function: from the head of the page down to its comments."""

from collections.abc import Iterable, Iterator, Sequence

from contested.model.page import Page, Segment, SegmentKind, Sentence
from contested.model.report import Report
from contested.model.text import Span
from contested.segment.comments import comment_segments
from contested.segment.cues import Cues, cues_for
from contested.segment.furniture import front_matter_end
from contested.segment.heads import split_suffix
from contested.segment.kinds import kinds_of
from contested.segment.lines import Line, split_lines
from contested.segment.paragraphs import paragraph_segments
from contested.segment.run_on import run_on_segments
from contested.segment.sentences import split_sentences

_WEB = frozenset({"text/html", "application/xhtml+xml"})


def segment(report: Report) -> Page:
    """
    The report taken apart: each stretch that is not blank with its kind, and the article's sentences.

    Pure: the same report gives the same page. Where nothing tells that a line is furniture, it is article:
    a menu taken for prose can be seen and corrected, a paragraph taken for furniture is lost.
    """
    cues = cues_for(report.language)
    segments = _from_web(report, cues) or _from_text(report, cues)
    sentences = tuple(_sentences(report.text, segments, cues))
    return Page(report=report, segments=tuple(segments), sentences=sentences)


def _from_web(report: Report, cues: Cues) -> Sequence[Segment] | None:
    """The segments of a web page; None where the report was not made from one."""
    if report.original is None or report.original.media_type not in _WEB:
        return None
    from contested.segment.html import take_apart  # late: most reports need no parser of markup

    return take_apart(report, cues)


def _from_text(report: Report, cues: Cues) -> Sequence[Segment]:
    """The segments that the words and lines alone tell of."""
    lines = split_lines(report.text)
    begin = front_matter_end(report.text)
    inside = [line for line in lines if line.start < begin]
    segments: list[Segment] = []
    if inside:
        segments.append(Segment(kind=SegmentKind.FURNITURE, span=Span(inside[0].start, inside[-1].end)))
    article = lines[len(inside) :]
    if len(article) == 1:
        segments.extend(run_on_segments(article[0], report, cues))
    else:
        segments.extend(_segments(article, report, cues))
    return segments


def _segments(lines: Sequence[Line], report: Report, cues: Cues) -> list[Segment]:
    """The segments of a page of several lines, in reading order."""
    kinds = kinds_of(lines, report, cues)
    thread = [line for line, kind in zip(lines, kinds, strict=True) if kind is SegmentKind.COMMENT]
    found = list(_joined(comment_segments(thread, cues)))
    paragraphs: list[Line] = []
    count = 0
    for line, kind in zip(lines, kinds, strict=True):
        if paragraphs and (kind is not SegmentKind.PARAGRAPH or line.block != paragraphs[-1].block):
            found.extend(paragraph_segments(paragraphs, report.text, cues, number=count))
            count += len(paragraphs)
            paragraphs = []
        match kind:
            case SegmentKind.PARAGRAPH:
                paragraphs.append(line)
            case SegmentKind.HEADLINE:
                found.extend(_headline(line, lines, report))
            case SegmentKind.COMMENT:
                pass  # done above: its number depends on the comments before it
            case _:
                found.append(Segment(kind=kind, span=Span(line.start, line.end)))
    if paragraphs:
        found.extend(paragraph_segments(paragraphs, report.text, cues, number=count))
    return sorted(found, key=lambda part: part.span)


def _headline(line: Line, lines: Sequence[Line], report: Report) -> Iterator[Segment]:
    """A headline, without the site's name behind it."""
    suffix = split_suffix(line, lines, report.title)
    yield Segment(kind=SegmentKind.HEADLINE, span=Span(line.start, suffix or line.end))
    if suffix is not None:
        blanks = len(report.text[suffix : line.end]) - len(report.text[suffix : line.end].lstrip())
        yield Segment(kind=SegmentKind.FURNITURE, span=Span(suffix + blanks, line.end))


def _joined(parts: Iterable[Segment]) -> Iterator[Segment]:
    """Comments with the paragraphs of each put together."""
    before: Segment | None = None
    for part in parts:
        if before and part.kind is before.kind is SegmentKind.COMMENT and part.comment == before.comment:
            part = Segment(kind=part.kind, span=Span(before.span.start, part.span.end), comment=part.comment)
        elif before:
            yield before
        before = part
    if before:
        yield before


def _sentences(text: str, segments: Sequence[Segment], cues: Cues) -> Iterator[Sentence]:
    for number, part in enumerate(segments):
        if part.kind.is_evidence:
            for span in split_sentences(text, part.span.start, part.span.end, cues.sentences):
                yield Sentence(span=span, segment=number)
