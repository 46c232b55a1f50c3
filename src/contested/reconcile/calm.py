"""Where nothing is going on at a place: what is said there is oftener true than amid news."""

import numpy as np
from numpy.typing import NDArray

from contested.knowledge.reconcile_settings import ReconcileSettings
from contested.model.control import Interest
from contested.reconcile.columns import INTERESTS
from contested.reconcile.hearing import NOBODY, Roster
from contested.reconcile.testimony import Said, Testimony

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

_NEWS = (Said.CONTESTED, Said.CAPTURED, Said.NOT_HELD, Said.RELIEVED)


def in_calm(
    told: Testimony, *, place: Ints, day: Ints, node: Ints, roster: Roster, settings: ReconcileSettings
) -> Flags:
    """
    Shape (rows,): whether the row says who holds a place while nothing is going on there.

    That is so where, within `live_days` before and after its day, nobody tells of fighting, a capture, a
    denial or the end of a siege there, and all who name a holder name the same bloc.

    Args:
        told: The rows.
        place: (nodes,) of each node, sorted.
        day: (nodes,) of each node, sorted within its place.
        node: (rows,) the node of each row.
        roster: Which holders stand together.
        settings: The window.
    """
    bloc = np.array(roster.bloc)
    heard = (told.weight > 0) & ~told.indirect
    news = heard & np.isin(told.said, _NEWS)
    naming = heard & (told.holder != NOBODY)
    marks = np.zeros((len(place), len(bloc) + 1), dtype=np.bool_)  # the last column is for news
    marks[node[naming], bloc[told.holder[naming]]] = True
    marks[node[news], -1] = True
    about = _within(marks, place, day, days=settings.live_days)
    calm = ~about[:, -1] & (about[:, :-1].sum(axis=1) <= 1)
    found: Flags = calm[node] & (told.said == Said.HELD)
    return found


def thetas(told: Testimony, calm: Flags, settings: ReconcileSettings) -> Floats:
    """How often each row is true: in calm believed no less than such rows are; a denial of a loss less."""
    favours = told.interest == INTERESTS.index(Interest.FAVOURS)
    at_least = np.where(favours, settings.favours_calm, settings.others_calm)
    found: Floats = np.where(calm, np.maximum(told.theta, at_least), told.theta)
    denials = favours & (told.said == Said.NOT_HELD)
    found[denials] = np.minimum(found[denials], settings.favours_denied)
    return found


def _within(marks: Flags, place: Ints, day: Ints, *, days: int) -> Flags:
    """Shape of `marks`: whether a node of the same place, fewer than so many days off, bears the mark."""
    total = np.zeros((len(marks) + 1, marks.shape[1]), dtype=np.int64)
    np.cumsum(marks, axis=0, out=total[1:])
    first = int(day.min(initial=0))
    span = int(day.max(initial=0)) - first + 2 * days + 1
    key = place * span + (day - first) + days
    since = np.searchsorted(key, key - days, side="right")
    until = np.searchsorted(key, key + days, side="left")
    found: Flags = total[until] > total[since]
    return found
