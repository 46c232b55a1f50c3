"""The forward-backward, against the plain one that goes from day to day."""

from dataclasses import replace

import numpy as np

from contested.reconcile import chain
from contested.reconcile.chain import Evidence, Step, smooth
from contested.reconcile.phases import BESIEGED, TAKEN

HOLDERS, PHASES = 3, 4
KEEP = np.array(
    [[0.95, 0.02, 0.01, 0.0], [0.05, 0.80, 0.05, 0.0], [0.01, 0.01, 0.96, 0.0], [0.15, 0.02, 0.01, 0.80]]
)
JUMP = np.array(
    [[0.01, 0.0, 0.0, 0.01], [0.02, 0.02, 0.02, 0.04], [0.01, 0.01, 0.0, 0.0], [0.01, 0.0, 0.0, 0.01]]
)
STEP = Step(
    prior=np.array([0.65, 0.2, 0.1, 0.05]),
    among=np.array([0.5, 0.3, 0.2]),
    keep=KEEP[None],
    jump=JUMP[None],
    kind=np.zeros(3, dtype=int),
    to=np.array([[0.5, 0.3, 0.2], [0.1, 0.1, 0.8], [0.3, 0.4, 0.3]]),
)
TO = STEP.to  # of each place; a step wants it of each node
LANDING = np.array([0.1, 0.2, 0.0, 0.7])
LEAVING = np.array([0.4, 0.8, 0.9, 0.1])


def made_up(days_of_places, seed=0):
    rng = np.random.default_rng(seed)
    place = np.concatenate([np.full(len(days), number) for number, days in enumerate(days_of_places)])
    nodes = len(place)
    caught = rng.random((nodes, HOLDERS)) < 0.2
    return Evidence(
        place=place,
        day=np.concatenate([np.array(days) for days in days_of_places]),
        log_likelihood=rng.normal(0, 1, (nodes, HOLDERS, PHASES)),
        move=np.where(caught, 1.3, 0.0),
        stay=np.where(caught, 0.6, 0.0),
        again=np.where(caught, 0.9, 0.0),
        news=np.where(rng.random((nodes, HOLDERS)) < 0.2, 0.4, 0.0),
        landing=LANDING,
        leaving=LEAVING,
    )


def step_of(evidence):
    return replace(STEP, to=TO[evidence.place])


def day_by_day(evidence, place):
    """The same by dense matrices over all states, one step a day."""
    nodes = np.flatnonzero(evidence.place == place)
    states = HOLDERS * PHASES
    dense = np.kron(np.eye(HOLDERS), KEEP) + np.kron(np.outer(np.ones(HOLDERS), TO[place]), JUMP)
    days = evidence.day[nodes]
    steps, weights = [], []
    for node in nodes:
        leaving = LEAVING if node != nodes[0] else np.ones(PHASES)
        besieged = np.eye(PHASES)[BESIEGED] if node != nodes[0] else np.zeros(PHASES)
        potential = np.zeros((states, states))
        for before in range(HOLDERS):
            for after in range(HOLDERS):
                if before == after:
                    kept = np.full(PHASES, np.exp(evidence.stay[node, after]))
                    kept[TAKEN] = np.exp(evidence.again[node, after])
                    block = np.diag(kept)
                else:
                    out = leaving * np.expm1(evidence.move[node, after])
                    out += besieged * np.expm1(evidence.news[node, after])
                    block = np.outer(out, LANDING)
                rows, columns = (
                    slice(before * PHASES, before * PHASES + PHASES),
                    slice(after * PHASES, after * PHASES + PHASES),
                )
                potential[rows, columns] = block
        steps.append(potential)
        weights.append(np.exp(evidence.log_likelihood[node]).ravel())
    forward = [np.kron(STEP.among, STEP.prior) @ steps[0] * weights[0]]
    for at in range(1, len(nodes)):
        passed = forward[-1] @ np.linalg.matrix_power(dense, int(days[at] - days[at - 1]))
        forward.append(passed @ steps[at] * weights[at])
    backward = [np.ones(states)]
    for at in range(len(nodes) - 1, 0, -1):
        power = np.linalg.matrix_power(dense, int(days[at] - days[at - 1]))
        backward.insert(0, power @ (steps[at] @ (weights[at] * backward[0])))
    found = np.array(forward) * np.array(backward)
    return (found / found.sum(axis=1, keepdims=True)).reshape(-1, HOLDERS, PHASES)


def test_steps_over_gaps_equal_steps_from_day_to_day():
    evidence = made_up([[3, 4, 9, 40], [1], [2, 300, 301]])

    found = smooth(evidence, step=step_of(evidence))

    for place in range(3):
        assert np.allclose(found[evidence.place == place], day_by_day(evidence, place))


def test_places_do_not_touch_each_other():
    both = made_up([[1, 5, 9], [2, 3]])
    first = Evidence(
        place=both.place[:3],
        day=both.day[:3],
        log_likelihood=both.log_likelihood[:3],
        move=both.move[:3],
        stay=both.stay[:3],
        again=both.again[:3],
        news=both.news[:3],
        landing=LANDING,
        leaving=LEAVING,
    )

    assert np.allclose(
        smooth(both, step=step_of(both))[:3], smooth(first, step=step_of(first)), rtol=1e-12, atol=0
    )


def test_products_made_in_parts_are_the_same(monkeypatch):
    evidence = made_up([[1, 5, 9]] * 7)
    step = replace(step_of(replace(evidence, place=evidence.place % 3)), kind=np.zeros(7, dtype=int))
    whole = smooth(evidence, step=step)

    monkeypatch.setattr(chain, "_ALONE", 200)

    assert np.allclose(smooth(evidence, step=step), whole, rtol=1e-12, atol=0)
