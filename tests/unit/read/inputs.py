"""Reading one input, for the tests."""

import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from contested.model.report import Failure, Report
from contested.read import read

T = TypeVar("T")


def reports(path: Path | str, **options: object) -> list[Report]:
    found = list(read([path], **options))  # type: ignore[arg-type]
    assert all(isinstance(one, Report) for one in found), found
    return [one for one in found if isinstance(one, Report)]


def report(path: Path | str, **options: object) -> Report:
    (found,) = reports(path, **options)
    return found


def failure(path: Path | str, **options: object) -> Failure:
    (found,) = read([path], **options)  # type: ignore[arg-type]
    assert isinstance(found, Failure), found
    assert found.stage == "read"
    return found


def extra(found: Report, name: str) -> str | None:
    return dict(found.extra).get(name)


def written(path: Path, data: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
    return path


def traced(run: Callable[[], T]) -> tuple[T, int]:
    """What something gives, and the most bytes that Python held meanwhile."""
    tracemalloc.start()
    try:
        return run(), tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
