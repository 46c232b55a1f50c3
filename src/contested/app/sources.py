"""Which reports to read, and with which theatre."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from contested.app.theatres import TheatreChooser
from contested.model.report import Failure, Report
from contested.read import ReportDefaults, read

if TYPE_CHECKING:
    from contested.read.columns import Columns
    from contested.read.fetching import Fetching


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """
    What the user hands in.

    Making one fails with `OptionError` where a path, theatre or manifest does not exist, and with
    `KnowledgeError` where the theatre's files are wrong: before a store is opened or a report is read.
    """

    paths: tuple[Path | str, ...]  # files, folders, addresses, or "-"
    manifest: Path | None = None  # CSV table with the reports' metadata
    defaults: ReportDefaults = field(default_factory=ReportDefaults)  # for reports without their own
    theatre: str | None = None  # name or folder for all reports; None leaves it to each report
    columns: "Columns | None" = None  # of tables and records, where they have names of their own
    fetching: "Fetching | None" = None  # leave to fetch; None: nothing leaves the machine
    on_bytes: Callable[[int], None] = field(default=lambda _: None, compare=False)  # told how much was read

    def __post_init__(self) -> None:
        self.chooser()
        self.reports()

    def chooser(self) -> TheatreChooser:
        """Gives each report its theatre."""
        return TheatreChooser(self.theatre)

    def reports(self) -> Iterator[Report | Failure]:
        """The reports, read as they are asked for."""
        return read(
            self.paths,
            manifest=self.manifest,
            defaults=self.defaults,
            columns=self.columns,
            fetching=self.fetching,
            on_bytes=self.on_bytes,
        )

    def size(self) -> int | None:
        """Bytes on disk of all files to read, for a progress bar; None where nobody can tell beforehand."""
        total = 0
        for path in map(Path, self.paths):
            if path.is_file():
                total += path.stat().st_size
            elif path.is_dir():
                total += sum(one.stat().st_size for one in path.rglob("*") if one.is_file())
            else:
                return None
        return total
