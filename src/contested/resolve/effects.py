"""What a claim says about who holds a place: the only input to the control timeline."""

from collections.abc import Mapping

from contested.knowledge.event_effects import EffectLine, EventMeaning
from contested.model.actor import CIVILIANS, UN, UNKNOWN, PartyChoice, SideId
from contested.model.claim import Claim, EventId, Modality, Polarity, Quantifier
from contested.model.control import ControlState, Effect, Strength
from contested.model.place import Place

_HOLDS_NOTHING = frozenset({CIVILIANS, UN, UNKNOWN})


def find_effects(
    claim: Claim,
    *,
    actor: PartyChoice | None,
    target: PartyChoice | None,
    place: Place | None,
    meanings: Mapping[EventId, EventMeaning],
    namesake: Place | None = None,
    in_part: bool = False,
    language: str = "en",
) -> tuple[Effect, ...]:
    """
    The effects of a claim on its place.

    Plans, predictions and conditions have none, nor has what stands in a comment or a related link: what they
    take for granted is a claim of its own. A region stays a region here; spreading it to what lies inside
    is the work of `reconcile`.

    Args:
        claim: The claim; its modality, polarity and quantifier count.
        actor: Who does it, resolved.
        target: To whom, resolved.
        place: The chosen place, or None.
        meanings: What each event type says, from the data file.
        namesake: The capital that a region shares its name with. A force "besieged inside the Deir Ezzor
            Governorate" is besieged in that city, as far as a report of the region can tell.
        in_part: The words mean only some part of the place.
        language: The report's, for the words of the trigger.
    """
    meaning = meanings.get(claim.event)
    if place is None or meaning is None or not claim.is_evidence or not claim.modality.is_actual:
        return ()
    # Nothing that a report says of a whole country ("its stronghold in Syria") tells who holds it.
    if place.kind == "country" or (meaning.only_at and place.kind not in meaning.only_at):
        return ()
    quantifier = Quantifier.SOME if in_part or claim.place is None else claim.place.quantifier
    sides = {"actor": _holding_side(actor), "target": _holding_side(target), "nobody": UNKNOWN}
    mode = _mode(claim, meaning, language)
    effects = [
        effect
        for line in meaning.lines
        if line.mode in (None, mode)
        and (effect := _effect(line, claim, sides, place, quantifier)) is not None
    ]
    if namesake is not None:
        effects += [
            Effect(
                place=namesake,
                holder=effect.holder,
                state=effect.state,
                negated=effect.negated,
                strength=Strength.CONTAINED,
                quantifier=effect.quantifier,
            )
            for effect in effects
            if effect.state is ControlState.BESIEGED
        ]
    return tuple(effects)


def _holding_side(party: PartyChoice | None) -> SideId | None:
    return None if party is None or party.side in _HOLDS_NOTHING else party.side


def _mode(claim: Claim, meaning: EventMeaning, language: str) -> str | None:
    if claim.mode is not None:
        return claim.mode
    words = claim.trigger.text.casefold().split()
    for tag, mode, begins in meaning.modes:
        if tag == language and any(word.startswith(begins) for word in words):
            return mode
    return None


def _effect(
    line: EffectLine,
    claim: Claim,
    sides: Mapping[str, SideId | None],
    place: Place,
    quantifier: Quantifier,
) -> Effect | None:
    denied = claim.polarity is Polarity.DENIED
    holder = sides[line.holder]
    if holder is None or (denied and not line.survives_denial):
        return None
    if line.unless_known is not None and sides[line.unless_known] is not None:
        return None
    strength = line.strength
    if strength is Strength.DIRECT and claim.modality is Modality.PRESUPPOSED:
        strength = Strength.PRESUPPOSED
    return Effect(
        place=place,
        holder=holder,
        state=line.state,
        negated=line.negated != denied,
        strength=strength,
        quantifier=quantifier,
    )
