"""Who stands behind a claim, and whether it helps or hurts them."""

from collections.abc import Mapping, Sequence
from datetime import date

from contested.knowledge.event_effects import EventMeaning
from contested.knowledge.theatre import Theatre
from contested.model.actor import CIVILIANS, NEUTRAL_CAMPS, UNKNOWN, ActorId, PartyChoice, SideId
from contested.model.claim import Claim, EventId, Polarity
from contested.model.control import Interest
from contested.model.resolved import Origin, ResolvedVoice


def find_origin(
    voices: Sequence[ResolvedVoice],
    *,
    outlet: str | None,
    outlet_camp: SideId | None,
    names: Mapping[ActorId, str],
) -> Origin:
    """
    The last voice that has a camp, else the outlet.

    Args:
        voices: Outermost first.
        outlet: The outlet's id or name.
        outlet_camp: Its camp, where somebody has set it.
        names: Neutral names of actors by id.
    """
    for voice in reversed(voices):
        if voice.camp is not None:
            words = " ".join(voice.voice.quote.text.split())
            return Origin(name=names[voice.actor] if voice.actor else words, camp=voice.camp)
    return Origin(name=outlet or "unknown outlet", camp=outlet_camp)


def find_interest(
    claim: Claim,
    *,
    camp: SideId | None,
    actor: PartyChoice | None,
    target: PartyChoice | None,
    meanings: Mapping[EventId, EventMeaning],
    theatre: Theatre,
    day: date | None = None,
) -> Interest:
    """
    Whether the claim helps, hurts or does not touch a camp and its allies.

    What two other sides do to each other touches it not; what another side wins from nobody in particular
    hurts it, as every place that others win is lost to it.
    """
    meaning = meanings.get(claim.event)
    if meaning is None or camp is None or camp in NEUTRAL_CAMPS:
        return Interest.NONE
    parties = {"actor": actor.side if actor else UNKNOWN, "target": target.side if target else UNKNOWN}
    own = {camp, *theatre.side(camp).allies_on(day)}
    if meaning.blame and parties["target"] in (CIVILIANS, UNKNOWN):
        helps = _standing(parties["actor"], own, gain=False)
    else:
        helps = _balance(
            parties[meaning.gains] if meaning.gains else UNKNOWN,
            parties[meaning.loses] if meaning.loses else UNKNOWN,
            own,
        )
    if helps == 0:
        return Interest.NONE
    if claim.polarity is Polarity.DENIED:
        helps = -helps
    return Interest.FAVOURS if helps > 0 else Interest.AGAINST


def _balance(gains: SideId, loses: SideId, own: set[SideId]) -> int:
    wins, losses = _standing(gains, own, gain=True), _standing(loses, own, gain=False)
    if gains in own or loses in own:
        return (wins if gains in own else 0) + (losses if loses in own else 0)
    return wins + losses


def _standing(side: SideId, own: set[SideId], *, gain: bool) -> int:
    """+1 where this gain (or loss) of a side helps one's own, -1 where it hurts, 0 where nobody fights."""
    if side in NEUTRAL_CAMPS:
        return 0
    return 1 if (side in own) == gain else -1
