"""What stays the same while one picture is made."""

from collections.abc import Sequence
from dataclasses import dataclass

from contested.knowledge.reconcile_settings import ReconcileSettings
from contested.model.actor import OTHER, UNKNOWN, Side, SideId

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
