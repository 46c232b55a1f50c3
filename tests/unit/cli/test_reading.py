"""Commands that read reports take the same options for which and how, and tell alike what they cannot use."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from contested.cli.app import app

READERS = ("claims", "segments", "voices", "places", "copies")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    file = tmp_path / "export.csv"
    words = "The army took Palmyra on Monday, the ministry said in a long statement about the town."
    file.write_text(f'key,words,day\n1,"{words}",2016-03-28\n2,"{words}",2016-03-29\n', "utf-8")
    return file


@pytest.mark.parametrize("command", READERS)
def test_columns_of_an_export_are_named_wherever_reports_are_read(command: str, table: Path) -> None:
    pairs = "text=words,id=key,published=day"

    plain = CliRunner().invoke(app, [command, str(table)])
    mapped = CliRunner().invoke(app, [command, str(table), "--columns", pairs])

    assert plain.exit_code == 3
    assert mapped.exit_code == 0, mapped.output
    assert mapped.stdout.strip()


def test_what_the_options_say_of_reports_reaches_them(table: Path) -> None:
    pairs = ["--columns", "text=words,id=key", "--published", "2016-04-05", "--json"]

    result = CliRunner().invoke(app, ["copies", str(table), *pairs])

    assert {one["origin"]["published"] for one in json.loads(result.stdout)} == {"2016-04-05"}


@pytest.mark.parametrize("command", READERS)
def test_addresses_are_not_fetched_unless_asked(command: str) -> None:
    result = CliRunner().invoke(app, [command, "http://127.0.0.1:9/page.html"])

    assert result.exit_code != 0


@pytest.mark.parametrize("command", READERS)
def test_a_run_without_a_usable_report_ends_with_three(command: str, tmp_path: Path) -> None:
    (tmp_path / "broken.jsonl").write_text("{no json\n", "utf-8")

    result = CliRunner().invoke(app, [command, str(tmp_path / "broken.jsonl")])

    assert result.exit_code == 3
    assert "0 reports used, 1 put aside" in result.stderr


def test_one_report_is_counted_as_one(tmp_path: Path) -> None:
    good = '{"id": "a", "text": "The army took Palmyra on Sunday, a monitor said."}'
    (tmp_path / "mixed.jsonl").write_text(good + "\n{no json\n", "utf-8")

    result = CliRunner().invoke(app, ["claims", str(tmp_path / "mixed.jsonl")])

    assert "1 report used, 1 put aside" in result.stderr
