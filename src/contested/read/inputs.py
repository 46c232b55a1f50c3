"""The inputs that paths name: files, the files in folders, and the manifests that lie in those."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from contested.errors import OptionError
from contested.model.report import Failure
from contested.read.details import Details
from contested.read.formats import FORMATS, format_of
from contested.read.manifest import Manifest, load_manifest
from contested.read.source import Source

MANIFEST_NAME = "manifest.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file to read, with the manifest that speaks of it, if any."""

    path: Path
    manifest: Manifest | None
    in_folder: bool = False  # found there, not given by its own path

    def source(self, defaults: Details) -> Source:
        """The file as an input with the details that are known of it."""
        row = self.manifest.details_of(self.path) if self.manifest else None
        ending = format_of(self.path.name) or self.path.suffix
        silent = self.manifest if self.in_folder and row is None else None
        return Source(
            name=str(self.path),
            id=self.path.name[: len(self.path.name) - len(ending)] or None,
            open=partial(_opened, self.path),
            size=self.path.stat().st_size,
            details=(row, defaults) if row else (defaults,),
            not_named_in=str(silent.path) if silent else None,
        )


def _opened(path: Path) -> BinaryIO:
    return path.open("rb")


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


def _file(path: Path, manifest: Manifest | None, *, in_folder: bool = False) -> Iterator[Found | Failure]:
    if not path.is_file():
        broken = path.is_symlink() and not path.exists()
        reason = "a link to a file that does not exist" if broken else "not a regular file"
        yield Failure(read_from=str(path), stage="read", reason=f"{reason}; left out")
    elif format_of(path.name) is None:
        ending = path.suffix or "no ending"
        reason = f"cannot read files with {ending}; those with {', '.join(FORMATS)} are read"
        yield Failure(read_from=str(path), stage="read", reason=reason)
    else:
        yield Found(path=path, manifest=manifest, in_folder=in_folder)


def _in_folder(
    folder: Path, manifest: Manifest | None, *, given: bool
) -> Iterator[Found | Manifest | Failure]:
    try:
        with os.scandir(folder) as entries:
            names = sorted(entry.name for entry in entries if not entry.name.startswith("."))
    except OSError as error:
        yield Failure(read_from=str(folder), stage="read", reason=f"cannot list the folder: {error.strerror}")
        return
    own = None
    if not given and MANIFEST_NAME in names:
        try:
            own = load_manifest(folder / MANIFEST_NAME)
        except OptionError as error:
            yield Failure(read_from=str(folder / MANIFEST_NAME), stage="read", reason=str(error))
    for name in names:
        path = folder / name
        if path.is_dir():
            if not path.is_symlink():  # a link to a folder above would never end
                yield from _in_folder(path, own or manifest, given=given)
        elif name != MANIFEST_NAME and path.stem.upper() != "README":
            yield from _file(path, own or manifest, in_folder=True)
    if own is not None:
        yield own
