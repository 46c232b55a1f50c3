"""Places that no table knows are candidates where the words beside them say that they are places."""

import pytest

from contested.extract import Extractor
from contested.extract.mentions import Mention, MentionKind
from contested.extract.parsing import parse_pages
from contested.extract.unlisted_places import UnlistedPlaces
from contested.knowledge.gazetteer import Gazetteer
from contested.knowledge.theatre import load_theatre
from contested.model.report import Report
from contested.model.text import DocumentId
from contested.segment import segment

UNLISTED = UnlistedPlaces("en")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the hamlets of Orvasha, Tel-Quren and Al Bazzuq fell", ["Orvasha", "Tel-Quren", "Al Bazzuq"]),
        ("shells hit al-Mirqab neighbourhood at dawn", ["al-Mirqab"]),
        ("the city of Orvasha's defenders", ["Orvasha"]),
        ("a village of farmers near the road", []),
        ("the rebels hold the village", []),
    ],
)
def test_names_stand_beside_nouns_for_places(text: str, names: list[str]) -> None:
    assert [text[begin:end] for begin, end in UNLISTED.beside_nouns(text)] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("fighting near Orvasha went on", ["Orvasha"]),
        ("Near Orvasha's mill they met at noon", ["Orvasha"]),
        ("guns on Tal Quren fired", ["Tal Quren"]),
        ("the Orvash Melik hospital burned", ["Orvash Melik"]),
        ("the talks with Orvasha ended", []),
    ],
)
def test_names_stand_behind_words_of_place_or_begin_as_places_do(text: str, names: list[str]) -> None:
    assert [text[begin:end] for begin, end in UNLISTED.as_places(text)] == names


@pytest.mark.parametrize("piece", ["A'", "Ab-", "Ab ", "al-A'b ", "village of Ab, ", "near "])
def test_no_endless_text_is_an_endless_name(piece: str) -> None:
    text = piece * 20_000

    assert all(end - begin < 400 for begin, end in (*UNLISTED.beside_nouns(text), *UNLISTED.as_places(text)))


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor.load(gazetteer=Gazetteer.open(), rules_only=True)


def mentions(extractor: Extractor, text: str) -> list[list[Mention]]:
    """What the sentences of a report on Syria mention."""
    page = segment(Report(id=DocumentId("one"), text=text))
    ((page, sentences),) = parse_pages([page], nlp=extractor.nlp, worth_parsing=lambda _: True)
    return extractor.recogniser(load_theatre("syria")).find(page, sentences, None)


def test_a_place_named_once_beside_a_noun_is_a_place_in_all_the_report(extractor: Extractor) -> None:
    text = (
        'Rebels captured the village of Orvashiya on Monday. "The fighting is over," a medic said. '
        "Syrian troops left Orvashiya at dawn, an officer in the Syrian Army said."
    )

    found = [one for row in mentions(extractor, text) for one in row]

    places = [(text[m.start : m.end], m.known) for m in found if m.kind is MentionKind.PLACE]
    assert places == [("Orvashiya", False), ("Orvashiya", False)]


def test_a_person_is_no_place_because_a_building_bears_the_name(extractor: Extractor) -> None:
    text = (
        "Rebels captured the Orvash Melik hospital on Monday. "
        "Orvash Melik said his men had left, and Orvash Melik attacked the army."
    )

    rows = mentions(extractor, text)

    assert not any(one.kind is MentionKind.PLACE for row in rows[1:] for one in row)
