"""Learned weights as a table that anybody can read: one feature a line, no code, no pickles."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from contested.errors import KnowledgeError


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of named features; what training never saw weighs nothing."""

    name: str
    values: Mapping[str, float]

    def total(self, features: Iterable[str]) -> float:
        """The sum of the weights of the features that are there; not a probability."""
        values = self.values
        return sum(values.get(feature, 0.0) for feature in features)

    def strongest(self, features: Iterable[str], *, most: int) -> list[str]:
        """The features that spoke most in favour, strongest first."""
        found = sorted(((self.values.get(f, 0.0), f) for f in features), reverse=True)
        return [feature for weight, feature in found[:most] if weight > 0]


@cache
def load_weights(language: str, name: str) -> Weights:
    """
    The weights of a name for a language, from `data/languages/<tag>/<name>.tsv`.

    Raises:
        KnowledgeError: There is no such table, or a line of it is no feature and number.
    """
    file = files("contested") / "data" / "languages" / language / f"{name}.tsv"
    if not file.is_file():
        raise KnowledgeError(
            f"{language}/{name}.tsv: missing; install contested again or train it (training/)"
        )
    return Weights(name, dict(_lines(file.read_text("utf-8"), f"{language}/{name}.tsv")))


def _lines(text: str, shown_as: str) -> Iterable[tuple[str, float]]:
    for number, line in enumerate(text.splitlines(), start=1):
        feature, _, weight = line.rpartition("\t")
        if line.startswith("#"):
            continue
        try:
            yield feature, float(weight)
        except ValueError as error:
            raise KnowledgeError(
                f"{shown_as}: line {number}: need feature, tab, number; found {line!r}"
            ) from error
