"""Whom pronouns and plain descriptions mean, as the shipped judge has it."""

from datetime import date

import pytest

from contested.extract import Extractor, reference_features
from contested.extract.judge import Judge
from contested.extract.mentions import MentionKind
from contested.extract.parsing import parse_pages
from contested.extract.reading import Reading, read_closely
from contested.knowledge.gazetteer import Gazetteer
from contested.knowledge.theatre import load_theatre
from contested.model.report import Report
from contested.model.text import DocumentId
from contested.segment import segment


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor.load(gazetteer=Gazetteer.open(), rules_only=True)


def reading(extractor: Extractor, text: str, *, camp: str, judge: Judge | None = None) -> Reading:
    page = segment(
        Report(id=DocumentId("r"), text=f"News\n\n{text}\n", camp=camp, published=date(2016, 3, 28))
    )
    ((_, sentences),) = parse_pages([page], nlp=extractor.nlp, worth_parsing=lambda _: True)
    recogniser = extractor.recogniser(load_theatre("syria"))
    return read_closely(
        page, sentences, recogniser=recogniser, language=extractor.language, reference_judge=judge
    )


def side(extractor: Extractor, text: str, words: str, *, camp: str = "wire") -> str | None:
    found = reading(extractor, text, camp=camp)
    start = found.page.report.text.rindex(words)
    (mention,) = [
        m
        for row in found.mentions
        for m in row
        if m.is_party and m.start <= start < m.end and m.end >= start + len(words)
    ]
    return found.discourse.side_of(mention)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Moscow said its jets had struck nothing in Aleppo.", "its", "russia"),
        ("Islamic State fighters stormed the town. They now hold it, residents said.", "They", "isis"),
        ("The SDF captured the dam. Its fighters are clearing mines.", "fighters", "sdf"),
        ("ISIS seized the wells last May. The group also holds the road.", "group", "isis"),
        ("ISIS lost Homs. With Mahin and Sadad under its control, the regime moved on.", "its", "gov"),
    ],
)
def test_words_point_back_to_who_was_named(extractor: Extractor, text: str, words: str, expected: str):
    assert side(extractor, text, words) == expected


def test_what_a_verb_sets_against_each_other_is_not_one_party(extractor: Extractor):
    text = "The army shelled the hills. ISIS said it had killed nine soldiers, and they took Mahin from ISIS."

    assert side(extractor, text, "they") != "isis"


def test_ones_own_forces_are_those_of_the_outlets_camp(extractor: Extractor):
    text = "Syrian army units and Jaysh al-Islam fought at the gate. We repelled them."

    assert side(extractor, text, "We", camp="gov") == "gov"
    assert side(extractor, text, "We", camp="opposition") == "opposition"


def test_a_name_is_never_taken_for_somebody_else(extractor: Extractor):
    found = reading(extractor, "Hezbollah attacked. ISIS fled. Hezbollah followed.", camp="wire")
    sides = [found.discourse.side_of(m) for row in found.mentions for m in row if m.kind is MentionKind.PARTY]

    assert sides == ["gov", "isis", "gov"]


def test_what_speaks_for_a_side_is_weighed_by_itself_and_by_the_form_of_the_words():
    assert list(reference_features.beside("they", True, False, "subj>obj")) == [
        "beside=True,subj>obj",
        "they|beside=True,subj>obj",
    ]
