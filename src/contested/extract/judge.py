"""The learned judge: sparse linear models over named features, small, fast and open to inspection."""

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from contested.errors import KnowledgeError
from contested.extract.blocks import Block

Scores = NDArray[np.float32]
_MOST = 20_000  # blocks remembered for each judge: reports repeat them, and memory stays bounded


@dataclass(frozen=True, slots=True)
class Judge:
    """
    Scores classes by adding up the weights of the features that are there.

    Shapes: `weights` is `(features, classes)`; a feature that was never seen in training adds nothing.
    """

    name: str
    classes: tuple[str, ...]
    rows: Mapping[str, int]
    weights: Scores
    _sums: "_Sums" = field(init=False, compare=False, repr=False)
    # The weights as they are added up, last of all those of a feature without any; likewise those of the
    # first class, as plain numbers.
    _weights: Scores = field(init=False, compare=False, repr=False)
    _column: "array[float]" = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        nothing = np.zeros((1, len(self.classes)), dtype=np.float32)
        object.__setattr__(self, "_weights", np.concatenate([self.weights, nothing]))
        object.__setattr__(self, "_column", array("d", [*self.weights[:, 0].tolist(), 0.0]))
        object.__setattr__(self, "_sums", _Sums(self))

    def scores(self, rows: Iterable[Iterable[str]]) -> Scores:
        """Sums of weights, for each row of features and each class `(rows, classes)`; not probabilities."""
        found = array("q")
        starts: list[int] = []
        unseen = repeat(len(self.rows))
        for features in rows:
            starts.append(len(found))
            found.extend(map(self.rows.get, features, unseen))
            found.append(len(self.rows))  # so that no row is empty
        if not starts:
            return np.zeros((0, len(self.classes)), dtype=np.float32)
        weights = self._weights.take(np.frombuffer(found, dtype=np.int64), axis=0)
        totals: Scores = np.add.reduceat(weights, starts, axis=0)
        return totals

    def score_each(self, alternatives: Sequence[Sequence[str]]) -> Scores:
        """How a judge of one class scores each of some alternatives, shape `(alternatives,)`."""
        return np.array([self.sum_of(features) for features in alternatives], dtype=np.float32)

    def score_blocks(self, alternatives: Iterable[Iterable[Block]]) -> list[float]:
        """How a judge of one class scores alternatives given in blocks; each block is added up only once."""
        weigh = self._sums.__getitem__
        return [sum(map(weigh, blocks)) for blocks in alternatives]

    def sum_of(self, features: Iterable[str]) -> float:
        """The sum of the first class's weights."""
        return sum(map(self._column.__getitem__, map(self.rows.get, features, repeat(-1))))

    def reasons(self, features: Iterable[str], klass: str, most: int = 5) -> list[tuple[str, float]]:
        """The features that spoke most for or against a class, strongest first."""
        column = self.classes.index(klass)
        known = [(f, float(self.weights[self.rows[f], column])) for f in features if f in self.rows]
        return sorted(known, key=lambda pair: -abs(pair[1]))[:most]


class _Sums(dict[Block, float]):
    """What a judge of one class gives to blocks, made out when it is first asked."""

    def __init__(self, judge: Judge) -> None:
        super().__init__()
        self._judge = judge

    def __missing__(self, block: Block) -> float:
        if len(self) >= _MOST:
            self.clear()
        total = self[block] = self._judge.sum_of(block.names())
        return total


def softmax(scores: Scores) -> Scores:
    """Scores as shares that add up to 1; of a table those of each row."""
    grown = np.exp(scores - np.maximum.reduce(scores, axis=-1, keepdims=True))
    shares: Scores = np.divide(grown, np.add.reduce(grown, axis=-1, keepdims=True))
    return shares


def log_shares(scores: Scores) -> Scores:
    """The logarithms of the shares that scores stand for; of a table those of each row."""
    shifted = scores - np.maximum.reduce(scores, axis=-1, keepdims=True)
    found: Scores = shifted - np.log(np.add.reduce(np.exp(shifted), axis=-1, keepdims=True))
    return found


@cache
def load_judges(language: str = "en") -> Mapping[str, Judge] | None:
    """
    The judges that are shipped for a language, by name; None where there are none: then rules decide alone.

    Raises:
        KnowledgeError: The file of weights is damaged.
    """
    return _load(language, "judges.npz")


@cache
def load_reference_judge(language: str = "en") -> Judge | None:
    """
    The judge of whom pronouns and descriptions mean; None where a language has none.

    It has a file of its own because it is asked before the others: what they learn builds on its answers.

    Raises:
        KnowledgeError: The file of weights is damaged.
    """
    return (_load(language, "references.npz") or {}).get("reference")


def _load(language: str, name: str) -> Mapping[str, Judge] | None:
    file = files("contested") / "data" / "languages" / language / name
    if not file.is_file():
        return None
    try:
        with np.load(BytesIO(file.read_bytes()), allow_pickle=False) as held:
            names = bytes(held["names"]).decode().split("\n")
            return {one: _judge(one, held) for one in names}
    except (ValueError, KeyError, OSError) as error:
        raise KnowledgeError(f"{language}/{name}: not readable ({error}); reinstall contested") from error


def _judge(name: str, held: Any) -> Judge:
    features = bytes(held[f"{name}.features"]).decode().split("\n")
    return Judge(
        name,
        tuple(bytes(held[f"{name}.classes"]).decode().split("\n")),
        {feature: row for row, feature in enumerate(features)},
        held[f"{name}.weights"].astype(np.float32),
    )


def packed(judges: Iterable[Judge]) -> dict[str, NDArray[Any]]:
    """Judges as the arrays of an `.npz` file: text as bytes, weights as half floats, no pickles."""
    found = list(judges)
    arrays: dict[str, NDArray[Any]] = {"names": _bytes("\n".join(judge.name for judge in found))}
    for judge in found:
        arrays[f"{judge.name}.features"] = _bytes("\n".join(judge.rows))
        arrays[f"{judge.name}.classes"] = _bytes("\n".join(judge.classes))
        arrays[f"{judge.name}.weights"] = judge.weights.astype(np.float16)
    return arrays


def _bytes(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode(), dtype=np.uint8)
