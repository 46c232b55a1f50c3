"""
An HTML page as a tree and as text.

The text is a pure function of the source: `read` makes a report's text with it, and `segment` finds the tree
again behind every offset. Nothing is left out for being dull: what is furniture is for `segment` to say.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from contested.markup.depth import flattened
from contested.markup.spacing import UNREAD, VERBATIM, Writer
from contested.model.text import Span

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Well under the 2,048 levels at which libxml2 gives up even where it may go on; people's pages have up to 60.
DEPTH_CAP = 1_000


@dataclass(frozen=True, slots=True)
class Piece:
    """The words of one text node, and where they stand in the page's text."""

    start: int
    end: int
    element: "HtmlElement"
    is_tail: bool  # after the element, not in it


@dataclass(frozen=True, kw_only=True)
class MarkupPage:
    """A parsed page: tree, text and what joins them; the pieces stay when the tree is changed."""

    root: "HtmlElement"
    text: str
    pieces: tuple[Piece, ...]
    elements: tuple["HtmlElement", ...]  # in document order
    warnings: tuple[str, ...]  # what could not be read as it stands

    @cached_property
    def number(self) -> dict["HtmlElement", int]:
        """The place of each element in document order."""
        return {element: number for number, element in enumerate(self.elements)}

    def span_of(self, element: "HtmlElement") -> Span | None:
        """From the first to the last word inside the element, or None where it holds none."""
        return self._spans.get(element)

    @cached_property
    def _spans(self) -> dict["HtmlElement", Span]:
        spans: dict[HtmlElement, Span] = {}
        for piece in self.pieces:
            holder = piece.element.getparent() if piece.is_tail else piece.element
            while holder is not None:
                known = spans.get(holder)
                spans[holder] = Span(known.start if known else piece.start, piece.end)
                holder = holder.getparent()
        return spans


def parse(source: str) -> MarkupPage:
    r"""
    The page that HTML source describes; broken source gives what a browser would make of it, roughly.

    Example:
        >>> parse("<h1>Sadra&nbsp;fell</h1><p>The <b>army</b>\n left.").text
        'Sadra\xa0fell\n\nThe army left.'
    """
    root, cut = _tree(source)
    warnings: tuple[str, ...] = ()
    if cut:
        root, still_cut = _tree(flattened(source, cap=DEPTH_CAP))
        warnings = (
            f"elements nested more than {DEPTH_CAP:,} deep; "
            + ("the text below that is lost" if still_cut else "those below that were taken as flat"),
        )
    writer = Writer()
    elements: list[HtmlElement] = []
    pieces = tuple(_pieces(root, writer, elements))
    return MarkupPage(root=root, text=writer.text, pieces=pieces, elements=tuple(elements), warnings=warnings)


def _tree(source: str) -> tuple["HtmlElement", bool]:
    """The tree, and whether the parser gave up because of its depth."""
    from lxml import etree, html

    # From bytes, not from text: lxml refuses text that declares an encoding. By default libxml2 loses what
    # lies deeper than 256 levels without a word; with huge_tree it is 2,048, and the log tells.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    data = source.encode("utf-8", "replace")
    try:
        root = html.document_fromstring(data, parser=parser)
    except etree.ParserError:  # nothing in it but blanks and comments
        root = html.document_fromstring(b"<html><body></body></html>", parser=parser)
    cut = any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)
    return root, cut


def _pieces(root: "HtmlElement", writer: Writer, elements: list["HtmlElement"]) -> Iterator[Piece]:
    """Every text node that is read, in document order; a walk without recursion, for pages may be deep."""
    from lxml import etree

    unread: HtmlElement | None = None  # inside of it nothing is read
    verbatim = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if event == "start":
            elements.append(element)
            if unread is None and tag in UNREAD:
                unread = element
            if unread is not None:
                continue
            verbatim += tag in VERBATIM
            writer.open(tag)
            if element.text and (span := writer.write(element.text, verbatim=verbatim > 0)):
                yield Piece(*span, element, False)
        else:
            if unread is element:
                unread = None
            elif unread is None:
                verbatim -= tag in VERBATIM
                writer.close(tag)
            if unread is None and element is not root and element.tail:
                span = writer.write(element.tail, verbatim=verbatim > 0)
                if span:
                    yield Piece(*span, element, True)
