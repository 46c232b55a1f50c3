"""`contested verify`: every stored word checked against its document."""

import sys

import typer

from contested.cli import exit_codes
from contested.cli import options as o
from contested.cli.terminal import note, print_json


def verify(database: o.Database, as_json: o.AsJson = False) -> None:
    """
    Check that every quote stands where it is said to stand, that ids follow
    from the words, and that every cell has its claims.

    Examples:
      contested verify war.db
      contested verify war.db --json
    """
    from contested.app.workspace import Workspace

    with Workspace.open(database, trusting=False) as workspace:
        result = workspace.verify()
    if as_json:
        print_json(result)
    else:
        for fault in result.faults:
            note(f"fault: {fault}")
        sys.stdout.write(
            f"{result.documents} documents, {result.claims} claims, {result.quotes} quotes, "
            f"{result.spans} spans, {result.cells} cells checked; {len(result.faults)} faults\n"
        )
    if result.faults:
        raise typer.Exit(exit_codes.FAULTS)
