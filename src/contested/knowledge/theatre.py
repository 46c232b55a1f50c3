"""
A theatre: one war as data, with its sides, actors, outlets and the places that gazetteers lack.

A theatre is a folder: `theatre.toml` and any number of other `.toml` files with actors, outlets and places.
Packaged theatres go by name, a user's own by the path of the folder; both pass the same checks.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from contested.errors import KnowledgeError, OptionError
from contested.knowledge.loading import DataModel, load_toml, parse_toml, raise_together
from contested.knowledge.theatre_checks import faults_of
from contested.knowledge.theatre_files import (
    ActorEntry,
    OutletEntry,
    PlaceEntry,
    SideEntry,
    TheatreHead,
    TheatrePart,
    place_id,
    place_ref,
)
from contested.knowledge.theatre_parts import extended, inherited, unknown_actors, with_further_names
from contested.knowledge.toml_lines import line_of
from contested.model.actor import (
    CIVILIANS,
    NEUTRAL_CAMPS,
    UN,
    UNKNOWN,
    Actor,
    ActorId,
    ActorName,
    Allegiance,
    Alliance,
    Outlet,
    Side,
    SideId,
)
from contested.model.place import Place, PlaceId

_HEAD = "theatre.toml"
_EVERYWHERE = {
    CIVILIANS: Side(id=CIVILIANS, label="civilians"),
    UN: Side(id=UN, label="United Nations"),
    UNKNOWN: Side(id=UNKNOWN, label="unknown"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TheatrePlace:
    """A place that the theatre adds, or to which it adds names."""

    place: Place
    names: tuple[str, ...]  # the usual name first
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Theatre:
    """One war as data. The sides `civilians`, `un` and `unknown` exist in each without being listed."""

    id: str
    label: str
    countries: tuple[str, ...] = ()  # ISO 3166 alpha-2, the main one first
    first: date | None = None
    last: date | None = None
    sides: tuple[Side, ...]
    actors: tuple[Actor, ...] = ()
    outlets: tuple[Outlet, ...] = ()
    places: tuple[TheatrePlace, ...] = ()
    camp_aliases: Mapping[str, SideId] = field(default_factory=dict)  # "government" -> "gov"
    source: str
    checksum: str = ""  # sha256 over the names and bytes of the folder's files; empty: made of no files
    _outlets_by_key: Mapping[str, Outlet] = field(default_factory=dict, repr=False, compare=False)

    def outlet_named(self, words: str | None) -> Outlet | None:
        """
        The outlet that goes by these words, or None.

        Case, a leading "the", punctuation, a web address around the name, and a note in brackets
        do not matter: "www.almasdarnews.com", "Ahram Online (AFP/AP text)", "X / Y".
        """
        for key in _outlet_keys(words or ""):
            if outlet := self._outlets_by_key.get(key):
                return outlet
        return None

    def camp_of(self, words: str | None) -> SideId | None:
        """The camp that a label means: a side, "monitor", "wire" or another neutral one; else None."""
        label = " ".join((words or "").casefold().split())
        known = {side.id for side in self.sides} | NEUTRAL_CAMPS
        if label in known:
            return SideId(label)
        return self.camp_aliases.get(label)

    def side(self, id: str) -> Side:
        """
        The side with this id.

        Raises:
            OptionError: The theatre has no such side.
        """
        for side in self.sides:
            if side.id == id:
                return side
        if special := _EVERYWHERE.get(SideId(id)):
            return special
        allowed = ", ".join([*(side.id for side in self.sides), *_EVERYWHERE])
        raise OptionError(f"theatre {self.id}: no side {id!r}; its sides are {allowed}")


def theatre_names() -> tuple[str, ...]:
    """The packaged theatres, in alphabetical order."""
    return tuple(sorted(item.name for item in _packaged().iterdir() if item.joinpath(_HEAD).is_file()))


def load_theatre(name_or_path: str | Path) -> Theatre:
    """
    A theatre, checked as a whole; loading the same files again costs nothing.

    Args:
        name_or_path: A packaged theatre's name ("syria"), or the path of a folder of the same form.
            A name wins over a folder that is called the same; write "./syria" for the folder.

    Raises:
        OptionError: There is no such theatre.
        KnowledgeError: The files are wrong; one line for each fault of the whole folder.

    Example:
        >>> load_theatre("generic").camp_of("government")
        'government'
    """
    folder = _folder(name_or_path)
    source = _Source(folder.name, _contents(folder))
    if _HEAD not in dict(source.contents):
        raise OptionError(f"{folder}: no {_HEAD} in this folder, so it is no theatre; {_what_to_do()}")
    return _theatre(source, _source_extended_by(source))


class _Source(NamedTuple):
    """The files of a theatre's folder: names and bytes."""

    folder: str
    contents: tuple[tuple[str, bytes], ...]


