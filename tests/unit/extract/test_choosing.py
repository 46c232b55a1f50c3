"""Who is said to be named by words, and who only implied by the report."""

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from contested.extract import Extractor
from contested.extract.assembly import Made, assemble
from contested.extract.choosing import Choice, Weighed, weigh
from contested.extract.parsing import parse_pages
from contested.extract.reading import read_closely, worth_reading
from contested.knowledge.gazetteer import Gazetteer
from contested.knowledge.theatre import load_theatre
from contested.model.report import Report
from contested.read import read
from contested.segment import segment

REPORTS = Path(str(files("contested").joinpath("data/examples/homs-2016")))
CLEAR = 0.85


@pytest.fixture(scope="module")
def judged() -> list[tuple[Choice, Weighed]]:
    """The actors that were chosen in the example reports, with all that might have been."""
    extractor = Extractor.load(gazetteer=Gazetteer.open())
    assert extractor.judges is not None
    found = []
    for made in _assembled(extractor):
        weighed = weigh("actor", made.situation, extractor.judges["actor"])
        found.append((made.roles.actor, weighed))
    return found


def _assembled(extractor: Extractor) -> Iterator[Made]:
    recogniser = extractor.recogniser(load_theatre("syria"))
    pages = [segment(report) for report in read([REPORTS]) if isinstance(report, Report)]
    parsed = parse_pages(
        pages,
        nlp=extractor.nlp,
        worth_parsing=worth_reading(extractor.language),
        knows=[recogniser.knows] * len(pages),
    )
    for page, sentences in parsed:
        reading = read_closely(page, sentences, recogniser=recogniser, language=extractor.language)
        yield from assemble(reading, language=extractor.language, judges=extractor.judges)


def test_words_name_a_party_only_where_that_is_clear(judged: list[tuple[Choice, Weighed]]) -> None:
    named, implied = [], []
    for choice, weighed in judged:
        if choice.filler is None:
            continue
        answer = choice.filler.answer
        same = [
            (filler, share)
            for filler, share in zip(weighed.fillers, weighed.shares, strict=False)  # the last share: nobody
            if filler.answer == answer
        ]
        if isinstance(answer, str) and any(filler.implied for filler, _ in same):
            words = sum(share for filler, share in same if not filler.implied)
            (implied if choice.filler.implied else named).append(words)

    assert len(named) > 100
    assert min(named) >= CLEAR - 1e-6
    assert any(0.5 < share < CLEAR for share in implied)
