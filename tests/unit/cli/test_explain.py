"""`contested explain CLAIM`: what a person reads, and what a program does."""

import json
from pathlib import Path

import pytest

from conftest import PALMYRA_RECAPTURED, Contested


@pytest.fixture
def store(contested: Contested, tmp_path: Path) -> Path:
    reports, path = tmp_path / "reports.jsonl", tmp_path / "war.db"
    reports.write_text(json.dumps(PALMYRA_RECAPTURED) + "\n")
    assert contested("read", reports, "--into", path).code == 0
    return path


@pytest.fixture
def claim(contested: Contested, store: Path) -> str:
    (record,) = contested("export", store, "--format", "jsonl").lines
    assert record["type"] == "capture"
    return str(record["id"])


def test_the_sentence_is_shown_with_its_parts_marked(
    contested: Contested, store: Path, claim: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    out = contested("explain", store, claim).out

    assert (
        "The Syrian Army [who] recaptured [what] Palmyra [where] from ISIS [whom] on Sunday [when], "
        "state television [says who] said."
    ) in out


def test_each_question_has_an_answer_with_what_decided_it(
    contested: Contested, store: Path, claim: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    out = contested("explain", store, claim).out

    for question in ("what", "who", "whom", "where", "when", "how put", "says who", "how sure"):
        assert any(line.startswith(question) for line in out.splitlines()), question
    assert "languages/en/events/capture.toml:" in out
    assert "recaptured -nsubj-> Army" in out
    assert "runner-up" in out


@pytest.mark.parametrize("columns", ["60", "100"])
def test_no_line_is_wider_than_the_terminal(
    contested: Contested, store: Path, claim: str, columns: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    out = contested("explain", store, claim).out

    assert max(len(line) for line in out.splitlines()) <= int(columns)


def test_a_program_gets_every_decision_with_lines_weights_and_rivals(
    contested: Contested, store: Path, claim: str
) -> None:
    found = contested("explain", store, claim, "--json").json
    decisions = {decision["asks"]: decision for decision in found["reasons"]["decisions"]}

    assert found["reasons"]["claim"] == claim
    assert found["reasons"]["note"] is None
    assert decisions["event"]["lines"][0]["word"] == "recapture"
    assert decisions["actor"]["side"] == "gov"
    assert {"says", "weight", "features"} == set(decisions["actor"]["reasons"][0])
    assert [meaning["asks"] for meaning in found["meanings"]] == ["actor", "target", "place", "time"]


def test_a_cell_is_explained_without_reading_its_reports_again(contested: Contested, store: Path) -> None:
    (cell, *_) = contested("picture", store, "--json").json["cells"]

    assert contested("explain", store, cell["id"], "--json").json["reasons"] is None
