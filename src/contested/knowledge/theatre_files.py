"""What the files of a theatre's folder look like. The nouns that they become are in model/ and theatre.py."""

import re
from datetime import date
from itertools import product
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field, Strict, StringConstraints, model_validator

from contested.knowledge.loading import DataModel
from contested.model.place import PlaceId

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([-_][a-z0-9]+)*$")]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=False, pattern=r"^\S(.*\S)?$")]
T = TypeVar("T")
Many = Annotated[tuple[T, ...], Strict(False)]  # TOML has arrays only


def spelled_out(names: tuple[str, ...]) -> tuple[str, ...]:
    """
    All names that the shorthand stands for, each once, in order.

    Example:
        >>> spelled_out(("rebel{,s}", "{SAA,army} unit"))
        ('rebel', 'rebels', 'SAA unit', 'army unit')
    """
    return tuple(dict.fromkeys(name for short in names for name in _expansions(short)))


def _expansions(short: str) -> list[str]:
    if not re.fullmatch(r"([^{}]|\{[^{}]*,[^{}]*\})*", short):
        raise ValueError(f"braces must hold alternatives, {{one,other}}, and not nest; {short!r} does not")
    parts = [part.split(",") for part in re.split(r"[{}]", short)]
    # Outside braces a comma is just a comma: every second part stands inside them.
    choices = [part if number % 2 else [",".join(part)] for number, part in enumerate(parts)]
    # An empty alternative may leave two blanks, or one at an end.
    return [" ".join("".join(choice).split()) for choice in product(*choices)]


def _check_order(first: date | None, last: date | None) -> None:
    if first and last and first > last:
        raise ValueError(f"first must not be after last; {first} is after {last}")


Names = Annotated[Many[Words], AfterValidator(spelled_out)]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
PlaceRef = Annotated[
    str, StringConstraints(pattern=r"^([a-z]+:)?[A-Za-z0-9._-]+$")
]  # "tanf", "naturalearth:SY-homs"

ActorKind = Literal[
    "government", "army", "air_force", "navy", "militia", "group", "police", "alliance", "unit",
    "monitor", "agency", "ministry", "organisation", "person", "people",
]  # fmt: skip

PlaceKind = Literal[
    "country", "region", "area", "city", "town", "village", "district", "street", "camp", "farm", "landmark",
    "base", "airbase", "airport", "crossing", "route", "bridge", "dam", "plant", "port", "mine", "field",
    "mountains", "hill", "desert", "forest", "valley", "river", "lake", "island", "peninsula", "sea",
]  # fmt: skip


class AllyEntry(DataModel):
    """An ally from day to day, in a side's `allies`."""

    side: Slug
    first: date | None = None
    last: date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "AllyEntry":
        _check_order(self.first, self.last)
        return self


def _ally(written: object) -> object:
    """An ally without days may be written as its id alone."""
    return {"side": written} if isinstance(written, str) else written


class SideEntry(DataModel):
    """`[[side]]` of theatre.toml."""

    id: Slug
    label: Words
    allies: Many[Annotated[AllyEntry, BeforeValidator(_ally)]] = ()
    source: Words


class AllegianceEntry(DataModel):
    """One stretch of an actor's `allegiance`."""

    side: Slug
    first: date | None = None
    last: date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> "AllegianceEntry":
        _check_order(self.first, self.last)
        return self


class NamingEntry(DataModel):
    """One line of an actor's `naming`: words that only some camps use, or that mean it only there."""

    words: Names = Field(min_length=1)
    used_by: list[Slug] = Field(min_length=1)
    partisan: bool = True
    only: bool = False  # true: outside `used_by` the words may mean somebody else


class ActorEntry(DataModel):
    """`[[actor]]`."""

    id: Slug
    name: Words
    kind: ActorKind
    side: Slug | None = None
    allegiance: Many[AllegianceEntry] = ()
    parent: Slug | None = None
    names: Names = ()
    naming: Many[NamingEntry] = ()
    source: Words

    @model_validator(mode="after")
    def _one_way_to_say_side(self) -> "ActorEntry":
        if (self.side is None) == (not self.allegiance):
            raise ValueError("give either `side`, or `allegiance` with days, not both and not neither")
        return self


class FurtherNamesEntry(DataModel):
    """`[[further_names]]`: names for an actor of the theatre that this one extends."""

    actor: Slug
    names: Names = ()
    naming: Many[NamingEntry] = ()
    source: Words


class OutletEntry(DataModel):
    """`[[outlet]]`."""

    id: Slug
    name: Words
    names: Names = ()
    camp: Slug | None = None
    source: Words


class PlaceEntry(DataModel):
    """One line of `place`; an `id` with a colon, or `geonames`, adds names to a place of the gazetteer."""

    id: PlaceRef | None = None
    geonames: int | None = None
    name: Words
    kind: PlaceKind
    at: Annotated[tuple[float, float], Strict(False)]  # lat, lon in degrees, WGS 84
    country: Country | None = None  # default: the theatre's first
    within: Many[PlaceRef] = ()
    names: Names = ()
    population: int = 0
    source: Words

    @model_validator(mode="after")
    def _identified_and_on_earth(self) -> "PlaceEntry":
        if self.id is None and self.geonames is None:
            raise ValueError("give `id`, or `geonames` for a place that GeoNames knows")
        lat, lon = self.at
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            raise ValueError(
                f"`at` must be [lat, lon] in degrees, lat within 90 and lon within 180; not {self.at}"
            )
        return self


class TheatreHead(DataModel):
    """theatre.toml: the war itself, its sides, and what other people call their camps."""

    id: Slug
    label: Words
    countries: Many[Country] = ()
    first: date | None = None
    last: date | None = None
    source: Words
    extends: Slug | None = None  # a packaged theatre, whose sides, actors, outlets and places hold here too
    side: Many[SideEntry] = ()
    camp_aliases: dict[str, Slug] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _in_order(self) -> "TheatreHead":
        _check_order(self.first, self.last)
        return self

    @model_validator(mode="after")
    def _has_sides(self) -> "TheatreHead":
        if not self.side and self.extends is None:
            raise ValueError(
                "give at least one [[side]], or `extends` with the theatre whose sides these are"
            )
        return self


class TheatrePart(DataModel):
    """Any other file of the folder: actors, outlets, places, in as many files as one likes."""

    actor: Many[ActorEntry] = ()
    further_names: Many[FurtherNamesEntry] = ()
    outlet: Many[OutletEntry] = ()
    place: Many[PlaceEntry] = ()


def place_id(entry: PlaceEntry, theatre_id: str) -> PlaceId:
    """`syria:tanf` for a place of the theatre's own, the gazetteer's id for one that only gets names here."""
    return place_ref(entry.id, theatre_id) if entry.id else PlaceId(f"geonames:{entry.geonames}")


def place_ref(written: str, theatre_id: str) -> PlaceId:
    """The id that a file means: without a prefix it is the theatre's own."""
    return PlaceId(written if ":" in written else f"{theatre_id}:{written}")
