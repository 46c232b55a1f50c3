"""Who fights and who speaks: actors with neutral ids, their sides, and the names that others use."""

from dataclasses import dataclass
from datetime import date
from typing import NewType

from contested.model.text import Quote

ActorId = NewType("ActorId", str)
SideId = NewType("SideId", str)

CIVILIANS = SideId("civilians")
UN = SideId("un")
UNKNOWN = SideId("unknown")
OTHER = SideId("other")  # as a holder: whoever is no side of the theatre
MONITOR = SideId("monitor")  # as a camp: watches, belongs to no side
WIRE = SideId("wire")  # as a camp: news agency, belongs to no side
NEUTRAL_CAMPS = frozenset({MONITOR, WIRE, UN, CIVILIANS, UNKNOWN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Alliance:
    """The days on which a side is another one's ally; open ends are None."""

    ally: SideId
    first: date | None = None
    last: date | None = None

    def holds_on(self, day: date | None) -> bool:
        """Whether it holds on a day; on an unknown day it may."""
        if day is None:
            return True
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A belligerent bloc of a theatre."""

    id: SideId
    label: str  # neutral name that contested itself uses
    allies: tuple[SideId, ...] = ()  # at any time of the war
    alliances: tuple[Alliance, ...] = ()  # those of them that began or ended on a known day

    def allies_on(self, day: date | None) -> tuple[SideId, ...]:
        """The sides allied with this one on a day; on an unknown day all that ever were."""
        dated = {alliance.ally for alliance in self.alliances}
        then = {alliance.ally for alliance in self.alliances if alliance.holds_on(day)}
        return tuple(ally for ally in self.allies if ally not in dated or ally in then)


@dataclass(frozen=True, slots=True, kw_only=True)
class Allegiance:
    """The side that an actor belongs to from day to day; open ends are None."""

    side: SideId
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorName:
    """A name of an actor, and which camps use it; empty `used_by` means anybody."""

    words: str
    used_by: tuple[SideId, ...] = ()  # the OUTLET's camp must be one of these for the name to mean this actor
    partisan: bool = False  # helps or hurts the actor; never used by contested itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A party, speaker or organisation with a neutral id and name."""

    id: ActorId
    name: str
    kind: str  # army, militia, government, air_force, police, monitor, agency, ministry, organisation, people
    allegiances: tuple[Allegiance, ...]
    names: tuple[ActorName, ...]
    parent: ActorId | None = None
    source: str = ""

    def side_on(self, day: date | None) -> SideId:
        """The side on a day; on an unknown day the first that is listed."""
        for allegiance in self.allegiances:
            if day is None:
                return allegiance.side
            after = allegiance.first is None or allegiance.first <= day
            before = allegiance.last is None or day <= allegiance.last
            if after and before:
                return allegiance.side
        return UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """Who publishes: a camp set by people, with the source of that label."""

    id: str
    name: str
    names: tuple[str, ...]
    camp: SideId | None  # a side, MONITOR, WIRE, or None where nobody has said
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyChoice:
    """Who a party mention is; `actor` is None where only the side, or neither, could be told."""

    quote: Quote | None  # None: implied
    actor: ActorId | None
    side: SideId
    reason: str  # the line of data, or the rule, that decided
