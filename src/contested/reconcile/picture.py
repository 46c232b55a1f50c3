"""The stage itself: claims in, a picture out, with nothing in it that no claim says."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from datetime import date

import numpy as np

from contested.knowledge.reconcile_settings import ReconcileSettings, load_reconcile_settings
from contested.knowledge.theatre import Theatre
from contested.model.claim import Modality
from contested.model.period import NO_DAY, day_of
from contested.model.picture import Cell, Picture, Weight
from contested.model.place import PlaceId
from contested.model.resolved import ResolvedClaim
from contested.model.text import ClaimId
from contested.reconcile.cells import Leaning, leaning, make_cells
from contested.reconcile.columns import columns_of
from contested.reconcile.copies import copied_from
from contested.reconcile.evidence import posterior
from contested.reconcile.heard import Hearing
from contested.reconcile.hearing import Question, Roster
from contested.reconcile.stories import days_by_story, taken_back
from contested.reconcile.testimony import Testimony, rows_of
from contested.reconcile.witnesses import weigh, witnesses

_ACTUAL = tuple(one for one in Modality if one.is_actual)
_ROWS_AT_ONCE = 50_000  # tables of states stay below some 80 MB, whatever the war; more at once is no faster


def reconcile(
    claims: Sequence[ResolvedClaim],
    *,
    theatre: Theatre,
    on: date | None = None,
    known: date | None = None,
    settings: ReconcileSettings | None = None,
    only: Container[PlaceId] | None = None,
    explained: Container[PlaceId] | None = None,
    repeats: Mapping[ClaimId, ClaimId] | None = None,
) -> Picture:
    """
    Who holds what on a day, as told: one cell for each place that some claim speaks of.

    Every place is a chain of days whose state (holder, phase) is inferred from all claims about it, earlier
    and later; claims count by certainty, interest and independence. The order of the claims does not matter.

    Args:
        claims: Claims of any number of reports; those that are no evidence, or tell of plans, weigh 0.
        theatre: Its sides are the holders that a place can have, besides "other".
        on: The day to show; by default the last day that any claim speaks of or was published on.
        known: Count only what had been published by this day. An undated report cannot be said to have been
            known then, and is left out. None counts everything.
        settings: Priors, weights and windows; the packaged ones by default.
        only: Make the cells of these places alone; None makes all.
        explained: Weigh the witnesses of these places alone, which takes longer than all else; None weighs
            all.
        repeats: For each claim that merely repeats another, that other one: for who knows more of copies than
            the claims' sentences tell. None: found by the sentences.
    """
    settings = settings or load_reconcile_settings()
    admitted = _admitted(claims, known)
    hearing = _hear(admitted, theatre=theatre, settings=settings, repeats=repeats)
    if on is None:
        spoken = [claim.published for _, claim in admitted if claim.published]
        if latest := int(hearing.days.day.max(initial=0)):
            spoken.append(day_of(latest))
        on = max(spoken, default=known or theatre.last or NO_DAY)
    question = Question(on=on.toordinal(), roster=hearing.roster, settings=settings)
    told = rows_of(hearing, only=only)
    cells = _cells(told, question, hearing=hearing, explained=explained)
    planned = tuple(id for id, claim in admitted if not claim.claim.modality.is_actual)
    return Picture(on=on, known=known, theatre=theatre.id, cells=_in_order(cells), planned=planned)


def tabulate(
    claims: Sequence[ResolvedClaim],
    *,
    theatre: Theatre,
    known: date | None = None,
    settings: ReconcileSettings | None = None,
    only: Container[PlaceId] | None = None,
    repeats: Mapping[ClaimId, ClaimId] | None = None,
) -> Testimony:
    """
    What the claims say, as columns that `picture_of` takes for any day; far smaller than the claims.

    Args:
        claims: All claims that bear on these places.
        theatre: Its sides are the holders that a place can have.
        known: Count only what had been published by this day; None counts everything.
        settings: Priors, weights and windows; the packaged ones by default.
        only: Rows of these places alone; None gives all.
        repeats: As `reconcile` takes them.
    """
    settings = settings or load_reconcile_settings()
    hearing = _hear(_admitted(claims, known), theatre=theatre, settings=settings, repeats=repeats)
    return rows_of(hearing, only=only)


def picture_of(
    told: Testimony, *, theatre: Theatre, on: date, settings: ReconcileSettings | None = None
) -> Picture:
    """
    The picture on a day from columns, without plans and weights: for wars of millions of claims.

    Args:
        told: What `tabulate` gave; `joined` puts groups of places together.
        theatre: The one that the columns were made with.
        on: The day to show.
        settings: Those that the columns were made with.
    """
    settings = settings or load_reconcile_settings()
    question = Question(on=on.toordinal(), roster=Roster.of(theatre.sides), settings=settings)
    cells = _cells(told, question, hearing=None, explained=())
    return Picture(on=on, known=None, theatre=theatre.id, cells=_in_order(cells), planned=())


def _admitted(claims: Sequence[ResolvedClaim], known: date | None) -> list[tuple[ClaimId, ResolvedClaim]]:
    """The claims that may count, each once, sorted by id."""
    named = {one.claim.id: one for one in claims}
    if len(named) < len(claims):  # of a claim that comes twice the later print
        named = {one.claim.id: one for one in sorted(claims, key=_print_day)}
    found = [(id, one) for id in sorted(named) if (one := named[id]).claim.is_evidence]
    if known is None:
        return found
    return [(id, one) for id, one in found if one.published is not None and one.published <= known]


def _print_day(claim: ResolvedClaim) -> date:
    return claim.published or date.max


def _hear(
    admitted: Sequence[tuple[ClaimId, ResolvedClaim]],
    *,
    theatre: Theatre,
    settings: ReconcileSettings,
    repeats: Mapping[ClaimId, ClaimId] | None,
) -> Hearing:
    """The claims that are evidence, with what they tell about each other."""
    actual = [item for item in admitted if item[1].claim.modality in _ACTUAL]
    evidence = tuple(claim for _, claim in actual)
    roster = Roster.of(theatre.sides)
    if repeats is None:
        sources = copied_from(evidence, overlap=settings.copy_overlap)
    else:
        numbers = {id: number for number, (id, _) in enumerate(actual)}
        sources = tuple(numbers.get(repeats.get(id, id), number) for number, (id, _) in enumerate(actual))
    columns = columns_of(evidence, roster)
    days = days_by_story(columns, sources=sources, settings=settings)
    return Hearing(
        claims=evidence,
        ids=tuple(id for id, _ in actual),
        columns=columns,
        days=days,
        sources=sources,
        taken_back=taken_back(columns, days),
        roster=roster,
        settings=settings,
    )


def _cells(
    told: Testimony, question: Question, *, hearing: Hearing | None, explained: Container[PlaceId] | None
) -> Iterator[Cell]:
    """The cells of all places that have rows, some places at a time."""
    order = np.argsort(told.place, kind="stable")
    heard, counts = np.unique(told.place, return_counts=True)
    ends = np.cumsum(counts)
    begin = 0
    while begin < len(heard):
        begin_row = int(ends[begin - 1]) if begin else 0
        end = max(begin + 1, int(np.searchsorted(ends, begin_row + _ROWS_AT_ONCE, side="right")))
        numbers, rows = heard[begin:end], order[begin_row : ends[end - 1]]
        part = told.of_places(numbers, rows)
        found = posterior(part, question, places=len(numbers))
        leans = leaning(found)
        weights = _weights(part, question, leans, hearing=hearing, explained=explained)
        yield from make_cells(part, question, found=found, leans=leans, weights=weights)
        begin = end


def _weights(
    told: Testimony,
    question: Question,
    leans: Leaning,
    *,
    hearing: Hearing | None,
    explained: Container[PlaceId] | None,
) -> Mapping[int, Sequence[Weight]]:
    found: dict[int, list[Weight]] = {}
    if hearing is not None:
        groups = witnesses(told, hearing, of=explained)
        gains = weigh(told, hearing, question, groups, towards=leans.holder, probability=leans.exact)
        for group, gain in zip(groups, gains, strict=True):
            found.setdefault(group.place, []).append(gain)
    return found


def _in_order(cells: Iterable[Cell]) -> tuple[Cell, ...]:
    return tuple(sorted(cells, key=lambda cell: (cell.place.name, cell.place.id)))
