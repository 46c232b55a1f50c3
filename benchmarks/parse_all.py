"""
F1 with every sentence parsed, beside F1 with only those parsed that can hold a claim.

    python benchmarks/parse_all.py CORPUS [CORPUS ...]

CORPUS is a folder with docs.jsonl and gold.jsonl. The shipped judges may have learned from it: only the
difference of the two lines tells something.
"""

import argparse
import sys
from pathlib import Path
from unittest import mock

sys.path.insert(0, str(Path(__file__).parents[1] / "eval"))

import run  # eval/run.py
import score_claims

from contested.extract import extractor


def main() -> None:
    """Prints both lines for each corpus."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("corpus", nargs="+", type=Path)
    for folder in parser.parse_args().corpus:
        reports, docs, gold = run.jsonl_corpus(folder)
        some = list(run.predict(reports))
        with mock.patch.object(extractor, "worth_reading", return_value=lambda text: True):
            every = list(run.predict(reports))
        for name, predicted in (("what can hold a claim", some), ("everything", every)):
            found = score_claims.score(docs, gold, predicted)["all"]
            figures = "  ".join(f"{level} F1 {found[level]['f1']:.4f}" for level in run.LEVELS)
            print(f"{folder.name}, parsed {name}: {found['predicted']} claims  {figures}")


if __name__ == "__main__":
    main()
