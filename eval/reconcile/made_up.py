"""A theatre for made-up wars: sides, and nothing else."""

from collections.abc import Sequence

from contested.knowledge.theatre import Theatre
from contested.model.actor import Side, SideId


def theatre_of(sides: Sequence[str]) -> Theatre:
    """A theatre with these sides; none is allied to another."""
    return Theatre(
        id="made-up",
        label="Made-up war",
        sides=tuple(Side(id=SideId(side), label=side) for side in sides),
        source="eval/reconcile",
    )
