"""A picture made anew only where new reports touch it."""

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from datetime import date

from contested.interpreter import garbage_left
from contested.knowledge.reconcile_settings import ReconcileSettings
from contested.knowledge.theatre import Theatre
from contested.model.picture import Cell, Picture
from contested.model.place import PlaceId
from contested.model.resolved import ResolvedClaim
from contested.model.text import ClaimId
from contested.reconcile.picture import reconcile


@garbage_left()
def revise(
    picture: Picture,
    claims: Sequence[ResolvedClaim],
    *,
    theatre: Theatre,
    places: Collection[PlaceId],
    settings: ReconcileSettings | None = None,
    explained: Collection[PlaceId] = (),
    repeats: Mapping[ClaimId, ClaimId] | None = None,
) -> Picture:
    """
    The picture with the cells of some places made anew; on the same day, as known on the same day.

    Args:
        picture: As it was.
        claims: All claims, new and old, that bear on those places: see `touched` and `bearing`.
        theatre: The one of the picture.
        places: What the new reports touch.
        settings: Those that the picture was made with.
        explained: Weigh the witnesses of these places; by default of none.
        repeats: As `reconcile` takes them.
    """
    part = reconcile(
        claims,
        theatre=theatre,
        on=picture.on,
        known=picture.known,
        settings=settings,
        only=places,
        explained=explained,
        repeats=repeats,
    )
    return Picture(
        on=picture.on,
        known=picture.known,
        theatre=picture.theatre,
        cells=_merged(picture.cells, part.cells, places),
        planned=tuple(sorted({*picture.planned, *part.planned})),
    )


def touched(
    new: Iterable[ResolvedClaim], claims: Sequence[ResolvedClaim], *, moved: Collection[ClaimId] = ()
) -> frozenset[PlaceId]:
    """
    The places whose cells new claims may change: those that they speak of, and what lies inside these.

    An undated report is dated by all that it tells, with the help of others: where one speaks of such a
    place, all its places are touched. So are all places of a claim that speaks of several.

    Args:
        new: The claims of the new reports.
        claims: All claims, new and old.
        moved: Old claims that repeat another one now than before, or nobody any more.
    """
    added = tuple(new)
    ids = {one.id for one in added}
    old = [one for one in claims if one.id not in ids]
    changed = [*added, *(one for one in old if one.id in moved)]
    undated = {one.claim.document_key for one in changed if one.published is None}
    places = {effect.place.id: effect.place for claim in claims for effect in claim.effects}
    found = {effect.place.id for claim in changed for effect in claim.effects}
    found |= _places(one for one in claims if one.claim.document_key in undated)
    if _last_day(added) > _last_day(old):  # it stands in for the day of reports that give none
        found |= _places(one for one in old if one.published is None)
    while True:
        regions = {id for id in found if id in places and places[id].kind != "country"}
        wider = found | {id for id, place in places.items() if not regions.isdisjoint(place.within)}
        wider |= _told_together(claims, wider)
        if wider == found:
            return frozenset(found)
        found = wider


def bearing(
    claims: Sequence[ResolvedClaim],
    places: Collection[PlaceId],
    *,
    repeats: Mapping[ClaimId, ClaimId] | None = None,
) -> tuple[ResolvedClaim, ...]:
    """
    The claims that bear on some places: on them, on what they lie in, and what dates and backs these.

    Args:
        claims: All claims.
        places: Those to be made anew.
        repeats: For each claim that merely repeats another, that other one: it is needed beside its copies.
    """
    inside = {
        effect.place.id: effect.place.within
        for claim in claims
        for effect in claim.effects
        if effect.place.id in places
    }
    reach = set(places) | {id for containers in inside.values() for id in containers}
    while (wider := reach | _told_together(claims, reach)) != reach:
        reach = wider
    undated = {
        claim.claim.document_key for claim in claims if claim.published is None and _speaks_of(claim, reach)
    }
    last = _last_day(claims)
    found = [
        claim
        for claim in claims
        if _speaks_of(claim, reach) or claim.claim.document_key in undated or _last_day([claim]) == last
    ]
    if repeats:
        needed = {repeats[one.id] for one in found if one.id in repeats} - {one.id for one in found}
        found += [claim for claim in claims if claim.id in needed] if needed else []
    return tuple(found)


def _speaks_of(claim: ResolvedClaim, places: Container[PlaceId]) -> bool:
    return any(effect.place.id in places for effect in claim.effects)


def _places(claims: Iterable[ResolvedClaim]) -> set[PlaceId]:
    return {effect.place.id for claim in claims for effect in claim.effects}


def _told_together(claims: Iterable[ResolvedClaim], places: Container[PlaceId]) -> set[PlaceId]:
    """The places of all claims of several places, and of all undated reports, that speak of one of these."""
    linked = [claim for claim in claims if claim.published is None or len(claim.effects) > 1]
    reports = {
        claim.claim.document_key for claim in linked if claim.published is None and _speaks_of(claim, places)
    }
    return _places(
        claim for claim in linked if claim.claim.document_key in reports or _speaks_of(claim, places)
    )


def _last_day(claims: Iterable[ResolvedClaim]) -> date:
    """The last day that any of the claims gives."""
    periods = ((claim.period, claim.published) for claim in claims)
    days = [(period.last or period.first if period else None, printed) for period, printed in periods]
    return max((day for pair in days for day in pair if day), default=date.min)


def _merged(old: Sequence[Cell], new: Sequence[Cell], places: Collection[PlaceId]) -> tuple[Cell, ...]:
    kept = [cell for cell in old if cell.place.id not in places]
    return tuple(sorted([*kept, *new], key=lambda cell: (cell.place.name, cell.place.id)))
