"""
Documents a second of who says what against `nlp.pipe` of the full pipeline: same texts, same run.

    python benchmarks/voices_speed.py FOLDER [--rounds 3]

FOLDER holds reports as `.txt` files. One process; the rounds of both take turns. `nlp.pipe` reads every word
with the language pipeline as its package ships it, and attributes nothing. `voices` segments each text and
lists its attributions; its first round meets every word for the first time, later ones remember words, as a
long run does. Starting Python and loading the models and the language's data are not counted. Both are
given by the clock and, in brackets, by processor time, which a busy machine disturbs least.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from timing import Seconds, now, pair, parsing, spread, whole_pipeline

from contested.extract import voices
from contested.extract.language_model import load_language_model
from contested.knowledge.lexicon import load_language
from contested.model.report import Report
from contested.model.text import DocumentId
from contested.segment import segment


def main() -> None:
    """Prints the rounds and the median ratio."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    reports = [
        Report(id=DocumentId(file.stem), text=file.read_text("utf-8"))
        for file in sorted(options.folder.glob("*.txt"))
    ]
    if not reports:
        parser.error(f"{options.folder}: no .txt files there; name a folder that holds some")
    peer = whole_pipeline(load_language_model().path)
    load_language()
    print(f"{len(reports)} reports, {sum(len(report.text.split()) for report in reports)} words")
    ratios: list[Seconds] = []
    for number in range(options.rounds):
        theirs = parsing(reports, peer)
        ours, found = attributing(reports)
        ratios.append(theirs / ours)
        print(f"round {number + 1}, documents/s by the clock (by processor time): ", end="")
        print(f"nlp.pipe {pair(len(reports) / theirs, '.1f')}; ", end="")
        print(f"voices {pair(len(reports) / ours, '.1f')}, {found} attributions")
    print(spread(ratios))


def attributing(reports: Sequence[Report]) -> tuple[Seconds, int]:
    """Seconds of segmenting and attributing, and the number of attributions."""
    began = now()
    found = sum(len(attributions) for _, attributions in voices(segment(report) for report in reports))
    return now() - began, found


if __name__ == "__main__":
    main()
