"""
Fits the numbers of `reconcile.toml` that simulated wars can tell, on wars that the benchmark does not use.

    python eval/reconcile/fit.py --simwar FOLDER --sweeps 3

Each number in turn is moved up and down by a step; a move stays where it makes the true holders more probable
(mean negative log likelihood over all places, plus the same over those where it is hot). Prints what changed.
Weights of words (certainty, containers, presence) are no part of it: a simulator knows nothing of them.
"""

import argparse
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import Pool
from multiprocessing.pool import Pool as Workers
from pathlib import Path

import numpy as np
import outside_wars
import run
import wars
from told_claims import THEATRE, day_of, places_of, resolved
from wars import BATTLE, SIDES, SIEGE

from contested.knowledge.reconcile_settings import ReconcileSettings, load_reconcile_settings
from contested.reconcile.evidence import posterior
from contested.reconcile.hearing import Question, Roster
from contested.reconcile.picture import tabulate
from contested.reconcile.testimony import Testimony

FIRST_SEED = 100  # the benchmark uses 0 to 7
TAUS = (60, 100, 140, 170)
HOT, SIEGES = 0.5, 0.3  # weight of hot places, and of telling sieges, beside all places
THETAS = ("favours", "against", "neutral", "presupposed_against")
# Name, place in a list of phases, and the first step in log odds.
MOVES: tuple[tuple[str, int | None, float], ...] = (
    ("favours", None, 0.4), ("favours_contested", None, 0.3), ("against", None, 0.3), ("neutral", None, 0.3),
    ("presupposed_against", None, 0.4), ("attacker", None, 0.5),
    ("same_camp_favours", None, 0.5), ("same_camp_against", None, 0.7),
    ("quiet_next", 1, 0.5), ("contested_next", 0, 0.4), ("redrawn", 0, 0.5), ("redrawn", 1, 0.4),
    ("redrawn", 2, 0.5), ("besieged_next", 0, 0.7), ("besieged_next", 1, 0.7),
    ("quiet_next", 2, 0.5), ("away_from_front", None, 0.6), ("named_newcomer", None, 0.6),
    ("changed_phase", 1, 0.8), ("said_contested", 0, 0.4), ("said_contested", 2, 0.5),
    ("said_besieged", 0, 0.6), ("said_besieged", 1, 0.6), ("said_relieved", 2, 0.6),
    ("capture_stay_dated", None, 0.6), ("capture_phase", 1, 0.6),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One war as known on one day, and what was so."""

    tau: int
    told: Testimony
    theta: tuple[np.ndarray, ...]  # which rows have each of THETAS
    places: np.ndarray  # numbers in `told` of the places that are judged
    holder: np.ndarray
    hot: np.ndarray
    besieged: np.ndarray


def looks(task: run.Task) -> list[Look]:
    """The war of a task on each of the days."""
    war = run._war(task)
    named = places_of(war.region)
    found = []
    for tau in TAUS:
        claims = list(resolved([one for one in war.told if one.published <= tau], named))
        told = tabulate(claims, theatre=THEATRE, known=day_of(tau), settings=task.settings)
        judged = [(n, int(place.id[1:])) for n, place in enumerate(told.places) if place.kind != "region"]
        numbers, at = np.array(judged).T
        changed = (war.holder[max(tau - 14, 0) : tau + 1] != war.holder[tau]).any(axis=0)
        found.append(
            Look(
                tau=tau,
                told=told,
                theta=tuple(told.theta == getattr(task.settings, name) for name in THETAS),
                places=numbers,
                holder=war.holder[tau, at],
                hot=((war.state[tau] == BATTLE) | changed)[at],
                besieged=(war.state[tau] == SIEGE)[at],
            )
        )
    return found


def loss(settings: ReconcileSettings, war: Sequence[Look]) -> np.ndarray:
    """Sums: of the loss over all places, over the hot ones, over sieges, and how many there are of each."""
    sums = np.zeros(6)
    roster = Roster.of(THEATRE.sides)
    for look in war:
        theta = np.select(look.theta, [getattr(settings, name) for name in THETAS], look.told.theta)
        question = Question(on=day_of(look.tau).toordinal(), roster=roster, settings=settings)
        found = posterior(replace(look.told, theta=theta), question, places=len(look.told.places))
        state = found.state[found.target][look.places]
        shares = state.sum(axis=2)[:, : len(SIDES)]
        right = shares[np.arange(len(shares)), look.holder] / shares.sum(axis=1)
        bits = -np.log(np.maximum(right, 1e-3))
        siege = state.sum(axis=1)[:, 2]
        siege_bits = -np.log(np.clip(np.where(look.besieged, siege, 1 - siege), 1e-3, 1))
        sums += [bits.sum(), bits[look.hot].sum(), siege_bits.sum(), len(bits), look.hot.sum(), len(bits)]
    return sums


def total(settings: ReconcileSettings, wars_: Sequence[Sequence[Look]], workers: Workers) -> float:
    """The loss over all wars."""
    sums = np.sum(workers.map(partial(loss, settings), wars_, chunksize=4), axis=0)
    every, hot, siege = sums[:3] / np.maximum(sums[3:], 1)
    return float(every + HOT * hot + SIEGES * siege)


def moved(settings: ReconcileSettings, name: str, at: int | None, step: float) -> ReconcileSettings:
    """The settings with one number moved by a step in log odds."""
    value = getattr(settings, name)
    old = value if at is None else value[at]
    odds = math.log(old / (1 - old)) if 0 < old < 1 else math.log(1e-3)
    new = round(1 / (1 + math.exp(-(odds + step))), 5)
    if name in (*THETAS, "favours_contested", "attacker"):
        new = min(max(new, 0.501), 0.99)
    if at is None:
        return replace(settings, **{name: new})
    return replace(settings, **{name: (*value[:at], new, *value[at + 1 :])})


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--simwar", type=Path)
    parser.add_argument("--wars", type=int, default=4)
    parser.add_argument("--sweeps", type=int, default=3)
    parser.add_argument("--processes", type=int, default=2)
    asked = parser.parse_args()
    settings = load_reconcile_settings()
    names = [*(outside_wars.NAMES if asked.simwar else ()), *wars.SCENARIOS]
    tasks = [
        run.Task(scenario=name, seed=FIRST_SEED + seed, simwar=asked.simwar, settings=settings)
        for name in names
        for seed in range(asked.wars)
    ]
    with Pool(asked.processes) as workers:
        found = workers.map(looks, tasks, chunksize=1)
        print(f"{len(found)} wars", flush=True)
        fit(settings, found, workers, sweeps=asked.sweeps)


def fit(
    settings: ReconcileSettings, found: Sequence[Sequence[Look]], workers: Workers, *, sweeps: int
) -> ReconcileSettings:
    """The settings after the sweeps; prints each move that helps."""
    best = total(settings, found, workers)
    print(f"loss {best:.4f}", flush=True)
    steps = {(name, at): step for name, at, step in MOVES}
    for _ in range(sweeps):
        for (name, at), step in steps.items():
            for signed in (step, -step):
                tried = moved(settings, name, at, signed)
                if (found_loss := total(tried, found, workers)) < best - 1e-5:
                    settings, best = tried, found_loss
                    steps[name, at] = signed
                    print(f"{best:.4f} {name} {getattr(settings, name)}", flush=True)
                    break
            else:
                steps[name, at] = step / 2
    return settings


if __name__ == "__main__":
    main()
