"""Each packaged war has enough actors, outlets and places of its own to read reports of it."""

import pytest

from contested.knowledge.theatre import load_theatre, theatre_names

WARS = [name for name in theatre_names() if name != "generic"]
IN_DEPTH = ("syria", "ukraine")


def test_six_wars_are_packaged():
    assert WARS == ["afghanistan", "congo", "iraq", "myanmar", "syria", "ukraine"]


@pytest.mark.parametrize("war", WARS)
def test_a_war_has_actors_outlets_and_special_places(war: str):
    theatre = load_theatre(war)
    special = [entry for entry in theatre.places if entry.place.kind not in ("city", "town", "village")]

    assert len(theatre.actors) >= 12
    assert len(theatre.outlets) >= 8
    assert len(special) >= 20


@pytest.mark.parametrize("war", IN_DEPTH)
def test_a_war_in_depth_tells_units_apart(war: str):
    theatre = load_theatre(war)
    with_parent = [actor for actor in theatre.actors if actor.parent]

    assert len(theatre.actors) >= 36
    assert len(with_parent) >= 20


@pytest.mark.parametrize(
    ("war", "words", "parent"),
    [
        ("syria", "3rd Division", "saa"),
        ("syria", "Fifth Corps", "saa"),
        ("syria", "YPJ", "ypg"),
        ("syria", "Sultan Murad Division", "turkey-backed-fsa"),
        ("syria", "Jaysh al-Izza", "fsa"),
        ("ukraine", "LPR", "dpr-lpr"),
        ("ukraine", "150th Motor Rifle Division", "russian-armed-forces"),
        ("ukraine", "Pentagon", "ukraine-backers"),
    ],
)
def test_a_unit_is_part_of_the_body_that_it_belongs_to(war: str, words: str, parent: str):
    owners = [
        actor
        for actor in load_theatre(war).actors
        if words.casefold() in {name.words.casefold() for name in (*actor.names,)} | {actor.name.casefold()}
    ]

    assert [actor.parent for actor in owners] == [parent]
