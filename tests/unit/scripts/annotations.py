"""What the tests of annotated reports share: the words of the guide, spans of a claim, runs of words."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
EVENTS = {file.stem for file in (ROOT / "src/contested/data/languages/en/events").glob("*.toml")}
MODALITIES = {"asserted", "denied", "planned", "possible", "conditional"}


def spans_of(claim: dict[str, Any]) -> Iterator[Sequence[int]]:
    """Where the words of a claim stand: its trigger and those of its slots that have words."""
    yield claim["trigger"]
    for role in ("actor", "target", "place", "attribution"):
        if claim[role] and claim[role]["span"]:
            yield claim[role]["span"]


def sixes(text: str) -> set[tuple[str, ...]]:
    """Each run of six words, whatever their case and the marks between them."""
    words = "".join(c if c.isalnum() else " " for c in text.lower()).split()
    return {tuple(words[at : at + 6]) for at in range(len(words) - 5)}
