"""A short run of the fuzzer over each parser; `just fuzz` is the long one."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TARGETS = "text html feed opml jsonl jsonl.gz csv eml pdf warc wacz small markup"


@pytest.mark.skipif(sys.platform != "linux", reason="atheris has wheels for Linux only")
@pytest.mark.parametrize("target", TARGETS.split())
def test_the_fuzzer_finds_nothing_in_a_short_run(tmp_path: Path, target: str):
    pytest.importorskip("atheris")
    options = [
        "-runs=300",
        "-seed=1",
        "-max_total_time=20",
        "-rss_limit_mb=3000",
        f"-artifact_prefix={tmp_path}/",
    ]

    done = subprocess.run(
        [sys.executable, str(ROOT / "fuzz" / "parsers.py"), target, *options],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        timeout=300,
    )

    assert done.returncode == 0, done.stderr[-3000:]
