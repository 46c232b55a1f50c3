"""`contested theatre`: write, check and look at a theatre of one's own."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from contested.cli import exit_codes
from contested.cli import options as o
from contested.cli.terminal import note, print_json, print_table

app = typer.Typer(
    help="Write, check and look at a theatre: one war as a folder of TOML.", no_args_is_help=True
)

Reference = Annotated[
    str, typer.Argument(metavar="NAME|FOLDER", help="A packaged theatre, or a folder.", show_default=False)
]
Folder = Annotated[Path, typer.Argument(metavar="FOLDER", help="A theatre's folder.", show_default=False)]


def new(
    folder: Folder,
    label: Annotated[str | None, typer.Option("--label", help="What the war is called; neutral.")] = None,
    country: Annotated[
        list[str] | None, typer.Option("--country", help="ISO 3166 code; may be given again.")
    ] = None,
    extends: Annotated[
        str | None, typer.Option("--extends", metavar="NAME", help="Build on this packaged theatre.")
    ] = None,
) -> None:
    """
    Write a commented skeleton that passes the check, to be filled in.

    Examples:
      contested theatre new my-war --label "War of the two banks" --country XX
      contested theatre new my-syria --extends syria
    """
    from contested.app.theatre_files import write_skeleton

    written = write_skeleton(folder, label=label, countries=tuple(country or ()), extends=extends)
    print(f"{folder}: wrote {', '.join(written)}; fill them in, then: contested theatre check {folder}")


def check(reference: Reference, as_json: o.AsJson = False) -> None:
    """
    Name every fault with its file and line, and warn of what is probably a slip.

    Exit code 5 where there are faults; warnings do not change the code.

    Examples:
      contested theatre check my-war
      contested theatre check syria --json
    """
    from contested.errors import KnowledgeError
    from contested.knowledge.theatre import load_theatre
    from contested.knowledge.theatre_warnings import warnings_of

    try:
        known = load_theatre(reference)
    except KnowledgeError as error:
        faults = str(error).splitlines()
        if as_json:
            print_json({"faults": faults, "warnings": []})
        else:
            for fault in faults:
                note(f"fault: {fault}")
            note(_counted(len(faults), "fault"))
        raise typer.Exit(exit_codes.KNOWLEDGE) from None
    warnings = list(warnings_of(known))
    if as_json:
        print_json({"faults": [], "warnings": warnings})
        return
    for warning in warnings:
        note(f"warning: {warning}")
    counts = (
        _counted(len(known.sides), "side"),
        _counted(len(known.actors), "actor"),
        _counted(len(known.outlets), "outlet"),
        _counted(len(known.places), "place"),
    )
    print(f"{known.id}: sound; {', '.join(counts)}; {_counted(len(warnings), 'warning')}")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun if number == 1 else noun + 's'}"


def show(reference: Reference, as_json: o.AsJson = False) -> None:
    """
    Print sides, alliances, actors with who calls them what, outlets with their camp, and places.

    Examples:
      contested theatre show syria
      contested theatre show my-war --json
    """
    from contested.knowledge.theatre import load_theatre

    known = load_theatre(reference)
    if as_json:
        from contested.cli.theatre_record import theatre_record

        print_json(theatre_record(known))
        return
    from contested.cli.theatre_tables import theatre_tables

    for table in theatre_tables(known):
        print_table(table)


def add_place(
    folder: Folder,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The usual English name.", show_default=False)],
    at: Annotated[
        str, typer.Option("--at", metavar="LAT,LON", help="Degrees, as 34.5,38.3.", show_default=False)
    ],
    kind: Annotated[str, typer.Option("--kind", help="village, crossing, airbase, ...", show_default=False)],
    source: Annotated[str, typer.Option("--source", help="Where this is from.", show_default=False)],
    author: Annotated[str, typer.Option("--author", help="Who adds it.", show_default=False)],
    also: Annotated[
        list[str] | None, typer.Option("--also", metavar="NAME", help="Another spelling; may be given again.")
    ] = None,
    country: Annotated[str | None, typer.Option("--country", help="ISO 3166 code.")] = None,
    on: Annotated[str | None, typer.Option("--day", metavar="DAY", help="When; by default today.")] = None,
) -> None:
    """
    Add a place that the gazetteer lacks to a theatre of your own; nothing that stands there changes.

    Examples:
      contested theatre add-place my-war "Old Ferry" --at 35.1,40.4 --kind crossing
        --source "map of the river authority" --author "A. Analyst"
    """
    from datetime import date

    from contested.app.theatre_files import NewPlace, append_place, coordinates

    place = NewPlace(
        name=name,
        at=coordinates(at),
        kind=kind,
        source=source,
        author=author,
        day=o.day(on, "--day") or date.today(),
        names=tuple(also or ()),
        country=country,
    )
    print(f"{append_place(folder, place)}: added {name}")


COMMANDS: Mapping[str, Callable[..., None]] = {
    "new": new,
    "check": check,
    "show": show,
    "add-place": add_place,
}
