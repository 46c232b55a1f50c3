"""Web pages: the words as `markup` puts them in order, the metadata as the page states it."""

from collections.abc import Iterator

from contested.errors import ReportError
from contested.model.report import Failure, Original, Report
from contested.read.details import TEXT_CAP, Details, make_report
from contested.read.format import Format
from contested.read.source import Source

_CHILD = "contested.read.web_page:take_apart"
_STARTS = (b"<!doctypehtml", b"<html", b"<head>", b"<body")
_BEFORE = b"<!--"


def read_html(source: Source) -> Iterator[Report | Failure]:
    """The one report that a page holds, or why it cannot be used."""
    with source.open() as file:
        data = file.read(TEXT_CAP + 1)
    yield page_of(data, source)


def page_of(data: bytes, source: Source, *details: Details) -> Report | Failure:
    """
    The report whose page is given.

    Args:
        data: The page.
        source: Where it comes from.
        details: What is known beside the page's own words, and more surely: the entry of a feed, say.
    """
    if len(data) > TEXT_CAP:
        return source.failure(f"too long: over the cap of {TEXT_CAP:,} bytes a page")
    try:
        found = source.apart(_CHILD, data, charset=source.charset, url=source.url)
    except ReportError as error:
        return source.failure(f"page {error}" if str(error)[:1].islower() else str(error))
    if not found["text"].strip():
        return source.failure("empty: the page holds no text; some need a browser to fill them")
    own = [Details(how=one["how"], values=one["values"]) for one in found["details"]]
    extra = [("encoding", found["encoding"])] if found["encoding"] != "utf-8" else []
    if warnings := [*source.warnings, *found["warnings"]]:
        extra.append(("warnings", warnings))
    return make_report(
        found["text"],
        id=source.id,
        read_from=source.name,
        details=source.details(*details, *own),
        extra=extra,
        original=Original.of(data, media_type="text/html", encoding=found["encoding"]),
    )


def is_html(head: bytes) -> bool:
    """
    Whether bytes can only begin a web page.

    Example:
        >>> is_html(b"  <!-- saved --><!DOCTYPE html>"), is_html(b"The <html> tag")
        (True, False)
    """
    plain = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    while plain.startswith(_BEFORE):
        plain = plain.partition(b"-->")[2].lstrip()
    if plain.startswith(b"<?xml"):
        plain = plain.partition(b"?>")[2].lstrip()
    return b"".join(plain[:200].split()).startswith(_STARTS)


FORMAT = Format(
    name="html",
    about="The one report that a saved web page holds: all its words, and the metadata that it states.",
    endings=(".html", ".htm", ".xhtml"),
    media_types=("text/html", "application/xhtml+xml"),
    read=read_html,
    recognise=is_html,
)
