"""The first stage as one function."""

import io
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from contested.errors import OptionError
from contested.model.report import Failure, Report
from contested.read.details import TEXT_CAP, Details, ReportDefaults, details_of
from contested.read.formats import FORMATS, format_of
from contested.read.formats.jsonl import read_jsonl
from contested.read.formats.text import read_text
from contested.read.inputs import Found, find_inputs
from contested.read.manifest import Manifest, load_manifest
from contested.read.source import Source

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

STDIN = "-"
_BLANK = b" \t\r\n\xef\xbb\xbf"


def read(
    paths: Sequence[Path | str],
    *,
    manifest: Path | None = None,
    defaults: ReportDefaults = ReportDefaults(),  # noqa: B008 - a frozen value
) -> Iterator[Report | Failure]:
    """
    Every report at the paths, one after the other, and a failure for each that cannot be used.

    Args:
        paths: Files (.txt, .md, .jsonl, .jsonl.gz), folders, or "-" for standard input.
        manifest: CSV table that says of each file who published it and when. Without one, a `manifest.csv`
            in a folder holds for that folder.
        defaults: Fill what reports and manifest leave open.

    Returns:
        Reports in the order of the paths, folders sorted by name; read as they are asked for.

    Raises:
        OptionError: A path does not exist, or the manifest is no manifest; before anything is read.
    """
    missing = [str(path) for path in paths if str(path) != STDIN and not Path(path).exists()]
    if missing:
        raise OptionError(
            f"no such file or folder: {', '.join(missing)}. Give paths that exist, or - for input"
        )
    table = load_manifest(manifest) if manifest is not None else None
    return _read(tuple(paths), table, details_of(defaults))


def _read(
    paths: tuple[Path | str, ...], given: Manifest | None, defaults: Details
) -> Iterator[Report | Failure]:
    if given is not None:
        yield from given.faults
    seen: set[Path] = set()
    for path in paths:
        if str(path) == STDIN:
            yield from _read_stdin(defaults)
            continue
        for found in find_inputs(Path(path), given):
            match found:
                case Failure():
                    yield found
                case Manifest():
                    yield from found.faults
                    yield from found.absent(frozenset(seen))
                case Found():
                    if found.manifest is not None:
                        seen.add(found.path)
                    yield from _read_file(found, defaults)
    if given is not None:
        yield from given.absent(frozenset(seen))


def _read_file(found: Found, defaults: Details) -> Iterator[Report | Failure]:
    ending = format_of(found.path.name)
    if ending is None:
        return
    try:
        yield from FORMATS[ending](found.source(defaults))
    except OSError as error:
        reason = f"cannot be read: {error.strerror or error}"
        yield Failure(read_from=str(found.path), stage="read", reason=reason)


def _read_stdin(defaults: Details) -> Iterator[Report | Failure]:
    """Records if the first character is a brace, else one text."""
    stream = sys.stdin.buffer
    head = b""
    while not head.strip(_BLANK) and (line := stream.readline(TEXT_CAP)):
        head += line
    source = Source(
        name=STDIN,
        id=None,
        open=lambda: io.BufferedReader(_Resumed(head, stream)),
        size=None,
        details=(defaults,),
    )
    yield from (read_jsonl if head.lstrip(_BLANK).startswith(b"{") else read_text)(source)


class _Resumed(io.RawIOBase):
    """A stream with the bytes that were already taken from it put back at its head."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = io.BytesIO(head)
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        room = memoryview(buffer).cast("B")
        data = self._head.read(len(room)) or self._rest.read(len(room))
        room[: len(data)] = data
        return len(data)
