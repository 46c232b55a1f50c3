"""How all that may fill one role of a trigger stand to each other."""

from typing import TYPE_CHECKING

from contested.extract.mentions import Mention
from contested.extract.reach import MOST_NEARER, Reach

if TYPE_CHECKING:
    from contested.extract.candidates import Situation

_RIVALS = ("subj", "obj", "prep:in", "of", "compound", "poss", "by", "prep:to", "prep:from")
_INDIRECT = ("up:", "away", "aside", "below", "above")


class Field:
    """All that may fill one role of a trigger, with what each of them is compared with; counted once."""

    def __init__(self, reach: Reach, situation: "Situation") -> None:
        self.reach = reach
        self.fillers = reach.fillers
        here, start = reach.here, situation.start
        self.relations = [situation.relation(filler.mention) for filler in here]  # of those of its sentence
        before: dict[str, int] = {}  # where names stand last before the trigger, nearest first
        for filler in reversed(here):
            if len(before) <= MOST_NEARER and filler.mention.start < start:
                before.setdefault(filler.mention.name, filler.mention.start)
        for name, at in reach.before.items():
            if len(before) <= MOST_NEARER:
                before.setdefault(name, at)
        self._before = list(before.items())
        counts: dict[str, int] = {"away": reach.elsewhere} if reach.elsewhere else {}
        for relation in self.relations:
            name = relation.split(">")[0].split("+")[0]
            counts[name] = counts.get(name, 0) + 1
        self.any_direct = any(not name.startswith(_INDIRECT) for name in counts)
        self.any_here = bool(here)
        self._rivals = tuple([name for name in _RIVALS if name in counts])
        self._single = {name for name in self._rivals if counts[name] == 1}

    def nearer(self, mention: Mention) -> int:
        """How many other names stand between a mention and the trigger behind it, at most four."""
        found, own, end = 0, mention.name, mention.start
        for name, start in self._before:
            if start <= end:
                break
            found += name != own
        return min(found, MOST_NEARER)

    def rivals(self, relation: str) -> tuple[str, ...]:
        """Which relations others than a mention of this relation stand in."""
        own = relation.split(">")[0]
        if own not in self._single:
            return self._rivals
        return tuple([name for name in self._rivals if name != own])
