"""The claims as analysts decided: which count, and which place each speaks of. Undoing restores all of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from contested.model.control import Effect
from contested.model.decision import NOWHERE, SAME, WRONG, Decision, DecisionKind
from contested.model.place import Place, PlaceCandidate, PlaceChoice, PlaceId
from contested.model.resolved import ResolvedClaim
from contested.model.text import ClaimId
from contested.reconcile.standing import Standing, groups_of

EffectsAt = Callable[[ResolvedClaim, Place], tuple[Effect, ...]]
RepeatsIn = Callable[[Sequence[ResolvedClaim]], Mapping[ClaimId, ClaimId]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A claim that does not count, and who said so."""

    claim: ResolvedClaim
    decision: Decision
    copy_of: ClaimId | None = None  # it repeats the claim that was decided on


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What `reconcile` takes, and what it does not."""

    claims: tuple[ResolvedClaim, ...]
    set_aside: tuple[SetAside, ...] = ()


def decided(
    claims: Sequence[ResolvedClaim],
    standing: Standing,
    *,
    places: Mapping[str, Place],
    effects_at: EffectsAt,
    repeats_in: RepeatsIn,
) -> Decided:
    """
    The claims with the decisions followed; without decisions the very same claims.

    Args:
        claims: As resolved.
        standing: The decisions.
        places: The places that decisions name, by id.
        effects_at: What a claim says of a place, were it the one that it speaks of.
        repeats_in: For each of some claims that merely repeats another one of them, that other one.
    """
    if not standing.applied:
        return Decided(claims=tuple(claims))
    one_place = _one_place(standing, claims, places)
    placed = standing.answers(DecisionKind.PLACE_OF)
    moved = [
        _at_one_place(_placed(claim, placed.get(claim.id), places, effects_at), one_place) for claim in claims
    ]
    aside = _set_aside(moved, standing, repeats_in)
    return Decided(
        claims=tuple(claim for claim in moved if claim.id not in aside),
        set_aside=tuple(aside[id] for id in sorted(aside)),
    )


def _placed(
    claim: ResolvedClaim, decision: Decision | None, places: Mapping[str, Place], effects_at: EffectsAt
) -> ResolvedClaim:
    """The claim at the place that an analyst gives it."""
    if decision is None or claim.place is None:
        return claim
    if decision.answer == NOWHERE:
        return replace(claim, place=replace(claim.place, candidates=()), effects=())
    place = places.get(decision.answer)
    if place is None:
        return claim
    chosen = PlaceCandidate(place=place, score=1.0, reasons=(f"decided by {decision.author}",))
    others = tuple(one for one in claim.place.candidates if one.place.id != place.id)
    return replace(
        claim, place=replace(claim.place, candidates=(chosen, *others)), effects=effects_at(claim, place)
    )


def _one_place(
    standing: Standing, claims: Sequence[ResolvedClaim], places: Mapping[str, Place]
) -> Mapping[PlaceId, Place]:
    """For each place that is said to be another one, the one that stands for all: the most populous."""
    groups = groups_of(one for one in standing.of(DecisionKind.SAME_PLACE) if one.answer == SAME)
    if not groups:
        return {}
    known = dict(places)
    for claim in claims:
        known.update({effect.place.id: effect.place for effect in claim.effects})
        if claim.place and claim.place.place:
            known[claim.place.place.id] = claim.place.place
    best: dict[str, Place] = {}
    for id in sorted(groups):
        if (place := known.get(id)) is not None:
            rival = best.setdefault(groups[id], place)
            if place.population > rival.population:
                best[groups[id]] = place
    return {PlaceId(id): best[group] for id, group in groups.items() if group in best}


def _at_one_place(claim: ResolvedClaim, one_place: Mapping[PlaceId, Place]) -> ResolvedClaim:
    if not one_place:
        return claim
    effects = (replace(effect, place=_same(effect.place, one_place)) for effect in claim.effects)
    return replace(
        claim,
        place=_choice(claim.place, one_place) if claim.place else None,
        other_places=tuple((role, _choice(choice, one_place)) for role, choice in claim.other_places),
        effects=tuple(dict.fromkeys(effects)),
    )


def _choice(choice: PlaceChoice, one_place: Mapping[PlaceId, Place]) -> PlaceChoice:
    candidates: dict[PlaceId, PlaceCandidate] = {}
    for one in choice.candidates:
        place = _same(one.place, one_place)
        candidates.setdefault(place.id, replace(one, place=place))
    return replace(choice, candidates=tuple(candidates.values()))


def _same(place: Place, one_place: Mapping[PlaceId, Place]) -> Place:
    place = one_place.get(place.id, place)
    within = tuple(one_place[id].id if id in one_place else id for id in place.within)
    return place if within == place.within else replace(place, within=tuple(dict.fromkeys(within)))


def _set_aside(
    claims: Sequence[ResolvedClaim], standing: Standing, repeats_in: RepeatsIn
) -> dict[ClaimId, SetAside]:
    """The claims said to be wrong, and what merely repeats them: a copy must not stand in for its origin."""
    answers = standing.answers(DecisionKind.CLAIM)
    wrong = {id: one for id, one in answers.items() if one.answer == WRONG}
    if not wrong:
        return {}
    repeats = repeats_in(claims)
    found = {
        one.id: SetAside(claim=one, decision=wrong[source], copy_of=source)
        for one in claims
        if (source := repeats.get(one.id)) in wrong and one.id not in answers
    }
    found.update({one.id: SetAside(claim=one, decision=wrong[one.id]) for one in claims if one.id in wrong})
    return found
