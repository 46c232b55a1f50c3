"""What runs in the child process for mails: nested parts can keep a parser busy for hours."""

import email
import email.policy
from base64 import b64encode
from email.errors import (
    CloseBoundaryNotFoundDefect,
    InvalidBase64CharactersDefect,
    InvalidBase64LengthDefect,
    InvalidBase64PaddingDefect,
)
from email.message import EmailMessage, MIMEPart

from contested.errors import ReportError

_BASE64 = (InvalidBase64CharactersDefect, InvalidBase64LengthDefect, InvalidBase64PaddingDefect)


def take_apart(data: bytes) -> dict[str, object]:
    """
    The body (base64) with its kind and encoding, and what the headers state.

    Raises:
        ReportError: There is no text in it.
    """
    message = email.message_from_bytes(data, policy=email.policy.default)
    part = message.get_body(("html", "plain"))
    body = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(body, bytes):
        raise ReportError("a mail without text: neither text/html nor text/plain in it")
    charset = part.get_content_charset()
    is_page = part.get_content_type() == "text/html"
    if not is_page and charset:
        body = _as_utf8(body, charset)
    return {
        "body": b64encode(body).decode("ascii"),
        "is_page": is_page,
        "charset": charset,
        "values": _stated(message),
        "warnings": _faults(message, part),
    }


def _faults(message: EmailMessage, part: MIMEPart) -> list[str]:
    """What shows that the mail was cut short or damaged on its way."""
    found: list[str] = []
    if any(isinstance(one, CloseBoundaryNotFoundDefect) for inner in message.walk() for one in inner.defects):
        found.append("cut short: the last part of the mail has no end; read was what is there")
    # Those of the body come to light when it is decoded.
    if any(isinstance(one, _BASE64) for one in part.defects):
        found.append("damaged or cut short: the base64 of its body; read was what could be decoded")
    return found


def _as_utf8(body: bytes, charset: str) -> bytes:
    """Plain text in the encoding that the mail names; left alone where that does not fit."""
    try:
        return body.decode(charset).encode("utf-8")
    except (LookupError, ValueError):  # no such encoding, or not in it, or a NUL in its name
        return body


def _stated(message: EmailMessage) -> dict[str, str]:
    sender = _header(message, "From")
    name, _, address = sender.partition("<")
    domain = address.partition("@")[2].strip("> ") or sender.partition("@")[2].strip()
    pairs = {
        "title": _header(message, "Subject"),
        "outlet": name.strip(' "') or domain,
        "domain": domain,
        "published": _header(message, "Date"),
        "message_id": _header(message, "Message-ID"),
    }
    return {key: value for key, value in pairs.items() if value}


def _header(message: EmailMessage, name: str) -> str:
    try:
        words = str(message.get(name, ""))
    except (
        Exception
    ):  # the library promises not to raise, and does on hostile headers: one is not worth the mail
        return ""
    return " ".join(words.encode("utf-8", "replace").decode("utf-8").split())[:1000]
