from datetime import date
from pathlib import Path

import pytest
from inputs import extra, report, written

from contested.read import ReportDefaults
from contested.read.dateline import find_dateline


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("BEIRUT (Reuters) - The army left.", "BEIRUT (Reuters)", None),
        ("BEIRUT, March 28, 2016 (AP) \u2014 It left.", "BEIRUT, March 28, 2016 (AP)", date(2016, 3, 28)),
        (
            "DEIR EZ-ZOR, Syria, 28 March 2016 - It left.",
            "DEIR EZ-ZOR, Syria, 28 March 2016",
            date(2016, 3, 28),
        ),
        ("DAMASCUS, Mar. 28 (SANA) -- It left.", "DAMASCUS, Mar. 28 (SANA)", None),
        ("Home\n\nSadra\n\nHOMS (AFP) \u2013 It left.", "HOMS (AFP)", None),
        ("Fri 07 Apr 2017 at 0914 Homs governor says", "Fri 07 Apr 2017", date(2017, 4, 7)),
    ],
)
def test_a_dateline_says_where_when_and_who(text: str, words: str, day: date | None):
    found = find_dateline(text)

    assert found is not None
    assert (found.words, found.published) == (words, day)


@pytest.mark.parametrize(
    "text",
    [
        "BREAKING - The army left.",
        "The army (SAA) - it left - came back.",
        "ISIS - a history",
        "",
        "A" * 5000,
    ],
)
def test_other_beginnings_are_none(text: str):
    assert find_dateline(text) is None


def test_a_dateline_dates_a_report_that_nothing_else_dates(tmp_path: Path):
    path = written(tmp_path / "a.txt", "BEIRUT, March 28, 2016 (AP) - The army left.")

    undated = report(path)
    dated = report(path, defaults=ReportDefaults(published=date(2016, 4, 1)))

    assert (undated.published, undated.published_how) == (date(2016, 3, 28), "dateline")
    assert (dated.published, dated.published_how) == (date(2016, 4, 1), "option")
    assert extra(dated, "dateline") == '"BEIRUT, March 28, 2016 (AP)"'
