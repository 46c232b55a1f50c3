"""What is new or changed since a day: what was known then, what is known now, and which claims made it so."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from contested.model.actor import SideId
from contested.model.control import Phase, Verdict
from contested.model.picture import Cell, Picture
from contested.model.resolved import ResolvedClaim
from contested.model.text import ClaimId
from contested.show.views.grading import Grade, SourceMarks, cell_grade
from contested.show.views.independence import Record, Teller, tellers
from contested.show.views.roads import Road, Standing
from contested.show.views.stories import Story

_SETTLED = (Verdict.AGREED, Verdict.CHANGED, Verdict.CLAIMED)


class ChangeKind(Enum):
    """In which way the answer for a place differs from the one that was given then."""

    HOLDER = "another holder"
    CORRECTED = "corrected"  # of the earlier day itself something else is told now
    FIRST = "first report"
    OPENED = "dispute opened"
    SETTLED = "dispute settled"
    PHASE = "another phase"
    SURER = "better backed"
    WEAKER = "less well backed"
    STALE = "went stale"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was, or is, the answer for a place."""

    cell: str
    holder: SideId | None
    likeliest: SideId | None  # of an undecided place
    phase: Phase
    verdict: Verdict
    probability: float
    since: date | None
    origins: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One place of which something else is told than before."""

    place: str
    place_id: str
    kind: str
    kinds: tuple[ChangeKind, ...]  # the weightiest first
    before: Answer | None  # the earlier day, as known then; None: no report spoke of it
    corrected: Answer | None  # the earlier day, as known now
    after: Answer  # the later day, as known now
    grade: Grade  # of what is told now
    who: tuple[Teller, ...]  # whose new claims bear on it
    claims: tuple[ClaimId, ...]  # the new ones, for and against


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReport:
    """A report that was published since."""

    document: str
    outlet: str | None
    camp: SideId | None
    published: date
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is new in one theatre."""

    theatre: str
    since: date  # the end of this day: what had been published by then was known
    until: date  # the same for what is known now
    reports: tuple[NewReport, ...]  # by day
    undated: int  # reports without a day of publication: nobody can say since when they are known
    changes: tuple[Change, ...]  # the weightiest first
    unchanged: int  # places
    new_stories: tuple[Story, ...]
    grown_stories: tuple[Story, ...]  # told before, and told again since
    roads: tuple[Road, ...]  # that new claims speak of
    plans: tuple[ClaimId, ...]  # announced, feared or foretold since


def changes(
    *,
    claims: Sequence[ResolvedClaim],
    before: Picture,
    corrected: Picture,
    after: Picture,
    stories: Iterable[Story],
    roads: Iterable[Road],
    record: Record,
    marks: SourceMarks,
) -> Changes:
    """
    The news of one theatre.

    Args:
        claims: Its claims.
        before: The earlier day, as known then.
        corrected: The earlier day, as known now.
        after: The later day, as known now.
        stories: Those of the claims known now.
        roads: Those of the claims known now.
        record: Copies, days and alliances.
        marks: Letters that analysts gave to outlets.
    """
    since, until = before.on, after.on
    new = {one.id: one for one in claims if one.published and since < one.published <= until}
    earlier: dict[str, Cell] = {cell.place.id: cell for cell in before.cells}
    revised: dict[str, Cell] = {cell.place.id: cell for cell in corrected.cells}
    by_id = {one.id: one for one in claims}
    found = []
    unchanged = 0
    for cell in after.cells:
        was, revision = earlier.get(cell.place.id), revised.get(cell.place.id)
        is_told = any(one in new for one in (*cell.supports, *cell.opposes))
        kinds = _kinds(was, revision, cell, is_told=is_told)
        if kinds:
            found.append(
                _change(cell, kinds, earlier, revised, new=new, by_id=by_id, record=record, marks=marks)
            )
        else:
            unchanged += cell.verdict is not Verdict.NO_REPORT
    order = tuple(ChangeKind)
    retold = [one for one in stories if one.told_last and since < one.told_last <= until]
    return Changes(
        theatre=after.theatre or "",
        since=since,
        until=until,
        reports=_reports(new.values()),
        undated=len({one.claim.document_key for one in claims if one.published is None}),
        changes=tuple(
            sorted(found, key=lambda one: (order.index(one.kinds[0]), one.place.casefold(), one.place_id))
        ),
        unchanged=unchanged,
        new_stories=tuple(one for one in retold if one.told_first and one.told_first > since),
        grown_stories=tuple(one for one in retold if one.told_first and one.told_first <= since),
        roads=tuple(
            road
            for road in roads
            if road.standing is not Standing.PLANNED
            and any(id in new for word in road.words for id in word.claims)
        ),
        plans=tuple(
            sorted(
                id for id, one in new.items() if one.claim.is_evidence and not one.claim.modality.is_actual
            )
        ),
    )


