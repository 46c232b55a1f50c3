"""Who stands behind claims: independent origins, camps, and what merely repeats another report."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from contested.model.actor import MONITOR, UN, UNKNOWN, WIRE, Side, SideId
from contested.model.control import ControlState, Interest
from contested.model.resolved import ResolvedClaim
from contested.model.text import ClaimId

_WATCHERS = frozenset({MONITOR, WIRE, UN})
_OF_HOLDERS = frozenset({ControlState.HELD, ControlState.BESIEGED, ControlState.PRESENCE})
_BEFORE_PRINT = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Backing:
    """How well a statement is backed."""

    origins: int  # independent ones
    camps: int  # allies count as one, each watcher (monitor, agency, United Nations) as one
    admitted: bool  # some origin says so against its interest
    boasted: bool  # every origin says so in its own favour


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """One origin with all that it is cited for."""

    name: str
    camp: SideId | None
    outlets: tuple[str, ...]  # that carry its words
    claims: tuple[ClaimId, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """What the views need to know of a run besides its claims."""

    copies: Mapping[ClaimId, ClaimId]  # a repeating claim -> the one that it repeats
    days: Mapping[ClaimId, date]  # the day that a claim is evidence for, where more than its words tell it
    blocs: Mapping[SideId, SideId]  # a side -> the first by id of all that stand with it

    @classmethod
    def of(
        cls,
        *,
        sides: Iterable[Side] = (),
        copies: Mapping[ClaimId, ClaimId] | None = None,
        days: Mapping[ClaimId, date] | None = None,
    ) -> "Record":
        """The record of a theatre with these sides."""
        return cls(copies=copies or {}, days=days or {}, blocs=_blocs(tuple(sides)))

    def day(self, claim: ResolvedClaim) -> date | None:
        """The day that a claim speaks of: its own, else the day before publication, else none."""
        if claim.id in self.days:
            return self.days[claim.id]
        period, printed = claim.period, claim.published
        last = (period.last or period.first) if period else None
        if last:
            return min(last, printed) if printed else last
        return printed - _BEFORE_PRINT if printed else None

    def bloc(self, side: SideId | None) -> SideId | None:
        """The side that stands for all who stand together; None for those who belong to none."""
        return self.blocs.get(side) if side else None


def _blocs(sides: Sequence[Side]) -> dict[SideId, SideId]:
    bloc = {side.id: side.id for side in sides}
    for side in sides:
        for ally in side.allies:
            if ally in bloc:
                keep, lose = sorted((bloc[side.id], bloc[ally]))
                bloc = {one: keep if of == lose else of for one, of in bloc.items()}
    return bloc


def names_holder(claim: ResolvedClaim) -> bool:
    """Whether the claim says who holds, or does not hold, a place; of a fight it may say neither."""
    return any(effect.state in _OF_HOLDERS and effect.holder != UNKNOWN for effect in claim.effects)


def backing(claims: Iterable[ResolvedClaim], record: Record) -> Backing:
    """How well a statement is backed by the claims that make it; copies add nothing."""
    own = [claim for claim in claims if claim.id not in record.copies]
    camps: set[tuple[str, str | None]] = set()
    for claim in own:
        camp = claim.origin.camp
        if camp in _WATCHERS:
            camps.add((claim.origin.name, camp))
        elif bloc := record.bloc(camp):
            camps.add(("", bloc))
    interests = {claim.interest for claim in own}
    return Backing(
        origins=_most_pairs(own),
        camps=len(camps),
        admitted=Interest.AGAINST in interests,
        boasted=interests == {Interest.FAVOURS},
    )


def tellers(claims: Iterable[ResolvedClaim]) -> tuple[Teller, ...]:
    """The origins of the claims, those of most claims first."""
    found: defaultdict[tuple[str, SideId | None], list[ResolvedClaim]] = defaultdict(list)
    for claim in claims:
        found[claim.origin.name, claim.origin.camp].append(claim)
    return tuple(
        Teller(
            name=name,
            camp=camp,
            outlets=tuple(sorted({one.outlet for one in own if one.outlet})),
            claims=tuple(sorted({one.id for one in own})),
        )
        for (name, camp), own in sorted(
            found.items(), key=lambda item: (-len(item[1]), item[0][0], item[0][1] or "")
        )
    )


def _most_pairs(claims: Sequence[ResolvedClaim]) -> int:
    """
    As many origins as can each have a report of their own.

    Ten reports of one outlet are one origin, and so are all whom a single report quotes.
    """
    reports: defaultdict[tuple[str, str | None, str | None], set[str]] = defaultdict(set)
    for claim in claims:
        unnamed = claim.outlet is None and not any(voice.camp for voice in claim.voices)
        key = claim.claim.document_key
        reports[claim.origin.name, claim.origin.camp, key if unnamed else None].add(key)
    taken: dict[str, tuple[str, str | None, str | None]] = {}

    def place(origin: tuple[str, str | None, str | None], tried: set[str]) -> bool:
        for report in sorted(reports[origin] - tried):
            tried.add(report)
            if report not in taken or place(taken[report], tried):
                taken[report] = origin
                return True
        return False

    return sum(place(origin, set()) for origin in sorted(reports, key=str))
