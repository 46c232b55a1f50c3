"""Finding many names in running text at once: one walk over the words, whatever the number of names."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Generic, NamedTuple, TypeVar

from contested.knowledge.typing_slips import slips_of

T = TypeVar("T")

_APOSTROPHES = "'’‘ʼʿʾ`´"
_WORD = re.compile(rf"(?:[^\W\d_]\.){{2,}}|[^\W_]+(?:[{_APOSTROPHES}][^\W_]+)*")
_GAP = re.compile(
    rf"(?:[^\S\n]|[-‐‑‒–{_APOSTROPHES}])*\n?[^\S\n]*"
)  # what may stand between words of one name
_ENGLISH_TOO = frozenset(
    {"as", "at", "an", "en", "et", "ad", "ed", "er", "es"}
)  # articles before a hyphen only
_BOUND_ARTICLES = _ENGLISH_TOO | {
    "al",
    "el",
    "ul",
    "ar",
    "ash",
    "esh",
    "ath",
    "eth",
    "az",
    "ez",
    "adh",
    "edh",
}
_SKIPPED = _BOUND_ARTICLES | {"the"}
_MOST_KEYS = 65536
_new = tuple.__new__  # what a named tuple's own does, without the call of a Python function
_WIDEST_GAP = 12  # characters: blanks, an article, a possessive ending
_SHOUTED_UP_TO = 4  # letters: "US", "IS" and "SAA" must stand in capitals, or every "us" and "is" is a party


class Word(NamedTuple):
    """A word of a text: where it stands, without and with its article, and its folded form."""

    start: int
    end: int
    from_article: int  # start of a bound article ("Al-" of "Al-Sukhnah"), else `start`
    key: str
    raw: str


class Hit(NamedTuple, Generic[T]):
    """A name found in a text, with all that it may stand for."""

    start: int
    end: int
    words: int
    values: tuple[T, ...]


def fold_word(raw: str) -> str:
    """
    A word without case, diacritics, apostrophes and the dots of an abbreviation.

    Example:
        >>> fold_word("Sha’ar"), fold_word("ISRAËLI"), fold_word("U.S.")
        ('shaar', 'israeli', 'us')
    """
    lowered = raw.casefold()
    if not lowered.isascii():
        lowered = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    return "".join(c for c in lowered if c not in _APOSTROPHES and c != ".")


@lru_cache(maxsize=16384)
def singular(key: str) -> str:
    """
    A folded word without its plural ending, well enough to compare names.

    Example:
        >>> [singular(word) for word in ("rebels", "armies", "isis")]
        ['rebel', 'army', 'isis']
    """
    if len(key) <= 3 or not key.endswith("s") or key.endswith(("ss", "us", "is")):
        return key
    return key[:-3] + "y" if key.endswith("ies") else key[:-1]


class _Read(NamedTuple):
    """What every use of a word shares: its folded form, itself without a possessive ending, and its kind."""

    key: str
    raw: str
    is_skipped: bool  # may be an article


@lru_cache(maxsize=16384)
def _read(raw: str) -> _Read:
    if len(raw) > 2 and raw[-1] in "sS" and raw[-2] in _APOSTROPHES:
        raw = raw[:-2]
    key = fold_word(raw)
    return _Read(key, raw, key in _SKIPPED)


@lru_cache(maxsize=1024)  # several tables look at the same sentence
def words_of(text: str, *, is_name: bool = False) -> tuple[Word, ...]:
    """
    The words of a text in order, with "the" left out and bound articles joined to their word.

    In a name ("At Tanf", as gazetteers write it) any article counts; in running text "At" may be "at".

    Example:
        >>> [(word.key, word.from_article) for word in words_of("The Al-Bab road at Tanf")]
        [('bab', 4), ('road', 11), ('at', 16), ('tanf', 19)]
    """
    found: list[Word] = []
    article: int | None = None
    for match in _WORD.finditer(text):
        start = match.start()
        key, raw, is_skipped = _read(match[0])
        end = start + len(raw)
        if is_skipped:
            if key == "the":
                article = None
                continue
            if _is_article(key, text, end, is_name=is_name):
                article = start if article is None else article
                continue
        found.append(_new(Word, (start, end, start if article is None else article, key, raw)))
        article = None
    return tuple(found)


def _is_article(key: str, text: str, end: int, *, is_name: bool) -> bool:
    if end >= len(text):
        return False
    if text[end] in "-‐‑":
        return end + 1 < len(text) and (text[end + 1].isalnum() or text[end + 1] in _APOSTROPHES)
    free = is_name or key not in _ENGLISH_TOO
    return free and text[end] in " \u00a0" and text[end + 1 : end + 2].isupper()


class _Keys(dict[str, str]):
    """Folded words as a table compares them, made out when a word is first met."""

    def __init__(self, meant: Mapping[str, str], *, plurals: bool) -> None:
        super().__init__()
        self._meant = meant
        self._plurals = plurals

    def __missing__(self, word: str) -> str:
        if len(self) >= _MOST_KEYS:
            self.clear()
        key = singular(word) if self._plurals else word
        key = self[word] = self._meant.get(key, key)
        return key


class _Node(Generic[T]):
    """The first words of some names: which words may follow, and what they stand for by themselves."""

    __slots__ = ("_entries", "_is_bound", "after", "values")

    def __init__(self) -> None:
        self.after: dict[str, _Node[T]] = {}
        self.values: tuple[T, ...] = ()
        self._entries: list[tuple[T, bool, bool]] = []  # with what `add` was told
        self._is_bound = False  # whether some hold not everywhere

    def add(self, value: T, *, shouted: bool, has_article: bool) -> None:
        """Lets the words stand for something, perhaps only in capitals; the name may have an article."""
        entry = (value, shouted, has_article)
        if entry not in self._entries:
            self._entries.append(entry)
            self._is_bound |= shouted or has_article
            self.values = _unique([*self.values, value])

    def values_in(self, text: str, first: Word, last: Word) -> tuple[T, ...]:
        """What the words stand for in a text, where the first and the last of them are given."""
        if not self._is_bound:
            return self.values
        shouts = first.raw.isupper()
        bare = first.from_article == first.start
        # "Bab al-Hawa" is not Al-Bab: a name that lost its article must not go on with another one.
        goes_on = bare and text[last.end + 1 : last.end + 4].casefold() in ("al-", "el-")
        return _unique(
            value
            for value, shouted, has_article in self._entries
            if (shouts or not shouted) and not (goes_on and has_article)
        )


class NameTable(Generic[T]):
    """
    Names and what they stand for, matched whatever their case, accents, apostrophes, hyphens and articles.

    Args:
        names: Each name with its value; a name may come several times.
        plurals: Whether "rebel" and "rebels" are one name.
        slips: Whether a long word with one slip of the typing hand is still read ("terroists").
        capitals: Whether a name must begin with a capital in the text (place names: "Hit" is no "hit").

    Example:
        >>> table = NameTable([("Deir ez-Zor", 1), ("Al-Sukhnah", 2)], capitals=True)
        >>> [(hit.start, hit.end, hit.values) for hit in table.hits("From Deir Ez-Zor to Sukhnah")]
        [(5, 16, (1,)), (20, 27, (2,))]
    """

    def __init__(
        self,
        names: Iterable[tuple[str, T]],
        *,
        plurals: bool = False,
        capitals: bool = False,
        slips: bool = False,
    ) -> None:
        self._root: _Node[T] = _Node()
        self._capitals = capitals
        self._keys = _Keys({}, plurals=plurals)
        keys: set[str] = set()
        for name, value in names:
            keys.update(self._add(name, value))
        if slips:
            self._keys = _Keys(slips_of(keys), plurals=plurals)

    def _add(self, name: str, value: T) -> tuple[str, ...]:
        words = words_of(name, is_name=True)
        if not words:
            return ()
        keys = tuple([self._keys[word.key] for word in words])
        node = self._root
        for key in keys:
            node = node.after.setdefault(key, _Node())
        shouted = len(words) == 1 and words[0].raw.isupper() and len(words[0].key) <= _SHOUTED_UP_TO
        node.add(value, shouted=shouted, has_article=words[0].from_article < words[0].start)
        return keys

    def hits(self, text: str) -> tuple[Hit[T], ...]:
        """The names in a text, longest first where they compete, in reading order; never overlapping."""
        if not self._root.after:
            return ()
        words = words_of(text)
        keys, first = self._keys, self._root.after
        found = [
            hit
            for at, word in enumerate(words)
            if (node := first.get(keys[word.key])) is not None
            and (hit := self._longest(node, words, at, text)) is not None
        ]
        if all(one.end <= other.start for one, other in pairwise(found)):
            return tuple(found)
        kept: list[Hit[T]] = []
        taken = bytearray(len(text))
        for hit in sorted(found, key=lambda hit: (-hit.words, hit.start)):
            if not any(taken[hit.start : hit.end]):
                taken[hit.start : hit.end] = b"\x01" * (hit.end - hit.start)
                kept.append(hit)
        return tuple(sorted(kept, key=lambda hit: hit.start))

    def exact(self, words: str) -> tuple[T, ...]:
        """What words stand for that are, as a whole, one of the names; capitals do not matter."""
        node = self._root
        parts = words_of(words, is_name=True)
        for word in parts:
            after = node.after.get(self._keys[word.key])
            if after is None:
                return ()
            node = after
        return node.values

    def _longest(self, node: _Node[T], words: tuple[Word, ...], at: int, text: str) -> Hit[T] | None:
        """The longest name that begins with a word, whose node is given."""
        first = words[at]
        if self._capitals and first.raw[0].islower():
            return None
        best: Hit[T] | None = None
        end, after = at, node
        while True:
            if after.values and (values := after.values_in(text, first, words[end])):
                best = _new(Hit, (first.from_article, words[end].end, end - at + 1, values))
            end += 1
            if not after.after or end == len(words) or not _joined(words[end - 1], words[end], text):
                return best
            further = after.after.get(self._keys[words[end].key])
            if further is None:
                return best
            after = further


def _unique(values: Iterable[T]) -> tuple[T, ...]:
    seen: list[T] = []
    for value in values:
        if value not in seen:
            seen.append(value)
    return tuple(seen)


def _joined(one: Word, other: Word, text: str) -> bool:
    gap = text[one.end : other.from_article]
    if len(gap) > _WIDEST_GAP:  # pages hold runs of thousands of blanks
        return False
    if gap.casefold().lstrip().startswith(("the ", "'s", "’s")):  # "Iraq and the Levant", "Assad's forces"
        gap = gap.casefold().replace("the ", "").replace("'s", "").replace("’s", "")
    return _GAP.fullmatch(gap) is not None
