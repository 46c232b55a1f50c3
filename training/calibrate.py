"""
Fits how sure a claim is, on claims of reports that the judges have not seen, and says how well it fits.

    python training/calibrate.py CORPUS [CORPUS ...] [--folds 5] [--signals FILE] [--by-conflict]

CORPUS is a folder with docs.jsonl and gold.jsonl, or src/contested/data/examples. A claim is right where
the scorer grants its frame: event, actor's side and place. Writes data/languages/en/confidence.toml. Judges
that are trained anew need it anew: their choices may be surer or less sure. `--signals` keeps what the judges
said, so that a second run need not train them again. With `--by-conflict` whole wars are left out and nothing
is written.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "eval"))

import score_claims
from examples import Annotated, load_annotated, parse, theatre_of
from networks import EPOCHS, Networks
from unseen import folds_of, unseen

from contested.extract import Extractor
from contested.extract.assembly import Made, assemble, signals_for
from contested.extract.judge import Judge
from contested.extract.reading import Reading
from contested.knowledge.calibration import judges_checksum
from contested.knowledge.gazetteer import Gazetteer
from contested.resolve import Resolver
from contested.show.exchange import claim_record

DATA = Path(__file__).parents[1] / "src/contested/data/languages/en"
BINS = 10
# L2 strength of all weights but the bias; 1 to 30 gave the same error within .002, 2026-11.
STRENGTH = 5.0


@dataclass(frozen=True, slots=True)
class Row:
    """A claim with what spoke for it, and whether its frame is right."""

    maker: str
    fold: str
    conflict: str
    signals: dict[str, float]
    right: bool


def rows_of(
    items: Sequence[tuple[Annotated, Reading]],
    extractor: Extractor,
    judges: dict[str, Judge] | None,
    fold: str,
) -> Iterator[Row]:
    """The claims of reports with their signals and the scorer's word on them."""
    resolvers: dict[str, Resolver] = {}
    for item, reading in items:
        theatre = theatre_of(item.report)
        resolver = resolvers.setdefault(theatre.id, Resolver(theatre, Gazetteer.open()))
        made = list(assemble(reading, language=extractor.language, judges=judges))
        signals = {claim.id: _signals(one, claim.event) for one in made for claim in one.claims}
        claims = tuple(claim for one in made for claim in one.claims)
        records = [claim_record(claim) for claim in resolver.resolve(claims, page=reading.page)]
        groups = score_claims.folded_claims(records)
        brief = [group for group in groups if score_claims.short(group[0], item.report.text)]
        right = {
            at: levels[1]
            for _, at, slots in score_claims.pair(item.claims, brief)
            if (levels := score_claims.levels(slots))
        }
        for at, group in enumerate(brief):
            for record in group:
                yield Row(
                    "judges" if judges else "rules",
                    fold,
                    item.report.conflict or "generic",
                    signals[record["id"]],
                    bool(right.get(at, False)),
                )


def _signals(made: Made, event: str) -> dict[str, float]:
    return dict(signals_for(event, made.detected, made.roles))


def collect(corpora: Sequence[Path], *, folds: int, by_conflict: bool, networks: Networks) -> list[Row]:
    """The rows of all reports: by judges that were trained without the report's fold, and by rules alone."""
    extractor = Extractor.load(gazetteer=Gazetteer.open(), rules_only=True)
    parsed = parse([item for folder in corpora for item in load_annotated(folder)], extractor)
    fold_of = folds_of(parsed, folds, by_conflict=by_conflict)
    rows: list[Row] = []
    for fold, unread, judges in unseen(parsed, fold_of, extractor, networks):
        rows += rows_of(unread, extractor, judges, fold)
        alone = [(item, replace(reading, context=None)) for item, reading in unread]
        rows += rows_of(alone, extractor, None, fold)
        print(f"fold {fold}: {len(unread)} reports", file=sys.stderr, flush=True)
    return rows


def fit(rows: Sequence[Row]) -> dict[str, float]:
    """Weights of a logistic regression over the signals."""
    names = sorted({name for row in rows for name in row.signals})
    matrix = np.array([[row.signals.get(name, 0.0) for name in names] for row in rows])
    right = np.array([row.right for row in rows], dtype=float)
    held_back = np.array([name != "bias" for name in names]) * STRENGTH

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ weights
        shares = 1 / (1 + np.exp(-scores))
        cost = np.logaddexp(0, scores).sum() - right @ scores + 0.5 * (held_back * weights**2).sum()
        return float(cost), matrix.T @ (shares - right) + held_back * weights

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B")
    return {name: round(float(weight), 4) for name, weight in zip(names, best.x, strict=True)}


def calibrated(rows: Sequence[Row]) -> np.ndarray:
    """The probability of each row by weights that were fitted without its fold."""
    found = np.zeros(len(rows))
    for fold in sorted({row.fold for row in rows}):
        weights = fit([row for row in rows if row.fold != fold])
        for at, row in enumerate(rows):
            if row.fold == fold:
                score = sum(weights.get(name, 0.0) * value for name, value in row.signals.items())
                found[at] = 1 / (1 + np.exp(-score))
    return found


