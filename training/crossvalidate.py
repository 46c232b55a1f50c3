"""
Scores the extractor on annotated reports, its judges trained without the report's cluster.

    python training/crossvalidate.py CORPUS [CORPUS ...] [--folds 5] [--per type]

CORPUS is a folder with docs.jsonl and gold.jsonl, or src/contested/data/examples.
"""

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1] / "eval"))

import score_claims
from examples import Annotated, load_annotated, parse, theatre_of
from networks import EPOCHS, Networks
from unseen import folds_of, unseen

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
    parser.add_argument("--no-network", action="store_true", help="judges alone")
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--networks", type=Path, help="keep the networks of the folds here, use those kept")
    parser.add_argument("--dump", type=Path, help="write the predicted claims here")
    options = parser.parse_args()
    gazetteer = Gazetteer.open()
    extractor = Extractor.load(gazetteer=gazetteer, rules_only=True)
    parsed = parse([item for folder in options.corpus for item in load_annotated(folder)], extractor)
    resolvers: dict[str, Resolver] = {}
    predicted = []
    fold_of = folds_of(parsed, options.folds, by_conflict=options.by_conflict)
    networks = None if options.no_network else Networks(options.epochs, options.networks)
    for _, unread, judges in unseen(parsed, fold_of, extractor, networks):
        for item, reading in unread:
            theatre = theatre_of(item.report)
            resolver = resolvers.setdefault(theatre.id, Resolver(theatre, gazetteer))
            claims = make_claims(reading, language=extractor.language, judges=judges)
            predicted += [claim_record(claim) for claim in resolver.resolve(claims, page=reading.page)]
    for corpus in options.corpus:
        if items := [item for item, *_ in parsed if item.corpus == corpus.name and not item.silver]:
            _report(items, predicted, corpus.name, options.per)
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
