"""`contested picture`: who holds what on a day, as told."""

from typing import TYPE_CHECKING

from contested.cli import options as o
from contested.cli.terminal import console, note, print_json

if TYPE_CHECKING:
    from datetime import date

    from contested.app.workspace import Workspace
    from contested.model.picture import Picture


def picture(
    database: o.Database,
    on: o.OnDay = None,
    known: o.KnownDay = None,
    place: o.PlaceName = None,
    as_json: o.AsJson = False,
) -> None:
    """
    Show who holds what on a day, as told; what is disputed; what is planned;
    which words take sides. Each line has both marks: source A to F, as analysts
    judge it, and information 1 to 6.

    Examples:
      contested picture war.db
      contested picture war.db --on 2016-03-28 --place Palmyra
      contested picture war.db --on 2016-03-28 --known 2016-03-28 --json
    """
    from contested.app.decision_lines import decision_lines
    from contested.app.workspace import Workspace

    on_day, known_day = o.day(on, "--on"), o.day(known, "--known")
    with Workspace.open(database) as workspace:
        for line in workspace.stale_theatres:
            note(f"contested: {line}")
        if as_json:
            from contested.cli.picture_record import picture_record

            whole = workspace.picture(on=on_day, known=known_day, place=place)
            pictures = _pictures(workspace, on_day, known_day, place)
            framed = workspace.framings(pictures, known=known_day, cited_only=place is not None)
            grades = {id: grade for part in workspace.grades(pictures) for id, grade in part.items()}
            record = picture_record(
                whole, workspace.claims, [one for part in framed for one in part], grades=grades
            )
            decided = decision_lines(workspace, workspace.pictures(on=on_day), known=known_day)
            print_json(record | {"decisions": decided.followed, "conflicts": decided.conflicts})
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
    from contested.app.decision_lines import decision_lines
    from contested.show.screens.decisions import render_decisions
    from contested.show.terminal import render_picture

    screen = console()
    pictures = _pictures(workspace, on, known, place)
    framed = workspace.framings(pictures, known=known, cited_only=place is not None)
    for one, framings, grades in zip(pictures, framed, workspace.grades(pictures), strict=True):
        is_last = one is pictures[-1]
        content = render_picture(
            one,
            claims=workspace.claims,
            styles=workspace.styles,
            framing=workspace.by_party(framings),
            failures=workspace.failures if is_last else (),
            grades=grades,
            width=screen.width,
        )
        screen.print(content)
        if not is_last:
            screen.print()
    decided = decision_lines(workspace, workspace.pictures(on=on), known=known)
    if decided.followed or decided.conflicts:
        screen.print(render_decisions(decided.followed, decided.conflicts, title="Decided by analysts"))


def _pictures(
    workspace: "Workspace", on: "date | None", known: "date | None", place: str | None
) -> "tuple[Picture, ...]":
    pictures = workspace.pictures(on=on, known=known)
    return pictures if place is None else workspace.only_at(pictures, place)
