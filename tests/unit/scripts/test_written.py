"""The written reports are annotated as the guide has it, and none of them repeats a scored report."""

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from annotations import EVENTS, MODALITIES, ROOT, sixes, spans_of

from contested.knowledge.theatre import load_theatre, theatre_names

FOLDER = ROOT / "training/written"
ANY_WAR = {"government", "rebels", "jihadists", "foreign"}
ANY_SIDE = {"civilians", "un", "unknown"}
DAY = r"\d{4}(-\d\d(-\d\d)?)?"
WHEN = re.compile(rf"{DAY}|{DAY}/(\.\.|{DAY})|\.\./{DAY}")


def _records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


DOCS = {doc["id"]: doc for doc in _records(FOLDER / "docs.jsonl")}
GOLD = {gold["id"]: gold for gold in _records(FOLDER / "gold.jsonl")}


def _claims() -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for name, gold in GOLD.items():
        yield from ((DOCS[name], claim) for claim in gold["claims"])


def test_every_report_is_annotated_and_marked_as_learned_from_only() -> None:
    assert list(DOCS) == list(GOLD)
    assert len(DOCS) > 300
    assert all(doc["silver"] == 2 for doc in DOCS.values())


def test_spans_are_words_of_the_text_without_white_space_around() -> None:
    for doc, claim in _claims():
        for begin, end in spans_of(claim):
            words = doc["text"][begin:end]
            assert words.strip(), (doc["id"], claim)
            assert words == words.strip(), (doc["id"], claim)


def test_a_trigger_is_one_to_four_words_of_headline_or_body() -> None:
    for doc, claim in _claims():
        begin, end = claim["trigger"]
        outside = [s for s in GOLD[doc["id"]]["segments"] if s["kind"] != "headline"]
        assert len(doc["text"][begin:end].split()) <= 4, (doc["id"], claim)
        assert not any(s["start"] < end and begin < s["end"] for s in outside), (doc["id"], claim)


def test_types_sides_modalities_and_days_are_those_of_the_guide() -> None:
    sides = {name: {str(side.id) for side in load_theatre(name).sides} for name in theatre_names()}
    sides["iraq"] |= sides["syria"]  # reports on Iraq also tell of the war across the border
    for doc, claim in _claims():
        known = (sides.get(doc["conflict"]) or ANY_WAR) | ANY_SIDE
        assert claim["type"] in EVENTS, doc["id"]
        assert claim["modality"] in MODALITIES, doc["id"]
        assert claim["when"] is None or WHEN.fullmatch(claim["when"]), (doc["id"], claim["when"])
        assert {party["side"] for role in ("actor", "target") if (party := claim[role])} <= known, doc["id"]


def test_segments_lie_in_order_and_do_not_overlap() -> None:
    for name, gold in GOLD.items():
        assert all(one["end"] <= other["start"] for one, other in pairwise(gold["segments"])), name


@pytest.mark.parametrize("scored", ["open", "development"])
def test_no_written_report_repeats_a_scored_one(scored: str, request: pytest.FixtureRequest) -> None:
    folder = (
        ROOT / "eval/open" if scored == "open" else request.getfixturevalue("shared") / "eval/data/claims"
    )
    known = {words for doc in _records(folder / "docs.jsonl") for words in sixes(doc["text"])}

    for name, doc in DOCS.items():
        mine = sixes(doc["text"])
        assert len(mine & known) <= 0.03 * len(mine), name
