"""One theatre of a store with all that its reports claim, as analysts decided; what can be kept is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from contested.app.deciding import claims_decided
from contested.app.prints import Prints
from contested.app.repeats import repeats
from contested.app.resolutions import AtHand, Resolutions
from contested.app.theatres import GENERIC
from contested.knowledge.gazetteer import Gazetteer
from contested.knowledge.theatre import Theatre, load_theatre
from contested.model.decision import DecisionKind
from contested.model.report import Failure
from contested.model.resolved import ResolvedClaim
from contested.model.text import ClaimId
from contested.reconcile.decided import SetAside
from contested.reconcile.report_copies import Fingerprint
from contested.reconcile.standing import Standing
from contested.store import Document, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """One theatre of a store, with its documents and what they claim."""

    theatre: Theatre
    documents: tuple[Document, ...]
    claims: tuple[ResolvedClaim, ...]  # that count, as analysts decided
    failures: tuple[Failure, ...]  # documents whose claims could not be resolved
    set_aside: tuple[SetAside, ...]  # claims that analysts decided are wrong
    prints: Mapping[str, Fingerprint]  # of the documents, by key
    _repeats: dict[date | None, Mapping[ClaimId, ClaimId]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def everything(self) -> tuple[ResolvedClaim, ...]:
        """The claims with those that were set aside."""
        return (*self.claims, *(one.claim for one in self.set_aside))

    @property
    def stale(self) -> str | None:
        """A line if the theatre changed since: names are looked for when a report is read."""
        number = sum(document.theatre.checksum != self.theatre.checksum for document in self.documents)
        if not number:
            return None
        reports = "1 report was" if number == 1 else f"{number} reports were"
        return f"theatre {self.theatre.id} has changed since {reports} read; read again to use its new names"

    def known_by(self, known: date | None) -> tuple[ResolvedClaim, ...]:
        """The claims that had been published by a day; None gives all."""
        if known is None:
            return self.claims
        return tuple(one for one in self.claims if one.published and one.published <= known)

    def repeats(self, known: date | None = None) -> Mapping[ClaimId, ClaimId]:
        """For each claim known by a day that merely repeats another, that other one."""
        if known not in self._repeats:
            self._repeats[known] = repeats(self.known_by(known), self.prints)
        return self._repeats[known]


class Fronts:
    """Makes the fronts of a store, again and again as it grows: documents that did not change stay loaded."""

    def __init__(self, store: Store, gazetteer: Gazetteer, *, trusting: bool = True) -> None:
        """
        Begin.

        Args:
            store: Where the documents are.
            gazetteer: Knows places.
            trusting: Take what was worked out before and is kept in the store; otherwise make all of it anew.
        """
        self._store = store
        self._gazetteer = gazetteer
        self._trusting = trusting
        self._documents: dict[str, Document] = {}
        self._resolved: AtHand = {}

    def make(self, standing: Standing) -> tuple[Front, ...]:
        """The theatres by reference, the generic one last: it is the least that a reader looks for."""
        by_reference: dict[str, list[Document]] = {}
        for document in self._current():
            by_reference.setdefault(document.theatre.reference, []).append(document)
        resolutions = Resolutions(
            self._store, self._gazetteer, trusting=self._trusting, at_hand=self._resolved
        )
        prints = Prints(self._store, trusting=self._trusting)
        ordered = sorted(by_reference, key=lambda reference: (reference == GENERIC, reference))
        found = tuple(
            self._front(load_theatre(reference), by_reference[reference], standing, resolutions, prints)
            for reference in ordered
        )
        resolutions.save()
        prints.save()
        return found

    def _current(self) -> Sequence[Document]:
        """The documents of the store, in its order; only those are loaded that are not at hand."""
        if not self._documents:
            self._documents = {document.key: document for document in self._store.documents()}
            return tuple(self._documents.values())
        found: dict[str, Document] = {}
        for key in self._store.document_keys():
            known = self._documents.get(key)
            if known is None or not self._store.has(key, known.made_with):
                known = self._store.document(key)
            if known is not None:
                found[key] = known
        self._documents = found
        return tuple(found.values())

    def _front(
        self,
        theatre: Theatre,
        documents: Sequence[Document],
        standing: Standing,
        resolutions: Resolutions,
        prints: Prints,
    ) -> Front:
        resolved = resolutions.of(documents, theatre, standing.answers(DecisionKind.CAMP))
        found_prints = {one.key: prints.of(one) for one in documents}
        found = claims_decided(
            [claim for one in resolved if not isinstance(one, Failure) for claim in one],
            standing,
            theatre=theatre,
            gazetteer=self._gazetteer,
            languages={document.key: document.page.report.language for document in documents},
            repeats_in=lambda claims: repeats(claims, found_prints),
        )
        return Front(
            theatre=theatre,
            documents=tuple(documents),
            claims=found.claims,
            failures=tuple(one for one in resolved if isinstance(one, Failure)),
            set_aside=found.set_aside,
            prints=found_prints,
        )
