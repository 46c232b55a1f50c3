"""
The two marks of the Admiralty system, kept apart: how good the source is, and how sure the information.

Letter and figure answer different questions, so neither is worked out from the other. The letter is a
judgement on a source that only people make; the figure follows from who says so and who contradicts, by the
rule that `information_mark` states and `docs/explanation/grading.md` explains.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from contested.model.control import Verdict
from contested.model.picture import Cell
from contested.model.resolved import ResolvedClaim
from contested.model.text import ClaimId
from contested.show.views.independence import Backing, Record, backing, names_holder

NOT_JUDGED = "F"
SOURCE_WORDS = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability not judged",
}
INFORMATION_WORDS = {
    1: "confirmed by independent origins",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "cannot be judged",
}
CANNOT_BE_JUDGED = 6

SourceMarks = Mapping[str, str]  # name of an outlet or voice -> A to F, as analysts set it


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """Both marks, never joined into one."""

    source: tuple[str, ...]  # the letters of those who say so, best first, each once
    information: int  # 1 to 6

    @property
    def letters(self) -> str:
        """The letters in one word; F where no outlet is named."""
        return "".join(self.source) or NOT_JUDGED


def source_mark(names: Iterable[str | None], marks: SourceMarks) -> str:
    """
    The letter of the first of the names that analysts gave one to; F where they gave none.

    Args:
        names: Who speaks, then who publishes it: a voice's own letter goes before its outlet's.
        marks: The letters.

    Example:
        >>> letters = {"Harbour Wire": "B"}
        >>> source_mark(("an activist", "Harbour Wire"), letters), source_mark(("Orchard Post",), letters)
        ('B', 'F')
    """
    found = (marks[name] for name in names if name and name in marks)
    letter = next(found, NOT_JUDGED)
    return letter if letter in SOURCE_WORDS else NOT_JUDGED


def information_mark(backed: Backing, *, against: int = 0) -> int:
    """
    The figure of a statement, by rule alone.

    Args:
        backed: Who says so.
        against: How many independent origins say otherwise of the same time.

    Returns:
        1 and 2 only where two or more independent origins say so and none contradicts; copies add nothing.

    Example:
        >>> information_mark(Backing(origins=2, camps=2, admitted=False, boasted=False))
        1
        >>> information_mark(Backing(origins=1, camps=1, admitted=False, boasted=True))
        4
    """
    origins = backed.origins
    if not origins:
        return 5 if against else CANNOT_BE_JUDGED
    if against:
        return 3 if origins > against else 4 if origins == against else 5
    if origins > 1:
        return 1 if backed.camps > 1 or backed.admitted else 2
    return 4 if backed.boasted else 3


def graded(claims: Sequence[ResolvedClaim], *, against: int, record: Record, marks: SourceMarks) -> Grade:
    """
    Both marks of a statement.

    Args:
        claims: Those that make it.
        against: How many independent origins say otherwise of the same time.
        record: Copies and alliances.
        marks: Letters that analysts gave to outlets and voices.
    """
    figure = information_mark(backing(claims, record), against=against)
    return Grade(source=_letters(claims, marks), information=figure)


def _letters(claims: Iterable[ResolvedClaim], marks: SourceMarks) -> tuple[str, ...]:
    return tuple(sorted({source_mark((one.origin.name, one.outlet), marks) for one in claims}))


def cell_grade(
    cell: Cell, claims: Mapping[ClaimId, ResolvedClaim], *, record: Record, marks: SourceMarks
) -> Grade:
    """Both marks of what a cell says; what is undecided, stale or unreported cannot be judged."""
    said = [claims[one] for one in cell.supports if one in claims]
    naming = [one for one in said if names_holder(one)]
    denied = [claims[one] for one in cell.opposes if one in claims and names_holder(claims[one])]
    letters = _letters(said, marks)
    if cell.holder is None or cell.verdict in (Verdict.STALE, Verdict.NO_REPORT):
        return Grade(source=letters, information=CANNOT_BE_JUDGED)
    against = backing(denied, record).origins if cell.verdict is Verdict.DISPUTED else 0
    return Grade(source=letters, information=information_mark(backing(naming, record), against=against))


def cell_grades(
    cells: Iterable[Cell], claims: Iterable[ResolvedClaim], *, record: Record, marks: SourceMarks
) -> dict[str, Grade]:
    """Both marks of each cell, by its id."""
    by_id = {one.id: one for one in claims}
    return {cell.id: cell_grade(cell, by_id, record=record, marks=marks) for cell in cells}
