"""Reports that repeat another's words, and what they changed in them."""

from dataclasses import dataclass
from datetime import date

from contested.model.text import DocumentId, Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """Words in a change that take sides."""

    words: str
    reason: str  # the line of data that says so, or which party is named


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One thing that a copy changed: words replaced, left out (no `after`) or added (no `before`)."""

    before: Quote | None  # in the origin
    after: Quote | None  # in the copy
    moved: bool = False  # the same words stand elsewhere in the other report
    framing: tuple[Marked, ...] = ()  # empty where both wordings take no side, or the same one


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One report of a group."""

    key: str  # the report's content id
    document: DocumentId
    outlet: str | None
    published: date | None
    agency: str | None  # that the report itself credits
    copied_from: str | None  # key of the report it is nearest to; None for the origin
    taken: float  # share of its word runs that stand in the origin too; 1 for the origin
    kept: float  # share of the origin's word runs that stand in it
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyGroup:
    """Reports that go back to one text: one origin, however many reports."""

    origin: Member
    copies: tuple[Member, ...]  # in the order in which they were published
    agency: str | None  # that they credit, where they agree
