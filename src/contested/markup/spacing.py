"""White space as a reader sees it: words of one line together, lines and paragraphs apart."""

import re
from collections.abc import Mapping

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
UNREAD = frozenset(_UNREAD_TAGS.split())
VERBATIM = frozenset({"pre", "textarea", "listing", "xmp"})

# What stands between words, by strength.
_BETWEEN = ("", " ", "\t", "\n", "\n\n")
_NOTHING, _SPACE, _CELL, _LINE, _PARAGRAPH = range(5)
# Elements that part the words before them from those in them and after them; others add nothing.
GAPS: Mapping[str, int] = {
    **dict.fromkeys(_BLOCK_TAGS.split(), _PARAGRAPH),
    **dict.fromkeys(("br", "caption", "li", "option", "tr"), _LINE),
    **dict.fromkeys(("td", "th"), _CELL),
}

_BLANKS = re.compile(r"[ \t\n\r\f\v]+")
_LONE = frozenset(" \t\n\r\f\v")


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

    def widen(self, gap: int) -> None:
        """Keep at least this much between what was written and what comes next."""
        if gap > self._gap:
            self._gap = gap

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
            self.widen(_SPACE)
            return None
        if words[0] in _LONE:
            self.widen(_SPACE)
        if self._length and self._gap:
            self._add(_BETWEEN[self._gap])
        start = self._length
        self._add(body)
        self._gap = _SPACE if words[-1] in _LONE else _NOTHING
        return start, self._length

    def _add(self, part: str) -> None:
        self._parts.append(part)
        self._length += len(part)
