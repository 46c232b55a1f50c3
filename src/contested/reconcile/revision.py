"""A picture made anew only where new reports touch it."""

from collections.abc import Collection, Container, Iterable, Mapping, Sequence

from contested.knowledge.reconcile_settings import ReconcileSettings
from contested.knowledge.theatre import Theatre
from contested.model.picture import Cell, Picture
from contested.model.place import PlaceId
from contested.model.resolved import ResolvedClaim
from contested.model.text import ClaimId
from contested.reconcile.picture import reconcile


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


def touched(new: Iterable[ResolvedClaim], claims: Sequence[ResolvedClaim]) -> frozenset[PlaceId]:
    """
    The places whose cells new claims may change: those that they speak of, and what lies inside these.

    An undated report is dated by all that it tells, with the help of others: where one speaks of such a
    place, all its places are touched.

    Args:
        new: The claims of the new reports.
        claims: All claims, new and old.
    """
    places = {effect.place.id: effect.place for claim in claims for effect in claim.effects}
    found = {effect.place.id for claim in new for effect in claim.effects}
    while True:
        regions = {id for id in found if id in places and places[id].kind != "country"}
        wider = found | {id for id, place in places.items() if not regions.isdisjoint(place.within)}
        wider |= _of_undated(claims, wider)
        if wider == found:
            return frozenset(found)
        found = wider


def bearing(claims: Sequence[ResolvedClaim], places: Collection[PlaceId]) -> tuple[ResolvedClaim, ...]:
    """The claims that bear on some places: on them, on what they lie in, and of undated reports there."""
    inside = {
        effect.place.id: effect.place.within
        for claim in claims
        for effect in claim.effects
        if effect.place.id in places
    }
    reach = set(places) | {id for containers in inside.values() for id in containers}
    while (wider := reach | _of_undated(claims, reach)) != reach:
        reach = wider
    return tuple(claim for claim in claims if any(effect.place.id in reach for effect in claim.effects))


def _of_undated(claims: Iterable[ResolvedClaim], places: Container[PlaceId]) -> set[PlaceId]:
    """The places of all undated reports that speak of one of these."""
    undated = [claim for claim in claims if claim.published is None]
    reports = {
        claim.claim.document_key
        for claim in undated
        if any(effect.place.id in places for effect in claim.effects)
    }
    return {
        effect.place.id
        for claim in undated
        if claim.claim.document_key in reports
        for effect in claim.effects
    }


def _merged(old: Sequence[Cell], new: Sequence[Cell], places: Collection[PlaceId]) -> tuple[Cell, ...]:
    kept = [cell for cell in old if cell.place.id not in places]
    return tuple(sorted([*kept, *new], key=lambda cell: (cell.place.name, cell.place.id)))
