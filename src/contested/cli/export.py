"""`contested export`: the claims or the picture as a file for other programs."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from contested.cli import options as o
from contested.cli.terminal import note
from contested.errors import OptionError


def export(
    database: o.Database,
    format: Annotated[str, typer.Option("--format", help="jsonl, csv (claims) or geojson (picture).")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="By default standard output.")
    ] = None,
) -> None:
    """
    Write claims (jsonl, csv) or the picture (geojson) for other programs.

    The same store gives the same bytes. A file is written whole or not at all.

    Examples:
      contested export war.db --format geojson -o war.geojson
      contested export war.db --format csv > claims.csv
    """
    from contested.app.workspace import Workspace
    from contested.show.exports import export_named

    export_named(format)  # a wrong name should not cost the time that the picture takes
    with Workspace.open(database) as workspace:
        if output is None:
            workspace.export(format, sys.stdout)
            return
        beside = output.with_name(f".{output.name}.{os.getpid()}.part")
        try:
            with beside.open("w", encoding="utf-8", newline="") as out:
                workspace.export(format, out)
            beside.replace(output)
        except OSError as error:
            raise OptionError(f"--output {output}: cannot be written: {error.strerror}") from error
        finally:
            beside.unlink(missing_ok=True)
    note(f"written: {output}")
