"""The hand-written pages of the documentation, and what stands in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])
BY_HAND = [page for page in PAGES if page.parent.name != "reference"]
TOLD_TO_RUN = [
    ROOT / "README.md",
    ROOT / "docs" / "tutorial.md",
    *sorted((ROOT / "docs" / "how-to").glob("*.md")),
]

_FENCE = re.compile(r"^( *)```(\w*)(?: ([^\n]*))?\n(.*?)^\1```$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """
    One fenced block: `console` blocks are run and compared, `python` blocks are run.

    A block that is marked `file=NAME` is the content of that file.
    """

    language: str
    mark: str
    text: str


@dataclass
class Command:
    """One `$` line of a console block, with what the page shows below it."""

    line: str
    shown: list[str] = field(default_factory=list)


def name_of(page: Path) -> str:
    return str(page.relative_to(ROOT))


def blocks(page: Path) -> Iterator[Block]:
    for found in _FENCE.finditer(page.read_text("utf-8")):
        yield Block(language=found[2], mark=found[3] or "", text=dedent(found[4]))


def commands(block: Block) -> list[Command]:
    found: list[Command] = []
    for line in block.text.splitlines():
        if line.startswith("$ "):
            found.append(Command(line[2:]))
        else:
            found[-1].shown.append(line)
    return found


def prose(page: Path) -> str:
    return _FENCE.sub("", page.read_text("utf-8"))


def agrees(shown: list[str], printed: str) -> bool:
    """
    Whether output has the shape that a page shows.

    `...` on a line of its own stands for any lines, within a line for any words. Figures, bars, verdicts,
    phases and claim ids may differ: they change whenever reading improves.
    """
    if not shown:
        return True
    parts = [r"(?:.*\n)*?" if line.strip() == "..." else _line(line) + r"\n" for line in shown]
    lines = "".join(_shape(line) + "\n" for line in printed.splitlines())
    return re.fullmatch("".join(parts), lines) is not None


def _line(line: str) -> str:
    return ".*".join(re.escape(_shape(part)) for part in line.split("..."))


def _shape(line: str) -> str:
    line = re.sub(r"\b[0-9a-f]{16}\b", "ID", line)
    line = re.sub(r"[█░]+", "BAR", line)
    line = re.sub(r", (besieged|fought over)$", "", line)
    line = re.sub(r"\borigins\b", "origin", line)
    line = re.sub(r"\S (agreed|claimed|disputed|changed|stale|no report)(?= +BAR)", "VERDICT", line)
    return re.sub(r"\s+", " ", re.sub(r"\d+", "0", line)).strip()
