"""Standard output and error: tables for people, JSON for programs, a progress bar where somebody looks on."""

import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console, RenderableType


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


@contextmanager
def progress(what: str) -> Iterator[Callable[[str], None]]:
    """A function to call for each report dealt with; it moves a bar on a terminal and is silent elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from contested.show.visible import shortened

    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        TextColumn("{task.completed} reports"),
        TimeElapsedColumn(),
        TextColumn("{task.fields[last]}", style="dim", markup=False),
        console=console(stderr=True),
        transient=True,
    )
    with bar:
        # No total: counting the reports first would mean reading everything twice.
        task = bar.add_task(what, total=None, last="")
        yield lambda name: bar.update(task, advance=1, last=shortened(name, to=40))


def close_quietly() -> None:
    """Let standard output go without the complaint that Python prints when its reader has left."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
