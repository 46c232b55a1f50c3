"""`contested demo`: the packaged example reports, from reading to picture."""

from pathlib import Path
from typing import Annotated

import typer

from contested.cli.picture import show_picture
from contested.cli.reading import show_put_aside
from contested.cli.terminal import note, progress

DATABASE = "demo.db"
PAGE = "report.html"
TITLE = "Example reports: two wars, as told"
NOTICE = (
    "The outlets and the texts are made up to try the program; the places and the course of events are real "
    "and public. This page is no record of events."
)


def demo(
    into: Annotated[
        Path, typer.Option("--into", metavar="FOLDER|FILE", help="Where to write; a FILE names the store.")
    ] = Path(),
) -> None:
    """
    Try it: read the example reports, show the picture, and write it as a page,
    report.html.

    The outlets are made up and the texts are our own; the events are real and
    public. Two wars are read into one store.

    Examples:
      contested demo
      contested demo --into /tmp
    """
    from contested.app.examples import example_sets
    from contested.app.sources import Sources
    from contested.app.workspace import Workspace

    database = into / DATABASE if into.is_dir() else into
    page = database.parent / PAGE
    with Workspace.open(database, create=True) as workspace:
        with progress("reading the examples") as moved:
            for examples in example_sets():
                with examples.folder() as folder:
                    sources = Sources(paths=(folder,), theatre=examples.theatre)
                    intake = workspace.read_into(sources, on_step=lambda step: moved(step.read_from))
                show_put_aside(intake.quarantined)
        show_picture(workspace)
        workspace.write_page(page, title=TITLE, notice=NOTICE)
    note(f"\nwritten: {database} and {page}; open the page in a browser, or go on with")
    note(f"  contested explain {database} Palmyra")
    note(f"  contested verify {database}")
