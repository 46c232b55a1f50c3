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
    direct = past & (names | denies) & ~told.indirect & (told.weight > 0)
    live = direct & (told.day > last - settings.live_days)
    right = _right_on_its_day(told, days, shares)
    agreed = _agreed(told, direct & supports & (told.day >= run))
    doubted = live & ~right
    if agreed:  # who told of the present holder before his time is no party to a dispute any more
        doubted &= opposes | (told.day >= run)
    overtaken = right & _last_words(told, direct & opposes, direct & (supports | opposes))
    if on - last > settings.stale_days:
        verdict = Verdict.STALE
    elif _contradicted(told, doubted, live, bloc).any():
        verdict = Verdict.DISPUTED
    elif (overtaken & (told.day > last - settings.stale_days)).any():
        verdict = Verdict.CHANGED
    elif agreed:
        verdict = Verdict.AGREED
    else:
        verdict = Verdict.CLAIMED
    return Stand(supports=supports & past, opposes=opposes & past, verdict=verdict, last=last, run=run)


def _run(on: int, holder: int, days: Ints, shares: Floats) -> int:
    """The first of the days, going back from `on` without a break, on which the holder is the likeliest."""
    known = days <= on
    lost = np.flatnonzero(known & (shares[:, holder] < shares.max(axis=1)))
    return int(days[lost[-1] + 1]) if len(lost) and lost[-1] + 1 < len(days) else int(days[0])


def _right_on_its_day(told: Testimony, days: Ints, shares: Floats) -> Flags:
    """Rows that the model takes to be true of their day: only a later change of hands explains them."""
    node = np.searchsorted(days, told.day)
    share = np.where(told.holder == NOBODY, 1.0, shares[node, told.holder])
    right: Flags = np.where(told.said == Said.NOT_HELD, 1 - share, share) > 0.5
    return right


def _contradicted(told: Testimony, doubted: Flags, live: Flags, bloc: Ints) -> Flags:
    """Which doubted rows another origin, in another report, gainsays."""
    found = np.zeros(len(told.day), dtype=bool)
    for row in np.flatnonzero(doubted):
        others = live & (told.origin != told.origin[row]) & (told.document != told.document[row])
        same = bloc[told.holder] == bloc[told.holder[row]]
        denied = (told.said == Said.NOT_HELD) != (told.said[row] == Said.NOT_HELD)
        both_affirm = (told.said != Said.NOT_HELD) & (told.said[row] != Said.NOT_HELD)
        found[row] = (others & ((same & denied) | (~same & both_affirm))).any()
    return found


def _last_words(told: Testimony, chosen: Flags, heard: Flags) -> Flags:
    """The chosen rows that are the last word of their report and of their origin."""
    latest = np.zeros(len(told.day), dtype=bool)
    for row in np.flatnonzero(chosen):
        own = heard & ((told.document == told.document[row]) | (told.origin == told.origin[row]))
        latest[row] = told.day[row] >= told.day[own].max()
    return latest


def _agreed(told: Testimony, supports: Flags) -> bool:
    if (supports & (told.interest == _AGAINST)).any():
        return True
    camps = set(told.bloc[supports & (told.bloc != NO_BLOC)].tolist())
    neutrals = set(told.origin[supports & told.neutral].tolist())
    return len(camps) + len(neutrals) >= 2
