"""What a theatre may hold and yet is probably a slip: nameless actors, far places, words that mean two."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from math import asin, cos, radians, sin, sqrt

from contested.knowledge.actor_names import ActorNames
from contested.knowledge.name_table import words_of
from contested.knowledge.theatre import Theatre
from contested.model.actor import NEUTRAL_CAMPS, Actor, ActorId
from contested.model.place import Place

# No place of the packaged theatres lies farther from the middle of the nearest region (2026-11).
FAR_KM = 500


def warnings_of(theatre: Theatre) -> Iterator[str]:
    """One line for each; nothing where all seems meant."""
    yield from _open_sources(theatre)
    yield from _nameless_actors(theatre.actors)
    yield from _ambiguous_names(theatre.actors)
    yield from _silent_sides(theatre)
    yield from _outlets_without_camp(theatre)
    yield from _far_places(theatre)
    yield from _ambiguous_places(theatre)


def _open_sources(theatre: Theatre) -> Iterator[str]:
    """Entries whose source nobody has filled in yet."""
    entries = (
        *((f"actor {actor.id}", actor.source) for actor in theatre.actors),
        *((f"outlet {outlet.id}", outlet.source) for outlet in theatre.outlets),
        *((f"place {entry.place.id}", entry.source) for entry in theatre.places),
    )
    for what, source in (("theatre", theatre.source), *entries):
        if source.casefold().startswith("todo"):
            yield f"{what}: the source is still {source!r}; say where the fact, or the label, comes from"


def _nameless_actors(actors: Iterable[Actor]) -> Iterator[str]:
    for actor in actors:
        if len({name.words for name in actor.names}) < 2:
            yield f"actor {actor.id}: has no name but {actor.name!r}; add `names` as reports write it"


def _ambiguous_names(actors: tuple[Actor, ...]) -> Iterator[str]:
    """Names that the reader takes for the same: case, plurals, accents and articles do not matter to it."""
    names = ActorNames(actors)
    told: set[tuple[ActorId, ...]] = set()
    for actor in actors:
        for name in actor.names:
            if name.used_by:
                continue
            meant = tuple(
                dict.fromkeys(
                    use.actor
                    for hit in names.uses_in(name.words)
                    if hit.words == len(words_of(name.words, is_name=True))  # the whole name
                    for use in hit.uses
                    if not use.used_by
                )
            )
            if len(meant) > 1 and meant not in told:
                told.add(meant)
                yield (
                    f"actors {', '.join(meant)}: {name.words!r} means each of them to anybody; "
                    "say under `naming` who means whom (`used_by`, `only = true`)"
                )


def _silent_sides(theatre: Theatre) -> Iterator[str]:
    fighting = {allegiance.side for actor in theatre.actors for allegiance in actor.allegiances}
    speaking = {outlet.camp for outlet in theatre.outlets}
    for side in theatre.sides:
        if side.id not in fighting:
            yield f"side {side.id}: no actor is on it; nothing in a report can be its deed"
        if side.id not in speaking and speaking:
            yield f"side {side.id}: no outlet speaks for it; add one, or the picture hears one side only"
    if theatre.sides and not any(actor.allegiances[0].side == "civilians" for actor in theatre.actors):
        yield 'civilians: no actor has side = "civilians"; "residents" and the like will be nobody'


def _outlets_without_camp(theatre: Theatre) -> Iterator[str]:
    for outlet in theatre.outlets:
        if outlet.camp is None:
            allowed = ", ".join(sorted(NEUTRAL_CAMPS))
            yield f"outlet {outlet.id}: no camp is set; give a side, or one of {allowed}"


def _far_places(theatre: Theatre) -> Iterator[str]:
    if not theatre.countries:
        return
    points = [point for country in theatre.countries for point in _middles().get(country, ())]
    if not points:
        return
    for entry in theatre.places:
        if entry.place.country not in theatre.countries:
            continue  # said to lie elsewhere: a town where talks were held
        nearest = min(_km(entry.place, point) for point in points)
        if nearest > FAR_KM:
            yield (
                f"place {entry.place.id}: {nearest:.0f} km from all of {', '.join(theatre.countries)}; "
                "`at` is [latitude, longitude]: are they swapped? A place abroad needs `country`"
            )


def _ambiguous_places(theatre: Theatre) -> Iterator[str]:
    meant: dict[str, str] = {}
    for entry in theatre.places:
        for name in entry.names:
            other = meant.setdefault(name.casefold(), entry.place.id)
            if other != entry.place.id:
                yield f"places {other}, {entry.place.id}: both go by {name!r}; which is meant is a guess"


@cache
def _middles() -> Mapping[str, tuple[tuple[float, float], ...]]:
    """Points of each country: the middles of its regions, and its own."""
    folder = files("contested").joinpath("data", "gazetteer")
    found: dict[str, list[tuple[float, float]]] = {}
    for name, country, lat, lon in (("regions.tsv", 1, 3, 4), ("countries.tsv", 0, 2, 3)):
        for line in folder.joinpath(name).read_text("utf-8").splitlines()[1:]:
            cells = line.split("\t")
            if cells[country]:
                found.setdefault(cells[country], []).append((float(cells[lat]), float(cells[lon])))
    return {country: tuple(points) for country, points in found.items()}


def _km(place: Place, point: tuple[float, float]) -> float:
    lat, other = radians(place.lat), radians(point[0])
    half = sin((other - lat) / 2) ** 2
    half += cos(lat) * cos(other) * sin(radians(point[1] - place.lon) / 2) ** 2
    return 2 * 6371 * asin(sqrt(half))