def uncalibrated(rows: Sequence[Row], *names: str) -> np.ndarray:
    """The product of the shares behind some signals."""
    return np.array([np.prod([1 / (1 + np.exp(-row.signals[name])) for name in names]) for row in rows])


def bins(shown: np.ndarray, right: np.ndarray) -> list[tuple[int, float, float]]:
    """For each tenth of the scale that has claims: how many, mean confidence, share that is right."""
    at = np.minimum((shown * BINS).astype(int), BINS - 1)
    return [
        (int((at == b).sum()), float(shown[at == b].mean()), float(right[at == b].mean()))
        for b in range(BINS)
        if (at == b).any()
    ]


def expected_error(shown: np.ndarray, right: np.ndarray) -> float:
    """Expected calibration error: how far confidence and share right lie apart, by tenths of the scale."""
    return sum(number * abs(mean - share) for number, mean, share in bins(shown, right)) / len(shown)


def ranking(shown: np.ndarray, right: np.ndarray) -> float:
    """How often a right claim is surer than a wrong one (area under the ROC curve)."""
    _, at, counts = np.unique(shown, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[at]
    good = right.sum()
    return float((ranks[right].sum() - good * (good + 1) / 2) / (good * (len(right) - good)))


def report(rows: Sequence[Row]) -> None:
    """Prints how well each way of saying how sure a claim is agrees with how often it is right."""
    for maker in ("judges", "rules"):
        of_maker = [row for row in rows if row.maker == maker]
        right = np.array([row.right for row in of_maker])
        ways = {
            "detection alone": uncalibrated(of_maker, "trigger"),
            "product of shares": uncalibrated(of_maker, "trigger", "actor", "place"),
            "calibrated": calibrated(of_maker),
        }
        print(f"{maker}: {len(of_maker)} claims, {right.mean():.3f} right")
        for name, shown in ways.items():
            brier = ((shown - right) ** 2).mean()
            print(
                f"  {name:18s} ECE {expected_error(shown, right):.3f}  Brier {brier:.3f}"
                f"  ranking {ranking(shown, right):.3f}"
            )
        for name in ("detection alone", "calibrated"):
            print(f"  {name}: claims, mean confidence, share right")
            for number, mean, share in bins(ways[name], right):
                print(f"    {number:5d}  {mean:.2f}  {share:.2f}")
        by_conflict = defaultdict(list)
        for at, row in enumerate(of_maker):
            by_conflict[row.conflict].append(at)
        for conflict, at in sorted(by_conflict.items()):
            error = expected_error(ways["calibrated"][at], right[at])
            mean, share = ways["calibrated"][at].mean(), right[at].mean()
            print(f"    {conflict:12s} {len(at):5d}  mean {mean:.2f}  right {share:.2f}  ECE {error:.3f}")


def write(out: Path, rows: Sequence[Row], corpora: Sequence[Path], folds: int) -> None:
    """Writes the weights, fitted on all rows, with where they come from."""
    count = sum(row.maker == "judges" for row in rows)
    named = ", ".join(folder.name for folder in corpora)
    origin = f"{count} claims of {named} by judges that had not seen them, {folds} folds"
    lines = [
        "# How sure a claim is: weights of a logistic regression over the log-odds of the judges' shares.",
        "# Written by training/calibrate.py; do not edit. See docs/explanation/confidence.md",
        f'source = "training/calibrate.py: {origin}"',
        f'sha256_of_judges = "{judges_checksum(DATA)}"',
    ]
    for maker in ("judges", "rules"):
        lines += ["", f"[{maker}]"]
        weights = fit([row for row in rows if row.maker == maker])
        lines += [f"{json.dumps(name)} = {weight}" for name, weight in weights.items()]
    out.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(out)


def main() -> None:
    """Collects, reports, writes."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--by-conflict", action="store_true", help="leave out whole wars; write nothing")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--networks", type=Path, help="keep the networks of the folds here, use those kept")
    parser.add_argument("--signals", type=Path, help="keep the claims' signals here; use them if there")
    parser.add_argument("--out", type=Path, default=DATA / "confidence.toml")
    options = parser.parse_args()
    if options.signals and options.signals.exists():
        rows = [Row(**json.loads(line)) for line in options.signals.read_text().splitlines()]
    else:
        networks = Networks(options.epochs, options.networks)
        rows = collect(
            options.corpus, folds=options.folds, by_conflict=options.by_conflict, networks=networks
        )
    if options.signals:
        options.signals.write_text("".join(json.dumps(asdict(row)) + "\n" for row in rows))
    report(rows)
    if not options.by_conflict:
        write(options.out, rows, options.corpus, options.folds)


if __name__ == "__main__":
    main()
