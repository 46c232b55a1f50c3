"""Makes the cell of each place from what the model finds and what the rules say."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from contested.model.actor import SideId
from contested.model.control import Phase
from contested.model.period import NO_DAY, day_of
from contested.model.picture import Cell, Weight
from contested.model.text import ClaimId
from contested.reconcile.evidence import Posterior
from contested.reconcile.groups import any_in, differing, grouped
from contested.reconcile.hearing import Question
from contested.reconcile.phases import BESIEGED, CONTESTED, QUIET, TAKEN
from contested.reconcile.testimony import NAMES_HOLDER, SIEGES, Said, Testimony
from contested.reconcile.verdicts import NEVER, Stands, stands
from contested.reconcile.witnesses import independent

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]

_PHASES = (Phase.QUIET, Phase.CONTESTED, Phase.BESIEGED)  # as phases.py counts them
_FIGHTING = (Said.CONTESTED, Said.CALM)
_DIGITS = 6  # far below what the priors can bear, far above what the order of additions moves


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaning:
    """The holder that each place has, or leans to, and how probable that is."""

    holder: Ints  # (places,)
    exact: Floats  # (places,)
    shares: Floats  # (places, holders), rounded


def leaning(found: Posterior) -> Leaning:
    """Whom each place leans to on the day asked for."""
    exact = found.state[found.target].sum(axis=2)
    shares = np.round(exact, _DIGITS)
    holder = shares.argmax(axis=1)
    return Leaning(holder=holder, exact=exact[np.arange(len(holder)), holder], shares=shares)


def make_cells(
    told: Testimony,
    question: Question,
    *,
    found: Posterior,
    leans: Leaning,
    weights: Mapping[int, Sequence[Weight]],
) -> Iterator[Cell]:
    """
    One cell for each place, in the order of the places.

    Args:
        told: The rows; each place has at least one.
        question: Holders, windows, and the day asked for.
        found: What the model makes probable.
        leans: Whom the places lean to.
        weights: What each group of claims adds, for the places that are explained.
    """
    judged = stands(told, question, holder=leans.holder, found=found)
    support, against = _cited(told, judged, question)
    decided = (leans.shares.max(axis=1) > question.settings.decided) & (judged.last != NEVER)
    phases = _phases(told, found)
    supports, opposes = (_ids(told, rows, len(decided)) for rows in (support, against))
    origins = _origins(told, support & judged.supports & (told.weight > 0), len(decided))
    since = _since(told, support, judged)
    sides = np.array(question.roster.holders)
    by_name = np.argsort(sides, kind="stable")
    order = np.argsort(-leans.shares[:, by_name], axis=1, kind="stable")
    on = day_of(question.on)
    for place, holder in enumerate(leans.holder.tolist()):
        yield Cell(
            place=told.places[place],
            on=on,
            holder=question.roster.holders[holder] if decided[place] else None,
            phase=_PHASES[int(phases[place].argmax())],
            verdict=judged.verdicts[place],
            probability=float(leans.shares[place, holder]),
            shares=_shares(leans.shares[place], by_name[order[place]], question.roster.holders),
            besieged=float(phases[place, BESIEGED]),
            contested=float(phases[place, CONTESTED]),
            since=since.get(place) if decided[place] else None,
            last_report=_told(int(judged.last[place])),
            origins=int(origins[place]),
            supports=supports[place],
            opposes=opposes[place],
            weights=tuple(sorted(weights.get(place, ()), key=lambda w: (-abs(w.decibans), w.claims))),
        )


def _told(ordinal: int) -> date | None:
    """A day that reports tell, or None: never heard of, or of no day at all."""
    return None if ordinal == NEVER or (day := day_of(ordinal)) == NO_DAY else day


def _phases(told: Testimony, found: Posterior) -> Floats:
    """How probable each phase is; where no report speaks of a siege there is none, however long the war."""
    phases = phase_shares(found)
    phases[~told_of_siege(told, len(phases)), BESIEGED] = 0.0
    rounded: Floats = np.round(phases / phases.sum(axis=1, keepdims=True), _DIGITS)
    return rounded


def phase_shares(found: Posterior) -> Floats:
    """Shape (places, phases): how probable each phase is on the day asked for; just taken counts as quiet."""
    each = found.state[found.target].sum(axis=1)
    shares: Floats = each[:, : len(_PHASES)].copy()
    shares[:, QUIET] += each[:, TAKEN]
    return shares


def told_of_siege(told: Testimony, places: int) -> Flags:
    """Shape (places,): where some report speaks of a siege."""
    return any_in(told.place, np.isin(told.said, SIEGES) & (told.weight > 0), groups=places)


def _shares(now: Floats, order: Ints, holders: Sequence[SideId]) -> tuple[tuple[SideId, float], ...]:
    shares = now.tolist()
    return tuple((holders[number], shares[number]) for number in order.tolist())


def _ids(told: Testimony, chosen: Flags, places: int) -> list[tuple[ClaimId, ...]]:
    """The claims of the chosen rows, by place; claims are numbered in the order of their ids."""
    width = len(told.ids)
    pairs = np.unique(told.place[chosen] * width + told.claim[chosen])
    ends = np.searchsorted(pairs, np.arange(1, places + 1) * width).tolist()
    claims = (pairs % width).tolist()
    return [
        tuple(told.ids[number] for number in claims[begin:end])
        for begin, end in zip([0, *ends[:-1]], ends, strict=True)
    ]


def _cited(told: Testimony, judged: Stands, question: Question) -> tuple[Flags, Flags]:
    """The rows to show for and against: of the present holder's time, and what was lately said against it."""
    settings, places = question.settings, len(judged.last)
    last, run = judged.last[told.place], judged.run[told.place]
    heard = (last != NEVER) & (told.day <= question.on)
    later_only = last == NEVER
    against = judged.opposes & (later_only | (told.day > last - settings.stale_days))
    fighting = heard & np.isin(told.said, _FIGHTING) & (told.day > last - settings.live_days)
    support = np.zeros_like(heard)
    open_places = np.ones(places, dtype=bool)
    for chosen in (
        later_only & ~judged.opposes,
        heard & ((judged.supports & (told.day >= run)) | fighting),
        heard & judged.supports,
        heard & ~judged.opposes,
    ):
        support |= chosen & open_places[told.place]
        open_places &= ~any_in(told.place, chosen, groups=places)
    # Nobody speaks for anybody: all that is said are denials.
    against |= heard & open_places[told.place]
    return support, against


