"""
How well sieges could be told by a reader who knows the numbers of the generator in `wars.py`.

    python eval/reconcile/limit.py --scenarios own_sparse,own_regions

Each place alone, as the model has it: who holds it, who attacks it, and how it fares, by forward filtering
with the generator's own chances of saying each thing in each state, and the rate of attacks of that very war.
It takes the day of a claim from the claim, passes over copies that show, plans, and what is said of regions,
and names a siege only where some report spoke of one.
"""

import argparse
from collections.abc import Iterator
from multiprocessing import Pool

import numpy as np
import wars
from scoring import f1, siege_rows
from wars import BATTLE, FRESH, NEUTRAL, QUIET, SIDES, SIEGE, Scenario, Told, War

FALLEN, FREED = 3, 4  # quiet, and news for some days
_SIDES = range(len(SIDES))
# Phase, holder, the other side (attacker, holder before, or besieger before), and days since.
State = tuple[int, int, int, int]
STATES: tuple[State, ...] = (
    *((QUIET, holder, holder, 0) for holder in _SIDES),
    *(
        (phase, holder, other, since)
        for phase in (BATTLE, SIEGE, FALLEN, FREED)
        for holder in _SIDES
        for other in _SIDES
        if other != holder
        for since in range(FRESH + 1 if phase in (FALLEN, FREED) else 1)
    ),
)
NUMBER = {state: number for number, state in enumerate(STATES)}
BATTLE_DAYS, SIEGE_DAYS = 12.0, 72.5  # on average


def days_step(war: War) -> np.ndarray:
    """(states, states): what a day does, attacks as often as they were in the war."""
    quiet = war.state[:-1] == QUIET
    attack, siege = ((quiet & (war.state[1:] == phase)).sum() / quiet.sum() for phase in (BATTLE, SIEGE))
    falls = (quiet & (war.holder[1:] != war.holder[:-1])).sum() / quiet.sum()
    step = np.zeros((len(STATES), len(STATES)))
    for number, (phase, holder, other, since) in enumerate(STATES):
        for chance, to in _ways(phase, holder, other, since, attack=attack, siege=siege, falls=falls):
            step[number, NUMBER[to]] += chance
    return step


def _ways(
    phase: int, holder: int, other: int, since: int, *, attack: float, siege: float, falls: float
) -> Iterator[tuple[float, State]]:
    quiet = (QUIET, holder, holder, 0)
    if phase == BATTLE:
        yield 1 - 1 / BATTLE_DAYS, (phase, holder, other, 0)
        yield 0.5 / BATTLE_DAYS, (FALLEN, other, holder, 0)
        yield 0.5 / BATTLE_DAYS, quiet
    elif phase == SIEGE:
        yield 1 - 1 / SIEGE_DAYS, (phase, holder, other, 0)
        yield 0.4 / SIEGE_DAYS, (FALLEN, other, holder, 0)
        yield 0.35 / SIEGE_DAYS, (FREED, holder, other, 0)
        yield 0.25 / SIEGE_DAYS, (BATTLE, holder, other, 0)
    else:
        fresh = phase != QUIET and since < FRESH
        yield 1 - attack - siege - falls, (phase, holder, other, since + 1) if fresh else quiet
        for foe in _SIDES:
            if foe != holder:
                yield attack / 2, (BATTLE, holder, foe, 0)
                yield siege / 2, (SIEGE, holder, foe, 0)
                yield falls / 2, (FALLEN, foe, holder, 0)


def sayings(plan: Scenario, camp: int) -> dict[tuple[str, int, bool], np.ndarray]:
    """(states,) for each kind, side and denial: how much of what such a camp says in the state is that."""
    found: dict[tuple[str, int, bool], np.ndarray] = {}
    for number, state in enumerate(STATES):
        said = list(_said(plan, camp, *state))
        whole = sum(chance for chance, *_ in said) or 1.0
        for chance, kind, side, denied in said:
            wrong = plan.errs if kind in ("hold", "capture") else 0.0
            for named in _SIDES:
                share = 1 - wrong if named == side else wrong / 2
                row = found.setdefault((kind, named, denied), np.zeros(len(STATES)))
                row[number] += chance / whole * share
    return found


