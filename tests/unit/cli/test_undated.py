"""A store in which nothing has a day shows none, neither a made-up one nor today's."""

import json
import re
from pathlib import Path

import pytest

from conftest import Contested
from contested.app.workspace import Workspace

DAY = re.compile(r"\b[12]\d{3}-\d\d-\d\d\b")


@pytest.fixture
def undated(contested: Contested, tmp_path: Path) -> Path:
    report, database = tmp_path / "undated.txt", tmp_path / "war.db"
    report.write_text(
        "Government forces took Palmyra. On Sunday they entered Al-Qaryatayn.\n", encoding="utf-8"
    )
    assert contested("read", report, "--into", database, "--theatre", "generic").code == 0
    return database


def test_the_picture_says_that_nobody_told_a_day(contested: Contested, undated: Path):
    out = contested("picture", undated).out

    assert "who holds what on a day that nobody told" in out
    assert DAY.search(out) is None


def test_no_output_shows_a_day(contested: Contested, undated: Path, tmp_path: Path):
    page = tmp_path / "report.html"
    with Workspace.open(undated) as workspace:
        workspace.write_page(page, title="Undated")
    outputs = [
        contested("picture", undated, "--json").out,
        contested("explain", undated, "Palmyra").out,
        *(contested("export", undated, "--format", name).out for name in ("csv", "geojson", "jsonl")),
        page.read_text("utf-8"),
    ]

    assert all(outputs)
    assert [DAY.findall(out) for out in outputs] == [[]] * len(outputs)


def test_a_cell_without_a_day_is_explained_by_its_id(contested: Contested, undated: Path):
    cells = json.loads(contested("picture", undated, "--json").out)["cells"]

    for cell in cells:
        assert cell["id"].endswith("@undated")
        assert (cell["since"], cell["last_report"]) == (None, None)
        assert contested("explain", undated, cell["id"]).code == 0
