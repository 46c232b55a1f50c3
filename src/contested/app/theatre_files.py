"""Writes a user's theatre files: a skeleton to fill in, and places added to what stands there."""

import re
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path
from string import Template

from contested.errors import KnowledgeError, OptionError, StoreError
from contested.knowledge.loading import check_table, parse_toml
from contested.knowledge.spelling import fold
from contested.knowledge.theatre import load_theatre, theatre_names
from contested.knowledge.theatre_files import TheatrePart

HEAD = "theatre.toml"
PLACES = "places.toml"
ADDED = "places-added.toml"  # where places.toml holds its places in one list, which no block may follow


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPlace:
    """A place that an analyst adds to a theatre."""

    name: str
    at: tuple[float, float]
    kind: str
    source: str
    author: str
    day: date
    names: tuple[str, ...] = ()
    country: str | None = None


def coordinates(words: str) -> tuple[float, float]:
    """
    Latitude and longitude in degrees from "35.1,40.4".

    Raises:
        OptionError: Not two numbers, or not on Earth.
    """
    found = re.fullmatch(r"\s*\[?\s*([-+]?\d+(?:\.\d+)?)\s*[,; ]\s*([-+]?\d+(?:\.\d+)?)\s*\]?\s*", words)
    if found is None:
        raise OptionError(f"--at {words!r}: not coordinates; write latitude,longitude in degrees: 35.1,40.4")
    lat, lon = float(found[1]), float(found[2])
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise OptionError(f"--at {words!r}: latitude must be within 90 and longitude within 180 degrees")
    return lat, lon


def write_skeleton(
    folder: Path, *, label: str | None = None, countries: tuple[str, ...] = (), extends: str | None = None
) -> tuple[str, ...]:
    """
    Write a theatre that passes the check and says in comments what to fill in; gives the files' names.

    Raises:
        OptionError: The folder holds files already, its name cannot be an id, or there is no such theatre.
        StoreError: The folder cannot be written.
    """
    id = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.casefold()).strip("-")
    if not id:
        raise OptionError(f"{folder}: the folder's name becomes the theatre's id; use letters and digits")
    if id in theatre_names():
        raise OptionError(f"{folder}: {id!r} is a packaged theatre; choose another name, such as my-{id}")
    if extends is not None and extends not in theatre_names():
        raise OptionError(f"--extends {extends!r}: no such theatre; give one of {', '.join(theatre_names())}")
    for country in countries:
        if not re.fullmatch("[A-Z]{2}", country):
            raise OptionError(f"--country {country!r}: not an ISO 3166 code; two capitals, as SY")
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise OptionError(
            f"{folder}: is there already and not empty; nothing was written; choose a new folder"
        )
    filled = {
        "id": id,
        "label": _escaped(
            label or (f"{extends}, with our additions" if extends else "War of the north and the south")
        ),
        "countries": ", ".join(f'"{country}"' for country in countries),
        "extends": extends or "",
    }
    skeleton = files("contested").joinpath("data", "skeleton", "extension" if extends else "new")
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for item in sorted(skeleton.iterdir(), key=lambda item: item.name != HEAD):
            (folder / item.name).write_text(
                Template(item.read_text("utf-8")).substitute(filled), encoding="utf-8"
            )
            written.append(item.name)
    except OSError as error:
        raise StoreError(f"{folder}: cannot be written ({error.strerror}); choose another folder") from error
    return tuple(written)


def append_place(folder: Path, place: NewPlace) -> Path:
    """
    Write a place at the end of a theatre's file of places; gives the file.

    All that stands there stays, comments too. Nothing is written unless the theatre then passes the check.

    Raises:
        OptionError: The folder is no theatre, is a packaged one, or the place is there already.
        KnowledgeError: The theatre, or the place, is wrong.
        StoreError: The file cannot be written.
    """
    if not (folder / HEAD).is_file():
        raise OptionError(
            f"{folder}: no {HEAD} in this folder; a packaged theatre is extended: "
            "contested theatre new my-war --extends NAME"
        )
    theatre = load_theatre(folder)
    for entry in theatre.places:
        if fold(place.name) in {fold(name) for name in entry.names}:
            lat, lon = entry.place.lat, entry.place.lon
            raise OptionError(
                f"{folder}: {place.name!r} is there already: {entry.place.id} at {lat},{lon}; change it there"
            )
    ids = {str(entry.place.id) for entry in theatre.places}
    block = _block(place, id=_free_id(place.name, theatre.id, ids))
    check_table(parse_toml(block.encode(), shown_as=place.name), TheatrePart, shown_as=place.name)
    file = _file_for_blocks(folder)
    before = file.read_bytes() if file.is_file() else None
    try:
        with file.open("ab") as out:
            out.write((b"" if before is None or before.endswith(b"\n\n") else b"\n") + block.encode())
        load_theatre(folder)
    except OSError as error:
        raise StoreError(f"{file}: cannot be written ({error.strerror}); check its permissions") from error
    except KnowledgeError:
        file.unlink() if before is None else file.write_bytes(before)
        raise
    return file


def _file_for_blocks(folder: Path) -> Path:
    """The file that a `[[place]]` block may follow in: a list `place = [...]` admits none after it."""
    file = folder / PLACES
    if file.is_file() and re.search(r"^\s*place\s*=", file.read_text("utf-8"), re.MULTILINE):
        return folder / ADDED
    return file


def _free_id(name: str, theatre: str, taken: set[str]) -> str:
    stem = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-") or "place"
    number, id = 1, stem
    while f"{theatre}:{id}" in taken:
        number += 1
        id = f"{stem}-{number}"
    return id


def _block(place: NewPlace, *, id: str) -> str:
    lat, lon = place.at
    lines = [
        f"# added by {' '.join(place.author.split())}, {place.day.isoformat()}",
        "[[place]]",
        f"id     = {_quoted(id)}",
        f"name   = {_quoted(place.name)}",
        f"kind   = {_quoted(place.kind)}",
        f"at     = [{lat!r}, {lon!r}]",
        *([f"country = {_quoted(place.country)}"] if place.country else []),
        *([f"names  = [{', '.join(map(_quoted, place.names))}]"] if place.names else []),
        f"source = {_quoted(place.source)}",
    ]
    return "\n".join(lines) + "\n"


def _quoted(words: str) -> str:
    return f'"{_escaped(words)}"'


def _escaped(words: str) -> str:
    """The words as a TOML string holds them, on one line."""
    plain = " ".join(words.split()).replace("\\", "\\\\").replace('"', '\\"')
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in plain)
