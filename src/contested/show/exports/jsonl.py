"""Claims, one JSON object a line, in the interchange format."""

from typing import TextIO

from contested.show.exchange import claim_line, in_reading_order
from contested.show.exports.contract import ExportInput

NAME = "jsonl"
SUFFIX = ".jsonl"


def write(out: TextIO, content: ExportInput) -> None:
    """Write one line a claim, by document and place in its text."""
    for resolved in in_reading_order(content.claims):
        out.write(claim_line(resolved) + "\n")
