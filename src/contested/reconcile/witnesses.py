"""Groups of claims that count as one witness, how many are independent, and what each adds to a holder."""

from collections import defaultdict
from collections.abc import Container, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from contested.model.actor import SideId
from contested.model.control import Interest
from contested.model.period import NO_DAY
from contested.model.picture import Speaker, Weight
from contested.model.place import PlaceId
from contested.model.resolved import ResolvedClaim
from contested.reconcile.days import SpokenDay
from contested.reconcile.evidence import posterior
from contested.reconcile.heard import Hearing
from contested.reconcile.hearing import Question
from contested.reconcile.testimony import Testimony

Ints = NDArray[np.int64]

_STAKE = {
    Interest.FAVOURS: "in its favour",
    Interest.AGAINST: "against its interest",
    Interest.NONE: "no stake",
}
_LEAST = 1e-12  # keeps decibans finite: 120 of them are certainty for any purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """Rows of one place from one report, or from one outlet within a week, with the copies made of them."""

    place: int
    rows: Ints


def witnesses(told: Testimony, hearing: Hearing, *, of: Container[PlaceId] | None) -> tuple[Witness, ...]:
    """
    The witness groups, by place, then by first row.

    Args:
        told: The rows.
        hearing: The claims behind the rows.
        of: The places to explain; None explains all.
    """
    found: list[Witness] = []
    order = np.argsort(told.place, kind="stable")
    for rows in np.split(order, np.flatnonzero(np.diff(told.place[order])) + 1):
        if not len(rows) or (of is not None and told.places[told.place[rows[0]]].id not in of):
            continue
        leader = _leaders(told, rows, hearing)
        groups: defaultdict[int, list[int]] = defaultdict(list)
        for row in rows.tolist():
            groups[leader[row]].append(row)
        place = int(told.place[rows[0]])
        found += [Witness(place=place, rows=np.array(groups[first])) for first in sorted(groups)]
    return tuple(found)


