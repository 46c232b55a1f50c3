"""Places as reports of a real war write them."""

import pytest

from contested.knowledge.gazetteer import Gazetteer
from contested.knowledge.place_names import PlaceNames
from contested.knowledge.place_words import load_place_words
from contested.knowledge.theatre import load_theatre
from contested.model.claim import PlaceMention
from contested.model.text import Quote
from contested.resolve.places import PlaceReader


@pytest.fixture(scope="module")
def reader() -> PlaceReader:
    gazetteer = Gazetteer.open()
    return PlaceReader(
        names=PlaceNames(load_theatre("syria"), gazetteer),
        gazetteer=gazetteer,
        words=load_place_words("en"),
        at_home=True,
    )


@pytest.mark.parametrize(
    ("report", "words", "expected"),
    [
        ("fighting in Palmyra (Tadmur)", "Palmyra", "geonames:163808"),
        ("forces in the Deir Ezzor Governorate", "Deir Ezzor Governorate", "naturalearth:SY-dayr-az-zawr"),
        ("in the eastern province of Deir Ezzor", "Deir Ezzor", "naturalearth:SY-dayr-az-zawr"),
        ("fighting in Deir Ezzor.", "Deir Ezzor", "geonames:170794"),
        ("most of southeastern Homs is lost", "Homs", "syria:southeastern-homs"),
        ("the Tanf border-crossing", "Tanf", "syria:tanf"),
        ("they retook Quraytayn", "Quraytayn", "geonames:173361"),
        ("near Nowhereville", "Nowhereville", None),
    ],
)
def test_words_and_their_surroundings_name_the_place(
    reader: PlaceReader, report: str, words: str, expected: str | None
):
    start = report.index(words)
    choice = reader.choose(PlaceMention(quote=Quote(start, start + len(words), words)), text=report)

    assert (choice.place.id if choice.place else None) == expected
