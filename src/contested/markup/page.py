"""
An HTML page as a tree and as text.

The text is a pure function of the source: `read` makes a report's text with it, and `segment` finds the tree
again behind every offset. Nothing is left out for being dull: what is furniture is for `segment` to say.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from contested.markup.depth import flattened
from contested.markup.spacing import GAPS, UNREAD, VERBATIM, Writer
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
    _bounds: tuple[tuple[int, int], ...] = field(
        repr=False
    )  # of each element: its first piece, and after its last

    @cached_property
    def number(self) -> dict["HtmlElement", int]:
        """The place of each element in document order."""
        return {element: number for number, element in enumerate(self.elements)}

    def span_of(self, element: "HtmlElement") -> Span | None:
        """From the first to the last word inside the element, or None where it holds none."""
        number = self.number.get(element)
        if number is None:
            return None
        first, end = self._bounds[number]
        return Span(self.pieces[first].start, self.pieces[end - 1].end) if first < end else None


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
    walk = _Walk(root)
    return MarkupPage(
        root=root,
        text=walk.writer.text,
        pieces=tuple(walk.pieces),
        elements=tuple(walk.elements),
        warnings=warnings,
        _bounds=tuple(walk.bounds),
    )


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
    _take_in_what_follows(root)
    return root, cut


def _take_in_what_follows(root: "HtmlElement") -> None:
    """Put what stands behind `</html>` at the end of the body, as browsers do: libxml2 begins a new tree."""
    body = root.find("body")
    for other in [one for one in root.itersiblings() if isinstance(one.tag, str)]:
        for inner in [other, *other.iter("body")]:
            inner.tag = "div"
        (root if body is None else body).append(other)


class _Walk:
    """Every text node that is read, in document order; without recursion, for pages may be deep."""

    def __init__(self, root: "HtmlElement") -> None:
        from lxml import etree

        self.writer = Writer()
        self.pieces: list[Piece] = []
        self.elements: list[HtmlElement] = []
        self.bounds: list[tuple[int, int]] = []
        open_numbers: list[int] = []
        unread: HtmlElement | None = None  # inside of it nothing is read
        verbatim = 0
        # A page has some thousand nodes: what can be looked up once is looked up once.
        widen, gaps, pieces = self.writer.widen, GAPS, self.pieces
        for event, element in etree.iterwalk(root, events=("start", "end")):
            tag = element.tag
            if event == "start":
                open_numbers.append(len(self.elements))
                self.elements.append(element)
                self.bounds.append((len(pieces), len(pieces)))
                if unread is None and tag in UNREAD:
                    unread = element
                if unread is not None:
                    continue
                verbatim += tag in VERBATIM
                if tag in gaps:
                    widen(gaps[tag])
                if element.text:
                    self._take(element.text, element, False, verbatim > 0)
                continue
            number = open_numbers.pop()
            self.bounds[number] = (self.bounds[number][0], len(pieces))
            if unread is element:
                unread = None
            elif unread is None:
                verbatim -= tag in VERBATIM
                if tag in gaps:
                    widen(gaps[tag])
            if unread is None and element is not root and element.tail:
                self._take(element.tail, element, True, verbatim > 0)

    def _take(self, words: str, element: "HtmlElement", is_tail: bool, verbatim: bool) -> None:
        span = self.writer.write(words, verbatim=verbatim)
        if span is not None:
            self.pieces.append(Piece(span[0], span[1], element, is_tail))