def _contents(folder: Traversable) -> tuple[tuple[str, bytes], ...]:
    return tuple(
        (item.name, item.read_bytes())
        for item in sorted(folder.iterdir(), key=lambda item: item.name)
        if item.name.endswith(".toml") and item.is_file()
    )


def _source_extended_by(source: _Source) -> _Source | None:
    """
    The files of the packaged theatre that the head names; one that is extended extends none itself.

    Raises:
        KnowledgeError: There is no packaged theatre of that name, or the head is no TOML.
    """
    shown_as = f"{source.folder}/{_HEAD}"
    name = parse_toml(dict(source.contents)[_HEAD], shown_as=shown_as).get("extends")
    if not isinstance(name, str):
        return None  # nothing, or a fault that the check of the head tells
    if name not in theatre_names() or name == source.folder:
        allowed = ", ".join(one for one in theatre_names() if one != source.folder)
        raise KnowledgeError(
            f"{shown_as}: extends: no packaged theatre of that name; found {name!r}, allowed are {allowed}"
        )
    return _Source(name, _contents(_packaged().joinpath(name)))


def _packaged() -> Traversable:
    return files("contested").joinpath("data", "theatres")


def _folder(name_or_path: str | Path) -> Traversable:
    if isinstance(name_or_path, str) and name_or_path in theatre_names():
        return _packaged().joinpath(name_or_path)
    if str(name_or_path).strip() and Path(name_or_path).is_dir():
        return Path(name_or_path).resolve()
    raise OptionError(f"no theatre {str(name_or_path)!r}; {_what_to_do()}")


def _what_to_do() -> str:
    return f"give one of {', '.join(theatre_names())}, or the path of a folder that holds a {_HEAD}"


@lru_cache(maxsize=16)  # keyed by the bytes themselves: an edited file is read anew
def _theatre(source: _Source, base: _Source | None) -> Theatre:
    head, parts = _checked(source, base)
    actors = tuple(_actor(entry) for part in parts.values() for entry in part.actor)
    outlets = tuple(_outlet(entry) for part in parts.values() for entry in part.outlet)
    return Theatre(
        id=head.id,
        label=head.label,
        countries=head.countries,
        first=head.first,
        last=head.last,
        sides=tuple(_side(entry) for entry in head.side),
        actors=actors,
        outlets=outlets,
        places=tuple(_places(head, tuple(entry for part in parts.values() for entry in part.place))),
        camp_aliases={alias.casefold(): SideId(side) for alias, side in head.camp_aliases.items()},
        source=head.source,
        checksum=_checksum(source, base),
        _outlets_by_key={key: o for o in outlets for name in o.names for key in _outlet_keys(name)[:1]},
    )


def _checked(source: _Source, base: _Source | None) -> tuple[TheatreHead, dict[str, TheatrePart]]:
    """All files, those of the extended theatre first, or one error with the faults of all files."""
    head, parts = _loaded(source)
    faults: list[str] = []
    if base is not None:
        base_head, base_parts = _loaded(base)
        parts = inherited(base_parts, parts, base_id=base_head.id, own_id=head.id) | parts
        head = extended(head, base_head)
    faults += unknown_actors(parts)
    parts = with_further_names(parts)
    faults += faults_of(head, parts, shown_as=f"{source.folder}/{_HEAD}")
    raise_together(_with_lines(faults, source))
    return head, parts


def _loaded(source: _Source) -> tuple[TheatreHead, dict[str, TheatrePart]]:
    faults: list[str] = []
    loaded: dict[str, DataModel] = {}
    for name, raw in source.contents:
        model: type[DataModel] = TheatreHead if name == _HEAD else TheatrePart
        try:
            loaded[name] = load_toml(raw, model, shown_as=f"{source.folder}/{name}")
        except KnowledgeError as error:
            faults += str(error).splitlines()
    # Cross-checks on half a folder would report what is not wrong: an actor in the broken file, say.
    raise_together(_with_lines(faults, source))
    head = loaded.pop(_HEAD)
    assert isinstance(head, TheatreHead)
    return head, {
        f"{source.folder}/{name}": part for name, part in loaded.items() if isinstance(part, TheatrePart)
    }


