"""
Trains the judges on annotated reports and writes them where the package finds them.

    python training/train_judges.py CORPUS [CORPUS ...] [--out src/contested/data/languages/en/judges.npz]

CORPUS is a folder with docs.jsonl and gold.jsonl, or src/contested/data/examples.
Run it after train_references.py: the judges learn from what that one answers. Takes a few minutes on two
cores.
"""

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from zlib import crc32

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "eval"))

from day_examples import day_examples
from examples import (
    ROLES,
    Annotated,
    Choices,
    load_annotated,
    modality_examples,
    parse,
    role_examples,
    taught,
    trigger_examples,
)
from fitting import fit_choices, fit_classes
from rereading import reread
from voice_examples import voice_examples

from contested.extract import Extractor
from contested.extract.judge import Judge, load_judges, packed
from contested.extract.reading import Reading
from contested.knowledge.gazetteer import Gazetteer

# A sentence that a data file gives as an example counts as often as this: it is there to be heeded.
_TAUGHT = 5
# Beside silver reports the gold counts as often as this: on the fold that was tried, full F1 rose from .266
# to .283 (open corpus) and stayed at .42 (development gold), judges alone, 2026-11.
_GOLD = 2
# L2 strengths, chosen by cross-validation over clusters (training/crossvalidate.py), 2026-11.
STRENGTH = {
    "trigger": 1.0,
    "modality": 1.0,
    "actor": 3.0,
    "target": 3.0,
    "place": 3.0,
    "when": 16.0,
    "attribution": 3.0,
}


def fit_all(annotated: Sequence[tuple[Annotated, Reading]], extractor: Extractor) -> dict[str, Judge]:
    """One judge for each decision."""
    silver = [pair for pair in annotated if pair[0].silver]
    gold = [pair for pair in annotated if not pair[0].silver]
    held = [*gold * (_GOLD if silver else 1), *silver]
    judges = {
        "trigger": fit_classes(
            "trigger",
            [x for i, r in held for x in trigger_examples(i, r, extractor)],
            strength=STRENGTH["trigger"],
        ),
        "modality": fit_classes(
            "modality",
            [x for i, r in (*held, *taught(extractor) * _TAUGHT) for x in modality_examples(i, r, extractor)],
            strength=STRENGTH["modality"],
        ),
    }
    judges["when"] = fit_days(held)
    spoken = [choices for item, reading in held for choices in voice_examples(item, reading)]
    judges["attribution"] = fit_choices("attribution", spoken, strength=STRENGTH["attribution"])
    return judges | _fit_roles(_as_when_running(held, extractor))


def fit_days(held: Sequence[tuple[Annotated, Reading]]) -> Judge:
    """The judge that chooses the days of a deed, taught with the days before it as given and as guessed."""
    strength = STRENGTH["when"]
    halves = [_half(item) for item, _ in held]
    given = [list(day_examples(item, reading)) for item, reading in held]
    guessing = [
        fit_choices(
            "when",
            _joined(g for g, half in zip(given, halves, strict=True) if half != wanted),
            strength=strength,
        )
        for wanted in (0, 1)
    ]
    guessed = [
        list(day_examples(item, reading, guessing[half]))
        for (item, reading), half in zip(held, halves, strict=True)
    ]
    return fit_choices("when", _joined([*given, *guessed]), strength=strength)


def _joined(found: Iterable[list[Choices]]) -> list[Choices]:
    return [choices for of_report in found for choices in of_report]


def _half(item: Annotated) -> int:
    return crc32(item.cluster.encode() + b"half") % 2


def _as_when_running(
    held: Sequence[tuple[Annotated, Reading]], extractor: Extractor
) -> list[dict[str, list[Choices]]]:
    """Role examples whose earlier claims were chosen by judges of the other half of the reports."""
    halves = [_half(item) for item, _ in held]
    first = [role_examples(item, reading, extractor) for item, reading in held]
    guessing = [
        _fit_roles([found for found, half in zip(first, halves, strict=True) if half != wanted])
        for wanted in (0, 1)
    ]
    return [
        role_examples(item, reading, extractor, guessing[half])
        for (item, reading), half in zip(held, halves, strict=True)
    ]


def _fit_roles(found: Sequence[dict[str, list[Choices]]]) -> dict[str, Judge]:
    return {
        role: fit_choices(
            role, [choices for of_report in found for choices in of_report[role]], strength=STRENGTH[role]
        )
        for role in ROLES
    }


def main() -> None:
    """Trains on everything and writes the file."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", nargs="+", type=Path)
    default = Path(__file__).parents[1] / "src/contested/data/languages/en/judges.npz"
    parser.add_argument("--out", type=Path, default=default)
    parser.add_argument("--only-days", action="store_true", help="fit the days anew, keep the other judges")
    options = parser.parse_args()
    extractor = Extractor.load(gazetteer=Gazetteer.open(), rules_only=True)
    annotated = [item for folder in options.corpus for item in load_annotated(folder)]
    held = reread(parse(annotated, extractor), [True] * len(annotated), extractor)
    if options.only_days:
        judges = dict(load_judges() or {}) | {"when": fit_days(held)}
    else:
        judges = fit_all(held, extractor)
    np.savez_compressed(options.out, **packed(judges.values()))
    print(options.out, options.out.stat().st_size, {name: len(judge.rows) for name, judge in judges.items()})


if __name__ == "__main__":
    main()
