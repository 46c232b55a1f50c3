"""`contested stories`: the same happening across reports."""

from typing import Annotated

import typer

from contested.cli import options as o


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
    from contested.cli.told import told
    from contested.show.screens.stories import render_stories

    with told(database, known=o.day(known, "--known")) as war:
        only = None if place is None else {where.id for _, where in war.places(place)}
        war.show(
            war.parts(lambda one: [s for s in one.stories() if only is None or s.place_id in only]),
            lambda part: render_stories(
                part.found,
                title=f"{part.theatre}: {'stories' if alone else 'told by several reports'}",
                all_of=alone,
                **war.looks,
            ),
            as_json=as_json,
        )
