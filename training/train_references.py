"""
Trains the judge of whom pronouns and descriptions mean, and says how well it chooses in unseen reports.

    python training/train_references.py CORPUS [CORPUS ...] [--folds 5] [--out FILE.npz]

CORPUS is a folder with docs.jsonl and gold.jsonl, or src/contested/data/examples. Run it before
`train_judges.py`: the other judges learn from what this one answers.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock
from zlib import crc32

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "eval"))

from examples import Choices, Parsed, load_annotated, parse, theatre_of
from fitting import fit_choices

from contested.extract import Extractor
from contested.extract import reading as reading_module
from contested.extract.judge import Judge, packed
from contested.extract.mentions import Mention
from contested.extract.reading import read_closely
from contested.extract.references import Memory, References, options_of
from contested.knowledge.gazetteer import Gazetteer
from contested.model.actor import SideId

STRENGTH = 2.0  # L2, the best of 0.5, 1, 2, 4, 8 by cross-validation over clusters, 2026-11


class Taught(References):
    """References that answer as the annotators do, where these say whom words mean, and keep the question."""

    def __init__(self, judge: Judge | None, gold: Sequence[Any], group: str, **rest: Any) -> None:
        super().__init__(judge, **rest)
        self._gold = gold
        self._group = group
        self.asked: list[Choices] = []
        self.right: list[bool] = []

    def choose(
        self, mention: Mention, row: Sequence[Mention], memory: Memory, of_report: Counter[SideId]
    ) -> SideId | None:
        """The annotators' side while there is no judge, else the judge's."""
        chosen = super().choose(mention, row, memory, of_report)
        meant = next(
            (s for a, b, s in self._gold if a < mention.end and mention.start < b and b <= mention.end), None
        )
        if meant is None:
            return chosen
        self.right.append(chosen == meant)
        options = options_of(mention, memory, of_report)
        if meant in options:
            rows = self.features(mention, row, memory, of_report, options)
            self.asked.append(Choices(rows, [option == meant for option in options], self._group))
        return chosen if self._judge is not None else meant


def _taught(
    judge: Judge | None, gold: Sequence[Any], group: str, made: list[Taught], _: object, **rest: Any
) -> Taught:
    """What `References` is replaced by while a report is read."""
    made.append(Taught(judge, gold, group, **rest))
    return made[-1]


def asked(parsed: Sequence[Parsed], judges: Sequence[Judge | None], extractor: Extractor) -> Iterator[Taught]:
    """The questions of each report, as they come up when its judge answers them."""
    for (item, page, sentences), judge in zip(parsed, judges, strict=True):
        gold = [
            (*claim[role]["span"], claim[role]["side"])
            for claim in item.claims
            for role in ("actor", "target")
            if claim[role] and claim[role]["span"] and claim[role]["side"] != "unknown"
        ]
        made: list[Taught] = []
        with mock.patch.object(
            reading_module, "References", partial(_taught, judge, gold, item.cluster, made)
        ):
            read_closely(
                page,
                sentences,
                recogniser=extractor.recogniser(theatre_of(item.report)),
                language=extractor.language,
            )
        yield made[0]


def fit(parsed: Sequence[Parsed], extractor: Extractor, strength: float) -> Judge:
    """The judge, taught with the answers before each question as given and as another judge guessed them."""
    halves = [crc32(item.cluster.encode() + b"half") % 2 for item, *_ in parsed]
    given = list(asked(parsed, [None] * len(parsed), extractor))
    guessing = [
        fit_choices(
            "reference",
            [c for one, half in zip(given, halves, strict=True) if half != wanted for c in one.asked],
            strength=strength,
        )
        for wanted in (0, 1)
    ]
    guessed = asked(parsed, [guessing[half] for half in halves], extractor)
    return fit_choices("reference", [c for one in (*given, *guessed) for c in one.asked], strength=strength)


def main() -> None:
    """Cross-validates, then trains on everything and writes the file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--strength", type=float, default=STRENGTH)
    default = Path(__file__).parents[1] / "src/contested/data/languages/en/references.npz"
    parser.add_argument("--out", type=Path, default=default)
    options = parser.parse_args()
    extractor = Extractor.load(gazetteer=Gazetteer.open(), rules_only=True)
    items = [item for folder in options.corpus for item in load_annotated(folder)]
    parsed = parse(items, extractor)
    right = total = 0
    for fold in range(options.folds):
        folds = [crc32(item.cluster.encode()) % options.folds for item, *_ in parsed]
        judge = fit(
            [one for one, f in zip(parsed, folds, strict=True) if f != fold], extractor, options.strength
        )
        unseen = [one for one, f in zip(parsed, folds, strict=True) if f == fold]
        for one in asked(unseen, [judge] * len(unseen), extractor):
            right, total = right + sum(one.right), total + len(one.right)
    print(
        f"{options.folds} folds by cluster: {right}/{total} {right / max(1, total):.3f} of references right"
    )
    judge = fit(parsed, extractor, options.strength)
    np.savez_compressed(options.out, **packed([judge]))
    print(options.out, options.out.stat().st_size, len(judge.rows))


if __name__ == "__main__":
    main()
