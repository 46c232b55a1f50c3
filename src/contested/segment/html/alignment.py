"""Finds again, on the page, the words that an extractor gave back without telling where they stood."""

import re
from bisect import bisect_right
from collections.abc import Sequence

_NOT_LETTERS = re.compile(r"[\W_]+")
_SURE = 12  # letters; shorter blocks may stand anywhere and are only looked for between surer ones
_MOST_PLACES = 4  # a block found more often than that tells nothing
_EDGE = 24  # letters at either end by which a block is known that was not given back whole


def letters(words: str) -> str:
    """The letters and digits alone."""
    return _NOT_LETTERS.sub("", words)


def aligned(blocks: Sequence[str], extract: str) -> list[bool]:
    """
    For each block whether the extract holds it at its place in the reading order.

    Args:
        blocks: Letters and digits of each block of the page, in reading order.
        extract: Letters and digits of what was extracted, in the same order.

    Returns:
        One truth value a block. A block without letters goes with the one before it.

    Example:
        >>> aligned(["Home", "Sadrafelltothem", "Home", "Theytookthetown"], "SadrafelltothemTheytookthetown")
        [False, True, False, True]
    """
    places = _chain(blocks, extract)
    _fill(blocks, extract, places)
    found: list[bool] = []
    for number, words in enumerate(blocks):
        found.append(number in places if words else bool(found) and found[-1])
    return found


def _chain(blocks: Sequence[str], extract: str) -> dict[int, tuple[int, int]]:
    """Where the long blocks stand in the extract: in order, and so that most letters find a place."""
    ends: list[int] = [0]  # the ways that were found: where each ends, with more letters the later it ends
    gains: list[int] = [0]
    steps: list[int] = [-1]  # the number of the last placement of each way
    placed: list[tuple[int, int, int, int]] = []  # block, start, end, the placement before it
    for number, words in enumerate(blocks):
        if len(words) < _SURE:
            continue
        # From the last place to the first, so that no way takes the same block twice.
        for start in reversed(_places(words, extract)):
            at = bisect_right(ends, start) - 1
            end, gain = start + len(words), gains[at] + len(words)
            placed.append((number, start, end, steps[at]))
            below = bisect_right(ends, end) - 1
            if gains[below] >= gain:
                continue
            if ends[below] == end:
                gains[below], steps[below] = gain, len(placed) - 1
            else:
                below += 1
                ends.insert(below, end)
                gains.insert(below, gain)
                steps.insert(below, len(placed) - 1)
            beyond = below + 1
            while beyond < len(ends) and gains[beyond] <= gain:
                beyond += 1
            del ends[below + 1 : beyond], gains[below + 1 : beyond], steps[below + 1 : beyond]
    found: dict[int, tuple[int, int]] = {}
    step = steps[-1]
    while step >= 0:
        number, start, end, step = placed[step]
        found[number] = (start, end)
    return found


def _places(words: str, extract: str) -> list[int]:
    found: list[int] = []
    at = extract.find(words)
    while at >= 0 and len(found) <= _MOST_PLACES:
        found.append(at)
        at = extract.find(words, at + 1)
    return found if len(found) <= _MOST_PLACES else []


def _fill(blocks: Sequence[str], extract: str, places: dict[int, tuple[int, int]]) -> None:
    """Place the other blocks in what the extract holds between their neighbours."""
    order = sorted(places)
    bounds = [(-1, 0), *((number, places[number][1]) for number in order)]
    after = [*((number, places[number][0]) for number in order), (len(blocks), len(extract))]
    for (above, at), (below, limit) in zip(bounds, after, strict=True):
        if at >= limit:
            continue
        for number in range(above + 1, below):
            words = blocks[number]
            if not words:
                continue
            if len(words) < 2 * _EDGE:
                start = extract.find(words, at, limit)
                if start >= 0 and (len(words) >= 3 or start == at):
                    places[number] = (start, start + len(words))
                    at = start + len(words)
                continue
            start = extract.find(words[:_EDGE], at, limit)
            end = extract.find(words[-_EDGE:], max(start, at), limit)
            if start >= 0 or end >= 0:
                begin = start if start >= 0 else end
                stop = end + _EDGE if end >= 0 else begin + _EDGE
                places[number] = (begin, stop)
                at = stop
