"""
Fits the numbers of `reconcile.toml` that simulated wars can tell, on wars that the benchmark does not use.

    python eval/reconcile/fit.py --simwar FOLDER --sweeps 3

Each number in turn is moved up and down by a step; a move stays where it makes the truth more probable. What
is lost: the mean negative log likelihood of the true holder over all places, half as much over those where it
is hot, and .6 times that of being besieged or not, in the wars that tell of sieges. Prints what moved, then
all numbers. Weights of words (certainty, presence, parts of a place) are no part of it: a simulator knows
nothing of them.
"""

import argparse
import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from multiprocessing import get_context
from multiprocessing.pool import Pool as Workers
from pathlib import Path

import numpy as np
import outside_wars
import run
import wars
from told_claims import THEATRE, day_of, places_of, resolved
from wars import BATTLE, SIDES, SIEGE

from contested.knowledge.reconcile_settings import ReconcileSettings, load_reconcile_settings
from contested.reconcile.cells import phase_shares, told_of_siege
from contested.reconcile.evidence import posterior
from contested.reconcile.hearing import Question, Roster
from contested.reconcile.picture import tabulate
from contested.reconcile.testimony import Said, Testimony, joined

FIRST_SEED = 100  # the benchmark uses 0 to 7
TAUS = (60, 80, 100, 120, 140, 160)
HOT, SIEGES = 0.5, 0.6  # weight of hot places, and of telling sieges, beside all places
LEAST_GAIN = 2e-5
THETAS = ("favours", "favours_captured", "others_captured", "against", "neutral", "presupposed_against")
OTHER_THETAS = (
    "favours_contested", "favours_taken", "favours_denied", "favours_calm", "others_calm", "attacker",
)  # fmt: skip
# Name, place in a list of phases, and the first step in log odds.
MOVES: tuple[tuple[str, int | None, float], ...] = (
    ("favours", None, 0.4), ("favours_contested", None, 0.3), ("favours_captured", None, 0.3),
    ("favours_taken", None, 0.4), ("favours_denied", None, 0.4), ("favours_calm", None, 0.5),
    ("others_calm", None, 0.5), ("others_captured", None, 0.4), ("against", None, 0.3),
    ("neutral", None, 0.3), ("presupposed_against", None, 0.4), ("attacker", None, 0.5),
    ("attacker_newcomer", None, 0.5),
    ("contained", None, 0.5), ("same_camp_favours", None, 0.5), ("same_camp_against", None, 0.7),
    ("quiet_next", 1, 0.5), ("quiet_next", 2, 0.5), ("contested_next", 0, 0.4), ("contested_next", 2, 0.5),
    ("besieged_next", 0, 0.7), ("besieged_next", 1, 0.7), ("besieged_next", 3, 0.7),
    ("taken_next", 0, 0.5), ("taken_next", 3, 0.5),
    ("redrawn", 0, 0.5), ("redrawn", 1, 0.4), ("redrawn", 2, 0.5), ("away_from_front", None, 0.6),
    ("named_newcomer", None, 0.6), ("changed_phase", 1, 0.8), ("changed_phase", 3, 0.8),
    ("said_contested", 0, 0.4), ("said_contested", 2, 0.5), ("said_contested", 3, 0.5),
    ("said_besieged", 0, 0.6), ("said_besieged", 1, 0.6), ("said_relieved", 0, 0.6),
    ("said_relieved", 1, 0.6), ("said_relieved", 2, 0.6), ("said_captured", 0, 0.6),
    ("said_captured", 1, 0.6), ("said_captured", 2, 0.6), ("boasted_besieged", 0, 0.6),
    ("boasted_besieged", 1, 0.6), ("boasted_besieged", 3, 0.6), ("boasted_relieved", 0, 0.6),
    ("boasted_relieved", 2, 0.6), ("boasted_relieved", 3, 0.6), ("silent", 1, 0.5), ("silent", 3, 0.5),
    ("late", None, 0.5), ("siege_news", None, 0.6),
    ("capture_stay_dated", None, 0.6), ("capture_stay_undated", None, 0.6),
    ("capture_stay_taken", None, 0.6), ("capture_phase", 0, 0.8),
    ("capture_phase", 1, 0.6), ("capture_from", 0, 0.8), ("capture_from", 1, 0.8), ("capture_from", 2, 0.8),
    ("capture_from", 3, 0.8),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Several wars of a scenario as known on one day, side by side, and what was so."""

    scenario: str
    tau: int
    told: Testimony
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
        told = tabulate(claims, theatre=THEATRE, known=day_of(tau), settings=_marked(task.settings))
        judged = [(n, int(place.id[1:])) for n, place in enumerate(told.places) if place.kind != "region"]
        numbers, at = np.array(judged).T
        changed = (war.holder[max(tau - 14, 0) : tau + 1] != war.holder[tau]).any(axis=0)
        found.append(
            Look(
                scenario=task.scenario,
                tau=tau,
                told=told,
                places=numbers,
                holder=war.holder[tau, at],
                hot=((war.state[tau] == BATTLE) | changed)[at],
                besieged=(war.state[tau] == SIEGE)[at],
            )
        )
    return found


def _marked(settings: ReconcileSettings) -> ReconcileSettings:
    """The settings with a mark for each number that goes into the rows, to be found there again."""
    thetas = {name: 0.6 + number / 100 for number, name in enumerate(THETAS)}
    return replace(settings, contained=1.0, **thetas)


def side_by_side(found: Sequence[Sequence[Look]]) -> list[Look]:
    """One look for each scenario and day, with the places of all its wars."""
    together: defaultdict[tuple[str, int], list[Look]] = defaultdict(list)
    for look in (one for war in found for one in war):
        together[look.scenario, look.tau].append(look)
    return [_joined(scenario, tau, group) for (scenario, tau), group in together.items()]


def _joined(scenario: str, tau: int, group: Sequence[Look]) -> Look:
    before = np.cumsum([0, *(len(look.told.places) for look in group[:-1])])
    return Look(
        scenario=scenario,
        tau=tau,
        told=joined([look.told for look in group]),
        places=np.concatenate([look.places + offset for look, offset in zip(group, before, strict=True)]),
        holder=np.concatenate([look.holder for look in group]),
        hot=np.concatenate([look.hot for look in group]),
        besieged=np.concatenate([look.besieged for look in group]),
    )


def as_settled(told: Testimony, settings: ReconcileSettings) -> Testimony:
    """The rows with the settings' numbers in place of the marks."""
    marks = _marked(settings)
    theta = np.select(
        [np.isclose(told.theta, getattr(marks, name)) for name in THETAS],
        [getattr(settings, name) for name in THETAS],
        told.theta,
    )
    weight = np.where(told.indirect, settings.contained * told.weight, told.weight)
    return replace(told, theta=theta, weight=weight)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """Sums over places, and what a look at them says."""

    every: float
    places: int
    hot: float
    hot_places: int
    hot_right: int
    siege: float
    siege_places: int
    siege_both: int
    siege_either: int

    def __add__(self, other: "Lost") -> "Lost":
        names = self.__slots__
        return Lost(**{name: getattr(self, name) + getattr(other, name) for name in names})

    @property
    def loss(self) -> float:
        """What is to become small."""
        hot = self.hot / max(self.hot_places, 1)
        return self.every / self.places + HOT * hot + SIEGES * self.siege / max(self.siege_places, 1)

    def __str__(self) -> str:
        hot, right = (part / max(self.hot_places, 1) for part in (self.hot, self.hot_right))
        siege = self.siege / max(self.siege_places, 1)
        siege_f1 = 2 * self.siege_both / max(self.siege_either, 1)
        return (
            f"loss {self.loss:.5f}: all {self.every / self.places:.4f}, hot {hot:.4f} "
            f"(right {right:.4f} of {self.hot_places}), sieges {siege:.4f} (F1 {siege_f1:.3f})"
        )


def lost(settings: ReconcileSettings, look: Look) -> Lost:
    """What the settings lose in one look."""
    told = as_settled(look.told, settings)
    question = Question(on=day_of(look.tau).toordinal(), roster=Roster.of(THEATRE.sides), settings=settings)
    found = posterior(told, question, places=len(told.places))
    state = found.state[found.target][look.places]
    shares = state.sum(axis=2)[:, : len(SIDES)]
    bits = -np.log(np.maximum(shares[np.arange(len(shares)), look.holder] / shares.sum(axis=1), 1e-3))
    right = shares.argmax(axis=1) == look.holder
    phases = phase_shares(found)[look.places]
    telling = bool(np.isin(told.said, (Said.BESIEGED, Said.RELIEVED)).any())
    siege = np.where(told_of_siege(told, len(told.places))[look.places], phases[:, 2], 0.0)
    of_siege = -np.log(np.clip(np.where(look.besieged, siege, 1 - siege), 1e-3, 1))
    flagged = siege > phases[:, :2].max(axis=1)
    return Lost(
        every=float(bits.sum()),
        places=len(bits),
        hot=float(bits[look.hot].sum()),
        hot_places=int(look.hot.sum()),
        hot_right=int(right[look.hot].sum()),
        siege=float(of_siege.sum()) * telling,
        siege_places=len(bits) * telling,
        siege_both=int((flagged & look.besieged).sum()) * telling,
        siege_either=int(flagged.sum() + look.besieged.sum()) * telling,
    )


_LOOKS: list[Look] = []  # inherited by the workers, who would else be sent all rows for every move


def _lost(task: tuple[ReconcileSettings, int]) -> Lost:
    settings, number = task
    return lost(settings, _LOOKS[number])


def total(settings: ReconcileSettings, workers: Workers) -> Lost:
    """What the settings lose over all wars."""
    parts = workers.map(_lost, [(settings, number) for number in range(len(_LOOKS))], chunksize=6)
    whole = parts[0]
    for part in parts[1:]:
        whole += part
    return whole


def moved(settings: ReconcileSettings, name: str, at: int | None, step: float) -> ReconcileSettings:
    """The settings with one number moved by a step in log odds."""
    value = getattr(settings, name)
    old = min(max(value if at is None else value[at], 1e-3), 1 - 1e-3)
    new = float(f"{1 / (1 + math.exp(-(math.log(old / (1 - old)) + step))):.3g}")
    if name in (*THETAS, *OTHER_THETAS):
        new = min(max(new, 0.501), 0.99)
    if at is None:
        return replace(settings, **{name: new})
    return replace(settings, **{name: (*value[:at], new, *value[at + 1 :])})


def fit(settings: ReconcileSettings, workers: Workers, *, sweeps: int) -> ReconcileSettings:
    """The settings after the sweeps; prints each move that helps."""
    best = total(settings, workers).loss
    steps = {(name, at): step for name, at, step in MOVES}
    for _ in range(sweeps):
        for (name, at), step in steps.items():
            for signed in (step, -step):
                tried = moved(settings, name, at, signed)
                if (found := total(tried, workers).loss) < best - LEAST_GAIN:
                    settings, best = tried, found
                    steps[name, at] = signed
                    print(f"{best:.5f} {name} {getattr(settings, name)}", flush=True)
                    break
            else:
                steps[name, at] = step / 2
    return settings


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--simwar", type=Path)
    parser.add_argument("--wars", type=int, default=6)
    parser.add_argument("--first-seed", type=int, default=FIRST_SEED)
    parser.add_argument("--sweeps", type=int, default=3, help="0 only measures")
    parser.add_argument("--settings", type=Path, help="another reconcile.toml to start from")
    parser.add_argument("--processes", type=int, default=2)
    asked = parser.parse_args()
    settings = load_reconcile_settings(asked.settings)
    names = [*(outside_wars.NAMES if asked.simwar else ()), *wars.SCENARIOS]
    tasks = [
        run.Task(scenario=name, seed=asked.first_seed + seed, simwar=asked.simwar, settings=settings)
        for name in names
        for seed in range(asked.wars)
    ]
    processes = get_context("fork")
    with processes.Pool(asked.processes) as workers:
        _LOOKS.extend(side_by_side(workers.map(looks, tasks, chunksize=1)))
    with processes.Pool(asked.processes) as workers:
        print(f"{len(tasks)} wars; {total(settings, workers)}", flush=True)
        fitted = fit(settings, workers, sweeps=asked.sweeps)
        print(total(fitted, workers))
    for name in dict.fromkeys(name for name, _, _ in MOVES):
        print(f"{name} = {getattr(fitted, name)}")


if __name__ == "__main__":
    main()