def _leaders(told: Testimony, rows: Ints, hearing: Hearing) -> dict[int, int]:
    """For each row of a place the first row of its group: rows are linked by origin, report and copying."""
    week = hearing.settings.same_group_days
    parent = {row: row for row in rows.tolist()}

    def root(row: int) -> int:
        while parent[row] != row:
            parent[row] = parent[parent[row]]
            row = parent[row]
        return row

    seen: dict[tuple[str, int, int], int] = {}
    for row in rows.tolist():
        source = hearing.sources[told.claim[row]]
        own = source == told.claim[row]
        # A copied claim belongs to its source; the rest of the copying report still speaks for itself.
        links = [("claim", source, 0)]
        if own:
            links.append(("document", int(told.document[row]), 0))
            # Whom two outlets quote does not make one witness of the two: `discount` sees to that.
            if not any(voice.camp for voice in hearing.claims[source].voices):
                links.append(("origin", int(told.origin[row]), int(told.day[row]) // week))
        for link in links:
            one, other = sorted((root(row), root(seen.setdefault(link, row))))
            parent[other] = one
    return {row: root(row) for row in parent}


def independent(told: Testimony, rows: Ints) -> int:
    """
    How many independent witnesses there are: as many as can each have an origin and a report of their own.

    Ten reports of one outlet are one witness, and so are all whom a single report quotes.
    """
    pairs = zip(told.origin[rows].tolist(), told.document[rows].tolist(), strict=True)
    reports: defaultdict[int, set[int]] = defaultdict(set)
    for origin, report in pairs:
        reports[origin].add(report)
    given: dict[int, int] = {}  # report to origin

    def find(origin: int, tried: set[int]) -> bool:
        for report in sorted(reports[origin] - tried):
            tried.add(report)
            if report not in given or find(given[report], tried):
                given[report] = origin
                return True
        return False

    return sum(find(origin, set()) for origin in sorted(reports))


def weigh(
    told: Testimony,
    hearing: Hearing,
    question: Question,
    groups: Sequence[Witness],
    *,
    towards: Ints,
    probability: NDArray[np.float64],
) -> tuple[Weight, ...]:
    """
    What each group adds: the place is run again without it, all places and groups at once.

    Args:
        told: The rows.
        hearing: The claims behind the rows.
        question: The day asked for, and by what the rows are judged.
        groups: Who to leave out.
        towards: (places,) the holder that the cell names, or leans to.
        probability: (places,) of that holder with all rows.

    Returns:
        One weight a group, in the same order.
    """
    if not groups:
        return ()
    by_place: defaultdict[int, list[Ints]] = defaultdict(list)
    for group in groups:
        by_place[group.place].append(group.rows)
    whole = {place: np.sort(np.concatenate(rows)) for place, rows in by_place.items()}
    left = [np.setdiff1d(whole[group.place], group.rows, assume_unique=True) for group in groups]
    lengths = [len(rows) for rows in left]
    without = told.rows(np.concatenate(left), place=np.repeat(np.arange(len(groups)), lengths))
    rerun = posterior(without, question, places=len(groups))
    holders = np.array([towards[group.place] for group in groups], dtype=np.int64)
    before = rerun.state[rerun.target, holders].sum(axis=1)
    after = probability[[group.place for group in groups]]
    decibans = 10 * (_log10_odds(after) - _log10_odds(before))
    return tuple(
        _weight(told, hearing, group, float(gain)) for group, gain in zip(groups, decibans, strict=True)
    )


def _weight(told: Testimony, hearing: Hearing, group: Witness, gain: float) -> Weight:
    """What a group adds, with who speaks and why it weighs so."""
    numbers = sorted(set(told.claim[group.rows].tolist()))
    own, remarks = _own(numbers, hearing), _remarks(numbers, hearing)
    return Weight(
        claims=tuple(sorted(hearing.ids[number] for number in numbers)),
        decibans=round(gain, 2) + 0.0,
        note="; ".join((*_said(own), *remarks)),
        speakers=_speakers(own),
        remarks=remarks,
    )


def _log10_odds(share: NDArray[np.float64]) -> NDArray[np.float64]:
    odds: NDArray[np.float64] = np.log10(np.maximum(share, _LEAST)) - np.log10(np.maximum(1 - share, _LEAST))
    return odds


def _own(numbers: Sequence[int], hearing: Hearing) -> list[ResolvedClaim]:
    """The claims that are no copies."""
    return [hearing.claims[number] for number in numbers if hearing.sources[number] == number]


def _said(own: Sequence[ResolvedClaim]) -> list[str]:
    """Who speaks, and whether it serves them."""
    return sorted(
        {f"{one.origin.name} ({one.origin.camp or 'camp unknown'}), {_STAKE[one.interest]}" for one in own}
    )


def _speakers(own: Sequence[ResolvedClaim]) -> tuple[Speaker, ...]:
    """The same as values: each speaker once, those of most claims first."""
    claims: defaultdict[tuple[str, SideId | None], list[Interest]] = defaultdict(list)
    for one in own:
        claims[one.origin.name, one.origin.camp].append(one.interest)
    return tuple(
        Speaker(name=name, camp=camp, interests=tuple(kind for kind in Interest if kind in interests))
        for (name, camp), interests in sorted(
            claims.items(), key=lambda item: (-len(item[1]), item[0][0], item[0][1] or "")
        )
    )


def _remarks(numbers: Sequence[int], hearing: Hearing) -> tuple[str, ...]:
    """What else bears on the weight: copies, claims taken back, how a day is known."""
    said = []
    copies = sum(hearing.sources[number] != number for number in numbers)
    if copies:
        said.append(f"{copies} {'copy adds' if copies == 1 else 'copies add'} nothing")
    back = sum(number in hearing.taken_back for number in numbers)
    if back:
        said.append(f"{back} taken back later {'weighs' if back == 1 else 'weigh'} nothing")
    said += sorted({_how_dated(day) for number in numbers if (day := hearing.days.of(number)).note})
    return tuple(said)


def _how_dated(day: SpokenDay) -> str:
    """How a day was found that the words do not give, and the day, where there is one."""
    return str(day.note) if day.day == NO_DAY else f"{day.note} ({day.day})"
