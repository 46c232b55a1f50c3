"""Words name a place, or none: never a guess."""

import pytest
from theatre_of_two import ABROAD, BORDER, CITY, FAR_MILLTOWN, MILLTOWN, NORTHSHIRE, WORLD, FewPlaces, theatre

from contested.knowledge.place_names import PlaceNames
from contested.knowledge.place_words import load_place_words
from contested.model.claim import PlaceMention
from contested.model.place import Place, PlaceChoice
from contested.model.text import Quote
from contested.resolve.places import PlaceReader, is_anchor, is_part


def choose(
    words: str,
    *,
    kind: str | None = None,
    near: tuple[Place, ...] = (),
    world: FewPlaces = WORLD,
    text: str = "",
) -> PlaceChoice:
    reader = PlaceReader(
        names=PlaceNames(theatre(), world),  # type: ignore[arg-type]
        gazetteer=world,  # type: ignore[arg-type]
        words=load_place_words("en"),
        at_home=True,
    )
    return reader.choose(
        PlaceMention(quote=Quote(0, len(words), words), kind_words=kind), near=near, text=text or words
    )


@pytest.mark.parametrize(
    ("words", "kind", "expected"),
    [
        ("Northshire", None, CITY),
        ("Northshire", "province", NORTHSHIRE),
        ("Northshire Governorate", None, NORTHSHIRE),
        ("Northshire City", None, CITY),
        ("eastern countryside of Northshire", None, NORTHSHIRE),
        ("Northshire", "eastern countryside of", NORTHSHIRE),
        ("southeastern Northshire", None, NORTHSHIRE),
        ("the East\u00a0Gate", None, BORDER),
        ("Eastern Gate", "crossing", BORDER),
        ("MILLTOWN", None, MILLTOWN),
        ("Atlantis", None, None),
        ("Springfield", None, None),  # abroad, small: nobody here means it
        ("Milltown", "highway", MILLTOWN),
    ],
)
def test_the_kind_that_the_words_ask_for_decides(words: str, kind: str | None, expected: Place | None):
    assert choose(words, kind=kind).place == expected


def test_the_town_that_an_airbase_is_called_after_is_only_an_anchor():
    assert is_anchor(choose("Milltown airbase"))
    assert not is_anchor(choose("Milltown"))


def test_a_direction_takes_a_part():
    assert is_part(choose("northern Northshire"))
    assert not is_part(choose("Northshire province"))


def test_two_towns_of_one_name_are_no_answer():
    assert choose("Milltown", world=FewPlaces(MILLTOWN, FAR_MILLTOWN)).place is None


def test_the_report_s_other_places_tell_two_towns_of_one_name_apart():
    both = FewPlaces(FAR_MILLTOWN, MILLTOWN)

    assert choose("Milltown", world=both, near=(CITY,)).place == MILLTOWN


def test_the_region_after_the_comma_tells_two_towns_of_one_name_apart():
    world = FewPlaces(FAR_MILLTOWN, MILLTOWN, NORTHSHIRE)

    assert choose("Milltown", world=world, text="Milltown, Northshire").place == MILLTOWN


def test_the_only_other_transliteration_at_home_is_taken():
    assert choose("Milltawn").place == MILLTOWN


def test_another_transliteration_is_not_taken_where_it_fits_two_places():
    assert choose("Milltawn", world=FewPlaces(MILLTOWN, FAR_MILLTOWN)).place is None


def test_every_candidate_says_why():
    choice = choose("Northshire")

    assert all(candidate.reasons and 0 <= candidate.score <= 1 for candidate in choice.candidates)
    assert choice.place != ABROAD
