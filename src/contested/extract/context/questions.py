"""What the network is asked: a trigger with all that may fill its roles, as numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from contested.extract.candidates import Situation
from contested.extract.choosing import ROLES
from contested.extract.context.windows import Window, marks, rank_of, side_number, stance_of, windows
from contested.extract.context.wordpieces import Numbers, Spans, Wordpieces
from contested.extract.fields import Field
from contested.extract.fillers import Filler
from contested.extract.mentions import Mention
from contested.extract.reach import Reach
from contested.extract.reading import Reading

DISTANCES = 20
_GAPS = (2, 4, 8, 14, 24)  # pieces between trigger and filler
_IMPLIED, _UNSEEN = DISTANCES - 2, DISTANCES - 1


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that the network knows by number; 0 is for any other."""

    events: tuple[str, ...]
    stances: Mapping[str, int]
    relations: Mapping[str, int]


class Fillers(NamedTuple):
    """What may fill a role, arrays of shape `(fillers,)`."""

    vectors: Numbers  # 1 + the number of a mention or side of the window; 0 where it has none
    implied: Numbers
    distances: Numbers
    sides: Numbers
    stances: Numbers
    relations: Numbers

    @classmethod
    def of(cls, asked: Sequence[Sequence["Code"]]) -> "Fillers":
        """Those of some triggers, one trigger after another: one array is made much faster than many."""
        codes = chain.from_iterable(chain.from_iterable(asked))
        return cls(*np.fromiter(codes, dtype=np.int64).reshape(-1, len(cls._fields)).T.copy())


Code = tuple[int, int, int, int, int, int]  # one of the `Fillers` of a trigger


class Question(NamedTuple):
    """A trigger of a window: its pieces, its event and its fillers for each role."""

    trigger: tuple[int, int]
    event: int
    fillers: Mapping[str, Sequence[Code]]


class View:
    """A window with its mentions; `spans` are the mentions' pieces, `groups` the mentions of one side."""

    def __init__(self, window: Window, mentions: Sequence[Mention], covered: Spans, reading: Reading) -> None:
        self.window = window
        begin, end = window.places_of(covered)
        self.spans: list[tuple[int, int]] = []
        self._number: dict[int, int] = {}
        sides: dict[str, list[int]] = {}
        for mention, first, last in zip(mentions, begin.tolist(), end.tolist(), strict=True):
            if first == last:
                continue
            self._number[id(mention)] = len(self.spans)
            side = reading.discourse.side_of(mention) if mention.is_party else None
            if side is not None:
                sides.setdefault(side, []).append(len(self.spans))
            self.spans.append((first, last))
        self.groups = list(sides.values())
        self._group = {side: len(self.spans) + number for number, side in enumerate(sides)}
        # What is the same for all triggers that ask about a filler, and for all of one sentence:
        self.codes: dict[int, tuple[int, int, int]] = {}
        self.tables: dict[int, list[Code]] = {}

    def vector(self, filler: Filler, reading: Reading) -> int:
        """The number of the vector that stands for a filler, from 1; 0 where the window holds none."""
        mention = filler.mention
        if filler.implied and mention.is_party:
            side = reading.discourse.side_of(mention)
            return 1 + self._group.get(side or "", -1)
        return 1 + self._number.get(id(mention), -1)

    def place(self, mention: Mention) -> int | None:
        """Where a mention begins in the window."""
        number = self._number.get(id(mention))
        return None if number is None else self.spans[number][0]


