"""A party's name is found with all that it may mean."""

import pytest

from contested.knowledge.actor_names import ActorNames, NameUse
from contested.model.actor import Actor, ActorId, ActorName, Allegiance, SideId

RED, BLUE = SideId("red"), SideId("blue")


def actor(name: str, side: SideId, *names: ActorName) -> Actor:
    return Actor(
        id=ActorId(name.lower()), name=name, kind="army", allegiances=(Allegiance(side=side),), names=names
    )


def test_a_name_of_two_actors_gives_both_with_who_uses_it():
    names = ActorNames(
        [
            actor("Redland", RED, ActorName(words="bandits", used_by=(BLUE,))),
            actor("Blueland", BLUE, ActorName(words="bandits", used_by=(RED,))),
        ]
    )

    (hit,) = names.uses_in("The bandits fled")

    assert hit.uses == (NameUse(ActorId("redland"), (BLUE,)), NameUse(ActorId("blueland"), (RED,)))


def test_the_neutral_name_needs_no_entry_of_its_own():
    text = "Troops from Redland's north"

    (hit,) = ActorNames([actor("Redland", RED)]).find_in(text)

    assert (text[hit.start : hit.end], hit.actors) == ("Redland", (ActorId("redland"),))


@pytest.mark.parametrize("typed", ["terroists", "terrorrists", "Terorists", "terrarists"])
def test_a_long_name_with_one_slip_of_the_hand_is_read(typed: str):
    names = ActorNames([actor("Blueland", BLUE, ActorName(words="terrorists"))])
    text = f"Further east the {typed} still hold the town"

    (hit,) = names.find_in(text)

    assert text[hit.start : hit.end] == typed


@pytest.mark.parametrize("other", ["terrs", "tourists", "terrosits", "command", "solder"])
def test_what_is_farther_away_or_another_word_is_no_slip(other: str):
    words = [ActorName(words=name) for name in ("terrorists", "commandos", "soldiers")]
    names = ActorNames([actor("Blueland", BLUE, *words)])

    assert names.find_in(f"Further east the {other} of the town") == ()
