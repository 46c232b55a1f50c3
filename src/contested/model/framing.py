"""How a report names and colours things, and whom that helps or hurts."""

from dataclasses import dataclass
from enum import Enum

from contested.model.actor import ActorId
from contested.model.text import DocumentId, Quote


class FramingKind(Enum):
    """In which way words take sides."""

    NAMING = "naming"
    LOADED = "loaded"
    SCARE_QUOTES = "scare_quotes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Framing:
    """Words that take sides, as one report uses them."""

    document: DocumentId
    quote: Quote
    kind: FramingKind
    toward: ActorId | None  # whom the words name or colour
    helps: bool  # True: helps them; False: hurts them
    reason: str  # the line of data that fired
