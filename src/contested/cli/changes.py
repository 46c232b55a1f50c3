"""`contested changes`: what is new or changed since a day."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from contested.cli import options as o
from contested.errors import OptionError

if TYPE_CHECKING:
    from datetime import date

    from contested.cli.told import Part, Told
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
    from contested.cli.told import told
    from contested.show.screens.changes import changes_markdown, render_changes

    if markdown and as_json:
        raise OptionError("--markdown and --json: only one of them can be printed; give one")
    day = o.day(since, "--since")
    assert day is not None  # the option is required
    with told(database, known=o.day(known, "--known")) as war:
        parts = _told(war, day)
        if markdown:
            looks = war.looks
            pages = (
                changes_markdown(one, citations=looks["citations"], styles=looks["styles"])
                for part in parts
                for one in part.found
            )
            sys.stdout.write("\n".join(pages))
            return
        war.show(parts, lambda part: render_changes(part.found[0], **war.looks), as_json=as_json)


def _told(war: "Told", since: "date") -> "list[Part[Changes]]":
    """
    The news of each theatre that has reports after that day.

    Raises:
        OptionError: No theatre has.
    """
    from contested.cli.told import Part

    found, refused = [], []
    for one in war.chronicles:
        try:
            found.append(Part(chronicle=one, found=(one.changes(since),)))
        except OptionError as error:
            refused.append(error)
    if not found:
        raise refused[-1]
    # A war that had no report in those days says nothing, unless it is the only one.
    return [one for one in found if one.found[0].reports or one.found[0].changes] or found[:1]
