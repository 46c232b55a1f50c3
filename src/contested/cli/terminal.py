"""Standard output and error: tables for people, JSON for programs, a progress bar where somebody looks on."""

import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.progress import Progress, TaskID


def print_json(value: object) -> None:
    """Print a value, dataclasses included, as indented JSON; what UTF-8 cannot hold stays an escape."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=2, default=_plain)
    sys.stdout.write(re.sub(r"[\ud800-\udfff]", lambda found: f"\\u{ord(found[0]):04x}", text) + "\n")


def _plain(value: object) -> object:
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def print_table(content: "RenderableType") -> None:
    """Print tables and text, in colours where the terminal has them."""
    console().print(content)


def console(*, stderr: bool = False) -> "Console":
    """Where tables go."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, soft_wrap=False)


def note(line: str) -> None:
    """One line for the person at the terminal, on standard error; control characters are spelled out."""
    from contested.show.visible import visible

    sys.stderr.write(visible(line) + "\n")


class ReadingBar:
    """Called with the name of each report dealt with; silent, because nobody looks on."""

    def __call__(self, name: str) -> None:
        """A report was dealt with."""

    def bytes(self, count: int) -> None:
        """So many more bytes were read."""


class _ShownBar(ReadingBar):
    """The same on a terminal."""

    def __init__(self, bar: "Progress", task: "TaskID") -> None:
        self._bar, self._task = bar, task
        self._reports = 0

    def __call__(self, name: str) -> None:
        from contested.show.visible import shortened

        self._reports += 1
        self._bar.update(self._task, reports=self._reports, last=shortened(name, to=40))

    def bytes(self, count: int) -> None:
        self._bar.advance(self._task, count)


@contextmanager
def progress(what: str, *, total: int | None = None) -> Iterator[ReadingBar]:
    """
    A bar to tell of each report dealt with; silent where no person looks on.

    Args:
        what: What is being done.
        total: Bytes of the input, where known: the share of them that was read is what can be shown without
            reading everything twice.
    """
    if not sys.stderr.isatty():
        yield ReadingBar()
        return
    from rich.progress import (
        BarColumn,
        Progress,
        SpinnerColumn,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        TaskProgressColumn(),
        TextColumn("{task.fields[reports]} reports"),
        TimeElapsedColumn(),
        TimeRemainingColumn(compact=True),
        TextColumn("{task.fields[last]}", style="dim", markup=False),
        console=console(stderr=True),
        transient=True,
    )
    with bar:
        yield _ShownBar(bar, bar.add_task(what, total=total, reports=0, last=""))


def close_quietly() -> None:
    """Let standard output go without the complaint that Python prints when its reader has left."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
