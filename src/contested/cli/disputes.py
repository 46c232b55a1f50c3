"""`contested disputes`: who says what against whom."""

from contested.cli import options as o
from contested.cli.terminal import console, print_json


def disputes(
    database: o.Database,
    on: o.OnDay = None,
    known: o.KnownDay = None,
    place: o.PlaceName = None,
    as_json: o.AsJson = False,
) -> None:
    """
    Show who says what against whom, how many independent origins each has, and
    since when.

    A place is disputed while live claims of different origins contradict each
    other. + marks what speaks for the holder that the picture names, - what speaks
    against him.

    Examples:
      contested disputes war.db
      contested disputes war.db --on 2016-04-05 --place Al-Qaryatayn
      contested disputes war.db --known 2016-04-04 --json
    """
    from contested.app.chronicle import chronicles, places_at
    from contested.app.workspace import Workspace
    from contested.cli.traced import traced
    from contested.show.screens.disputes import render_disputes
    from contested.show.views.citation import cite_all

    on_day = o.day(on, "--on")
    with Workspace.open(database) as workspace:
        all_of = chronicles(workspace, known=o.day(known, "--known"))
        only = None
        if place is not None:
            only = frozenset(where.id for _, where in places_at(workspace, all_of, place))
        found = [one.disputes(on_day, only=only) for one in all_of]
        citations = cite_all(workspace.claims, workspace.styles)
        if as_json:
            print_json(
                traced([quarrel for part in found for quarrel in part], citations, workspace.source_marks)
            )
            return
        screen = console()
        for number, (chronicle, part) in enumerate(zip(all_of, found, strict=True)):
            if number:
                screen.print()
            day = chronicle.picture(on_day).on
            screen.print(
                render_disputes(
                    part,
                    title=f"{chronicle.front.theatre.id}: disputed on {day}",
                    citations=citations,
                    styles=workspace.styles,
                    sources=workspace.source_marks,
                )
            )
