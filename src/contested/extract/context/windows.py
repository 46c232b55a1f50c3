"""A report cut into windows that fit the network, with what is known of each word."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from contested.extract.context.wordpieces import Numbers, Pieces, Spans
from contested.extract.discourse import Discourse
from contested.extract.mentions import Mention, MentionKind

LONGEST = 512  # pieces in a window
_BEFORE = 100  # pieces read again before those that a window is for
_HEADLINE = 40  # pieces of the first sentence that every window begins with
_OPENING, _CLOSING = 101, 102  # [CLS], [SEP]

KINDS: Sequence[MentionKind] = tuple(MentionKind)
SIDES = 8  # none, six by how often the report names them, the rest


class Marks(NamedTuple):
    """What tables know of each piece: its mention's kind, its side's rank, how that stands to the outlet."""

    kinds: Numbers
    sides: Numbers
    stances: Numbers


class Window(NamedTuple):
    """Some pieces of a report: `pieces[own]` are judged here, the others are context."""

    pieces: Numbers  # positions in the report's pieces, in reading order
    own: range

    @property
    def size(self) -> int:
        """Pieces with the opening and the closing mark."""
        return len(self.pieces) + 2

    def places_of(self, spans: Spans) -> Spans:
        """Where spans of the report's pieces stand in the window, as far as it holds them."""
        begin, end = (np.searchsorted(self.pieces, edges) + 1 for edges in spans)  # the opening mark counted
        return begin, end


def windows(pieces: Pieces) -> Iterator[Window]:
    """Windows whose own pieces are the whole report, cut between sentences where that is possible."""
    count = len(pieces.ids)
    if not count:
        return
    bounds = [0, *(np.flatnonzero(np.diff(pieces.sentences)) + 1).tolist(), count]
    headline = np.arange(min(_HEADLINE, bounds[1]))
    own = 0
    while own < count:
        begin = _last(bounds, own - 2 * _BEFORE, own - _BEFORE, otherwise=max(0, own - _BEFORE))
        before = headline[headline < begin]
        room = own + LONGEST - 2 - len(before) - (own - begin)
        end = _last(bounds, own + 1, room, otherwise=min(count, room))
        yield Window(np.concatenate([before, np.arange(begin, end)]), range(own, end))
        own = end


def _last(bounds: Sequence[int], least: int, most: int, *, otherwise: int) -> int:
    """The last of ascending numbers that is at least one and at most another."""
    at = bisect_right(bounds, most) - 1
    return bounds[at] if at >= 0 and bounds[at] >= least else otherwise


def side_number(side_rank: int) -> int:
    """The number of a side by how often the report names it, from 1; 0 for no side."""
    return 0 if side_rank < 0 else 1 + min(side_rank, SIDES - 2)


def marks(
    pieces: Pieces,
    mentions: Sequence[Mention],
    covered: Spans,
    discourse: Discourse,
    stances: Mapping[str, int],
) -> Marks:
    """What is known of each piece that mentions cover; 0 where nothing is."""
    found = Marks(*(np.zeros(len(pieces.ids), dtype=np.int64) for _ in range(3)))
    for mention, first, last in zip(mentions, *(edges.tolist() for edges in covered), strict=True):
        where = slice(first, last)
        found.kinds[where] = 1 + KINDS.index(mention.kind)
        if mention.is_party:
            found.sides[where] = side_number(rank_of(mention, discourse))
        found.stances[where] = stances.get(stance_of(mention, discourse), 0)
    return found


def rank_of(mention: Mention, discourse: Discourse) -> int:
    """0 for a mention of the side that the report names most, -1 for one of no side."""
    side = discourse.side_of(mention) if mention.is_party else None
    return discourse.side_rank(side) if side is not None else -1


def stance_of(mention: Mention, discourse: Discourse) -> str:
    """How a party stands to the outlet, or which kind a place is of."""
    if mention.is_party:
        return discourse.stance(discourse.side_of(mention))
    return discourse.place_kind(mention)


def opened(window: Window, values: Numbers, opening: int = 0, closing: int = 0) -> Numbers:
    """The values of a window's pieces between those of its marks."""
    return np.concatenate([[opening], values[window.pieces], [closing]])


def numbered(window: Window, pieces: Pieces) -> Numbers:
    """The piece numbers of a window as the network takes them."""
    return opened(window, pieces.ids, _OPENING, _CLOSING)
