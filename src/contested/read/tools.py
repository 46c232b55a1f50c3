"""What readers need beside the bytes: a child process, the user's column names, leave to fetch."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from contested.sandbox import Sandbox

if TYPE_CHECKING:
    from contested.read.columns import Columns
    from contested.read.fetching import Fetching


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """Shared by all inputs of one run."""

    sandbox: Sandbox = field(default_factory=Sandbox)  # starts no process until it is used
    columns: "Columns | None" = None  # of tables and records, as the user gave them
    fetching: "Fetching | None" = None  # None: nothing leaves the machine
    on_bytes: Callable[[int], None] = field(default=lambda _: None)  # told how many bytes were read

    def close(self) -> None:
        """End the child process."""
        with suppress(OSError):
            self.sandbox.close()
