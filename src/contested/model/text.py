"""Where words stand: spans and quotes in code points of a report's raw text."""

import hashlib
from dataclasses import dataclass
from typing import NewType

from contested.errors import EvidenceError

DocumentId = NewType("DocumentId", str)
ClaimId = NewType("ClaimId", str)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The half-open range `[start, end)` of code points of the raw text, exactly as read."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise EvidenceError(f"span [{self.start}, {self.end}): need 0 <= start <= end")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Whether the other lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """Words of a report together with the place where they stand."""

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.text) or self.start < 0:
            raise EvidenceError(
                f"quote [{self.start}, {self.end}) cannot hold {len(self.text)} characters {self.text!r}"
            )

    def __repr__(self) -> str:
        # What a dataclass writes by itself, in a quarter of the time: ids of claims are made of it.
        return f"Quote(start={self.start!r}, end={self.end!r}, text={self.text!r})"

    @property
    def span(self) -> Span:
        """The range without the words."""
        return Span(self.start, self.end)


def quote(raw: str, span: Span) -> Quote:
    """
    The words that stand at a span.

    Raises:
        EvidenceError: The span ends beyond the text.

    Example:
        >>> quote("Palmyra fell", Span(0, 7)).text
        'Palmyra'
    """
    if span.end > len(raw):
        raise EvidenceError(f"span [{span.start}, {span.end}) ends beyond the text of {len(raw)} characters")
    return Quote(span.start, span.end, raw[span.start : span.end])


def content_id(*parts: object) -> str:
    """
    A name made from the parts alone: 16 hexadecimal digits of their SHA-256, the same on any machine.

    Example:
        >>> content_id("a", 1) == content_id("a", 1) != content_id("a", 2)
        True
    """
    joined = str(parts[0]) if len(parts) == 1 else "\x1f".join(map(str, parts))
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]
