"""
Forward-backward over many places at once, stepping from claim day to claim day.

The state of a place is a holder and a phase. A day's step keeps the holder and moves the phase by `keep`
(4x4), or redraws the holder from `to` while moving the phase by `jump` (4x4). With S the sum of
a state over holders, g days are

    a_h  ->  a_h keep^g  +  to_h S ((keep + jump)^g - keep^g)

exactly, so that gaps of any length and any number of sides need powers of two 4x4 matrices and no more.

Inside, nodes are sorted by their number within the place, longest places first: the t-th nodes of all places
lie side by side, and each step is a few sums over contiguous columns.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contested.reconcile.phases import BESIEGED, TAKEN

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_HUGE = 50.0  # exponents are cut here: e^50 outweighs all else, e^710 is no number


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a day does to a place that nobody reports on."""

    prior: Floats  # (phases,): of the first day, the same under each holder
    among: Floats  # (holders,): who holds a place on the first day
    keep: Floats  # (kinds, phases, phases): the holder stays
    jump: Floats  # (kinds, phases, phases): the holder is drawn anew
    kind: Ints  # (places,): which of these matrices holds for the place
    to: Floats  # (nodes, holders): who a new holder is; each node sums to 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What reports say on each node; a node is a day of a place, sorted by place, then day."""

    place: Ints  # (nodes,): 0, 1, ... without gaps
    day: Ints  # (nodes,)
    log_likelihood: Floats  # (nodes, holders, phases)
    move: Floats  # (nodes, holders): log factor for "passed to this holder just now"
    stay: Floats  # (nodes, holders): log factor for "was this holder's already", as captures put it
    again: Floats  # (nodes, holders): the same where it has just passed to him
    news: Floats  # (nodes, holders): log factor for "the siege is over, and this holder has taken it"
    landing: Floats  # (phases,): of a place just captured
    leaving: Floats  # (phases,): how far a capture is believed of a place that has fared so


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
    rank = np.empty(len(starts), dtype=np.int64)
    rank[np.argsort(-lengths, kind="stable")] = np.arange(len(starts))
    turn = np.arange(nodes) - np.repeat(starts, lengths)
    order = np.argsort(turn * len(starts) + rank[evidence.place], kind="stable")
    ends = np.cumsum(np.bincount(turn))  # where the t-th nodes end, in that order
    begins = np.concatenate([[0], ends[:-1]])

    gap = np.diff(evidence.day, prepend=0)
    gap[starts] = 0
    gaps, which = np.unique(gap, return_inverse=True)
    which = (step.kind[evidence.place] * len(gaps) + which)[order]
    stays = _powers(step.keep, gaps)
    moves = _powers(step.keep + step.jump, gaps) - stays
    stays, moves = (np.ascontiguousarray(powers.transpose(1, 2, 0)) for powers in (stays, moves))

    peak = evidence.log_likelihood.max(axis=(1, 2), keepdims=True)
    likelihood = _columns(np.exp(evidence.log_likelihood - peak), order)
    gained, stayed, again, newly = (
        np.ascontiguousarray(np.exp(np.minimum(amount, _HUGE))[order].T)
        for amount in (evidence.move, evidence.stay, evidence.again, evidence.news)
    )
    gained, newly = gained - 1, newly - 1
    captured = gained.any(axis=0) | (stayed != 1).any(axis=0) | (again != 1).any(axis=0)
    captured |= newly.any(axis=0)
    to = np.ascontiguousarray(step.to[order].T)
    landing, leaving = evidence.landing[:, None, None], evidence.leaving[:, None, None]

    forward = np.empty((phases, holders, nodes))
    for t, (begin, end) in enumerate(zip(begins, ends, strict=True)):
        now = slice(begin, end)
        if t == 0:
            first = np.outer(step.prior, step.among)[:, :, None]
            state = np.broadcast_to(first, (phases, holders, end - begin))
        else:
            before = forward[:, :, begins[t - 1] : begins[t - 1] + end - begin]
            drawn = _through(before.sum(axis=1), moves[:, :, which[now]])
            state = _through(before, stays[:, :, which[now]]) + drawn[:, None, :] * to[:, now]
        if captured[now].any():
            # Of a place that nobody has spoken of yet nothing is known that would gainsay a capture.
            left = ((leaving if t else 1.0) * state).sum(axis=0)
            taken = gained[:, now] * (left.sum(axis=0) - left)
            if t:
                besieged = state[BESIEGED]
                taken += newly[:, now] * (besieged.sum(axis=0) - besieged)
            state = _kept(state, stayed[:, now], again[:, now]) + landing * taken
        state = state * likelihood[:, :, now]
        forward[:, :, now] = state / state.sum(axis=(0, 1))

    backward = np.ones((phases, holders, nodes))
    for t in range(len(ends) - 1, 0, -1):
        begin, end = begins[t], ends[t]
        now = slice(begin, end)
        later = backward[:, :, now] * likelihood[:, :, now]
        if captured[now].any():
            arrived = (later * landing).sum(axis=0)
            landed, found = gained[:, now] * arrived, newly[:, now] * arrived
            later = _kept(later, stayed[:, now], again[:, now])
            later += leaving * (landed.sum(axis=0) - landed)
            later[BESIEGED] += found.sum(axis=0) - found
        drawn = (to[:, now] * later).sum(axis=1)
        back = _through(later, stays.transpose(1, 0, 2)[:, :, which[now]])
        back = back + _through(drawn, moves.transpose(1, 0, 2)[:, :, which[now]])[:, None, :]
        backward[:, :, begins[t - 1] : begins[t - 1] + end - begin] = back / back.sum(axis=(0, 1))

    forward *= backward
    forward /= forward.sum(axis=(0, 1))
    posterior = np.empty((nodes, holders, phases))
    posterior[order] = forward.transpose(2, 1, 0)
    return posterior


def _kept(state: Floats, stayed: Floats, again: Floats) -> Floats:
    """The state of places whose holder was there before, as captures put it."""
    kept: Floats = stayed * state
    kept[TAKEN] = again * state[TAKEN]
    return kept


def _columns(by_node: Floats, order: Ints) -> Floats:
    """Shape (phases, holders, nodes), nodes in that order."""
    return np.ascontiguousarray(by_node[order].transpose(2, 1, 0))


def _through(state: Floats, matrices: Floats) -> Floats:
    """The state, (phases, ..., nodes), after each node's own matrix, (phases, phases, nodes)."""
    shape = (len(state), *([1] * (state.ndim - 2)), state.shape[-1])
    parts = [state[phase] * matrices[phase].reshape(shape) for phase in range(len(state))]
    total: Floats = parts[0]
    for part in parts[1:]:
        total += part
    return total


def _powers(matrices: Floats, exponents: Ints) -> Floats:
    """Shape (matrices x exponents, phases, phases): all powers of the first, then of the next."""
    return np.stack([np.linalg.matrix_power(matrix, int(days)) for matrix in matrices for days in exponents])
