"""`contested timeline`: who held a place from day to day, as told."""

from typing import Annotated

import typer

from contested.cli import options as o
from contested.cli.terminal import console, note


def timeline(
    database: o.Database,
    place: Annotated[
        str, typer.Argument(metavar="PLACE", help="A name or id of a place.", show_default=False)
    ],
    known: o.KnownDay = None,
    as_json: o.AsJson = False,
) -> None:
    """
    Show who held a place from day to day: as known then, and as known now.

    Each run of days has one holder, phase and verdict, with who says so, who says
    otherwise, and both marks (source A to F, information 1 to 6). The bars have a
    symbol and a colour a side; below them stand the verdicts, then how many claims
    speak of those days.

    Examples:
      contested timeline war.db Palmyra
      contested timeline war.db Palmyra --known 2016-03-28
      contested timeline war.db geonames:163808 --json
    """
    from contested.cli.told import Part, told
    from contested.show.screens.timeline import render_timeline

    with told(database, known=o.day(known, "--known")) as war:
        parts = [Part(chronicle=one, found=(one.runs(where),)) for one, where in war.places(place)]
        if not parts and not as_json:
            note(f"contested: no report says who holds {place}")
        war.show(
            parts,
            lambda part: render_timeline(part.found[0], width=console().width, **war.looks),
            as_json=as_json,
        )
