"""One input of a run: where its bytes come from and what is known of it already."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from contested.errors import ReportError
from contested.model.report import Failure
from contested.read.details import Details
from contested.read.tools import Tools


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Bytes to read, with a name for messages and what is known of all reports in them."""

    name: str  # path as given, "-", or the address it was fetched from
    id: str | None  # of a lone report; None: made from its content
    open: Callable[[], BinaryIO]
    size: int | None  # bytes on disk, where known
    said: tuple[Details, ...] = ()  # by people about this input: its row in a manifest
    served: tuple[Details, ...] = ()  # by whoever handed it over: HTTP header, feed, archive
    defaults: tuple[Details, ...] = ()  # the user's options
    not_named_in: str | None = None  # a manifest that holds for the input's folder and does not name it
    url: str | None = None  # where it was fetched, now or when it was archived
    charset: str | None = None  # as the server said
    warnings: tuple[str, ...] = ()  # where these are not all the bytes that its publisher had to give
    tools: Tools = field(default_factory=Tools)

    def failure(self, reason: str, *, line: int | None = None) -> Failure:
        """A failure of this input, or of one of its lines."""
        where = self.name if line is None else f"{self.name}#{line}"
        return Failure(read_from=where, stage="read", reason=reason)

    def whole(self, cap: int, what: str) -> bytes:
        """
        All of its bytes.

        Args:
            cap: How many it may have at most.
            what: What it is one of, for the message: "a mail".

        Raises:
            ReportError: It has more.
        """
        with self.open() as file:
            data = file.read(cap + 1)
        if len(data) > cap:
            raise ReportError(f"too long: over the cap of {cap:,} bytes {what}")
        return data

    def apart(self, child: str, data: bytes, **values: str | None) -> dict[str, Any]:
        """
        What a function gives for some bytes, run in the child process that hostile input cannot leave.

        Args:
            child: The function, as "module:name"; it gives a table.
            data: The bytes.
            values: Further arguments.

        Raises:
            ReportError: The bytes broke the child, or took more than is allowed.
        """
        found = self.tools.sandbox.run(child, data, **values)
        assert isinstance(found, dict)
        return found

    def details(self, *found: Details, first: Iterable[Details] = ()) -> tuple[Details, ...]:
        """
        All that is known, most trusted first: people's words, the report's own, the server's, the options.

        Args:
            found: What the report itself says of its origin.
            first: What a person wrote into the report: front matter, the fields of a record.
        """
        return (*first, *self.said, *found, *self.served, *self.defaults)
