"""What has a floor is compared with it by one command."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def test_just_eval_runs_every_script_that_keeps_floors() -> None:
    keepers = {
        f"eval/{script.name}"
        for script in (ROOT / "eval").glob("*.py")
        if "add_options(parser)" in script.read_text("utf-8")
    }
    recipe = (ROOT / "justfile").read_text("utf-8").partition("\neval *args:\n")[2].partition("\n\n")[0]

    assert keepers
    assert {line.split()[1] for line in recipe.splitlines()} == keepers
