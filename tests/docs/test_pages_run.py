"""Every command and every piece of code in the tutorial and the how-to pages does what the page says."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pages import ROOT, TOLD_TO_RUN, agrees, blocks, commands, name_of


def _place(folder: Path) -> None:
    """A folder like a fresh clone, as far as pages speak of it."""
    (folder / "src").symlink_to(ROOT / "src")


def _environment() -> dict[str, str]:
    scripts = Path(sys.executable).parent  # where `contested` was installed
    return {**os.environ, "PATH": f"{scripts}:{os.environ['PATH']}", "COLUMNS": "80", "PYTHONUTF8": "1"}


def _run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=folder,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("page", TOLD_TO_RUN, ids=name_of)
def test_what_a_page_tells_to_run_prints_what_the_page_shows(page: Path, tmp_path: Path) -> None:
    _place(tmp_path)
    code = 0
    for block in blocks(page):
        if block.mark.startswith("file="):
            file = tmp_path / block.mark.removeprefix("file=")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.text, "utf-8")
        elif block.language == "python":
            done = _run([sys.executable, "-c", block.text], tmp_path)
            assert done.returncode == 0, f"{name_of(page)}:\n{block.text}\n{done.stdout}"
        elif block.language == "console":
            for command in commands(block):
                done = _run(["bash", "-c", f"(exit {code}); {command.line}"], tmp_path)
                code = done.returncode
                assert agrees(command.shown, done.stdout), (
                    f"{name_of(page)}: $ {command.line}\nshows:\n"
                    + "\n".join(command.shown)
                    + f"\nbut it printed:\n{done.stdout}"
                )
                assert code != 1, f"{name_of(page)}: $ {command.line}\nfailed:\n{done.stdout}"


def test_the_tutorial_goes_from_reports_to_an_export() -> None:
    lines = [
        command.line
        for block in blocks(ROOT / "docs" / "tutorial.md")
        if block.language == "console"
        for command in commands(block)
    ]
    used = {line.split()[1] for line in lines if line.startswith("contested ")}

    assert {"demo", "read", "picture", "explain", "verify", "export"} <= used


def test_shapes_agree_where_figures_differ_and_not_where_words_do() -> None:
    assert agrees(["Palmyra 12 %", "...", "end"], "Palmyra 98 %\nmore\nlines\nend\n")
    assert agrees(["a ... z 1"], "a b c z 22\n")
    assert not agrees(["Palmyra 12 %"], "Raqqa 12 %\n")
    assert not agrees(["one line"], "one line\nand another\n")
