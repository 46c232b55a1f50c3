"""`contested stories`: the same happening across reports."""

from typing import Annotated

import typer

from contested.cli import options as o
from contested.cli.terminal import console, print_json


def stories(
    database: o.Database,
    known: o.KnownDay = None,
    place: o.PlaceName = None,
    alone: Annotated[
        bool, typer.Option("--all", help="Also what a single report tells; --json always has all.")
    ] = False,
    as_json: o.AsJson = False,
) -> None:
    """
    Show the same happening across reports: origins, copies, days, and what each
    camp's telling leaves out.

    A story is one place and some days on which something happened there. One column
    a camp shows what its reports tell; what they leave out they do not deny.

    Examples:
      contested stories war.db
      contested stories war.db --place Palmyra --all
      contested stories war.db --known 2016-03-28 --json
    """
    from contested.app.chronicle import chronicles, places_at
    from contested.app.workspace import Workspace
    from contested.cli.traced import traced
    from contested.show.screens.stories import render_stories
    from contested.show.views.citation import cite_all

    with Workspace.open(database) as workspace:
        all_of = chronicles(workspace, known=o.day(known, "--known"))
        found = [one.stories() for one in all_of]
        if place is not None:
            only = {where.id for _, where in places_at(workspace, all_of, place)}
            found = [tuple(one for one in part if one.place_id in only) for part in found]
        citations = cite_all(workspace.claims, workspace.styles)
        if as_json:
            print_json(traced([story for part in found for story in part], citations, workspace.source_marks))
            return
        screen = console()
        for number, (chronicle, part) in enumerate(zip(all_of, found, strict=True)):
            if number:
                screen.print()
            shown = [one for one in part if alone or len(one.reports) > 1]
            screen.print(
                render_stories(
                    shown,
                    title=f"{chronicle.front.theatre.id}: told by several reports"
                    if not alone
                    else f"{chronicle.front.theatre.id}: stories",
                    alone=len(part) - len(shown),
                    citations=citations,
                    styles=workspace.styles,
                    sources=workspace.source_marks,
                )
            )
