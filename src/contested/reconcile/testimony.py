"""Claims as columns: one row for each thing that a claim says about one place."""

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from contested.model.claim import Modality, Quantifier
from contested.model.control import ControlState, Interest, Strength
from contested.model.place import Place, PlaceId
from contested.model.text import ClaimId
from contested.reconcile.columns import INTERESTS, MODALITIES, QUANTIFIERS, STATES, STRENGTHS
from contested.reconcile.heard import Hearing
from contested.reconcile.hearing import NOBODY

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


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
_SAYS = {  # what an effect says, and what it says negated; what is held may also be captured
    ControlState.HELD: (Said.HELD, Said.NOT_HELD),
    ControlState.BESIEGED: (Said.BESIEGED, Said.RELIEVED),
    ControlState.CONTESTED: (Said.CONTESTED, Said.CALM),
    ControlState.PRESENCE: (Said.PRESENT, Said.NOT_HELD),
    ControlState.ROUTE_OPEN: (Said.HELD, Said.NOT_HELD),
    ControlState.ROUTE_CUT: (Said.CONTESTED, Said.CALM),
}
_SAID = np.array([_SAYS[state] for state in STATES], dtype=np.int64)


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
    # The claim's own words do not end on `day`: they give no day, or only the first of an open period, or say
    # what was so until a capture. It is the day before print, or what other reports make of it.
    dayless: Flags
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
    columns, settings = hearing.columns, hearing.settings
    effects, days = columns.effects, hearing.days
    wanted = [only is None or place.id in only for place in effects.places]
    places = tuple(place for place, is_wanted in zip(effects.places, wanted, strict=True) if is_wanted)
    effect, place, inside = _reached(effects.place, effects.places, wanted)
    told = _told(hearing)
    said, holder = told.said[effect], told.holder[effect]
    kept = (holder != NOBODY) | np.isin(said, (Said.CONTESTED, Said.CALM))
    if inside.any():
        kept &= ~inside | np.isin(said, _SPREADS)
    if not kept.all():
        effect, place, inside, said, holder = (one[kept] for one in (effect, place, inside, said, holder))
    claim = effects.claim[effect]
    # Whoever is besieged holds what is besieged of a place, be it a part.
    partly = (effects.quantifier[effect] == QUANTIFIERS.index(Quantifier.SOME)) & (said != Said.BESIEGED)
    indirect = inside | (effects.strength[effect] == STRENGTHS.index(Strength.CONTAINED)) | partly
    own = _own_weights(hearing)
    voiced = own > 0
    own[np.array(hearing.sources, dtype=np.int64) != np.arange(len(own))] = 0.0
    return Testimony(
        places=places,
        ids=hearing.ids,
        place=place,
        claim=claim,
        day=days.day[claim],
        began=days.began[claim],
        said=np.where(indirect & (said == Said.CAPTURED), int(Said.HELD), said),
        holder=holder,
        weight=own[claim] * (told.weight[effect] * np.where(inside, settings.contained, 1.0)),
        theta=told.theta[effect],
        interest=columns.interest[claim],
        bloc=columns.bloc[claim],
        origin=columns.origin[claim],
        document=columns.document[claim],
        neutral=columns.neutral[claim],
        exact=days.exact[claim],
        dayless=days.noted[claim],
        indirect=indirect,
        voiced=voiced[claim],
    )


def _own_weights(hearing: Hearing) -> Floats:
    """Shape (claims,): what each weighs by its own words; nothing where it is taken back."""
    columns, settings = hearing.columns, hearing.settings
    certainty = (settings.certain, settings.probable, settings.possible, settings.uncommitted)
    own: Floats = np.array(certainty)[columns.certainty]
    own = own * np.where(_presupposed(hearing), settings.presupposed, settings.asserted)
    own = own * np.where(columns.reported, settings.reported, 1.0)
    own[list(hearing.taken_back)] = 0.0
    return own


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """What a row takes over from an effect, (effects,) each."""

    said: Ints
    holder: Ints
    theta: Floats
    weight: Floats


