"""What is claimed, put together: a cell for each place on a day, every one traceable to claims."""

from dataclasses import dataclass
from datetime import date

from contested.model.actor import SideId
from contested.model.control import Interest, Phase, Verdict
from contested.model.place import Place
from contested.model.text import ClaimId


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks in a group of claims, and whether that serves them."""

    name: str
    camp: SideId | None
    interests: tuple[Interest, ...]  # of the claims, each kind once


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """What one group of claims that count as one witness adds, in decibans, towards the cell's holder."""

    claims: tuple[ClaimId, ...]
    decibans: float  # > 0 speaks for the holder
    note: str  # who, and why it weighs so: "gov, against its interest"
    speakers: tuple[Speaker, ...] = ()  # the same as values; copies left out
    remarks: tuple[
        str, ...
    ] = ()  # what else bears on the weight: copies, claims taken back, how the day is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Who holds a place on a day, as told."""

    place: Place
    on: date
    holder: SideId | None  # None: undecided
    phase: Phase
    verdict: Verdict
    probability: float  # of the holder; of the likeliest side where undecided
    shares: tuple[tuple[SideId, float], ...]  # posterior over all sides, largest first
    besieged: float  # posterior probability that it is besieged
    contested: float  # posterior probability that it is fought over
    since: date | None  # first day that the holder has held it without a break, as far as told
    last_report: date | None
    origins: int  # independent origins of the claims that support the holder
    supports: tuple[ClaimId, ...]
    opposes: tuple[ClaimId, ...]
    weights: tuple[Weight, ...]

    @property
    def id(self) -> str:
        """`place-id@day`: what `contested explain` takes."""
        return f"{self.place.id}@{self.on.isoformat()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """All cells on one day, as far as known on another, and what is still to come."""

    on: date
    known: date | None  # None: with all that was ever read
    theatre: str | None
    cells: tuple[Cell, ...]  # sorted by place name, then id
    planned: tuple[ClaimId, ...]  # plans, predictions, conditions: shown, weigh nothing
