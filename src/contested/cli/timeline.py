"""`contested timeline`: who held a place from day to day, as told."""

from typing import Annotated

import typer

from contested.cli import options as o
from contested.cli.terminal import console, note, print_json


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
    from contested.app.chronicle import chronicles, places_at
    from contested.app.workspace import Workspace
    from contested.cli.traced import traced
    from contested.show.screens.timeline import render_timeline
    from contested.show.views.citation import cite_all

    with Workspace.open(database) as workspace:
        chronicle = chronicles(workspace, known=o.day(known, "--known"))
        found = [one.runs(where) for one, where in places_at(workspace, chronicle, place)]
        citations = cite_all(workspace.claims, workspace.styles)
        if as_json:
            print_json(traced(found, citations, workspace.source_marks))
            return
        if not found:
            note(f"contested: no report says who holds {place}")
        screen = console()
        for number, one in enumerate(found):
            if number:
                screen.print()
            screen.print(
                render_timeline(
                    one,
                    citations=citations,
                    styles=workspace.styles,
                    sources=workspace.source_marks,
                    width=screen.width,
                )
            )
