"""A stream of gzip or zstd that cannot grow without end."""

import io
import zlib
from typing import TYPE_CHECKING, BinaryIO, Protocol

from contested.errors import ReportError
from contested.read.zstandard_frames import ZSTANDARD, Frames, is_skipped

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

RATIO_CAP = 100  # pages pack to a third or a tenth; a bomb to a thousandth
FLOOR = 10_000_000  # below this many bytes no ratio is too much
GZIP = b"\x1f\x8b"
_CHUNK = 1 << 16


class UnpackedStream(io.RawIOBase):
    """
    The bytes in a gzip file of one or many members, or in a zstd file of one or many frames; those of any
    other file as they are.

    Reading raises `ReportError` where it unpacks to more than a hundred times its size, is damaged, or ends
    in the middle; all that came before was given.
    """

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        head = packed.read(_CHUNK)
        self._waiting = memoryview(head)
        self._ready = memoryview(b"")  # unpacked, and not yet asked for
        self._taken, self._given = len(head), 0
        self._parts = _parts_for(head)

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        """Fill the buffer as far as there is something."""
        room = memoryview(buffer).cast("B")
        if self._parts is None:
            data = bytes(self._waiting[: len(room)]) or self._packed.read(len(room))
            self._waiting = self._waiting[len(room) :]
        else:
            self._ready = self._ready or memoryview(self._unpack(self._parts, len(room)))
            data = bytes(self._ready[: len(room)])
            self._ready = self._ready[len(room) :]
        room[: len(data)] = data
        return len(data)

    def _unpack(self, parts: "_Parts", room: int) -> bytes:
        while self._waiting or self._more(parts):
            data, self._waiting = parts.unpack(self._waiting, room)
            self._given += len(data)
            if self._given > max(RATIO_CAP * self._taken, FLOOR):
                raise ReportError(f"unpacks to over {RATIO_CAP} times its size; reading stopped there")
            if data:
                return data
        return b""

    def _more(self, parts: "_Parts") -> bool:
        data = self._packed.read(_CHUNK)
        self._taken += len(data)
        self._waiting = memoryview(data)
        if not data and parts.is_half_read:
            name = "gzip" if isinstance(parts, _Members) else "zstd"
            raise ReportError(f"broken {name}: it ends in the middle. What came before this point was read")
        return bool(data)


class _Parts(Protocol):
    """How a file is unpacked that consists of parts one behind the other."""

    @property
    def is_half_read(self) -> bool: ...

    def unpack(self, packed: memoryview, room: int) -> tuple[bytes, memoryview]: ...


def _parts_for(head: bytes) -> _Parts | None:
    if head.startswith(GZIP):
        return _Members()
    return Frames() if head.startswith(ZSTANDARD) or is_skipped(head) else None


class _Members:
    """The members of a gzip file."""

    def __init__(self) -> None:
        self._member = zlib.decompressobj(wbits=31)
        self.is_half_read = False

    def unpack(self, packed: memoryview, room: int) -> tuple[bytes, memoryview]:
        """
        Some of what the bytes hold, `room` bytes at most, and those that are left.

        Raises:
            ReportError: Damaged.
        """
        if not self.is_half_read:
            packed = memoryview(bytes(packed).lstrip(b"\0"))  # some tools fill up to a block
            if not packed:
                return b"", packed
        self.is_half_read = True
        try:
            data = self._member.decompress(packed, room)
        except zlib.error as error:
            raise ReportError(f"broken gzip: {error}. What came before this point was read") from error
        rest = self._member.unconsumed_tail
        if self._member.eof:
            rest = self._member.unused_data
            self._member, self.is_half_read = zlib.decompressobj(wbits=31), False
        return data, memoryview(rest)


def begins_with(head: bytes, words: bytes) -> bool:
    """
    Whether the first bytes of a file, packed or not, unpack to something that begins so.

    Example:
        >>> import zlib
        >>> begins_with(zlib.compress(b"WARC/1.0", wbits=31), b"WARC/"), begins_with(b"WARC", b"WARC/")
        (True, False)
    """
    parts = _parts_for(head)
    if parts is None:
        return head.startswith(words)
    found, waiting = b"", memoryview(head)
    try:
        while waiting and len(found) < len(words):
            data, waiting = parts.unpack(waiting, len(words))
            found += data
    except ReportError:
        pass
    return found.startswith(words)
