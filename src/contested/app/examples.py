"""The packaged example reports: made-up outlets on real, public events."""

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleSet:
    """One set of example reports."""

    name: str
    theatre: str
    about: str  # what is real in it and what is made up

    @contextmanager
    def folder(self) -> Iterator[Path]:
        """The reports as a folder on disk, for as long as it is needed."""
        with as_file(files("contested").joinpath("data", "examples", self.name)) as folder:
            yield folder


def example_sets() -> tuple[ExampleSet, ...]:
    """The sets of example reports by name: each a folder of reports with a `.toml` beside it."""
    packaged = files("contested").joinpath("data", "examples")
    names = sorted(item.name for item in packaged.iterdir() if item.is_dir())
    tables = {name: tomllib.loads(packaged.joinpath(f"{name}.toml").read_text("utf-8")) for name in names}
    return tuple(
        ExampleSet(name=name, theatre=table["theatre"], about=table["about"])
        for name, table in tables.items()
    )
