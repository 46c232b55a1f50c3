"""
Web archives: the pages among their records, one at a time.

Not read with warcio 1.8, which takes header lines and chunks of any length into memory. The tests write
archives with it.
"""

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import BinaryIO

from contested.errors import ReportError
from contested.model.report import Failure, Report
from contested.read.days import day_of
from contested.read.details import Details
from contested.read.format import Format
from contested.read.formats.http import ANSWER_CAP, reader_for
from contested.read.formats.pdf import PDF_CAP
from contested.read.http_message import HOW_FAR, charset_in, parse_http
from contested.read.source import Source
from contested.read.unpacking import UnpackedStream, begins_with
from contested.read.zstandard_frames import DICTIONARY

_LINE_CAP = 65_536
_HEADERS_CAP = 500
_CHUNK = 1 << 16
_PAGES = frozenset({"response", "resource", "conversion"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    headers: Mapping[str, str]
    block: bytes | None  # None: over the cap, or of a kind that holds no page
    fault: str | None = None  # why the file ends in the middle of it


@dataclass(frozen=True, slots=True, kw_only=True)
class _Payload:
    """What was archived: the bytes a server sent, and what it said of them."""

    data: bytes
    media_type: str
    charset: str | None
    modified: str | None
    warnings: tuple[str, ...] = ()


def read_warc(source: Source) -> Iterator[Report | Failure]:
    """A report or a failure for each page; pictures, scripts and answers other than 200 are left out."""
    with source.open() as packed:
        number = 0
        try:
            with io.BufferedReader(UnpackedStream(packed), _CHUNK) as file:
                for record in _records(file):
                    number += 1
                    if record.headers.get("warc-type") in _PAGES:
                        yield from _pages(record, source, number)
                    if record.fault is not None:
                        yield source.failure(record.fault, line=number)
        except ReportError as error:
            yield source.failure(str(error), line=number + 1)
            return
    if number == 0:
        yield source.failure("no record in it; expected a WARC file, which begins with WARC/1.0 or WARC/1.1")


def _pages(record: _Record, source: Source, number: int) -> Iterator[Report | Failure]:
    if record.block is None:
        if record.fault is None:
            yield source.failure(f"a record over the cap of {ANSWER_CAP:,} bytes", line=number)
        return
    url = record.headers.get("warc-target-uri", "").strip("<> ")
    try:
        payload = _payload(record.headers, record.block)
    except ReportError as error:
        if record.fault is None:
            yield source.failure(f"{url}: {error}", line=number)
        return
    if payload is None:
        return
    read = reader_for(payload.data, payload.media_type)
    if read is not None:
        archived = record.headers.get("warc-date", "")
        yield from read(_page_source(payload, source, record, number, url=url, archived=archived))


def _page_source(
    payload: _Payload, source: Source, record: _Record, number: int, *, url: str, archived: str
) -> Source:
    served = {"url": url, "archived": archived, "truncated": record.headers.get("warc-truncated")}
    details = [Details(how="archive", values={name: value for name, value in served.items() if value})]
    changed, kept = day_of(payload.modified or ""), day_of(archived)
    # A page that is made anew for each visitor says that it was changed when it was asked for.
    if changed and (kept is None or changed < kept):
        details.append(Details(how="HTTP header Last-Modified", values={"published": changed}))
    return replace(
        source,
        name=f"{source.name}#{number}",
        id=record.headers.get("warc-record-id", "").strip("<> ").removeprefix("urn:uuid:") or None,
        open=lambda: io.BytesIO(payload.data),
        size=len(payload.data),
        served=tuple(details),
        url=url if url.startswith(("http://", "https://")) else None,
        charset=payload.charset,
        warnings=(*source.warnings, *_cut_short(record), *payload.warnings),
        not_named_in=None,
    )


def _cut_short(record: _Record) -> Iterator[str]:
    if record.fault is not None:
        yield f"cut short: the archive ends in the middle of this page; read was {HOW_FAR}"
    elif why := record.headers.get("warc-truncated"):
        yield f"cut short by whoever archived it ({why[:40]}); read was {HOW_FAR}"


def _payload(headers: Mapping[str, str], block: bytes) -> _Payload | None:
    """What the record holds, or None for an answer that is no page: moved, missing, empty."""
    media_type = headers.get("content-type", "")
    if headers.get("warc-type") == "response" and block.startswith(b"HTTP/"):
        answer = parse_http(block, cap=PDF_CAP)
        if answer.status != 200 or not answer.body:
            return None
        return _Payload(
            data=answer.body,
            media_type=answer.media_type,
            charset=answer.charset,
            modified=answer.headers.get("last-modified"),
            warnings=answer.warnings,
        )
    if not block:
        return None
    plain = media_type.partition(";")[0].strip().lower()
    return _Payload(data=block, media_type=plain, charset=charset_in(media_type), modified=None)


def _records(file: "io.BufferedReader[UnpackedStream]") -> Iterator[_Record]:
    """
    The records of an unpacked file, in order; the last may be cut short.

    Raises:
        ReportError: The file is damaged; all records before that point were given.
    """
    while line := _line(file):
        if not line.strip():
            continue
        if not line.startswith(b"WARC/"):
            raise ReportError(f"no WARC record: found {line[:40]!r} where WARC/1.0 or WARC/1.1 must stand")
        headers = _headers(file)
        length = headers.get("content-length", "")
        if not (length.isascii() and length.isdigit() and len(length) < 16):
            raise ReportError(f"a record without a usable Content-Length; found {length[:40]!r}")
        record = _record(file, int(length), headers)
        yield record
        if record.fault is not None:
            return


def _headers(file: BinaryIO) -> dict[str, str]:
    headers: dict[str, str] = {}
    last = ""
    for _ in range(_HEADERS_CAP):
        line = _line(file).decode("utf-8", "replace")
        if not line.strip():
            return headers
        if line[0] in " \t" and last:
            headers[last] += " " + line.strip()
            continue
        name, _, value = line.partition(":")
        last = name.strip().lower()
        headers.setdefault(last, value.strip())
    raise ReportError(f"a record with more than {_HEADERS_CAP} headers")


def _record(file: "io.BufferedReader[UnpackedStream]", length: int, headers: Mapping[str, str]) -> _Record:
    """The record with these headers, as far as it is there."""
    is_kept = length <= ANSWER_CAP and headers.get("warc-type") in _PAGES
    parts: list[bytes] = []
    fault = None
    while length > 0 and fault is None:
        try:
            # Not `read`, which loses what it has where the file turns out to be damaged.
            part = file.read1(min(length, _CHUNK))
        except ReportError as error:
            fault, part = str(error), b""
        else:
            fault = None if part else "ends in the middle of a record; what came before that point was read"
        length -= len(part)
        if is_kept:
            parts.append(part)
    return _Record(headers=headers, block=b"".join(parts) if is_kept else None, fault=fault)


def _line(file: BinaryIO) -> bytes:
    line = file.readline(_LINE_CAP)
    if len(line) == _LINE_CAP:
        raise ReportError(f"a header line over the cap of {_LINE_CAP:,} bytes")
    return line


def is_warc(head: bytes) -> bool:
    """Whether bytes begin a WARC file, packed or not; nothing else begins with a dictionary of zstd."""
    return head.startswith(DICTIONARY) or begins_with(head, b"WARC/")


FORMAT = Format(
    name="warc",
    about="A report for each page in a web archive: HTML, plain text or PDF that was served with status 200.",
    endings=(".warc", ".warc.gz", ".warc.zst"),
    media_types=("application/warc",),
    read=read_warc,
    recognise=is_warc,
)
