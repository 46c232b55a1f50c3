"""What was told of each place from day to day, as strips over one axis."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from contested.model.claim import Polarity
from contested.model.resolved import ResolvedClaim
from contested.model.text import ClaimId
from contested.show.exchange import in_reading_order
from contested.show.sides import SideStyle, SideStyles
from contested.show.views.citation import cite

LONGEST_AXIS = timedelta(days=500)  # beyond that, days blur: earlier claims stand at the left edge
MOST_STRIPS = 24
MOST_LANES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One claim on a strip."""

    claim: ClaimId
    at: float  # per cent of the axis
    until: float  # per cent; later than `at` where the claim only says "between"
    lane: int  # 0 is the lowest
    side: SideStyle  # of whom the claim speaks
    is_denied: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """One place."""

    place: str
    moments: tuple[Moment, ...]

    @property
    def lanes(self) -> int:
        """How many rows of marks it needs."""
        return 1 + max((moment.lane for moment in self.moments), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """All strips over one axis."""

    first: date
    last: date
    ticks: tuple[tuple[float, str], ...]  # per cent and label
    strips: tuple[Strip, ...]  # most told first


def timeline(claims: Iterable[ResolvedClaim], styles: SideStyles) -> Timeline | None:
    """The strips of places with two or more dated claims; None where there is no such place."""
    by_place: dict[str, list[tuple[date, date, ResolvedClaim]]] = {}
    for one in in_reading_order(claims):
        place = one.place.place if one.place else None
        days = _days(one)
        if place and days and one.claim.is_evidence and one.claim.modality.is_actual:
            by_place.setdefault(place.name, []).append((*days, one))
    told = sorted(
        ((name, found) for name, found in by_place.items() if len(found) > 1),
        key=lambda item: (-len(item[1]), item[0]),
    )[:MOST_STRIPS]
    if not told:
        return None
    last = max(end for _, found in told for _, end, _ in found)
    first = max(min(start for _, found in told for start, _, _ in found), last - LONGEST_AXIS)
    if first == last:
        first -= timedelta(days=1)
    return Timeline(
        first=first,
        last=last,
        ticks=_ticks(first, last),
        strips=tuple(Strip(place=name, moments=_moments(found, first, last, styles)) for name, found in told),
    )


def _days(one: ResolvedClaim) -> tuple[date, date] | None:
    period = one.period
    if period is None:
        return None
    start, end = period.first or period.last, period.last or period.first
    return (start, end) if start and end else None


def _moments(
    found: list[tuple[date, date, ResolvedClaim]], first: date, last: date, styles: SideStyles
) -> tuple[Moment, ...]:
    moments: list[Moment] = []
    lanes: list[float] = []  # per lane, the per cent up to which it is taken
    for start, end, one in sorted(found, key=lambda item: (item[0], item[1], item[2].id)):
        at, until = _per_cent(start, first, last), _per_cent(end, first, last)
        lane = next((number for number, taken in enumerate(lanes) if taken < at - 2), len(lanes))
        lane = min(lane, MOST_LANES - 1)
        lanes[lane : lane + 1] = [until]
        holder = one.effects[0].holder if one.effects else one.actor.side if one.actor else None
        cited = cite(one, styles)
        moments.append(
            Moment(
                claim=one.id,
                at=at,
                until=until,
                lane=lane,
                side=styles.of(holder),
                is_denied=one.claim.polarity is Polarity.DENIED,
                words=f"{cited.when}: {cited.says} ({cited.outlet})",
            )
        )
    return tuple(moments)


def _per_cent(day: date, first: date, last: date) -> float:
    """Where a day stands on the axis, which leaves room for a mark at both ends."""
    share = (max(day, first) - first) / (last - first)
    return round(2 + 96 * share, 2)


def _ticks(first: date, last: date) -> tuple[tuple[float, str], ...]:
    days = (last - first).days
    steps = min(4, days)
    marks = [first + timedelta(days=round(days * step / steps)) for step in range(steps + 1)]
    return tuple((_per_cent(day, first, last), day.isoformat()) for day in marks)
