"""What every export takes and gives."""

from dataclasses import dataclass
from typing import Protocol, TextIO

from contested.model.picture import Picture
from contested.model.report import Report
from contested.model.resolved import ResolvedClaim

DATA_SOURCES = (
    "Places: GeoNames (https://www.geonames.org), CC BY 4.0",
    "Places and borders: Natural Earth, public domain",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportInput:
    """What is written out: the reports, what they claim, and the pictures put together from that."""

    reports: tuple[Report, ...] = ()
    claims: tuple[ResolvedClaim, ...] = ()
    pictures: tuple[Picture, ...] = ()


class Export(Protocol):
    """
    One file format; a module of this folder with these three names is one.

    The same input gives the same bytes, whatever order its parts come in. The stream is text in
    UTF-8 opened with `newline=""`.
    """

    @property
    def NAME(self) -> str:  # noqa: N802 (a constant of the module)
        """What `--format` takes."""

    @property
    def SUFFIX(self) -> str:  # noqa: N802
        """The usual ending of the file's name, with its dot."""

    def write(self, out: TextIO, content: ExportInput) -> None:
        """Write all of it."""
