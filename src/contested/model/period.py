"""Days, always as an interval, with the words and the anchor day that they were counted from."""

from dataclasses import dataclass
from datetime import date

from contested.errors import EvidenceError
from contested.model.text import Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """First and last possible day, both included; `None` leaves that end open."""

    first: date | None
    last: date | None
    words: Quote | None = None  # None: no words of the text date it
    anchor: date | None = None  # the day that relative words were counted from
    how: str = "words"  # "words", "scene" (dated elsewhere in the report), "published"

    def __post_init__(self) -> None:
        if self.first and self.last and self.first > self.last:
            raise EvidenceError(f"period ends {self.last} before it begins {self.first}")
