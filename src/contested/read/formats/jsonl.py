"""JSON lines: one record a line, each a report with its metadata."""

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from contested.model.report import Failure, Report
from contested.read.columns import columns_for
from contested.read.details import TEXT_CAP, Details, make_report
from contested.read.format import Format
from contested.read.source import Source

# A record may escape every character of its text as six; beyond that it cannot be under the cap of a text.
LINE_CAP = 6 * TEXT_CAP
_RATIO_CAP = 100  # prose packs to a third or a tenth; a bomb to a thousandth
_EXPECTED = 'expected one JSON object a line, such as {"id": "a1", "text": "...", "published": "2016-03-28"}'


def read_jsonl(source: Source) -> Iterator[Report | Failure]:
    """A report or a failure for each line that is not blank."""
    with source.open() as file:
        yield from records(_lines(file), source)


def read_jsonl_gz(source: Source) -> Iterator[Report | Failure]:
    """The same from a gzip file, which may not unpack to more than a hundred times its size."""
    allowed = max(_RATIO_CAP * (source.size or 0), TEXT_CAP)
    with source.open() as packed, gzip.open(packed) as file:
        try:
            yield from records(_within(_lines(file), allowed), source)
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            yield source.failure(f"broken gzip: {error}. The records before this point were read")
        except _TooMuchError:
            yield source.failure(f"unpacks to over {_RATIO_CAP} times its size; reading stopped there")


def records(lines: Iterator[bytes | None], source: Source) -> Iterator[Report | Failure]:
    """A report or a failure for each line; None stands for a line over the cap."""
    for number, line in enumerate(lines, start=1):
        if line is None:
            yield source.failure(f"a line over the cap of {LINE_CAP:,} bytes", line=number)
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield _record(line, source, number)


def _record(line: bytes, source: Source, number: int) -> Report | Failure:
    try:
        found = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        byte = line[error.start]
        return source.failure(
            f"not UTF-8: byte 0x{byte:02x} at {error.start}; save the file as UTF-8", line=number
        )
    except json.JSONDecodeError as error:
        near = error.doc[max(error.pos - 10, 0) : error.pos + 20].strip()
        return source.failure(
            f"no JSON: {error.msg} at character {error.colno}, near {near!r}; {_EXPECTED}", line=number
        )
    except (ValueError, RecursionError) as error:  # numbers of thousands of digits; thousands of brackets
        return source.failure(f"no usable JSON: {error}; {_EXPECTED}", line=number)
    if not isinstance(found, dict):
        return source.failure(f"found {type(found).__name__}; {_EXPECTED}", line=number)
    columns = source.tools.columns or (None if "text" in found else columns_for(found))
    return record_of(columns.apply(found) if columns else found, source, number)


def record_of(record: Mapping[str, object], source: Source, number: int) -> Report | Failure:
    """The report that a record under our names describes."""
    values = dict(record)
    text, id = values.pop("text", None), values.pop("id", None)
    return make_report(
        text,
        id=id if isinstance(id, str) or id is None else json.dumps(id),
        read_from=f"{source.name}#{number}",
        details=source.details(first=(Details(how="record", values=values),)),
    )


def _lines(file: BinaryIO | gzip.GzipFile) -> Iterator[bytes | None]:
    while line := file.readline(LINE_CAP + 1):
        if len(line) <= LINE_CAP:
            yield line
            continue
        yield None
        while line and not line.endswith(b"\n"):
            line = file.readline(LINE_CAP)


class _TooMuchError(Exception):
    """The packed file unpacks to more than is allowed."""


def _within(lines: Iterator[bytes | None], allowed: int) -> Iterator[bytes | None]:
    for line in lines:
        allowed -= LINE_CAP if line is None else len(line)
        if allowed < 0:
            raise _TooMuchError
        yield line


FORMAT = Format(
    name="jsonl",
    about="A report for each line that is not blank: a JSON object with `text`, or as an export names it.",
    endings=(".jsonl", ".ndjson"),
    media_types=("application/jsonl", "application/x-ndjson", "application/x-jsonlines"),
    read=read_jsonl,
    hint=lambda head: head.lstrip(b" \t\r\n\xef\xbb\xbf").startswith(b"{"),
)
PACKED = Format(
    name="jsonl.gz",
    about="The same from a gzip file, which may not unpack to more than a hundred times its size.",
    endings=(".jsonl.gz", ".ndjson.gz"),
    read=read_jsonl_gz,
)
