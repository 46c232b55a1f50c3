"""Wars of another simulator, `simwar.py`, where its folder is given."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from wars import Told

NAMES = ("default", "sparse", "loud_camp", "no_neutral", "honest")
_KINDS = ("hold", "fight", "hold", "plan")  # of HOLD, FIGHT, SIEGE, PLAN


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideWar:
    """As `wars.War`; this simulator tells of no regions."""

    holder: np.ndarray
    state: np.ndarray
    told: tuple[Told, ...]
    region: tuple[int, ...]


def simulate(folder: Path, scenario: str, seed: int) -> OutsideWar:
    """One war of that simulator."""
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
    import simwar

    loud = ((0, 1.2),) * 5 + ((1, 0.6), (2, 0.6), (-1, 0.3))
    few = ((0, 1.0), (0, 1.0), (1, 0.9), (2, 1.0), (2, 0.8))
    config = {
        "default": {},
        "sparse": {"rate_event": 0.09, "rate_quiet": 0.003},
        "loud_camp": {"sources": loud, "copy": 0.6, "deny": 0.8, "prem": 0.5},
        "no_neutral": {"sources": few},
        "honest": {"prem": 0.02, "deny": 0.03, "omit": 0.1},
    }[scenario]
    holder, phase, claims = simwar.simulate(simwar.Cfg(**config), seed)
    return OutsideWar(
        holder=holder,
        state=phase,
        told=tuple(_told(claim) for claim in claims),
        region=(0,) * holder.shape[1],
    )


def _told(claim: Any) -> Told:
    """
    In our terms. A siege names the besieger there, not the besieged: all that follows is that he is not the
    holder, so nothing is said of a siege.
    """
    holds = claim.typ == 0
    return Told(
        number=claim.cid,
        outlet=claim.src,
        camp=claim.camp,
        origin=claim.origin_camp,
        place=claim.place,
        kind=_KINDS[claim.typ],
        side=claim.actor,
        denied=claim.typ == 2,
        day=claim.t_valid,
        dated=claim.dated,
        published=claim.t_rep,
        words=claim.cluster if claim.cluster >= 0 else claim.cid + 10_000_000,
        true=bool(claim.truth) if holds else None,
    )
