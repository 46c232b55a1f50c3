"""Which blocks are the article's: trafilatura reads the page, and its words are found again on it."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from contested.segment.html.alignment import aligned, letters
from contested.segment.html.blocks import Block

if TYPE_CHECKING:
    from lxml.html import HtmlElement


def article_blocks(
    root: "HtmlElement", blocks: Sequence[Block], *, without: Collection["HtmlElement"]
) -> list[bool]:
    """
    For each block whether it is of the article.

    Args:
        root: The page's tree; changed: the elements named in `without` are gone from it.
        blocks: The page's blocks.
        without: Elements that hold no article: readers' comments.
    """
    for element in without:
        _drop(element)
    words = "".join(_extract(root))
    return aligned([letters(block.text) for block in blocks], letters(words))


def _extract(root: "HtmlElement") -> list[str]:
    from trafilatura import bare_extraction  # late: it takes a third of a second

    document = bare_extraction(root, fast=True, include_comments=False, with_metadata=False)
    if document is None or document.body is None:
        return []
    return list(document.body.itertext())


def _drop(element: "HtmlElement") -> None:
    if element.getparent() is not None:
        element.drop_tree()
