"""`contested places`: the places that reports name, each with coordinates and the reasons for the choice."""

import shlex
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from contested.cli import options as o
from contested.cli.reading import print_line, reads_reports, refuse_for_store, usable
from contested.cli.terminal import note, print_json, print_table
from contested.errors import OptionError

if TYPE_CHECKING:
    from contested.app.places import Placed, PlaceFound
    from contested.app.sources import Sources
    from contested.app.unresolved import OpenPlace
    from contested.model.place import Place, PlaceCandidate


@reads_reports
def places(
    sources: "Sources",
    format: Annotated[str, typer.Option("--format", help="jsonl: one report a line.")] = "jsonl",
    theatre: o.TheatreName = None,
    unresolved: Annotated[
        bool, typer.Option("--unresolved", help="PATH is a store: list the names that nobody could place.")
    ] = False,
    as_json: o.AsJson = False,
) -> None:
    """
    Print the places that reports name, one JSON object a report; a geoparser for
    any text, with or without a theatre.

    Each place has its words with their code points, what sort of word it is
    (name, people, short, facility), the place chosen with coordinates, score and
    reasons, and the runners-up. A name that nobody knows has no coordinates.
    Places of GeoNames are under CC BY 4.0: name it where you publish them.

    With --unresolved: the names in a store's reports that nobody could place, those
    with the most claims first, each with the command that settles it.

    Examples:
      contested places report.txt
      contested places reports/ --theatre syria --format jsonl > places.jsonl
      contested places war.db --unresolved
    """
    if format != "jsonl":
        raise OptionError(f"--format {format!r}: places are printed as jsonl only")
    if unresolved:
        _print_unresolved(sources, theatre, as_json=as_json)
        return
    from contested.app.places import stream_places

    for placed in usable(stream_places(replace(sources, theatre=theatre)), sources=sources):
        print_line(_record(placed))


def _record(placed: "Placed") -> dict[str, object]:
    return {"document": placed.report.id, "places": [_mention(found) for found in placed.places]}


def _mention(found: "PlaceFound") -> dict[str, object]:
    from contested.knowledge.attribution import place_credit
    from contested.resolve.places import is_anchor

    quote, candidates = found.choice.quote, found.choice.candidates
    record: dict[str, object] = {
        "start": quote.start,
        "end": quote.end,
        "text": quote.text,
        "form": found.form,
        "sure": found.sure,
    }
    if not candidates:
        return record | {"id": None, "lat": None, "lon": None}
    best, *others = map(_candidate, candidates)
    credit = {"source": place_credit(candidates[0].place)}
    return record | best | {"anchor": is_anchor(found.choice)} | credit | {"runners_up": others}


def _candidate(one: "PlaceCandidate") -> dict[str, object]:
    return _place(one.place) | {"score": one.score, "reasons": list(one.reasons)}


def _place(place: "Place") -> dict[str, object]:
    return {
        "id": place.id,
        "name": place.name,
        "lat": place.lat,
        "lon": place.lon,
        "kind": place.kind,
        "country": place.country,
    }


def _print_unresolved(sources: "Sources", theatre: str | None, *, as_json: bool) -> None:
    from contested.app.unresolved import open_places
    from contested.app.workspace import Workspace

    if len(sources.paths) != 1:
        raise OptionError(f"--unresolved takes one store; found {len(sources.paths)} paths")
    (store,) = map(str, sources.paths)
    refuse_for_store(store, sources, theatre=theatre)
    with Workspace.open(Path(store)) as workspace:
        found = open_places(workspace)
    if as_json:
        print_json([_open(one) for one in found])
    elif not found:
        note(f"contested: every place that the claims of {store} name was found")
    else:
        _print_table(found)


def _open(one: "OpenPlace") -> dict[str, object]:
    return {
        "words": one.words,
        "theatre": one.theatre,
        "claims": one.claims,
        "mentions": one.mentions,
        "reports": list(one.reports),
        "example": {"document": one.reports[0], "start": one.example.start, "end": one.example.end},
        "anchor": _place(one.anchor) if one.anchor else None,
        "proposals": [_place(place) for place in one.proposals],
        "command": _command(one),
    }


def _command(one: "OpenPlace") -> str:
    """The command that settles a name, with what only a person can say left to be filled in."""
    folder = one.theatre if Path(one.theatre).is_dir() else "MY-THEATRE"
    parts = ["contested", "theatre", "add-place", folder, one.words]
    return shlex.join(parts) + ' --at LAT,LON --kind KIND --source "WHERE FROM" --author "YOU"'


def _print_table(found: "tuple[OpenPlace, ...]") -> None:
    from rich.table import Table
    from rich.text import Text

    from contested.show.visible import visible

    table = Table(
        "claims", "mentions", "name", "perhaps", "theatre", box=None, pad_edge=False, header_style="dim"
    )
    for one in found:
        perhaps = [f"{place.name} ({place.lat:.2f}, {place.lon:.2f})" for place in one.proposals]
        if one.anchor:
            perhaps.insert(0, f"near {one.anchor.name}")
        cells = (str(one.claims), str(one.mentions), one.words, "; ".join(perhaps), one.theatre)
        table.add_row(*(Text(visible(cell)) for cell in cells))
    print_table(table)
    note("")
    note(
        "Settle a name with a line in a theatre of your own (`contested theatre new FOLDER --extends NAME`):"
    )
    note(f"  {_command(found[0])}")
