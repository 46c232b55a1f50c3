"""Every report that goes in comes out: with its claims, or as a failure that says why."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from contested.app.sources import Sources
from contested.app.streaming import Told, stream_claims
from contested.extract.context import ContextNetwork
from contested.extract.context.questions import Prepared
from contested.extract.extractor import Extractor
from contested.extract.reading import Reading
from contested.model.page import Page
from contested.model.report import Failure

TEXT = "The Syrian Army recaptured Palmyra from ISIS on Sunday, state television said."
NUMBER = 75  # more than two batches of the extractor
BROKEN = frozenset({3, 40, 74})  # lines that are no JSON
FOREIGN = frozenset({7, 33, 34, 70})  # in a language that is not known
FAILING = frozenset({0, 31, 32, 50, 73})  # whose extraction fails: at the edges of a batch and amid it


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    def line(number: int) -> str:
        record = {"id": f"r{number}", "text": f"{TEXT} ({number})", "conflict": "syria"}
        return json.dumps(record | ({"language": "xx"} if number in FOREIGN else {}))

    path = tmp_path / "many.jsonl"
    path.write_text("".join(("{" if n in BROKEN else line(n)) + "\n" for n in range(NUMBER)))
    return path


def streamed(path: Path) -> Iterator[tuple[str, bool]]:
    """For each result the number of its report and whether it has claims."""
    for result in stream_claims(Sources(paths=(path,))):
        where = result.read_from if isinstance(result, Failure) else result.report.read_from
        yield where.rpartition("#")[2], isinstance(result, Told) and bool(result.claims)


def test_no_report_is_lost_among_broken_and_foreign_ones(reports: Path):
    found = list(streamed(reports))

    assert sorted(int(line) for line, _ in found) == list(range(1, NUMBER + 1))
    assert {int(line) - 1 for line, told in found if not told} == BROKEN | FOREIGN


@pytest.mark.parametrize("step", ["_read", "_claims_of"])
@pytest.mark.parametrize("error", [ValueError, TypeError, RecursionError, StopIteration, AssertionError])
def test_one_report_that_cannot_be_extracted_takes_no_other_with_it(
    reports: Path, error: type[Exception], step: str, monkeypatch: pytest.MonkeyPatch
):
    real = getattr(Extractor, step)

    def failing(self: Extractor, given: Page | Reading, *rest: Any) -> Any:
        page = given.page if isinstance(given, Reading) else given
        if int(page.report.id[1:]) in FAILING:
            raise error("no reason")
        return real(self, given, *rest)

    monkeypatch.setattr(Extractor, step, failing)
    found = list(streamed(reports))

    assert sorted(int(line) for line, _ in found) == list(range(1, NUMBER + 1))
    assert {int(line) - 1 for line, told in found if not told} == BROKEN | FOREIGN | FAILING


def test_a_report_that_fails_in_the_network_takes_no_other_with_it(
    reports: Path, monkeypatch: pytest.MonkeyPatch
):
    real = ContextNetwork.encode

    def failing(self: ContextNetwork, prepared: Prepared, *asked: Any) -> Any:
        if int(prepared.reading.page.report.id[1:]) in FAILING:
            raise MemoryError("no reason")
        return real(self, prepared, *asked)

    monkeypatch.setattr(ContextNetwork, "encode", failing)
    found = list(streamed(reports))

    assert sorted(int(line) for line, _ in found) == list(range(1, NUMBER + 1))
    assert {int(line) - 1 for line, told in found if not told} == BROKEN | FOREIGN | FAILING
