"""What is counted on the places of a war on one day, and what a table of such counts says."""

from collections.abc import Sequence

import numpy as np
from wars import BATTLE, SIEGE, Told

HOT_DAYS = 14
Row = tuple[float, ...]  # right, surest, hot, flagged, contradicted, several


def speaks_of_holder(told: Told, places: int) -> bool:
    """Whether the baselines can use it, and the truth judges it: it says who holds a place."""
    return told.kind in ("hold", "capture") and not told.denied and told.place < places


def rows(
    shares: np.ndarray,
    flagged: np.ndarray,
    *,
    holder: np.ndarray,
    state: np.ndarray,
    known: Sequence[Told],
    tau: int,
) -> list[Row]:
    """One row for each place that somebody has named a holder of."""
    recent: dict[int, list[bool]] = {}
    for claim in known:
        if claim.true is not None and speaks_of_holder(claim, holder.shape[1]):
            spoken = recent.setdefault(claim.place, [])
            if claim.day > tau - HOT_DAYS:
                spoken.append(claim.true)
    changed = (holder[max(tau - HOT_DAYS, 0) : tau + 1] != holder[tau]).any(axis=0)
    hot = (state[tau] == BATTLE) | changed
    return [
        (
            shares[place].argmax() == holder[tau, place],
            shares[place].max(),
            hot[place],
            flagged[place],
            len(set(spoken)) == 2,
            len(spoken) > 1,
        )
        for place, spoken in sorted(recent.items())
    ]


def siege_rows(found: np.ndarray, state: np.ndarray, known: Sequence[Told], tau: int) -> list[Row]:
    """Found, true, and whether some report tells of a siege, for each place that any report speaks of."""
    spoken = sorted({claim.place for claim in known if claim.place < state.shape[1]})
    of_siege = {claim.place for claim in known if claim.kind in ("siege", "relief")}
    return [(found[place], state[tau, place] == SIEGE, place in of_siege) for place in spoken]


def accuracy(table: Sequence[Row], *, hot_only: bool = False) -> float:
    """Share of places whose likeliest holder is the true one."""
    array = np.array(table, dtype=float)
    chosen = array[:, 2] == 1 if hot_only else np.ones(len(array), bool)
    return float(array[chosen, 0].mean()) if chosen.any() else float("nan")


def calibration_error(table: Sequence[Row], bins: int = 10) -> float:
    """Expected calibration error of the likeliest holder's probability."""
    right, surest = np.array(table, dtype=float)[:, :2].T
    total = 0.0
    for low in np.arange(bins) / bins:
        inside = (surest > low) & (surest <= low + 1 / bins)
        if inside.any():
            total += inside.mean() * abs(surest[inside].mean() - right[inside].mean())
    return float(total)


def dispute_f1(table: Sequence[Row]) -> float:
    """Of the places with several claims in two weeks: is a dispute flagged where true and false ones meet."""
    array = np.array(table, dtype=float)
    array = array[array[:, 5] == 1]
    return f1(array[:, 3], array[:, 4])


def f1(found: np.ndarray, true: np.ndarray) -> float:
    """Harmonic mean of precision and recall."""
    both = found.sum() + true.sum()
    return float(2 * (found * true).sum() / both) if both else float("nan")


def with_interval(wars: Sequence[Sequence[Row]], *, hot_only: bool = False) -> tuple[float, float]:
    """Accuracy over all places of all wars, and half its 95 % interval: wars left out in turn (jackknife)."""
    whole = accuracy([row for war in wars for row in war], hot_only=hot_only)
    if len(wars) < 2:
        return whole, float("nan")
    without = np.array(
        [
            accuracy([row for other in wars if other is not war for row in other], hot_only=hot_only)
            for war in wars
        ]
    )
    count = len(wars)
    deviation = ((count - 1) / count * ((without - without.mean()) ** 2).sum()) ** 0.5
    return whole, float(_T[min(count, len(_T) + 1) - 2] * deviation)


# 97.5 % quantiles of Student's t for 1, 2, ... degrees of freedom; the last stands for all further ones.
_T = (12.71, 4.30, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23, 2.20, 2.18, 2.16, 2.14, 2.13, 2.12, 2.11)
