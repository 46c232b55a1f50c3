"""
Writes how well confidence fits into its page, from the signals that training/calibrate.py kept.

    python training/confidence_page.py SIGNALS
"""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

from calibrate import BINS, Row, calibrated, expected_error, ranking, uncalibrated

PAGE = Path(__file__).parents[1] / "docs/explanation/confidence.md"
BEGIN, END = "<!-- figures of training/calibrate.py -->\n", "<!-- end of figures -->\n"
_WAYS = (
    ("the judge's belief in the event alone (before)", ("trigger",)),
    ("beliefs in event, actor and place multiplied", ("trigger", "actor", "place")),
    ("calibrated (now)", ()),
)


def figures(rows: Sequence[Row]) -> Iterator[str]:
    """Lines of the page: errors of each way, then claims and share right by tenth of the scale."""
    for maker, title in (("judges", "With judges"), ("rules", "By rules alone")):
        of_maker = [row for row in rows if row.maker == maker]
        right = np.array([row.right for row in of_maker])
        shown = {
            name: uncalibrated(of_maker, *names) if names else calibrated(of_maker) for name, names in _WAYS
        }
        yield f"**{title}**: {len(of_maker)} claims, {right.mean():.1%} right."
        yield ""
        yield "| confidence as | calibration error (ECE) | Brier score | ranking |"
        yield "|---|---|---|---|"
        for name, values in shown.items():
            brier = ((values - right) ** 2).mean()
            error, area = expected_error(values, right), ranking(values, right)
            yield f"| {name} | {error:.3f} | {brier:.3f} | {area:.3f} |"
        yield ""
        if maker == "judges":
            yield from reliability(shown[_WAYS[0][0]], shown[_WAYS[-1][0]], right)


def reliability(before: np.ndarray, now: np.ndarray, right: np.ndarray) -> Iterator[str]:
    """The table of claims by tenth of the scale."""
    yield "| confidence | claims before | right before | claims now | right now |"
    yield "|---|---|---|---|---|"
    for tenth in range(BINS):
        cells = [f"{tenth / BINS:.1f} to {(tenth + 1) / BINS:.1f}"]
        for shown in (before, now):
            here = np.minimum((shown * BINS).astype(int), BINS - 1) == tenth
            cells += [str(here.sum()), f"{right[here].mean():.0%}" if here.any() else ""]
        yield f"| {' | '.join(cells)} |"
    yield ""


def main() -> None:
    """Puts the figures between the page's marks."""
    rows = [Row(**json.loads(line)) for line in Path(sys.argv[1]).read_text().splitlines()]
    page = PAGE.read_text(encoding="utf-8")
    head, rest = page.split(BEGIN)
    tail = rest.split(END)[1]
    PAGE.write_text(head + BEGIN + "\n" + "\n".join(figures(rows)) + "\n" + END + tail, encoding="utf-8")


if __name__ == "__main__":
    main()
