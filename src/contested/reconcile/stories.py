"""What reports tell about each other: the day of a capture, what came before, what is taken back."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from contested.knowledge.reconcile_settings import ReconcileSettings
from contested.model.claim import Polarity, Quantifier
from contested.model.control import ControlState, Effect, Strength
from contested.model.place import PlaceId
from contested.model.resolved import ResolvedClaim
from contested.reconcile.days import BEFORE_PRINT, SpokenDay, last_days, spoken_days
from contested.reconcile.hearing import CAPTURE, NO_BLOC, Roster

_STATES = (ControlState.HELD, ControlState.BESIEGED)


def taken_back(
    claims: Sequence[ResolvedClaim], days: Sequence[SpokenDay], *, origins: Sequence[int], roster: Roster
) -> frozenset[int]:
    """
    The numbers of the claims that their own origin contradicts later, about that very time.

    "On Thursday we reported that our forces held the town. That was wrong." A later word about a later time
    takes nothing back: the place may have changed hands.
    """
    told: dict[tuple[int, PlaceId], list[tuple[int, Effect]]] = {}
    for number, claim in enumerate(claims):
        for effect in claim.effects:
            if effect.state is ControlState.HELD and effect.quantifier is not Quantifier.SOME:
                told.setdefault((origins[number], effect.place.id), []).append((number, effect))
    return frozenset(
        number
        for of_one in told.values()
        if len({(effect.holder, effect.negated) for _, effect in of_one}) > 1
        for number, effect in of_one
        for later, other in of_one
        if _is_published_before(claims[number], claims[later])
        and days[number].day <= days[later].day <= _spoken_by(claims[number], days[number])
        and _gainsay(effect, other, roster)
    )


def _is_published_before(claim: ResolvedClaim, other: ResolvedClaim) -> bool:
    return claim.published is not None and other.published is not None and claim.published < other.published


def _spoken_by(claim: ResolvedClaim, day: SpokenDay) -> date:
    """The last day that the claim can speak of."""
    return day.day if day.exact else claim.published or day.day


def _gainsay(effect: Effect, other: Effect, roster: Roster) -> bool:
    if effect.negated and other.negated:
        return False
    same = roster.bloc_of(effect.holder) == roster.bloc_of(other.holder)
    return same == (effect.negated != other.negated)


@dataclass(frozen=True, slots=True)
class _Capture:
    """A capture whose words give its very day."""

    day: date
    bloc: int
    document: str
    dated: bool  # the report has a day of publication


_Taken = Sequence[tuple[PlaceId, int]]  # places, and the blocs that took them
_Told = Mapping[int, _Taken]  # what claims of captures say, by their numbers
_Captures = Mapping[PlaceId, Sequence[_Capture]]
_News = Mapping[tuple[str, PlaceId], tuple[date, int]]  # the last capture that a report tells of


def days_by_story(
    claims: Sequence[ResolvedClaim], *, sources: Sequence[int], roster: Roster, settings: ReconcileSettings
) -> tuple[SpokenDay, ...]:
    """
    The day of each claim, in the order of the claims, with the help of all the others.

    An undated report is no older than what it copies, or than a capture that it tells of and others date. A
    capture without a day is the one that others date. What a report says of the loser of a capture was so
    until then.

    Args:
        claims: The claims.
        sources: For each claim the number of the claim that it copies, or its own.
        roster: Which sides stand together.
        settings: Windows.
    """
    captures = {
        number: found
        for number, claim in enumerate(claims)
        if claim.claim.event == CAPTURE and (found := tuple(_captured(claim, roster)))
    }
    plain = spoken_days(claims)
    told = _dated_captures(claims, plain, captures)
    reports = _undated_reports(claims, plain, sources, told, captures, settings)
    if reports:
        plain = spoken_days(claims, reports=reports)
    days = list(plain)
    for number, captured in captures.items():
        days[number] = _of_the_story(claims[number], plain[number], captured, told, settings)
    for number, until in _overtaken(claims, days, captures, roster, settings):
        days[number] = _before(until, days[number])
    return tuple(days)


def _dated_captures(claims: Sequence[ResolvedClaim], days: Sequence[SpokenDay], captures: _Told) -> _Captures:
    """All captures told with their day, by place, in order of days."""
    found: defaultdict[PlaceId, list[_Capture]] = defaultdict(list)
    for number, captured in captures.items():
        claim, day = claims[number], days[number]
        for place, bloc in captured if day.exact else ():
            capture = _Capture(day.day, bloc, claim.claim.document_key, claim.published is not None)
            found[place].append(capture)
    return {place: sorted(captures, key=lambda one: one.day) for place, captures in found.items()}


def _undated_reports(
    claims: Sequence[ResolvedClaim],
    days: Sequence[SpokenDay],
    sources: Sequence[int],
    told: _Captures,
    captures: _Told,
    settings: ReconcileSettings,
) -> Mapping[str, date]:
    """The day that each undated report must have reached, where dated reports can tell."""
    own = last_days(claims)
    found: defaultdict[str, set[date]] = defaultdict(set)
    for number in (number for number, claim in enumerate(claims) if claim.published is None):
        report = claims[number].claim.document_key
        source = claims[sources[number]]
        if source.published is not None:
            found[report].add(source.published - BEFORE_PRINT)
        after = own.get(report)
        if after is None or days[number].exact:
            continue
        for place, bloc in captures.get(number, ()):
            later = (
                capture.day
                for capture in told.get(place, ())
                if capture.dated and capture.bloc == bloc and capture.day >= after
            )
            first = next(later, None)
            if first is not None and (first - after).days <= settings.live_days:
                found[report].add(first)
    return {
        report: max(*others, own[report]) if report in own else max(others)
        for report, others in found.items()
    }


def _of_the_story(
    claim: ResolvedClaim, day: SpokenDay, captured: _Taken, told: _Captures, settings: ReconcileSettings
) -> SpokenDay:
    """The day that other reports give to the same capture, where no other capture lies between."""
    if day.exact or claim.period is not None:
        return day
    for place, bloc in captured:
        before = [capture for capture in told.get(place, ()) if capture.day <= day.day]
        if (
            before
            and before[-1].bloc == bloc
            and before[-1].document != claim.claim.document_key
            and (day.day - before[-1].day).days <= settings.live_days
        ):
            return day._replace(day=before[-1].day, note="the day that other reports give to this capture")
    return day


def _overtaken(
    claims: Sequence[ResolvedClaim],
    days: Sequence[SpokenDay],
    captures: _Told,
    roster: Roster,
    settings: ReconcileSettings,
) -> list[tuple[int, date]]:
    """
    What a report tells of the loser of a capture that it reports was so until then: claims, and the capture.

    "Government forces recaptured the town from the group, which had held it since May": tense would say it
    too, but not every language and writer marks it.
    """
    dated = _last_captures(claims, days, captures, exact=True)
    news = _last_captures(claims, days, captures, exact=False)
    telling = {report for report, _ in news}
    found: list[tuple[int, date]] = []
    for number, claim in enumerate(claims):
        if claim.claim.document_key not in telling or days[number].exact:
            continue
        until = _overtaken_on(claim, days[number], dated, roster, settings)
        if until is None and claim.claim.event != CAPTURE:
            until = _overtaken_on(claim, days[number], news, roster, settings)
        if until is not None:
            found.append((number, until))
    return found


def _before(until: date, day: SpokenDay) -> SpokenDay:
    return day._replace(
        day=until - timedelta(days=1),
        began=day.began if day.began and day.began < until else None,
        note="until the capture that the same report tells of",
    )


def _last_captures(
    claims: Sequence[ResolvedClaim], days: Sequence[SpokenDay], captures: _Told, *, exact: bool
) -> _News:
    """The last capture of each place that a report tells of, or the last one whose very day it gives."""
    found: dict[tuple[str, PlaceId], tuple[date, bool, int]] = {}
    for number, captured in captures.items():
        day = days[number]
        for place, bloc in captured if day.exact or not exact else ():
            key = (claims[number].claim.document_key, place)
            told = (day.day, day.exact, bloc)
            found[key] = max(told, found.get(key, told))
    return {key: (day, bloc) for key, (day, _, bloc) in found.items()}


def _overtaken_on(
    claim: ResolvedClaim, day: SpokenDay, news: _News, roster: Roster, settings: ReconcileSettings
) -> date | None:
    """The day of the capture that ends what the claim says of the place, where the report tells of one."""
    for effect in claim.effects:
        captured, bloc = news.get((claim.claim.document_key, effect.place.id), (None, NO_BLOC))
        if (
            captured is not None
            and effect.state in _STATES
            and not effect.negated
            and roster.bloc_of(effect.holder) not in (bloc, NO_BLOC)
            and 0 <= (day.day - captured).days <= settings.same_group_days
        ):
            return captured
    return None


def _captured(claim: ResolvedClaim, roster: Roster) -> Iterator[tuple[PlaceId, int]]:
    """The whole places that a claim of a capture says were captured, and by which bloc."""
    for effect in claim.effects if claim.claim.polarity is Polarity.AFFIRMED else ():
        whole = effect.quantifier is not Quantifier.SOME and effect.strength is not Strength.CONTAINED
        bloc = roster.bloc_of(effect.holder)
        if effect.state is ControlState.HELD and not effect.negated and whole and bloc != NO_BLOC:
            yield effect.place.id, bloc
