"""How the claims about one place stand to each other on a day: agreed, claimed, disputed, changed, stale."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contested.model.control import Interest, Verdict
from contested.reconcile.hearing import NO_BLOC, NOBODY, Hearing
from contested.reconcile.testimony import INTERESTS, NAMES_HOLDER, Said, Testimony

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]

_AGAINST = INTERESTS.index(Interest.AGAINST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """Where the rows of one place stand towards one holder on a day."""

    supports: Flags  # (rows,)
    opposes: Flags  # (rows,)
    verdict: Verdict
    last: int | None  # the last day up to `on` that a row speaks of
    run: int  # first day of the unbroken time that this holder has been the likeliest


def stand(told: Testimony, hearing: Hearing, *, holder: int, days: Ints, shares: Floats) -> Stand:
    """
    Judge by rule; the model only says whether a change of hands explains a contrary claim.

    Args:
        told: The rows of one place.
        hearing: Holders, windows, and the day asked for.
        holder: The holder that the cell names or leans to.
        days: (nodes,) the place's days, in order.
        shares: (nodes, holders) what the model makes probable on them.
    """
    on, settings = hearing.on, hearing.settings
    bloc = np.array(hearing.roster.bloc)
    same = np.where(told.holder == NOBODY, False, bloc[told.holder] == bloc[holder])
    names = np.isin(told.said, NAMES_HOLDER)
    denies = told.said == Said.NOT_HELD
    present = told.said == Said.PRESENT
    supports = ((names | present) & same) | (denies & ~same)
    opposes = (names & ~same) | (denies & same)
    past = told.day <= on
    run = _run(on, holder, days, shares)
    if not past.any():
        return Stand(supports=supports, opposes=opposes, verdict=Verdict.NO_REPORT, last=None, run=run)
    last = int(told.day[past].max())
    # A region's word on a place inside it neither settles nor disputes what is said of the place itself.
    direct = past & ~told.contained & ~present & (told.weight > 0)
    verdict = Verdict.CLAIMED
    if on - last > settings.stale_days:
        verdict = Verdict.STALE
    elif (contrary := _latest_words(told, direct & opposes, direct & (opposes | supports))).any():
        explained = _explained(told, contrary, on, holder, days, shares, direct & supports)
        if (contrary & ~explained & (told.day > last - settings.live_days)).any():
            verdict = Verdict.DISPUTED
        elif (contrary & explained & (told.day > last - settings.stale_days)).any():
            verdict = Verdict.CHANGED
    if verdict is Verdict.CLAIMED and _agreed(told, direct & supports & (told.day >= run)):
        verdict = Verdict.AGREED
    return Stand(supports=supports & past, opposes=opposes & past, verdict=verdict, last=last, run=run)


def _run(on: int, holder: int, days: Ints, shares: Floats) -> int:
    """The first of the days, going back from `on` without a break, on which the holder is the likeliest."""
    known = days <= on
    lost = np.flatnonzero(known & (shares[:, holder] < shares.max(axis=1)))
    return int(days[lost[-1] + 1]) if len(lost) and lost[-1] + 1 < len(days) else int(days[0])


def _latest_words(told: Testimony, chosen: Flags, heard: Flags) -> Flags:
    """The chosen rows that are the last word of their report and of their origin."""
    latest = np.zeros(len(told.day), dtype=bool)
    for row in np.flatnonzero(chosen):
        of_report = heard & (told.document == told.document[row])
        of_origin = heard & (told.origin == told.origin[row])
        latest[row] = told.day[row] >= told.day[of_report | of_origin].max()
    return latest


def _explained(
    told: Testimony, contrary: Flags, on: int, holder: int, days: Ints, shares: Floats, supports: Flags
) -> Flags:
    """Contrary rows that were right on their day, as far as the model can tell, before the change."""
    explained = np.zeros(len(told.day), dtype=bool)
    first = int(told.day[supports].min(initial=on + 1))
    for row in np.flatnonzero(contrary):
        node = int(np.searchsorted(days, told.day[row]))
        share = shares[node, told.holder[row]]
        fits = share <= 0.5 if told.said[row] == Said.NOT_HELD else share > 0.5
        # Of rows after which the same holder was already reported, one is wrong, whatever came later.
        explained[row] = fits and (told.day[row] <= first or shares[node, holder] < 0.5)
    return explained


def _agreed(told: Testimony, supports: Flags) -> bool:
    if (supports & (told.interest == _AGAINST)).any():
        return True
    camps = set(told.bloc[supports & (told.bloc != NO_BLOC)].tolist())
    neutrals = set(told.origin[supports & told.neutral].tolist())
    return len(camps) + len(neutrals) >= 2
