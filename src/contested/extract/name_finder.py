"""The names that the language model finds, a word at a time in all sentences at once."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

_MOST = 256  # sentences at a time: some 10 MB of features
_CLOSED, _AT_BLANK = 0, 1  # states outside a name; those inside one of the label n are 2 + n


class Name(NamedTuple):
    """A name as positions of its first word and of the one behind it, with the model's label."""

    first: int
    end: int
    label: str


class NameFinder:
    """
    Takes the decisions of spaCy's `ner` from its own weights, for many sentences in one product a word.

    spaCy asks of each word and each of the 74 moves whether the move is allowed, and takes Python's lock each
    time: two thirds of what naming takes. Sentences are documents of their own, with no name marked before.
    """

    def __init__(self, namer: Any) -> None:
        self._vectors, lower, upper = namer.model.layers
        self._features = lower
        self._bias = lower.get_param("b")
        self._weights, self._lean = upper.get_param("W"), upper.get_param("b")
        known = namer.moves
        moves = [known.get_class_name(at).partition("-")[::2] for at in range(known.n_moves)]
        labels = sorted({label for _, label in moves if label})
        number = {label: 2 + at for at, label in enumerate(labels)}
        self._moves = moves
        self._opens = np.array([move == "B" for move, _ in moves])
        self._goes_on = np.array([move in ("B", "I") for move, _ in moves])
        self._after = np.array([number[label] if move in ("B", "I") else _CLOSED for move, label in moves])
        # What each state forbids, at a word within the sentence and at its last:
        self._barred = np.full((2 + len(labels), 2, len(moves)), -np.inf, dtype=np.float32)
        for at, (move, label) in enumerate(moves):
            if move in ("I", "L"):
                self._barred[number[label], :, at] = 0
            elif move == "O" or label:
                self._barred[_CLOSED, :, at] = 0
            if move == "O":
                self._barred[_AT_BLANK, :, at] = 0
        self._barred[:, 1, self._goes_on] = -np.inf

    def find(self, docs: Sequence[Any]) -> list[list[Name]]:
        """The names of each sentence."""
        found: list[list[Name]] = [[] for _ in docs]
        longest = sorted((at for at, doc in enumerate(docs) if len(doc)), key=lambda at: -len(docs[at]))
        for begin in range(0, len(longest), _MOST):
            chosen = longest[begin : begin + _MOST]
            for at, moves in zip(chosen, self._decide([docs[at] for at in chosen]), strict=True):
                found[at] = list(self._names(moves))
        return found

    def _decide(self, docs: Sequence[Any]) -> list[list[int]]:
        """The move at each word of each sentence, given longest first."""
        features = self._features.predict(self._vectors.predict(docs))  # row 0 stands for no word
        lengths = np.array([len(doc) for doc in docs])
        first = 1 + np.cumsum(lengths) - lengths
        is_blank = np.concatenate([[False], *(doc.to_array("IS_SPACE") for doc in docs)]).astype(bool)
        moves = np.zeros((len(docs), lengths[0]), dtype=np.int64)
        state = np.full(len(docs), _CLOSED)
        begun = np.zeros(len(docs), dtype=np.int64)  # the row of the first word of a name that is open
        for step in range(lengths[0]):
            count = int(np.searchsorted(-lengths, -step))  # sentences that have a word here
            word, opened, now = first[:count] + step, begun[:count], state[:count]
            now = np.where((now == _CLOSED) & is_blank[word], _AT_BLANK, now)
            scores = self._scores(features, word, opened)
            is_last = (lengths[:count] == step + 1).astype(np.int64)
            chosen = (scores + self._barred[now, is_last]).argmax(axis=1)
            moves[:count, step] = chosen
            state[:count] = self._after[chosen]
            begun[:count] = np.where(self._opens[chosen], word, np.where(self._goes_on[chosen], opened, 0))
        return [row[:length].tolist() for row, length in zip(moves, lengths.tolist(), strict=True)]

    def _scores(
        self, features: NDArray[np.float32], word: NDArray[np.int64], opened: NDArray[np.int64]
    ) -> NDArray[np.float32]:
        """How each move fits, `(sentences, moves)`: by the word, the name's first and its last so far."""
        before = np.where(opened > 0, word - 1, 0)
        summed = features[word, 0] + features[opened, 1] + features[before, 2] + self._bias
        scores: NDArray[np.float32] = summed.max(axis=2) @ self._weights.T + self._lean
        return scores

    def _names(self, moves: Sequence[int]) -> Iterator[Name]:
        first = 0
        for at, chosen in enumerate(moves):
            move, label = self._moves[chosen]
            if move in ("B", "U"):
                first = at
            if move in ("L", "U"):
                yield Name(first, at + 1, label)


@cache
def name_finder(nlp: Any) -> NameFinder:
    """The finder of a language pipeline, one a process."""
    return NameFinder(nlp.get_pipe("ner"))
