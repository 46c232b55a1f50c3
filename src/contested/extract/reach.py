"""What the triggers of one sentence may fill a role with; gathered once, however many these are."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from contested.extract.fillers import Filler, Row
from contested.model.actor import SideId

if TYPE_CHECKING:
    from contested.extract.discourse import Discourse

LOOK_BACK = 4  # sentences before the trigger's from which a role may be filled
MOST_NEARER = 4  # names between a filler and its trigger; more are all the same
_FAR = 5  # sentences; further away is all the same


class Reach:
    """All that may fill a role of a sentence's triggers, and what is the same for each of these."""

    def __init__(
        self, near: "_Near", implied: Sequence[Filler], sentence: int, discourse: "Discourse"
    ) -> None:
        self.fillers = [*near.before, *near.here, *near.after, *implied]
        self.named = len(self.fillers) - len(implied)  # how many of these are not implied
        self.here = near.here
        self.from_here = slice(len(near.before), len(near.before) + len(near.here))  # among all
        self.elsewhere = self.named - len(near.here)
        self.before: dict[str, int] = {}  # where names stand last before the sentence, nearest first
        for filler in reversed(near.before):
            if len(self.before) > MOST_NEARER:
                break
            self.before.setdefault(filler.mention.name, filler.mention.start)
        self._starts = [filler.mention.start for filler in near.here]
        self.rows: dict[int, Row] = {}  # the sentences of all, by number
        for other in {filler.mention.sentence for filler in self.fillers}:
            together = discourse.segments[other] == discourse.segments[sentence]
            self.rows[other] = Row(min(sentence - other, _FAR), together, discourse.in_headline[other])
        # Of the sides that are implied: how often the report names it, whether here, how long ago.
        self.unnamed: dict[SideId | None, tuple[int, bool, str]] = {}

    def between(self, start: int, end: int) -> int:
        """How many names of the triggers' sentence begin between two characters."""
        low, high = (start, end) if start < end else (end, start)
        return max(0, bisect_left(self._starts, high) - bisect_right(self._starts, low))


class _Near(NamedTuple):
    """The parties or places named in a sentence and around it."""

    before: Sequence[Filler]
    here: Sequence[Filler]
    after: Sequence[Filler]

    @classmethod
    def of(cls, rows: Sequence[Sequence[Filler]], sentence: int) -> "_Near":
        """Those within reach, of the parties or places of each sentence of a report."""
        before = list(chain.from_iterable(rows[max(0, sentence - LOOK_BACK) : sentence]))
        # What follows the first sentence may only name what a pronoun or headline left open.
        return cls(before, rows[sentence], rows[1] if sentence == 0 and len(rows) > 1 else ())


def reach_of_parties(discourse: "Discourse", sentence: int) -> Reach:
    """Parties of a sentence and of those before it, then sides that the report names anywhere."""
    reach = Reach(_Near.of(discourse.parties, sentence), discourse.implied, sentence, discourse)
    for filler in discourse.implied:
        rank, here = min(discourse.side_rank(filler.side), 3), discourse.names_side(filler.side, sentence)
        reach.unnamed[filler.side] = rank, here, discourse.side_recency(filler.side, sentence)
    return reach


def reach_of_places(discourse: "Discourse", sentence: int) -> Reach:
    """Places of a sentence and of those before it, and those that the whole report is about."""
    near = _Near.of(discourse.places, sentence)
    named = {filler.mention.name for filler in chain.from_iterable(near)}
    main = []
    for place in (discourse.title_place, discourse.scene(sentence), *discourse.main_places):
        if place is not None and place.name not in named:
            named.add(place.name)
            main.append(discourse.implied_place(place))
    return Reach(near, main, sentence, discourse)
