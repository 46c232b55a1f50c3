"""`contested changes`: what is new or changed since a day."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from contested.cli import options as o
from contested.cli.terminal import console, print_json
from contested.errors import OptionError

if TYPE_CHECKING:
    from datetime import date

    from contested.app.chronicle import Chronicle
    from contested.show.views.changes import Changes


def changes(
    database: o.Database,
    since: Annotated[
        str,
        typer.Option(
            "--since",
            metavar="DAY",
            help="What had been published by this day was known.",
            show_default=False,
        ),
    ],
    known: Annotated[
        str | None,
        typer.Option(
            "--known",
            metavar="DAY",
            help="Up to which day; by default the last on which a report was published.",
        ),
    ] = None,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="Print Markdown, to paste into a brief.")
    ] = False,
    as_json: o.AsJson = False,
) -> None:
    """
    Show what is new or changed since a day: a morning brief.

    For each place: what was known on that day, what is known of that day now, and
    what is known now, with the new claims that made the difference. Then new
    stories, roads, announcements and reports. Reports without a day of publication
    are left out and counted.

    Examples:
      contested changes war.db --since 2016-04-02
      contested changes war.db --since 2016-03-26 --known 2016-03-28
      contested changes war.db --since 2016-04-02 --markdown > brief.md
    """
    from contested.app.chronicle import chronicles
    from contested.app.workspace import Workspace
    from contested.cli.traced import traced
    from contested.show.screens.changes import changes_markdown, render_changes
    from contested.show.views.citation import cite_all

    if markdown and as_json:
        raise OptionError("--markdown and --json: only one of them can be printed; give one")
    day = o.day(since, "--since")
    assert day is not None  # the option is required
    with Workspace.open(database) as workspace:
        found = _told(chronicles(workspace, known=o.day(known, "--known")), day)
        citations = cite_all(workspace.claims, workspace.styles)
        if as_json:
            print_json(traced(found, citations, workspace.source_marks))
            return
        if markdown:
            pages = [changes_markdown(one, citations=citations, styles=workspace.styles) for one in found]
            sys.stdout.write("\n".join(pages))
            return
        screen = console()
        for number, one in enumerate(found):
            if number:
                screen.print()
            screen.print(
                render_changes(
                    one, citations=citations, styles=workspace.styles, sources=workspace.source_marks
                )
            )


def _told(all_of: "tuple[Chronicle, ...]", since: "date") -> "list[Changes]":
    """
    The news of each theatre that has reports after that day.

    Raises:
        OptionError: No theatre has.
    """
    found, refused = [], []
    for one in all_of:
        try:
            found.append(one.changes(since))
        except OptionError as error:
            refused.append(error)
    if not found:
        raise refused[-1]
    # A war that had no report in those days says nothing, unless it is the only one.
    return [one for one in found if one.reports or one.changes] or found[:1]
