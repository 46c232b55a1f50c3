"""One input of a run: where its bytes come from and what is known of it already."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from contested.model.report import Failure
from contested.read.details import Details


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Bytes to read, with a name for messages and the details that hold for all reports in them."""

    name: str  # path as given, or "-"
    id: str | None  # of a text; None: made from its content
    open: Callable[[], BinaryIO]
    size: int | None  # bytes on disk, where known
    details: tuple[Details, ...]  # manifest, then options
    not_named_in: str | None = None  # a manifest that holds for the input's folder and does not name it

    def failure(self, reason: str, *, line: int | None = None) -> Failure:
        """A failure of this input, or of one of its lines."""
        where = self.name if line is None else f"{self.name}#{line}"
        return Failure(read_from=where, stage="read", reason=reason)
