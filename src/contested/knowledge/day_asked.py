"""What the words of a rule said, and the days that they are counted from."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from contested.knowledge.day_units import Days
from contested.knowledge.day_words import DayWords


class Asked(NamedTuple):
    """What a rule's words said, the language, and the days to count from."""

    said: Mapping[str, str]
    words: DayWords
    anchor: date | None
    scene: Days | None  # days that the report spoke of last
    is_ahead: bool = False  # the words before look ahead: "will ... on Monday"


def number_of(asked: Asked) -> tuple[int, int]:
    """The smallest and the largest number meant."""
    said = asked.said.get("number")
    if said is None:  # "the week before", "weeks ago"
        return (1, 1) if "one" in asked.said else (2, 9)
    return asked.words.numbers.get(said) or (int(said), int(said))


def told_day(asked: Asked) -> date | None:
    """A day that the report spoke of last: an undated report's only hold on the year."""
    return (asked.scene.first or asked.scene.last) if asked.scene else None


def nth_of(asked: Asked) -> int:
    """3 of "the third day", 27 of "the 27th"."""
    said = asked.said.get("ordinal") or asked.said["day"]
    return asked.words.ordinals.get(said) or int(said.rstrip("stndrh"))
