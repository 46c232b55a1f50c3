"""Swap two sides of a packaged theatre, in data and camp, and every reading of its words swaps with them."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest

from contested.knowledge.actor_names import ActorNames
from contested.knowledge.party_reader import ActorReader
from contested.knowledge.theatre import Theatre, load_theatre, theatre_names
from contested.model.actor import SideId
from contested.model.text import Quote

WORDS = (
    "terrorists", "the militants", "rebels", "our forces", "the enemy", "government troops", "the army",
    "militia", "fighters", "regime forces", "soldiers", "mercenaries", "occupiers", "armed groups",
    "liberators", "bandits",
)  # fmt: skip


def swapped(theatre: Theatre, one: SideId, other: SideId) -> Theatre:
    def of(side: SideId) -> SideId:
        return {one: other, other: one}.get(side, side)

    return replace(
        theatre,
        sides=tuple(
            replace(
                side,
                id=of(side.id),
                allies=tuple(of(ally) for ally in side.allies),
                alliances=tuple(replace(alliance, ally=of(alliance.ally)) for alliance in side.alliances),
            )
            for side in theatre.sides
        ),
        actors=tuple(
            replace(
                actor,
                allegiances=tuple(replace(part, side=of(part.side)) for part in actor.allegiances),
                names=tuple(
                    replace(name, used_by=tuple(of(camp) for camp in name.used_by)) for name in actor.names
                ),
            )
            for actor in theatre.actors
        ),
    )


def read(theatre: Theatre, words: str, camp: SideId | None) -> SideId:
    actors = {actor.id: actor for actor in theatre.actors}
    reader = ActorReader(
        names=ActorNames(theatre.actors),
        actors=actors,
        theatre=theatre,
        camp=camp,
        day=None,
        mentions=Counter(),
    )
    return reader.choose(Quote(0, len(words), words)).side


@pytest.mark.parametrize("war", theatre_names())
def test_swapping_two_sides_swaps_what_words_mean(war: str):
    theatre = load_theatre(war)
    for one, other in pairwise(side.id for side in theatre.sides):
        swap = {one: other, other: one}
        mirrored = swapped(theatre, one, other)
        for camp in (one, other, None):
            mirror_camp = swap.get(camp, camp) if camp else None
            for words in WORDS:
                side = read(theatre, words, camp)

                assert read(mirrored, words, mirror_camp) == swap.get(side, side), (words, camp)


@pytest.mark.parametrize("war", [name for name in theatre_names() if name != "generic"])
def test_no_camp_is_named_by_loaded_words_alone(war: str):
    """Words that hurt a side stand beside the plain ones that anybody uses for it."""
    theatre = load_theatre(war)
    for side in theatre.sides:
        names = [name for actor in theatre.actors if actor.side_on(None) == side.id for name in actor.names]
        plain = [name for name in names if not name.partisan and not name.used_by]

        assert len(plain) >= 3, side.id
