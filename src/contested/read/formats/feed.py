"""RSS and Atom: a report for each entry, as far as the feed itself tells it."""

from collections.abc import Iterator
from dataclasses import replace

from contested.errors import ReportError
from contested.model.report import Failure, Report
from contested.read.details import TEXT_CAP, Details
from contested.read.format import Format
from contested.read.formats.html import page_of
from contested.read.source import Source

_CHILD = "contested.read.feed_entries:take_apart"
_ROOTS = (b"<rss", b"<feed", b"<rdf:rdf")


def read_feed(source: Source) -> Iterator[Report | Failure]:
    """A report or a failure for each entry."""
    with source.open() as file:
        data = file.read(TEXT_CAP + 1)
    if len(data) > TEXT_CAP:
        yield source.failure(f"too long: over the cap of {TEXT_CAP:,} bytes a feed")
        return
    try:
        found = source.tools.sandbox.run(_CHILD, data, charset=source.charset, url=source.url)
    except ReportError as error:
        yield source.failure(f"feed: {error}")
        return
    assert isinstance(found, list)
    for number, entry in enumerate(found, start=1):
        inner = replace(
            source, name=f"{source.name}#{number}", id=entry["id"], charset="utf-8", not_named_in=None
        )
        details = [Details(how=one["how"], values=one["values"]) for one in entry["details"]]
        if not entry["page"]:
            yield inner.failure("an entry without title and text")
        else:
            yield page_of(entry["page"].encode("utf-8"), inner, *details)


def is_feed(head: bytes) -> bool:
    """Whether bytes can only begin a feed."""
    return root_of(head).startswith(_ROOTS)


def root_of(head: bytes) -> bytes:
    """
    The first element of an XML document, lower case, from its angle bracket on.

    Example:
        >>> root_of(b"<?xml version='1.0'?> <!-- made by --> <RSS version='2.0'>")[:4]
        b'<rss'
    """
    plain = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    while plain.startswith((b"<?", b"<!")):
        end = b"-->" if plain.startswith(b"<!--") else b">"
        if plain.startswith(b"<!doctype html"):
            return b""
        plain = plain.partition(end)[2].lstrip()
    return plain


FORMAT = Format(
    name="feed",
    about="A report for each entry of an RSS or Atom feed: its headline and the text that the feed carries.",
    endings=(".rss", ".atom", ".xml", ".rdf"),
    media_types=(
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "text/xml",
        "application/xml",
    ),
    read=read_feed,
    recognise=is_feed,
)
