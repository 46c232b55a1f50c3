"""Which reports to read, and with which theatre."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from contested.app.theatres import TheatreChooser
from contested.model.report import Failure, Report
from contested.read import ReportDefaults, read


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """
    What the user hands in.

    Making one fails with `OptionError` where a path, theatre or manifest does not exist, and with
    `KnowledgeError` where the theatre's files are wrong: before a store is opened or a report is read.
    """

    paths: tuple[Path | str, ...]  # files, folders, or "-"
    manifest: Path | None = None  # CSV table with the reports' metadata
    defaults: ReportDefaults = field(default_factory=ReportDefaults)  # for reports without their own
    theatre: str | None = None  # name or folder for all reports; None leaves it to each report

    def __post_init__(self) -> None:
        self.chooser()
        self.reports()

    def chooser(self) -> TheatreChooser:
        """Gives each report its theatre."""
        return TheatreChooser(self.theatre)

    def reports(self) -> Iterator[Report | Failure]:
        """The reports, read as they are asked for."""
        return read(self.paths, manifest=self.manifest, defaults=self.defaults)
