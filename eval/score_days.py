"""
Scores how day words are read: do the report's words give the day that annotators give a deed?

    python eval/score_days.py [--missing]

Which of these days a deed has is another matter, scored as slot `when` by `eval/run.py`. With `--missing`
every day out of reach is printed with its sentence.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import shares  # beside this script

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))
from day_examples import is_right

from contested.knowledge.day_mentions import find_day_mentions
from contested.knowledge.day_words import load_day_words
from contested.model.report import Report
from contested.segment import segment


class Dated(NamedTuple):
    """An annotated day, whether any words of the report give it, and the sentence of its deed."""

    document: str
    conflict: str
    when: str
    right: bool  # some words give the day
    sentence: str


def dated(reports: Sequence[Report], gold: Sequence[Any]) -> Iterator[Dated]:
    """Every annotated day."""
    claims = {one["id"]: one["claims"] for one in gold}
    words = load_day_words("en")
    for report in reports:
        page = segment(report)
        days = {mention.days for mention in find_day_mentions(page, words)}
        for claim in claims.get(report.id, ()):
            if claim.get("when"):
                at = claim["trigger"][0]
                span = next((s.span for s in page.sentences if s.span.start <= at < s.span.end), None)
                reached = any(is_right(one, claim["when"]) for one in days)
                text = report.text[span.start : span.end] if span else ""
                yield Dated(report.id, str(report.conflict), claim["when"], reached, " ".join(text.split()))


def main() -> int:
    """Prints the share within reach by corpus and conflict."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--missing", action="store_true", help="print each day out of reach")
    options = parser.parse_args()
    shares.score(dated, by=("conflict",), wrong=_missing if options.missing else None)
    return 0


def _missing(one: Dated) -> str:
    return f"{one.document} {one.when}: {one.sentence[:200]!r}"


if __name__ == "__main__":
    raise SystemExit(main())
