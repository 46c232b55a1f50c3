"""Bad input gives a clear line and a code, or a report that is put aside and counted; the rest goes on."""

import subprocess
import sys
from pathlib import Path

import pytest

from conftest import Contested

GOOD = (
    "The army recaptured Palmyra on Sunday, state television said.\n\n"
    "Islamic State fighters still hold Sukhnah, a monitor said."
)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "good.txt"
    path.parent.mkdir()
    path.write_text(GOOD)
    return path


def test_bad_reports_are_put_aside_each_with_its_reason_and_the_rest_goes_on(
    contested: Contested, good: Path, tmp_path: Path
):
    (good.parent / "empty.txt").write_text("")
    (good.parent / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (good.parent / "undecodable.txt").write_bytes(b"\xff\xfe" + b"\x00\xd8" * 40 + b"\x01")
    (good.parent / "records.jsonl").write_text(
        '{"id": "r1", "text": "The army holds Homs."}\n{"id": "r2", "te\n'
    )

    run = contested("read", good.parent, "--into", tmp_path / "war.db", "--json")

    assert run.code == 0
    assert run.json["new"] == 2
    assert run.json["quarantined"] == 4
    reasons = {Path(one["read_from"]).name: one["reason"] for one in run.json["failures"]}
    assert set(reasons) == {"empty.txt", "binary.txt", "undecodable.txt", "records.jsonl#2"}
    assert all(reasons.values())


def test_what_was_put_aside_is_shown_with_the_picture(contested: Contested, good: Path, tmp_path: Path):
    (good.parent / "empty.txt").write_text("")
    contested("read", good.parent, "--into", tmp_path / "war.db", "--theatre", "syria")

    run = contested("picture", tmp_path / "war.db")

    assert "Put aside (1)" in run.out
    assert "empty" in run.out


def test_a_text_in_another_encoding_is_read_or_put_aside_never_garbled(contested: Contested, tmp_path: Path):
    words = "Армия освободила город Пальмира, сообщило государственное телевидение в воскресенье утром."
    (tmp_path / "cyrillic.txt").write_bytes(words.encode("cp1251"))

    run = contested("segments", tmp_path / "cyrillic.txt")

    if run.code == 0:
        assert run.lines[-1]["text"] == words
    else:
        assert "cyrillic.txt" in run.err


def test_if_nothing_can_be_read_the_code_is_3(contested: Contested, tmp_path: Path):
    (tmp_path / "empty.txt").write_text("")

    run = contested("claims", tmp_path / "empty.txt")

    assert run.code == 3
    assert run.out == ""
    assert "empty.txt" in run.err


def test_an_empty_folder_is_nothing_to_read(contested: Contested, tmp_path: Path):
    (tmp_path / "in").mkdir()

    run = contested("read", tmp_path / "in", "--into", tmp_path / "war.db")

    assert run.code == 3
    assert "no report found" in run.err


@pytest.mark.parametrize(
    "option", [("--theatre", "atlantis"), ("--published", "sunday"), ("--manifest", "no.csv")]
)
def test_a_wrong_option_is_one_line_code_2_and_no_store(
    contested: Contested, good: Path, tmp_path: Path, option: tuple[str, str]
):
    run = contested("read", good, "--into", tmp_path / "war.db", *option)

    assert run.code == 2
    assert option[1] in run.err
    assert "Traceback" not in run.err
    assert not (tmp_path / "war.db").exists()


def test_a_missing_path_is_named(contested: Contested, tmp_path: Path):
    run = contested("read", tmp_path / "nowhere", "--into", tmp_path / "war.db")

    assert run.code == 2
    assert "nowhere" in run.err


def test_an_unwritable_store_is_code_4(contested: Contested, good: Path):
    run = contested("read", good, "--into", "/proc/war.db")

    assert run.code == 4
    assert "cannot write the store" in run.err


def test_a_file_that_is_no_store_is_code_4_and_left_as_it_is(contested: Contested, good: Path):
    run = contested("read", good, "--into", good)

    assert run.code == 4
    assert "not a store" in run.err
    assert good.read_text() == GOOD


@pytest.mark.parametrize("command", [("picture",), ("verify",), ("export", "--format", "csv")])
def test_a_store_that_is_not_there_is_code_4_and_not_made(
    contested: Contested, tmp_path: Path, command: tuple[str, ...]
):
    run = contested(*command, tmp_path / "war.db")

    assert run.code == 4
    assert "no such store" in run.err
    assert not (tmp_path / "war.db").exists()


_PLAIN = "from contested.cli import main; main()"
_WITHOUT_MODEL = """
import sys, tomllib
from importlib.resources import files
models = tomllib.loads((files("contested") / "data" / "models.toml").read_text("utf-8"))["model"]
for model in models:
    sys.modules[model["module"]] = None  # Python's own way to say that a module is not there
from contested.cli import main
main(sys.argv[1:])
"""


def test_a_missing_model_says_what_to_install_and_a_broken_file_needs_none(good: Path, tmp_path: Path):
    def run(path: Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", _WITHOUT_MODEL, "read", path, "--into", tmp_path / "war.db"]
        return subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)

    (tmp_path / "empty.txt").write_text("")
    with_text, without = run(good), run(tmp_path / "empty.txt")

    assert with_text.returncode == 5
    assert "pip install" in with_text.stderr
    assert "Traceback" not in with_text.stderr
    assert without.returncode == 3


def test_debug_shows_the_traceback(good: Path, tmp_path: Path):
    command = [sys.executable, "-c", _PLAIN, "read", good, "--into", tmp_path, "--debug"]
    run = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)

    assert "Traceback" in run.stderr
    assert "StoreError" in run.stderr
