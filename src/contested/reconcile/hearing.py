"""What stays the same while one picture is made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from contested.knowledge.reconcile_settings import ReconcileSettings
from contested.model.actor import OTHER, UNKNOWN, Side, SideId
from contested.model.resolved import ResolvedClaim
from contested.model.text import ClaimId
from contested.reconcile.days import SpokenDay

CAPTURE = "capture"  # the event type whose HELD effect tells of a change
ATTACK = "attack"  # the event type whose actor does not hold the place
NOBODY = -1  # stands for a holder that is not named
NO_BLOC = -1  # stands for the bloc of an origin that belongs to no side


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """The holders that a place can have, and which of them stand together."""

    holders: tuple[SideId, ...]  # OTHER comes last
    numbers: dict[SideId, int]
    bloc: tuple[int, ...]  # (holders,): allies, and their allies, share a number

    @classmethod
    def of(cls, sides: Sequence[Side]) -> "Roster":
        """The sides of a theatre, and OTHER."""
        holders = (*(side.id for side in sides), OTHER)
        numbers = {holder: number for number, holder in enumerate(holders)}
        bloc = list(range(len(holders)))
        for side in sides:
            for ally in side.allies:
                if ally in numbers:
                    keep, lose = sorted((bloc[numbers[side.id]], bloc[numbers[ally]]))
                    bloc = [keep if number == lose else number for number in bloc]
        return cls(holders=holders, numbers=numbers, bloc=tuple(bloc))

    def holder(self, side: SideId) -> int:
        """The number of a holder; NOBODY where the report cannot say who it is."""
        return NOBODY if side == UNKNOWN else self.numbers.get(side, self.numbers[OTHER])

    def bloc_of(self, camp: SideId | None) -> int:
        """The bloc that a camp belongs to; NO_BLOC for monitors, wires and unknown camps."""
        return NO_BLOC if camp is None or camp not in self.numbers else self.bloc[self.numbers[camp]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The day asked for, who may hold a place, and by which numbers that is judged."""

    on: int  # an ordinal
    roster: Roster
    settings: ReconcileSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """The claims that count as evidence, each with its day and source."""

    claims: tuple[ResolvedClaim, ...]  # sorted by id
    ids: tuple[ClaimId, ...]  # of the claims; a claim works its id out anew each time it is asked
    days: tuple[SpokenDay, ...]
    sources: tuple[int, ...]  # for each claim the number of the claim that it copies, or its own
    origins: tuple[int, ...]  # equal where two claims come from one origin
    taken_back: frozenset[int]  # numbers of the claims that their own origin contradicts later
    roster: Roster
    settings: ReconcileSettings


def origin_of(claim: ResolvedClaim) -> tuple[str | None, ...]:
    """What makes two claims come from one origin; reports without an outlet each stand for themselves."""
    by_outlet = not (claim.voices and any(voice.camp for voice in claim.voices))
    report = claim.claim.document_key if by_outlet and claim.outlet is None else None
    return claim.origin.name, claim.origin.camp, report


def origins_of(claims: Iterable[ResolvedClaim]) -> tuple[int, ...]:
    """A number for each claim, equal where two come from one origin."""
    numbers: dict[tuple[str | None, ...], int] = {}
    return tuple(numbers.setdefault(origin_of(claim), len(numbers)) for claim in claims)
