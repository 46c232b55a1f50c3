"""
Which of many texts share words, found without comparing each with each.

A text is known by its runs of three words, hashed. Of these a MinHash signature is kept; texts whose
signatures agree in one of many bands are candidates. The bands are sorted one after the other, so that memory
does not grow with their number: the tables of an LSH index would take several times what the signatures do
(docs/decisions, "Copies of reports").
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Hashes: TypeAlias = npt.NDArray[np.uint32]

_WORD = re.compile(r"\w+")
_RUN = 3  # words; one word changed in five leaves half of the runs of three, a third of those of five
_ROWS = 3  # of a band: how strictly it asks
_BANDS = 84  # of pairs with a Jaccard similarity of .34 (a fifth of the words changed) .96 are found
_MOST_ALIKE = 40  # texts of one bucket that are compared each with each; of more, each with two
_ODD = np.uint64(0x9E3779B97F4A7C15)


def word_runs(text: str) -> Hashes:
    """
    The runs of three words of a text, hashed, sorted, each once; the same on any machine.

    Example:
        >>> len(word_runs("The army took the town, the army took the town."))
        5
    """
    hashed = [zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in _WORD.findall(text.casefold())]
    if len(hashed) < _RUN:
        return np.empty(0, dtype=np.uint32)
    words = np.array(hashed, dtype=np.uint64)
    mixed = np.zeros(len(words) - _RUN + 1, dtype=np.uint64)
    for offset in range(_RUN):
        mixed = (mixed ^ words[offset : len(words) - _RUN + 1 + offset]) * _ODD
        mixed ^= mixed >> np.uint64(29)
    return np.unique((mixed >> np.uint64(32)).astype(np.uint32))


def signature(runs: Hashes) -> Hashes:
    """The MinHash signature of some runs of words."""
    factors, terms = _permutations()
    least = np.full(len(factors), np.iinfo(np.uint32).max, dtype=np.uint32)
    for begin in range(0, len(runs), 2_000):  # a book has no more memory than a report
        part = runs[begin : begin + 2_000].astype(np.uint64)
        permuted = (factors[:, None] * part[None, :] + terms[:, None]) >> np.uint64(32)
        least = np.minimum(least, permuted.min(axis=1).astype(np.uint32))
    return least


def shared(one: Hashes, other: Hashes) -> int:
    """How many runs of words two texts have in common."""
    return int(np.intersect1d(one, other, assume_unique=True).size)


def candidates(signatures: Sequence[Hashes], *, rows: int = _ROWS) -> Iterator[tuple[int, int]]:
    """
    Pairs of texts that may share words, by their numbers, the smaller first; a pair may come more than once.

    Of a bucket with many texts each is paired with the first and with the one before it.

    Args:
        signatures: One for each text.
        rows: Of a band. Fewer ask for less likeness, and give more pairs of strangers.
    """
    if len(signatures) < 2:
        return
    table = np.stack(signatures)
    for first in range(0, table.shape[1] - rows + 1, rows):
        key = np.zeros(len(table), dtype=np.uint64)
        for row in range(first, first + rows):
            key = (key ^ table[:, row].astype(np.uint64)) * _ODD
            key ^= key >> np.uint64(31)
        order = np.argsort(key, kind="stable")
        same = np.flatnonzero(key[order][1:] == key[order][:-1])
        yield from _pairs(order, same)


def _pairs(order: npt.NDArray[np.intp], same: npt.NDArray[np.intp]) -> Iterator[tuple[int, int]]:
    """The pairs of each bucket; `same` holds the places in the order whose next has the same key."""
    for run in np.split(same, np.flatnonzero(np.diff(same) != 1) + 1):
        if not run.size:
            continue
        bucket = [int(number) for number in order[run[0] : run[-1] + 2]]
        for place, later in enumerate(bucket):
            earlier = bucket[:place] if len(bucket) <= _MOST_ALIKE else {bucket[0], bucket[max(place - 1, 0)]}
            yield from ((number, later) for number in earlier if number != later)


@cache
def _permutations() -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]:
    random = np.random.Generator(np.random.PCG64(20160328))
    factors = random.integers(1, 2**63, size=_BANDS * _ROWS, dtype=np.uint64) | np.uint64(1)
    terms = random.integers(0, 2**63, size=_BANDS * _ROWS, dtype=np.uint64)
    return factors, terms
