import pytest

from contested.knowledge.actor_names import ActorNames
from contested.knowledge.organisations import Organisations
from contested.knowledge.theatre import load_theatre


def found(text: str, *, theatre: str | None = None) -> set[str]:
    names = ActorNames(load_theatre(theatre).actors) if theatre else None
    return {text[span.start : span.end] for span in Organisations(names).find_in(text)}


def test_the_full_name_of_a_group_goes_on_to_its_last_place():
    assert found("Fighters of the Islamic State of Iraq and Al-Sham left.") == {
        "Islamic State of Iraq and Al-Sham"
    }
    assert found("the Islamic State in Iraq and the Levant fled") == {"Islamic State in Iraq and the Levant"}


@pytest.mark.parametrize(
    "name",
    [
        "Islamic State of Iraq and Syria",
        "Islamic State of Iraq and Greater Syria",
        "Islamic State in Iraq and Syria",
        "Islamic State of Iraq and ash-Sham",
        "Islamic State in Iraq and Al-Sham",
        "Islamic State of Iraq and the Levant",
        "Islamic State of Iraq",
        "Army of Islam",
    ],
)
def test_a_full_name_is_one_name_and_what_follows_is_none(name: str):
    assert found(f"The {name} and Aleppo residents agreed.") == {name}
    assert found(f"They fought the {name}, Homs and Damascus.") == {name}


@pytest.mark.parametrize("theatre", [None, "syria", "iraq"])
@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Jets struck Islamic State in Mosul and Raqqa.", ("Mosul", "Raqqa")),
        ("Jets struck Islamic State in Mosul, Iraq.", ("Mosul", "Iraq")),
        ("The truce covers the Army of Islam, Douma and Harasta.", ("Douma", "Harasta")),
        ("The Army of Islam and Damascus agreed to a truce.", ("Damascus",)),
        ("The Army of Conquest and Aleppo residents met.", ("Aleppo",)),
        ("The Islamic State of Iraq and Syrian rebels fought.", ("Syrian",)),
    ],
)
def test_places_beside_an_organisation_are_no_part_of_its_name(
    text: str, places: tuple[str, ...], theatre: str | None
):
    assert not [name for name in found(text, theatre=theatre) if any(place in name for place in places)]


def test_a_group_that_is_somewhere_is_no_longer_name():
    assert found("strikes on Islamic State in Iraq on Monday") == set()


def test_a_theatre_knows_bodies_by_name():
    assert "Manbij Military Council" in found("The Manbij Military Council agreed.", theatre="syria")


def test_people_described_by_where_they_are_are_no_organisation():
    assert found("rebels in Aleppo met Syrian rebels", theatre="syria") == set()
