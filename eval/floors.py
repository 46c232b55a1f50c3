"""The floors under the figures of the scorers beside this file, as `floors.json` keeps them."""

import argparse
import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

FLOORS = Path(__file__).resolve().parent / "floors.json"
SLACK = 0.005  # what another build of the numeric libraries may move


def add_options(parser: argparse.ArgumentParser) -> None:
    """Adds what every scorer with floors can be told."""
    parser.add_argument("--pin", action="store_true", help="write what was reached as the new floors")
    parser.add_argument("--allow-regression", action="store_true", help="with --pin: floors may be lowered")


def keep(
    section: str, reached: Mapping[str, float], options: argparse.Namespace, *, absent: Collection[str] = ()
) -> int:
    """
    Compares figures with the floors of a section and pins them where that is asked for.

    Args:
        section: Whose floors.
        reached: The figures, by name.
        options: What `add_options` added.
        absent: Figures whose corpora are not on this machine; they may be missing.

    Returns:
        1 where a figure fell below its floor, or is missing, and that was not allowed, else 0: an exit code.
    """
    pinned: dict[str, Any] = json.loads(FLOORS.read_text("utf-8"))
    floors = pinned.setdefault(section, {})
    low = [name for name, figure in reached.items() if figure < floors.get(name, 0) - SLACK]
    for name in low:
        print(f"BELOW THE FLOOR {section} {name}: {reached[name]:.4f}, pinned {floors[name]:.4f}")
    missing = [name for name in floors if name not in reached and name not in absent]
    for name in missing:
        print(f"NOT MEASURED {section} {name}: pinned {floors[name]:.4f}")
    if options.pin and (options.allow_regression or not (low or missing)):
        kept = {name: floor for name, floor in floors.items() if name in absent}
        pinned[section] = kept | {name: round(figure, 4) for name, figure in reached.items()}
        FLOORS.write_text(json.dumps(pinned, indent=1) + "\n", "utf-8")
        return 0
    return 1 if low or missing else 0
