"""`contested disputes`: who says what against whom."""

from contested.cli import options as o


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
    from contested.cli.told import told
    from contested.show.screens.disputes import render_disputes

    on_day = o.day(on, "--on")
    with told(database, known=o.day(known, "--known")) as war:
        only = None if place is None else frozenset(where.id for _, where in war.places(place))
        war.show(
            war.parts(lambda one: one.disputes(on_day, only=only)),
            lambda part: render_disputes(
                part.found,
                title=f"{part.theatre}: disputed on {part.chronicle.picture(on_day).on}",
                **war.looks,
            ),
            as_json=as_json,
        )
