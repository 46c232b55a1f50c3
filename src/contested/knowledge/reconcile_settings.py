"""What the reconciliation takes for granted: priors, weights, hazards and windows, each with its reason."""

import math
from dataclasses import dataclass, fields
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import Field

from contested.errors import KnowledgeError
from contested.knowledge.loading import DataModel, check_table, parse_toml, raise_together

Phases = tuple[float, float, float, float]  # quiet, contested, besieged, quiet but just taken

_PACKAGED = "reconcile.toml"
_PROBABILITIES = (
    "favours",
    "favours_contested",
    "favours_captured",
    "favours_calm",
    "favours_taken",
    "favours_denied",
    "others_captured",
    "others_calm",
    "attacker",
    "against",
    "neutral",
    "presupposed_against",
)  # of a claim; 0 and 1 leave no doubt
_OPEN_PHASES = (
    "prior_phase",
    "said_contested",
    "said_calm",
    "said_captured",
    "said_besieged",
    "said_relieved",
    "boasted_besieged",
    "boasted_relieved",
    "silent",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconcileSettings:
    """The numbers of `data/reconcile.toml`; that file says where each comes from."""

    # How often a claim is true, by what it does to the camp of its origin.
    favours: float
    favours_contested: float
    favours_captured: float
    favours_calm: float
    favours_taken: float
    favours_denied: float
    others_captured: float
    others_calm: float
    against: float
    neutral: float
    presupposed_against: float
    attacker: float
    # How much a claim weighs.
    certain: float
    probable: float
    possible: float
    uncommitted: float
    asserted: float
    presupposed: float
    reported: float
    direct: float
    taken_for_granted: float
    contained: float
    weak: float
    presence: float
    whole: float
    most: float
    some: float
    # What claims of one group share.
    same_origin: float
    same_camp_favours: float
    same_camp_against: float
    same_group_days: int
    ally: float
    copy_overlap: float
    # How a place fares from day to day.
    prior_phase: Phases
    other: float
    quiet_next: Phases
    contested_next: Phases
    besieged_next: Phases
    taken_next: Phases
    redrawn: Phases
    named_newcomer: float
    attacker_newcomer: float
    away_from_front: float
    changed_phase: Phases
    # How likely a claim is to be made in each phase.
    said_contested: Phases
    said_calm: Phases
    said_besieged: Phases
    said_relieved: Phases
    said_captured: Phases
    boasted_besieged: Phases
    boasted_relieved: Phases
    silent: Phases
    # Captures.
    late: float
    capture_stay_dated: float
    capture_stay_undated: float
    capture_stay_taken: float
    capture_phase: Phases
    capture_from: Phases
    siege_news: float
    # When a verdict is given.
    decided: float
    live_days: int
    early_days: int
    stale_days: int


class _Entry(DataModel):
    value: float | int | list[float]
    source: str = Field(min_length=10)


def load_reconcile_settings(path: Path | None = None) -> ReconcileSettings:
    """
    The settings of a file, or the packaged ones.

    Args:
        path: A file with the same tables as the packaged `reconcile.toml`.

    Raises:
        KnowledgeError: A number is missing, unknown, out of range or without a source; all faults at once.

    Example:
        >>> load_reconcile_settings().favours
        0.75
    """
    if path is not None:
        return _checked(path.read_bytes(), shown_as=path.name)
    return _packaged()


@lru_cache(maxsize=1)
def _packaged() -> ReconcileSettings:
    raw = files("contested").joinpath("data", _PACKAGED).read_bytes()
    return _checked(raw, shown_as=_PACKAGED)


def _checked(raw: bytes, *, shown_as: str) -> ReconcileSettings:
    table = parse_toml(raw, shown_as=shown_as)
    kinds = {field.name: field.type for field in fields(ReconcileSettings)}
    faults = [
        f"{shown_as}: {name}: unknown; allowed: {', '.join(kinds)}" for name in table.keys() - kinds.keys()
    ]
    faults += [
        f"{shown_as}: {name}: missing; add it with a value and a source"
        for name in kinds.keys() - table.keys()
    ]
    values: dict[str, Any] = {}
    for name in sorted(kinds.keys() & table.keys()):
        try:
            entry = check_table(table[name], _Entry, shown_as=f"{shown_as}: {name}")
        except KnowledgeError as error:
            faults.append(str(error))
            continue
        if fault := _fault(name, kinds[name], entry.value):
            faults.append(f"{shown_as}: {name}: {fault}; found {entry.value!r}")
        values[name] = tuple(entry.value) if isinstance(entry.value, list) else entry.value
    raise_together(sorted(faults))
    return ReconcileSettings(**values)


def _fault(name: str, kind: Any, value: float | int | list[float]) -> str | None:
    """What is wrong with a value of its kind, or None."""
    if kind is int:
        return None if isinstance(value, int) and value > 0 else "must be a whole number of days above 0"
    if kind is float:
        if isinstance(value, list) or not 0 <= value <= 1:
            return "must be a number from 0 to 1"
        if name in _PROBABILITIES and not 0.5 < value < 1:
            return (
                "must lie between 0.5 and 1: at 0.5 a claim says nothing, at 1 nothing could ever gainsay it"
            )
        return None
    if not isinstance(value, list) or len(value) != 4 or not all(0 <= part <= 1 for part in value):
        return "must be four numbers from 0 to 1: quiet, contested, besieged, quiet but just taken"
    if name in _OPEN_PHASES and not all(part > 0 for part in value):
        return "must be above 0 in every phase: a 0 would rule the phase out for good"
    if not math.fsum(value) > 0:
        return "must not be 0 in every phase"
    return None
