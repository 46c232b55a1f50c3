"""Which theatre a report is read with: the user's choice, else the report's own, else the generic one."""

from pathlib import Path

from contested.knowledge.theatre import Theatre, load_theatre, theatre_names
from contested.model.report import Report
from contested.store import TheatreMark

GENERIC = "generic"


class TheatreChooser:
    """Gives each report its theatre."""

    def __init__(self, choice: str | None = None) -> None:
        """
        Take the user's choice for all reports; None leaves it to each report.

        Raises:
            OptionError: There is no such theatre.
            KnowledgeError: Its files are wrong.
        """
        self._choice = _reference(choice) if choice else None
        self._packaged = frozenset(theatre_names())
        self._loaded: dict[str, tuple[Theatre, TheatreMark]] = {}
        if self._choice:
            self._load(self._choice)

    def theatre_of(self, report: Report) -> Theatre:
        """The report's theatre."""
        return self._load(self._reference_of(report))[0]

    def mark_of(self, report: Report) -> TheatreMark:
        """What a store keeps of the report's theatre."""
        return self._load(self._reference_of(report))[1]

    def _reference_of(self, report: Report) -> str:
        if self._choice:
            return self._choice
        conflict = (report.conflict or "").strip().casefold()
        return conflict if conflict in self._packaged else GENERIC

    def _load(self, reference: str) -> tuple[Theatre, TheatreMark]:
        if reference not in self._loaded:
            theatre = load_theatre(reference)
            mark = TheatreMark(id=theatre.id, reference=reference, checksum=theatre.checksum)
            self._loaded[reference] = theatre, mark
        return self._loaded[reference]


def _reference(choice: str) -> str:
    """A name as it is; a folder by its full path, so that the store can be opened from anywhere."""
    if choice in theatre_names() or not Path(choice).is_dir():
        return choice
    return str(Path(choice).resolve())
