"""Claims as columns: one row for each thing that a claim says about one place."""

from collections import defaultdict
from collections.abc import Container, Sequence
from dataclasses import dataclass, fields, replace
from enum import Enum, IntEnum
from itertools import chain, repeat
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from contested.model.actor import MONITOR, UN, WIRE
from contested.model.claim import Certainty, Modality, Polarity, Quantifier
from contested.model.control import ControlState, Effect, Interest, Strength
from contested.model.place import Place, PlaceId
from contested.model.text import ClaimId
from contested.reconcile.hearing import ATTACK, CAPTURE, NOBODY, Hearing

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
T = TypeVar("T")

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
SIEGES = (Said.BESIEGED, Said.RELIEVED)
_SPREADS = (Said.HELD, Said.CAPTURED, Said.NOT_HELD)  # fighting somewhere in a region says nothing of a town
INTERESTS = (Interest.FAVOURS, Interest.AGAINST, Interest.NONE)  # a row's `interest` counts in this order
_CERTAINTIES, _MODALITIES = tuple(Certainty), tuple(Modality)
_STRENGTHS, _QUANTIFIERS = tuple(Strength), tuple(Quantifier)
_SAYS = {  # what an effect says, and what it says negated; what is held may also be captured
    ControlState.HELD: (Said.HELD, Said.NOT_HELD),
    ControlState.BESIEGED: (Said.BESIEGED, Said.RELIEVED),
    ControlState.CONTESTED: (Said.CONTESTED, Said.CALM),
    ControlState.PRESENCE: (Said.PRESENT, Said.NOT_HELD),
    ControlState.ROUTE_OPEN: (Said.HELD, Said.NOT_HELD),
    ControlState.ROUTE_CUT: (Said.CONTESTED, Said.CALM),
}
_STATES, _SAID = tuple(_SAYS), np.array(list(_SAYS.values()), dtype=np.int64)


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
    dayless: Flags  # the words give no day: `day` is the one before print, or what other reports make of it
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
    effects = [claim.effects for claim in hearing.claims]
    spoken_of = _places(effects)
    places = tuple(place for place in spoken_of if only is None or place.id in only)
    numbers = {place.id: number for number, place in enumerate(places)}
    heard = _heard(hearing)
    told = _effects(hearing, effects)
    effect, place, inside = _reached(told.places, numbers, _members(places, spoken_of, numbers))
    said, holder = told.said[effect], told.holder[effect]
    kept = (holder != NOBODY) | np.isin(said, (Said.CONTESTED, Said.CALM))
    kept &= ~inside | np.isin(said, _SPREADS)
    effect, place, inside, said, holder = (one[kept] for one in (effect, place, inside, said, holder))
    claim = told.claim[effect]
    # Whoever is besieged holds what is besieged of a place, be it a part.
    partly = (told.quantifier[effect] == _QUANTIFIERS.index(Quantifier.SOME)) & (said != Said.BESIEGED)
    indirect = inside | (told.strength[effect] == _STRENGTHS.index(Strength.CONTAINED)) | partly
    settings = hearing.settings
    weight = told.weight[effect] * np.where(inside, settings.contained, 1.0)
    return Testimony(
        places=places,
        ids=hearing.ids,
        place=place,
        claim=claim,
        day=heard.day[claim],
        began=heard.began[claim],
        said=np.where(indirect & (said == Said.CAPTURED), int(Said.HELD), said),
        holder=holder,
        weight=heard.weight[claim] * weight,
        theta=told.theta[effect],
        interest=heard.interest[claim],
        bloc=heard.bloc[claim],
        origin=np.array(hearing.origins, dtype=np.int64)[claim],
        document=heard.document[claim],
        neutral=heard.neutral[claim],
        exact=heard.exact[claim],
        dayless=heard.dayless[claim],
        indirect=indirect,
        voiced=heard.voiced[claim],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heard:
    """What a row takes over from its claim, (claims,) each."""

    day: Ints
    began: Ints
    weight: Floats
    interest: Ints
    bloc: Ints
    document: Ints
    neutral: Flags
    exact: Flags
    dayless: Flags
    voiced: Flags


def _heard(hearing: Hearing) -> _Heard:
    claims, settings = hearing.claims, hearing.settings
    bare = [claim.claim for claim in claims]
    camp, camps = _numbered([claim.origin.camp for claim in claims])
    bloc = _ints([hearing.roster.bloc_of(one) for one in camps])
    neutral = np.array([one in _WATCHERS for one in camps], dtype=np.bool_)
    certainty = (settings.certain, settings.probable, settings.possible, settings.uncommitted)
    own = np.array(certainty)[_codes([claim.certainty for claim in bare], _CERTAINTIES)]
    own = own * np.where(_presupposed(hearing), settings.presupposed, settings.asserted)
    own = own * np.where([bool(claim.voices) for claim in bare], settings.reported, 1.0)
    own[list(hearing.taken_back)] = 0.0
    voiced = own > 0
    own[np.array(hearing.sources, dtype=np.int64) != np.arange(len(claims))] = 0.0
    return _Heard(
        day=_ints([day.day.toordinal() for day in hearing.days]),
        began=_ints([day.began.toordinal() if day.began else 0 for day in hearing.days]),
        weight=own,
        interest=_codes([claim.interest for claim in claims], INTERESTS),
        bloc=bloc[camp],
        document=_numbered([claim.document_key for claim in bare])[0],
        neutral=neutral[camp],
        exact=np.array([day.exact for day in hearing.days], dtype=np.bool_),
        dayless=np.array([day.note is not None for day in hearing.days], dtype=np.bool_),
        voiced=voiced,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Effects:
    """What a row takes over from an effect, (effects,) each."""

    places: Sequence[PlaceId]
    claim: Ints
    said: Ints
    holder: Ints
    theta: Floats
    strength: Ints
    quantifier: Ints
    weight: Floats


def _effects(hearing: Hearing, by_claim: Sequence[Sequence[Effect]]) -> _Effects:
    claims, settings = hearing.claims, hearing.settings
    effects = list(chain.from_iterable(by_claim))
    claim = np.repeat(np.arange(len(claims)), _ints(list(map(len, by_claim))))
    captures = [one.claim.event == CAPTURE and one.claim.polarity is Polarity.AFFIRMED for one in claims]
    negated = np.array([effect.negated for effect in effects], dtype=np.bool_)
    state = _codes([effect.state for effect in effects], _STATES)
    said = _SAID[state, negated.astype(np.int64)]
    holds = (state == _STATES.index(ControlState.HELD)) & ~negated
    said[holds & np.array(captures, dtype=np.bool_)[claim]] = Said.CAPTURED
    strength = _codes([effect.strength for effect in effects], _STRENGTHS)
    quantifier = _codes([effect.quantifier for effect in effects], _QUANTIFIERS)
    holder, holders = _numbered([effect.holder for effect in effects])
    by_strength = (settings.direct, settings.taken_for_granted, settings.contained, settings.weak)
    weight = np.array(by_strength)[strength]
    weight = weight * np.array((settings.whole, settings.most, settings.some))[quantifier]
    weight = weight * np.where(said == Said.PRESENT, settings.presence, 1.0)
    numbers = _ints([hearing.roster.holder(side) for side in holders])
    return _Effects(
        places=[effect.place.id for effect in effects],
        claim=claim,
        said=said,
        holder=_holders(hearing, said, claim, numbers[holder]),
        theta=_thetas(hearing, said, claim, strength),
        strength=strength,
        quantifier=quantifier,
        weight=weight,
    )


def _holders(hearing: Hearing, said: Ints, claim: Ints, holder: Ints) -> Ints:
    """Of whom each effect speaks; of an attack it is the attacker, who does not hold what he attacks."""
    attacker = np.full(len(hearing.claims), NOBODY)
    for number, one in enumerate(hearing.claims):
        if one.claim.event == ATTACK and one.actor is not None:
            attacker[number] = hearing.roster.holder(one.actor.side)
    found = np.where(np.isin(said, (Said.CONTESTED, Said.CALM)), NOBODY, holder)
    return np.where(said == Said.CONTESTED, attacker[claim], found)


def _thetas(hearing: Hearing, said: Ints, claim: Ints, strength: Ints) -> Floats:
    """How often what each effect says is true."""
    settings = hearing.settings
    interest = _codes([claim.interest for claim in hearing.claims], INTERESTS)[claim]
    granted = _presupposed(hearing)[claim] | (strength == _STRENGTHS.index(Strength.PRESUPPOSED))
    captured = said == Said.CAPTURED
    favours = np.where(captured, settings.favours_captured, settings.favours)
    against = np.where(captured, settings.others_captured, settings.against)
    against = np.where(granted, settings.presupposed_against, against)
    neutral = np.where(captured, settings.others_captured, settings.neutral)
    own = np.where(interest == INTERESTS.index(Interest.FAVOURS), favours, against)
    found: Floats = np.where(interest == INTERESTS.index(Interest.NONE), neutral, own)
    return found


def _presupposed(hearing: Hearing) -> Flags:
    modality = _codes([claim.claim.modality for claim in hearing.claims], _MODALITIES)
    presupposed: Flags = modality == _MODALITIES.index(Modality.PRESUPPOSED)
    return presupposed


def _codes(values: Sequence[Enum], kinds: Sequence[Enum]) -> Ints:
    """The number of each value among the kinds; by identity, for the hash of an `Enum` takes its time."""
    numbers = {id(kind): number for number, kind in enumerate(kinds)}
    return _ints([numbers[id(value)] for value in values])


def _numbered(values: Sequence[T]) -> tuple[Ints, Sequence[T]]:
    """A number for each value, equal where they are, and the values in the order of their numbers."""
    numbers: dict[T, int] = {}
    return _ints([numbers.setdefault(value, len(numbers)) for value in values]), list(numbers)


def _ints(values: Sequence[int]) -> Ints:
    return np.fromiter(values, np.int64, len(values))


def _places(by_claim: Sequence[Sequence[Effect]]) -> tuple[Place, ...]:
    """Every place that some effect speaks of, sorted by id."""
    spoken_of = [effect.place for effects in by_claim for effect in effects]
    found = {place.id: place for place in spoken_of}
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
    spoken_of: Sequence[PlaceId], numbers: dict[PlaceId, int], members: dict[PlaceId, list[int]]
) -> tuple[Ints, Ints, Flags]:
    """Each effect with each place that it reaches, its own first, and whether the place lies inside it."""
    own = np.fromiter(map(numbers.get, spoken_of, repeat(-1)), np.int64, len(spoken_of))
    at_home = np.flatnonzero(own >= 0)
    within = [
        (number, member)
        for number, id in enumerate(spoken_of if members else ())
        for member in members.get(id, ())
    ]
    inner = np.array(within, dtype=np.int64).reshape(-1, 2)
    effect = np.concatenate([at_home, inner[:, 0]])
    order = np.argsort(effect, kind="stable")
    place = np.concatenate([own[at_home], inner[:, 1]])
    return effect[order], place[order], (np.arange(len(effect)) >= len(at_home))[order]