def _kinds(
    before: Cell | None, corrected: Cell | None, after: Cell, *, is_told: bool
) -> tuple[ChangeKind, ...]:
    """In which ways the answer differs; fighting that fades because nobody speaks of it is no news."""
    if after.verdict is Verdict.NO_REPORT:
        return ()
    if before is None or before.verdict is Verdict.NO_REPORT:
        return () if after.verdict is Verdict.STALE else (ChangeKind.FIRST,)
    was, now = before.verdict, after.verdict
    told = {
        # What nobody has spoken of for months fades: that its holder is no longer sure is no news of him.
        ChangeKind.HOLDER: before.holder != after.holder and now is not Verdict.STALE,
        ChangeKind.CORRECTED: corrected is not None
        and before.holder != corrected.holder
        and corrected.verdict is not Verdict.STALE,
        ChangeKind.OPENED: now is Verdict.DISPUTED and was is not Verdict.DISPUTED,
        ChangeKind.SETTLED: was is Verdict.DISPUTED and now in _SETTLED,
        ChangeKind.PHASE: before.phase is not after.phase and is_told,
        ChangeKind.SURER: (was, now) in ((Verdict.CLAIMED, Verdict.AGREED), (Verdict.STALE, Verdict.AGREED),
                                         (Verdict.STALE, Verdict.CLAIMED)),
        ChangeKind.WEAKER: (was, now) == (Verdict.AGREED, Verdict.CLAIMED),
        ChangeKind.STALE: now is Verdict.STALE and was is not Verdict.STALE,
    }  # fmt: skip
    return tuple(kind for kind in ChangeKind if told.get(kind))


def _change(
    cell: Cell,
    kinds: tuple[ChangeKind, ...],
    earlier: Mapping[str, Cell],
    revised: Mapping[str, Cell],
    *,
    new: Mapping[ClaimId, ResolvedClaim],
    by_id: Mapping[ClaimId, ResolvedClaim],
    record: Record,
    marks: SourceMarks,
) -> Change:
    place = cell.place
    was, better = earlier.get(place.id), revised.get(place.id)
    bearing = [new[one] for one in sorted({*cell.supports, *cell.opposes}) if one in new]
    return Change(
        place=place.name,
        place_id=place.id,
        kind=place.kind,
        kinds=kinds,
        before=_answer(was) if was and was.verdict is not Verdict.NO_REPORT else None,
        corrected=_answer(better) if better and better.verdict is not Verdict.NO_REPORT else None,
        after=_answer(cell),
        grade=cell_grade(cell, by_id, record=record, marks=marks),
        who=tellers(bearing),
        claims=tuple(one.id for one in bearing),
    )


def _answer(cell: Cell) -> Answer:
    return Answer(
        cell=cell.id,
        holder=cell.holder,
        likeliest=cell.shares[0][0] if cell.holder is None and cell.shares else None,
        phase=cell.phase,
        verdict=cell.verdict,
        probability=cell.probability,
        since=cell.since,
        origins=cell.origins,
    )


def _reports(new: Iterable[ResolvedClaim]) -> tuple[NewReport, ...]:
    found: dict[str, list[ResolvedClaim]] = {}
    for one in new:
        found.setdefault(one.claim.document_key, []).append(one)
    made = [
        NewReport(
            document=own[0].claim.document,
            outlet=own[0].outlet,
            camp=own[0].outlet_camp,
            published=own[0].published,
            claims=len(own),
        )
        for own in found.values()
        if own[0].published
    ]
    return tuple(sorted(made, key=lambda one: (one.published, one.document)))
