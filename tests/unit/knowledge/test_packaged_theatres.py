"""What must hold of every theatre that the package carries, and what the reports of each war need."""

from importlib.resources import files

import pytest

from contested.knowledge.actor_names import ActorNames
from contested.knowledge.theatre import load_theatre, theatre_names
from contested.model.actor import NEUTRAL_CAMPS

WARS = [name for name in theatre_names() if name != "generic"]


def place_names(name: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for entry in load_theatre(name).places:
        for words in entry.names:
            found.setdefault(words.casefold(), set()).add(entry.place.id)
    return found


def sides_of(name: str, words: str, camp: str | None) -> set[str]:
    """The sides that words mean in an outlet of a camp: its own use first, then anybody's."""
    theatre = load_theatre(name)
    side = {actor.id: actor.side_on(None) for actor in theatre.actors}
    uses = [use for hit in ActorNames(theatre.actors).uses_in(words) for use in hit.uses]
    own = {side[use.actor] for use in uses if camp in use.used_by}
    return own or {side[use.actor] for use in uses if not use.used_by}


@pytest.mark.parametrize("name", theatre_names())
def test_a_theatre_has_the_name_of_its_folder(name: str):
    assert load_theatre(name).id == name


@pytest.mark.parametrize("name", theatre_names())
def test_each_side_has_an_actor_with_names(name: str):
    theatre = load_theatre(name)
    named = {actor.side_on(None) for actor in theatre.actors if actor.names}

    assert {side.id for side in theatre.sides} <= named
    assert {"civilians", "un"} <= named


@pytest.mark.parametrize("name", theatre_names())
def test_every_entry_says_where_it_comes_from(name: str):
    theatre = load_theatre(name)

    assert all(entry.source for entry in (*theatre.actors, *theatre.outlets, *theatre.places))


@pytest.mark.parametrize("name", theatre_names())
def test_a_partisan_name_never_is_an_actors_own(name: str):
    for actor in load_theatre(name).actors:
        assert not any(use.partisan and use.words == actor.name for use in actor.names), actor.id


@pytest.mark.parametrize("name", theatre_names())
def test_names_hold_no_stray_blanks_or_braces(name: str):
    theatre = load_theatre(name)
    words = [use.words for actor in theatre.actors for use in actor.names]
    words += [word for entry in theatre.places for word in entry.names]
    words += [word for outlet in theatre.outlets for word in outlet.names]

    assert [word for word in words if word != " ".join(word.split()) or "{" in word or "}" in word] == []


@pytest.mark.parametrize("name", WARS)
def test_each_war_has_outlets_of_opposing_camps_and_of_none(name: str):
    camps = {outlet.camp for outlet in load_theatre(name).outlets}

    assert len(camps - NEUTRAL_CAMPS - {None}) >= 2
    assert {"wire", "monitor"} <= camps


@pytest.mark.parametrize("name", WARS)
def test_places_lie_near_their_containers(name: str):
    """A swapped or mistyped coordinate puts a town far outside the place that holds it."""
    places = {entry.place.id: entry.place for entry in load_theatre(name).places}
    far = [
        (place.name, container.name)
        for place in places.values()
        for container in (places[ref] for ref in place.within if ref in places)
        if abs(place.lat - container.lat) > 1.6 or abs(place.lon - container.lon) > 3.0
    ]

    assert far == []


@pytest.mark.parametrize("name", WARS)
def test_places_of_the_gazetteer_exist_there(name: str):
    if not files("contested").joinpath("data", "gazetteer", "gazetteer.sqlite").is_file():
        pytest.skip("the gazetteer is not built: python scripts/build_gazetteer.py")
    from contested.knowledge.gazetteer import Gazetteer

    gazetteer = Gazetteer.open()
    ids = {entry.place.id for entry in load_theatre(name).places}
    ids |= {ref for entry in load_theatre(name).places for ref in entry.place.within}
    missing = [id for id in sorted(ids) if not id.startswith(f"{name}:") and gazetteer.get(id) is None]

    assert missing == []


@pytest.mark.parametrize(
    ("words", "id"),
    [
        ("Palmyra", "geonames:163808"),
        ("Tadmur", "geonames:163808"),
        ("Quraytayn", "geonames:173361"),
        ("Al-Qaryatayn", "geonames:173361"),
        ("Tanf border-crossing", "syria:tanf"),
        ("Al-Sha'ar", "syria:jabal-shaer"),
        ("Jazal mountains", "syria:jazal-mountains"),
        ("Hmeimim Airbase", "airports:OSLK"),
        ("Golan Heights", "syria:golan-heights"),
        ("Syrian Desert", "syria:syrian-desert"),
        ("Al-Suwwanah", "syria:suwwanah"),
        ("Khoneifies", "syria:khunayfis"),
        ("Al-Mehseh farms", "syria:mehseh-farms"),
        ("Al-Qalamoun", "syria:qalamoun"),
        ("Palmyra-Deir Ezzor Highway", "syria:palmyra-deir-ezzor-highway"),
        ("southeastern Homs", "syria:southeastern-homs"),
        ("Eastern countryside of Homs", "syria:eastern-homs"),
        ("Al-Raqqa Governorate", "naturalearth:SY-ar-raqqah"),
    ],
)
def test_syria_knows_the_places_that_city_lists_miss(words: str, id: str):
    known = place_names("syria")
    bare = words.casefold().removeprefix("al-")

    assert id in known.get(words.casefold(), set()) | known.get(bare, set())


@pytest.mark.parametrize(
    "words",
    [
        "Robotyne",
        "Rabotino",
        "Klishchiivka",
        "Snake Island",
        "Kinburn Spit",
        "ZNPP",
        "Azovstal",
        "Antonivsky bridge",
    ],
)
def test_ukraine_knows_the_places_that_city_lists_miss(words: str):
    assert len(place_names("ukraine")[words.casefold()]) == 1


@pytest.mark.parametrize(
    ("theatre", "words", "camp", "side"),
    [
        ("syria", "Syrian Arab Army", "gov", "gov"),
        ("syria", "Assad's regime forces", "opposition", "gov"),
        ("syria", "Assad's regime forces", "wire", "gov"),
        ("syria", "terrorist group", "gov", "opposition"),
        ("syria", "terrorist group", "turkey", "sdf"),
        ("syria", "terrorist group", "coalition", "isis"),
        ("syria", "army", "turkey", "turkey"),
        ("syria", "army", "wire", "gov"),
        ("syria", "Daesh", "wire", "isis"),
        ("syria", "residents", "wire", "civilians"),
        ("ukraine", "enemy", "russia", "ukraine"),
        ("ukraine", "enemy", "ukraine", "russia"),
        ("ukraine", "Kiev regime", "russia", "ukraine"),
        ("ukraine", "militant", "russia", "ukraine"),
        ("ukraine", "militant", "ukraine", "russia"),
        ("ukraine", "occupier", "ukraine", "russia"),
        ("generic", "government forces", None, "government"),
        ("generic", "terrorist", "government", "rebels"),
    ],
)
def test_words_mean_the_party_that_the_outlets_camp_means(
    theatre: str, words: str, camp: str | None, side: str
):
    assert sides_of(theatre, words, camp) == {side}
