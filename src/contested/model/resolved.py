"""A claim whose words have been given places, actors and days; the claim itself stays as it was."""

from dataclasses import dataclass
from datetime import date

from contested.model.actor import ActorId, PartyChoice, SideId
from contested.model.claim import Claim, PlaceRole, Voice
from contested.model.control import Effect, Interest
from contested.model.period import Period
from contested.model.place import PlaceChoice
from contested.model.text import ClaimId


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedVoice:
    """A speaker with camp and actor, as far as known."""

    voice: Voice
    actor: ActorId | None
    camp: SideId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Who stands behind a claim: the last voice that has a camp, else the outlet."""

    name: str  # neutral name or the words
    camp: SideId | None  # a side, "monitor", "wire", or None where unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What the words of a claim mean: places, actors, days, and what follows for the control timeline."""

    outlet: str | None  # outlet id or name
    outlet_camp: SideId | None
    published: date | None
    actor: PartyChoice | None
    target: PartyChoice | None
    place: PlaceChoice | None
    other_places: tuple[tuple[PlaceRole, PlaceChoice], ...]
    period: Period | None
    voices: tuple[ResolvedVoice, ...]
    origin: Origin
    interest: Interest
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedClaim(Resolution):
    """A claim with places, actors, days, and what follows for the control timeline."""

    claim: Claim

    @property
    def id(self) -> ClaimId:
        """The claim's id."""
        return self.claim.id
