"""Words cut into the pieces of a transformer's vocabulary, each with the span of its word."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Spans = tuple[Numbers, Numbers]  # where each begins and ends, two arrays of one shape
_WORD = re.compile(r"[^\W_]+|[^\w\s]|_", re.UNICODE)
_LONGEST = 40  # letters; longer words are no words
_MOST = 20_000  # words remembered before all are forgotten


class Pieces(NamedTuple):
    """
    A text as piece numbers, all arrays of shape `(pieces,)`.

    `starts` and `ends` are code points of the raw text, those of the whole word that a piece is of.
    """

    ids: Numbers
    starts: Numbers
    ends: Numbers
    sentences: Numbers

    def covering(self, spans: Sequence[tuple[int, int]]) -> Spans:
        """For each span the first piece of the words that it touches, and the one behind their last."""
        edges = np.array(spans, dtype=np.int64).reshape(-1, 2)
        first = np.searchsorted(self.ends, edges[:, 0], side="right")
        last = np.searchsorted(self.starts, edges[:, 1], side="left")
        return first, np.maximum(first, last)


@dataclass(frozen=True, slots=True)
class Wordpieces:
    """The vocabulary of an uncased model; cuts greedily, longest piece first, and remembers words."""

    numbers: Mapping[str, int]
    _known: dict[str, tuple[int, ...]]

    @classmethod
    def of(cls, vocabulary: Sequence[str]) -> "Wordpieces":
        """A vocabulary whose pieces are numbered in the order given; inner pieces begin with ##."""
        return cls({piece: number for number, piece in enumerate(vocabulary)}, {})

    def cut(self, sentences: Sequence[tuple[int, str]]) -> Pieces:
        """The pieces of sentences, each given with the offset of its first character."""
        words: list[str] = []
        edges: list[int] = []  # in the sentence: where each word begins, where it ends
        sizes: list[int] = []  # words of each sentence
        for _, text in sentences:
            before = len(words)
            for match in _WORD.finditer(text):
                words.append(match[0])
                edges += match.span()
            sizes.append(len(words) - before)
        cut = [self._known.get(word) or self._pieces(word) for word in words]
        sentence = np.repeat(np.arange(len(sizes)), sizes)
        offsets = np.array([offset for offset, _ in sentences], dtype=np.int64)[sentence]
        starts, ends = np.array(edges, dtype=np.int64).reshape(-1, 2).T + offsets
        word = np.repeat(np.arange(len(words)), [len(pieces) for pieces in cut])  # of each piece
        ids = np.fromiter(chain.from_iterable(cut), dtype=np.int64, count=len(word))
        return Pieces(ids, starts[word], ends[word], sentence[word])

    def _pieces(self, word: str) -> tuple[int, ...]:
        if len(self._known) >= _MOST:
            self._known.clear()
        found = self._known[word] = tuple(self._cut(_folded(word)))
        return found

    def _cut(self, word: str) -> list[int]:
        unknown = self.numbers["[UNK]"]
        if len(word) > _LONGEST:
            return [unknown]
        found: list[int] = []
        begin = 0
        while begin < len(word):
            for end in range(len(word), begin, -1):
                number = self.numbers.get(("##" if begin else "") + word[begin:end])
                if number is not None:
                    break
            else:
                return [unknown]
            found.append(number)
            begin = end
        return found or [unknown]


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFD", word.lower())
    return "".join(letter for letter in plain if unicodedata.category(letter) != "Mn")
