"""Claims as columns: one row for each thing that a claim says about one place."""

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from contested.knowledge.reconcile_settings import ReconcileSettings
from contested.model.actor import MONITOR, UN, WIRE
from contested.model.claim import Certainty, Modality, Polarity, Quantifier
from contested.model.control import ControlState, Effect, Interest, Strength
from contested.model.place import Place, PlaceId
from contested.model.resolved import ResolvedClaim
from contested.model.text import ClaimId
from contested.reconcile.hearing import ATTACK, CAPTURE, NOBODY, Hearing, Roster, origin_of

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

_WATCHERS = frozenset({MONITOR, WIRE, UN})


class Said(IntEnum):
    """What a row says of its place."""

    HELD = 0
    CAPTURED = 1  # held from that day, and not before
    NOT_HELD = 2
    BESIEGED = 3  # held, and surrounded
    RELIEVED = 4  # held, and no longer surrounded
    PRESENT = 5
    CONTESTED = 6
    CALM = 7


NAMES_HOLDER = (Said.HELD, Said.CAPTURED, Said.BESIEGED, Said.RELIEVED)
_SPREADS = (Said.HELD, Said.CAPTURED, Said.NOT_HELD)  # fighting somewhere in a region says nothing of a town
INTERESTS = (Interest.FAVOURS, Interest.AGAINST, Interest.NONE)  # a row's `interest` counts in this order


@dataclass(frozen=True, slots=True, kw_only=True)
class Testimony:
    """Rows as columns of equal length; numbers point into `places` and `ids`."""

    places: tuple[Place, ...]
    ids: tuple[ClaimId, ...]  # sorted
    place: Ints
    claim: Ints
    day: Ints  # proleptic ordinals
    began: Ints  # first day of a state that the claim says has lasted until `day`; 0 where it gives none
    said: Ints
    holder: Ints
    weight: Floats  # certainty x modality x strength x quantifier, in [0, 1]
    theta: Floats  # how often such a claim is true
    interest: Ints
    bloc: Ints  # of the origin
    origin: Ints  # who says so
    document: Ints
    neutral: Flags  # the origin is a monitor, a wire or the like
    exact: Flags  # the words give just this one day
    indirect: Flags  # said of a larger place around this one, or of some part of it only
    voiced: Flags  # somebody stands by it: a copy weighs nothing, but is said

    def rows(self, chosen: Ints, *, place: Ints | None = None) -> "Testimony":
        """Only the chosen rows; with `place`, each is moved to that place number."""
        columns = {name: getattr(self, name)[chosen] for name in _COLUMNS}
        moved = replace(self, **columns)
        return moved if place is None else replace(moved, place=place)

    def of_places(self, numbers: Ints, chosen: Ints) -> "Testimony":
        """The chosen rows, which are those of these places; the places are counted from 0 again."""
        places = tuple(self.places[number] for number in numbers.tolist())
        again = np.searchsorted(numbers, self.place[chosen])
        return replace(self.rows(chosen, place=again), places=places)


_COLUMNS = tuple(field.name for field in fields(Testimony) if field.name not in ("places", "ids"))


def joined(parts: Sequence[Testimony]) -> Testimony:
    """
    The rows of several groups of places in one table.

    Args:
        parts: No place may stand in two of them.
    """
    claims = np.cumsum([0, *(len(part.ids) for part in parts)])
    places = np.cumsum([0, *(len(part.places) for part in parts)])
    columns = {name: np.concatenate([getattr(part, name) for part in parts]) for name in _COLUMNS}
    rows = [len(part.place) for part in parts]
    columns["claim"] = columns["claim"] + np.repeat(claims[:-1], rows)
    columns["place"] = columns["place"] + np.repeat(places[:-1], rows)
    return Testimony(
        places=tuple(place for part in parts for place in part.places),
        ids=tuple(id for part in parts for id in part.ids),
        **columns,
    )


def rows_of(hearing: Hearing, *, only: Container[PlaceId] | None = None) -> Testimony:
    """
    All that the claims say about who holds what; copies, and what was taken back, weigh nothing.

    Args:
        hearing: The claims.
        only: Rows of these places alone; None gives them all.
    """
    claims, roster, settings = hearing.claims, hearing.roster, hearing.settings
    spoken_of = _places(claims)
    places = tuple(place for place in spoken_of if only is None or place.id in only)
    numbers = {place.id: number for number, place in enumerate(places)}
    members = _members(places, spoken_of, numbers)
    origins: dict[tuple[str | None, ...], int] = {}
    documents: dict[str, int] = {}
    rows: list[tuple[float, ...]] = []
    heard = zip(claims, hearing.days, hearing.sources, strict=True)
    for number, (claim, day, source) in enumerate(heard):
        document = documents.setdefault(claim.claim.document_key, len(documents))
        origin = origins.setdefault(origin_of(claim), len(origins))
        bloc = roster.bloc_of(claim.origin.camp)
        interest = INTERESTS.index(claim.interest)
        weight = 0.0 if number in hearing.taken_back else _claim_weight(claim, settings)
        voiced = weight > 0
        if source != number:
            weight = 0.0
        for effect in claim.effects:
            said = _said(claim, effect)
            holder = _holder(claim, effect, said, roster)
            if holder == NOBODY and said not in (Said.CONTESTED, Said.CALM):
                continue
            theta = _theta(claim, effect, said, settings)
            for place, inside in _reached(effect, numbers, members):
                if inside and said not in _SPREADS:
                    continue
                # Whoever is besieged holds what is besieged of a place, be it a part.
                partly = effect.quantifier is Quantifier.SOME and said is not Said.BESIEGED
                indirect = inside or effect.strength is Strength.CONTAINED or partly
                rows.append(
                    (
                        place,
                        number,
                        day.day.toordinal(),
                        day.began.toordinal() if day.began else 0,
                        Said.HELD if indirect and said is Said.CAPTURED else said,
                        holder,
                        weight * _effect_weight(effect, said, inside=inside, settings=settings),
                        theta,
                        interest,
                        bloc,
                        origin,
                        document,
                        claim.origin.camp in _WATCHERS,
                        day.exact,
                        indirect,
                        voiced,
                    )
                )
    table = np.array(rows, dtype=np.float64).reshape(-1, len(_COLUMNS))
    kinds = {
        "weight": np.float64,
        "theta": np.float64,
        "neutral": np.bool_,
        "exact": np.bool_,
        "indirect": np.bool_,
        "voiced": np.bool_,
    }
    columns: dict[str, Any] = {
        name: table[:, at].astype(kinds.get(name, np.int64)) for at, name in enumerate(_COLUMNS)
    }
    return Testimony(places=places, ids=hearing.ids, **columns)


