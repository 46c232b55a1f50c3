"""The body of an HTTP message as it was before it was packed; none can grow without end."""

import io
import zlib
from collections.abc import Callable, Mapping

import brotli
import zstandard

from contested.errors import ReportError
from contested.read.unpacking import FLOOR, RATIO_CAP

_GZIP = b"\x1f\x8b"
_ZSTANDARD = b"\x28\xb5\x2f\xfd"
_WINDOW = (
    1 << 23
)  # bytes that a zstd decoder must be able to look back over: RFC 9659 allows no more on the web
_MEMBERS_CAP = 100  # of gzip in one body; servers send one, or one for each part they flush
_LOOKS_PLAIN = 512  # bytes that tell whether a body is text already


def unpacked_body(body: bytes, encoding: str, *, cap: int) -> bytes:
    """
    The body of an HTTP message whose `Content-Encoding` is given.

    A body that is no more packed is given as it is: many archives keep the header and store the page as a
    browser had it. brotli has no mark to be known by: under `br` that holds for text alone, not for PDF or
    UTF-16. A body that was cut short is given as far as it goes, without a word.

    Raises:
        ReportError: Damaged, too large, or in an encoding that nothing here can read.
    """
    for name in reversed([part.strip().lower() for part in encoding.split(",")]):
        if name in ("", "identity") or not body:
            continue
        if name not in _UNPACK:
            known = ", ".join(_UNPACK)
            raise ReportError(f"packed with {name!r}, which is not read; {known} are")
        data = _UNPACK[name](body, cap)
        if len(data) > cap or len(data) > max(RATIO_CAP * len(body), FLOOR):
            raise ReportError(f"unpacks to over {cap:,} bytes or {RATIO_CAP} times its size")
        body = data
    return body


def _gzip(body: bytes, cap: int) -> bytes:
    """What the members of a body hold, one behind the other."""
    parts: list[bytes] = []
    room, rest = cap + 1, body
    while rest.startswith(_GZIP) and room > 0:
        if len(parts) == _MEMBERS_CAP:
            raise ReportError(f"gzip of more than {_MEMBERS_CAP} members")
        member = zlib.decompressobj(wbits=31)
        try:
            parts.append(member.decompress(rest, room))
        except zlib.error as error:
            raise ReportError(f"broken gzip: {error}") from error
        room -= len(parts[-1])
        rest = member.unused_data
    return b"".join(parts) if parts else body


def _deflate(body: bytes, cap: int) -> bytes:
    try:
        return zlib.decompressobj(wbits=15).decompress(body, cap + 1)
    except zlib.error:
        pass
    bare = zlib.decompressobj(wbits=-15)  # some servers leave the header away
    try:
        data = bare.decompress(body, cap + 1)
    except zlib.error:
        return body
    # It has no mark to be known by, and the first bytes of a text may read like it.
    is_whole = bare.eof and not bare.unused_data
    return data if is_whole or not _is_text(body) else body


def _brotli(body: bytes, cap: int) -> bytes:
    """What a body of brotli holds. It has no mark to be known by: text that does not unpack is text."""
    member = brotli.Decompressor()
    trouble: Exception | str = "it ends before its first word"
    try:
        data: bytes = member.process(body, output_buffer_limit=cap + 1)
        if member.is_finished() or (data and not _is_text(body)):
            return data
    except brotli.error as error:
        trouble = error
    if _is_text(body):
        return body
    raise ReportError(f"broken brotli: {trouble}")


def _zstandard(body: bytes, cap: int) -> bytes:
    if not body.startswith(_ZSTANDARD):
        return body
    decoder = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
    try:
        with decoder.stream_reader(io.BytesIO(body), read_across_frames=True) as stream:
            data = stream.read(cap + 1)
    except zstandard.ZstdError as error:
        raise ReportError(f"broken zstd, or made to be unpacked with over 8 MB at once: {error}") from error
    if not data:
        raise ReportError("broken zstd: it ends before its first word")
    return data


def _is_text(body: bytes) -> bool:
    """Whether bytes begin like text in UTF-8 or in an encoding that keeps ASCII: no control characters."""
    return not any(byte < 32 and byte not in b"\t\n\f\r" for byte in body[:_LOOKS_PLAIN])


_UNPACK: Mapping[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstandard,
}
