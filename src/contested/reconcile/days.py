"""On which day each claim speaks, where the words, the report or only the rest of the run can tell."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from contested.model.period import NO_DAY, day_of
from contested.reconcile.columns import NO_ORDINAL, Columns

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

BEFORE_PRINT = timedelta(days=1)  # what a report tells without a day mostly happened the day before

# How a day was found where the words do not give it; a claim's `note` is one of these by its number.
(
    _NOT_NEEDED,
    _BEFORE_PUBLICATION,
    _SHARED,
    _LAST_OF_REPORT,
    _NONE_IN_RUN,
    _LAST_OF_RUN,
    TOLD_BY_OTHERS,
    UNTIL_CAPTURE,
) = range(8)
_NOTES = (
    None,
    "without a day of its own: the day before publication",
    "undated report: the day of the latest event or source that it shares with dated ones",
    "undated report: the last day that its words give",
    "undated report without any day, as all of this run",
    "undated report without any day: the last day known in this run",
    "the day that other reports give to this capture",
    "until the capture that the same report tells of",
)


class SpokenDay(NamedTuple):
    """The day that one claim is evidence for."""

    day: date
    note: str | None  # how the day was found where the words do not give it


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The days that claims are evidence for, (claims,) each; days are ordinals."""

    day: Ints
    exact: Flags  # the words give just this one day
    began: Ints  # first day of a state that the claim says has lasted until `day`, or NO_ORDINAL
    note: Ints  # a number; `of` gives the words

    def of(self, claim: int) -> SpokenDay:
        """The day of one claim."""
        return SpokenDay(day_of(int(self.day[claim])), _NOTES[self.note[claim]])

    @property
    def noted(self) -> Flags:
        """Where the words do not give the day."""
        noted: Flags = self.note != _NOT_NEEDED
        return noted

    def moved(self, claims: Iterable[int], days: Iterable[int], *, note: int) -> "Days":
        """The same with some claims on earlier days; what would have begun after these has no beginning."""
        moved, day, notes = list(claims), self.day.copy(), self.note.copy()
        day[moved] = list(days)
        notes[moved] = note
        began = np.where(self.began <= day, self.began, NO_ORDINAL)
        return Days(day=day, exact=self.exact, began=began, note=notes)


def spoken_days(columns: Columns, *, reports: Mapping[int, int] | None = None) -> Days:
    """
    The day of each claim, in the order of the claims, by its own words and its own report.

    The end of the claim's own period, never later than publication; else the day before publication. For a
    report that is undated too, the last day that its other words give, else the last known in the whole run.

    Args:
        columns: The claims.
        reports: Days of undated reports that something else tells, by the reports' numbers.
    """
    published, first, last = columns.published, columns.first, columns.last
    dated, ended = published > NO_ORDINAL, last > NO_ORDINAL
    day = np.where(ended, np.where(dated, np.minimum(last, published), last), published - BEFORE_PRINT.days)
    exact = ended & (first == last) & (last == day) & columns.worded
    note = np.where(ended, _NOT_NEEDED, _BEFORE_PUBLICATION)
    open_ended = np.flatnonzero(~dated & ~ended).tolist()
    of_reports, last_of_run = last_days(columns), _last_of_run(columns) if open_ended else NO_ORDINAL
    for claim in open_ended:
        report, own = int(columns.document[claim]), int(first[claim])
        shared, of_report = (reports or {}).get(report, NO_ORDINAL), of_reports.get(report, NO_ORDINAL)
        if shared:
            day[claim], note[claim] = max(own, shared), _SHARED
        elif own or of_report:
            day[claim], note[claim] = max(own, of_report), _LAST_OF_REPORT
        elif last_of_run:
            day[claim], note[claim] = last_of_run, _LAST_OF_RUN
        else:
            day[claim], note[claim] = NO_DAY.toordinal(), _NONE_IN_RUN
    day = np.where(dated & (first > day), np.maximum(day, np.minimum(first, published)), day)
    return Days(day=day, exact=exact, began=np.where(first < day, first, NO_ORDINAL), note=note)


def last_days(columns: Columns) -> Mapping[int, int]:
    """The last day that the words of each undated report give, by the report's number."""
    undated = np.isin(columns.document, columns.document[columns.published == NO_ORDINAL])
    found: dict[int, int] = {}
    ends = _ends(columns)
    for claim in np.flatnonzero(undated & (ends > NO_ORDINAL)).tolist():
        report, end = int(columns.document[claim]), int(ends[claim])
        found[report] = max(end, found.get(report, end))
    return found


def _last_of_run(columns: Columns) -> int:
    """The last day known in the whole run, or NO_ORDINAL."""
    return int(np.maximum(_ends(columns), columns.published).max(initial=NO_ORDINAL))


def _ends(columns: Columns) -> Ints:
    return np.where(columns.last > NO_ORDINAL, columns.last, columns.first)
