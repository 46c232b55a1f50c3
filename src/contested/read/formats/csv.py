"""Tables with a report a row, as data sets and media monitors export them."""

import codecs
import csv
import io
from collections.abc import Iterator
from typing import TextIO

from contested.errors import ReportError
from contested.model.report import Failure, Report
from contested.read.columns import Columns, columns_for
from contested.read.decoding import decode
from contested.read.details import TEXT_CAP
from contested.read.format import Format
from contested.read.formats.jsonl import record_of
from contested.read.page_encoding import mostly_utf8
from contested.read.source import Source

_LINE_CAP = TEXT_CAP + 1_000_000  # characters: a text at the cap with its other cells
_SAMPLE = 200_000  # bytes around the first that is not UTF-8: enough to tell the encoding by
_CHUNK = 1 << 20


def read_csv(source: Source) -> Iterator[Report | Failure]:
    """A report or a failure for each row; the first row names the columns."""
    try:
        encoding = _encoding(source)
    except ReportError as error:
        yield source.failure(str(error))
        return
    csv.field_size_limit(_LINE_CAP)
    with (
        source.open() as packed,
        io.TextIOWrapper(packed, encoding=encoding, errors="surrogateescape", newline="") as file,
    ):
        lines = _Lines(file)
        try:
            yield from _rows(lines, source)
        except csv.Error as error:
            yield source.failure(f"no CSV: {error}. The rows before this point were read", line=lines.number)
        except UnicodeDecodeError as error:  # UTF-16 that ends in the middle of a character
            reason = f"not {error.encoding}: {error.reason}. The rows before this point were read"
            yield source.failure(reason, line=lines.number + 1)
        except _TooLongError:
            reason = f"a line over the cap of {_LINE_CAP:,} characters; the rows before it were read"
            yield source.failure(reason, line=lines.number)


def _rows(lines: "_Lines", source: Source) -> Iterator[Report | Failure]:
    head = next(lines, "")
    table = csv.reader(_before(head, lines), delimiter=_delimiter(head))
    names = [name.strip().removeprefix("\ufeff") for name in next(table, [])]
    columns = source.tools.columns or columns_for(names)
    fault = _fault_of(names, columns, head)
    if fault or columns is None:
        yield source.failure(fault or "no columns", line=1)
        return
    for cells in table:
        line = lines.number
        if not any(cell.strip() for cell in cells):
            continue
        bad = next((cell for cell in cells if any("\udc80" <= char <= "\udcff" for char in cell)), None)
        if bad is not None:
            near = bad.encode("ascii", "backslashreplace").decode()
            yield source.failure(f"bytes in another encoding than the rest, near {near[:40]!r}", line=line)
        elif any(cell for cell in cells[len(names) :]):
            mark = _delimiter(head)
            reason = f"{len(cells)} cells for {len(names)} columns; put quotes around what holds {mark!r}"
            yield source.failure(reason, line=line)
        else:
            pairs = zip(names, cells, strict=False)
            record = columns.apply({name: cell for name, cell in pairs if name and cell.strip()})
            record.setdefault("text", "")
            yield record_of(record, source, line)


def _fault_of(names: list[str], columns: Columns | None, head: str) -> str | None:
    if not any(names):
        return "empty: the first row must name the columns"
    found = ", ".join(names)[:300]
    if columns is None:
        return (
            f"nothing tells which column holds the text; found {found}. "
            "Say so with --columns text=NAME,title=NAME,published=NAME"
        )
    folded = {name.casefold() for name in names}
    wanted = [one for ours in ("text", "title") for one in columns.columns.get(ours, ())]
    if not folded & set(wanted):
        return f"no column {' or '.join(wanted)}; found {found}. Correct --columns"
    return None


def _delimiter(head: str) -> str:
    """What stands between the columns' names; a comma where there is but one."""
    return max(",\t;|", key=lambda mark: (head.count(mark), mark == ","))


def _encoding(source: Source) -> str:
    """
    UTF-8 if all of the file is; else what its marks or its first other bytes tell.

    Raises:
        ReportError: The bytes are no text.
    """
    utf8 = codecs.getincrementaldecoder("utf-8")()
    first = True
    with source.open() as file:
        while chunk := file.read(_CHUNK):
            if first and chunk.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                return "utf-16"
            if b"\0" in chunk:
                raise ReportError("binary: it holds NUL bytes; expected a table")
            try:
                utf8.decode(chunk)
            except UnicodeDecodeError as error:
                if mostly_utf8(chunk):
                    return "utf-8-sig"  # the rows that are not are told
                near = max(error.start - _SAMPLE // 2, 0)
                return decode(chunk[near : near + _SAMPLE]).encoding
            first = False
    return "utf-8-sig"


class _TooLongError(Exception):
    """A line is longer than a report may be."""


class _Lines:
    """The lines of a table, none longer than the cap, with the number of the last one."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self.number = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._file.readline(_LINE_CAP)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) >= _LINE_CAP:
            raise _TooLongError
        return line


def _before(head: str, rest: "_Lines") -> Iterator[str]:
    yield head
    yield from rest


FORMAT = Format(
    name="csv",
    about="A report for each row of a table; the first row names the columns.",
    endings=(".csv", ".tsv"),
    media_types=("text/csv", "text/tab-separated-values"),
    read=read_csv,
)
