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


def test_a_group_that_is_somewhere_is_no_longer_name():
    assert found("strikes on Islamic State in Iraq on Monday") == set()


def test_a_theatre_knows_bodies_by_name():
    assert "Manbij Military Council" in found("The Manbij Military Council agreed.", theatre="syria")


def test_people_described_by_where_they_are_are_no_organisation():
    assert found("rebels in Aleppo met Syrian rebels", theatre="syria") == set()
