"""
Forward-backward over many places at once, stepping from claim day to claim day.

The state of a place is a holder and a phase. A day's step keeps the holder and moves the phase by `keep`
(3x3), or redraws the holder from the place's `to` while moving the phase by `jump` (3x3). With S the sum of
a state over holders, g days are

    a_h  ->  a_h keep^g  +  to_h S ((keep + jump)^g - keep^g)

exactly, so that gaps of any length and any number of sides need powers of two 3x3 matrices and no more.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_HUGE = 50.0  # exponents are cut here: e^50 outweighs all else, e^710 is no number


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a day does to a place that nobody reports on."""

    prior: Floats  # (phases,): of the first day, the same under each holder
    keep: Floats  # (kinds, phases, phases): the holder stays
    jump: Floats  # (kinds, phases, phases): the holder is drawn anew
    kind: Ints  # (places,): which of these matrices holds for the place
    to: Floats  # (places, holders): who a new holder is; each place sums to 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What reports say on each node; a node is a day of a place, sorted by place, then day."""

    place: Ints  # (nodes,): 0, 1, ... without gaps
    day: Ints  # (nodes,)
    log_likelihood: Floats  # (nodes, holders, phases)
    move: Floats  # (nodes, holders): log factor for "passed to this holder just now"
    stay: Floats  # (nodes, holders): log factor for "was this holder's already", as captures put it
    landing: Floats  # (phases,): of a place just captured


def smooth(evidence: Evidence, *, step: Step) -> Floats:
    """
    The probability of each state on each node, given what is said on all nodes of its place.

    Returns:
        Shape (nodes, holders, phases); sums to 1 on every node.
    """
    nodes, holders, phases = evidence.log_likelihood.shape
    if not nodes:
        return np.zeros((0, holders, phases))
    starts = np.flatnonzero(np.diff(evidence.place, prepend=-1))
    lengths = np.diff(starts, append=nodes)
    # Longest places first: those that have a t-th node are then always a head of the list.
    starts = starts[np.argsort(-lengths, kind="stable")]
    lengths = np.sort(lengths)[::-1]
    reach = [int(np.searchsorted(-lengths, -t, side="left")) for t in range(int(lengths[0]))]

    gap = np.diff(evidence.day, prepend=0)
    gap[starts] = 0
    gaps, which = np.unique(gap, return_inverse=True)
    which = step.kind[evidence.place] * len(gaps) + which
    stays = _powers(step.keep, gaps)
    moves = _powers(step.keep + step.jump, gaps) - stays

    peak = evidence.log_likelihood.max(axis=(1, 2), keepdims=True)
    likelihood = np.exp(evidence.log_likelihood - peak)
    gained = np.expm1(np.minimum(evidence.move, _HUGE))
    stayed = np.exp(np.minimum(evidence.stay, _HUGE))
    landing = evidence.landing

    forward = np.empty((nodes, holders, phases))
    first = np.broadcast_to(step.prior / holders, (len(starts), holders, phases))
    for t, count in enumerate(reach):
        at = starts[:count] + t
        if t == 0:
            state = first[:count]
        else:
            before = forward[at - 1]
            drawn = np.matmul(before.sum(axis=1)[:, None, :], moves[which[at]])
            state = np.matmul(before, stays[which[at]]) + step.to[evidence.place[at], :, None] * drawn
        held = state.sum(axis=2)
        taken = gained[at] * (held.sum(axis=1, keepdims=True) - held)
        state = (stayed[at][:, :, None] * state + taken[:, :, None] * landing) * likelihood[at]
        forward[at] = state / state.sum(axis=(1, 2), keepdims=True)

    backward = np.ones((nodes, holders, phases))
    for t in range(len(reach) - 1, 0, -1):
        at = starts[: reach[t]] + t
        later = backward[at] * likelihood[at]
        landed = gained[at] * (later @ landing)
        to_others = landed.sum(axis=1, keepdims=True) - landed
        later = stayed[at][:, :, None] * later + to_others[:, :, None]
        drawn = (step.to[evidence.place[at], :, None] * later).sum(axis=1)[:, None, :]
        back = np.matmul(later, stays[which[at]].transpose(0, 2, 1))
        back = back + np.matmul(drawn, moves[which[at]].transpose(0, 2, 1))
        backward[at - 1] = back / back.sum(axis=(1, 2), keepdims=True)

    posterior: Floats = forward * backward
    posterior /= posterior.sum(axis=(1, 2), keepdims=True)
    return posterior


def _powers(matrices: Floats, exponents: Ints) -> Floats:
    """Shape (matrices x exponents, phases, phases): all powers of the first, then of the next."""
    return np.stack([np.linalg.matrix_power(matrix, int(days)) for matrix in matrices for days in exponents])
