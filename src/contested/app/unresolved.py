"""The places that claims name and nobody could find: a queue of work for the analyst."""

from collections.abc import Iterable
from dataclasses import dataclass

from contested.app.workspace import Front, Workspace
from contested.knowledge.gazetteer import fold
from contested.model.place import Place, PlaceChoice
from contested.model.resolved import ResolvedClaim
from contested.model.text import DocumentId, Quote
from contested.resolve.places import is_anchor

_PROPOSED = 3  # places whose name is spelled alike


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPlace:
    """A name that no place could be found for, or only a town nearby."""

    words: str  # as most claims have it
    theatre: str  # name or folder
    claims: int
    reports: tuple[DocumentId, ...]
    example: Quote  # the first of them, in the first report
    anchor: Place | None  # the town that stands in for it meanwhile
    proposals: tuple[Place, ...]  # places whose names are spelled alike: never taken by themselves


def open_places(workspace: Workspace) -> tuple[OpenPlace, ...]:
    """
    The names to settle, those with the most claims first.

    Raises:
        InputError: The store holds no report.
    """
    found = [one for front in workspace.fronts for one in _of_front(front, workspace)]
    return tuple(sorted(found, key=lambda one: (-one.claims, one.theatre, one.words)))


def _of_front(front: Front, workspace: Workspace) -> Iterable[OpenPlace]:
    groups: dict[str, list[tuple[ResolvedClaim, PlaceChoice]]] = {}
    for claim in front.claims:
        for choice in (claim.place, *(place for _, place in claim.other_places)):
            if choice is not None and (choice.place is None or is_anchor(choice)):
                groups.setdefault(fold(choice.quote.text), []).append((claim, choice))
    for group in groups.values():
        spelled = [choice.quote.text for _, choice in group]
        words = max(dict.fromkeys(spelled), key=spelled.count)
        countries = front.theatre.countries
        proposals = workspace.gazetteer.candidates(words, limit=_PROPOSED, countries=countries)
        yield OpenPlace(
            words=" ".join(words.split()),
            theatre=front.documents[0].theatre.reference,
            claims=len(group),
            reports=tuple(dict.fromkeys(claim.claim.document for claim, _ in group)),
            example=group[0][1].quote,
            anchor=next((choice.place for _, choice in group if choice.place), None),
            proposals=proposals if countries else (),
        )
