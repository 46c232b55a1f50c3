"""What every store does: keep pages, claims and failures exactly, one whole document at a time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from typing import Protocol

from contested.model.claim import Claim
from contested.model.decision import Decision
from contested.model.framing import Framing
from contested.model.page import Page
from contested.model.report import Failure
from contested.model.text import ClaimId


class Arrival(Enum):
    """What adding a document did."""

    NEW = "new"
    UPDATED = "updated"  # the same words were there, with other metadata or from another version


@dataclass(frozen=True, slots=True, kw_only=True)
class TheatreMark:
    """Which theatre a document was read with."""

    id: str
    reference: str  # what `load_theatre` takes: a name, or the path of a folder
    checksum: str  # of its data files


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What was worked out from the store, put by so that it need not be worked out again."""

    name: str  # of what: a document's key, a theatre
    basis: str  # digest of all that it follows from: with another basis it is of no use
    value: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One report as a store keeps it: its page, what was extracted, and with what."""

    page: Page
    claims: tuple[Claim, ...]
    framings: tuple[Framing, ...]
    theatre: TheatreMark
    made_with: str  # digest of the report's metadata, the theatre and the extractor

    @property
    def key(self) -> str:
        """The report's content id."""
        return self.page.report.key


def without_original(page: Page) -> Page:
    """The page without the bytes that its text was made from: a store keeps those apart, each only once."""
    original = page.report.original
    if original is None:
        return page
    return replace(page, report=replace(page.report, original=replace(original, data=b"")))


class Store(Protocol):
    """
    A place where documents stay; several processes may use one at a time.

    All methods raise `StoreError` where the store cannot be read or written.
    """

    def add_document(self, document: Document) -> Arrival:
        """
        What became of the document, which is now stored as a whole or, on an error, not at all.

        A document with the same key is replaced; failures noted for where it was read from are removed.
        """
        ...

    def has(self, key: str, made_with: str) -> bool:
        """Whether this very document, made with the same metadata, theatre and extractor, is stored."""
        ...

    def document_keys(self) -> tuple[str, ...]:
        """The keys under which documents were filed, sorted by document id, then key."""
        ...

    def document(self, key: str) -> Document | None:
        """The document with that key."""
        ...

    def documents(self) -> Iterator[Document]:
        """All documents, sorted by document id, then key."""
        ...

    def original(self, sha256: str) -> bytes | None:
        """The bytes that hash so; documents come back without them (`Original.data` is empty)."""
        ...

    def claim(self, claim_id: ClaimId) -> Claim | None:
        """The claim with that id."""
        ...

    def claims(self) -> Iterator[Claim]:
        """All claims, in the order of `documents`, then of the text as extracted."""
        ...

    def stored_ids(self, key: str) -> tuple[ClaimId, ...]:
        """The ids under which the document's claims were filed, in order; `verify` computes them anew."""
        ...

    def add_failure(self, failure: Failure) -> None:
        """Note a failure; it replaces an earlier one of the same place and stage."""
        ...

    def failures(self) -> tuple[Failure, ...]:
        """All failures that still stand, sorted by where they were read."""
        ...

    def add_decisions(self, decisions: Iterable[Decision]) -> int:
        """
        How many of the decisions are new; all of them are now stored or, on an error, none.

        There is no way to change or to take out a decision: an undo is another one.
        """
        ...

    def decisions(self) -> tuple[Decision, ...]:
        """The log of decisions, sorted by time, then id."""
        ...

    def keep(self, kind: str, values: Iterable[Kept]) -> None:
        """Put by what was worked out; it replaces what was kept under the same kind and name."""
        ...

    def kept(self, kind: str) -> Iterator[Kept]:
        """All that is kept of one kind, in no order. It may be thrown away at any time."""
        ...

    def settings(self) -> dict[str, str]:
        """What the store knows about itself: `contested`, the version that made it, and so on."""
        ...

    def set_setting(self, name: str, value: str) -> None:
        """Keep a setting."""
        ...

    def close(self) -> None:
        """Let go of files; the store cannot be used any more."""
        ...
