"""Packed web archives: the WARC files inside, read as they lie there; nothing is unpacked to disk."""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from contested.model.report import Failure, Report
from contested.read.format import Format
from contested.read.formats import warc
from contested.read.source import Source
from contested.read.unpacking import FLOOR, RATIO_CAP

_MEMBERS_CAP = 10_000
# What zipfile raises where an archive is damaged, or packed or locked in a way that it does not know.
_TROUBLES = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
    OSError,
    struct.error,
)


def read_wacz(source: Source) -> Iterator[Report | Failure]:
    """A report or a failure for each page in the archive's WARC files."""
    try:
        with source.open() as file, zipfile.ZipFile(file) as archive:
            yield from _members(archive, source)
    except _TROUBLES as error:
        yield source.failure(f"no usable WACZ: {error}")


def _members(archive: zipfile.ZipFile, source: Source) -> Iterator[Report | Failure]:
    members = archive.infolist()
    if len(members) > _MEMBERS_CAP:
        yield source.failure(f"{len(members):,} files in it; the cap is {_MEMBERS_CAP:,}")
        return
    used = 0
    for member in sorted(members, key=lambda one: one.filename):
        if not member.filename.lower().endswith(warc.FORMAT.endings):
            continue
        inner = replace(source, name=f"{source.name}/{member.filename}")
        fault = _fault_of(member)
        if fault:
            yield inner.failure(fault)
            continue
        used += 1
        opened = partial(_open, archive, member)
        try:
            yield from warc.read_warc(replace(inner, open=opened, size=member.file_size))
        except _TROUBLES as error:  # the other archives in it may be whole
            yield inner.failure(f"damaged: {error}. What came before this point was read")
    if not used:
        yield source.failure("no WARC file in it; a WACZ holds them in its folder archive/")


def _open(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> BinaryIO:
    return cast(BinaryIO, archive.open(member))


def _fault_of(member: zipfile.ZipInfo) -> str | None:
    """Why a member is not read: none is ever written to disk, but what lies about its name is no archive."""
    # A name with a NUL is cut off there by zipfile itself.
    path = PurePosixPath(member.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        return "a name that leads out of the archive; left out"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "a link; left out"
    if member.flag_bits & 1:
        return "encrypted; left out"
    if member.file_size > max(RATIO_CAP * member.compress_size, FLOOR):
        return f"unpacks to over {RATIO_CAP} times its size; left out"
    return None


def is_wacz(head: bytes) -> bool:
    """Whether bytes begin a zip file whose first members are those of a WACZ."""
    return head.startswith(b"PK\x03\x04") and any(
        name in head for name in (b"datapackage.json", b"archive/", b"indexes/", b"pages/pages.jsonl")
    )


FORMAT = Format(
    name="wacz",
    about="The same for the WARC files in a WACZ archive; nothing is unpacked to disk.",
    endings=(".wacz",),
    media_types=("application/wacz", "application/wacz+zip"),
    read=read_wacz,
    recognise=is_wacz,
)
