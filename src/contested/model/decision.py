"""What an analyst decides: an entry of a log that only grows, kept beside the claims, which never change."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import NewType

from contested.errors import InputError
from contested.model.text import content_id

DecisionId = NewType("DecisionId", str)
Question = tuple[str, ...]  # the kind, and what it is about

WRONG, RIGHT = "wrong", "right"
SAME, DIFFERENT = "same", "different"
NOWHERE = "nowhere"  # as a claim's place: not the one that was chosen, and which one is not known
UNDECIDED = "undecided"  # as the accepted holder of a cell
UNDONE = "undone"
GRADES = ("A", "B", "C", "D", "E", "F")


class DecisionKind(Enum):
    """What is decided; `about` and `answer` hold what the comment says."""

    CLAIM = "claim"  # a claim's id: wrong or right
    PLACE_OF = "place_of"  # a claim's id: the id of the place that it speaks of, or nowhere
    SAME_PLACE = "same_place"  # the ids of two places, sorted: same or different
    SAME_STORY = "same_story"  # the ids of two claims, sorted: they tell of the same happening, or different
    CAMP = "camp"  # an outlet's id or name: a side, monitor, wire, ...
    GRADE = "grade"  # the name of an outlet or voice: a letter from A to F
    CELL = "cell"  # place-id@day: the holder that is accepted, or undecided
    UNDO = "undo"  # a decision's id: undone


PAIRS = frozenset({DecisionKind.SAME_PLACE, DecisionKind.SAME_STORY})  # those about two things
_ANSWERS = {
    DecisionKind.CLAIM: (WRONG, RIGHT),
    DecisionKind.SAME_PLACE: (SAME, DIFFERENT),
    DecisionKind.SAME_STORY: (SAME, DIFFERENT),
    DecisionKind.GRADE: GRADES,
    DecisionKind.UNDO: (UNDONE,),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One answer of one analyst to one question; undone by another entry, never taken out."""

    kind: DecisionKind
    about: tuple[str, ...]
    answer: str
    author: str
    at: datetime  # UTC
    reason: str

    def __post_init__(self) -> None:
        for name, words in (("author", self.author), ("reason", self.reason), ("answer", self.answer)):
            if not words.strip():
                raise InputError(f"decision on {self.kind.value}: {name} is empty; say it in words")
        if self.at.utcoffset() is None:
            raise InputError(f"decision on {self.kind.value}: at {self.at.isoformat()}: needs a time zone")
        object.__setattr__(self, "at", self.at.astimezone(UTC))
        allowed = _ANSWERS.get(self.kind)
        if allowed and self.answer not in allowed:
            raise InputError(
                f"decision on {self.kind.value}: answer {self.answer!r}; allowed are {', '.join(allowed)}"
            )
        wanted = 2 if self.kind in PAIRS else 1
        if len(self.about) != wanted or not all(one.strip() for one in self.about):
            raise InputError(
                f"decision on {self.kind.value}: about {list(self.about)!r}; must name {wanted}, not empty"
            )
        if self.about != tuple(sorted(set(self.about))):
            raise InputError(
                f"decision on {self.kind.value}: about {list(self.about)!r}; must be two, sorted by id"
            )

    @property
    def id(self) -> DecisionId:
        """A hash of all parts: the same decision has the same id in every log."""
        return DecisionId(
            content_id(
                self.kind.value, *self.about, self.answer, self.author, self.at.isoformat(), self.reason
            )
        )

    @property
    def question(self) -> Question:
        """What is asked; two decisions with one question and two answers are a conflict."""
        return (self.kind.value, *self.about)
