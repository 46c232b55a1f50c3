"""Names of organisations that hold the name of a place: "Islamic State of Iraq and al-Sham" is nowhere."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from contested.knowledge.actor_names import ActorNames
from contested.knowledge.place_words import load_place_words
from contested.model.text import Span

_NAME = r"(?:the )?(?:[Aa]l-)?[^\W\d_a-z][\w’'-]*(?: [^\W\d_a-z][\w’'-]*){0,4}"
_SMALL = re.compile(r"(?:of|the|and|for|in|al|el|ash|as|ar|an|bin|ibn|wa)(?![\w])|[Aa]l-")


class Organisations:
    """
    Finds the names of organisations in which a place may be named.

    Args:
        names: The actors of a theatre, or None; what their names say counts where all of it is capitalised.
        language: BCP 47 tag of a folder in `data/languages/`.

    Example:
        >>> text = "The Islamic State of Iraq and al-Sham left Iraq."
        >>> [text[span.start : span.end] for span in Organisations(language="en").find_in(text)]
        ['Islamic State of Iraq and al-Sham']
    """

    def __init__(self, names: ActorNames | None = None, *, language: str = "en") -> None:
        self._names = names
        self._pattern = _pattern(language)

    def find_in(self, text: str) -> tuple[Span, ...]:
        """Where a text names an organisation, in no particular order; the spans may overlap."""
        return (*self._by_words(text), *self._by_name(text))

    def _by_words(self, text: str) -> Iterator[Span]:
        for match in self._pattern.finditer(text):
            yield Span(match.start(), match.end())

    def _by_name(self, text: str) -> Iterator[Span]:
        for hit in self._names.find_in(text) if self._names else ():
            if _is_proper(text[hit.start : hit.end]):
                yield Span(hit.start, hit.end)


def _is_proper(words: str) -> bool:
    """Whether words are a name as a whole: "Aleppo Media Centre", not "Aleppo rebels"."""
    parts = words.split()
    return len(parts) > 1 and all(not part[0].islower() or _SMALL.match(part) for part in parts)


@cache
def _pattern(language: str) -> re.Pattern[str]:
    words = load_place_words(language).organisations
    # Listed names come first: behind "Islamic State of" any name may stand, and "Iraq" alone would be taken.
    listed = rf"(?:{_any(words.before_listed)}) (?i:{_any(words.listed)})\b"
    return re.compile(rf"\b(?:{listed}|(?:{_any(words.before_name)}) {_NAME})")


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words))
