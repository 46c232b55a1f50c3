"""What reports on Iraq, Myanmar, Afghanistan and eastern Congo need of their theatres."""

from datetime import date

import pytest

from contested.knowledge.actor_names import ActorNames
from contested.knowledge.theatre import load_theatre
from contested.model.actor import NEUTRAL_CAMPS

WARS = ("iraq", "myanmar", "afghanistan", "congo")


def sides_of(war: str, words: str, camp: str, day: date | None = None) -> set[str]:
    """The sides that words mean in an outlet of a camp: its own use first, then anybody's."""
    theatre = load_theatre(war)
    side = {actor.id: actor.side_on(day) for actor in theatre.actors}
    uses = [use for hit in ActorNames(theatre.actors).uses_in(words) for use in hit.uses]
    own = {side[use.actor] for use in uses if camp in use.used_by}
    return own or {side[use.actor] for use in uses if not use.used_by}


def positions(war: str, words: str) -> list[tuple[float, float]]:
    entries = load_theatre(war).places
    return [
        (e.place.lat, e.place.lon) for e in entries if words.casefold() in {n.casefold() for n in e.names}
    ]


@pytest.mark.parametrize(
    ("war", "words", "camp", "side"),
    [
        ("iraq", "soldiers", "wire", "iraq"),
        ("iraq", "Hashd al-Shaabi fighters", "wire", "iraq"),
        ("iraq", "Kurdish Peshmerga forces", "coalition", "iraq"),
        ("iraq", "Daesh terrorists", "iraq", "isis"),
        ("iraq", "militants", "wire", "isis"),
        ("iraq", "apostate army", "isis", "iraq"),
        ("iraq", "soldiers of the Caliphate", "isis", "isis"),
        ("iraq", "coalition jets", "iraq", "coalition"),
        ("myanmar", "Tatmadaw", "junta", "junta"),
        ("myanmar", "regime troops", "resistance", "junta"),
        ("myanmar", "junta soldiers", "wire", "junta"),
        ("myanmar", "terrorist insurgents", "junta", "resistance"),
        ("myanmar", "ethnic armed groups", "wire", "resistance"),
        ("myanmar", "Ta'ang army", "resistance", "resistance"),
        ("afghanistan", "insurgents", "wire", "taliban"),
        ("afghanistan", "Mujahideen", "taliban", "taliban"),
        ("afghanistan", "stooge administration in Kabul", "taliban", "republic"),
        ("afghanistan", "public uprising forces", "republic", "republic"),
        ("afghanistan", "foreign troops", "wire", "coalition"),
        ("afghanistan", "ISKP", "wire", "unknown"),
        ("congo", "government troops", "wire", "congo"),
        ("congo", "Wazalendo militia", "wire", "congo"),
        ("congo", "Burundian soldiers", "m23", "congo"),
        ("congo", "Rwandan-backed rebels", "wire", "m23"),
        ("congo", "AFC/M23", "m23", "m23"),
        ("congo", "MONUSCO", "congo", "un"),
    ],
)
def test_descriptions_mean_the_side_that_the_camp_means(war: str, words: str, camp: str, side: str):
    assert sides_of(war, words, camp) == {side}


@pytest.mark.parametrize(
    ("war", "words", "camp", "other_camp"),
    [
        ("iraq", "enemy", "iraq", "isis"),
        ("myanmar", "enemy", "junta", "resistance"),
        ("myanmar", "terrorists", "junta", "resistance"),
        ("afghanistan", "enemy", "republic", "taliban"),
        ("afghanistan", "invaders", "republic", "taliban"),
        ("congo", "enemy", "congo", "m23"),
    ],
)
def test_the_enemy_is_never_ones_own_camp(war: str, words: str, camp: str, other_camp: str):
    for speaker in (camp, other_camp):
        meant = sides_of(war, words, speaker)

        assert meant
        assert speaker not in meant


