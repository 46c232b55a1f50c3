import pytest

from contested.knowledge.gazetteer import Gazetteer
from contested.model.place import PlaceChoice
from contested.model.text import Quote
from contested.resolve.toponyms import NamedWords, ToponymResolver


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.fixture(scope="module")
def resolver(gazetteer: Gazetteer) -> ToponymResolver:
    return ToponymResolver(gazetteer=gazetteer)


def choices(resolver: ToponymResolver, text: str, **forms: str) -> dict[str, PlaceChoice]:
    """The choice for each name of a text; `forms` has the form of each, blanks as underscores."""
    named = []
    for name, form in forms.items():
        words = name.replace("_", " ")
        start = text.index(words)
        named.append(NamedWords(quote=Quote(start, start + len(words), words), form=form))
    named.sort(key=lambda one: one.quote.start)
    return {choice.quote.text: choice for choice in resolver.resolve(named, text)}


def country(choice: PlaceChoice) -> str | None:
    assert choice.place is not None
    return choice.place.country


def test_the_best_known_place_is_meant_where_nothing_else_is_said(resolver: ToponymResolver) -> None:
    assert country(choices(resolver, "He flew to London.", London="name")["London"]) == "GB"


def test_a_state_behind_the_comma_decides(resolver: ToponymResolver) -> None:
    found = choices(resolver, "A fire in Paris, Texas, killed two.", Paris="name", Texas="name")

    assert country(found["Paris"]) == "US"
    assert "in the place named beside it" in found["Paris"].candidates[0].reasons


def test_an_abbreviated_state_decides_too(resolver: ToponymResolver) -> None:
    found = choices(resolver, "Police in Athens, Ga., said so.", Athens="name")

    assert country(found["Athens"]) == "US"


def test_names_at_home_in_one_country_keep_company(resolver: ToponymResolver) -> None:
    text = "Roads from London to Kitchener, Guelph and Windsor in Ontario were closed."
    found = choices(
        resolver, text, London="name", Kitchener="name", Guelph="name", Windsor="name", Ontario="name"
    )

    assert country(found["London"]) == "CA"
    assert country(found["Windsor"]) == "CA"


def test_one_name_means_one_place_in_a_text(resolver: ToponymResolver, gazetteer: Gazetteer) -> None:
    text = "Springfield, Illinois, voted. In Springfield nobody complained."
    first, second = (at for at in range(len(text)) if text.startswith("Springfield", at))
    named = [NamedWords(quote=Quote(at, at + 11, "Springfield"), form="name") for at in (first, second)]

    one, other = resolver.resolve(named, text)

    assert one.place == other.place


def test_the_runners_up_stay_with_their_scores(resolver: ToponymResolver) -> None:
    choice = choices(resolver, "It rained in Tripoli.", Tripoli="name")["Tripoli"]

    scores = [candidate.score for candidate in choice.candidates]
    assert {candidate.place.country for candidate in choice.candidates} >= {"LY", "LB"}
    assert scores == sorted(scores, reverse=True)
    assert all(candidate.reasons for candidate in choice.candidates)


def test_a_word_for_people_leads_to_their_country(resolver: ToponymResolver) -> None:
    choice = choices(resolver, "Syrian troops advanced.", Syrian="people")["Syrian"]

    assert country(choice) == "SY"
    assert choice.candidates[0].reasons[0] == "word for the people of"


def test_a_building_stands_where_it_is_called_after(resolver: ToponymResolver) -> None:
    found = choices(resolver, "They met in Manila Cathedral.", Manila_Cathedral="facility")

    choice = found["Manila Cathedral"]
    assert country(choice) == "PH"
    assert choice.candidates[0].reasons[0].startswith("anchor")


def test_a_street_is_anchored_to_the_place_named_nearest(resolver: ToponymResolver) -> None:
    text = "In Lviv shells hit Nobody Knows Street."
    found = choices(resolver, text, Lviv="name", Nobody_Knows_Street="facility")

    assert found["Nobody Knows Street"].place == found["Lviv"].place
    assert found["Nobody Knows Street"].candidates[0].score < 0.5


def test_a_name_that_nobody_knows_stays_unresolved(resolver: ToponymResolver) -> None:
    assert choices(resolver, "They took Qwxyzplk.", Qwxyzplk="name")["Qwxyzplk"].place is None


def test_a_theatres_countries_are_likelier(gazetteer: Gazetteer) -> None:
    at_home = ToponymResolver(gazetteer=gazetteer, countries=("LB",))

    assert country(choices(at_home, "Clashes in Tripoli.", Tripoli="name")["Tripoli"]) == "LB"
