"""`contested copies`: which reports repeat another's words, and what they changed."""

from typing import TYPE_CHECKING, Annotated

import typer

from contested.cli import options as o
from contested.cli.reading import reads_reports, refuse_for_store, usable
from contested.cli.terminal import note, print_json, print_table
from contested.errors import OptionError

if TYPE_CHECKING:
    from rich.text import Text

    from contested.app.sources import Sources
    from contested.model.copy import CopyGroup, Edit, Member

_MOST_EDITS = 12  # of a copy on the terminal; --json has all
_LONGEST = 90  # characters of a wording on the terminal


@reads_reports
def copies(
    sources: "Sources",
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="DATABASE|PATH...",
            help="A store, or files and folders of reports.",
            show_default=False,
        ),
    ],
    theatre: Annotated[
        str | None,
        typer.Option(
            "--theatre", metavar="NAME", help="Whose names for parties take sides; a store knows its own."
        ),
    ] = None,
    as_json: o.AsJson = False,
) -> None:
    """
    Show which reports repeat another's words: groups with the earliest report as
    origin, and what each copy changed. Changes that take sides ("jihadist" to
    "terrorist") are marked. However many copies, a group is one origin.

    Examples:
      contested copies war.db
      contested copies reports/ --theatre syria
      contested copies war.db --json
    """
    from contested.app.copies import find_stored, is_store

    stores = [path for path in paths if is_store(path)]
    if stores and len(paths) > 1:
        raise OptionError(
            f"{stores[0]}: a store stands alone; found {len(paths)} paths. Read the others into it"
        )
    if stores:
        refuse_for_store(stores[0], sources, theatre=theatre)
    groups = find_stored(stores[0]) if stores else _in_files(sources, theatre)
    if as_json:
        print_json(groups)
        return
    if not groups:
        note("contested: no report repeats another's words")
    for number, group in enumerate(groups, start=1):
        print_table(_render(group, number))


def _in_files(sources: "Sources", theatre: str | None) -> "tuple[CopyGroup, ...]":
    from contested.app.copies import CopyFinder
    from contested.app.streaming import stream_pages
    from contested.knowledge.theatre import load_theatre

    known = load_theatre(theatre) if theatre else None
    finder = CopyFinder()
    for page in usable(stream_pages(sources), sources=sources, doing="comparing"):
        finder.add(page)
    return finder.groups(known)


def _render(group: "CopyGroup", number: int) -> "Text":
    from rich.text import Text

    count = len(group.copies)
    lines = Text()
    lines.append(f"{number}. {count + 1} reports, 1 origin", style="bold")
    lines.append(f"; all credit {group.agency}\n" if group.agency else "\n")
    lines.append("   origin  ").append(_named(group.origin)).append("\n")
    for copy in group.copies:
        lines.append("   copy    ").append(_named(copy))
        lines.append(f"  {copy.taken:.0%} of it stands in the origin, {copy.kept:.0%} of the origin in it\n")
        shown = sorted(copy.edits, key=lambda edit: not edit.framing)[:_MOST_EDITS]
        for edit in shown:
            lines.append_text(_change(edit))
        if len(copy.edits) > len(shown):
            lines.append(
                f"           and {len(copy.edits) - len(shown)} changes more (--json has all)\n", style="dim"
            )
    return lines


def _named(member: "Member") -> str:
    from contested.show.visible import shortened, visible

    day = member.published.isoformat() if member.published else "undated"
    outlet = f", {visible(member.outlet)}" if member.outlet else ""
    return f"{shortened(member.document, to=60)}{outlet}, {day}"


def _change(edit: "Edit") -> "Text":
    from rich.text import Text

    from contested.show.visible import shortened

    line = Text("           ")
    if edit.moved:
        words = edit.before or edit.after
        line.append("moved: ", style="dim").append(shortened(words.text, to=_LONGEST) if words else "")
    elif edit.before and edit.after:
        line.append(shortened(edit.before.text, to=_LONGEST), style="red").append(" -> ")
        line.append(shortened(edit.after.text, to=_LONGEST), style="green")
    elif edit.before:
        line.append("left out: ", style="dim").append(shortened(edit.before.text, to=_LONGEST), style="red")
    elif edit.after:
        line.append("added: ", style="dim").append(shortened(edit.after.text, to=_LONGEST), style="green")
    if edit.framing:
        line.append(
            "  takes sides: " + ", ".join(dict.fromkeys(mark.words for mark in edit.framing)),
            style="bold yellow",
        )
    return line.append("\n")
