"""Decisions as they are shown: who decided what, when and why, and what came of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from contested.model.decision import SAME, UNDECIDED, Decision, DecisionKind
from contested.model.picture import Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLine:
    """One entry of the log."""

    id: str
    kind: str
    about: tuple[str, ...]
    answer: str
    author: str
    at: datetime
    reason: str
    state: str  # "followed", "waits", "in conflict", "replaced", "undone", "undoes"
    says: str  # in words
    remark: str | None = None  # what an accepted cell says by now, where that differs; what it waits for


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What was decided on all that a page shows."""

    cells: tuple[Mapping[str, tuple[DecisionLine, ...]], ...] = ()  # a picture each, by cell id
    claims: Mapping[str, tuple[DecisionLine, ...]] = field(default_factory=dict)  # by id
    outlets: Mapping[str, tuple[DecisionLine, ...]] = field(default_factory=dict)  # by name
    followed: tuple[DecisionLine, ...] = ()
    conflicts: tuple[tuple[DecisionLine, ...], ...] = ()


def decision_line(
    decision: Decision,
    state: str,
    *,
    gists: Mapping[str, str],
    places: Mapping[str, str],
    cells: Iterable[Cell] = (),
) -> DecisionLine:
    """
    The entry with its meaning in words.

    Args:
        decision: The entry.
        state: What came of it.
        gists: What claims say, by id.
        places: Names of places, by id.
        cells: Those at hand, to compare with what was accepted.
    """
    return DecisionLine(
        id=decision.id,
        kind=decision.kind.value,
        about=decision.about,
        answer=decision.answer,
        author=decision.author,
        at=decision.at,
        reason=decision.reason,
        state=state,
        says=_words(decision, gists, places),
        remark=_remark(decision, cells),
    )


def _words(decision: Decision, gists: Mapping[str, str], places: Mapping[str, str]) -> str:
    about, answer = decision.about[0], decision.answer

    def said(id: str) -> str:
        return f"claim {id}" + (f" ({gists[id]})" if id in gists else "")

    def named(place: str) -> str:
        return f"{places[place]} ({place})" if place in places else place

    match decision.kind:
        case DecisionKind.CLAIM:
            return f"{said(about)} is {answer}"
        case DecisionKind.PLACE_OF:
            return f"{said(about)} speaks of {named(answer)}"
        case DecisionKind.SAME_PLACE:
            one, other = map(named, decision.about)
            return f"{one} and {other} are {'one place' if answer == SAME else 'two places'}"
        case DecisionKind.SAME_STORY:
            one, other = map(said, decision.about)
            return f"{one} and {other} tell of {'one happening' if answer == SAME else 'two happenings'}"
        case DecisionKind.CAMP:
            return f"outlet {about} is of the camp {answer}"
        case DecisionKind.GRADE:
            return f"source {about} has the grade {answer}"
        case DecisionKind.CELL:
            return f"cell {about} is accepted: {answer}"
        case DecisionKind.UNDO:
            return f"undoes {about}"


def _remark(decision: Decision, cells: Iterable[Cell]) -> str | None:
    """What an accepted cell says by now, where it is another thing."""
    if decision.kind is not DecisionKind.CELL:
        return None
    shown = {cell.id: cell.holder or UNDECIDED for cell in cells}
    place_id, _, day = decision.about[0].rpartition("@")
    if decision.about[0] not in shown:
        told = any(id.endswith(f"@{day}") for id in shown)
        return f"by now no claim speaks of {place_id}" if told else None
    now = shown[decision.about[0]]
    return f"by now it says {now}" if now != decision.answer else None
