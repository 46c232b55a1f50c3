"""A stream of gzip that cannot grow without end."""

import io
import zlib
from typing import TYPE_CHECKING, BinaryIO

from contested.errors import ReportError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

RATIO_CAP = 100  # pages pack to a third or a tenth; a bomb to a thousandth
FLOOR = 10_000_000  # below this many bytes no ratio is too much
_CHUNK = 1 << 16
_GZIP = b"\x1f\x8b"


class UnpackedStream(io.RawIOBase):
    """
    The bytes in a gzip file of one or many members; those of any other file as they are.

    Reading raises `ReportError` where it unpacks to more than a hundred times its size, or is damaged.
    """

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        self._waiting = packed.read(_CHUNK)
        self._taken, self._given = len(self._waiting), 0
        self._is_gzip = self._waiting.startswith(_GZIP)
        self._member = zlib.decompressobj(wbits=31)
        self._is_half_read = False

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        """Fill the buffer as far as there is something."""
        room = memoryview(buffer).cast("B")
        data = self._unpack(len(room)) if self._is_gzip else self._plain(len(room))
        room[: len(data)] = data
        return len(data)

    def _plain(self, size: int) -> bytes:
        data = self._waiting[:size] or self._packed.read(size)
        self._waiting = self._waiting[size:]
        return data

    def _unpack(self, size: int) -> bytes:
        while True:
            if not self._waiting and not self._more():
                return b""
            self._is_half_read = True
            try:
                data = self._member.decompress(self._waiting, size)
            except zlib.error as error:
                raise ReportError(f"broken gzip: {error}. What came before this point was read") from error
            self._waiting = self._member.unconsumed_tail
            if self._member.eof:
                self._next_member()
            self._given += len(data)
            if self._given > max(RATIO_CAP * self._taken, FLOOR):
                raise ReportError(f"unpacks to over {RATIO_CAP} times its size; reading stopped there")
            if data:
                return data

    def _next_member(self) -> None:
        rest = self._member.unused_data or self._take()
        self._waiting = rest.lstrip(b"\0")  # some tools fill up to a block
        self._is_half_read = False
        self._member = zlib.decompressobj(wbits=31)

    def _more(self) -> bool:
        self._waiting = self._take()
        if not self._waiting and self._is_half_read:
            raise ReportError("broken gzip: it ends in the middle. What came before this point was read")
        return bool(self._waiting)

    def _take(self) -> bytes:
        data = self._packed.read(_CHUNK)
        self._taken += len(data)
        return data
