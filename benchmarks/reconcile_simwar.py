"""
How well `reconcile` tells who holds what in simulated wars, against simple baselines on the same claims.

    python benchmarks/reconcile_simwar.py FOLDER [--scenarios default,loud_camp] [--seeds 2] [--baselines ...]

FOLDER holds the simulator (`simwar.py`) and the baselines (`models.py`, `run_sim.py`).
Prints, for each scenario and method: accuracy on all places, and where it is hot (contested, or changed in
the last 14 days), the expected calibration error, and F1 of flagged disputes.
"""

import argparse
import json
import sys
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from contested.knowledge.reconcile_settings import ReconcileSettings, load_reconcile_settings
from contested.knowledge.theatre import Theatre
from contested.model.actor import MONITOR, Side, SideId
from contested.model.claim import Claim, EventId, Modality
from contested.model.control import ControlState, Effect, Interest
from contested.model.period import Period
from contested.model.place import Place, PlaceCandidate, PlaceChoice, PlaceId
from contested.model.resolved import Origin, ResolvedClaim
from contested.model.text import DocumentId, Quote
from contested.reconcile import reconcile

START = date(2020, 1, 1)
SIDES = tuple(SideId(name) for name in ("g", "j", "r"))
THEATRE = Theatre(
    id="simulated",
    label="Simulated war",
    countries=(),
    first=None,
    last=None,
    sides=tuple(Side(id=side, label=side) for side in SIDES),
    actors=(),
    outlets=(),
    places=(),
    camp_aliases={},
    source="simwar.py",
    checksum="",
    _outlets_by_key={},
)
EVENTS = {0: "hold", 1: "attack", 2: "besiege", 3: "capture"}  # the simulator's HOLD, FIGHT, SIEGE, PLAN


def resolved(told: Any) -> ResolvedClaim:
    """A simulated claim as the earlier stages would hand it over."""
    where = _place(told.place)
    published = START + timedelta(days=told.t_rep)
    happened = START + timedelta(days=told.t_valid)
    camp = SIDES[told.origin_camp] if told.origin_camp >= 0 else MONITOR
    # A detected copy has the words of its source; everybody else has their own.
    words = f"text {told.cluster}" if told.cluster >= 0 else f"text of claim {told.cid}"
    event = EVENTS[told.typ]
    claim = Claim(
        document=DocumentId(f"{told.cid:07}"),
        document_key=f"{told.cid:07}",
        event=EventId(event),
        trigger=Quote(0, len(event), event),
        evidence=Quote(0, len(words) + 20, f"{words:>{len(words) + 20}}"),
        modality=Modality.PLANNED if told.typ == 3 else Modality.ASSERTED,
        made_by="simwar",
    )
    return ResolvedClaim(
        claim=claim,
        outlet=f"outlet {told.src}",
        outlet_camp=SIDES[told.camp] if told.camp >= 0 else MONITOR,
        published=published,
        actor=None,
        target=None,
        place=PlaceChoice(
            quote=Quote(0, 1, "p"), candidates=(PlaceCandidate(place=where, score=1.0, reasons=()),)
        ),
        other_places=(),
        period=Period(first=happened, last=happened) if told.dated else None,
        voices=(),
        origin=Origin(name=f"outlet {told.src}", camp=camp),
        interest=_interest(told, camp),
        effects=_effects(told, where),
    )


def _place(number: int) -> Place:
    return Place(id=PlaceId(f"p{number:04}"), name=f"p{number:04}", lat=0.0, lon=0.0, kind="town")


def _interest(told: Any, camp: SideId) -> Interest:
    if camp == MONITOR:
        return Interest.NONE
    if told.typ in (0, 3):
        return Interest.FAVOURS if SIDES[told.actor] == camp else Interest.AGAINST
    return Interest.FAVOURS if SIDES[told.actor] == camp else Interest.NONE


def _effects(told: Any, where: Place) -> tuple[Effect, ...]:
    """The simulator names the besieger, not the besieged: all that follows is that he is not the holder."""
    side = SIDES[told.actor]
    match told.typ:
        case 0:
            return (Effect(place=where, holder=side, state=ControlState.HELD),)
        case 1:
            return (Effect(place=where, holder=side, state=ControlState.CONTESTED),)
        case 2:
            return (Effect(place=where, holder=side, state=ControlState.HELD, negated=True),)
        case _:
            # "They must take p": that they do not hold it yet is presupposed, by a claim of its own.
            return (Effect(place=where, holder=side, state=ControlState.HELD),)


