"""What may fill a claim's role, made once a report and shared by all of its triggers."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from contested.extract.mentions import Mention, MentionKind
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

    def __post_init__(self) -> None:
        mention, token = self.mention, self.mention.token
        answer: object = mention.name
        if mention.is_party:
            answer = self.side if self.side is not None else (mention.start, mention.end)
        under = token.head.lemma_.lower() if token is not None and token.dep_ == "pobj" else None
        object.__setattr__(self, "answer", answer)
        object.__setattr__(self, "dep", token.dep_ if token is not None else None)
        object.__setattr__(self, "under", under)


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
