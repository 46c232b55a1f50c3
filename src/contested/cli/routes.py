"""`contested routes`: roads and supply lines, as told."""

from contested.cli import options as o


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
    from contested.cli.told import told
    from contested.show.screens.roads import render_roads

    on_day = o.day(on, "--on")
    with told(database, known=o.day(known, "--known")) as war:
        war.show(
            war.parts(lambda one: one.roads(on_day)),
            lambda part: render_roads(
                part.found,
                title=f"{part.theatre}: roads and supply lines on "
                f"{part.chronicle.picture(on_day).on}, as told",
                **war.looks,
            ),
            as_json=as_json,
        )
