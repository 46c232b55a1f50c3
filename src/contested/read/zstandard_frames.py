"""Frames of zstd, unpacked in small steps: a few bytes of it can stand for hundreds of kilobytes."""

import zstandard

from contested.errors import ReportError

ZSTANDARD = b"\x28\xb5\x2f\xfd"  # what a frame begins with
DICTIONARY = b"\x5d\x2a\x4d\x18"  # and the frame of a dictionary, before all others of a web archive
_SKIPPED = b"\x2a\x4d\x18"  # ends the mark of every frame that holds something else
_FULL_DICTIONARY = b"\x37\xa4\x30\xec"
_DICTIONARY_CAP = 10_000_000  # bytes; those that crawlers train have 0.1 to 1 MB
# The program zstd itself opens no file that needs more to look back over, unless it is told to.
_WINDOW = 1 << 27
_STEP = 128  # packed bytes at a time; a block of four bytes can hold 128 KB, so a step gives 4 MB at most


def is_skipped(head: bytes) -> bool:
    """Whether these bytes begin a frame that holds no text: a dictionary, or what a tool notes for itself."""
    return head[1:4] == _SKIPPED and 0x50 <= head[0] <= 0x5F


def skipped(packed: memoryview) -> tuple[memoryview, bool]:
    """The bytes behind a frame that holds no text, and whether all of it is there."""
    end = 8 + int.from_bytes(packed[4:8], "little")
    return packed[end:], len(packed) >= end


class Frame:
    """One frame that is unpacked as far as its bytes are there."""

    def __init__(self, unpacker: zstandard.ZstdDecompressor) -> None:
        self._unpacker = unpacker.decompressobj()

    @property
    def is_whole(self) -> bool:
        """Whether all of it was unpacked."""
        return self._unpacker.eof

    def unpack(self, packed: memoryview) -> tuple[bytes, memoryview]:
        """
        What the next few bytes hold, and the bytes that are left.

        Raises:
            zstandard.ZstdError: Damaged, or packed in a way that the unpacker refuses.
        """
        step = packed[:_STEP]
        data = self._unpacker.decompress(step)
        return data, packed[len(step) - len(self._unpacker.unused_data) :]


class Frames:
    """
    All frames of a file, one behind the other, with the dictionary that may stand before them.

    Source:
        "Zstandard Compression for WARC Files 1.0" of the International Internet Preservation Consortium: a
        skippable frame of its own mark holds the dictionary, packed or not; others are passed over.
    """

    def __init__(self) -> None:
        self._unpacker = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
        self._head = bytearray()  # of the next frame
        self._frame: Frame | None = None
        self._left = 0  # bytes of a frame that is passed over, or holds the dictionary
        self._dictionary: bytearray | None = None
        self._is_first = True

    @property
    def is_half_read(self) -> bool:
        """Whether what was given so far ends in the middle of a frame."""
        return bool(self._head or self._left or self._frame)

    def unpack(self, packed: memoryview, room: int) -> tuple[bytes, memoryview]:
        """
        What the next few bytes hold, and the bytes that are left; `room` is not asked, a step is small.

        Raises:
            ReportError: Damaged, or made to take too much memory.
        """
        try:
            if self._frame is not None:
                data, packed = self._frame.unpack(packed)
                if self._frame.is_whole:
                    self._frame = None
                return data, packed
            if self._left:
                return b"", self._pass_over(packed)
            return b"", self._begin(packed)
        except zstandard.ZstdError as error:
            raise ReportError(
                f"broken zstd, packed with a dictionary that the file does not hold, or made to be unpacked "
                f"with over {_WINDOW >> 20} MB at once: {error}. What came before this point was read"
            ) from error

    def _begin(self, packed: memoryview) -> memoryview:
        """Read the head of the next frame, as far as it is there."""
        wanted = (4 if len(self._head) < 4 else 8) - len(self._head)
        self._head += packed[:wanted]
        packed = packed[wanted:]
        mark = bytes(self._head[:4])
        if len(mark) == 4 and mark == ZSTANDARD:
            self._frame = Frame(self._unpacker)
            self._frame.unpack(memoryview(mark))
        elif len(mark) == 4 and not is_skipped(mark):
            raise ReportError(
                f"broken zstd: found {mark!r} where a frame must begin. What came before this point was read"
            )
        elif len(self._head) == 8:
            self._left = int.from_bytes(self._head[4:], "little")
            if self._is_first and mark == DICTIONARY and self._left:  # an empty one is passed over
                if self._left > _DICTIONARY_CAP:
                    raise ReportError(f"a dictionary over the cap of {_DICTIONARY_CAP:,} bytes")
                self._dictionary = bytearray()
        else:
            return packed
        self._head.clear()
        self._is_first = False
        return packed

    def _pass_over(self, packed: memoryview) -> memoryview:
        """Go on in a frame that holds no text, and keep the dictionary."""
        part = packed[: self._left]
        self._left -= len(part)
        if self._dictionary is not None:
            self._dictionary += part
            if not self._left:
                self._unpacker = _unpacker_with(bytes(self._dictionary))
                self._dictionary = None
        return packed[len(part) :]


def _unpacker_with(dictionary: bytes) -> zstandard.ZstdDecompressor:
    if dictionary.startswith(ZSTANDARD):
        dictionary = _unpacked(dictionary)
    if not dictionary.startswith(_FULL_DICTIONARY):
        raise ReportError(f"no usable zstd dictionary: it begins {dictionary[:4]!r}")
    return zstandard.ZstdDecompressor(
        dict_data=zstandard.ZstdCompressionDict(dictionary, dict_type=zstandard.DICT_TYPE_FULLDICT),
        max_window_size=_WINDOW,
    )


def _unpacked(packed: bytes) -> bytes:
    parts: list[bytes] = []
    size = 0
    frame, rest = Frame(zstandard.ZstdDecompressor(max_window_size=_WINDOW)), memoryview(packed)
    while rest and not frame.is_whole:
        data, rest = frame.unpack(rest)
        parts.append(data)
        size += len(data)
        if size > _DICTIONARY_CAP:
            raise ReportError(f"a dictionary that unpacks to over {_DICTIONARY_CAP:,} bytes")
    return b"".join(parts)
