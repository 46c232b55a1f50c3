"""Mails, as newsletters and alerts come: the body as a page or as text."""

import hashlib
import io
import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import replace

from contested.errors import ReportError
from contested.model.report import Failure, Report
from contested.read.details import TEXT_CAP, Details
from contested.read.format import HEAD, Format
from contested.read.formats.html import page_of
from contested.read.formats.text import report_of
from contested.read.source import Source

MAIL_CAP = 3 * TEXT_CAP  # with attachments, which are not read
_CHILD = "contested.read.mail_parts:take_apart"
_SURE = re.compile(
    rb"^(?:received|message-id|mime-version|return-path|delivered-to):", re.IGNORECASE | re.MULTILINE
)
_FROM = re.compile(rb"^from:", re.IGNORECASE | re.MULTILINE)
_HEADER = re.compile(rb"(?:From |[!-9;-~]+:)")


def read_eml(source: Source) -> Iterator[Report | Failure]:
    """The one report that a mail holds, or why it cannot be used."""
    try:
        data = source.whole(MAIL_CAP, "a mail")
    except ReportError as error:
        yield source.failure(f"mail: {error}")
        return
    yield mail_of(data, source)


def mail_of(data: bytes, source: Source) -> Report | Failure:
    """The report that a mail holds, or why it cannot be used."""
    try:
        found = source.apart(_CHILD, data)
    except ReportError as error:
        return source.failure(f"mail: {error}")
    body = b64decode(found["body"])
    inner = replace(
        source,
        open=lambda: io.BytesIO(body),
        charset=found["charset"],
        warnings=(*source.warnings, *found["warnings"]),
        not_named_in=None,
    )
    # The whole mail is named, so that the body can be traced to it.
    values = {**found["values"], "mail_sha256": hashlib.sha256(data).hexdigest()}
    details = Details(how="mail header Date", values=values)
    if found["is_page"]:
        return page_of(body, inner, details)
    return report_of(body, replace(inner, said=(*inner.said, details)))


def looks_like_mail(head: bytes) -> bool:
    """Whether bytes begin with the headers of a mail; those that servers add can hide who sent it."""
    headers, ended, _ = head.replace(b"\r\n", b"\n").partition(b"\n\n")
    is_whole = bool(ended) or len(head) < HEAD
    sent = _FROM.search(headers) or not is_whole
    return bool(_HEADER.match(headers) and _SURE.search(headers) and sent)


FORMAT = Format(
    name="eml",
    about="The one report that a saved mail holds: its HTML part, else its text; attachments are not read.",
    endings=(".eml",),
    media_types=("message/rfc822",),
    read=read_eml,
    hint=looks_like_mail,
)
