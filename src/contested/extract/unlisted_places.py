"""Names of places that no table has, by the words beside them: "the village of Sosah", "near Sharakrak"."""

import re
from collections.abc import Iterable, Iterator

from contested.knowledge.name_table import words_of
from contested.knowledge.place_words import load_place_words

_CAPITAL = r"[^\W\d_a-z][\w']{0,40}\w"
_WORD = rf"(?:[^\W\d_]{{2,4}}-)?{_CAPITAL}(?:-{_CAPITAL})*"  # the first part may be a bound article
_NAME = rf"{_WORD}(?: {_WORD}){{0,3}}"
_EACH = re.compile(_NAME)


class UnlistedPlaces:
    """
    Finds words of a sentence that stand where the name of a place stands; made once a language.

    Example:
        >>> unlisted = UnlistedPlaces("en")
        >>> text = "they left the villages of Sosah and Ja'din, near Sharakrak."
        >>> [text[begin:end] for begin, end in unlisted.beside_nouns(text)]
        ['Sosah', "Ja'din"]
        >>> [text[begin:end] for begin, end in unlisted.as_places(text)]
        ['Sharakrak']
    """

    def __init__(self, language: str) -> None:
        words = load_place_words(language).unlisted
        nouns, buildings, prepositions, openers = map(_any, words)
        self._before_noun = re.compile(rf"(?<![\w'-])({_NAME}) {nouns}s?\b")
        self._behind_noun = re.compile(rf"\b{nouns}s? of ({_NAME}(?:(?:, | and |, and ){_NAME})*)")
        self._behind_preposition = re.compile(rf"(?i:{prepositions}) ({_NAME})")
        self._building = re.compile(rf"(?<![\w'-])({_NAME}) {buildings}s?\b")
        self._opened = re.compile(rf"(?<![\w'-])({openers} {_NAME})")
        # A look at its words tells of most sentences that they hold nothing of a kind.
        self._nouns, self._buildings, self._prepositions, self._openers = map(_keys, words)

    def beside_nouns(self, text: str) -> Iterator[tuple[int, int]]:
        """Where names stand beside a noun for a place: "the villages of X and Y", "X neighbourhood"."""
        if self._nouns.isdisjoint([word.key for word in words_of(text)]):
            return
        for listed in self._behind_noun.finditer(text):
            for name in _EACH.finditer(text, *listed.span(1)):
                yield _owned(text, *name.span())
        for name in self._before_noun.finditer(text):
            yield _owned(text, *name.span(1))

    def as_places(self, text: str) -> Iterator[tuple[int, int]]:
        """Where names stand behind a word of place or before a building, or begin as places do ("Tal X")."""
        words = words_of(text)
        end = 0
        for word in words:
            if word.key not in self._prepositions or word.start < end:
                continue
            if (name := self._behind_preposition.match(text, word.start)) is not None:
                end = name.end()
                yield _owned(text, *name.span(1))
        keys = [word.key for word in words]
        for pattern, needed in ((self._building, self._buildings), (self._opened, self._openers)):
            if not needed.isdisjoint(keys):
                for name in pattern.finditer(text):
                    yield _owned(text, *name.span(1))


def _owned(text: str, begin: int, end: int) -> tuple[int, int]:
    """The span without the ending of a possessive."""
    return begin, end - 2 if text[begin:end].endswith("'s") else end


def _any(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, words))})"


def _keys(phrases: Iterable[str]) -> frozenset[str]:
    """The first word of each phrase, and its plural, as the words of a text are compared."""
    firsts = [words_of(phrase)[0].key for phrase in phrases]
    return frozenset([*firsts, *(f"{key}s" for key in firsts)])
