"""`contested segments`: what is article, furniture and comment on a page."""

import json
from dataclasses import fields, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated

import typer

from contested.cli import options as o
from contested.cli.reading import print_line, reads_reports, usable
from contested.errors import OptionError

if TYPE_CHECKING:
    from contested.app.sources import Sources
    from contested.knowledge.theatre import Theatre
    from contested.model.page import Segment
    from contested.model.report import Report


@reads_reports
def segments(
    sources: "Sources",
    format: Annotated[str, typer.Option("--format", help="jsonl: one page a line.")] = "jsonl",
    theatre: o.TheatreName = None,
) -> None:
    """
    Print the parts of pages, one JSON object a page: its text, what is known of it, and
    its segments, each with kind, and start and end in code points of that text.

    "report" tells outlet (and the theatre's id of it), byline, dateline, day and how it
    is known, language, address, the hash of the bytes, and warnings: cut short, say.
    Kinds are headline, byline, body, caption, furniture and comment; "part" tells
    more of some: related, pull_quote, header. Comments carry number, author, time,
    reply_to and parent where the page shows them. Only headline, body and caption
    can hold evidence.

    Examples:
      contested segments page.html
      contested segments pages/ --format jsonl > segments.jsonl
      contested segments crawl.warc.zst alerts.eml --theatre syria
    """
    if format != "jsonl":
        raise OptionError(f"--format {format!r}: segments are printed as jsonl only")
    from contested.app.streaming import stream_pages

    sources = replace(sources, theatre=theatre)
    theatre_of = sources.chooser().theatre_of
    for page in usable(stream_pages(sources), sources=sources):
        print_line(
            {
                "document": page.report.id,
                "text": page.report.text,
                "report": _told(page.report, theatre_of(page.report)),
                "segments": [_record(segment) for segment in page.segments],
            }
        )


def _told(report: "Report", theatre: "Theatre") -> dict[str, object]:
    """What is known of a report beside its words."""
    outlet = theatre.outlet_named(report.outlet) or theatre.outlet_named(report.url)
    original = report.original
    found = {name: json.loads(value) for name, value in report.extra}
    told = {
        "read_from": report.read_from,
        "title": report.title,
        "outlet": report.outlet,
        "outlet_id": outlet.id if outlet else None,
        "byline": found.pop("byline", None),
        "dateline": found.pop("dateline", None),
        "published": report.published.isoformat() if report.published else None,
        "published_how": report.published_how,
        "language": report.language,
        "url": report.url,
        "sha256": original.sha256 if original else sha256(report.text.encode("utf-8")).hexdigest(),
        "warnings": list(report.warnings),
    }
    found.pop("warnings", None)
    return {**told, "more": found} if found else told


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
