"""How sure a claim is: signals of the choices behind it, and the probability that they amount to."""

import math
from collections.abc import Iterator, Mapping, Sequence

from contested.extract.choosing import Choice
from contested.knowledge.calibration import Calibration, Maker

_SUREST = 0.999  # beyond it a share says nothing more about how often its holder is right
_DIGITS = 3


def signals_of(
    event: str,
    share: float,
    *,
    sentence: int,
    actor: Choice,
    place: Choice,
    marks: Sequence[str] = (),
) -> Mapping[str, float]:
    """
    What speaks for a claim's event, actor and place being right, by name.

    Args:
        event: The event type.
        share: How sure its detection is.
        sentence: Index of the trigger's sentence.
        actor: What fills the role, with its share; likewise `place`.
        place: See `actor`.
        marks: What else is known of its making.
    """
    signals = {
        "bias": 1.0,
        "trigger": _log_odds(share),
        "actor": _log_odds(actor.share),
        "place": _log_odds(place.share),
        f"event:{event}": 1.0,
    }
    for role, choice in (("actor", actor), ("place", place)):
        signals |= {f"{role}:{mark}": 1.0 for mark in _marks(choice, sentence)}
    return signals | dict.fromkeys(marks, 1.0)


def _marks(choice: Choice, sentence: int) -> Iterator[str]:
    """How far the words that fill a role lie from the trigger, and what kind of words they are."""
    if choice.filler is None:
        yield "none"
        return
    mention = choice.filler.mention
    if choice.filler.implied:
        yield "implied"
    elif mention.sentence != sentence:
        yield "away"
    if not mention.known:
        yield "unknown"
    if choice.stands_for is not None:
        yield "stands for another"
    yield mention.kind.value


def confidence(signals: Mapping[str, float], calibration: Calibration | None, *, maker: Maker) -> float:
    """The calibrated probability; without a calibration the three shares together, as if independent."""
    if calibration is not None:
        return round(calibration.probability(maker, signals), _DIGITS)
    return round(math.prod(1 / (1 + math.exp(-signals[name])) for name in ("trigger", "actor", "place")), 3)


def _log_odds(share: float) -> float:
    kept = min(max(share, 1 - _SUREST), _SUREST)
    return math.log(kept / (1 - kept))
