"""
What claims and their effects say, each thing as one column: read once from the values, for all that follows.

Columns are read one after another, each in one pass that Python's own loops take: a million claims are read.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import chain
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from contested.model.actor import MONITOR, UN, WIRE
from contested.model.claim import Certainty, Modality, Polarity, Quantifier
from contested.model.control import ControlState, Effect, Interest, Strength
from contested.model.period import Period
from contested.model.place import Place
from contested.model.resolved import ResolvedClaim
from contested.reconcile.hearing import ATTACK, CAPTURE, NOBODY, Roster

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Key = TypeVar("Key", bound=Hashable)

NO_ORDINAL = 0  # stands for a day that is not given: the first of all days is 1

# Columns of closed sets count in the order of these.
INTERESTS = (Interest.FAVOURS, Interest.AGAINST, Interest.NONE)
CERTAINTIES, MODALITIES, STATES = tuple(Certainty), tuple(Modality), tuple(ControlState)
STRENGTHS, QUANTIFIERS = tuple(Strength), tuple(Quantifier)

_WATCHERS = frozenset({MONITOR, WIRE, UN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Of each claim, in their order, (claims,)."""

    published: Ints  # an ordinal, as all days are, or NO_ORDINAL
    period: Flags  # whether it has one
    first: Ints
    last: Ints
    worded: Flags  # its own words give the period
    document: Ints
    origin: Ints  # equal where two claims come from one
    bloc: Ints  # of the origin
    neutral: Flags  # the origin is a monitor, a wire or the like
    interest: Ints
    certainty: Ints
    modality: Ints
    reported: Flags  # others than the outlet are quoted
    captures: Flags  # speaks of a capture
    captured: Flags  # and says that there was one
    attacker: Ints  # the holder who attacks, or NOBODY
    effects: "EffectColumns"


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectColumns:
    """Of each effect, claim by claim, (effects,)."""

    places: tuple[Place, ...]  # all that are spoken of, sorted by id
    claim: Ints
    place: Ints
    holder: Ints  # as the roster counts them
    bloc: Ints  # the holder's
    state: Ints
    negated: Flags
    strength: Ints
    quantifier: Ints


def columns_of(claims: Sequence[ResolvedClaim], roster: Roster) -> Columns:
    """The columns of some claims; holders and blocs count as the roster does."""
    bare = [claim.claim for claim in claims]
    origins = [claim.origin for claim in claims]
    documents = [one.document_key for one in bare]
    names = [origin.name for origin in origins]
    camps = [origin.camp for origin in origins]
    camp, different_camps = _numbered(camps)
    period, first, last, worded = _periods([claim.period for claim in claims])
    told_events: list[str] = [one.event for one in bare]
    event, events = _numbered(told_events)
    captures = event == events.get(CAPTURE, -1)
    captured = captures.copy()
    for number in np.flatnonzero(captures).tolist():
        captured[number] = bare[number].polarity is Polarity.AFFIRMED
    attacker = np.full(len(claims), NOBODY)
    for number in np.flatnonzero(event == events.get(ATTACK, -1)).tolist():
        actor = claims[number].actor
        if actor is not None:
            attacker[number] = roster.holder(actor.side)
    return Columns(
        published=_ordinals([claim.published for claim in claims]),
        period=period,
        first=first,
        last=last,
        worded=worded,
        document=_numbered(documents)[0],
        origin=_numbered(zip(names, camps, _own_reports(claims, documents), strict=True))[0],
        bloc=_ints(list(map(roster.bloc_of, different_camps)))[camp],
        neutral=np.array([one in _WATCHERS for one in different_camps], dtype=np.bool_)[camp],
        interest=_codes([claim.interest for claim in claims], INTERESTS),
        certainty=_codes([one.certainty for one in bare], CERTAINTIES),
        modality=_codes([one.modality for one in bare], MODALITIES),
        reported=np.array([one.voices != () for one in bare], dtype=np.bool_),
        captures=captures,
        captured=captured,
        attacker=attacker,
        effects=_effects([claim.effects for claim in claims], roster),
    )


def _effects(by_claim: Sequence[Sequence[Effect]], roster: Roster) -> EffectColumns:
    effects = list(chain.from_iterable(by_claim))
    places = [effect.place for effect in effects]
    ids = [place.id for place in places]
    by_id = dict(zip(ids, places, strict=True))
    numbers = {id: number for number, id in enumerate(sorted(by_id))}
    holder, holders = _numbered([effect.holder for effect in effects])
    return EffectColumns(
        places=tuple(by_id[id] for id in numbers),
        claim=np.repeat(np.arange(len(by_claim)), _ints(list(map(len, by_claim)))),
        place=np.fromiter(map(numbers.__getitem__, ids), np.int64, len(ids)),
        holder=_ints(list(map(roster.holder, holders)))[holder],
        bloc=_ints(list(map(roster.bloc_of, holders)))[holder],
        state=_codes([effect.state for effect in effects], STATES),
        negated=np.array([effect.negated for effect in effects], dtype=np.bool_),
        strength=_codes([effect.strength for effect in effects], STRENGTHS),
        quantifier=_codes([effect.quantifier for effect in effects], QUANTIFIERS),
    )


def _own_reports(claims: Sequence[ResolvedClaim], documents: Sequence[str]) -> list[str | None]:
    """The report of each claim that is its own origin: it has no outlet, and quotes nobody who has a camp."""
    return [
        None if claim.outlet is not None or any(voice.camp for voice in claim.voices) else document
        for claim, document in zip(claims, documents, strict=True)
    ]


def _periods(periods: Sequence[Period | None]) -> tuple[Flags, Ints, Ints, Flags]:
    """Whether there is one, its first and last day, and whether the claim's words give it."""
    there = np.array([period is not None for period in periods], dtype=np.bool_)
    found = [period for period in periods if period is not None]
    first, last = np.full((2, len(periods)), NO_ORDINAL)
    worded = np.zeros(len(periods), dtype=np.bool_)
    first[there] = _ordinals([period.first for period in found])
    last[there] = _ordinals([period.last for period in found])
    worded[there] = [period.how == "words" for period in found]
    return there, first, last, worded


def _ordinals(days: Sequence[date | None]) -> Ints:
    return _ints([NO_ORDINAL if day is None else day.toordinal() for day in days])


def _codes(values: Sequence[Enum], kinds: Sequence[Enum]) -> Ints:
    """The number of each value among the kinds; by identity, for the hash of an `Enum` takes its time."""
    numbers = {id(kind): number for number, kind in enumerate(kinds)}
    return np.fromiter(map(numbers.__getitem__, map(id, values)), np.int64, len(values))


def _numbered(values: Iterable[Key]) -> tuple[Ints, Mapping[Key, int]]:
    """A number for each value, equal where they are, and the numbers of the different ones, in order."""
    numbers: defaultdict[Key, int] = defaultdict()
    numbers.default_factory = numbers.__len__
    return _ints(list(map(numbers.__getitem__, values))), numbers


def _ints(values: Sequence[int]) -> Ints:
    return np.fromiter(values, np.int64, len(values))
