"""Turns rows into likelihoods on the days of each place."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from contested.knowledge.reconcile_settings import ReconcileSettings
from contested.model.control import Interest
from contested.reconcile.calm import in_calm, thetas
from contested.reconcile.chain import Evidence, smooth
from contested.reconcile.discount import holder_content, independent_shares
from contested.reconcile.hazards import hazards, scaled
from contested.reconcile.hearing import NOBODY, Question, Roster
from contested.reconcile.testimony import INTERESTS, Said, Testimony

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_CONTESTED = 1  # of the phases: quiet, contested, besieged
_DIGITS = 9  # what lies below is no more than the order of additions
_LEAST_ODDS = 1.001  # a claim never counts against what it says, whatever a user makes of the priors


@dataclass(frozen=True, slots=True, kw_only=True)
class Posterior:
    """The probability of each state of each place on each day that matters."""

    place: Ints  # (nodes,)
    day: Ints  # (nodes,)
    state: Floats  # (nodes, holders, phases)
    target: Ints  # (places,): the node of the day asked for
    node: Ints  # (rows,): the node of each row's day

    @property
    def holders(self) -> Floats:
        """Shape (nodes, holders)."""
        shares: Floats = np.round(self.state.sum(axis=2), _DIGITS)
        return shares


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
    nodes, found = np.unique(np.concatenate([keys, targets]), return_inverse=True)
    node, target = np.split(found, [len(keys)])
    evidence, attacks = _evidence(told, nodes // span, nodes % span + first, node, roster, settings)
    step = hazards(told, evidence, attacks=attacks, places=places, roster=roster, settings=settings)
    return Posterior(
        place=evidence.place,
        day=evidence.day,
        state=smooth(evidence, step=step),
        target=target,
        node=node,
    )


def _evidence(
    told: Testimony, place: Ints, day: Ints, node: Ints, roster: Roster, settings: ReconcileSettings
) -> tuple[Evidence, Floats]:
    """What the rows say on each node, and how much of it, (nodes, holders), is of each holder's attacks."""
    nodes, holders = len(place), len(roster.holders)
    calm = in_calm(told, place=place, day=day, node=node, roster=roster, settings=settings)
    odds = _log_odds(thetas(told, calm, settings))
    says_holder = told.holder != NOBODY
    attacks = says_holder & (told.said == Said.CONTESTED)
    against_one = odds + np.log(holders - 1.0)  # a wrong claim may mean any of the others
    strength = told.weight * np.where(says_holder, against_one, 1.0)
    counted = told.weight * independent_shares(told, holder_content(told), strength, settings=settings)

    def tally(rows: NDArray[np.bool_], amount: Floats) -> Floats:
        """Shape (nodes, holders): the amounts of these rows, added up for their holders."""
        cells = node[rows] * holders + told.holder[rows]
        flat: Floats = np.bincount(cells, amount[rows], minlength=nodes * holders).astype(np.float64)
        return flat.reshape(nodes, holders)

    captured, denied = told.said == Said.CAPTURED, told.said == Said.NOT_HELD
    affirmed = says_holder & ~captured & ~denied & ~attacks
    with_allies = _with_allies(roster, settings.ally)
    held = tally(affirmed, counted * against_one) @ with_allies - tally(denied, counted * odds)
    attacked = tally(attacks, counted)
    held -= attacked * _log_odds(np.array(settings.attacker))
    # Boasts and denials belong to battles: there, what a camp says in its own favour says less.
    boasts = affirmed & (told.interest == INTERESTS.index(Interest.FAVOURS))
    lost = odds - _log_odds(np.array(settings.favours_contested))
    in_battle = held - tally(boasts, counted * lost) @ with_allies
    phases = _phases(told, node, nodes, settings)
    log_likelihood = held[:, :, None] + phases[:, None, :]
    log_likelihood[:, :, _CONTESTED] = in_battle + phases[:, None, _CONTESTED]
    stay = np.where(told.exact, settings.capture_stay_dated, settings.capture_stay_undated)
    found = Evidence(
        place=place,
        day=day,
        log_likelihood=log_likelihood,
        move=tally(captured, counted * odds),
        stay=tally(captured, counted * odds * stay),
        landing=scaled(settings.capture_phase),
    )
    return found, attacked


def _log_odds(theta: Floats) -> Floats:
    odds: Floats = np.log(np.maximum(theta / (1 - theta), _LEAST_ODDS))
    return odds


def _with_allies(roster: Roster, credit: float) -> Floats:
    """Shape (holders, holders): how far a claim for one holder is one for another."""
    bloc = np.array(roster.bloc)
    allied = np.where(bloc[:, None] == bloc, credit, 0.0)
    np.fill_diagonal(allied, 1.0)
    return allied


def _phases(told: Testimony, node: Ints, nodes: int, settings: ReconcileSettings) -> Floats:
    """Shape (nodes, phases): the log likelihood of what is said about fighting and sieges."""
    # What is said of a siege is weighed apart from who holds the place: naming the holder elsewhere in the
    # article must not dilute it.
    nobody = replace(told, holder=np.full_like(told.holder, NOBODY))
    counted = told.weight * independent_shares(nobody, told.said, told.weight, settings=settings)
    total = np.zeros((nodes, len(settings.prior_phase)))
    for said, likelihood in (
        (Said.CONTESTED, settings.said_contested),
        (Said.CALM, settings.said_calm),
        (Said.BESIEGED, settings.said_besieged),
        (Said.RELIEVED, settings.said_relieved),
    ):
        rows = told.said == said
        total += np.outer(np.bincount(node[rows], counted[rows], minlength=nodes), np.log(scaled(likelihood)))
    return total
