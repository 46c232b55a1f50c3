"""
Documents a second of the whole extraction against `nlp.pipe` of the full pipeline: same texts, same run.

    python benchmarks/extract_speed.py eval/open/docs.jsonl [MORE.jsonl[.gz] ...] [--rounds 3] [--reports N]

Each file is a set of its own: a JSON object a line with `text`. One process; the rounds of both take turns.
Prints for each set the share of words that are parsed, each round, and the median ratio with and without
the context network. The peer is the language pipeline as its package ships it, over every word; it finds no
claim. Both are given by the clock, as whoever waits for them counts, and in processor seconds, which a busy
machine disturbs least: the network runs in a thread beside the rest, which costs no time by the clock where a
second core is free, but all of its processor time. The peer's products are too small to gain by threads.
"""

import argparse
import dataclasses
import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from timing import Seconds, now, pair, parsing, spread, whole_pipeline

from contested.extract import Extractor
from contested.extract.parsing import unparsed
from contested.extract.reading import worth_reading
from contested.knowledge.gazetteer import Gazetteer
from contested.knowledge.theatre import Theatre, load_theatre, theatre_names
from contested.model.report import Report
from contested.model.text import DocumentId
from contested.segment import segment


def main() -> None:
    """Prints the ratios."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--reports", type=int, help="at most so many of each file, evenly spread")
    options = parser.parse_args()
    extractor = Extractor.load(gazetteer=Gazetteer.open())
    peer = whole_pipeline(extractor.nlp.path)
    ours = {"contested": extractor, "without network": dataclasses.replace(extractor, network=None)}
    for file in options.files:
        reports = list(read_reports(file, options.reports))
        print(f"{file.name}: {len(reports)} reports, {parsed_share(reports, extractor):.0%} of words parsed")
        compare(reports, ours, peer, rounds=options.rounds)


def read_reports(file: Path, most: int | None) -> Iterator[Report]:
    """The reports of a file, or so many of them, evenly spread."""
    raw = file.read_bytes()
    text = (gzip.decompress(raw) if file.suffix == ".gz" else raw).decode("utf-8")
    records = [json.loads(line) for line in text.split("\n") if line.strip()]
    for number, one in enumerate(records[:: max(1, len(records) // most) if most else 1][:most]):
        name = DocumentId(str(one.get("id", number)))
        yield Report(id=name, text=one["text"], camp=one.get("camp"), conflict=one.get("conflict"))


def parsed_share(reports: Sequence[Report], extractor: Extractor) -> float:
    """The share of words that stand in sentences which are parsed."""
    test = worth_reading(extractor.language)
    texts = [sentence.text for report in reports for sentence in unparsed(segment(report))]
    return sum(len(t.split()) for t in texts if test(t)) / sum(len(t.split()) for t in texts)


def compare(reports: Sequence[Report], ours: dict[str, Extractor], peer: Any, *, rounds: int) -> None:
    """Lets the extractors and the peer take turns, and prints how they compare."""
    wars = [load_theatre(r.conflict if r.conflict in theatre_names() else "generic") for r in reports]
    for extractor in ours.values():
        for war in wars:
            extractor.recogniser(war)  # made once a theatre, not once a report
    ratios: dict[str, list[Seconds]] = {name: [] for name in ours}
    for number in range(rounds):
        theirs = parsing(reports, peer)
        print(f"  round {number + 1}, documents/s by the clock (by processor time): ", end="")
        print(f"nlp.pipe {pair(len(reports) / theirs, '.1f')}", end="")
        for name, extractor in ours.items():
            taken, claims = extraction(extractor, reports, wars)
            ratios[name].append(theirs / taken)
            print(f"; {name} {pair(len(reports) / taken, '.1f')}, {claims} claims", end="", flush=True)
        print()
    for name, found in ratios.items():
        print(f"  {name}: {spread(found)}")


def extraction(
    extractor: Extractor, reports: Sequence[Report], wars: Sequence[Theatre]
) -> tuple[Seconds, int]:
    """Seconds of segmenting and extracting, and the number of claims."""
    began = now()
    pages = ((segment(report), war) for report, war in zip(reports, wars, strict=True))
    claims = sum(len(found.claims) for _, found in extractor.extract(pages))
    return now() - began, claims


if __name__ == "__main__":
    main()
