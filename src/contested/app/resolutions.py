"""What the words of stored reports mean: worked out once for each report, then kept in the store."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import fields

from contested.app.basis import resolving_basis
from contested.app.deciding import with_camp
from contested.app.kept_values import KeptValues
from contested.app.pipeline import Pipeline
from contested.errors import StoreError
from contested.knowledge.gazetteer import Gazetteer
from contested.knowledge.theatre import Theatre
from contested.model.claim import Claim
from contested.model.decision import Decision
from contested.model.report import Failure
from contested.model.resolved import Resolution, ResolvedClaim
from contested.model.text import content_id
from contested.store import Document, Store
from contested.store.codec import dumps, loads

KIND = "resolved"
_FAST = 1  # zlib: a ninth of the size, and sooner written than it would be without


_NAMES = tuple(field.name for field in fields(Resolution))
_Resolutions = tuple[Resolution, ...]
AtHand = dict[str, tuple[str, tuple[ResolvedClaim, ...]]]  # of a report: its basis, and its claims


class Resolutions:
    """The resolved claims of a store's documents; those that it lacks are made, and kept by `save`."""

    def __init__(
        self, store: Store, gazetteer: Gazetteer, *, trusting: bool = True, at_hand: AtHand | None = None
    ) -> None:
        """
        Look what is kept.

        Args:
            store: Where the documents are.
            gazetteer: Knows places.
            trusting: Take what is kept; otherwise make all of it anew, and keep nothing.
            at_hand: What was asked for before: the same reports then give the very same claims. Added to.
        """
        self._at_hand: AtHand = {} if at_hand is None else at_hand
        self._gazetteer = gazetteer
        self._kept = KeptValues(store, KIND, trusting=trusting)

    def of(
        self, documents: Sequence[Document], theatre: Theatre, camps: Mapping[str, Decision]
    ) -> list[tuple[ResolvedClaim, ...] | Failure]:
        """
        The resolved claims of each document, or why there are none.

        Args:
            documents: Those of one theatre.
            theatre: The theatre.
            camps: The camps of outlets, as analysts decided.
        """
        pipeline = Pipeline(gazetteer=self._gazetteer, theatre_of=lambda _: theatre)
        around = resolving_basis(theatre, self._gazetteer)
        found: list[tuple[ResolvedClaim, ...] | Failure] = []
        for document in documents:
            page = with_camp(document.page, camps, theatre)
            basis = content_id(
                around, document.made_with, page.report.camp, *(one.id for one in document.claims)
            )
            known = self._known(document, basis)
            if known is not None:
                found.append(known)
                continue
            made = pipeline.resolve(page, document.claims)
            found.append(made)
            if not isinstance(made, Failure):
                self._at_hand[document.key] = (basis, made)
                self._kept.put(document.key, _packed(made), basis=basis)
        return found

    def _known(self, document: Document, basis: str) -> tuple[ResolvedClaim, ...] | None:
        """The claims of a document as they were asked for before, or are kept."""
        of_basis, claims = self._at_hand.get(document.key, ("", ()))
        if of_basis == basis:
            return claims
        kept = self._kept.find(document.key, basis=basis)
        found = _unpacked(kept, document.claims) if kept is not None else None
        if found is not None:
            self._at_hand[document.key] = (basis, found)
        return found

    def save(self) -> None:
        """Keep the new ones; where the store cannot be written they are made again next time."""
        self._kept.save()


def _packed(claims: Sequence[ResolvedClaim]) -> bytes:
    text = dumps(_Resolutions, tuple(claims))  # without the claims themselves, which the store has anyway
    return zlib.compress(text.encode("utf-8") if isinstance(text, str) else text, _FAST)


def _unpacked(kept: bytes, claims: Sequence[Claim]) -> tuple[ResolvedClaim, ...] | None:
    """The claims with what was kept of them; None where that was damaged."""
    try:
        found = loads(_Resolutions, zlib.decompress(kept))
    except (zlib.error, StoreError):
        return None
    if len(found) != len(claims):
        return None
    return tuple(
        ResolvedClaim(claim=claim, **{name: getattr(one, name) for name in _NAMES})
        for claim, one in zip(claims, found, strict=True)
    )