def _with_lines(faults: Iterable[str], source: _Source) -> Iterator[str]:
    """The faults with the line behind the file's name, where it can be found: `isle/actors.toml:12: …`."""
    texts = {f"{source.folder}/{name}": raw for name, raw in source.contents}
    for fault in faults:
        file, _, rest = fault.partition(": ")
        line = (
            line_of(texts[file].decode("utf-8"), rest.split(":")[0])
            if file in texts and _PATH.match(rest)
            else None
        )
        yield f"{file}:{line}: {rest}" if line else fault


_PATH = re.compile(r"[a-z_]+(\[\d+\])?(\.[^:\s]+)*:")  # what the message is about: "actor[3].side:"


def _side(entry: SideEntry) -> Side:
    return Side(
        id=SideId(entry.id),
        label=entry.label,
        allies=tuple(dict.fromkeys(SideId(one.side) for one in entry.allies)),
        alliances=tuple(
            Alliance(ally=SideId(one.side), first=one.first, last=one.last)
            for one in entry.allies
            if one.first or one.last
        ),
    )


def _actor(entry: ActorEntry) -> Actor:
    allegiances = tuple(
        Allegiance(side=SideId(part.side), first=part.first, last=part.last) for part in entry.allegiance
    )
    return Actor(
        id=ActorId(entry.id),
        name=entry.name,
        kind=entry.kind,
        allegiances=allegiances or (Allegiance(side=SideId(entry.side or UNKNOWN)),),
        names=tuple(_actor_names(entry)),
        parent=ActorId(entry.parent) if entry.parent else None,
        source=entry.source,
    )


def _actor_names(entry: ActorEntry) -> Iterator[ActorName]:
    plain = [entry.name, *(name for name in entry.names if name != entry.name)]
    yield from (ActorName(words=words) for words in plain)
    for naming in entry.naming:
        used_by = tuple(SideId(camp) for camp in naming.used_by)
        for words in naming.words:
            yield ActorName(words=words, used_by=used_by, partisan=naming.partisan)
            if not naming.only:  # partisan, but nobody else is meant by it anywhere
                yield ActorName(words=words, partisan=naming.partisan)


def _outlet(entry: OutletEntry) -> Outlet:
    return Outlet(
        id=entry.id,
        name=entry.name,
        names=(entry.name, *(name for name in entry.names if name != entry.name)),
        camp=SideId(entry.camp) if entry.camp else None,
        source=entry.source,
    )


def _places(head: TheatreHead, entries: tuple[PlaceEntry, ...]) -> Iterator[TheatrePlace]:
    directly = {place_id(e, head.id): [place_ref(ref, head.id) for ref in e.within] for e in entries}
    for entry in entries:
        id = place_id(entry, head.id)
        lat, lon = entry.at
        yield TheatrePlace(
            place=Place(
                id=id,
                name=entry.name,
                lat=lat,
                lon=lon,
                kind=entry.kind,
                country=entry.country or (head.countries[0] if head.countries else None),
                population=entry.population,
                within=_containers(id, directly),
                geonames_id=entry.geonames,
            ),
            names=(entry.name, *(name for name in entry.names if name != entry.name)),
            source=entry.source,
        )


def _containers(id: PlaceId, directly: Mapping[PlaceId, list[PlaceId]]) -> tuple[PlaceId, ...]:
    """All containers, nearest first: a place names its own, theirs follow."""
    found: list[PlaceId] = []
    layer = directly[id]
    while layer:
        found += layer
        above = [ref for container in layer for ref in directly.get(container, [])]
        layer = [ref for ref in dict.fromkeys(above) if ref not in found and ref != id]
    return tuple(dict.fromkeys(found))


def _outlet_keys(words: str) -> tuple[str, ...]:
    """How an outlet's name may be looked up, the closest reading first."""
    without_note = re.sub(r"\s*\(.*?\)", "", words)
    readings = [words, without_note, *without_note.split(" / ")]
    return tuple(dict.fromkeys(key for reading in readings if (key := _outlet_key(reading))))


def _outlet_key(words: str) -> str:
    bare = re.sub(r"^(https?://)?(www\.)?|/$", "", words.strip().casefold().replace("’", "'"))
    return re.sub(r"^the ", "", re.sub(r"[^\w.]+", " ", bare).strip())


def _checksum(source: _Source, base: _Source | None) -> str:
    digest = hashlib.sha256()
    for name, raw in source.contents:
        digest.update(name.encode() + b"\0" + hashlib.sha256(raw).digest())
    if base is not None:
        digest.update(_checksum(base, None).encode())
    return digest.hexdigest()
