"""What the network is asked: a trigger with all that may fill its roles, as numbers."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from contested.extract.candidates import Situation
from contested.extract.choosing import ROLES
from contested.extract.context.windows import Window, marks, rank_of, side_number, stance_of, windows
from contested.extract.context.wordpieces import Numbers, Spans, Wordpieces
from contested.extract.fillers import Filler
from contested.extract.mentions import Mention
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
    """All that may fill a role of one trigger, arrays of shape `(fillers,)`."""

    vectors: Numbers  # 1 + the number of a mention or side of the window; 0 where it has none
    implied: Numbers
    distances: Numbers
    sides: Numbers
    stances: Numbers
    relations: Numbers


class Question(NamedTuple):
    """A trigger of a window: its pieces, its event and its fillers for each role."""

    trigger: tuple[int, int]
    event: int
    fillers: Mapping[str, Fillers]


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
        # What is known of a filler of another sentence, or of an implied one, wherever it is asked about:
        self.known: dict[tuple[int, bool, int], tuple[int, ...]] = {}

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
            begin, end = (part.tolist() for part in self.pieces.covering(new))
            for word, first, last in zip(new, begin, end, strict=True):
                self._triggers[word] = self._trigger(first, last) if first < last else None
        return [self._triggers[word] for word in words]

    def _trigger(self, first: int, last: int) -> tuple[int, tuple[int, int]]:
        number = bisect_right(self._ends, first)
        begin, end = self.views[number].window.places_of((np.array([first]), np.array([last])))
        return number, (int(begin[0]), int(end[0]))

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

    def ask(
        self, situation: Situation, fillers: Mapping[str, Sequence[Filler]]
    ) -> tuple[int, Question] | None:
        """The number of the trigger's window, and the question to be asked there."""
        token = situation.candidate.token
        (found,) = self.triggers([(situation.start, situation.start + len(token))])
        if found is None:
            return None
        number, place = found
        view = self.views[number]
        coded: dict[int, Fillers] = {}
        for among in fillers.values():  # actor and target are looked for among the same
            if id(among) not in coded:
                coded[id(among)] = self._coded(among, place[0], situation, view)
        asked = {role: coded[id(fillers[role])] for role in ROLES}
        return number, Question(place, self.vocabulary.events.index(situation.event), asked)

    def _coded(self, fillers: Sequence[Filler], at: int, situation: Situation, view: View) -> Fillers:
        rows = []
        for filler in fillers:
            away = situation.sentence - filler.mention.sentence
            if away or filler.implied:
                key = id(filler.mention), filler.implied, away
                if (row := view.known.get(key)) is None:
                    row = view.known[key] = self._row(filler, at, situation, view)
            else:
                row = self._row(filler, at, situation, view)
            rows.append(row)
        return Fillers(*np.array(rows, dtype=np.int64).reshape(-1, 6).T)

    def _row(self, filler: Filler, at: int, situation: Situation, view: View) -> tuple[int, ...]:
        mention, discourse, known = filler.mention, self.reading.discourse, self.vocabulary
        return (
            view.vector(filler, self.reading),
            int(filler.implied),
            _distance(filler, view.place(mention), at, situation.sentence),
            side_number(rank_of(mention, discourse)),
            known.stances.get(stance_of(mention, discourse), 0),
            known.relations.get("implied" if filler.implied else situation.relation(mention), 0),
        )


def _distance(filler: Filler, place: int | None, at: int, sentence: int) -> int:
    if filler.implied:
        return _IMPLIED
    if place is None:
        return _UNSEEN
    away = sentence - filler.mention.sentence
    if away:
        return 13 + min(max(away, -1), 4)  # 12 for what follows, then 14 to 17
    gap = place - at
    return sum(abs(gap) > most for most in _GAPS) + (6 if gap > 0 else 0)
