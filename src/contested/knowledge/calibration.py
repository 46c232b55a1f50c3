"""How signals of sureness become a probability: fitted weights of a language, from `confidence.toml`."""

import hashlib
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Literal

from contested.knowledge.loading import DataModel, load_toml

Maker = Literal["judges", "rules"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """A logistic model over the signals of a claim, one for each way in which claims are made."""

    weights: Mapping[str, Mapping[str, float]]  # by maker, then by signal
    judges: str  # `judges_checksum` of those that the weights were fitted for

    def probability(self, maker: Maker, signals: Mapping[str, float]) -> float:
        """The probability that a claim with these signals is right; a signal without weight adds nothing."""
        weights = self.weights[maker]
        score = sum(weights.get(name, 0.0) * value for name, value in signals.items())
        return 1.0 / (1.0 + math.exp(-score))


class _File(DataModel):
    source: str
    sha256_of_judges: str
    judges: dict[str, float]
    rules: dict[str, float]


_LEARNED = ("judges.npz", "references.npz", "context/heads.npz")


def judges_checksum(folder: Traversable) -> str:
    """SHA-256 over all that was learned for a language: the files that are not written by hand."""
    digest = hashlib.sha256()
    for path, file in sorted(_learned(folder, ""), key=lambda pair: pair[0]):
        digest.update(path.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def _learned(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _learned(entry, f"{path}{entry.name}/")
        elif not entry.name.endswith(".toml"):
            yield f"{path}{entry.name}", entry


def read_calibration(file: Traversable, *, shown_as: str) -> Calibration | None:
    """
    The calibration that a file holds; None where a language has none yet.

    Raises:
        KnowledgeError: The file is wrong.
    """
    if not file.is_file():
        return None
    held = load_toml(file.read_bytes(), _File, shown_as=shown_as)
    return Calibration(weights={"judges": held.judges, "rules": held.rules}, judges=held.sha256_of_judges)
