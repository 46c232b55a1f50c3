"""White space as a reader sees it: words of one line together, lines and paragraphs apart."""

import re

# Elements that begin and end with a blank line.
_BLOCK_TAGS = """
address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer
form h1 h2 h3 h4 h5 h6 header hgroup hr html legend main menu nav noscript ol p pre search section summary
table tbody tfoot thead ul
"""
# What no reader of the page reads as text.
_UNREAD_TAGS = """
head script style template svg math iframe object embed canvas audio video map select datalist
"""
BLOCKS = frozenset(_BLOCK_TAGS.split())
UNREAD = frozenset(_UNREAD_TAGS.split())
LINES = frozenset({"br", "caption", "li", "option", "tr"})  # on a line of their own within a block
CELLS = frozenset({"td", "th"})
VERBATIM = frozenset({"pre", "textarea", "listing", "xmp"})

_BLANKS = re.compile(r"[ \t\n\r\f\v]+")
_PARAGRAPH, _LINE, _CELL, _SPACE, _NOTHING = "\n\n", "\n", "\t", " ", ""
_STRENGTH = {_NOTHING: 0, _SPACE: 1, _CELL: 2, _LINE: 3, _PARAGRAPH: 4}


class Writer:
    """Puts the words of a page together; what stands between them is decided when the next words come."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._gap = _NOTHING

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self._parts)

    def open(self, tag: str) -> None:
        """An element begins."""
        self._widen(_gap_of(tag))

    def close(self, tag: str) -> None:
        """An element ends."""
        self._widen(_gap_of(tag))

    def write(self, words: str, *, verbatim: bool) -> tuple[int, int] | None:
        """
        Add the words of a text node.

        Returns:
            Start and end of the words in the text without blanks around them, or None where there are none.
        """
        if verbatim:
            body = words.replace("\r\n", "\n").replace("\r", "\n").strip(" \t\n\f\v")
        else:
            body = _BLANKS.sub(" ", words).strip(" ")
        if not body or body.isspace():  # a lone no-break space says nothing
            if words:
                self._widen(_SPACE)
            return None
        if _BLANKS.match(words[0]):
            self._widen(_SPACE)
        if self._length:
            self._add(self._gap)
        start = self._length
        self._add(body)
        self._gap = _SPACE if _BLANKS.match(words[-1]) else _NOTHING
        return start, self._length

    def _add(self, part: str) -> None:
        self._parts.append(part)
        self._length += len(part)

    def _widen(self, gap: str) -> None:
        if _STRENGTH[gap] > _STRENGTH[self._gap]:
            self._gap = gap


def _gap_of(tag: str) -> str:
    if tag in BLOCKS:
        return _PARAGRAPH
    if tag in LINES:
        return _LINE
    return _CELL if tag in CELLS else _NOTHING
