"""Answers of web servers, saved with their heads: what `curl -i` prints, and what crawlers keep."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace

from contested.errors import ReportError
from contested.model.report import Failure, Report
from contested.read.days import day_of
from contested.read.details import Details
from contested.read.format import Format, Reader
from contested.read.formats.html import is_html, read_html
from contested.read.formats.pdf import PDF_CAP, is_pdf, read_pdf
from contested.read.formats.text import read_text
from contested.read.http_message import HttpMessage, parse_http
from contested.read.source import Source

ANSWER_CAP = PDF_CAP + 1_000_000  # the largest page that is read, with its head
_BEGINS = re.compile(rb"HTTP/(?:1\.[01]|2|3) [1-5]\d\d[ \r\n]")
_HEADS_CAP = 10  # of answers before the last one: redirects, "continue", a proxy's greeting


def read_http(source: Source) -> Iterator[Report | Failure]:
    """The one report that a saved answer holds, or why it cannot be used."""
    try:
        answer = _last_answer(source.whole(ANSWER_CAP, "an answer"))
    except ReportError as error:
        yield source.failure(str(error))
        return
    read = reader_for(answer.body, answer.media_type)
    if answer.status != 200:
        yield source.failure(f"the server answered {answer.status}; only pages that came with 200 are read")
    elif read is None:
        yield source.failure(f"is {answer.media_type or 'of no stated kind'}; expected a page, text or PDF")
    else:
        body = answer.body
        yield from read(
            replace(
                source,
                open=lambda: io.BytesIO(body),
                size=len(body),
                served=(*source.served, *_served(answer)),
                charset=answer.charset,
                warnings=(*source.warnings, *answer.warnings),
            )
        )


def reader_for(data: bytes, media_type: str) -> Reader | None:
    """How to read what a server gave, or None where it is no page."""
    head = data[:4096]
    if is_pdf(head):
        return read_pdf
    if is_html(head) or media_type in ("text/html", "application/xhtml+xml"):
        return read_html
    return read_text if media_type == "text/plain" else None


def _last_answer(data: bytes) -> HttpMessage:
    """The last of the answers that stand one behind the other where a server sent on, or a proxy spoke."""
    for _ in range(_HEADS_CAP):
        found = parse_http(data, cap=PDF_CAP)
        if not _BEGINS.match(found.body):
            return found
        data = found.body
    raise ReportError(f"more than {_HEADS_CAP} answers one behind the other")


def _served(answer: HttpMessage) -> Iterator[Details]:
    """When the server says that the page was last changed; nothing where it says so of each answer."""
    changed, now = (day_of(answer.headers.get(name)) for name in ("last-modified", "date"))
    if changed and (now is None or changed < now):
        yield Details(how="HTTP header Last-Modified", values={"published": changed})


FORMAT = Format(
    name="http",
    about="The one report that a web server's answer holds, saved with its head as `curl -i` prints it.",
    endings=(".http",),
    media_types=("message/http", "application/http"),
    read=read_http,
    recognise=lambda head: _BEGINS.match(head) is not None,
)
