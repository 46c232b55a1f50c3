"""What has a floor is compared with it by one command."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[3]
TOLD = argparse.Namespace(pin=False, allow_regression=False)


@pytest.fixture
def floors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(ROOT / "eval"))
    import floors

    pinned = tmp_path / "floors.json"
    pinned.write_text(json.dumps({"towns": {"recall": 0.9, "precision": 0.8}}), "utf-8")
    monkeypatch.setattr(floors, "FLOORS", pinned)
    yield floors
    sys.modules.pop("floors", None)


def test_figures_on_their_floors_pass(floors: ModuleType) -> None:
    assert floors.keep("towns", {"recall": 0.9, "precision": 0.85}, TOLD) == 0


@pytest.mark.parametrize("reached", [{}, {"recall": 0.9}, {"recall": 0.9, "Precision": 0.8}])
def test_a_floor_whose_figure_is_missing_fails(
    floors: ModuleType, reached: dict[str, float], capsys: pytest.CaptureFixture[str]
) -> None:
    assert floors.keep("towns", reached, TOLD) == 1
    assert "towns precision" in capsys.readouterr().out


def test_a_figure_whose_corpus_is_absent_may_be_missing_and_keeps_its_floor(floors: ModuleType) -> None:
    pin = argparse.Namespace(pin=True, allow_regression=False)

    assert floors.keep("towns", {"recall": 0.95}, pin, absent=["precision"]) == 0
    assert json.loads(floors.FLOORS.read_text("utf-8")) == {"towns": {"precision": 0.8, "recall": 0.95}}


def test_a_floor_is_dropped_only_where_that_is_allowed(floors: ModuleType) -> None:
    pin = argparse.Namespace(pin=True, allow_regression=False)
    allowed = argparse.Namespace(pin=True, allow_regression=True)

    assert floors.keep("towns", {"recall": 0.95}, pin) == 1
    assert floors.keep("towns", {"recall": 0.95}, allowed) == 0
    assert json.loads(floors.FLOORS.read_text("utf-8")) == {"towns": {"recall": 0.95}}


def test_just_eval_runs_every_script_that_keeps_floors() -> None:
    keepers = {
        f"eval/{script.name}"
        for script in (ROOT / "eval").glob("*.py")
        if "add_options(parser)" in script.read_text("utf-8")
    }
    recipe = (ROOT / "justfile").read_text("utf-8").partition("\neval *args:\n")[2].partition("\n\n")[0]

    assert keepers
    assert {line.split()[1] for line in recipe.splitlines()} == keepers
