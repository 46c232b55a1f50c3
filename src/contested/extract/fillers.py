"""What may fill a claim's role, made once a report and shared by all of its triggers."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from contested.extract import role_features as names
from contested.extract.blocks import Block, block
from contested.extract.mentions import Mention, MentionKind
from contested.extract.syntax import clause_head
from contested.model.actor import SideId

SideOf = Callable[[Mention], SideId | None]


class Row(NamedTuple):
    """A sentence as a trigger sees it."""

    away: int  # sentences before the trigger's
    together: bool  # in one paragraph
    headline: bool


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
    modifiers: tuple[Block, ...] = field(init=False, compare=False)  # of a place
    _away: dict[object, Block] = field(init=False, compare=False, repr=False)

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
        set_once(self, "modifiers", () if mention.is_party or token is None else (_modifiers(token),))
        set_once(self, "_away", {})

    def words_for(self, relation: str, event: str) -> Block:
        """What the mention is, for a trigger of an event type that it stands to in a relation."""
        mention = self.mention
        return block(names.mention, relation, mention.kind_name, mention.known, self.under, event)

    def words_away(self, event: str) -> Block:
        """The same for a trigger of another sentence."""
        if (known := self._away.get(event)) is None:
            known = self._away[event] = self.words_for("away", event)
        return known

    def place_away(self, row: Row, rank: int) -> Block:
        """Where the mention stands on the page, and so many other names before the trigger."""
        if (known := self._away.get((row, rank))) is None:
            away, together, headline = row
            place = block(names.elsewhere, self.order, self.dep, away, rank, together, headline)
            known = self._away[row, rank] = place
        return known


def _modifiers(token: Any) -> Block:
    """The words before a place's name, and the one that the name stands before."""
    before = tuple([c.lemma_.lower() for c in token.children if c.dep_ in ("compound", "amod")])
    stands_before = token.dep_ in ("compound", "nmod", "amod", "poss")
    return block(names.modifiers, before, token.head.lemma_.lower() if stands_before else None)


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
