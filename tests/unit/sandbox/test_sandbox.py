import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from contested.errors import ReportError
from contested.sandbox import Limits, Sandbox

QUICK = Limits(memory=1 << 30, cpu_seconds=1, wall_seconds=120)


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    monkeypatch.setattr(sys, "path", [str(Path(__file__).parent), *sys.path])
    with Sandbox(QUICK) as box:
        yield box


def test_a_function_is_called_with_bytes_and_options(box: Sandbox):
    assert box.run("hostile:count", b"abc", times=2) == 6


def test_one_child_serves_all_calls(box: Sandbox):
    box.run("hostile:count", b"")
    first = box._child

    assert box.run("hostile:count", b"a\n" * 3_000_000) == 6_000_000
    assert box._child is first


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("hog", "more memory"),
        ("loop", "1 s of computing"),
        ("crash", "broke the parser"),
        ("fail", "ValueError: odd byte"),
        ("recurse", "nested too deep"),
    ],
)
def test_input_that_oversteps_is_refused_and_the_next_is_served(box: Sandbox, name: str, said: str):
    with pytest.raises(ReportError, match=said):
        box.run(f"hostile:{name}", b"a")

    assert box.run("hostile:count", b"a") == 1


def test_nothing_is_written(box: Sandbox, tmp_path: Path):
    with pytest.raises(ReportError, match="cannot be parsed"):
        box.run("hostile:write", str(tmp_path / "file").encode())

    assert (tmp_path / "file").read_bytes() == b""


def test_input_that_only_waits_is_stopped(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "path", [str(Path(__file__).parent), *sys.path])
    with Sandbox(Limits(wall_seconds=1)) as box, pytest.raises(ReportError, match="longer than 1 s"):
        box.run("hostile:sleep", b"a")


def test_a_flood_of_answers_is_stopped(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "path", [str(Path(__file__).parent), *sys.path])
    with Sandbox(Limits(memory=4 << 30)) as box, pytest.raises(ReportError, match="bytes of text"):
        box.run("hostile:chatter", b"a")


def test_nothing_is_left_running(box: Sandbox):
    box.run("hostile:count", b"")
    assert box._child is not None
    pid = box._child.pid

    box.close()

    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
