"""
Scores the extractor on annotated reports, its judges trained without the report's cluster.

    python training/crossvalidate.py CORPUS [CORPUS ...] [--folds 5] [--per type]

CORPUS is a folder with docs.jsonl and gold.jsonl, or src/contested/data/examples.
"""

import argparse
import json
import sys
from pathlib import Path
from zlib import crc32

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "eval"))

import score_claims
from examples import Annotated, load_annotated, readings, theatre_of
from train_judges import fit_all

from contested.extract import Extractor
from contested.extract.assembly import make_claims
from contested.knowledge.gazetteer import Gazetteer
from contested.resolve import Resolver
from contested.show.exchange import claim_record


def main() -> None:
    """Prints the scores."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--per", choices=("conflict", "camp", "type", "outlet"))
    parser.add_argument("--by-conflict", action="store_true", help="leave out whole wars instead of clusters")
    parser.add_argument("--dump", type=Path, help="write the predicted claims here")
    options = parser.parse_args()
    gazetteer = Gazetteer.open()
    extractor = Extractor.load(gazetteer=gazetteer, rules_only=True)
    held = list(readings([item for folder in options.corpus for item in load_annotated(folder)], extractor))
    resolvers = {}
    predicted = []
    keys = [item.report.conflict if options.by_conflict else item.cluster for item, _ in held]
    folds = sorted(set(keys)) if options.by_conflict else range(options.folds)
    fold_of = [key if options.by_conflict else crc32(str(key).encode()) % options.folds for key in keys]
    for fold in folds:
        judges = fit_all([pair for pair, f in zip(held, fold_of, strict=True) if f != fold], extractor)
        for (item, reading), f in zip(held, fold_of, strict=True):
            if f != fold:
                continue
            theatre = theatre_of(item.report)
            resolver = resolvers.setdefault(theatre.id, Resolver(theatre, gazetteer))
            claims = make_claims(reading, language=extractor.language, judges=judges)
            predicted += [claim_record(claim) for claim in resolver.resolve(claims, page=reading.page)]
    for corpus in options.corpus:
        _report([item for item, _ in held if item.corpus == corpus.name], predicted, corpus.name, options.per)
    if options.dump:
        options.dump.write_text("".join(json.dumps(record) + "\n" for record in predicted))


def _report(items: list[Annotated], predicted: list[dict], corpus: str, per: str | None) -> None:
    docs = [
        {
            "id": item.report.id,
            "text": item.report.text,
            "conflict": item.report.conflict,
            "camp": item.report.camp,
        }
        for item in items
    ]
    gold = [{"id": item.report.id, "claims": item.claims} for item in items]
    ids = {item.report.id for item in items}
    scores = score_claims.score(docs, gold, [p for p in predicted if p["document"] in ids], per)
    for key, v in scores.items():
        print(f"{corpus} {key}: {v['gold']} gold claims, {v['predicted']} predicted")
        print("  " + "  ".join(f"{level} F1 {v[level]['f1']:.3f}" for level in ("detect", "frame", "full")))
        print("  slots " + "  ".join(f"{slot} {share:.3f}" for slot, share in v["slots"].items()))


if __name__ == "__main__":
    main()