@pytest.mark.parametrize(
    ("war", "words", "day", "side"),
    [
        ("afghanistan", "Hezb-e-Islami", date(2009, 6, 1), "taliban"),
        ("afghanistan", "Hezb-e-Islami", date(2021, 6, 1), "republic"),
        ("myanmar", "Karen Border Guard Force", date(2023, 6, 1), "junta"),
        ("myanmar", "Karen Border Guard Force", date(2024, 4, 20), "unknown"),
        ("congo", "FDLR", date(2015, 2, 1), "unknown"),
        ("congo", "FDLR", date(2025, 1, 27), "congo"),
        ("congo", "Twirwaneho", date(2025, 3, 1), "m23"),
    ],
)
def test_parties_that_changed_sides_have_the_side_of_the_day(war: str, words: str, day: date, side: str):
    assert sides_of(war, words, "wire", day) == {side}


@pytest.mark.parametrize(
    ("war", "words", "at"),
    [
        ("iraq", "Shingal", (36.32, 41.87)),
        ("iraq", "Baiji refinery", (34.98, 43.49)),
        ("iraq", "al-Nuri mosque", (36.34, 43.13)),
        ("iraq", "Camp Speicher", (34.67, 43.54)),
        ("iraq", "Garma", (33.4, 43.91)),
        ("myanmar", "Laukkaing", (23.69, 98.76)),
        ("myanmar", "Hseni", (23.3, 97.97)),
        ("myanmar", "Northeastern Command", (22.94, 97.75)),
        ("myanmar", "No. 2 Friendship Bridge", (16.72, 98.52)),
        ("afghanistan", "Shir Khan port", (37.18, 68.6)),
        ("afghanistan", "Panjsher", (35.4, 69.7)),
        ("afghanistan", "Mazar", (36.71, 67.11)),
        ("afghanistan", "Salang tunnel", (35.32, 69.04)),
        ("congo", "Masisi-Centre", (-1.4, 28.81)),
        ("congo", "Kavumu airport", (-2.31, 28.81)),
        ("congo", "Mubambiro base", (-1.59, 29.08)),
        ("congo", "Ruzizi border post", (-2.49, 28.89)),
    ],
)
def test_places_of_the_war_stand_where_they_are(war: str, words: str, at: tuple[float, float]):
    (found,) = positions(war, words)

    assert found == pytest.approx(at, abs=0.1)


@pytest.mark.parametrize("war", WARS)
def test_a_place_name_means_one_place_of_the_theatre(war: str):
    meant: dict[str, set[str]] = {}
    for entry in load_theatre(war).places:
        for words in entry.names:
            meant.setdefault(words.casefold(), set()).add(entry.place.id)

    assert {words: ids for words, ids in meant.items() if len(ids) > 1} == {}


@pytest.mark.parametrize(
    ("war", "government", "rebels", "military"),
    [
        ("iraq", "iraq", "isis", "iraq"),
        ("myanmar", "junta", "resistance", "junta"),
        ("afghanistan", "republic", "taliban", "republic"),
        ("congo", "congo", "m23", "congo"),
    ],
)
def test_plain_words_for_a_camp_are_understood(war: str, government: str, rebels: str, military: str):
    theatre = load_theatre(war)

    assert [theatre.camp_of(words) for words in ("government", "Rebels", "military")] == [
        government,
        rebels,
        military,
    ]


@pytest.mark.parametrize("war", WARS)
def test_each_side_has_an_outlet_that_speaks_for_it(war: str):
    theatre = load_theatre(war)
    camps = {outlet.camp for outlet in theatre.outlets}

    assert {side.id for side in theatre.sides} <= camps
    assert {"wire", "monitor"} <= camps
    assert camps <= {side.id for side in theatre.sides} | NEUTRAL_CAMPS | {None}


@pytest.mark.parametrize(("war", "one"), [("iraq", "iraq"), ("afghanistan", "republic")])
def test_the_coalition_is_the_governments_ally(war: str, one: str):
    theatre = load_theatre(war)

    assert "coalition" in theatre.side(one).allies
    assert one in theatre.side("coalition").allies
