"""The noun that everything turns on: one predicate that one report makes about parties and places."""

from dataclasses import dataclass
from enum import Enum
from typing import NewType

from contested.errors import EvidenceError
from contested.model.text import ClaimId, DocumentId, Quote, Span, content_id

EventId = NewType("EventId", str)  # names a file in data/events/


class Polarity(Enum):
    """Whether the report says that it is so, or that it is not."""

    AFFIRMED = "affirmed"
    DENIED = "denied"


class Modality(Enum):
    """How the report puts it: as fact, as taken for granted, or as yet to come."""

    ASSERTED = "asserted"
    PRESUPPOSED = "presupposed"
    PLANNED = "planned"
    POSSIBLE = "possible"
    CONDITIONAL = "conditional"
    NECESSARY = "necessary"
    DESIRED = "desired"

    @property
    def is_actual(self) -> bool:
        """Whether the report says that it happened or holds (asserted or presupposed)."""
        return self in (Modality.ASSERTED, Modality.PRESUPPOSED)


class Certainty(Enum):
    """How sure the last speaker in the chain is."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNCOMMITTED = "uncommitted"


class VoiceKind(Enum):
    """What kind of speaker stands behind a claim."""

    OUTLET = "outlet"
    OFFICIAL = "official"
    PARTY = "party"
    MONITOR = "monitor"
    EXPERT = "expert"
    ACTIVIST = "activist"
    WITNESS = "witness"
    AGENCY = "agency"
    OTHER_OUTLET = "other_outlet"
    DOCUMENT = "document"
    UNKNOWN = "unknown"


class Quantifier(Enum):
    """How much of a place is meant."""

    ALL = "all"
    MOST = "most"
    SOME = "some"


class PlaceRole(Enum):
    """What a further place does in a claim."""

    VIA = "via"
    ORIGIN = "origin"
    END = "end"
    CONTAINER = "container"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyMention:
    """
    Words that name an actor or target; or the words that they stand for.

    `quote` is None for a party that the text implies without naming it at the predicate.
    `refers_to` is the mention that a pronoun, a description or an implied party points back to.
    """

    quote: Quote | None
    refers_to: Quote | None = None
    unarmed: bool = False  # words such as "residents": civilians, unless a theatre's name says otherwise

    def __post_init__(self) -> None:
        if self.quote is None and self.refers_to is None:
            raise EvidenceError("a party needs words of its own or words that it refers to")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """Words that name the claim's place, with how much of it is meant."""

    quote: Quote
    quantifier: Quantifier = Quantifier.ALL
    kind_words: str | None = None  # "province", "border-crossing", "highway": what the place must be
    from_scene: bool = False  # taken from an earlier sentence: the report's current scene


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One speaker of the chain that says so."""

    quote: Quote
    kind: VoiceKind = VoiceKind.UNKNOWN
    cue: Quote | None = None  # "said", "according to"


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A figure as the text gives it: low <= best <= high."""

    low: int
    best: int
    high: int
    quote: Quote


class _Named:
    """Room for an id that is worked out once; no field, so that it is neither compared nor stored."""

    __slots__ = ("_id",)
    _id: ClaimId


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(_Named):
    """One deed or state, one polarity, one modality, one speaker, tied to exact characters of one report."""

    document: DocumentId
    document_key: str  # Report.key
    event: EventId
    trigger: Quote
    evidence: Quote  # the sentence
    actor: PartyMention | None = None
    target: PartyMention | None = None
    place: PlaceMention | None = None
    other_places: tuple[tuple[PlaceRole, PlaceMention], ...] = ()
    time_words: tuple[Quote, ...] = ()  # nearest first; their meaning is resolved later
    modality: Modality = Modality.ASSERTED
    polarity: Polarity = Polarity.AFFIRMED
    certainty: Certainty = Certainty.CERTAIN
    voices: tuple[Voice, ...] = ()  # outermost first; empty where the outlet speaks
    count: Count | None = None
    mode: str | None = None  # finer than the event type: "aerial", "artillery", "border"
    stake: str | None = None  # "oil_gas", "phosphate", "electricity", ...
    condition: Span | None = None  # trigger of the claim that must come true first
    purpose_of: Span | None = None  # trigger of the claim that this one is the purpose of
    confidence: float = 1.0  # calibrated in [0, 1]
    made_by: str  # data line or model that made it: "en/capture.toml#retake@1"
    is_evidence: bool = True  # False where it stands in a comment, related link or furniture

    def __post_init__(self) -> None:
        if not self.evidence.span.contains(self.trigger.span):
            raise EvidenceError(f"{self.document}: trigger {self.trigger} lies outside its evidence")
        if not 0.0 <= self.confidence <= 1.0:
            raise EvidenceError(f"{self.document}: confidence {self.confidence} is not in [0, 1]")

    @property
    def id(self) -> ClaimId:
        """A hash of the reading: the same words read the same way have the same id on any machine."""
        known: ClaimId | None = getattr(self, "_id", None)  # an AttributeError would take longer
        if known is None:
            known = self._made_id()
            object.__setattr__(self, "_id", known)
        return known

    def _made_id(self) -> ClaimId:
        # One text, and `_value_` for `value`: a million claims are asked for their ids.
        words = f"{self.trigger!r}\x1f{self.actor!r}\x1f{self.target!r}\x1f{self.place!r}"
        put = f"{self.modality._value_}\x1f{self.polarity._value_}"
        return ClaimId(
            content_id(f"{self.document_key}\x1f{self.event}\x1f{words}\x1f{put}\x1f{self.voices!r}")
        )