class Prepared:
    """A report as the network takes it: windows with their inputs and mentions."""

    def __init__(self, reading: Reading, wordpieces: Wordpieces, vocabulary: Vocabulary) -> None:
        self.reading = reading
        self.vocabulary = vocabulary
        self.pieces = wordpieces.cut([(s.start, s.text) for s in reading.sentences])
        flat = [mention for row in reading.mentions for mention in row]
        covered = self.pieces.covering([(mention.start, mention.end) for mention in flat])
        self.marks = marks(self.pieces, flat, covered, reading.discourse, vocabulary.stances)
        self.views = [View(window, flat, covered, reading) for window in windows(self.pieces)]
        self._ends = [view.window.own.stop for view in self.views]
        self._triggers: dict[tuple[int, int], tuple[int, tuple[int, int]] | None] = {}

    def triggers(self, words: Sequence[tuple[int, int]]) -> list[tuple[int, tuple[int, int]] | None]:
        """For each word the window that judges it, and its pieces there; None if it has no pieces."""
        if new := [word for word in words if word not in self._triggers]:
            self._triggers.update(self._placed(new))
        return [self._triggers[word] for word in words]

    def _placed(
        self, words: Sequence[tuple[int, int]]
    ) -> Mapping[tuple[int, int], tuple[int, tuple[int, int]] | None]:
        """The window and the pieces of each word, found for all words of a window together."""
        found: dict[tuple[int, int], tuple[int, tuple[int, int]] | None] = dict.fromkeys(words)
        first, last = self.pieces.covering(words)
        judges = np.searchsorted(self._ends, first, side="right")
        for number, view in enumerate(self.views):
            own = np.flatnonzero((judges == number) & (first < last))
            begin, end = view.window.places_of((first[own], last[own]))
            for at, place in zip(own.tolist(), zip(begin.tolist(), end.tolist(), strict=True), strict=True):
                found[words[at]] = number, place
        return found

    def needed(self, words: Sequence[tuple[int, int]]) -> list[tuple[View, NDArray[np.bool_]]]:
        """
        Each window with the pieces whose vectors are needed, the opening mark counted.

        Those are the pieces of words that may be triggers, given as spans, and of all mentions that they are
        compared with; none in a window that judges no word.
        """
        found = [(view, np.zeros(view.window.size, dtype=np.bool_)) for view in self.views]
        for place in set(self.triggers(words)):
            if place is not None:
                found[place[0]][1][slice(*place[1])] = True
        for view, needed in found:
            if needed.any():
                for span in view.spans:
                    needed[slice(*span)] = True
        return found

    def ask(self, situation: Situation) -> tuple[int, Question] | None:
        """The number of the trigger's window, and the question to be asked there."""
        token = situation.candidate.token
        (found,) = self.triggers([(situation.start, situation.start + len(token))])
        if found is None:
            return None
        number, place = found
        actor, target, for_place = ROLES
        parties = self._coded(situation.field(actor), place[0], situation, self.views[number])
        places = self._coded(situation.field(for_place), place[0], situation, self.views[number])
        fillers = {actor: parties, target: parties, for_place: places}
        return number, Question(place, self.vocabulary.events.index(situation.event), fillers)

    def _coded(self, field: Field, at: int, situation: Situation, view: View) -> list[Code]:
        """The fillers of a role; for those of other sentences than the trigger's it is no matter who asks."""
        reach, known = field.reach, self.vocabulary.relations
        if (table := view.tables.get(id(reach))) is None:
            table = view.tables[id(reach)] = self._table(reach, situation.sentence, view)
        if not reach.here:
            return table
        coded = table.copy()
        first = reach.from_here.start
        for number, (filler, relation) in enumerate(zip(reach.here, field.relations, strict=True), first):
            vector, implied, _, side, stance, _ = coded[number]
            gap = _gap(view.place(filler.mention), at)
            coded[number] = vector, implied, gap, side, stance, known.get(relation, 0)
        return coded

    def _table(self, reach: Reach, sentence: int, view: View) -> list[Code]:
        """The fillers of a sentence's triggers, as if those of the sentence itself stood elsewhere too."""
        relations = self.vocabulary.relations
        implied, away = relations.get("implied", 0), relations.get("away", 0)
        table: list[Code] = []
        for filler in reach.fillers:
            if (codes := view.codes.get(id(filler))) is None:
                codes = view.codes[id(filler)] = self._codes(filler, view)
            vector, side, stance = codes
            if filler.implied:
                table.append((vector, 1, _IMPLIED, side, stance, implied))
            else:
                distance = _distance(sentence - filler.mention.sentence) if vector else _UNSEEN
                table.append((vector, 0, distance, side, stance, away))
        return table

    def _codes(self, filler: Filler, view: View) -> tuple[int, int, int]:
        """The vector, side and stance of a filler."""
        mention, discourse = filler.mention, self.reading.discourse
        side = side_number(rank_of(mention, discourse))
        stance = self.vocabulary.stances.get(stance_of(mention, discourse), 0)
        return view.vector(filler, self.reading), side, stance


def _distance(away: int) -> int:
    """Of a mention so many sentences before the trigger's, or behind it."""
    return 13 + min(max(away, -1), 4)  # 12 for what follows, then 14 to 17


def _gap(place: int | None, at: int) -> int:
    """Of a mention of the trigger's sentence."""
    if place is None:
        return _UNSEEN
    gap = place - at
    return sum([abs(gap) > most for most in _GAPS]) + (6 if gap > 0 else 0)
