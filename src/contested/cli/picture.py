"""`contested picture`: who holds what on a day, as told."""

from typing import TYPE_CHECKING

from contested.cli import options as o
from contested.cli.terminal import console, print_json

if TYPE_CHECKING:
    from datetime import date

    from contested.app.workspace import Workspace


def picture(
    database: o.Database,
    on: o.OnDay = None,
    known: o.KnownDay = None,
    place: o.PlaceName = None,
    as_json: o.AsJson = False,
) -> None:
    """
    Show who holds what on a day, as told; what is disputed; what is planned.

    Examples:
      contested picture war.db
      contested picture war.db --on 2016-03-28 --place Palmyra
      contested picture war.db --on 2016-03-28 --known 2016-03-28 --json
    """
    from contested.app.workspace import Workspace

    on_day, known_day = o.day(on, "--on"), o.day(known, "--known")
    with Workspace.open(database) as workspace:
        if as_json:
            from contested.cli.picture_record import picture_record

            whole = workspace.picture(on=on_day, known=known_day, place=place)
            print_json(picture_record(whole, workspace.claims))
        else:
            show_picture(workspace, on=on_day, known=known_day, place=place)


def show_picture(
    workspace: "Workspace",
    *,
    on: "date | None" = None,
    known: "date | None" = None,
    place: str | None = None,
) -> None:
    """Print the picture of each theatre, and below the last one what was put aside."""
    from contested.show.terminal import render_picture

    screen = console()
    pictures = workspace.pictures(on=on, known=known)
    if place is not None:
        pictures = workspace.only_at(pictures, place)
    for one in pictures:
        is_last = one is pictures[-1]
        content = render_picture(
            one,
            claims=workspace.claims,
            styles=workspace.styles,
            failures=workspace.failures if is_last else (),
            width=screen.width,
        )
        screen.print(content)
        if not is_last:
            screen.print()
