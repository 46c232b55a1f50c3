"""How places fare from day to day where nobody reports, and to whom they pass."""

import numpy as np
from numpy.typing import NDArray

from contested.knowledge.reconcile_settings import Phases, ReconcileSettings
from contested.model.actor import OTHER
from contested.reconcile.chain import Evidence, Step
from contested.reconcile.hearing import NOBODY, Roster
from contested.reconcile.testimony import NAMES_HOLDER, Said, Testimony

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_GRAIN = 2**20  # amounts are counted in these parts: whole numbers add up the same in any order


def hazards(
    told: Testimony,
    evidence: Evidence,
    *,
    attacks: Floats,
    places: int,
    roster: Roster,
    settings: ReconcileSettings,
) -> Step:
    """
    What a day does to each place.

    A place lies at the front where reports name two blocs or more that hold or attack it; when it changes
    hands, then mostly to one of those, and first of all to whoever was lately told to attack it. Elsewhere
    changes are far rarer, and may bring anybody: were the one name favoured, mere silence would make it ever
    surer.

    Args:
        told: The rows; their `place` counts from 0 to `places` - 1.
        evidence: Their nodes.
        attacks: (nodes, holders) how much is told of each holder's attacks.
        places: How many places there are.
        roster: Who may hold a place.
        settings: The hazards.
    """
    bloc = np.array(roster.bloc)
    fights = (told.said == Said.CONTESTED) | (np.isin(told.said, NAMES_HOLDER) & ~told.indirect)
    naming = fights & (told.weight > 0) & (told.holder != NOBODY)
    named, blocs = np.zeros((2, places, len(bloc)))
    named[told.place[naming], told.holder[naming]] = 1.0
    blocs[told.place[naming], bloc[told.holder[naming]]] = 1.0
    front = blocs.sum(axis=1) > 1
    among = np.array([settings.other if holder == OTHER else 1.0 for holder in roster.holders])
    among /= among.sum()
    newcomers = np.tile(among, (places, 1))
    newcomers[front] = named[front] / named[front].sum(axis=1, keepdims=True)
    newcomers = settings.named_newcomer * newcomers + (1 - settings.named_newcomer) * among
    to = newcomers[evidence.place]
    lately = _lately(attacks, evidence, days=settings.live_days)
    attacked = lately.any(axis=1)
    to[attacked] *= 1 - settings.attacker_newcomer
    to[attacked] += settings.attacker_newcomer * _shares(lately[attacked])
    stay = np.array(
        [settings.quiet_next, settings.contested_next, settings.besieged_next, settings.taken_next]
    )
    redraw = np.outer(settings.redrawn, scaled(settings.changed_phase))
    keep = np.stack([stay, stay])
    jump = np.stack([settings.away_from_front * redraw, redraw])
    scale = (keep + jump).sum(axis=2, keepdims=True)
    silent = np.array(settings.silent)  # no word of a place is likelier where nothing happens
    return Step(
        prior=scaled(settings.prior_phase),
        among=among,
        keep=keep / scale * silent,
        jump=jump / scale * silent,
        kind=front.astype(np.int64),
        to=to,
    )


def scaled(phases: Phases) -> Floats:
    """The values, summing to 1."""
    values = np.array(phases)
    of_one: Floats = values / values.sum()
    return of_one


def _lately(amounts: Floats, evidence: Evidence, *, days: int) -> Ints:
    """Shape (nodes, holders): what the last days of each node's place add up to, its own day included."""
    total = np.zeros((len(amounts) + 1, amounts.shape[1]), dtype=np.int64)
    np.cumsum(np.rint(amounts * _GRAIN).astype(np.int64), axis=0, out=total[1:])
    first = int(evidence.day.min(initial=0))
    span = int(evidence.day.max(initial=0)) - first + days + 1
    key = evidence.place * span + (evidence.day - first) + days
    recent: Ints = total[1:] - total[np.searchsorted(key, key - days, side="right")]
    return recent


def _shares(amounts: Ints) -> Floats:
    shares: Floats = amounts / amounts.sum(axis=1, keepdims=True)
    return shares
