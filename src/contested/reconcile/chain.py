"""
Forward-backward over many places at once, stepping from claim day to claim day.

The state of a place is a holder and a phase. A day's step keeps the holder and moves the phase by `keep`
(4x4), or redraws the holder from `to` while moving the phase by `jump` (4x4). With S the sum of
a state over holders, g days are

    a_h  ->  a_h keep^g  +  to_h S ((keep + jump)^g - keep^g)

exactly, so that gaps of any length and any number of sides need powers of two 4x4 matrices and no more.

Inside, nodes are sorted by their number within the place, longest places first: the t-th nodes of all places
lie side by side, and each step is a few products of small matrices, one a node, or of two tables.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contested.reconcile.phases import BESIEGED, TAKEN

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# A product of so few multiplications is one thread's work. OpenBLAS shares larger ones out to threads, which
# wait for one another longer than they multiply.
_ALONE = 200_000
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
    met = np.bincount(gap) > 0
    gaps = np.flatnonzero(met)
    which = (step.kind[evidence.place] * len(gaps) + (np.cumsum(met) - 1)[gap])[order]
    stays = _powers(step.keep, gaps)
    moves = _powers(step.keep + step.jump, gaps) - stays
    onwards = np.stack([stays, moves], axis=1)
    back = np.ascontiguousarray(onwards.transpose(0, 1, 3, 2))  # the product goes faster by rows

    likelihood = evidence.log_likelihood[order]
    likelihood -= likelihood.max(axis=(1, 2), keepdims=True)
    np.exp(likelihood, out=likelihood)
    to = step.to[order]
    captures = _Captures.told(evidence, order, ends)
    of_all = np.tile(np.eye(phases), (holders, 1))  # adds up over holders, as one product of two tables

    forward = np.empty((nodes, holders, phases))
    for t, (begin, end) in enumerate(zip(begins, ends, strict=True)):
        now = slice(begin, end)
        if t == 0:
            state = np.tile(np.outer(step.among, step.prior), (end, 1, 1))
        else:
            before = forward[begins[t - 1] : begins[t - 1] + end - begin]
            hops = onwards.take(which[now], axis=0)
            drawn = _product(before.reshape(len(before), -1), of_all)[:, None] @ hops[:, 1]
            state = to[now, :, None] @ drawn
            state += before @ hops[:, 0]
        captures.forward(state, t)
        state *= likelihood[now]
        _scaled(state, out=forward[now])

    backward = np.ones((end - begin, holders, phases))
    for t in range(len(ends) - 1, -1, -1):
        now = slice(begins[t], ends[t])
        state = forward[now]
        state *= backward
        _scaled(state, out=state)
        if t:
            later = backward
            later *= likelihood[now]
            captures.backward(later, t)
            hops = back.take(which[now], axis=0)
            before = later @ hops[:, 0]
            before += to[now, None, :] @ later @ hops[:, 1]
            backward = np.ones((begins[t] - begins[t - 1], holders, phases))
            _scaled(before, out=backward[: len(before)])

    posterior = np.empty((nodes, holders, phases))
    posterior[order] = forward
    return posterior


@dataclass(frozen=True, slots=True, kw_only=True)
class _Captures:
    """What captures say, of those nodes alone that tell of any; states are flat: holder x phase."""

    kept: Floats  # (nodes, states): the holder was there before
    taken: Floats  # (nodes, 2 x holders): he has captured it, or taken it at the end of a siege
    node: Ints  # within its turn
    begins: Sequence[int]  # (turns + 1,): where the nodes of each turn begin
    leaving: Floats  # (states, 2 x holders): out of which states the others can be driven
    leaving_first: Floats  # the same of a place that nobody has spoken of yet
    landing: Floats  # (2 x holders, states): and into which

    @classmethod
    def told(cls, evidence: Evidence, order: Ints, ends: Ints) -> "_Captures":
        """Those of the evidence, by nodes in that order; its turns end as told."""
        nodes, holders, phases = evidence.log_likelihood.shape
        columns = (evidence.move, evidence.news, evidence.stay, evidence.again)
        some = np.zeros(nodes, dtype=np.bool_)
        for column in columns:
            some[np.flatnonzero(column != 0) // holders] = True
        node = np.flatnonzero(some[order])
        move, news, stay, again = (np.exp(np.minimum(column[order[node]], _HUGE)) for column in columns)
        kept = np.repeat(stay[:, :, None], phases, axis=2)
        kept[:, :, TAKEN] = again
        firsts = np.concatenate([[0], ends])
        begins = np.searchsorted(node, firsts)
        others = 1 - np.eye(holders)
        besieged = np.arange(phases) == BESIEGED
        leaving, of_siege, anyhow = (
            np.kron(others, column[:, None]) for column in (evidence.leaving, besieged, np.ones(phases))
        )
        return cls(
            kept=kept.reshape(-1, holders * phases),
            taken=np.concatenate([move, news], axis=1) - 1,
            node=node - np.repeat(firsts[:-1], np.diff(begins)),
            begins=begins.tolist(),
            leaving=np.concatenate([leaving, of_siege], axis=1),
            leaving_first=np.concatenate([anyhow, np.zeros_like(of_siege)], axis=1),
            landing=np.tile(np.kron(np.eye(holders), evidence.landing), (2, 1)),
        )

    def forward(self, state: Floats, turn: int) -> None:
        """Let a state, (nodes, holders, phases), pass the captures of its turn."""
        # Of a place that nobody has spoken of yet nothing is known that would gainsay a capture.
        self._pass(state, turn, self.leaving if turn else self.leaving_first, self.landing)

    def backward(self, later: Floats, turn: int) -> None:
        """Let what comes after a turn, (nodes, holders, phases), pass its captures; not the first turn's."""
        self._pass(later, turn, self.landing.T, self.leaving.T)

    def _pass(self, state: Floats, turn: int, out: Floats, into: Floats) -> None:
        begin, end = self.begins[turn : turn + 2]
        if begin < end:
            node = self.node[begin:end]
            flat = state.reshape(len(state), -1)
            before = flat[node]
            moved = _product(before, out)
            moved *= self.taken[begin:end]
            before *= self.kept[begin:end]
            before += _product(moved, into)
            flat[node] = before


def _product(rows: Floats, table: Floats) -> Floats:
    """The rows, each multiplied by the table."""
    at_once = max(_ALONE // table.size, 1)
    if len(rows) <= at_once:
        return rows @ table
    found = np.empty((len(rows), table.shape[1]))
    for begin in range(0, len(rows), at_once):
        np.matmul(rows[begin : begin + at_once], table, out=found[begin : begin + at_once])
    return found


def _scaled(states: Floats, *, out: Floats) -> None:
    """Write the states, (nodes, holders, phases), summing to 1 on each node."""
    np.divide(states, np.einsum("nhp->n", states)[:, None, None], out=out)


def _powers(matrices: Floats, exponents: Ints) -> Floats:
    """Shape (matrices x exponents, phases, phases): all powers of the first, then of the next."""
    shape = (len(matrices), len(exponents), *matrices.shape[1:])
    powers = np.tile(np.eye(shape[-1]), (*shape[:2], 1, 1))
    square = matrices[:, None]
    for bit in range(int(exponents.max(initial=0)).bit_length()):
        odd = np.flatnonzero(exponents >> bit & 1)
        powers[:, odd] = powers[:, odd] @ square
        square = square @ square
    return powers.reshape(-1, *shape[2:])
