import pytest

from contested.extract.toponyms import pieces, toponyms
from contested.knowledge.gazetteer import Gazetteer
from contested.model.report import Report
from contested.model.text import DocumentId
from contested.segment import segment

TEXT = (
    "ANKARA, Turkey - Syrian troops pushed from Palmyra towards Deir ez-Zor on Monday, the ministry said. "
    "Mr. London of the University of Kent spoke in Springfield, Ill., about it."
)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def found(text: str, gazetteer: Gazetteer) -> dict[str, str]:
    page = segment(Report(id=DocumentId("t"), text=text))
    ((_, names),) = toponyms([page], gazetteer=gazetteer)
    assert all(text[name.quote.start : name.quote.end] == name.quote.text for name in names)
    return {name.quote.text: name.form for name in names}


def test_places_of_running_text_and_of_a_dateline_are_found(gazetteer: Gazetteer) -> None:
    names = found(TEXT, gazetteer)

    assert {"ANKARA", "Turkey", "Palmyra", "Deir ez-Zor", "Springfield"} <= set(names)


def test_a_surname_is_no_place(gazetteer: Gazetteer) -> None:
    assert "London" not in found(TEXT, gazetteer)


def test_words_for_people_and_abbreviations_are_marked_as_such(gazetteer: Gazetteer) -> None:
    names = found(TEXT, gazetteer)

    assert names["Syrian"] == "people"
    assert names["Ill."] == "short"


def test_a_text_without_places_has_none(gazetteer: Gazetteer) -> None:
    assert found("He said nothing, and nobody asked him about it again.", gazetteer) == {}


def test_spans_stay_right_behind_characters_outside_the_basic_plane(gazetteer: Gazetteer) -> None:
    assert "Palmyra" in found("\U0001f525\U0001f525 Troops entered Palmyra on Monday.", gazetteer)


def test_a_long_text_is_cut_without_losing_a_character() -> None:
    text = "Troops entered Palmyra. " * 3000

    cut = list(pieces(text))

    assert len(cut) > 1
    assert "".join(piece for _, piece in cut) == text
    assert all(text.startswith(piece, offset) for offset, piece in cut)
