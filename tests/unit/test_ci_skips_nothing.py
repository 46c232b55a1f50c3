"""In CI, beside the folder with the seeds, a skipped test is a failed one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).resolve().parents[1] / "conftest.py"
SKIPPING = "import pytest\n\ndef test_one(shared):\n    pytest.skip('no time')\n"
MODULE_SKIPPING = "import pytest\npytest.importorskip('no_such_module')\n"


def run(folder: Path, text: str, *, ci: bool) -> subprocess.CompletedProcess[str]:
    tests = folder / "repository" / "tests"
    tests.mkdir(parents=True)
    shutil.copy(CONFTEST, tests / "conftest.py")
    (tests / "test_skipping.py").write_text(text)
    environment = {name: value for name, value in os.environ.items() if name != "CI"}
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "no:cacheprovider",
            "--rootdir",
            str(tests.parent),
            str(tests),
        ],
        cwd=tests.parent,
        env=environment | ({"CI": "true"} if ci else {}),
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("text", [SKIPPING, MODULE_SKIPPING], ids=["a test", "a module"])
def test_a_skip_fails_the_run_in_ci(tmp_path: Path, text: str) -> None:
    (tmp_path / "shared").mkdir()
    done = run(tmp_path, text, ci=True)

    assert done.returncode != 0
    assert "CI skips nothing" in done.stdout


def test_a_skip_is_allowed_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()

    assert "1 skipped" in run(tmp_path, SKIPPING, ci=False).stdout


def test_a_test_that_needs_the_seeds_skips_with_a_reason_where_they_are_absent(tmp_path: Path) -> None:
    done = run(tmp_path, "def test_one(shared):\n    raise AssertionError\n", ci=True)

    assert "1 skipped" in done.stdout
