"""The claims that are evidence, with what they tell about each other."""

from dataclasses import dataclass

from contested.knowledge.reconcile_settings import ReconcileSettings
from contested.model.resolved import ResolvedClaim
from contested.model.text import ClaimId
from contested.reconcile.columns import Columns
from contested.reconcile.days import Days
from contested.reconcile.hearing import Roster


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """The claims that count as evidence, each with its day and source."""

    claims: tuple[ResolvedClaim, ...]  # sorted by id
    ids: tuple[ClaimId, ...]  # of the claims; a claim works its id out anew each time it is asked
    columns: Columns
    days: Days
    sources: tuple[int, ...]  # for each claim the number of the claim that it copies, or its own
    taken_back: frozenset[int]  # numbers of the claims that their own origin contradicts later
    roster: Roster
    settings: ReconcileSettings
