"""Front matter, and the kind of each line as its own words tell it."""

import re

from contested.segment.cues import Cues, Role
from contested.segment.lines import Line, is_menu

_FRONT_MATTER = re.compile(
    r"(---|\+\+\+)[ \t]*\r?\n(?:[A-Za-z\s#-][^\n]{0,2000}\n|\r?\n){1,200}?\1[ \t]*(?:\r?\n|$)"
)
_PAIR = re.compile(r"^[A-Za-z][\w .-]{0,60}?\s*[:=](?:\s|$)", re.MULTILINE)
_LINE_ROLES = (
    Role.NEXT_ARTICLE,
    Role.RELATED_HEADING,
    Role.RELATED,
    Role.DISCUSSION,
    Role.FURNITURE,
    Role.COMMENTS,
    Role.COMMENTS_IF_HEADS,
)


def front_matter_end(text: str) -> int:
    r"""
    Where the block of metadata at the head ends; 0 where there is none.

    Example:
        >>> front_matter_end("---\ncamp: gov\n---\nText")
        18
    """
    if not text.startswith(("---", "+++")):
        return 0
    block = _FRONT_MATTER.match(text)
    if block is None or not _PAIR.search(block.group()):
        return 0
    return block.end()


def role_of(line: Line, cues: Cues) -> Role | None:
    """What a line's own words tell, wherever it stands; None for prose."""
    for role in _LINE_ROLES:
        if cues.whole(role, line.text):
            return role
    if is_menu(line.text, cues.menu_words, known_word=True):
        return Role.FURNITURE
    return None
