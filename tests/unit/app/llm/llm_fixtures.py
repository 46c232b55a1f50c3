"""Fixtures: the endpoint, the settings that lead to it, and pages read by way of it.

A plugin that test modules name, and no conftest: a second one would hide that of the command line's tests.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from loopback import Loopback, MakeSettings, ReadTexts, serving

from contested.app.llm.extractor import LlmExtractor
from contested.app.llm.settings import LlmSettings
from contested.app.llm.tally import Tally
from contested.extract import Extraction, Extractor
from contested.knowledge.gazetteer import Gazetteer
from contested.knowledge.theatre import load_theatre
from contested.model.report import Report
from contested.model.text import DocumentId
from contested.segment import segment


@pytest.fixture
def endpoint() -> Iterator[Loopback]:
    with serving() as served:
        yield served


@pytest.fixture
def settings(endpoint: Loopback, tmp_path: Path) -> MakeSettings:
    """Settings that lead to the endpoint and wait for nothing for long."""

    def make(**other: object) -> LlmSettings:
        own: dict[str, object] = {
            "url": endpoint.url,
            "model": "tiny:1b",
            "timeout": 5.0,
            "wait": 0.01,
            "cache": tmp_path / "cache" / "llm.sqlite",
            "key": None,
        }
        return LlmSettings(**(own | other))  # type: ignore[arg-type]

    return make


@pytest.fixture(scope="session")
def local() -> Extractor:
    return Extractor.load("en", gazetteer=Gazetteer.open())


@pytest.fixture
def read_texts(local: Extractor, settings: MakeSettings) -> ReadTexts:
    """What is extracted from each text, and what was dropped."""

    def read(*texts: str, **other: object) -> tuple[list[Extraction], Tally]:
        tally, theatre = Tally(), load_theatre("generic")
        extractor = LlmExtractor(local, settings=settings(**other), dropped=tally)
        reports = [Report(id=DocumentId(f"r{at}"), text=text) for at, text in enumerate(texts, 1)]
        pages = [(segment(report), theatre) for report in reports]
        found = list(extractor.extract(pages))
        assert [page.report.id for page, _ in found] == [report.id for report in reports]
        return [one for _, one in found], tally

    return read