def _since(told: Testimony, support: Flags, judged: Stands) -> dict[int, date]:
    """The first day of the holder's time that some claim gives; earlier if one says "for ten months"."""
    places = len(judged.last)
    naming = support & np.isin(told.said, NAMES_HOLDER) & (told.weight > 0)
    naming &= told.day >= judged.run[told.place]
    naming &= ~told.indirect | ~any_in(told.place, naming & ~told.indirect, groups=places)[told.place]
    first = np.full(places, date.max.toordinal())
    np.minimum.at(first, told.place[naming], told.day[naming])
    for row in np.flatnonzero(naming & (told.said != Said.CAPTURED) & (told.began > 0)).tolist():
        place, began = told.place[row], told.began[row]
        if began < first[place]:
            # Rows of one place lie side by side.
            begin, end = np.searchsorted(told.place, [place, place + 1])
            gainsaid = told.day[begin:end][(judged.opposes & ~told.indirect)[begin:end]]
            if not ((began <= gainsaid) & (gainsaid < first[place])).any():
                first[place] = began
    named = np.flatnonzero(any_in(told.place, naming, groups=places)).tolist()
    return {place: day for place in named if (day := _told(int(first[place]))) is not None}


def _origins(told: Testimony, rows: Flags, places: int) -> Ints:
    """How many independent origins the rows of each place have."""
    chosen = np.flatnonzero(rows)
    place = told.place[chosen]
    counts = differing(place, told.origin[chosen], groups=places)
    # Where every report has one origin, each origin has a report of its own; elsewhere match them.
    report = grouped(place, told.document[chosen])
    several = differing(report, told.origin[chosen], groups=int(report.max(initial=-1)) + 1) > 1
    for shared in np.unique(place[several[report]]).tolist():
        counts[shared] = independent(told, chosen[place == shared])
    return counts
