"""An HTTP answer as an archive keeps it: head and body, with every size bounded."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message

from contested.errors import ReportError
from contested.read.content_encoding import unpacked_body

_HEAD_CAP = 64_000
_CHUNK_LINE = 100
_STATUS = re.compile(r"[0-9]{3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpMessage:
    """An answer with its body unpacked."""

    status: int
    headers: Mapping[str, str]  # by lower-case name; the first of each
    body: bytes

    @property
    def media_type(self) -> str:
        """Such as "text/html"; empty where the server does not say."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The encoding that the server names."""
        return charset_in(self.headers.get("content-type", ""))


def charset_in(content_type: str) -> str | None:
    """
    The encoding in a `Content-Type`.

    Example:
        >>> charset_in('text/html; charset="windows-1256"')
        'windows-1256'
    """
    message = Message()
    message["content-type"] = content_type.replace("\n", " ").replace("\r", " ")
    found = message.get_param("charset")
    return str(found) if isinstance(found, str) and found else None


def parse_http(block: bytes, *, cap: int) -> HttpMessage:
    """
    The answer in a block of bytes.

    Args:
        block: Status line, headers, blank line, body.
        cap: Bytes that the body may have when unpacked.

    Raises:
        ReportError: It is no HTTP answer, or its body is damaged or over the cap.
    """
    head, gap, body = block.partition(b"\r\n\r\n")
    if not gap:
        head, gap, body = block.partition(b"\n\n")
    lines = head[:_HEAD_CAP].decode("latin-1").replace("\r\n", "\n").split("\n")
    first = lines[0].split()
    if len(first) < 2 or not first[0].startswith("HTTP/") or not _STATUS.fullmatch(first[1]):
        raise ReportError(f"no HTTP answer: it begins {lines[0][:40]!r}")
    headers: dict[str, str] = {}
    for line in lines[1:]:
        name, colon, value = line.partition(":")
        if colon:
            headers.setdefault(name.strip().lower(), value.strip())
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _joined(body)
    body = unpacked_body(body, headers.get("content-encoding", ""), cap=cap)
    return HttpMessage(status=int(first[1]), headers=headers, body=body)


def _joined(body: bytes) -> bytes:
    """The chunks of a body put together; the body itself where there are none, as some archives have it."""
    parts: list[bytes] = []
    at = 0
    while True:
        end = body.find(b"\n", at, at + _CHUNK_LINE)
        size_words = body[at:end].partition(b";")[0].strip() if end >= 0 else b""
        try:
            size = int(size_words, 16)
        except ValueError:
            return b"".join(parts) or body
        if size <= 0:
            return b"".join(parts)
        parts.append(body[end + 1 : end + 1 + size])
        at = end + 1 + size + 2
