"""`contested copies`, on our own example reports: one of them is a copy of another."""

from pathlib import Path

import pytest

from conftest import Contested

HOMS = Path(__file__).parents[3] / "src" / "contested" / "data" / "examples" / "homs-2016"


def test_the_copy_among_the_examples_is_found_with_its_origin(contested: Contested):
    (group,) = contested("copies", HOMS, "--theatre", "syria", "--json").json

    assert group["origin"]["document"] == "h01-northline-al-qaryatain"
    assert [one["document"] for one in group["copies"]] == ["h04-lantern-copy"]


def test_a_word_that_takes_sides_is_marked_with_the_line_that_says_so(contested: Contested):
    (group,) = contested("copies", HOMS, "--json").json
    edits = group["copies"][0]["edits"]
    seized = [one for one in edits if one["after"] and one["after"]["text"] == "seized"]

    assert [mark["reason"] for mark in seized[0]["framing"]] == ["en/framing.toml#seize"]


def test_a_quote_of_an_edit_is_what_the_report_says_there(contested: Contested):
    (group,) = contested("copies", HOMS, "--json").json
    origin = (HOMS / "h01-northline-al-qaryatain.txt").read_text(encoding="utf-8")

    for edit in group["copies"][0]["edits"]:
        if edit["before"]:
            assert origin[edit["before"]["start"] : edit["before"]["end"]] == edit["before"]["text"]


def test_the_terminal_shows_one_origin_and_what_was_changed(contested: Contested):
    run = contested("copies", HOMS)

    assert run.code == 0
    assert "2 reports, 1 origin" in run.out
    assert "captured -> seized  takes sides: seized" in run.out


def test_reports_without_copies_give_an_empty_list(contested: Contested, tmp_path: Path):
    (tmp_path / "one.txt").write_text("The army took Homs on Sunday, and nobody else wrote of it at all.")

    assert contested("copies", tmp_path, "--json").json == []


def test_a_store_stands_alone(contested: Contested, tmp_path: Path):
    store = tmp_path / "war.db"
    store.write_bytes(b"SQLite format 3\0")
    run = contested("copies", store, tmp_path)

    assert run.code != 0
    assert "a store stands alone" in run.err


def test_a_store_takes_no_options_for_reading(contested: Contested, tmp_path: Path):
    store, manifest = tmp_path / "war.db", tmp_path / "manifest.csv"
    store.write_bytes(b"SQLite format 3\0")
    manifest.write_text("file,outlet\nwar.db,X\n")
    run = contested(
        "copies", store, "--published", "2016-04-05", "--manifest", manifest, "--theatre", "syria"
    )

    assert run.code == 2
    assert f"{store}: --manifest, --published and --theatre mean nothing for a store" in run.err
    assert "contested read" in run.err


@pytest.mark.parametrize("words", ["nothing-here", "war.db"])
def test_a_path_that_is_not_there_is_refused(contested: Contested, tmp_path: Path, words: str):
    assert contested("copies", tmp_path / words).code != 0
