"""What the network is asked: a trigger with all that may fill its roles, as numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from contested.extract.candidates import Situation
from contested.extract.choosing import ROLES
from contested.extract.context.windows import Window, marks, rank_of, side_number, stance_of, windows
from contested.extract.context.wordpieces import Numbers, Wordpieces
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

    def __init__(
        self, window: Window, mentions: Mapping[int, tuple[Mention, range]], reading: Reading
    ) -> None:
        self.window = window
        self.spans: list[tuple[int, int]] = []
        self._number: dict[int, int] = {}
        sides: dict[str, list[int]] = {}
        for key, (mention, pieces) in mentions.items():
            places = [at for piece in pieces if (at := window.place_of(piece)) is not None]
            if not places:
                continue
            self._number[key] = len(self.spans)
            side = reading.discourse.side_of(mention) if mention.is_party else None
            if side is not None:
                sides.setdefault(side, []).append(len(self.spans))
            self.spans.append((places[0], places[-1] + 1))
        self.groups = list(sides.values())
        self._group = {side: len(self.spans) + number for number, side in enumerate(sides)}

    def vector(self, filler: Filler, reading: Reading) -> int:
        """The number of the vector that stands for a filler, from 1; 0 where the window holds none."""
        mention = filler.mention
        if filler.implied and mention.is_party:
            side = reading.discourse.side_of(mention)
            return 1 + self._group.get(side or "", -1)
        return 1 + self._number.get(id(mention), -1)

    def place(self, mention: Mention) -> int | None:
        """The first piece of a mention in the window."""
        number = self._number.get(id(mention))
        return None if number is None else self.spans[number][0]


class Prepared:
    """A report as the network takes it: windows with their inputs and mentions."""

    def __init__(self, reading: Reading, wordpieces: Wordpieces, vocabulary: Vocabulary) -> None:
        self.reading = reading
        self.vocabulary = vocabulary
        self.pieces = wordpieces.cut([(s.start, s.text) for s in reading.sentences])
        flat = [mention for row in reading.mentions for mention in row]
        self.marks = marks(self.pieces, flat, reading.discourse, vocabulary.stances)
        covered = {id(m): (m, _range(self.pieces.covering(m.start, m.end))) for m in flat}
        self.views = [View(window, covered, reading) for window in windows(self.pieces)]
        self._known: dict[int, tuple[int, int]] = {}
        self._owner = {piece: number for number, view in enumerate(self.views) for piece in view.window.own}

    def trigger(self, start: int, end: int) -> tuple[int, tuple[int, int]] | None:
        """The window that judges a trigger, and the trigger's pieces there; None if it has no pieces."""
        pieces = _range(self.pieces.covering(start, end))
        if not pieces:
            return None
        number = self._owner[pieces[0]]
        window = self.views[number].window
        places = [at for piece in pieces if (at := window.place_of(piece)) is not None]
        return number, (places[0], places[-1] + 1)

    def needed(self, words: Sequence[tuple[int, int]]) -> list[tuple[View, NDArray[np.bool_]]]:
        """
        Each window with the pieces whose vectors are needed, the opening mark counted.

        Those are the pieces of words that may be triggers, given as spans, and of all mentions that they are
        compared with; none in a window that judges no word.
        """
        found = [(view, np.zeros(view.window.size, dtype=np.bool_)) for view in self.views]
        for place in {self.trigger(start, end) for start, end in words}:
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
        if (found := self.trigger(situation.start, situation.start + len(token))) is None:
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
            mention = filler.mention
            relation = "implied" if filler.implied else situation.relation(mention)
            rows.append(
                (
                    view.vector(filler, self.reading),
                    int(filler.implied),
                    _distance(filler, view.place(mention), at, situation.sentence),
                    *self._side_and_stance(mention),
                    self.vocabulary.relations.get(relation, 0),
                )
            )
        return Fillers(*np.array(rows, dtype=np.int64).reshape(-1, 6).T)

    def _side_and_stance(self, mention: Mention) -> tuple[int, int]:
        """The numbers of a mention's side and stance, looked up once: it is asked about for many triggers."""
        if (known := self._known.get(id(mention))) is None:
            discourse = self.reading.discourse
            stance = self.vocabulary.stances.get(stance_of(mention, discourse), 0)
            known = self._known[id(mention)] = side_number(rank_of(mention, discourse)), stance
        return known


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


def _range(covered: slice) -> range:
    return range(covered.start, covered.stop)
