"""The first stage as one function."""

import io
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from contested.errors import OptionError
from contested.model.report import Failure, Report
from contested.read.details import Details, ReportDefaults, details_of
from contested.read.format import HEAD, Format
from contested.read.formats import FORMATS, format_of
from contested.read.inputs import Found, find_inputs
from contested.read.manifest import Manifest, load_manifest
from contested.read.source import Source
from contested.read.tools import Tools

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

    from contested.read.columns import Columns
    from contested.read.fetching import Fetching

STDIN = "-"
_BLANK = b" \t\r\n\xef\xbb\xbf"
_WEB = ("http://", "https://")


def read(
    paths: Sequence[Path | str],
    *,
    manifest: Path | None = None,
    defaults: ReportDefaults = ReportDefaults(),  # noqa: B008 - a frozen value
    columns: "Columns | None" = None,
    fetching: "Fetching | None" = None,
    on_bytes: Callable[[int], None] = lambda _: None,
) -> Iterator[Report | Failure]:
    """
    Every report at the paths, one after the other, and a failure for each that cannot be used.

    Args:
        paths: Files of any known format, folders, "-" for standard input, and addresses of the web.
        manifest: CSV table that says of each file who published it and when. Without one, a `manifest.csv`
            in a folder holds for that folder.
        defaults: Fill what reports and manifest leave open.
        columns: What the columns of tables and the keys of records mean, where they have names of their own.
        fetching: Leave to fetch addresses, and the feeds in a list; None: nothing leaves the machine.
        on_bytes: Told how many bytes were read, as they are.

    Returns:
        Reports in the order of the paths, folders sorted by name; read as they are asked for.

    Raises:
        OptionError: A path does not exist, or the manifest is no manifest; before anything is read.
    """
    here = [str(path) for path in paths if not str(path).lower().startswith(_WEB)]
    missing = [path for path in here if path != STDIN and not Path(path).exists()]
    if missing:
        raise OptionError(
            f"no such file or folder: {', '.join(missing)}. Give paths that exist, or - for input"
        )
    if fetching is None and len(here) < len(paths):
        away = next(str(path) for path in paths if str(path) not in here)
        raise OptionError(f"{away}: nothing is fetched unless you ask for it; add --fetch")
    table = load_manifest(manifest) if manifest is not None else None
    tools = Tools(columns=columns, fetching=fetching, on_bytes=on_bytes)
    return _read(tuple(paths), table, _Known(defaults=details_of(defaults), tools=tools))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What holds for all inputs."""

    defaults: Details
    tools: Tools


def _read(paths: tuple[Path | str, ...], given: Manifest | None, known: _Known) -> Iterator[Report | Failure]:
    try:
        if given is not None:
            yield from given.faults
        seen: set[Path] = set()
        for path in paths:
            if str(path) == STDIN:
                yield from _read_stdin(known)
            elif str(path).lower().startswith(_WEB):
                yield from _read_address(str(path), known)
            else:
                yield from _read_path(Path(path), given, seen, known)
        if given is not None:
            yield from given.absent(frozenset(seen))
    finally:
        known.tools.close()


def _read_path(
    path: Path, given: Manifest | None, seen: set[Path], known: _Known
) -> Iterator[Report | Failure]:
    for found in find_inputs(path, given):
        match found:
            case Failure():
                yield found
            case Manifest():
                yield from found.faults
                yield from found.absent(frozenset(seen))
            case Found():
                if found.manifest is not None:
                    seen.add(found.path)
                yield from _read_file(found, known)


def _read_file(found: Found, known: _Known) -> Iterator[Report | Failure]:
    try:
        with found.path.open("rb") as file:
            head = file.read(HEAD)
        format = format_of(found.known_as, head)
        if format is None:
            yield Failure(read_from=str(found.path), stage="read", reason=unknown_kind(found.path))
        else:
            yield from format.read(found.source(known.defaults, known.tools))
    except OSError as error:
        reason = f"cannot be read: {error.strerror or error}"
        yield Failure(read_from=str(found.path), stage="read", reason=reason)
    except Exception as error:  # one bad report never stops a run, whoever wrote the format
        reason = f"cannot be read: {type(error).__name__}: {error}"
        yield Failure(read_from=str(found.path), stage="read", reason=reason[:500])


def unknown_kind(path: Path) -> str:
    """Why a file of no known format is put aside."""
    endings = ", ".join(ending for one in FORMATS for ending in one.endings)
    return f"cannot read files with {path.suffix or 'no ending'}; those with {endings} are read"


def _read_address(url: str, known: _Known) -> Iterator[Report | Failure]:
    from contested.read.fetching import read_url

    source = Source(
        name=url, id=None, open=io.BytesIO, size=None, defaults=(known.defaults,), tools=known.tools
    )
    yield from read_url(url, source, lists=True)


def _read_stdin(known: _Known) -> Iterator[Report | Failure]:
    """Of the format that its first bytes show; records if the first character is a brace; else one text."""
    stream = sys.stdin.buffer
    head = b""
    while len(head) < HEAD and (not head.strip(_BLANK) or b"\n" not in head.lstrip(_BLANK)):
        # Not more than a line at a time: a person may be typing.
        if not (line := stream.readline(HEAD)):
            break
        head += line
    format: Format = format_of("", head) or FORMATS[0]
    source = Source(
        name=STDIN,
        id=None,
        open=lambda: io.BufferedReader(_Resumed(head, stream)),
        size=None,
        defaults=(known.defaults,),
        tools=known.tools,
    )
    yield from format.read(source)


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
