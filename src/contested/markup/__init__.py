"""HTML as a tree and as text, with the place in the text of every node: the same for each stage that asks."""

from contested.markup.page import MarkupPage, Piece, parse

__all__ = ["MarkupPage", "Piece", "parse"]
