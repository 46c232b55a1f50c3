"""The floors under the figures of the scorers beside this file, as `floors.json` keeps them."""

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FLOORS = Path(__file__).resolve().parent / "floors.json"
SLACK = 0.005  # what another build of the numeric libraries may move


def add_options(parser: argparse.ArgumentParser) -> None:
    """Adds what every scorer with floors can be told."""
    parser.add_argument("--pin", action="store_true", help="write what was reached as the new floors")
    parser.add_argument("--allow-regression", action="store_true", help="with --pin: floors may be lowered")


def keep(section: str, reached: Mapping[str, float], options: argparse.Namespace) -> int:
    """
    Compares figures with the floors of a section and pins them where that is asked for.

    Returns:
        1 where a figure fell below its floor and that was not allowed, else 0: an exit code.
    """
    pinned: dict[str, Any] = json.loads(FLOORS.read_text("utf-8"))
    floors = pinned.setdefault(section, {})
    low = [name for name, figure in reached.items() if figure < floors.get(name, 0) - SLACK]
    for name in low:
        print(f"BELOW THE FLOOR {section} {name}: {reached[name]:.4f}, pinned {floors[name]:.4f}")
    if options.pin and (options.allow_regression or not low):
        floors |= {name: round(figure, 4) for name, figure in reached.items()}
        FLOORS.write_text(json.dumps(pinned, indent=1) + "\n", "utf-8")
        return 0
    return 1 if low else 0
