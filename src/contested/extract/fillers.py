"""What may fill a claim's role, made once a report and shared by all of its triggers."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from contested.extract.mentions import Mention, MentionKind
from contested.extract.syntax import clause_head
from contested.model.actor import SideId

SideOf = Callable[[Mention], SideId | None]


@dataclass(frozen=True, slots=True)
class Filler:
    """
    A mention (or, for a party, a side that the report implies) that may fill a role.

    What follows `implied` is known of the mention wherever the trigger stands; hundreds of triggers ask.
    """

    mention: Mention
    implied: bool = False  # stands for its side: the words are elsewhere in the report
    side: SideId | None = field(default=None, compare=False)  # pronouns and descriptions resolved
    order: str = field(default="only", compare=False)  # among the parties or places of its sentence
    # What it says: a place's name, a side, or else its own words; those that say the same add up.
    answer: object = field(init=False, compare=False)
    dep: str | None = field(init=False, compare=False)
    under: str | None = field(init=False, compare=False)  # the preposition that it is the object of
    head: str = field(init=False, compare=False)  # the word that its own hangs on
    clause: int | None = field(init=False, compare=False)  # the head of its clause, in the parse
    # Of a place: the words before its name, and the one that the name stands before.
    modifiers: tuple[tuple[str, ...], str | None] | None = field(init=False, compare=False)

    def __post_init__(self) -> None:
        mention, token = self.mention, self.mention.token
        answer: object = mention.name
        if mention.is_party:
            answer = self.side if self.side is not None else (mention.start, mention.end)
        set_once = object.__setattr__
        set_once(self, "answer", answer)
        set_once(self, "dep", token.dep_ if token is not None else None)
        head = token.head.lemma_.lower() if token is not None else ""
        set_once(self, "under", head if self.dep == "pobj" else None)
        set_once(self, "head", head)
        set_once(self, "clause", clause_head(token).i if token is not None else None)
        set_once(self, "modifiers", None if mention.is_party or token is None else _modifiers(token))


def _modifiers(token: Any) -> tuple[tuple[str, ...], str | None]:
    before = tuple([c.lemma_.lower() for c in token.children if c.dep_ in ("compound", "amod")])
    stands_before = token.dep_ in ("compound", "nmod", "amod", "poss")
    return before, token.head.lemma_.lower() if stands_before else None


def parties_in(row: Sequence[Mention], side_of: SideOf) -> tuple[Filler, ...]:
    """The parties of a sentence's mentions."""
    found = [mention for mention in row if mention.is_party]
    return tuple(
        Filler(mention, side=side_of(mention), order=order)
        for mention, order in zip(found, _orders(len(found)), strict=True)
    )


def places_in(row: Sequence[Mention]) -> tuple[Filler, ...]:
    """The named places of a sentence's mentions, in their order among all that tell of a place."""
    found = [mention for mention in row if not mention.is_party]
    return tuple(
        Filler(mention, order=order)
        for mention, order in zip(found, _orders(len(found)), strict=True)
        if mention.kind is MentionKind.PLACE
    )


def _orders(count: int) -> Iterator[str]:
    for at in range(count):
        yield "only" if count == 1 else "first" if at == 0 else "last" if at == count - 1 else "middle"
