"""The lines of a text with their offsets, and rows of short items such as menus."""

import re
from dataclasses import dataclass

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+|\r\n|.", re.DOTALL)
_ROW = re.compile(r"\s*(?:[|•·»›♥▪>]|::)\s*|\s+/\s+|\t+|\s{2,}")
_LONGEST_ITEM = 40  # characters
_MOST_WORDS = 5
_LONGEST_MENU = 300


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, without the blanks at its ends."""

    start: int
    end: int
    text: str
    block: int  # lines without a blank line between them share a block
    indent: int = 0


def split_lines(text: str) -> list[Line]:
    r"""
    The lines that are not blank, in order.

    Example:
        >>> [(line.text, line.block) for line in split_lines("a\n b\r\n\r\nc")]
        [('a', 0), ('b', 0), ('c', 1)]
    """
    lines: list[Line] = []
    block, breaks = 0, 0
    for match in _LINE.finditer(text):
        words = match.group()
        stripped = words.strip()
        if not stripped:
            breaks += words[0] in _BREAKS
            continue
        if breaks > 1 and lines:
            block += 1
        breaks = 0
        indent = len(words) - len(words.lstrip())
        start = match.start() + indent
        lines.append(Line(start, start + len(stripped), stripped, block, indent))
    return lines


_BREAKS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")


def is_menu(line: str, words: frozenset[str], *, known_word: bool) -> bool:
    """
    Whether a line is a row of short items.

    Args:
        line: The line.
        words: Words that menus are made of.
        known_word: Whether one item must be such a word.

    Example:
        >>> is_menu("Home | Front line | Video", frozenset({"home"}), known_word=True)
        True
    """
    if len(line) > _LONGEST_MENU or line.endswith((".", "!", "?", ":", ";", ",")):
        return False
    items = [item.strip("[]() ").casefold() for item in _ROW.split(line) if item.strip("[]() ")]
    if any(len(item) > _LONGEST_ITEM or len(item.split()) > _MOST_WORDS for item in items):
        return False
    known = sum(item in words for item in items)
    if len(items) == 2:
        return known == 2
    return len(items) >= 3 and (known > 0 or not known_word)
