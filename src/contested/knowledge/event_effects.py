"""What each event type means for who holds a place, read from `data/events/effects.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import Field

from contested.knowledge.loading import DataModel, load_toml
from contested.model.claim import EventId
from contested.model.control import ControlState, Strength

Party = Literal["actor", "target"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectLine:
    """One state of the place that a claim of this type speaks of."""

    state: ControlState
    holder: Literal["actor", "target", "nobody"]
    negated: bool
    strength: Strength
    survives_denial: bool  # a denied claim negates the line; otherwise it drops it
    mode: str | None
    unless_known: Party | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMeaning:
    """Whom an event helps or hurts, and what it says of the place."""

    event: EventId
    gains: Party | None
    loses: Party | None
    blame: bool  # harm to civilians, or to nobody in particular, speaks against the actor
    only_at: frozenset[str]  # kinds of place that it can say something of; empty: all but countries
    lines: tuple[EffectLine, ...]
    modes: tuple[tuple[str, str, tuple[str, ...]], ...]  # language, mode, how its trigger words begin


class _Line(DataModel):
    state: Literal["held", "besieged", "contested", "presence", "route_open", "route_cut"]
    holder: Literal["actor", "target", "nobody"]
    negated: bool = False
    strength: Literal["direct", "weak"] = "direct"
    denied: Literal["negate", "drop"] = "negate"
    mode: str | None = None
    unless_known: Party | None = None


class _Event(DataModel):
    id: str
    gains: Party | None = None
    loses: Party | None = None
    blame: bool = False
    only_at: list[str] = Field(default_factory=list)
    effect: list[_Line] = Field(default_factory=list)


class _Mode(DataModel):
    event: str
    mode: str
    lang: str
    begin: list[str]


class _File(DataModel):
    source: str
    event: list[_Event]
    mode: list[_Mode]


@cache
def load_event_meanings() -> Mapping[EventId, EventMeaning]:
    """
    The meaning of every event type that bears on control, by its id.

    Raises:
        KnowledgeError: The file is wrong.
    """
    file = files("contested").joinpath("data", "events", "effects.toml")
    data = load_toml(file.read_bytes(), _File, shown_as="events/effects.toml")
    return {
        EventId(event.id): EventMeaning(
            event=EventId(event.id),
            gains=event.gains,
            loses=event.loses,
            blame=event.blame,
            only_at=frozenset(event.only_at),
            lines=tuple(_line(line) for line in event.effect),
            modes=tuple((m.lang, m.mode, tuple(m.begin)) for m in data.mode if m.event == event.id),
        )
        for event in data.event
    }


def _line(line: _Line) -> EffectLine:
    return EffectLine(
        state=ControlState(line.state),
        holder=line.holder,
        negated=line.negated,
        strength=Strength(line.strength),
        survives_denial=line.denied == "negate",
        mode=line.mode,
        unless_known=line.unless_known,
    )
