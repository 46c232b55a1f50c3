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
_LOOKS_PLAIN = 512  # bytes that tell whether a body is text already


def unpacked_body(body: bytes, encoding: str, *, cap: int) -> bytes:
    """
    The body of an HTTP message whose `Content-Encoding` is given.

    A body that is no more packed is given as it is: many archives keep the header and store the page as a
    browser had it.

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
    try:
        return zlib.decompressobj(wbits=31).decompress(body, cap + 1)
    except zlib.error as error:
        if body.startswith(_GZIP):
            raise ReportError(f"broken gzip: {error}") from error
        return body


def _deflate(body: bytes, cap: int) -> bytes:
    for wbits in (15, -15):  # some servers say deflate and leave its header away
        try:
            return zlib.decompressobj(wbits=wbits).decompress(body, cap + 1)
        except zlib.error:
            continue
    return body


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
