"""What a copy changed, word by word."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise, zip_longest

from contested.model.copy import Edit
from contested.model.text import Quote, Span

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_MOST_WORDS = 20_000  # beyond that two texts are not compared word by word
_MOVED = 6  # words that stand elsewhere, from which on they were moved, not left out and written anew


def edits_between(
    origin: str, origin_parts: Sequence[Span], copy: str, copy_parts: Sequence[Span]
) -> tuple[Edit, ...]:
    """
    The changes that turn the origin into the copy, in reading order; case and punctuation do not count.

    Args:
        origin: The raw text of the report that was copied.
        origin_parts: Its article.
        copy: The raw text of the copy.
        copy_parts: Its article.

    Example:
        >>> (edit,) = edits_between("The jihadist died", [Span(0, 17)], "The terrorist died", [Span(0, 18)])
        >>> edit.before.text, edit.after.text
        ('jihadist', 'terrorist')
    """
    old, new = _words(origin, origin_parts), _words(copy, copy_parts)
    if len(old) > _MOST_WORDS or len(new) > _MOST_WORDS:
        return ()
    old_words = [origin[span.start : span.end].casefold() for span in old]
    new_words = [copy[span.start : span.end].casefold() for span in new]
    steps = [step for step in SequenceMatcher(None, old_words, new_words).get_opcodes() if step[0] != "equal"]
    left = {tuple(old_words[a:b]) for _, a, b, _, _ in steps if b - a >= _MOVED}
    written = {tuple(new_words[a:b]) for _, _, _, a, b in steps if b - a >= _MOVED}
    return tuple(
        Edit(before=_quote(origin, before), after=_quote(copy, after), moved=moved)
        for _, first, last, begin, end in steps
        for moved in [tuple(old_words[first:last]) in written or tuple(new_words[begin:end]) in left]
        for before, after in zip_longest(_split(old[first:last]), _split(new[begin:end]), fillvalue=())
        if before or after
    )


def _words(text: str, parts: Sequence[Span]) -> list[Span]:
    """The words, and an empty span between two parts, which no quote may run across."""
    found: list[Span] = []
    for part in parts:
        if found:
            found.append(Span(part.start, part.start))
        found += [Span(*word.span()) for word in _WORD.finditer(text, part.start, part.end)]
    return found


def _split(words: Sequence[Span]) -> list[Sequence[Span]]:
    """The words of each part."""
    cuts = [-1, *(number for number, word in enumerate(words) if not len(word)), len(words)]
    return [words[first + 1 : last] for first, last in pairwise(cuts)]


def _quote(text: str, words: Sequence[Span]) -> Quote | None:
    if not words:
        return None
    start, end = words[0].start, words[-1].end
    return Quote(start, end, text[start:end])
