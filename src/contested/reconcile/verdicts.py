"""How the claims about each place stand to each other on a day: agreed, claimed, disputed, changed, stale."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contested.model.control import Interest, Verdict
from contested.reconcile.columns import INTERESTS
from contested.reconcile.evidence import Posterior
from contested.reconcile.groups import any_in, differing, grouped, highest
from contested.reconcile.hearing import NO_BLOC, NOBODY, Question
from contested.reconcile.testimony import NAMES_HOLDER, Said, Testimony

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

NEVER = 0  # no day: stands for "nothing up to the day asked for"
_AGAINST = INTERESTS.index(Interest.AGAINST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stands:
    """Where rows stand towards the holder that is named for their place, and what follows."""

    supports: Flags  # (rows,)
    opposes: Flags  # (rows,)
    verdicts: tuple[Verdict, ...]  # one a place
    last: Ints  # (places,): the last day up to `on` that a row speaks of, or NEVER
    run: Ints  # (places,): first day of the unbroken time that this holder has been the likeliest


def stands(told: Testimony, question: Question, *, holder: Ints, found: Posterior) -> Stands:
    """
    Judge by rule; the model only says whether a change of hands explains a contrary claim.

    Args:
        told: The rows; each place has at least one.
        question: Holders, windows, and the day asked for.
        holder: (places,) the holder that the cell names or leans to.
        found: What the model makes probable.
    """
    on, settings, places = question.on, question.settings, len(holder)
    bloc = np.array(question.roster.bloc)
    same = (told.holder != NOBODY) & (bloc[told.holder] == bloc[holder[told.place]])
    names = np.isin(told.said, NAMES_HOLDER)
    denies = told.said == Said.NOT_HELD
    supports = ((names | (told.said == Said.PRESENT)) & same) | (denies & ~same)
    opposes = (names & ~same) | (denies & same)
    past = told.day <= on
    last = highest(told.place[past], told.day[past], groups=places, least=NEVER)
    run = _runs(on, holder, found)
    since_last, since_run = last[told.place], run[told.place]
    # A region's word on a place inside it neither settles nor disputes what is said of the place itself.
    plain = past & (names | denies) & ~told.indirect
    direct = plain & (told.weight > 0)
    # Two weeks before the day asked for; where nobody has spoken since, the last two weeks of talk.
    voiced = plain & told.voiced
    said_on = told.day + ~told.exact  # what a report tells without a day was so on the day before
    recent = voiced & (said_on > on - settings.live_days)
    silent = ~any_in(told.place, recent, groups=places)[told.place]
    live = recent | (silent & voiced & (said_on > since_last - settings.live_days))
    right = _right_on_its_day(told, found)
    # Days are often a few days off: what was said of him just before his time tells of it.
    of_his_time = told.day >= since_run - settings.early_days
    agreed = _agreed(told, direct & supports & of_his_time, places)
    # Who did so was early, once it is agreed, and is in no dispute.
    early = supports & (told.day < since_run) & of_his_time
    standing = live & ~(early & agreed[told.place])
    gainsaid = _contradicted(told, standing & ~right, standing, bloc)
    disputed = any_in(told.place, gainsaid, groups=places)
    overtaken = right & _last_words(told, direct & opposes, direct & (supports | opposes))
    changed = any_in(told.place, overtaken & (told.day > since_last - settings.stale_days), groups=places)
    verdict = np.select(
        [last == NEVER, on - last > settings.stale_days, disputed, changed, agreed],
        [_NO_REPORT, _STALE, _DISPUTED, _CHANGED, _AGREED],
        _CLAIMED,
    )
    heard = past | (last == NEVER)[told.place]
    return Stands(
        supports=supports & heard,
        opposes=opposes & heard,
        verdicts=tuple(_VERDICTS[number] for number in verdict.tolist()),
        last=last,
        run=run,
    )


_VERDICTS = tuple(Verdict)
_NO_REPORT, _STALE, _DISPUTED, _CHANGED, _AGREED, _CLAIMED = (
    _VERDICTS.index(verdict)
    for verdict in (
        Verdict.NO_REPORT,
        Verdict.STALE,
        Verdict.DISPUTED,
        Verdict.CHANGED,
        Verdict.AGREED,
        Verdict.CLAIMED,
    )
)


def _runs(on: int, holder: Ints, found: Posterior) -> Ints:
    """The first of the days, going back from `on` without a break, on which the holder is the likeliest."""
    shares = found.holders
    nodes = np.arange(len(shares))
    first = np.searchsorted(found.place, np.arange(len(holder)))
    behind = shares[nodes, holder[found.place]] < shares.max(axis=1)
    lost = np.flatnonzero((found.day <= on) & behind)
    start = highest(found.place[lost], lost, groups=len(holder), least=-1) + 1
    ends = np.append(first[1:], len(shares))
    days: Ints = found.day[np.where((start > first) & (start < ends), start, first)]
    return days


def _right_on_its_day(told: Testimony, found: Posterior) -> Flags:
    """Rows that the model takes to be true of their day: only a later change of hands explains them."""
    share = np.where(told.holder == NOBODY, 1.0, found.holders[found.node, told.holder])
    right: Flags = np.where(told.said == Said.NOT_HELD, 1 - share, share) > 0.5
    return right


def _contradicted(told: Testimony, ones: Flags, others: Flags, bloc: Ints) -> Flags:
    """Which of the ones some of the others gainsay: another origin, in another report."""
    one, other = _pairs(told.place, np.flatnonzero(ones), np.flatnonzero(others))
    apart = (told.origin[one] != told.origin[other]) & (told.document[one] != told.document[other])
    same = bloc[told.holder[one]] == bloc[told.holder[other]]
    denials = (told.said[one] == Said.NOT_HELD).astype(int) + (told.said[other] == Said.NOT_HELD)
    gainsaid = apart & np.where(same, denials == 1, denials == 0)
    found = np.zeros(len(told.day), dtype=bool)
    found[one[gainsaid]] = True
    return found


def _pairs(place: Ints, ones: Ints, others: Ints) -> tuple[Ints, Ints]:
    """Each of the ones beside each of the others at the same place."""
    others = others[np.argsort(place[others], kind="stable")]
    begin = np.searchsorted(place[others], place[ones], side="left")
    counts = np.searchsorted(place[others], place[ones], side="right") - begin
    repeated = np.repeat(np.arange(len(ones)), counts)
    within = np.arange(len(repeated)) - np.repeat(np.cumsum(counts) - counts, counts)
    return ones[repeated], others[begin[repeated] + within]


def _last_words(told: Testimony, chosen: Flags, heard: Flags) -> Flags:
    """The chosen rows that are the last word of their report and of their origin."""
    latest = chosen.copy()
    for speaker in (told.document, told.origin):
        group = grouped(told.place, speaker)
        groups = int(group.max(initial=-1)) + 1
        latest &= told.day >= highest(group[heard], told.day[heard], groups=groups, least=NEVER)[group]
    return latest


def _agreed(told: Testimony, supports: Flags, places: int) -> Flags:
    """Shape (places,): whether two camps or more say so, or one against its interest."""
    admitted = any_in(told.place, supports & (told.interest == _AGAINST), groups=places)
    camps = supports & (told.bloc != NO_BLOC)
    neutrals = supports & told.neutral
    many = differing(told.place[camps], told.bloc[camps], groups=places) + differing(
        told.place[neutrals], told.origin[neutrals], groups=places
    )
    agreed: Flags = admitted | (many >= 2)
    return agreed
