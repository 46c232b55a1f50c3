"""What a claim says about who holds a place, and the closed sets of the control timeline."""

from dataclasses import dataclass
from enum import Enum

from contested.model.actor import SideId
from contested.model.claim import Quantifier
from contested.model.place import Place


class ControlState(Enum):
    """What an effect says of a place."""

    HELD = "held"
    BESIEGED = "besieged"  # `holder` holds it and is surrounded
    CONTESTED = "contested"
    PRESENCE = "presence"
    ROUTE_OPEN = "route_open"
    ROUTE_CUT = "route_cut"


class Strength(Enum):
    """How directly a claim speaks of the place."""

    DIRECT = "direct"
    PRESUPPOSED = "presupposed"
    CONTAINED = "contained"  # said of a larger place that holds this one
    WEAK = "weak"


class Interest(Enum):
    """Whether a claim helps or hurts the camp of its origin."""

    FAVOURS = "favours"
    AGAINST = "against"
    NONE = "none"


class Phase(Enum):
    """How the place fares under its holder."""

    QUIET = "quiet"
    CONTESTED = "contested"
    BESIEGED = "besieged"


class Verdict(Enum):
    """How the claims about a place stand to each other on a day."""

    AGREED = "agreed"  # two or more camps say so, or one against its interest
    CLAIMED = "claimed"  # one camp says so, in its own favour
    DISPUTED = "disputed"  # a live claim of another origin contradicts
    CHANGED = "changed"  # earlier contrary claims are explained by a change of hands
    STALE = "stale"  # nothing said for more than 60 days
    NO_REPORT = "no_report"


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """The only input to the control timeline."""

    place: Place
    holder: SideId
    state: ControlState
    negated: bool = False
    strength: Strength = Strength.DIRECT
    quantifier: Quantifier = Quantifier.ALL
