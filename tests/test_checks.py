"""The checks that need no test of their own run here, so that `pytest` alone covers everything."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CODE = ("src", "tests", "scripts", "eval", "benchmarks", "training", "hatch_build.py")


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    "command",
    [
        # What ruff remembers of a file does not change when another file becomes a module of ours.
        ("ruff", "check", "--no-cache"),
        ("ruff", "format", "--check"),
    ],
    ids=" ".join,
)
def test_the_code_is_written_in_one_manner(command: tuple[str, ...]) -> None:
    done = run(*command, *(part for part in CODE if (ROOT / part).exists()))

    assert done.returncode == 0, done.stdout + done.stderr


def test_every_type_is_right() -> None:
    done = run("mypy")

    assert done.returncode == 0, done.stdout + done.stderr
