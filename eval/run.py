"""
Scores the installed program on annotated corpora and compares it with the pinned floors.

    python eval/run.py [--pin] [--allow-regression]

Corpora: `open` (eval/open) and `examples` always; `development` where the sibling folder `shared` is there.
The shipped judges were trained on these corpora: the figures show that nothing broke, not how well the
program reads what it has never seen. For that see `training/crossvalidate.py`, whose figures stand under
"crossvalidated" in `floors.json`.
"""

import argparse
import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import floors as kept  # beside this script
import score_claims

from contested.extract import Extractor
from contested.knowledge.gazetteer import Gazetteer
from contested.knowledge.theatre import load_theatre, theatre_names
from contested.model.report import Report
from contested.model.text import DocumentId
from contested.read import read
from contested.resolve import Resolver
from contested.segment import segment
from contested.show.exchange import claim_record

HERE = Path(__file__).parent
EXAMPLES = HERE.parent / "src" / "contested" / "data" / "examples"
LEVELS = ("detect", "frame", "full")


def predict(reports: Iterable[Report]) -> Iterator[dict[str, Any]]:
    """The claims of reports in the exchange format; the theatre is the one that the record names."""
    gazetteer = Gazetteer.open()
    extractor = Extractor.load(gazetteer=gazetteer)
    resolvers: dict[str, Resolver] = {}

    def theatre(report: Report) -> Any:
        return load_theatre(report.conflict if report.conflict in theatre_names() else "generic")

    pages = ((segment(report), theatre(report)) for report in reports)
    for page, extraction in extractor.extract(pages):
        if extraction.failure:
            raise SystemExit(f"{page.report.id}: {extraction.failure}")
        war = theatre(page.report)
        resolver = resolvers.setdefault(war.id, Resolver(war, gazetteer))
        yield from (claim_record(claim) for claim in resolver.resolve(extraction.claims, page=page))


def jsonl_corpus(folder: Path) -> tuple[list[Report], list[Any], list[Any]]:
    """Reports, scorer documents and gold of a folder with docs.jsonl and gold.jsonl."""
    docs = score_claims.read(folder / "docs.jsonl")
    reports = [
        Report(
            id=DocumentId(doc["id"]),
            text=doc["text"],
            title=doc.get("title"),
            outlet=doc.get("outlet"),
            camp=doc.get("camp"),
            published=date.fromisoformat(doc["published"]) if doc.get("published") else None,
            conflict=doc.get("conflict"),
        )
        for doc in docs
    ]
    return reports, docs, score_claims.read(folder / "gold.jsonl")


def examples_corpus() -> tuple[list[Report], list[Any], list[Any]]:
    """The packaged example reports, read as a user reads them."""
    reports: list[Report] = []
    gold: list[Any] = []
    for folder in sorted(path for path in EXAMPLES.iterdir() if path.is_dir()):
        reports += [report for report in read([folder]) if isinstance(report, Report)]
        gold += score_claims.read(EXAMPLES / f"{folder.name}.gold.jsonl")
    docs = [{"id": r.id, "text": r.text, "conflict": r.conflict, "camp": r.camp} for r in reports]
    return reports, docs, gold


def checksum(docs: list[Any], gold: list[Any]) -> str:
    """What the figures were measured on."""
    text = json.dumps([[doc["id"], doc["text"]] for doc in docs] + gold, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def corpora() -> dict[str, tuple[list[Report], list[Any], list[Any]]]:
    """All corpora within reach, by name."""
    found = {"open": jsonl_corpus(HERE / "open"), "examples": examples_corpus()}
    shared = HERE.parents[1] / "shared" / "eval" / "data" / "claims"
    if shared.is_dir():
        found["development"] = jsonl_corpus(shared)
    return found


def measure(name: str, corpus: tuple[list[Report], list[Any], list[Any]]) -> dict[str, Any]:
    """F1 at three levels and the accuracy of each slot."""
    reports, docs, gold = corpus
    predicted = list(predict(reports))
    whole = score_claims.score(docs, gold, predicted)["all"]
    print(f"{name}: {whole['gold']} gold claims, {whole['predicted']} predicted")
    print("  " + "  ".join(f"{level} F1 {whole[level]['f1']:.3f}" for level in LEVELS))
    print("  slots " + "  ".join(f"{slot} {share:.3f}" for slot, share in whole["slots"].items()))
    for per in ("conflict", "type"):
        for key, value in score_claims.score(docs, gold, predicted, per).items():
            figures = "  ".join(f"{value[level]['f1']:.3f}" for level in LEVELS)
            print(f"    {key:12s} {value['gold']:5d}  {figures}")
    return {"checksum": checksum(docs, gold)} | {level: whole[level]["f1"] for level in LEVELS}


def main() -> int:
    """Prints the figures; 1 where one fell below its floor."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    kept.add_options(parser)
    options = parser.parse_args()
    pinned = json.loads(kept.FLOORS.read_text())
    reached = {name: measure(name, corpus) for name, corpus in corpora().items()}
    low = list(below(reached, pinned["floors"]))
    for line in low:
        print("BELOW THE FLOOR", line)
    if options.pin and (options.allow_regression or not low):
        pinned["floors"] |= reached
        kept.FLOORS.write_text(json.dumps(pinned, indent=1) + "\n")
        return 0
    return 1 if low else 0


def below(reached: dict[str, Any], floors: dict[str, Any]) -> Iterator[str]:
    """Each figure under its floor; figures of another edition of a corpus cannot be compared."""
    for name, figures in reached.items():
        floor = floors.get(name)
        if floor is None:
            continue
        if floor["checksum"] != figures["checksum"]:
            change = f"{floor['checksum']} -> {figures['checksum']}"
            yield f"{name}: the corpus changed ({change}): pin its floors anew"
            continue
        for level in LEVELS:
            if figures[level] < floor[level] - kept.SLACK:
                yield f"{name} {level}: {figures[level]:.4f}, pinned {floor[level]:.4f}"


if __name__ == "__main__":
    raise SystemExit(main())