def _places(claims: Sequence[ResolvedClaim]) -> tuple[Place, ...]:
    """Every place that some effect speaks of, sorted by id."""
    found = {effect.place.id: effect.place for claim in claims for effect in claim.effects}
    return tuple(found[id] for id in sorted(found))


def _members(
    places: Sequence[Place], spoken_of: Sequence[Place], numbers: dict[PlaceId, int]
) -> dict[PlaceId, list[int]]:
    """The places inside each container. A country is none: it says nothing of a single town."""
    containers = {place.id for place in spoken_of if place.kind != "country"}
    inside: defaultdict[PlaceId, list[int]] = defaultdict(list)
    for place in places:
        for container in place.within:
            if container in containers:
                inside[container].append(numbers[place.id])
    return inside


def _reached(
    effect: Effect, numbers: dict[PlaceId, int], members: dict[PlaceId, list[int]]
) -> Iterator[tuple[int, bool]]:
    if (own := numbers.get(effect.place.id)) is not None:
        yield own, False
    for member in members.get(effect.place.id, ()):
        yield member, True


def _said(claim: ResolvedClaim, effect: Effect) -> Said:
    match effect.state, effect.negated:
        case ControlState.HELD, False:
            affirmed = claim.claim.polarity is Polarity.AFFIRMED
            return Said.CAPTURED if claim.claim.event == CAPTURE and affirmed else Said.HELD
        case ControlState.BESIEGED, negated:
            return Said.RELIEVED if negated else Said.BESIEGED
        case ControlState.PRESENCE, False:
            return Said.PRESENT
        case ControlState.ROUTE_OPEN, False:
            return Said.HELD
        case ((ControlState.HELD | ControlState.PRESENCE | ControlState.ROUTE_OPEN), True):
            return Said.NOT_HELD
        case _, negated:  # CONTESTED, or a route that is cut
            return Said.CALM if negated else Said.CONTESTED


def _holder(claim: ResolvedClaim, effect: Effect, said: Said, roster: Roster) -> int:
    """Of whom the row speaks; of an attack it is the attacker, who does not hold what he attacks."""
    if said is Said.CONTESTED and claim.claim.event == ATTACK and claim.actor is not None:
        return roster.holder(claim.actor.side)
    return NOBODY if said in (Said.CONTESTED, Said.CALM) else roster.holder(effect.holder)


def _theta(claim: ResolvedClaim, effect: Effect, said: Said, settings: ReconcileSettings) -> float:
    if claim.interest is Interest.FAVOURS:
        return settings.favours_captured if said is Said.CAPTURED else settings.favours
    if claim.interest is Interest.NONE:
        return settings.neutral
    taken_for_granted = (
        Strength.PRESUPPOSED is effect.strength or claim.claim.modality is Modality.PRESUPPOSED
    )
    return settings.presupposed_against if taken_for_granted else settings.against


def _claim_weight(claim: ResolvedClaim, settings: ReconcileSettings) -> float:
    certainty = {
        Certainty.CERTAIN: settings.certain,
        Certainty.PROBABLE: settings.probable,
        Certainty.POSSIBLE: settings.possible,
        Certainty.UNCOMMITTED: settings.uncommitted,
    }[claim.claim.certainty]
    modality = settings.presupposed if claim.claim.modality is Modality.PRESUPPOSED else settings.asserted
    return certainty * modality * (settings.reported if claim.claim.voices else 1.0)


def _effect_weight(effect: Effect, said: Said, *, inside: bool, settings: ReconcileSettings) -> float:
    strength = {
        Strength.DIRECT: settings.direct,
        Strength.PRESUPPOSED: settings.taken_for_granted,
        Strength.CONTAINED: settings.contained,
        Strength.WEAK: settings.weak,
    }[effect.strength]
    quantifier = {
        Quantifier.ALL: settings.whole,
        Quantifier.MOST: settings.most,
        Quantifier.SOME: settings.some,
    }[effect.quantifier]
    presence = settings.presence if said is Said.PRESENT else 1.0
    return strength * quantifier * presence * (settings.contained if inside else 1.0)
