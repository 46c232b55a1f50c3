"""A party's name is found with all that it may mean."""

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