def _said(
    plan: Scenario, camp: int, phase: int, holder: int, other: int, since: int
) -> Iterator[tuple[float, str, int, bool]]:
    """As `wars._say` has it."""
    if phase == BATTLE:
        if camp == other:
            yield plan.premature, "capture", other, False
            yield 1 - plan.premature, "fight", other, False
        elif camp == holder:
            yield 0.45, "hold", holder, False
            yield 0.55, "fight", other, False
        else:
            yield 0.08, "capture", other, False
            yield 0.04, "siege", holder, False
            yield 0.63, "fight", other, False
            yield 0.25, "hold", holder, False
    elif phase == SIEGE:
        boast = plan.premature / 3 if camp == other else 0.08 if camp == holder else 0.0
        yield boast, *(("capture", other) if camp == other else ("relief", holder)), False
        yield 0.6 - boast, "siege", holder, False
        yield 0.15, "fight", other, False
        yield 0.25, "hold", holder, False
    elif phase == FALLEN:
        denies = plan.denies * float(np.exp(-since / 10)) if camp == other else 0.0
        tells = 1 - plan.omits if camp == other else 1.0
        yield 0.6 * denies, "hold", camp, False
        yield 0.4 * denies, "hold", holder, True
        yield tells * max(0.65 - denies, 0.0), "capture", holder, False
        yield tells * (1 - max(0.65, denies)), "hold", holder, False
    elif phase == FREED and camp == other:
        yield 1.0, "siege", holder, False
    elif phase == FREED:
        yield 0.7, "relief", holder, False
        yield 0.3, "hold", holder, False
    else:
        yield 1.0, "hold", holder, False


def judge(task: tuple[str, int]) -> list[tuple[float, ...]]:
    """Found, true, told of: for each place that is spoken of, on the days that `run.py` judges."""
    scenario, seed = task
    plan = wars.SCENARIOS[scenario]
    war = wars.simulate(plan, seed)
    step = days_step(war)
    tables = {camp: sayings(plan, camp) for camp in (NEUTRAL, *_SIDES)}
    places = war.holder.shape[1]
    besieged = np.array([state[0] == SIEGE for state in STATES])
    found: list[tuple[float, ...]] = []
    for tau in range(40, plan.days, 20):
        known = [one for one in war.told if one.published <= tau]
        heard = _by_day(known, places)
        share = np.zeros((places, len(STATES)))
        share[:, [NUMBER[QUIET, side, side, 0] for side in _SIDES]] = 1 / len(SIDES)
        for day in range(tau + 1):
            share = share @ step if day else share
            for one in heard.get(day, ()):
                share[one.place] *= np.maximum(tables[one.origin][one.kind, one.side, one.denied], 1e-9)
                share[one.place] /= share[one.place].sum()
        sieges = (share[:, besieged].sum(axis=1) > 0.5) & _spoken_of(known, places)
        found.extend(siege_rows(sieges, war.state, known, tau))
    return found


def _by_day(known: list[Told], places: int) -> dict[int, list[Told]]:
    found: dict[int, list[Told]] = {}
    words: set[int] = set()
    for one in known:
        if one.place < places and one.kind != "plan" and one.words not in words:
            words.add(one.words)
            day = one.day if one.dated and one.kind != "capture" else one.published - 1
            found.setdefault(max(day, 0), []).append(one)
    return found


def _spoken_of(known: list[Told], places: int) -> np.ndarray:
    spoken = {one.place for one in known if one.kind in ("siege", "relief")}
    return np.isin(np.arange(places), list(spoken))


def main() -> None:
    """Print the F1 of each scenario."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--scenarios", default=",".join(wars.SCENARIOS))
    parser.add_argument("--wars", type=int, default=8)
    parser.add_argument("--first-seed", type=int, default=0)
    parser.add_argument("--processes", type=int, default=2)
    asked = parser.parse_args()
    with Pool(asked.processes) as pool:
        for name in asked.scenarios.split(","):
            tasks = [(name, asked.first_seed + seed) for seed in range(asked.wars)]
            rows = np.array([row for war in pool.map(judge, tasks) for row in war], dtype=float)
            found, true, told = rows.T
            missed = int((true * told * (1 - found)).sum())
            print(
                f"{name}: siege F1 {f1(found, true):.3f}, of told {f1(*rows[told == 1].T[:2]):.3f}; "
                f"{int(true.sum())} besieged, {int((true * (1 - told)).sum())} of them never spoken of, "
                f"{missed} others missed, "
                f"{int((found * (1 - true)).sum())} in error",
                flush=True,
            )


if __name__ == "__main__":
    main()
