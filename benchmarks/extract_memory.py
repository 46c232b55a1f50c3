"""
Memory of one process that extracts from very many reports, each unlike the others.

    python benchmarks/extract_memory.py eval/open/docs.jsonl [--reports 20000] [--words 60] [--no-network]

Reports are made from the file's sentences: a seeded draw of some, their names of places and people respelled
anew for each report, so that nothing that is remembered is met twice. Prints resident memory as it goes, and
at the end what the second half added.
"""

import argparse
import dataclasses
import json
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from contested.extract import Extractor
from contested.knowledge.gazetteer import Gazetteer
from contested.knowledge.theatre import load_theatre
from contested.model.report import Report
from contested.model.text import DocumentId
from contested.segment import segment

_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}")
_STEPS = 20


def main() -> None:
    """Prints resident memory over the reports."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("docs", type=Path)
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--words", type=int, default=60, help="of each report, about")
    parser.add_argument("--no-network", action="store_true", help="leave the context network out: faster")
    options = parser.parse_args()
    texts = [
        json.loads(line)["text"] for line in options.docs.read_text("utf-8").splitlines() if line.strip()
    ]
    sentences = [s for text in texts for s in re.split(r"(?<=[.!?])\s+", text) if len(s.split()) > 4]
    extractor = Extractor.load(gazetteer=Gazetteer.open())
    if options.no_network:
        extractor = dataclasses.replace(extractor, network=None)
    war = load_theatre("generic")
    pages = ((segment(r), war) for r in varied(sentences, options.reports, options.words))
    held: list[float] = []
    for number, _ in enumerate(extractor.extract(pages), start=1):
        if number % max(1, options.reports // _STEPS) == 0:
            held.append(resident())
            print(f"{number:6d} reports: {held[-1]:.0f} MB", flush=True)
    middle = held[len(held) // 2]
    print(f"from the middle to the end: {held[-1] - middle:+.0f} MB ({held[-1] / middle - 1:+.1%})")


def varied(sentences: Sequence[str], count: int, words: int) -> Iterator[Report]:
    """Reports that share no name."""
    draw = random.Random(5)
    for number in range(count):
        chosen: list[str] = []
        while sum(len(s.split()) for s in chosen) < words:
            chosen.append(draw.choice(sentences))
        text = _NAME.sub(lambda match: respelled(match.group(), draw), " ".join(chosen))
        yield Report(id=DocumentId(f"r{number}"), text=text)


def respelled(name: str, draw: random.Random) -> str:
    """The name as it is, or, one time in three, with two letters exchanged for others."""
    if draw.random() > 1 / 3:
        return name
    letters = list(name)
    for at in draw.sample(range(1, len(letters)), 2):
        letters[at] = draw.choice("abdegiklmnorstuz")
    return "".join(letters)


def resident() -> float:
    """Megabytes of the process in memory now."""
    line = next(li for li in Path("/proc/self/status").read_text().splitlines() if li.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
