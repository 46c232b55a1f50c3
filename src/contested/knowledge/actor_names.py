"""The names of a theatre's actors as they stand in running text, with who uses them so."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from contested.knowledge.name_table import NameTable
from contested.model.actor import Actor, ActorId, SideId

_MOST = 4096  # sentences and names remembered from one look to the next: some batches of reports


class NameUse(NamedTuple):
    """One meaning of a name: this actor, in the mouth of these camps; empty `used_by` means of anybody."""

    actor: ActorId
    used_by: tuple[SideId, ...]
    partisan: bool = False


class ActorHit(NamedTuple):
    """Where a text names a party, and all actors that the name may mean."""

    start: int
    end: int
    actors: tuple[ActorId, ...]


class UseHit(NamedTuple):
    """Where a text names a party, with how many words, and each meaning of the name."""

    start: int
    end: int
    words: int
    uses: tuple[NameUse, ...]


def _names(actor: Actor) -> Iterable[tuple[str, NameUse]]:
    yield actor.name, NameUse(actor.id, ())
    for name in actor.names:
        yield name.words, NameUse(actor.id, name.used_by, name.partisan)


class ActorNames:
    """
    All names of some actors, made once and asked for every report.

    Case, accents, possessives, plurals, articles and a slip of the typing hand in a long word do not matter;
    short abbreviations need their capitals.
    """

    def __init__(self, actors: Iterable[Actor]) -> None:
        self._table: NameTable[NameUse] = NameTable(
            (entry for actor in actors for entry in _names(actor)),
            plurals=True,
            slips=True,
        )

        # As `find_in`, with the camps that use each meaning; the same words are often looked at again.
        self.uses_in: Callable[[str], tuple[UseHit, ...]] = lru_cache(maxsize=_MOST)(self._uses_in)

    def find_in(self, text: str) -> tuple[ActorHit, ...]:
        """The names in a text in reading order, never overlapping: the longest wins."""
        return tuple(
            ActorHit(hit.start, hit.end, tuple(dict.fromkeys(use.actor for use in hit.values)))
            for hit in self._table.hits(text)
        )

    def _uses_in(self, text: str) -> tuple[UseHit, ...]:
        return tuple(UseHit(*hit) for hit in self._table.hits(text))
