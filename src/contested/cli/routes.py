"""`contested routes`: roads and supply lines, as told."""

from contested.cli import options as o
from contested.cli.terminal import console, print_json


def routes(
    database: o.Database,
    on: o.OnDay = None,
    known: o.KnownDay = None,
    as_json: o.AsJson = False,
) -> None:
    """
    Show roads, supply lines, bridges and crossings: who says that they are open,
    cut or taken, and since when.

    What is only planned, feared or on a condition is shown and settles nothing. A
    way is held throughout only as far as its weakest link.

    Examples:
      contested routes war.db
      contested routes war.db --on 2016-04-05
      contested routes war.db --known 2016-03-28 --json
    """
    from contested.app.chronicle import chronicles
    from contested.app.workspace import Workspace
    from contested.cli.traced import traced
    from contested.show.screens.roads import render_roads
    from contested.show.views.citation import cite_all

    on_day = o.day(on, "--on")
    with Workspace.open(database) as workspace:
        all_of = chronicles(workspace, known=o.day(known, "--known"))
        found = [one.roads(on_day) for one in all_of]
        citations = cite_all(workspace.claims, workspace.styles)
        if as_json:
            print_json(traced([road for part in found for road in part], citations, workspace.source_marks))
            return
        screen = console()
        for number, (chronicle, part) in enumerate(zip(all_of, found, strict=True)):
            if number:
                screen.print()
            day = chronicle.picture(on_day).on
            screen.print(
                render_roads(
                    part,
                    title=f"{chronicle.front.theatre.id}: roads and supply lines on {day}, as told",
                    citations=citations,
                    styles=workspace.styles,
                    sources=workspace.source_marks,
                )
            )
