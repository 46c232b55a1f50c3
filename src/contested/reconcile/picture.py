"""The stage itself: claims in, a picture out, with nothing in it that no claim says."""

from collections.abc import Iterable, Sequence
from datetime import date

from contested.knowledge.reconcile_settings import ReconcileSettings, load_reconcile_settings
from contested.knowledge.theatre import Theatre
from contested.model.picture import Picture
from contested.model.resolved import ResolvedClaim
from contested.model.text import ClaimId
from contested.reconcile.cells import make_cells
from contested.reconcile.copies import copied_from
from contested.reconcile.days import NO_DAY
from contested.reconcile.evidence import posterior
from contested.reconcile.hearing import Hearing, Roster
from contested.reconcile.stories import days_by_story, taken_back
from contested.reconcile.testimony import testimony


def reconcile(
    claims: Sequence[ResolvedClaim],
    *,
    theatre: Theatre,
    on: date | None = None,
    known: date | None = None,
    settings: ReconcileSettings | None = None,
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
    """
    settings = settings or load_reconcile_settings()
    named = sorted({claim.id: claim for claim in sorted(claims, key=_print_day)}.items())
    admitted = [(id, claim) for id, claim in named if _counts(claim, known)]
    ids, evidence = _columns(item for item in admitted if item[1].claim.modality.is_actual)
    planned, _ = _columns(item for item in admitted if not item[1].claim.modality.is_actual)
    roster = Roster.of(theatre.sides)
    sources = copied_from(evidence, overlap=settings.copy_overlap)
    days = days_by_story(evidence, sources=sources, roster=roster, settings=settings)
    if on is None:
        spoken = [day.day for day in days] + [claim.published for _, claim in admitted if claim.published]
        on = max(spoken, default=known or theatre.last or NO_DAY)
    hearing = Hearing(
        claims=evidence,
        ids=ids,
        days=days,
        sources=sources,
        taken_back=taken_back(evidence, days, roster),
        roster=roster,
        settings=settings,
        on=on.toordinal(),
    )
    told = testimony(hearing)
    cells = make_cells(told, posterior(told, hearing, places=len(told.places)), hearing)
    return Picture(on=on, known=known, theatre=theatre.id, cells=cells, planned=planned)


def _print_day(claim: ResolvedClaim) -> date:
    return claim.published or date.max


def _counts(claim: ResolvedClaim, known: date | None) -> bool:
    if not claim.claim.is_evidence:
        return False
    return known is None or (claim.published is not None and claim.published <= known)


def _columns(
    items: Iterable[tuple[ClaimId, ResolvedClaim]],
) -> tuple[tuple[ClaimId, ...], tuple[ResolvedClaim, ...]]:
    chosen = tuple(items)
    return tuple(id for id, _ in chosen), tuple(claim for _, claim in chosen)
