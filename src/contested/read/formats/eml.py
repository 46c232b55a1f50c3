"""Mails, as newsletters and alerts come: the body as a page or as text."""

import email
import email.policy
import io
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage

from contested.model.report import Failure, Report
from contested.model.text import content_id
from contested.read.details import TEXT_CAP, Details
from contested.read.format import Format
from contested.read.formats.html import page_of
from contested.read.formats.text import report_of
from contested.read.source import Source

_MAIL_CAP = 3 * TEXT_CAP  # with attachments, which are not read
_SURE = re.compile(
    rb"^(?:received|message-id|mime-version|return-path|delivered-to):", re.IGNORECASE | re.MULTILINE
)
_FROM = re.compile(rb"^from:", re.IGNORECASE | re.MULTILINE)
_HEADER = re.compile(rb"(?:From |[!-9;-~]+:)")


def read_eml(source: Source) -> Iterator[Report | Failure]:
    """The one report that a mail holds, or why it cannot be used."""
    with source.open() as file:
        data = file.read(_MAIL_CAP + 1)
    if len(data) > _MAIL_CAP:
        yield source.failure(f"too long: over the cap of {_MAIL_CAP:,} bytes a mail")
        return
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        found = _body(message)
        stated = _stated(message)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, IndexError) as error:
        # The library promises not to raise, and does on hostile headers (docs/explanation/fuzzing.md).
        yield source.failure(f"no usable mail: {type(error).__name__}: {error}")
        return
    if found is None:
        yield source.failure("a mail without text: neither text/html nor text/plain in it")
        return
    body, media_type, charset = found
    # The whole mail is named, so that the body can be traced to it.
    stated["mail"] = content_id(data)
    inner = replace(source, open=lambda: io.BytesIO(body), charset=charset, not_named_in=None)
    details = Details(how="mail header Date", values=stated)
    if media_type == "text/html":
        yield page_of(body, inner, details)
    else:
        yield report_of(body, replace(inner, said=(*inner.said, details)))


def _body(message: EmailMessage) -> tuple[bytes, str, str | None] | None:
    part = message.get_body(("html", "plain"))
    if part is None:
        return None
    body = part.get_payload(decode=True)
    if not isinstance(body, bytes):
        return None
    charset = part.get_content_charset()
    if part.get_content_type() != "text/html" and charset:
        body = _as_utf8(body, charset)
    return body, part.get_content_type(), charset


def _as_utf8(body: bytes, charset: str) -> bytes:
    """Plain text in the encoding that the mail names; left alone where that does not fit."""
    try:
        return body.decode(charset).encode("utf-8")
    except (LookupError, UnicodeError):
        return body


def _stated(message: EmailMessage) -> dict[str, object]:
    sender = str(message.get("From", ""))
    name, _, address = sender.partition("<")
    domain = address.partition("@")[2].strip("> ") or sender.partition("@")[2].strip()
    pairs = {
        "title": str(message.get("Subject", "")),
        "outlet": name.strip(' "') or domain,
        "domain": domain,
        "published": str(message.get("Date", "")),
        "message_id": str(message.get("Message-ID", "")),
    }
    return {key: _storable(value) for key, value in pairs.items() if value.strip()}


def _storable(words: str) -> str:
    return " ".join(words.encode("utf-8", "replace").decode("utf-8").split())[:1000]


def looks_like_mail(head: bytes) -> bool:
    """Whether bytes begin with the headers of a mail."""
    headers = head.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    return bool(_HEADER.match(headers) and _SURE.search(headers) and _FROM.search(headers))


FORMAT = Format(
    name="eml",
    about="The one report that a saved mail holds: its HTML part, else its text; attachments are not read.",
    endings=(".eml",),
    media_types=("message/rfc822",),
    read=read_eml,
    hint=looks_like_mail,
)
