"""`contested explain`: why a cell says what it says, down to the words."""

from dataclasses import fields
from typing import Annotated

import typer

from contested.cli import options as o
from contested.cli.terminal import print_json, print_table


def explain(
    database: o.Database,
    subject: Annotated[
        str,
        typer.Argument(
            metavar="CLAIM-or-CELL",
            help="A claim's id, a cell (place-id@day), or the name of a place.",
            show_default=False,
        ),
    ],
    as_json: o.AsJson = False,
) -> None:
    """
    Show what stands behind a cell or a claim, down to the exact words.

    For a cell: who says so, how much each witness weighs, and both marks. For a claim: its
    sentence with who, what, where and when marked, and for each of them the line of
    data that fired, the way through the parse, what the judge gave to the answer
    and to the runners-up, and which features weighed most. The report is read again
    for this; if the program or its data changed since it was stored, that is said.

    Examples:
      contested explain war.db Palmyra
      contested explain war.db geonames:163808@2016-03-28
      contested explain war.db 3f9c1a2b --json
    """
    from contested.app.decision_lines import with_decisions
    from contested.app.workspace import Workspace

    with Workspace.open(database) as workspace:
        found, decided = with_decisions(workspace.explain(subject), workspace)
        if as_json:
            record = {field.name: getattr(found, field.name) for field in fields(found)}
            print_json(record | {"decisions": decided})
        else:
            from contested.show.screens.decisions import render_decisions
            from contested.show.terminal import render_explanation

            print_table(render_explanation(found, workspace.styles, workspace.source_marks))
            if decided:
                print_table(render_decisions(decided, title="Decided by analysts"))
