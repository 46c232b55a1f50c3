"""The blocks of a web page: words that stand together on a line, with the elements around them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contested.markup import MarkupPage

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BREAKS = ("\n", "\t")


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Words without a line break between them."""

    number: int  # in reading order
    start: int
    end: int
    text: str
    element: "HtmlElement"  # the innermost one that holds all of it
    linked: int  # how many of its characters stand in links or buttons
    bold: int  # how many are set in bold

    @property
    def link_share(self) -> float:
        """Share of its characters in links, 0 to 1."""
        return self.linked / len(self.text)

    def above(self) -> Iterator["HtmlElement"]:
        """Its element and all that this stands in, from the inside out."""
        holder = self.element
        while holder is not None:
            yield holder
            holder = holder.getparent()


def split_blocks(page: MarkupPage) -> list[Block]:
    """The page's blocks in reading order; together they hold all its words."""
    blocks: list[Block] = []
    linked = _inside(page, ("a", "button"))
    bold = _inside(page, ("b", "strong"))
    open_pieces: list[tuple[int, int, HtmlElement]] = []
    for piece in page.pieces:
        holder = piece.element.getparent() if piece.is_tail else piece.element
        if open_pieces:
            between = page.text[open_pieces[-1][1] : piece.start]
            if any(mark in between for mark in _BREAKS):
                blocks.append(_block(len(blocks), open_pieces, page, linked, bold))
                open_pieces = []
        open_pieces.append((piece.start, piece.end, holder))
    if open_pieces:
        blocks.append(_block(len(blocks), open_pieces, page, linked, bold))
    return blocks


def _inside(page: MarkupPage, tags: tuple[str, ...]) -> set["HtmlElement"]:
    """Every element that is one of the tags, or stands in one."""
    found: set[HtmlElement] = set()
    for element in page.elements:
        if element.tag in tags or element.getparent() in found:
            found.add(element)
    return found


def _block(
    number: int,
    pieces: list[tuple[int, int, "HtmlElement"]],
    page: MarkupPage,
    linked: set["HtmlElement"],
    bold: set["HtmlElement"],
) -> Block:
    start, end = pieces[0][0], pieces[-1][1]
    return Block(
        number,
        start,
        end,
        page.text[start:end],
        _common([holder for _, _, holder in pieces]),
        sum(last - first for first, last, holder in pieces if holder in linked),
        sum(last - first for first, last, holder in pieces if holder in bold),
    )


def _common(holders: list["HtmlElement"]) -> "HtmlElement":
    """The innermost element that holds all of these."""
    common = holders[0]
    for holder in holders[1:]:
        if holder is common:
            continue
        around = {common, *common.iterancestors()}
        while holder not in around:
            holder = holder.getparent()
        common = holder
    return common
