"""Who held a place from day to day, as told: runs of days with one holder, phase and verdict."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from contested.model.actor import SideId
from contested.model.control import Phase, Verdict
from contested.model.picture import Cell
from contested.model.resolved import ResolvedClaim
from contested.model.text import ClaimId
from contested.show.views.grading import Grade, SourceMarks, cell_grade
from contested.show.views.independence import Record, Teller, tellers

_DAY = timedelta(days=1)
SHORTLY_BEFORE = timedelta(days=14)  # how long before a run a contrary claim still disputes its beginning

CellOn = Callable[[date], Cell | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Days without a break on which the answer is the same."""

    first: date
    last: date  # included
    holder: SideId | None  # None: undecided
    likeliest: SideId | None  # of an undecided place
    phase: Phase
    verdict: Verdict
    lowest: float  # probability of the holder, over the run
    highest: float
    origins: int
    grade: Grade
    who: tuple[Teller, ...]  # who says so
    claims: tuple[ClaimId, ...]
    dissent: tuple[Teller, ...]  # who says otherwise of these very days
    against: tuple[ClaimId, ...]

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Days on which holder and verdict were the same as far as was known on each of them."""

    first: date
    last: date
    holder: SideId | None
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRuns:
    """One place through the whole time that reports speak of it."""

    place: str
    place_id: str
    kind: str
    theatre: str
    first: date
    last: date
    known: date | None
    then: tuple[Stretch, ...]  # as known on each day itself
    now: tuple[Run, ...]  # as known now, or on the day asked for
    told: tuple[tuple[date, int], ...]  # days that claims speak of, with their number


def stretches(cell_on: CellOn, days: Iterable[date]) -> tuple[tuple[date, date, Cell | None], ...]:
    """
    The days cut where the answer changes; each piece with the cell of its last day.

    Args:
        cell_on: The cell on a day; None where there is none yet.
        days: The first and the last day, and every day on which the answer may begin to differ. What comes
            and goes between two of them is not found.
    """
    seen: dict[date, Cell | None] = {}

    def at(day: date) -> Cell | None:
        if day not in seen:
            seen[day] = cell_on(day)
        return seen[day]

    def split(first: date, last: date) -> list[date]:
        """The days after `first`, up to `last`, on which something new begins."""
        found = []
        while _answer(at(first)) != _answer(at(last)):
            same, other = first, last
            while other - same > _DAY:
                middle = same + (other - same) // 2
                if _answer(at(middle)) == _answer(at(first)):
                    same = middle
                else:
                    other = middle
            found.append(other)
            first = other
        return found

    marks = sorted(set(days))
    if not marks:
        return ()
    begins = [marks[0]]
    for first, last in pairwise(marks):
        begins += split(first, last)
    begins = sorted(set(begins))
    ends = [day - _DAY for day in begins[1:]] + [marks[-1]]
    return tuple((first, last, at(last)) for first, last in zip(begins, ends, strict=True))


def _answer(cell: Cell | None) -> object:
    return cell and (cell.holder, cell.phase, cell.verdict)


def turning_days(
    told: Iterable[date], *, first: date, last: date, after: Iterable[timedelta]
) -> tuple[date, ...]:
    """The days on which a verdict may change: those told of, and as long after each as claims stay live."""
    marks = {first, last}
    for day in set(told):
        for moved in (timedelta(0), _DAY, *after):
            marks.add(min(max(day + moved, first), last))
            marks.add(min(max(day + moved - _DAY, first), last))
    return tuple(sorted(marks))


def place_runs(
    cell_on: CellOn,
    days: Iterable[date],
    *,
    claims: Mapping[ClaimId, ResolvedClaim],
    record: Record,
    marks: SourceMarks,
) -> tuple[Run, ...]:
    """
    The runs of one place, from the first day that it has a cell.

    Args:
        cell_on: Its cell on a day.
        days: As `stretches` takes them.
        claims: The claims that the cells cite.
        record: Copies, days and alliances.
        marks: Letters that analysts gave to outlets.
    """
    found: list[Run] = []
    for first, last, cell in stretches(cell_on, days):
        if cell is None or cell.verdict is Verdict.NO_REPORT:
            continue
        run = _run(cell, cell_on(first) or cell, first, last, claims=claims, record=record, marks=marks)
        found.append(run)
    return tuple(found)


def _run(
    cell: Cell,
    begun: Cell,
    first: date,
    last: date,
    *,
    claims: Mapping[ClaimId, ResolvedClaim],
    record: Record,
    marks: SourceMarks,
) -> Run:
    # Later reports speak of earlier days too: what the first day cites counts with what the last one does.
    said = [claims[one] for one in sorted({*cell.supports, *begun.supports}) if one in claims]
    denied = [claims[one] for one in sorted({*cell.opposes, *begun.opposes}) if one in claims]
    since = first - SHORTLY_BEFORE if cell.verdict is Verdict.DISPUTED else first
    of_these_days = [one for one in denied if _speaks_of(record.day(one), since, last, cell.verdict)]
    if of_these_days or cell.verdict is not Verdict.DISPUTED:  # else earlier words keep the dispute alive
        denied = of_these_days
    told = replace(cell, supports=tuple(one.id for one in said), opposes=tuple(one.id for one in denied))
    grade = cell_grade(told, claims, record=record, marks=marks)
    shares = sorted((cell.probability, begun.probability))
    return Run(
        first=first,
        last=last,
        holder=cell.holder,
        likeliest=cell.shares[0][0] if cell.holder is None and cell.shares else None,
        phase=cell.phase,
        verdict=cell.verdict,
        lowest=shares[0],
        highest=shares[-1],
        origins=cell.origins,
        grade=grade,
        who=tellers(said),
        claims=told.supports,
        dissent=tellers(denied),
        against=told.opposes,
    )


def _speaks_of(day: date | None, first: date, last: date, verdict: Verdict) -> bool:
    if day is None:
        return verdict is Verdict.DISPUTED
    return first <= day <= last
