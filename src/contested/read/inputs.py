"""The inputs that paths name: files, the files in folders, and the manifests that lie in those."""

import io
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from contested.errors import OptionError
from contested.model.report import Failure
from contested.read.details import Details
from contested.read.formats import ending_of
from contested.read.maildir import (
    is_box,
    is_kept_beside,
    mail_id,
    subfolders,
    why_no_report,
    why_no_reports_in,
)
from contested.read.manifest import Manifest, load_manifest
from contested.read.source import Source
from contested.read.tools import Tools

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MANIFEST_NAME = "manifest.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file to read, with the manifest that speaks of it, if any."""

    path: Path
    manifest: Manifest | None
    in_folder: bool = False  # found there, not given by its own path
    in_maildir: bool = False

    @property
    def known_as(self) -> str:
        """The name that tells its format; those of mails in a Maildir tell none."""
        return "mail.eml" if self.in_maildir else self.path.name

    def source(self, defaults: Details, tools: Tools) -> Source:
        """The file as an input with what is known of it."""
        row = self.manifest.details_of(self.path) if self.manifest else None
        silent = self.manifest if self.in_folder and row is None else None
        return Source(
            name=str(self.path),
            id=self._id(),
            open=partial(_opened, self.path, tools.on_bytes),
            size=self.path.stat().st_size,
            said=(row,) if row else (),
            defaults=(defaults,),
            not_named_in=str(silent.path) if silent else None,
            tools=tools,
        )

    def _id(self) -> str | None:
        name = self.path.name
        if self.in_maildir:
            return mail_id(name)
        return name[: len(name) - len(ending_of(name) or self.path.suffix)] or None


def _opened(path: Path, on_bytes: Callable[[int], None]) -> BinaryIO:
    return io.BufferedReader(_Counted(path, on_bytes), 1 << 16)


class _Counted(io.FileIO):
    """A file that tells how much of it was read."""

    def __init__(self, path: Path, on_bytes: Callable[[int], None]) -> None:
        super().__init__(path, "r")
        self._on_bytes = on_bytes

    def readinto(self, buffer: "WriteableBuffer", /) -> int | None:
        size = super().readinto(buffer)
        self._on_bytes(size or 0)
        return size


def find_inputs(path: Path, manifest: Manifest | None) -> Iterator[Found | Manifest | Failure]:
    """
    The files at a path in sorted order, and what lies there but cannot be read.

    What lies beside the reports of a folder (notes, a description of the data) must not become a report of
    nobody: where a manifest holds, a text that it does not name must say itself, in front matter, whose it
    is. A file that is given by its own path is read in any case.

    A manifest that a folder holds is yielded too, after the files that it speaks of, so that its rows without
    a file can be told.
    """
    if path.is_dir():
        yield from _in_folder(path, manifest, given=manifest is not None)
    else:
        yield from _file(path, manifest)


def _file(
    path: Path, manifest: Manifest | None, *, in_folder: bool = False, in_maildir: bool = False
) -> Iterator[Found | Failure]:
    if not path.is_file():
        broken = path.is_symlink() and not path.exists()
        reason = "a link to a file that does not exist" if broken else "not a regular file"
        yield Failure(read_from=str(path), stage="read", reason=f"{reason}; left out")
    else:
        yield Found(path=path, manifest=manifest, in_folder=in_folder, in_maildir=in_maildir)


def _in_folder(
    folder: Path, manifest: Manifest | None, *, given: bool
) -> Iterator[Found | Manifest | Failure]:
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries if not entry.name.startswith("."))
        boxes = subfolders(folder, names)
    except OSError as error:
        yield Failure(read_from=str(folder), stage="read", reason=f"cannot list the folder: {error.strerror}")
        return
    own = None
    if not given and MANIFEST_NAME in names:
        try:
            own = load_manifest(folder / MANIFEST_NAME)
        except OptionError as error:
            yield Failure(read_from=str(folder / MANIFEST_NAME), stage="read", reason=str(error))
    in_maildir = is_box(folder)
    for name in [*names, *boxes]:
        path = folder / name
        if is_kept_beside(path, names):
            continue
        why = why_no_report(name) if in_maildir else why_no_reports_in(name) if name in boxes else None
        if why is not None:
            yield Failure(read_from=str(path), stage="read", reason=why)
        elif path.is_dir():
            # A link to a folder above would never end; pictures and scripts of a saved page are no reports.
            if not path.is_symlink() and not _belongs_to_page(name, names):
                yield from _in_folder(path, own or manifest, given=given)
        elif name != MANIFEST_NAME and path.stem.upper() != "README":
            yield from _file(path, own or manifest, in_folder=True, in_maildir=in_maildir)
    if own is not None:
        yield own


def _belongs_to_page(folder: str, names: list[str]) -> bool:
    """Whether a browser made the folder for what belongs to a page that it saved beside it."""
    page = folder.removesuffix("_files")
    return page != folder and (f"{page}.html" in names or f"{page}.htm" in names)
