"""A table that says of each file who published it and when."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from contested.errors import OptionError, ReportError
from contested.model.report import Failure
from contested.read.decoding import decode
from contested.read.details import Details


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The rows of a manifest by the file that they speak of."""

    path: Path
    rows: dict[PurePath, Details]  # by the `file` column, as a path
    faults: tuple[Failure, ...]
    lines: dict[PurePath, int] = field(default_factory=dict)

    def details_of(self, path: Path) -> Details | None:
        """The row of a file: by its place beside the manifest, else by the end of its path."""
        row = self._row_of(path)
        return self.rows[row] if row is not None else None

    def _row_of(self, path: Path) -> PurePath | None:
        full = path.resolve()
        home = self.path.parent.resolve()
        if full.is_relative_to(home) and (inside := PurePath(full.relative_to(home))) in self.rows:
            return inside
        if full in self.rows:
            return PurePath(full)
        # The manifest may be kept elsewhere: then the last parts of the path decide.
        for start in range(1, len(full.parts)):
            tail = PurePath(*full.parts[start:])
            if tail in self.rows and not (home / tail).exists():
                return tail
        return None

    def absent(self, read: frozenset[Path]) -> Iterator[Failure]:
        """A failure for each row whose file is neither on disk nor among those read."""
        used = {self._row_of(path) for path in read}
        home = self.path.parent
        for row, line in self.lines.items():
            if row not in used and not (home / row).exists():
                reason = (
                    f"the manifest names {str(row)!r}, which does not exist; correct the row or add the file"
                )
                yield Failure(read_from=f"{self.path}#{line}", stage="read", reason=reason)


def load_manifest(path: Path) -> Manifest:
    """
    The manifest in a CSV file.

    Raises:
        OptionError: The file cannot be read, is no CSV, or has no column `file`.
    """
    try:
        text = decode(path.read_bytes()).text
    except (OSError, ReportError) as error:
        raise OptionError(f"manifest {path}: cannot be read: {error}") from error
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="", strict=True)
    try:
        columns = [(name or "").strip().lower() for name in reader.fieldnames or ()]
        reader.fieldnames = columns
        if "file" not in columns:
            found = ", ".join(repr(name) for name in columns) or "nothing"
            raise OptionError(
                f"manifest {path}: no column 'file'; found {found}. The first line must name the columns: "
                "file, and any of outlet, published, published_how, title, url, camp, conflict, language"
            )
        return _manifest(path, reader)
    except csv.Error as error:
        raise OptionError(f"manifest {path}: line {reader.line_num} is no CSV: {error}") from error


def _manifest(path: Path, reader: "csv.DictReader[str]") -> Manifest:
    rows: dict[PurePath, Details] = {}
    lines: dict[PurePath, int] = {}
    faults: list[Failure] = []
    for cells in reader:
        line = reader.line_num
        name = (cells.get("file") or "").strip()
        key = PurePath(name)
        if not name or key in rows:
            reason = (
                f"a second row for {name!r}; the first is used" if name else "a row without a file; left out"
            )
            faults.append(Failure(read_from=f"{path}#{line}", stage="read", reason=reason))
            continue
        overflow = cells.pop("", None)
        if overflow:
            reason = f"more cells than columns ({overflow!r}); put quotes around a value that holds a comma"
            faults.append(Failure(read_from=f"{path}#{line}", stage="read", reason=reason))
        values = {column: cell for column, cell in cells.items() if column != "file" and (cell or "").strip()}
        rows[key] = Details(how="manifest", values=values)
        lines[key] = line
    return Manifest(path=path, rows=rows, lines=lines, faults=tuple(faults))
