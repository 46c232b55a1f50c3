"""The silver annotation belongs to the texts that the collections hold, and follows the guide."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from annotations import EVENTS, MODALITIES, ROOT, sixes, spans_of

sys.path.insert(0, str(ROOT / "training"))

import silver

RECORD = {
    "id", "collection", "key", "pieces", "sha256", "silver", "cluster", "conflict", "camp", "outlet",
    "published", "claims",
}  # fmt: skip
CLAIM = {
    "type", "trigger", "actor", "target", "place", "when", "modality", "attribution", "count",
}  # fmt: skip
NUMBERS = {"pieces", "claims"}


def _claims() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in silver.annotations():
        yield from ((one["id"], claim) for claim in one["claims"])


def test_every_report_stands_once_and_holds_no_text() -> None:
    known = silver.annotations()

    assert len({one["id"] for one in known}) == len(known) > 500
    assert {key for one in known for key in one} == RECORD
    assert {key for _, claim in _claims() for key in claim} == CLAIM
    assert all(len(str(value)) < 80 for one in known for key, value in one.items() if key not in NUMBERS)


def test_every_claim_is_of_a_known_type_and_put_in_a_known_way() -> None:
    for report, claim in _claims():
        assert claim["type"] in EVENTS, report
        assert claim["modality"] in MODALITIES, report


def test_spans_lie_in_the_texts_of_the_collections(shared: Path) -> None:
    found = silver.texts(shared / "eval" / "data")

    for one in silver.annotations():
        text = silver.assembled(one, found)["text"]
        for claim in one["claims"]:
            assert all(text[begin:end].strip() for begin, end in spans_of(claim)), one["id"]


def test_no_silver_report_is_a_gold_report(shared: Path) -> None:
    found = silver.texts(shared / "eval" / "data")
    gold = [
        json.loads(line) for line in (shared / "eval/data/claims/docs.jsonl").read_text("utf-8").splitlines()
    ]
    known = {words for report in gold for words in sixes(report["text"])}

    for one in silver.annotations():
        mine = sixes(silver.assembled(one, found)["text"])
        assert len(mine & known) <= 0.05 * len(mine), one["id"]


def test_another_text_than_was_annotated_is_refused() -> None:
    one = silver.annotations()[0]
    other = {(one["collection"], one["key"]): silver.Published("x" * 10_000)}

    with pytest.raises(ValueError, match="another text"):
        silver.assembled(one, other)
