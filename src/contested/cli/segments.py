"""`contested segments`: what is article, furniture and comment on a page."""

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from contested.cli import exit_codes
from contested.cli import options as o
from contested.cli.read import show_put_aside
from contested.cli.terminal import note
from contested.errors import OptionError

if TYPE_CHECKING:
    from contested.model.page import Page, Segment


def segments(
    paths: o.Paths,
    format: Annotated[str, typer.Option("--format", help="jsonl: one segment a line.")] = "jsonl",
) -> None:
    """
    Print the segments of pages, one JSON object a line: kind, and start and end
    in code points.

    Comments carry author, time and reply_to where the page shows them. Only
    headline, paragraph and caption can hold evidence.

    Examples:
      contested segments page.txt
      contested segments pages/ --format jsonl > segments.jsonl
    """
    if format != "jsonl":
        raise OptionError(f"--format {format!r}: segments are printed as jsonl only")
    from contested.app.sources import Sources
    from contested.app.streaming import stream_pages
    from contested.model.report import Failure

    used = 0
    for result in stream_pages(Sources(paths=tuple(paths))):
        if isinstance(result, Failure):
            show_put_aside([result])
            continue
        used += 1
        for segment in result.segments:
            # ASCII only: a document id may hold characters that UTF-8 cannot.
            sys.stdout.write(json.dumps(_record(result, segment)) + "\n")
    if not used:
        note(f"contested: no report could be read from {', '.join(paths)}")
        raise typer.Exit(exit_codes.NOTHING_READ)


def _record(page: "Page", segment: "Segment") -> dict[str, object]:
    record: dict[str, object] = {
        "document": page.report.id,
        "kind": segment.kind.value,
        "start": segment.span.start,
        "end": segment.span.end,
    }
    if segment.comment:
        head = segment.comment
        told = {"author": head.author, "time": head.time, "reply_to": head.reply_to}
        record |= {name: value for name, value in told.items() if value is not None}
    return record
