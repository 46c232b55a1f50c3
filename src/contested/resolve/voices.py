"""Who a speaker is, and of which camp."""

from contested.knowledge.party_reader import ActorReader
from contested.knowledge.theatre import Theatre
from contested.model.actor import MONITOR, UNKNOWN, WIRE, SideId
from contested.model.claim import Voice, VoiceKind
from contested.model.resolved import ResolvedVoice

_KIND_CAMPS = {VoiceKind.MONITOR: MONITOR, VoiceKind.AGENCY: WIRE}


def resolve_voice(voice: Voice, *, actors: ActorReader, theatre: Theatre) -> ResolvedVoice:
    """
    The speaker as an actor of the theatre, else as one of its outlets, else by kind alone.

    An official or activist whom nobody can name has no camp: the origin is then the voice around them. Nor
    has an expert: "military analysts" are not the military.
    """
    if voice.kind is VoiceKind.EXPERT:
        return ResolvedVoice(voice=voice, actor=None, camp=None)
    chosen = actors.choose(voice.quote)
    if chosen.side != UNKNOWN:
        return ResolvedVoice(voice=voice, actor=chosen.actor, camp=chosen.side)
    outlet = theatre.outlet_named(voice.quote.text)
    camp: SideId | None = outlet.camp if outlet else _KIND_CAMPS.get(voice.kind)
    return ResolvedVoice(voice=voice, actor=chosen.actor, camp=camp)
