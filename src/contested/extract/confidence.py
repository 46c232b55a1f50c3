"""How sure a claim is: signals of the choices behind it, and the probability that they amount to."""

import math
from collections.abc import Mapping

from contested.extract.choosing import Choice
from contested.knowledge.calibration import Calibration, Maker

_SUREST = 0.999  # beyond it a share says nothing more about how often its holder is right
_DIGITS = 3


def signals_of(
    event: str, share: float, *, actor: Choice, place: Choice, presupposed: bool = False
) -> Mapping[str, float]:
    """
    What speaks for a claim's event, actor and place being right, by name.

    Args:
        event: The event type.
        share: How sure its detection is.
        actor: What fills the role, with its share; likewise `place`.
        place: See `actor`.
        presupposed: Whether another claim takes it for granted: no detection of its own.
    """
    signals = {
        "bias": 1.0,
        "trigger": _log_odds(share),
        "actor": _log_odds(actor.share),
        "place": _log_odds(place.share),
        f"event:{event}": 1.0,
    }
    for role, choice in (("actor", actor), ("place", place)):
        if choice.filler is None:
            signals[f"{role}:none"] = 1.0
        elif choice.filler.implied:
            signals[f"{role}:implied"] = 1.0
    if presupposed:
        signals["presupposed"] = 1.0
    return signals


def confidence(signals: Mapping[str, float], calibration: Calibration | None, *, maker: Maker) -> float:
    """The calibrated probability; without a calibration the three shares together, as if independent."""
    if calibration is not None:
        return round(calibration.probability(maker, signals), _DIGITS)
    return round(math.prod(1 / (1 + math.exp(-signals[name])) for name in ("trigger", "actor", "place")), 3)


def _log_odds(share: float) -> float:
    kept = min(max(share, 1 - _SUREST), _SUREST)
    return math.log(kept / (1 - kept))
