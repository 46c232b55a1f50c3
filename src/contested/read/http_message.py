"""An HTTP answer as an archive keeps it: head and body, with every size bounded."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message

from contested.errors import ReportError
from contested.read.content_encoding import unpacked_body

_HEAD_CAP = 64_000
_GAP = re.compile(rb"\r?\n\r?\n")  # some tools save the head with bare line ends
_CHUNK_LINE = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r?\n")
# A chunk by itself that is cut short is known by its first line alone: of one case, ended as servers end it,
# and neither a day ("20160401") nor a year above a text.
_ONLY_CHUNK = re.compile(
    rb"(?!(?:19|20)[0-9]{2}\r\n\s*[^\s<\x00-\x1f])"
    rb"0{0,7}(?:[0-9a-f]{1,6}|[0-9A-F]{1,6})[ \t]*(?:;[^\r\n]{0,200})?\r\n"
)
_CHUNK_END = re.compile(rb"\r?\n")
_AFTER_CHUNKS = re.compile(rb"(?:[\w-]{1,100}:[^\r\n]{0,1000}\r?\n)*(?:\r?\n)?")
_STATUS = re.compile(r"[0-9]{3}")
_LENGTH = re.compile(r"[0-9]{1,15}")
HOW_FAR = "what came before that point"


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpMessage:
    """An answer with its body unpacked."""

    status: int
    headers: Mapping[str, str]  # by lower-case name; the first of each
    body: bytes
    warnings: tuple[str, ...] = ()  # where the body is not all that the server had to give

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
    gap = _GAP.search(block)
    head, body = (block[: gap.start()], block[gap.end() :]) if gap else (block, b"")
    lines = head[:_HEAD_CAP].decode("latin-1").replace("\r\n", "\n").split("\n")
    first = lines[0].split()
    if len(first) < 2 or not first[0].startswith("HTTP/") or not _STATUS.fullmatch(first[1]):
        raise ReportError(f"no HTTP answer: it begins {lines[0][:40]!r}")
    headers: dict[str, str] = {}
    for line in lines[1:]:
        name, colon, value = line.partition(":")
        if colon:
            headers.setdefault(name.strip().lower(), value.strip())
    warnings: tuple[str, ...] = ()
    is_chunked = "chunked" in headers.get("transfer-encoding", "").lower()
    if is_chunked:
        body, is_cut = _joined(body)
        if is_cut:
            warnings = (f"cut short: the last of its chunks is not there; read was {HOW_FAR}",)
    packing = headers.get("content-encoding", "")
    unpacked = unpacked_body(body, packing, cap=cap)
    # A page that was unpacked before it was kept may be shorter than what the server announced.
    is_as_sent = packing.lower() in ("", "identity") or unpacked.data != body
    if not is_chunked and is_as_sent:
        warnings = cut_short(body, headers.get("content-length", ""))
    if unpacked.is_cut:
        warnings += (packing_cut_short(packing),)
    return HttpMessage(status=int(first[1]), headers=headers, body=unpacked.data, warnings=warnings)


def cut_short(body: bytes, length: str) -> tuple[str, ...]:
    """A warning where a body has fewer bytes than its `Content-Length` says; an unpacked one has more."""
    if not _LENGTH.fullmatch(length) or len(body) >= int(length):
        return ()
    return (
        f"cut short: the server announced {int(length):,} bytes, {len(body):,} are there; read was {HOW_FAR}",
    )


def packing_cut_short(packing: str) -> str:
    """The warning for a body whose `Content-Encoding` ends in the middle."""
    return f"cut short: its {packing} ends in the middle; read was {HOW_FAR}"


def _joined(body: bytes) -> tuple[bytes, bool]:
    """
    The chunks of a body put together, and whether they are cut short; the body itself where there are none,
    as some tools keep it.

    A text may begin with a line that reads like a chunk's size ("2016"). Chunks are only what runs to the
    last one, or is cut short after at least one that ends where it must, or within a first one whose size
    stands there as servers write it.
    """
    parts: list[bytes] = []
    at = 0
    while line := _CHUNK_LINE.match(body, at):
        size = int(line[1], 16)
        if size == 0:
            return (b"".join(parts) if _AFTER_CHUNKS.fullmatch(body, line.end()) else body), False
        parts.append(body[line.end() : line.end() + size])
        end = _CHUNK_END.match(body, line.end() + size)
        if end is None:
            is_known = len(parts) > 1 or _ONLY_CHUNK.match(body) is not None
            is_cut = is_known and line.end() + size >= len(body)
            return (b"".join(parts) if is_cut else body), is_cut
        at = end.end()
    is_cut = bool(parts) and at == len(body)
    return (b"".join(parts) if is_cut else body), is_cut
