"""One number for each different combination of columns, and sums and maxima over such groups."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

_ROOM = 2**62  # keys must fit 64 bits with their sign


def grouped(*columns: Ints) -> Ints:
    """
    The group of each row: 0, 1, ... without gaps, equal where all columns (of whole numbers) are equal.

    Example:
        >>> import numpy as np
        >>> grouped(np.array([7, 7, 9]), np.array([1, 1, 1])).tolist()
        [0, 0, 1]
    """
    key, spread = np.zeros(len(columns[0]), dtype=np.int64), 1
    for column in columns:
        if not len(column):
            continue
        low, high = int(column.min()), int(column.max())
        width = high - low + 1
        if spread * width >= _ROOM:  # make room: number the combinations so far anew
            _, key = numbered(key)
            spread = int(key.max()) + 1
        key = key * width + (column - low)
        spread *= width
    if spread <= 4 * len(key):  # narrow keys need no sorting
        numbers = np.cumsum(np.bincount(key, minlength=spread) > 0) - 1
        dense: Ints = numbers[key]
        return dense
    return numbered(key)[1]


def numbered(keys: Ints) -> tuple[Ints, Ints]:
    """
    The different keys, sorted, and the number of each row's key among them.

    Example:
        >>> import numpy as np
        >>> [found.tolist() for found in numbered(np.array([7, 3, 7]))]
        [[3, 7], [1, 0, 1]]
    """
    # `np.unique` sorts otherwise, in twice the time: keys mostly begin with the place, as rows do.
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    is_new = np.ones(len(keys), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=is_new[1:])
    numbers = np.empty(len(keys), dtype=np.int64)
    numbers[order] = np.cumsum(is_new) - 1
    return ordered[is_new], numbers


def highest(group: Ints, values: Ints, *, groups: int, least: int) -> Ints:
    """Shape (groups,): the largest value of each group; `least` for one without rows."""
    found = np.full(groups, least, dtype=np.int64)
    np.maximum.at(found, group, values)
    return found


def any_in(group: Ints, flags: Flags, *, groups: int) -> Flags:
    """Shape (groups,): whether some row of the group is flagged."""
    found: Flags = np.bincount(group[flags], minlength=groups) > 0
    return found


def differing(group: Ints, values: Ints, *, groups: int) -> Ints:
    """Shape (groups,): how many different values each group has."""
    if not len(group):
        return np.zeros(groups, dtype=np.int64)
    pair = grouped(group, values)
    of_pair = np.zeros(int(pair.max()) + 1, dtype=np.int64)
    of_pair[pair] = group
    counts: Ints = np.bincount(of_pair, minlength=groups).astype(np.int64)
    return counts
