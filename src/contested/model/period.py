"""Days, always as an interval, with the words and the anchor day that they were counted from."""

from dataclasses import dataclass
from datetime import date

from contested.errors import EvidenceError
from contested.model.text import Quote


class _NoDay(date):
    """A day that nobody told: ordered as any other, so that sums still work, but never shown as one."""

    def isoformat(self) -> str:
        """What stands where a day would: every output writes days by this."""
        return "undated"

    __str__ = isoformat

    def __format__(self, format_spec: str) -> str:
        return format(str(self), format_spec)

    def __repr__(self) -> str:
        return "NO_DAY"

    def __reduce__(self) -> str:
        return "NO_DAY"


NO_DAY: date = _NoDay(1000, 1, 1)  # where nothing in a whole run has a day; older than any report


def day_of(ordinal: int) -> date:
    """The day with this ordinal; NO_DAY where it is that of the day that nobody told."""
    return NO_DAY if ordinal == NO_DAY.toordinal() else date.fromordinal(ordinal)


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
