"""Who says what against whom: the positions in a dispute, each with its independent origins and its days."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from contested.model.actor import UNKNOWN, SideId
from contested.model.control import ControlState, Effect, Strength, Verdict
from contested.model.picture import Cell, Picture
from contested.model.resolved import ResolvedClaim
from contested.model.text import ClaimId
from contested.show.views.grading import Grade, SourceMarks, graded
from contested.show.views.independence import Backing, Record, Teller, backing, tellers

_OF_HOLDERS = frozenset({ControlState.HELD, ControlState.BESIEGED, ControlState.PRESENCE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """One answer to who holds the place."""

    side: SideId | None  # None: fought over, no holder named
    denied: bool  # "does not hold it"
    for_holder: bool  # whether it speaks for the holder that the picture names
    origins: int  # independent ones
    admitted: bool  # somebody says so against its interest
    grade: Grade
    first: date | None  # days that the claims speak of
    last: date | None
    who: tuple[Teller, ...]
    claims: tuple[ClaimId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarrel:
    """A place about which live claims of different origins contradict each other."""

    cell: str
    place: str
    place_id: str
    kind: str
    holder: SideId | None
    likeliest: SideId
    probability: float
    since: date | None  # first day on which it was disputed without a break
    positions: tuple[Position, ...]  # those of most independent origins first


def quarrels(
    picture: Picture,
    *,
    claims: Mapping[ClaimId, ResolvedClaim],
    record: Record,
    marks: SourceMarks,
    since: Mapping[str, date],
) -> tuple[Quarrel, ...]:
    """
    The disputes of a picture, by place.

    Args:
        picture: Its disputed cells are shown.
        claims: The claims that they cite.
        record: Copies, days and alliances.
        marks: Letters that analysts gave to outlets.
        since: By cell id, the first day of the dispute, where it is known.
    """
    return tuple(
        Quarrel(
            cell=cell.id,
            place=cell.place.name,
            place_id=cell.place.id,
            kind=cell.place.kind,
            holder=cell.holder,
            likeliest=cell.shares[0][0] if cell.shares else UNKNOWN,
            probability=cell.probability,
            since=since.get(cell.id),
            positions=_positions(cell, claims, record, marks),
        )
        for cell in picture.cells
        if cell.verdict is Verdict.DISPUTED
    )


def _positions(
    cell: Cell, claims: Mapping[ClaimId, ResolvedClaim], record: Record, marks: SourceMarks
) -> tuple[Position, ...]:
    found: defaultdict[tuple[bool, SideId | None, bool], list[ResolvedClaim]] = defaultdict(list)
    for ids, for_holder in ((cell.supports, True), (cell.opposes, False)):
        for one in ids:
            if one in claims:
                side, denied = _says(claims[one], cell)
                found[for_holder, side, denied].append(claims[one])
    camp_of = {True: _joint(found, record, True), False: _joint(found, record, False)}
    made = [
        _position(key, own, against=camp_of[not key[0]].origins, record=record, marks=marks)
        for key, own in found.items()
    ]
    return tuple(
        sorted(made, key=lambda one: (not one.for_holder, -one.origins, one.denied, one.side or "~"))
    )


def _joint(
    found: Mapping[tuple[bool, SideId | None, bool], Sequence[ResolvedClaim]],
    record: Record,
    for_holder: bool,
) -> Backing:
    """How well all that speaks for, or against, the holder is backed; fights for a place are neither."""
    own = [one for key, said in found.items() if key[0] is for_holder and key[1] for one in said]
    return backing(own, record)


def _position(
    key: tuple[bool, SideId | None, bool],
    own: Sequence[ResolvedClaim],
    *,
    against: int,
    record: Record,
    marks: SourceMarks,
) -> Position:
    for_holder, side, denied = key
    backed = backing(own, record)
    days = [day for one in own if (day := record.day(one))]
    return Position(
        side=side,
        denied=denied,
        for_holder=for_holder,
        origins=backed.origins,
        admitted=backed.admitted,
        grade=graded(own, against=against if side else 0, record=record, marks=marks),
        first=min(days, default=None),
        last=max(days, default=None),
        who=tellers(own),
        claims=tuple(sorted({one.id for one in own})),
    )


def _says(claim: ResolvedClaim, cell: Cell) -> tuple[SideId | None, bool]:
    """Of whom the claim says that he does, or does not, hold the place; it may speak of a larger one."""
    named = [effect for effect in claim.effects if effect.state in _OF_HOLDERS and effect.holder != UNKNOWN]
    own = [effect for effect in named if effect.place.id == cell.place.id]
    chosen = _first(own or named)
    return (chosen.holder, chosen.negated) if chosen else (None, False)


def _first(effects: Iterable[Effect]) -> Effect | None:
    """The plainest of the effects: affirmed before negated, direct before weak."""
    strengths = tuple(Strength)
    return min(effects, key=lambda one: (one.negated, strengths.index(one.strength)), default=None)
