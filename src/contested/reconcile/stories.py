"""What reports tell about each other: the day of a capture, what came before, what is taken back."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from contested.knowledge.reconcile_settings import ReconcileSettings
from contested.model.claim import Quantifier
from contested.model.control import ControlState, Strength
from contested.reconcile.columns import NO_ORDINAL, QUANTIFIERS, STATES, STRENGTHS, Columns
from contested.reconcile.days import (
    BEFORE_PRINT,
    TOLD_BY_OTHERS,
    UNTIL_CAPTURE,
    Days,
    last_days,
    spoken_days,
)
from contested.reconcile.groups import numbered
from contested.reconcile.hearing import NO_BLOC

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

_BY_DAY = attrgetter("day")
_FAR = 2**31  # beyond any number of a bloc
_AT_ONCE = 1_000_000  # an outlet may tell of one place for years: its pairs of claims then are many
_HELD, _BESIEGED = STATES.index(ControlState.HELD), STATES.index(ControlState.BESIEGED)
_SOME, _CONTAINED = QUANTIFIERS.index(Quantifier.SOME), STRENGTHS.index(Strength.CONTAINED)


def taken_back(columns: Columns, days: Days) -> frozenset[int]:
    """
    The numbers of the claims that their own origin contradicts later, about that very time.

    "On Thursday we reported that our forces held the town. That was wrong." A later word about a later time
    takes nothing back: the place may have changed hands.
    """
    effects = columns.effects
    chosen = np.flatnonzero((effects.state == _HELD) & (effects.quantifier != _SOME))
    if not len(chosen):
        return frozenset()
    claim, bloc, negated = effects.claim[chosen], effects.bloc[chosen], effects.negated[chosen]
    day, published = days.day[claim], columns.published[claim]
    # The last day that the claim can speak of.
    until = np.where(days.exact[claim] | (published == NO_ORDINAL), day, published)
    # Of one origin and place side by side, by days: each claim meets those of its days.
    first = int(day.min())
    span = int(max(day.max(), until.max())) - first + 1
    told_by = (columns.origin[claim] * len(effects.places) + effects.place[chosen]) * span - first
    order = np.argsort(told_by + day, kind="stable")
    key = (told_by + day)[order]
    begin = np.searchsorted(key, told_by + day, side="left")
    counts = np.maximum(np.searchsorted(key, told_by + until, side="right") - begin, 0)
    counts[published == NO_ORDINAL] = 0
    found: set[int] = set()
    for some in _shared_out(counts):
        one = np.repeat(some, counts[some])
        firsts = np.cumsum(counts[some]) - counts[some]
        later = order[np.arange(len(one)) - np.repeat(firsts, counts[some]) + begin[one]]
        same = bloc[one] == bloc[later]
        gainsaid = (published[one] < published[later]) & ~(negated[one] & negated[later])
        gainsaid &= same == (negated[one] != negated[later])
        found.update(claim[one[gainsaid]].tolist())
    return frozenset(found)


def _shared_out(counts: Ints) -> Iterator[Ints]:
    """The numbers of the counts, so many at once that they add up to no more than a million."""
    ends = np.cumsum(counts)
    begin = 0
    while begin < len(counts):
        before = int(ends[begin - 1]) if begin else 0
        end = max(begin + 1, int(np.searchsorted(ends, before + _AT_ONCE, side="right")))
        yield np.arange(begin, end)
        begin = end


@dataclass(frozen=True, slots=True)
class _Capture:
    """A capture whose words give its very day."""

    day: int
    bloc: int
    report: int
    dated: bool  # the report has a day of publication


_Told = Mapping[int, Sequence[tuple[int, int]]]  # by claim the places and blocs that it speaks of
_Captures = Mapping[int, Sequence[_Capture]]  # by place
_News = Mapping[tuple[int, int], tuple[int, int]]  # by report and place the day and bloc of its last capture


def days_by_story(columns: Columns, *, sources: Sequence[int], settings: ReconcileSettings) -> Days:
    """
    The day of each claim, in the order of the claims, with the help of all the others.

    An undated report is no older than what it copies, or than a capture that it tells of and others date. A
    capture without a day is the one that others date. What a report says of the loser of a capture was so
    until then.

    Args:
        columns: The claims.
        sources: For each claim the number of the claim that it copies, or its own.
        settings: Windows.
    """
    rows = _captured(columns)
    captures = _by_claim(columns, rows)
    days = spoken_days(columns)
    told = _dated_captures(columns, days, captures)
    reports = _undated_reports(columns, days, sources, told, captures, settings)
    if reports:
        days = spoken_days(columns, reports=reports)
    of_others = _of_the_story(columns, days, captures, told, settings)
    if of_others:
        days = days.moved(of_others.keys(), of_others.values(), note=TOLD_BY_OTHERS)
    losers = _of_losers(columns, days, rows)
    until = _overtaken(columns, days, captures, losers, settings) if losers else {}
    if until:
        days = days.moved(until.keys(), (day - 1 for day in until.values()), note=UNTIL_CAPTURE)
    return days


def _captured(columns: Columns) -> Ints:
    """The effects of which claims of captures say that a bloc took the whole place."""
    effects = columns.effects
    whole = (effects.quantifier != _SOME) & (effects.strength != _CONTAINED)
    held = (effects.state == _HELD) & ~effects.negated & whole & (effects.bloc != NO_BLOC)
    return np.flatnonzero(held & columns.captured[effects.claim])


def _by_claim(columns: Columns, rows: Ints) -> _Told:
    """The places and blocs of some effects, by their claims."""
    effects = columns.effects
    found: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    chosen = (one[rows].tolist() for one in (effects.claim, effects.place, effects.bloc))
    for claim, place, bloc in zip(*chosen, strict=True):
        found[claim].append((place, bloc))
    return found


def _dated_captures(columns: Columns, days: Days, captures: _Told) -> _Captures:
    """All captures told with their day, by place, in order of days."""
    found: defaultdict[int, list[_Capture]] = defaultdict(list)
    for claim in _where(captures, days.exact):
        day, report = int(days.day[claim]), int(columns.document[claim])
        for place, bloc in captures[claim]:
            found[place].append(_Capture(day, bloc, report, bool(columns.published[claim])))
    return {place: sorted(told, key=_BY_DAY) for place, told in found.items()}


def _where(captures: _Told, flags: Flags) -> list[int]:
    """The claims of captures that are flagged."""
    claims = np.fromiter(captures, np.int64, len(captures))
    found: list[int] = claims[flags[claims]].tolist()
    return found


def _undated_reports(
    columns: Columns,
    days: Days,
    sources: Sequence[int],
    told: _Captures,
    captures: _Told,
    settings: ReconcileSettings,
) -> Mapping[int, int]:
    """The day that each undated report must have reached, where dated reports can tell."""
    own = last_days(columns)
    found: defaultdict[int, set[int]] = defaultdict(set)
    for claim in np.flatnonzero(columns.published == NO_ORDINAL).tolist():
        report = int(columns.document[claim])
        printed = int(columns.published[sources[claim]])
        if printed:
            found[report].add(printed - BEFORE_PRINT.days)
        after = own.get(report)
        if after is None or days.exact[claim]:
            continue
        for place, bloc in captures.get(claim, ()):
            later = (
                capture.day
                for capture in told.get(place, ())
                if capture.dated and capture.bloc == bloc and capture.day >= after
            )
            first = next(later, None)
            if first is not None and first - after <= settings.live_days:
                found[report].add(first)
    return {report: max(*others, own.get(report, NO_ORDINAL)) for report, others in found.items()}


def _of_the_story(
    columns: Columns, days: Days, captures: _Told, told: _Captures, settings: ReconcileSettings
) -> Mapping[int, int]:
    """The days that other reports give to captures told without one, where no other capture lies between."""
    found: dict[int, int] = {}
    for claim in _where(captures, ~days.exact & ~columns.period):
        day, report = int(days.day[claim]), int(columns.document[claim])
        for place, bloc in captures[claim]:
            dated = told.get(place, ())
            before = bisect_right(dated, day, key=_BY_DAY) - 1
            if before < 0:
                continue
            last = dated[before]
            if last.bloc == bloc and last.report != report and day - last.day <= settings.live_days:
                found[claim] = last.day
                break
    return found


def _of_losers(columns: Columns, days: Days, captured: Ints) -> _Told:
    """What claims without a day say of whoever lost a place, as their own report tells."""
    effects, width = columns.effects, len(columns.effects.places)
    report = columns.document[effects.claim]
    places, taken = numbered((report * width + effects.place)[captured])
    if not len(places):
        return {}
    first, last = np.full(len(places), _FAR), np.full(len(places), -_FAR)
    np.minimum.at(first, taken, effects.bloc[captured])
    np.maximum.at(last, taken, effects.bloc[captured])
    told = np.isin(effects.state, (_HELD, _BESIEGED)) & ~effects.negated & (effects.bloc != NO_BLOC)
    rows = np.flatnonzero(told & ~days.exact[effects.claim])
    key, bloc = (report * width + effects.place)[rows], effects.bloc[rows]
    at = np.minimum(np.searchsorted(places, key), len(places) - 1)
    lost = (places[at] == key) & ((first[at] != bloc) | (last[at] != bloc))
    return _by_claim(columns, rows[lost])


def _overtaken(
    columns: Columns, days: Days, captures: _Told, losers: _Told, settings: ReconcileSettings
) -> Mapping[int, int]:
    """
    What a report tells of the loser of a capture that it reports was so until then: claims, and the capture.

    "Government forces recaptured the town from the group, which had held it since May": tense would say it
    too, but not every language and writer marks it.
    """
    dated = _last_captures(columns, days, captures, exact=True)
    news = _last_captures(columns, days, captures, exact=False)
    found: dict[int, int] = {}
    for claim, told in losers.items():
        day, report = int(days.day[claim]), int(columns.document[claim])
        until = _overtaken_on(told, day, report, dated, settings)
        if until is None and not columns.captures[claim]:
            until = _overtaken_on(told, day, report, news, settings)
        if until is not None:
            found[claim] = until
    return found


def _last_captures(columns: Columns, days: Days, captures: _Told, *, exact: bool) -> _News:
    """The last capture of each place that a report tells of, or the last one whose very day it gives."""
    found: dict[tuple[int, int], tuple[int, bool, int]] = {}
    for claim in _where(captures, days.exact) if exact else captures:
        day, is_exact, report = int(days.day[claim]), bool(days.exact[claim]), int(columns.document[claim])
        for place, bloc in captures[claim]:
            told = (day, is_exact, bloc)
            found[report, place] = max(told, found.get((report, place), told))
    return {key: (day, bloc) for key, (day, _, bloc) in found.items()}


def _overtaken_on(
    told: Sequence[tuple[int, int]], day: int, report: int, news: _News, settings: ReconcileSettings
) -> int | None:
    """The day of the capture that ends what a claim says of a place and its holder, where one is told of."""
    for place, bloc in told:
        captured, by = news.get((report, place), (None, NO_BLOC))
        if captured is not None and bloc != by and 0 <= day - captured <= settings.same_group_days:
            return captured
    return None
