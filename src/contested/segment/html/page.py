"""A web page taken apart: comments first, then the article, then what is left around both."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from contested.markup import parse
from contested.model.page import Segment, SegmentKind
from contested.model.report import Report
from contested.model.text import Span
from contested.segment.cues import Cues
from contested.segment.html.article import article_blocks
from contested.segment.html.blocks import Block, split_blocks
from contested.segment.html.entries import entry_segments, heads_of
from contested.segment.html.kinds import kinds_of
from contested.segment.html.threads import find_threads
from contested.segment.lines import Line
from contested.segment.paragraphs import paragraph_segments

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def take_apart(report: Report, cues: Cues) -> tuple[Segment, ...] | None:
    """
    The segments of a report that was made from a web page, in reading order.

    Returns:
        None where the report's text is not that of its original, so that no place on the page can be told.
    """
    if report.original is None:
        return None
    page = parse(report.original.source)
    if page.text != report.text:
        return None
    blocks = split_blocks(page)
    threads = find_threads(page, blocks)
    heads = heads_of(threads.entries, cues)
    segments = [part for entry in threads.entries for part in entry_segments(entry, heads)]
    commented = {block for entry in threads.entries for block in entry.blocks}
    apart = _inside(blocks, threads.roots) | commented
    segments += [
        Segment(kind=SegmentKind.FURNITURE, span=Span(block.start, block.end)) for block in apart - commented
    ]
    rest = [replace(block, number=number) for number, block in enumerate(b for b in blocks if b not in apart)]
    in_article = article_blocks(page.root, rest, without=threads.roots)
    kinds = kinds_of(rest, in_article, cues, title=report.title)
    segments += _segments(rest, kinds, page.text, cues)
    return tuple(sorted(segments, key=lambda part: part.span))


def _inside(blocks: Sequence[Block], roots: Collection["HtmlElement"]) -> set[Block]:
    """The blocks that stand in one of the elements."""
    known = set(roots)
    return {block for block in blocks if known and any(holder in known for holder in block.above())}


def _segments(
    blocks: Sequence[Block], kinds: Sequence[SegmentKind], text: str, cues: Cues
) -> Iterator[Segment]:
    """The blocks as segments; lines of one element that were wrapped by hand are put together."""
    paragraphs: list[Line] = []
    above: Block | None = None
    count = 0
    for block, kind in zip(blocks, kinds, strict=True):
        joined = above is not None and block.element is above.element and block.number == above.number + 1
        if paragraphs and (kind is not SegmentKind.PARAGRAPH or not joined):
            yield from paragraph_segments(paragraphs, text, cues, number=count)
            count += len(paragraphs)
            paragraphs = []
        if kind is SegmentKind.PARAGRAPH:
            paragraphs.append(Line(block.start, block.end, block.text, block.number))
        else:
            yield Segment(kind=kind, span=Span(block.start, block.end))
        above = block
    if paragraphs:
        yield from paragraph_segments(paragraphs, text, cues, number=count)
