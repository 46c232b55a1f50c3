"""Places with coordinates, and the choice of one for a mention, with its runners-up."""

from dataclasses import dataclass
from typing import NewType

from contested.model.text import Quote

PlaceId = NewType("PlaceId", str)  # "geonames:163808", "syria:tanf", "naturalearth:SYR-HM"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place in WGS 84 degrees."""

    id: PlaceId
    name: str  # usual English name
    lat: float
    lon: float
    kind: str  # city, town, village, region, country, crossing, airbase, route, mine, farm, mountains, ...
    country: str | None = None  # ISO 3166 alpha-2
    population: int = 0
    within: tuple[PlaceId, ...] = ()  # containers, nearest first
    geonames_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceCandidate:
    """A place that a mention may name; `score` is in [0, 1] and not calibrated."""

    place: Place
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceChoice:
    """The words, and the places they may name, best first; an empty tuple means unresolved."""

    quote: Quote
    candidates: tuple[PlaceCandidate, ...] = ()

    @property
    def place(self) -> Place | None:
        """The chosen place, or None where it is unresolved."""
        return self.candidates[0].place if self.candidates else None