def _told(hearing: Hearing) -> _Told:
    columns, settings = hearing.columns, hearing.settings
    effects = columns.effects
    said = _SAID[effects.state, effects.negated.astype(np.int64)]
    said[(said == Said.HELD) & _is_held(effects.state) & columns.captured[effects.claim]] = Said.CAPTURED
    by_strength = (settings.direct, settings.taken_for_granted, settings.contained, settings.weak)
    weight = np.array(by_strength)[effects.strength]
    weight = weight * np.array((settings.whole, settings.most, settings.some))[effects.quantifier]
    weight = weight * np.where(said == Said.PRESENT, settings.presence, 1.0)
    # Of an attack it is the attacker, who does not hold what he attacks.
    holder = np.where(np.isin(said, (Said.CONTESTED, Said.CALM)), NOBODY, effects.holder)
    holder = np.where(said == Said.CONTESTED, columns.attacker[effects.claim], holder)
    return _Told(said=said, holder=holder, theta=_thetas(hearing, said), weight=weight)


def _is_held(state: Ints) -> Flags:
    held: Flags = state == STATES.index(ControlState.HELD)
    return held


def _thetas(hearing: Hearing, said: Ints) -> Floats:
    """Shape (effects,): how often what each says is true."""
    settings, effects = hearing.settings, hearing.columns.effects
    interest = hearing.columns.interest[effects.claim]
    granted = _presupposed(hearing)[effects.claim]
    granted |= effects.strength == STRENGTHS.index(Strength.PRESUPPOSED)
    captured = said == Said.CAPTURED
    favours = np.where(captured, settings.favours_captured, settings.favours)
    against = np.where(captured, settings.others_captured, settings.against)
    against = np.where(granted, settings.presupposed_against, against)
    neutral = np.where(captured, settings.others_captured, settings.neutral)
    own = np.where(interest == INTERESTS.index(Interest.FAVOURS), favours, against)
    found: Floats = np.where(interest == INTERESTS.index(Interest.NONE), neutral, own)
    return found


def _presupposed(hearing: Hearing) -> Flags:
    presupposed: Flags = hearing.columns.modality == MODALITIES.index(Modality.PRESUPPOSED)
    return presupposed


def _reached(spoken_of: Ints, places: Sequence[Place], wanted: Sequence[bool]) -> tuple[Ints, Ints, Flags]:
    """
    Each effect with each place that it reaches, its own first, and whether the place lies inside it.

    Args:
        spoken_of: (effects,) the number of the place that each speaks of.
        places: All places.
        wanted: Of each whether its rows are; the places that are count from 0 again.
    """
    numbers = np.where(wanted, np.cumsum(wanted) - 1, -1) if len(places) else np.zeros(0, dtype=np.int64)
    own = numbers[spoken_of]
    at_home = np.flatnonzero(own >= 0)
    members = _members(places, numbers)
    if not members:
        return at_home, own[at_home], np.zeros(len(at_home), dtype=np.bool_)
    around = np.flatnonzero(np.isin(spoken_of, list(members)))
    within = [(number, member) for number in around.tolist() for member in members[int(spoken_of[number])]]
    inner = np.array(within, dtype=np.int64).reshape(-1, 2)
    effect = np.concatenate([at_home, inner[:, 0]])
    order = np.argsort(effect, kind="stable")
    place = np.concatenate([own[at_home], inner[:, 1]])
    return effect[order], place[order], (np.arange(len(effect)) >= len(at_home))[order]


def _members(places: Sequence[Place], numbers: Ints) -> Mapping[int, Sequence[int]]:
    """The wanted places inside each container. A country is none: it says nothing of a single town."""
    containers = {place.id: number for number, place in enumerate(places) if place.kind != "country"}
    inside: defaultdict[int, list[int]] = defaultdict(list)
    for place, number in zip(places, numbers.tolist(), strict=True):
        for container in place.within if number >= 0 else ():
            if container in containers:
                inside[containers[container]].append(number)
    return inside
