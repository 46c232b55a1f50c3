"""Turns rows into likelihoods on the days of each place."""

from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from contested.knowledge.reconcile_settings import ReconcileSettings
from contested.model.control import Interest
from contested.reconcile.aftermath import aftermath, of_phases
from contested.reconcile.calm import in_calm, thetas
from contested.reconcile.chain import Evidence, smooth
from contested.reconcile.columns import INTERESTS
from contested.reconcile.discount import holder_content, independent_shares
from contested.reconcile.groups import any_in, numbered
from contested.reconcile.hazards import hazards, scaled
from contested.reconcile.hearing import NOBODY, Question, Roster
from contested.reconcile.phases import BESIEGED, CONTESTED, TAKEN
from contested.reconcile.testimony import SIEGES, Said, Testimony

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_DIGITS = 9  # what lies below is no more than the order of additions
_LEAST_ODDS = 1.001  # a claim never counts against what it says, whatever a user makes of the priors


@dataclass(frozen=True, slots=True, kw_only=True)
class Posterior:
    """The probability of each state of each place on each day that matters."""

    place: Ints  # (nodes,)
    day: Ints  # (nodes,)
    state: Floats  # (nodes, holders, phases)
    holders: Floats  # (nodes, holders), rounded
    target: Ints  # (places,): the node of the day asked for
    node: Ints  # (rows,): the node of each row's day


def posterior(told: Testimony, question: Question, *, places: int) -> Posterior:
    """
    What the rows make probable.

    Args:
        told: The rows; their `place` counts from 0 to `places` - 1.
        question: Holders, settings, and the day asked for: every place has a node there.
        places: How many places there are; one without rows keeps its prior.
    """
    on, roster, settings = question.on, question.roster, question.settings
    every = np.arange(places)
    first = min(int(told.day.min(initial=on)), on)
    span = max(int(told.day.max(initial=on)), on) - first + 1
    keys = told.place * span + (told.day - first)
    targets = every * span + (on - first)
    nodes, found = numbered(np.concatenate([keys, targets]))
    node, target = np.split(found, [len(keys)])
    evidence, attacks = _evidence(told, nodes // span, nodes % span + first, node, roster, settings)
    step = hazards(told, evidence, attacks=attacks, places=places, roster=roster, settings=settings)
    state = smooth(evidence, step=step)
    return Posterior(
        place=evidence.place,
        day=evidence.day,
        state=state,
        holders=np.round(np.einsum("nhp->nh", state), _DIGITS),
        target=target,
        node=node,
    )


def _evidence(
    told: Testimony, place: Ints, day: Ints, node: Ints, roster: Roster, settings: ReconcileSettings
) -> tuple[Evidence, Floats]:
    """What the rows say on each node, and how much of it, (nodes, holders), is of each holder's attacks."""
    nodes, holders, places = len(place), len(roster.holders), int(place.max(initial=-1)) + 1
    calm = in_calm(told, place=place, day=day, node=node, roster=roster, settings=settings)
    theta = thetas(told, calm, settings)
    says_holder = told.holder != NOBODY
    attacks = says_holder & (told.said == Said.CONTESTED)
    captured, denied = told.said == Said.CAPTURED, told.said == Said.NOT_HELD
    against = denied | attacks
    affirmed = says_holder & ~captured & ~against
    own = told.interest == INTERESTS.index(Interest.FAVOURS)
    odds = _log_odds(theta)
    others = np.where(affirmed | captured, np.log(holders - 1.0), 0.0)  # a wrong claim may mean any of them
    strength = told.weight * np.where(says_holder, odds + np.log(holders - 1.0), 1.0)
    counted = told.weight * independent_shares(told, holder_content(told), strength, settings=settings)

    def tally(rows: NDArray[np.bool_], amount: Floats) -> Floats:
        """Shape (nodes, holders): the amounts of these rows, added up for their holders."""
        cells = node[rows] * holders + told.holder[rows]
        flat: Floats = np.bincount(cells, (counted * amount)[rows], minlength=nodes * holders).astype(
            np.float64
        )
        return flat.reshape(nodes, holders)

    def held(amount: Floats) -> Floats:
        """Shape (nodes, holders): what speaks for each, less what speaks against."""
        return _with_allies(tally(affirmed, amount), roster, settings.ally) - tally(against, amount)

    theta = np.where(attacks, settings.attacker, theta)
    odds_of_all = _log_odds(theta)
    # Boasts belong to battles: there, what a camp says in its own favour says less.
    boasts = np.where(own & affirmed, _log_odds(np.array(settings.favours_contested)), np.inf)
    after = aftermath(told, theta, others=others, own=own & ~attacks, settings=settings)
    told_anyway = np.bincount(node, np.where(affirmed | denied, counted * after.anyway, 0.0), minlength=nodes)
    phases, of_itself = of_phases(told, node, nodes=nodes, holders=holders, settings=settings)
    # The days' step takes every day for one without a word (hazards); on these days there was one.
    spoken = np.bincount(node, told.weight, minlength=nodes) > 0
    phases -= np.outer(spoken, np.log(settings.silent))
    log_likelihood = held(odds_of_all + others)[:, :, None] + phases[:, None, :]
    log_likelihood[:, :, CONTESTED] = (
        held(np.minimum(odds_of_all, boasts) + others) + phases[:, None, CONTESTED]
    )
    log_likelihood[:, :, TAKEN] = held(after.odds) + (told_anyway + phases[:, TAKEN])[:, None] - of_itself
    besieged = np.isin(told.said, SIEGES) & (told.weight > 0)
    told_in_siege = (told.said == Said.HELD) & any_in(told.place, besieged, groups=places)[told.place]
    stay = np.where(told.exact, settings.capture_stay_dated, settings.capture_stay_undated)
    again = np.where(told.exact, settings.capture_stay_taken, settings.capture_stay_undated)
    # Out of a siege leads what is told of its fall (`news`); a boast of it counts less than others' words.
    fall = np.where(own, settings.capture_from[BESIEGED], np.where(captured, 1.0, settings.siege_news))
    leaving = np.array(settings.capture_from)
    leaving[BESIEGED] = 0.0
    found = Evidence(
        place=place,
        day=day,
        log_likelihood=log_likelihood,
        move=tally(captured, odds),
        stay=tally(captured, odds * stay),
        again=tally(captured, odds * again),
        news=tally(captured | (told_in_siege & ~own & ~told.indirect), odds * fall),
        landing=scaled(settings.capture_phase),
        leaving=leaving,
    )
    return found, tally(attacks, np.ones_like(odds))


def _log_odds(theta: Floats) -> Floats:
    odds: Floats = np.log(np.maximum(theta / (1 - theta), _LEAST_ODDS))
    return odds


def _with_allies(amounts: Floats, roster: Roster, credit: float) -> Floats:
    """The amounts, (nodes, holders), each with its share of what speaks for the holder's allies."""
    total = amounts.copy()
    for one, other in permutations(range(len(roster.bloc)), 2):
        if roster.bloc[one] == roster.bloc[other]:
            total[:, other] += credit * amounts[:, one]
    return total
