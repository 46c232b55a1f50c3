"""Text that is safe to look at: every character that hides or reorders others is spelled out."""

import unicodedata

_BREAKS = frozenset("\n\t")
_JOINERS = frozenset("\u200c\u200d")  # needed by Persian, Indic scripts and emoji; they hide nothing
_HIDDEN = frozenset("\u2028\u2029")


def visible(text: str) -> str:
    r"""
    The text with control, bidirectional, zero-width and unpaired characters written as their code.

    Line breaks and tabs stay; a carriage return before a line break is dropped.

    Example:
        >>> visible("safe\u202egnp.exe")
        'safe⟨U+202E⟩gnp.exe'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_spelled(character) for character in text.replace("\r\n", "\n"))


def _spelled(character: str) -> str:
    if character in _BREAKS or character in _JOINERS:
        return character
    if character in _HIDDEN or unicodedata.category(character) in ("Cc", "Cf", "Cs"):
        return f"⟨U+{ord(character):04X}⟩"
    return character


def one_line(text: str) -> str:
    r"""
    The visible text with every run of white space as one space.

    Example:
        >>> one_line("a \n\n b")
        'a b'
    """
    return " ".join(visible(text).split())


def shortened(text: str, *, to: int) -> str:
    """
    One line of at most `to` characters, cut at a word where one ends near.

    Example:
        >>> shortened("they must retake Quraytayn from the group", to=20)
        'they must retake…'
    """
    line = one_line(text)
    if len(line) <= to:
        return line
    cut = line[: to - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > to // 2 else cut) + "…"
