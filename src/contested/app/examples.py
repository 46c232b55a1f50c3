"""The packaged example reports: made-up outlets on real, public events."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path


def example_names() -> tuple[str, ...]:
    """The sets of example reports, sorted."""
    folder = files("contested").joinpath("data", "examples")
    return tuple(sorted(item.name for item in folder.iterdir() if item.is_dir()))


@contextmanager
def example_folder(name: str) -> Iterator[Path]:
    """A set's folder, as a folder on disk for as long as it is needed."""
    with as_file(files("contested").joinpath("data", "examples", name)) as folder:
        yield folder
