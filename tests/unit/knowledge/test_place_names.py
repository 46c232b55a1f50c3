"""A theatre's place names in running text, and its places before the world's."""

import pytest

from contested.knowledge.gazetteer import Gazetteer
from contested.knowledge.place_names import PlaceNames
from contested.knowledge.theatre import load_theatre


@pytest.fixture(scope="module")
def names() -> PlaceNames:
    return PlaceNames(load_theatre("syria"), Gazetteer.open())


def test_the_theatres_places_are_found_in_running_text(names: PlaceNames):
    text = "They left the Tanf border-crossing for Al-Sukhnah, on the Palmyra-Deir Ezzor\u00a0Highway."

    found = [text[start:end] for start, end in names.find_in(text)]

    assert found == ["Tanf border-crossing", "Al-Sukhnah", "Palmyra-Deir Ezzor\u00a0Highway"]


def test_the_theatres_meaning_of_a_name_comes_first(names: PlaceNames):
    first = names.find("Palmyra")[0]  # not the one in New York State

    assert names.is_of_theatre(first)
    assert names.in_main_country(first)


def test_a_place_is_not_given_twice(names: PlaceNames):
    places = names.find("Palmyra")

    assert len({(place.lat, place.lon) for place in places}) == len(places)
