"""`contested decisions`: the log of what analysts decided."""

from pathlib import Path
from typing import Annotated

import typer

from contested.cli import options as o
from contested.cli.terminal import note, print_json, print_table


def decisions(
    database: o.Database,
    export: Annotated[
        Path | None,
        typer.Option("--export", metavar="FILE.jsonl", help="Write the log, one decision a line."),
    ] = None,
    merge: Annotated[
        Path | None, typer.Option("--merge", metavar="FILE.jsonl", help="Take in another analyst's log.")
    ] = None,
    as_json: o.AsJson = False,
) -> None:
    """
    List what analysts decided, with author, time and reason; what is in conflict, and
    what was undone.

    Logs of two analysts are merged in any order, to the same result. Where they
    answer a question differently both answers are kept and neither is followed,
    until one of them is undone.

    Examples:
      contested decisions war.db
      contested decisions war.db --export anna.jsonl
      contested decisions war.db --merge ben.jsonl
    """
    from contested.app.decision_lines import decision_lines
    from contested.app.decisions import export_log, merge_log
    from contested.app.workspace import Workspace

    with Workspace.open(database) as workspace:
        if merge is not None:
            new, number = merge_log(workspace, merge)
            note(f"contested: {merge}: {number} decisions, {new} of them new")
        if export is not None:
            note(f"contested: {export}: wrote {export_log(workspace, export)} decisions")
        lines = decision_lines(workspace)
        if as_json:
            print_json(lines)
        elif workspace.store.decisions():
            from contested.show.screens.decisions import render_decisions

            print_table(render_decisions(lines.followed, lines.conflicts, title="Decided by analysts"))
            print_table(render_decisions(lines.past, title="Undone or replaced"))
        else:
            note(f"contested: {database}: nobody has decided anything; see contested decide --help")
