"""How much of each row counts once those are taken together that do not speak independently."""

import numpy as np
from numpy.typing import NDArray

from contested.knowledge.reconcile_settings import ReconcileSettings
from contested.model.control import Interest
from contested.reconcile.columns import INTERESTS
from contested.reconcile.groups import grouped
from contested.reconcile.hearing import NO_BLOC
from contested.reconcile.testimony import Said, Testimony

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def independent_shares(
    told: Testimony, content: Ints, strength: Floats, *, settings: ReconcileSettings
) -> Floats:
    """
    The share of each row's strength that counts.

    A group of rows that say the same together counts (sum of strengths) / (1 + (sum / strongest - 1) share):
    for n equal rows n / (1 + (n - 1) share). Rows of one article, then those of one origin within
    `same_group_days`, count as their strongest; then origins of one camp are discounted among themselves.

    Args:
        told: The rows.
        content: (rows,) equal where rows say the same of a place, but for the place and the holder.
        strength: (rows,) what each would add on its own, >= 0.
        settings: What groups share.
    """
    said = grouped(told.place, told.holder, content)
    week = told.day // settings.same_group_days
    by_article = grouped(said, told.document)
    shares = _discount(by_article, None, strength, settings.same_origin)
    by_origin = grouped(said, told.origin, week)
    shares *= _discount(by_origin, by_article, strength * shares, settings.same_origin)
    in_favour = told.interest == INTERESTS.index(Interest.FAVOURS)
    share = np.where(in_favour, settings.same_camp_favours, settings.same_camp_against)
    share[told.bloc == NO_BLOC] = 0.0  # monitors and wires belong to nobody: each stands alone
    by_camp = grouped(said, told.bloc, told.interest, week)
    shares *= _discount(by_camp, by_origin, strength * shares, share)
    return shares


def holder_content(told: Testimony) -> Ints:
    """0 for what speaks for the row's holder, 1 for what speaks against, 2 for his attacks, 3 for calm."""
    content = np.zeros(len(told.said), dtype=np.int64)
    content[told.said == Said.NOT_HELD] = 1
    content[told.said == Said.CONTESTED] = 2
    content[told.said == Said.CALM] = 3
    return content


def _discount(group: Ints, unit: Ints | None, strength: Floats, share: Floats | float) -> Floats:
    """What remains of each row's strength when the units (by default the rows) of its group share so much."""
    if not len(group):
        return np.ones(0)
    total = np.bincount(group, strength)
    strongest = np.zeros(len(total))
    if unit is None:
        np.maximum.at(strongest, group, strength)
    else:
        # A unit (an origin, say) may have rows in several groups, so it is taken group by group.
        pair = grouped(group, unit)
        of_pair = np.bincount(pair, strength)
        group_of_pair = np.zeros(len(of_pair), dtype=np.int64)
        group_of_pair[pair] = group
        np.maximum.at(strongest, group_of_pair, of_pair)
    units = np.divide(total, strongest, out=np.ones_like(total), where=strongest > 0)
    remaining: Floats = 1.0 / (1.0 + (units[group] - 1.0) * share)
    return remaining
