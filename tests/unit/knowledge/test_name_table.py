"""Names are found however they are spelled, and nothing else is."""

import pytest

from contested.knowledge.name_table import NameTable

PLACES = NameTable(
    [(name, name) for name in ("Deir ez-Zor", "Al-Sha'ar", "At Tanf", "Al-Bab", "Hit", "Homs", "Palmyra")],
    capitals=True,
)
PARTIES = NameTable(
    [
        (name, name)
        for name in ("US", "IS", "rebels", "Syrian Arab Army", "Army", "Islamic State of Iraq and the Levant")
    ],
    plurals=True,
)


def found(table: NameTable[str], text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(text[hit.start : hit.end], hit.values) for hit in table.hits(text)]


@pytest.mark.parametrize(
    "spelling",
    [
        "Deir ez-Zor",
        "Deir\u00a0Ez-Zor",
        "Deir ez Zor",
        "Deir ez‑Zor",
        "Deir\nez-Zor",
        "DEIR EZ-ZOR",
        "Déir el-Zor",
    ],
)
def test_a_name_is_found_in_any_spelling_that_folds_alike(spelling: str):
    assert found(PLACES, f"Near {spelling}, fighting") == [(spelling, ("Deir ez-Zor",))]


def test_a_bound_article_belongs_to_the_place_and_a_preposition_does_not():
    assert found(PLACES, "from al-Tanf to Tanf, at Tanf") == [
        ("al-Tanf", ("At Tanf",)),
        ("Tanf", ("At Tanf",)),
        ("Tanf", ("At Tanf",)),
    ]


def test_curly_and_straight_apostrophes_are_one():
    assert found(PLACES, "the Al-Sha’ar fields") == [("Al-Sha’ar", ("Al-Sha'ar",))]


def test_two_places_joined_by_a_hyphen_are_two():
    assert [words for words, _ in found(PLACES, "the Palmyra-Deir ez-Zor road")] == ["Palmyra", "Deir ez-Zor"]


def test_a_name_without_its_article_is_not_the_beginning_of_another_name():
    assert found(PLACES, "the Bab al-Hawa crossing") == []


def test_a_place_name_needs_a_capital():
    assert found(PLACES, "they hit the town") == []


def test_a_short_abbreviation_needs_its_capitals():
    assert [words for words, _ in found(PARTIES, "IS told us that the US is here")] == ["IS", "US"]


def test_the_longest_name_wins():
    assert [words for words, _ in found(PARTIES, "the Syrian Arab Army and the army")] == [
        "Syrian Arab Army",
        "army",
    ]


def test_articles_inside_a_name_do_not_matter():
    assert (
        len(found(PARTIES, "Islamic State of Iraq and Levant; the Islamic State of Iraq and the Levant")) == 2
    )


def test_plural_and_possessive_do_not_matter_and_stay_outside_the_name():
    assert [words for words, _ in found(PARTIES, "a rebel's gun, the rebels’ guns")] == ["rebel", "rebels"]


def test_a_name_does_not_reach_over_a_comma():
    assert [words for words, _ in found(PARTIES, "the Syrian Arab, Army")] == ["Army"]
