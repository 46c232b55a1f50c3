"""What reports say where fighting, sieges and captures come and go, and how far late words still count."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from contested.knowledge.reconcile_settings import ReconcileSettings
from contested.model.control import Interest
from contested.reconcile.columns import INTERESTS
from contested.reconcile.discount import independent_shares
from contested.reconcile.hazards import scaled
from contested.reconcile.hearing import NOBODY
from contested.reconcile.phases import TAKEN
from contested.reconcile.testimony import SIEGES, Said, Testimony

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aftermath:
    """How rows count in a place that has just been taken, (rows,) each."""

    odds: Floats  # log odds of what the row says of its holder
    anyway: Floats  # how much likelier than elsewhere it is told there, whoever holds the place


def aftermath(
    told: Testimony, theta: Floats, *, others: Floats, own: Flags, settings: ReconcileSettings
) -> Aftermath:
    """
    How rows count in a place that has just been taken.

    The loser denies it there and the winner boasts: both say less. And what is told without a day may still
    speak of the days before: it is not unlikely to be told there, whoever holds the place.

    Args:
        told: The rows.
        theta: (rows,) how often they are true elsewhere.
        others: (rows,) log of how many other holders a wrong row may mean.
        own: (rows,) whether they favour their own camp.
        settings: What is believed then, and how often words come late.
    """
    there = np.where(own, np.minimum(theta, settings.favours_taken), theta)
    right, wrong = np.log(there), np.log(1 - there) - others
    late = np.log(np.maximum(np.exp(wrong), there * settings.late))
    wrong = np.where(told.dayless, late, wrong)
    denied = told.said == Said.NOT_HELD
    anyway = np.where(denied, right - np.log(theta), wrong - np.log(1 - theta) + others)
    return Aftermath(odds=right - wrong, anyway=anyway)


def of_phases(
    told: Testimony, node: Ints, *, nodes: int, holders: int, settings: ReconcileSettings
) -> tuple[Floats, Floats]:
    """
    The log likelihood of what is said about fighting, captures and sieges.

    That a place was captured is told where it was, and boasted of where it is fought over; hardly elsewhere.

    Returns:
        For each phase, (nodes, phases); and what is to be taken off again where a place has just been taken
        by the very side that a late word calls besieged, or relieved, there (nodes, holders).
    """
    boast = told.interest == INTERESTS.index(Interest.FAVOURS)
    # What is said of a siege is weighed apart from who holds the place: naming the holder elsewhere in the
    # article must not dilute it.
    nobody = replace(told, holder=np.full_like(told.holder, NOBODY))
    counted = told.weight * independent_shares(nobody, told.said, told.weight, settings=settings)
    total = np.zeros((nodes, len(settings.prior_phase)))
    of_itself = np.zeros((nodes, holders))
    anybody = np.ones_like(boast)
    for said, by, likelihood in (
        (Said.CONTESTED, anybody, settings.said_contested),
        (Said.CALM, anybody, settings.said_calm),
        (Said.CAPTURED, anybody, settings.said_captured),
        (Said.BESIEGED, ~boast, settings.said_besieged),
        (Said.BESIEGED, boast, settings.boasted_besieged),
        (Said.RELIEVED, ~boast, settings.said_relieved),
        (Said.RELIEVED, boast, settings.boasted_relieved),
    ):
        share = scaled(likelihood)
        rows = by & (told.said == said)
        total += np.outer(np.bincount(node[rows], counted[rows], minlength=nodes), np.log(share))
        if said == Said.CAPTURED:
            continue  # news of a capture is no likelier to be late where there was one
        rows &= told.dayless
        # A late word of a siege says who held the place before, too, and pays for that there.
        before = share.max()
        mixed = before if said in SIEGES else (1 - settings.late) * share[TAKEN] + settings.late * before
        gain = np.log(mixed) - np.log(share[TAKEN])
        total[:, TAKEN] += gain * np.bincount(node[rows], counted[rows], minlength=nodes)
        if said in SIEGES:
            rows &= told.holder != NOBODY
            cells = node[rows] * holders + told.holder[rows]
            of_itself += gain * np.bincount(cells, counted[rows], minlength=nodes * holders).reshape(
                nodes, holders
            )
    return total, of_itself
