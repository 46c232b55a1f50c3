"""A store that lives as long as the process: for tests and for looking at reports without keeping them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from contested.model.claim import Claim
from contested.model.decision import Decision, DecisionId
from contested.model.report import Failure
from contested.model.text import ClaimId
from contested.store.contract import Arrival, Document, Kept, without_original


class MemoryStore:
    """Documents in a dictionary."""

    def __init__(self) -> None:
        self._documents: dict[str, Document] = {}
        self._originals: dict[str, bytes] = {}
        self._failures: dict[tuple[str, str], Failure] = {}
        self._decisions: dict[DecisionId, Decision] = {}
        self._kept: dict[tuple[str, str], Kept] = {}
        self._settings: dict[str, str] = {}

    def add_document(self, document: Document) -> Arrival:
        """See `Store`."""
        arrival = Arrival.UPDATED if document.key in self._documents else Arrival.NEW
        original = document.page.report.original
        if original is not None and original.data:
            self._originals[original.sha256] = original.data
        self._documents[document.key] = replace(document, page=without_original(document.page))
        read_from = document.page.report.read_from
        for place in [place for place in self._failures if place[0] == read_from]:
            del self._failures[place]
        return arrival

    def has(self, key: str, made_with: str) -> bool:
        """See `Store`."""
        known = self._documents.get(key)
        return known is not None and known.made_with == made_with

    def document_keys(self) -> tuple[str, ...]:
        """See `Store`."""
        return tuple(sorted(self._documents, key=lambda key: (self._documents[key].page.report.id, key)))

    def document(self, key: str) -> Document | None:
        """See `Store`."""
        return self._documents.get(key)

    def documents(self) -> Iterator[Document]:
        """See `Store`."""
        yield from [self._documents[key] for key in self.document_keys()]

    def original(self, sha256: str) -> bytes | None:
        """See `Store`."""
        return self._originals.get(sha256)

    def claim(self, claim_id: ClaimId) -> Claim | None:
        """See `Store`."""
        return next((claim for claim in self.claims() if claim.id == claim_id), None)

    def claims(self) -> Iterator[Claim]:
        """See `Store`."""
        for document in self.documents():
            yield from document.claims

    def stored_ids(self, key: str) -> tuple[ClaimId, ...]:
        """See `Store`."""
        known = self._documents.get(key)
        return tuple(claim.id for claim in known.claims) if known else ()

    def add_failure(self, failure: Failure) -> None:
        """See `Store`."""
        self._failures[failure.read_from, failure.stage] = failure

    def failures(self) -> tuple[Failure, ...]:
        """See `Store`."""
        return tuple(self._failures[place] for place in sorted(self._failures))

    def add_decisions(self, decisions: Iterable[Decision]) -> int:
        """See `Store`."""
        new = {one.id: one for one in decisions if one.id not in self._decisions}
        self._decisions.update(new)
        return len(new)

    def decisions(self) -> tuple[Decision, ...]:
        """See `Store`."""
        return tuple(sorted(self._decisions.values(), key=lambda one: (one.at, one.id)))

    def keep(self, kind: str, values: Iterable[Kept]) -> None:
        """See `Store`."""
        self._kept.update({(kind, one.name): one for one in values})

    def kept(self, kind: str) -> Iterator[Kept]:
        """See `Store`."""
        yield from [one for (of, _), one in self._kept.items() if of == kind]

    def settings(self) -> dict[str, str]:
        """See `Store`."""
        return dict(self._settings)

    def set_setting(self, name: str, value: str) -> None:
        """See `Store`."""
        self._settings[name] = value

    def close(self) -> None:
        """See `Store`."""
