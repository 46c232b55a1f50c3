"""Bad words given to timeline, disputes, stories, routes and changes; and what they say of nothing."""

import json
from pathlib import Path

import pytest

from conftest import PALMYRA_RECAPTURED, Contested

COMMANDS = {
    "timeline": ("Palmyra",),
    "disputes": (),
    "stories": (),
    "routes": (),
    "changes": ("--since", "2016-03-20"),
}


@pytest.fixture
def store(contested: Contested, tmp_path: Path) -> Path:
    (tmp_path / "one.jsonl").write_text(json.dumps(PALMYRA_RECAPTURED))
    assert contested("read", tmp_path / "one.jsonl", "--into", tmp_path / "war.db").code == 0
    return tmp_path / "war.db"


def test_every_command_prints_a_screen_and_json(contested: Contested, store: Path) -> None:
    for command, words in COMMANDS.items():
        shown = contested(command, store, *words)
        assert (shown.code, shown.err) == (0, "")
        assert "syria" in shown.out
        assert set(contested(command, store, *words, "--json").json) == {"found", "claims"}


def test_a_brief_in_markdown_has_the_place_and_the_claims_id(contested: Contested, store: Path) -> None:
    found = contested("changes", store, "--since", "2016-03-20", "--json").json
    text = contested("changes", store, "--since", "2016-03-20", "--markdown").out

    assert text.startswith("# syria: new since 2016-03-20")
    assert f"`{found['found'][0]['changes'][0]['claims'][0]}`" in text


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("option", ["--known"])
def test_a_day_that_is_none_is_refused(contested: Contested, store: Path, command: str, option: str) -> None:
    run = contested(command, store, *COMMANDS[command], option, "yesterday")

    assert run.code == 2
    assert "not a day; write it as 2016-03-28" in run.err


def test_a_day_after_all_reports_is_refused_with_one_that_would_do(contested: Contested, store: Path) -> None:
    run = contested("changes", store, "--since", "2016-03-28")

    assert run.code == 2
    assert "nothing is known after 2016-03-28; give an earlier day, such as 2016-03-27" in run.err


def test_a_place_that_nobody_knows_is_refused(contested: Contested, store: Path) -> None:
    run = contested("timeline", store, "Nowhereville")

    assert run.code == 2
    assert "no such place is known: 'Nowhereville'; the reports speak of " in run.err
    assert "--place" not in run.err


def test_a_known_place_without_reports_is_said_to_have_none(contested: Contested, store: Path) -> None:
    run = contested("timeline", store, "Aleppo")

    assert (run.code, run.out) == (0, "")
    assert "no report says who holds Aleppo" in run.err


def test_two_forms_at_once_are_refused(contested: Contested, store: Path) -> None:
    assert contested("changes", store, "--since", "2016-03-20", "--markdown", "--json").code == 2


def test_a_store_that_is_not_there_is_a_store_error(contested: Contested, tmp_path: Path) -> None:
    for command, words in COMMANDS.items():
        assert contested(command, tmp_path / "none.db", *words).code == 4


def test_the_letter_that_an_analyst_gives_stands_on_every_line_and_changes_no_figure(
    contested: Contested, store: Path
) -> None:
    before = contested("timeline", store, "Palmyra", "--json").json
    words = ("--author", "A. Analyst", "--reason", "ten years of use")
    assert contested("decide", "grade", store, "Harbour Wire", "B", *words).code == 0
    after = contested("timeline", store, "Palmyra", "--json").json
    old, new = (found["found"][0]["now"][0]["grade"] for found in (before, after))

    assert (old["source"], new["source"]) == (["F"], ["B"])
    assert old["information"] == new["information"]
    assert {claim["source"] for claim in after["claims"].values()} == {"B"}
