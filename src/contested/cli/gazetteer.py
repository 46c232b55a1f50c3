"""`contested gazetteer`: search the places of the world, add a country's dump, see where they are from."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from contested.cli import exit_codes
from contested.cli import options as o
from contested.cli.terminal import note, print_json, print_table

app = typer.Typer(
    name="gazetteer", help="Search places, add a country's GeoNames dump, see sources.", no_args_is_help=True
)


def search(
    name: Annotated[str, typer.Argument(metavar="NAME", help="In any script.", show_default=False)],
    country: Annotated[
        list[str] | None, typer.Option("--country", help="ISO 3166 code, listed first; may be given again.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many at most.")] = 10,
    as_json: o.AsJson = False,
) -> None:
    """
    List the places that a name may mean, best first, then places spelled alike. A name that no
    list of cities has is looked for in the packaged theatres.

    Examples:
      contested gazetteer search Palmyra
      contested gazetteer search "Homs Governorate" --json
      contested gazetteer search Klishchiivka --country UA
    """
    from contested.knowledge.gazetteer import Gazetteer

    gazetteer = Gazetteer.open()
    countries = tuple(code.upper() for code in country or ())
    found = [(place, "name") for place in gazetteer.find(name, countries=countries)[:limit]]
    if not found:
        from contested.knowledge.theatre_search import places_of_theatres

        found = [(place, f"theatre {theatre}") for theatre, place in places_of_theatres(name)][:limit]
    known = {place.id for place, _ in found}
    alike = gazetteer.candidates(name, limit=limit, countries=countries)
    found += [(place, "spelled alike") for place in alike if place.id not in known][: limit - len(found)]
    if as_json:
        print_json([{"place": place, "by": by} for place, by in found])
    elif found:
        from rich.table import Table
        from rich.text import Text

        table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
        table.add_column("id", overflow="fold", min_width=max(len(place.id) for place, _ in found))
        for column in ("name", "kind", "country", "lat", "lon", "people", "by"):
            table.add_column(column)
        for place, by in found:
            point = (
                f"{place.lat:.4f}",
                f"{place.lon:.4f}",
                f"{place.population:,}" if place.population else "",
            )
            cells = (
                place.id,
                place.name,
                place.kind,
                place.country or "",
                *point,
                by.removeprefix("theatre "),
            )
            table.add_row(*map(Text, cells))
        print_table(table)
        from contested.knowledge.attribution import GAZETTEER_CREDIT

        note(GAZETTEER_CREDIT)
    if not found:
        note(f"contested: no place is called {name!r}")
        note("A country's dump may have it: contested gazetteer import SY.zip")
        raise typer.Exit(exit_codes.NOTHING_READ)


def import_(
    dump: Annotated[
        Path, typer.Argument(metavar="DUMP", help="SY.zip or SY.txt of GeoNames.", show_default=False)
    ],
    as_json: o.AsJson = False,
) -> None:
    """
    Add a GeoNames country dump to a gazetteer of your own, which all commands then
    use in place of the packaged one.

    Download it from https://download.geonames.org/export/dump/ (CC BY 4.0). The file
    is CONTESTED_GAZETTEER, else contested/gazetteer.sqlite in your data folder;
    delete it to go back.

    Examples:
      contested gazetteer import SY.zip
    """
    from contested.knowledge.gazetteer import own_file
    from contested.knowledge.geonames_dump import import_dump

    done = import_dump(dump, own_file())
    if as_json:
        print_json(done)
        return
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in done.kinds[:6])
    note(f"{done.target}: {done.new:,} places and {done.names:,} names added ({kinds or 'nothing new'})")


def sources(as_json: o.AsJson = False) -> None:
    """
    Say where the places are from, and under which licence they are.

    Examples:
      contested gazetteer sources
    """
    from contested.knowledge.attribution import gazetteer_sources

    known = gazetteer_sources()
    if as_json:
        print_json(known)
        return
    from rich.table import Table

    table = Table("source", "gives", "licence", "credit", box=None, pad_edge=False, header_style="dim")
    for one in known:
        table.add_row(one.name, one.gives, one.licence, one.credit)
    print_table(table)


COMMANDS: Mapping[str, Callable[..., None]] = {"search": search, "import": import_, "sources": sources}
