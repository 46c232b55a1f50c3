"""Whoever changes a theatre after reading is told that older readings do not know of it."""

from pathlib import Path

import pytest

from conftest import Contested

PLACE = ["--at", "34.5,38.2", "--kind", "village", "--source", "map", "--author", "A"]


@pytest.fixture
def war(contested: Contested, tmp_path: Path) -> Path:
    contested("theatre", "new", tmp_path / "my-war", "--country", "SY")
    report = tmp_path / "report.txt"
    report.write_text("Northern troops captured Palmyra on 27 March 2016.\n", encoding="utf-8")
    contested("read", report, "--into", tmp_path / "war.db", "--theatre", tmp_path / "my-war")
    return tmp_path


def test_nothing_is_said_while_the_theatre_is_the_same(contested: Contested, war: Path):
    assert "has changed" not in contested("picture", war / "war.db").err


def test_a_changed_theatre_is_named_with_what_to_do(contested: Contested, war: Path):
    contested("theatre", "add-place", war / "my-war", "New Ferry", *PLACE)
    result = contested("picture", war / "war.db", "--json")

    assert result.code == 0
    assert "theatre my-war has changed since 1 report was read; read again to use its new names" in result.err


def test_reading_again_settles_it(contested: Contested, war: Path):
    contested("theatre", "add-place", war / "my-war", "New Ferry", *PLACE)
    again = contested("read", war / "report.txt", "--into", war / "war.db", "--theatre", war / "my-war")

    assert "1 updated" in again.err + again.out
    assert "has changed" not in contested("picture", war / "war.db").err
