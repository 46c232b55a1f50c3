"""
Documents a second of the whole extraction against `nlp.pipe` of the full pipeline: same texts, same run.

    python benchmarks/extract_speed.py CORPUS/docs.jsonl [--rounds 3]

One process. Prints each round and the median ratio; the peer parses every word and finds no claim.
"""

import argparse
import json
import statistics
import time
from pathlib import Path

from contested.extract import Extractor
from contested.extract.language_model import load_language_model
from contested.knowledge.gazetteer import Gazetteer
from contested.knowledge.theatre import load_theatre, theatre_names
from contested.model.report import Report
from contested.model.text import DocumentId
from contested.segment import segment


def main() -> None:
    """Prints the ratios."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("docs", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    records = [json.loads(line) for line in options.docs.read_text("utf-8").splitlines() if line.strip()]
    reports = [
        Report(id=DocumentId(r["id"]), text=r["text"], camp=r.get("camp"), conflict=r.get("conflict"))
        for r in records
    ]
    extractor = Extractor.load(gazetteer=Gazetteer.open())
    nlp = load_language_model()
    wars = [load_theatre(r.conflict if r.conflict in theatre_names() else "generic") for r in reports]
    for war in wars:
        extractor.recogniser(war)  # made once a theatre, not once a report
    ratios = []
    for number in range(options.rounds):
        began = time.perf_counter()
        claims = sum(
            len(found.claims)
            for _, found in extractor.extract((segment(r), w) for r, w in zip(reports, wars, strict=True))
        )
        ours = time.perf_counter() - began
        began = time.perf_counter()
        for _ in nlp.pipe((report.text for report in reports), batch_size=16):
            pass
        peer = time.perf_counter() - began
        ratios.append(peer / ours)
        print(
            f"round {number + 1}: contested {len(reports) / ours:.1f} documents/s ({claims} claims), "
            f"nlp.pipe {len(reports) / peer:.1f}, ratio {peer / ours:.2f}"
        )
    print(f"median ratio {statistics.median(ratios):.2f} (range {min(ratios):.2f} to {max(ratios):.2f})")


if __name__ == "__main__":
    main()
