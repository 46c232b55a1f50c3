"""`contested voices` on small reports of our own."""

from pathlib import Path

from conftest import Contested


def test_voices_prints_one_line_a_report(contested: Contested, tmp_path: Path):
    (tmp_path / "a.txt").write_text("The mayor said the bridge was closed.")
    (tmp_path / "b.txt").write_text("The bridge was closed.")
    run = contested("voices", tmp_path, "--format", "jsonl")
    first, second = sorted(run.lines, key=lambda line: line["document"])

    assert run.code == 0
    assert first["document"] == "a"
    assert first["attributions"][0]["source"]["text"] == "mayor"
    assert first["attributions"][0]["content"] == {"start": 15, "end": 36, "text": "the bridge was closed"}
    assert second["attributions"] == []


def test_voices_of_nothing_readable_says_so(contested: Contested, tmp_path: Path):
    (tmp_path / "empty.txt").write_text("")

    assert contested("voices", tmp_path / "empty.txt").code != 0


def test_voices_knows_one_format(contested: Contested, tmp_path: Path):
    (tmp_path / "a.txt").write_text("The mayor said the bridge was closed.")

    assert "jsonl" in contested("voices", tmp_path, "--format", "csv").err
