"""The body of an HTTP message as it was before it was packed; none can grow without end."""

import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import brotli
import zstandard

from contested.errors import ReportError
from contested.read.unpacking import FLOOR, GZIP, RATIO_CAP
from contested.read.zstandard_frames import ZSTANDARD, Frame, is_skipped, skipped

_WINDOW = (
    1 << 23
)  # bytes that a zstd decoder must be able to look back over: RFC 9659 allows no more on the web
_MEMBERS_CAP = 100  # of gzip or zstd in one body; servers send one, or one for each part they flush
_LOOKS_PLAIN = 512  # bytes that tell whether a body is text already


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """Bytes as they were before they were packed."""

    data: bytes
    is_cut: bool = False  # the packed bytes end in the middle, or cannot be read on: this is what came before


def unpacked_body(body: bytes, encoding: str, *, cap: int) -> Unpacked:
    """
    The body of an HTTP message whose `Content-Encoding` is given.

    A body that is no more packed is given as it is: many archives keep the header and store the page as a
    browser had it. brotli has no mark to be known by: under `br` that holds for text alone, not for PDF or
    UTF-16. A body that was cut short is given as far as it goes.

    Raises:
        ReportError: Damaged, too large, cut short before its first word, or in an encoding that nothing here
            can read.
    """
    is_cut = False
    for name in reversed([part.strip().lower() for part in encoding.split(",")]):
        if name in ("", "identity") or not body:
            continue
        if name not in _UNPACK:
            known = ", ".join(_UNPACK)
            raise ReportError(f"packed with {name!r}, which is not read; {known} are")
        found = _UNPACK[name](body, cap)
        size = len(found.data)
        if size > cap or size > max(RATIO_CAP * len(body), FLOOR):
            raise ReportError(f"unpacks to over {cap:,} bytes or {RATIO_CAP} times its size")
        if found.is_cut and not size:
            raise ReportError(f"broken {name}: it ends before its first word")
        body, is_cut = found.data, is_cut or found.is_cut
    return Unpacked(data=body, is_cut=is_cut)


def _gzip(body: bytes, cap: int) -> Unpacked:
    """What the members of a body hold, one behind the other."""
    parts: list[bytes] = []
    room, rest, is_whole = cap + 1, body, True
    while rest.startswith(GZIP) and room > 0:
        if len(parts) == _MEMBERS_CAP:
            raise ReportError(f"gzip of more than {_MEMBERS_CAP} members")
        member = zlib.decompressobj(wbits=31)
        try:
            parts.append(member.decompress(rest, room))
        except zlib.error as error:
            raise ReportError(f"broken gzip: {error}") from error
        room -= len(parts[-1])
        rest, is_whole = member.unused_data, member.eof
    return Unpacked(data=b"".join(parts), is_cut=not is_whole) if parts else Unpacked(data=body)


def _deflate(body: bytes, cap: int) -> Unpacked:
    wrapped = zlib.decompressobj(wbits=15)
    try:
        return Unpacked(data=wrapped.decompress(body, cap + 1), is_cut=not wrapped.eof)
    except zlib.error:
        pass
    bare = zlib.decompressobj(wbits=-15)  # some servers leave the header away
    try:
        data = bare.decompress(body, cap + 1)
    except zlib.error:
        return Unpacked(data=body)
    # It has no mark to be known by, and the first bytes of a text may read like it.
    is_whole = bare.eof and not bare.unused_data
    if not is_whole and _is_text(body):
        return Unpacked(data=body)
    return Unpacked(data=data, is_cut=not bare.eof)


def _brotli(body: bytes, cap: int) -> Unpacked:
    """What a body of brotli holds. It has no mark to be known by: text that does not unpack is text."""
    member = brotli.Decompressor()
    trouble: Exception | str = "it ends before its first word"
    try:
        data: bytes = member.process(body, output_buffer_limit=cap + 1)
        if member.is_finished() or (data and not _is_text(body)):
            return Unpacked(data=data, is_cut=not member.is_finished())
    except brotli.error as error:
        trouble = error
    if _is_text(body):
        return Unpacked(data=body)
    raise ReportError(f"broken brotli: {trouble}")


def _zstandard(body: bytes, cap: int) -> Unpacked:
    """What the frames of a body hold, one behind the other; those that hold no text are passed over."""
    parts: list[bytes] = []
    room, rest, is_whole = cap + 1, memoryview(body), True
    unpacker = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
    frames = 0
    while (rest[:4] == ZSTANDARD or is_skipped(bytes(rest[:4]))) and room > 0:
        if frames == _MEMBERS_CAP:
            raise ReportError(f"zstd of more than {_MEMBERS_CAP} frames")
        frames += 1
        if rest[:4] != ZSTANDARD:
            rest, is_whole = skipped(rest)
            continue
        frame = Frame(unpacker)
        try:
            while rest and not frame.is_whole and room > 0:
                data, rest = frame.unpack(rest)
                parts.append(data)
                room -= len(data)
        except zstandard.ZstdError as error:
            raise ReportError(
                f"broken zstd, or made to be unpacked with over 8 MB at once: {error}"
            ) from error
        is_whole = frame.is_whole
    is_cut = bool(rest) or not is_whole
    return Unpacked(data=b"".join(parts), is_cut=is_cut) if frames else Unpacked(data=body)


def _is_text(body: bytes) -> bool:
    """Whether bytes begin like text in UTF-8 or in an encoding that keeps ASCII: no control characters."""
    return not any(byte < 32 and byte not in b"\t\n\f\r" for byte in body[:_LOOKS_PLAIN])


_UNPACK: Mapping[str, Callable[[bytes, int], Unpacked]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstandard,
}
