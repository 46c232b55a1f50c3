"""All that may fill one role of a trigger: the mentions in reach, and how they stand to each other."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from contested.extract.fillers import Filler
from contested.extract.mentions import Mention

if TYPE_CHECKING:
    from contested.extract.candidates import Situation

LOOK_BACK = 4  # sentences before the trigger's from which a role may be filled
_MOST_NEARER = 4
_RIVALS = ("subj", "obj", "prep:in", "of", "compound", "poss", "by", "prep:to", "prep:from")
_INDIRECT = ("up:", "away", "aside", "below", "above")


class Field:
    """All that may fill one role of a trigger, with what each of them is compared with; counted once."""

    def __init__(self, fillers: Sequence[Filler], situation: "Situation") -> None:
        self.fillers = fillers
        here, start, relation_of = situation.sentence, situation.start, situation.relation
        relations: dict[str, int] = {}
        self._starts: list[int] = []
        before: dict[str, int] = {}  # where names stand last before the trigger, nearest first
        for filler in reversed(fillers):
            if filler.implied:
                continue
            mention = filler.mention
            relation = "away"
            if mention.sentence == here:
                relation = relation_of(mention)
                self._starts.append(mention.start)
            relations[relation] = relations.get(relation, 0) + 1
            if len(before) <= _MOST_NEARER and mention.start < start:
                before.setdefault(mention.name, mention.start)
        self._starts.reverse()
        self._before = list(before.items())
        self.relations = relations.keys()
        self._counts: dict[str, int] = {}
        for relation, count in relations.items():
            name = relation.split(">")[0].split("+")[0]
            self._counts[name] = self._counts.get(name, 0) + count
        self.any_direct = any(not name.startswith(_INDIRECT) for name in self._counts)
        self.any_here = bool(self._starts)

    def between(self, start: int, end: int) -> int:
        """How many names of the trigger's sentence begin between two characters."""
        low, high = (start, end) if start < end else (end, start)
        return max(0, bisect_left(self._starts, high) - bisect_right(self._starts, low))

    def nearer(self, mention: Mention) -> int:
        """How many other names stand between a mention and the trigger behind it, at most four."""
        found, own, end = 0, mention.name, mention.start
        for name, start in self._before:
            if start <= end:
                break
            found += name != own
        return min(found, _MOST_NEARER)

    def rivals(self, relation: str) -> tuple[str, ...]:
        """Which relations others than a mention of this relation stand in."""
        own, counts = relation.split(">")[0], self._counts
        return tuple([name for name in _RIVALS if counts.get(name, 0) > (own == name)])


def party_fillers(situation: "Situation") -> list[Filler]:
    """Parties of the trigger's sentence and of those before it, then sides that the report names anywhere."""
    return [*_near(situation.sentence, situation.discourse.parties), *situation.discourse.implied]


def place_fillers(situation: "Situation") -> list[Filler]:
    """Places of the trigger's sentence and of those before it, and those that the whole report is about."""
    discourse = situation.discourse
    found = list(_near(situation.sentence, discourse.places))
    named = {filler.mention.name for filler in found}
    for place in (discourse.title_place, discourse.scene(situation.sentence), *discourse.main_places):
        if place is not None and place.name not in named:
            named.add(place.name)
            found.append(discourse.implied_place(place))
    return found


def _near(sentence: int, rows: Sequence[Sequence[Filler]]) -> Iterator[Filler]:
    yield from chain.from_iterable(rows[max(0, sentence - LOOK_BACK) : sentence + 1])
    # What follows the trigger's sentence may only name what a pronoun or headline left open.
    if sentence == 0 and len(rows) > 1:
        yield from rows[1]
