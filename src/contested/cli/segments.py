"""`contested segments`: what is article, furniture and comment on a page."""

from dataclasses import fields
from typing import TYPE_CHECKING, Annotated

import typer

from contested.cli.reading import print_line, reads_reports, usable
from contested.errors import OptionError

if TYPE_CHECKING:
    from contested.app.sources import Sources
    from contested.model.page import Segment


@reads_reports
def segments(
    sources: "Sources",
    format: Annotated[str, typer.Option("--format", help="jsonl: one page a line.")] = "jsonl",
) -> None:
    """
    Print the parts of pages, one JSON object a page: its text and its segments, each
    with kind, and start and end in code points of that text.

    Kinds are headline, byline, body, caption, furniture and comment; "part" tells
    more of some: related, pull_quote, header. Comments carry number, author, time,
    reply_to and parent where the page shows them. Only headline, body and caption
    can hold evidence.

    Examples:
      contested segments page.html
      contested segments pages/ --format jsonl > segments.jsonl
    """
    if format != "jsonl":
        raise OptionError(f"--format {format!r}: segments are printed as jsonl only")
    from contested.app.streaming import stream_pages

    for page in usable(stream_pages(sources), sources=sources):
        print_line(
            {
                "document": page.report.id,
                "text": page.report.text,
                "segments": [_record(segment) for segment in page.segments],
            }
        )


# The kinds of the exchange format, and the part that tells them apart again.
_KINDS = {
    "paragraph": ("body", None),
    "related": ("furniture", "related"),
    "pull_quote": ("furniture", "pull_quote"),
    "comment_header": ("comment", "header"),
}


def _record(segment: "Segment") -> dict[str, object]:
    kind, part = _KINDS.get(segment.kind.value, (segment.kind.value, None))
    record: dict[str, object] = {"kind": kind}
    if part is not None:
        record["part"] = part
    record |= {"start": segment.span.start, "end": segment.span.end}
    if segment.comment:
        told = {field.name: getattr(segment.comment, field.name) for field in fields(segment.comment)}
        record |= {name: value for name, value in told.items() if value is not None}
    return record