def presupposed_by(told: Any) -> ResolvedClaim:
    """What a plan takes for granted: whoever plans to take a place does not hold it."""
    base = resolved(told)
    return replace(
        base,
        claim=replace(base.claim, event=EventId("hold"), modality=Modality.PRESUPPOSED),
        interest=Interest.AGAINST,
        effects=(replace(base.effects[0], negated=True),),
    )


def shares_on(claims: list[ResolvedClaim], tau: int, places: int, settings: ReconcileSettings) -> np.ndarray:
    """Shape (places, sides): as known on the evening of that day."""
    today = START + timedelta(days=tau)
    made = reconcile(claims, theatre=THEATRE, on=today, known=today, settings=settings)
    shares = np.full((places, len(SIDES)), 1 / len(SIDES))
    disputed = np.zeros(places)
    for cell in made.cells:
        at = int(cell.place.id[1:])
        found = dict(cell.shares)
        shares[at] = [found[side] for side in SIDES]
        disputed[at] = cell.verdict.value == "disputed"
    return np.column_stack([shares / shares.sum(axis=1, keepdims=True), disputed])


def main() -> None:
    """Run the scenarios asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scenarios", default="default,loud_camp")
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--baselines", default="majority30+dedup,latest,truthfinder,B hmm fixed")
    parser.add_argument("--settings", type=Path, help="another reconcile.toml")
    asked = parser.parse_args()
    sys.path.insert(0, str(asked.folder))
    import run_sim as run
    import simwar

    settings = load_reconcile_settings(asked.settings)
    methods = ["contested", *(name for name in asked.baselines.split(",") if name)]
    for scenario in asked.scenarios.split(","):
        config = run.SC[scenario]
        scores: dict[str, list[tuple[float, ...]]] = {name: [] for name in methods}
        spent = dict.fromkeys(methods, 0.0)
        for seed in range(asked.seeds):
            truth, phase, told = simwar.simulate(config, seed)
            places, days = truth.shape[1], config.T
            claims = [resolved(claim) for claim in told]
            claims += [presupposed_by(claim) for claim in told if claim.typ == simwar.PLAN]
            models = {name: run.M[name](places, days, config.K) for name in methods[1:]}
            for tau in range(40, days, 20):
                known = [claim for claim in told if claim.t_rep <= tau and claim.typ == simwar.HOLD]
                seen = sorted({claim.place for claim in known})
                recent = [
                    [c.truth for c in known if c.place == p and c.t_valid > tau - 14] for p in range(places)
                ]
                flipped = (truth[max(tau - 14, 0) : tau + 1] != truth[tau]).any(axis=0)
                hot = (phase[tau] == 1) | flipped
                for name in methods:
                    began = time.perf_counter()
                    if name == "contested":
                        table = shares_on(claims, tau, places, settings)
                        shares, disputed = table[:, :-1], table[:, -1]
                    else:
                        shares = models[name].fit(told, tau)
                        disputed = models[name].dispute(tau)
                    spent[name] += time.perf_counter() - began
                    scores[name] += [
                        (
                            shares[p].argmax() == truth[tau, p],
                            shares[p].max(),
                            hot[p],
                            disputed[p] >= 0.5,
                            len(set(recent[p])) == 2,
                            len(recent[p]) > 1,
                        )
                        for p in seen
                    ]
        for name in methods:
            print(
                json.dumps(
                    {
                        "scenario": scenario,
                        "method": name,
                        **_summary(scores[name], run.ece),
                        "seconds": round(spent[name], 1),
                    }
                )
            )


def _summary(rows: list[tuple[float, ...]], ece: Any) -> dict[str, float]:
    right, best, hot, flagged, contradicted, spoken = np.array(rows, dtype=float).T
    warm, several = hot == 1, spoken == 1
    hits = (flagged * contradicted)[several].sum()
    return {
        "cells": len(rows),
        "accuracy": round(right.mean(), 3),
        "hot_accuracy": round(right[warm].mean(), 3),
        "ece": round(ece(best, right), 3),
        "dispute_f1": round(2 * hits / max(flagged[several].sum() + contradicted[several].sum(), 1), 3),
    }


if __name__ == "__main__":
    main()
