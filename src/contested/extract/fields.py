"""All that may fill one role of a trigger: the mentions in reach, and how they stand to each other."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
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
        named = [filler.mention for filler in fillers if not filler.implied]
        here = [mention for mention in named if mention.sentence == situation.sentence]
        relations = Counter([situation.relation(mention) for mention in here])
        if len(named) > len(here):
            relations["away"] = len(named) - len(here)
        self.relations = frozenset(relations)
        self._counts: dict[str, int] = {}
        for relation, count in relations.items():
            name = relation.split(">")[0].split("+")[0]
            self._counts[name] = self._counts.get(name, 0) + count
        self.any_direct = any(not name.startswith(_INDIRECT) for name in self._counts)
        self.any_here = any(name != "away" for name in self._counts)
        self._starts = sorted([mention.start for mention in here])
        self._before = _nearest_names(named, situation.start, _MOST_NEARER + 1)

    def between(self, start: int, end: int) -> int:
        """How many names of the trigger's sentence begin between two characters."""
        low, high = (start, end) if start < end else (end, start)
        return max(0, bisect_left(self._starts, high) - bisect_right(self._starts, low))

    def nearer(self, mention: Mention) -> int:
        """How many other names stand between a mention and the trigger behind it, at most four."""
        found = 0
        for start, name in self._before:
            if start <= mention.start:
                break
            found += name != mention.name
        return min(found, _MOST_NEARER)

    def rivals(self, relation: str) -> tuple[str, ...]:
        """Which relations others than a mention of this relation stand in."""
        own, counts = relation.split(">")[0], self._counts
        return tuple([name for name in _RIVALS if counts.get(name, 0) > (own == name)])


def _nearest_names(named: Iterable[Mention], end: int, most: int) -> list[tuple[int, str]]:
    """So many different names before a character, nearest first, each where it stands last."""
    last: dict[str, int] = {}
    for mention in named:
        if mention.start < end:
            last[mention.name] = max(mention.start, last.get(mention.name, -1))
    return sorted([(start, name) for name, start in last.items()], reverse=True)[:most]


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
