"""On which day each claim speaks, where the words, the report or only the rest of the run can tell."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from contested.model.period import NO_DAY, Period
from contested.model.resolved import ResolvedClaim

BEFORE_PRINT = timedelta(days=1)  # what a report tells without a day mostly happened the day before


class SpokenDay(NamedTuple):
    """The day that a claim is evidence for; a tuple, for as many are made as there are claims."""

    day: date
    exact: bool  # the words give just this one day
    began: date | None  # first day of a state that the claim says has lasted until `day`
    note: str | None  # how the day was found where the words do not give it


def spoken_days(
    claims: Sequence[ResolvedClaim], *, reports: Mapping[str, date] | None = None
) -> tuple[SpokenDay, ...]:
    """
    The day of each claim, in the order of the claims, by its own words and its own report.

    The end of the claim's own period, never later than publication; else the day before publication. For a
    report that is undated too, the last day that its other words give, else the last known in the whole run.

    Args:
        claims: The claims.
        reports: Days of undated reports that something else tells, by the reports' keys.
    """
    reports = reports or {}
    undated = any(claim.published is None for claim in claims)
    last_of_report = last_days(claims) if undated else {}
    fallback = _last_day(claims) if undated else NO_DAY
    # Of dated reports many claims have the same day for the same reason.
    known: dict[date | tuple[date | str | None, ...], SpokenDay] = {}
    found: list[SpokenDay] = []
    for claim in claims:
        period, published = claim.period, claim.published
        if published is None:
            report = claim.claim.document_key
            day = _spoken(claim, last_of_report.get(report), inferred=reports.get(report), fallback=fallback)
        else:
            key = (published, period.first, period.last, period.how) if period else published
            again = known.get(key)
            if again is None:
                again = known[key] = _spoken(claim, None, inferred=None, fallback=fallback)
            day = again
        found.append(day)
    return tuple(found)


def last_days(claims: Sequence[ResolvedClaim]) -> Mapping[str, date]:
    """The last day that the words of each undated report give, by the report's key."""
    undated = {claim.claim.document_key for claim in claims if claim.published is None}
    found: dict[str, date] = {}
    for claim in claims if undated else ():
        report, end = claim.claim.document_key, _end(claim.period)
        if report in undated and end and end > found.get(report, date.min):
            found[report] = end
    return found


def _last_day(claims: Sequence[ResolvedClaim]) -> date:
    """The last day known in the whole run."""
    known = [day for claim in claims for day in (_end(claim.period), claim.published) if day]
    return max(known, default=NO_DAY)


def _spoken(
    claim: ResolvedClaim, last_of_report: date | None, *, inferred: date | None, fallback: date
) -> SpokenDay:
    period, published = claim.period, claim.published
    first = period.first if period else None
    last = period.last if period else None
    if last:
        day = min(last, published) if published else last
        exact = first == last == day and period is not None and period.how == "words"
        note = None
    elif published:
        day, exact, note = (
            published - BEFORE_PRINT,
            False,
            "without a day of its own: the day before publication",
        )
    elif inferred:
        day, exact = max(day for day in (first, inferred) if day), False
        note = "undated report: the day of the latest event or source that it shares with dated ones"
    elif first or last_of_report:
        day, exact = max(day for day in (first, last_of_report) if day), False
        note = "undated report: the last day that its words give"
    elif fallback == NO_DAY:
        day, exact, note = NO_DAY, False, "undated report without any day, as all of this run"
    else:
        day, exact, note = fallback, False, "undated report without any day: the last day known in this run"
    if first and first > day and published:
        day = max(day, min(first, published))
    return SpokenDay(day, exact, first if first and first < day else None, note)


def _end(period: Period | None) -> date | None:
    return (period.last or period.first) if period else None
