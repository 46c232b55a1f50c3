"""The names in a store's reports that nobody could place: a queue of work for the analyst."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from contested.app.front import Front
from contested.app.places import Placer
from contested.app.workspace import Workspace
from contested.knowledge.gazetteer import fold
from contested.model.place import Place, PlaceChoice
from contested.model.text import DocumentId, Quote
from contested.resolve.places import is_anchor

_PERHAPS = 0.1  # share from which unknown words are shown: being unknown is what makes them unsure
_PROPOSED = 3  # places whose name is spelled alike


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenPlace:
    """A name that no place could be found for, or for claims only a town nearby."""

    words: str  # as most reports have it
    theatre: str  # name or folder
    claims: int  # that hang on it
    mentions: int
    reports: tuple[DocumentId, ...]
    example: Quote  # in the first report
    anchor: Place | None  # the town that stands in for it meanwhile
    proposals: tuple[Place, ...]  # places whose names are spelled alike: never taken by themselves


@dataclass(slots=True)
class _Open:
    """What is known of a name while it is gathered."""

    quotes: list[tuple[DocumentId, Quote]] = field(default_factory=list)
    claims: int = 0
    anchor: Place | None = None

    def add(self, document: DocumentId, choice: PlaceChoice) -> None:
        if (document, choice.quote) not in self.quotes:
            self.quotes.append((document, choice.quote))
        self.anchor = self.anchor or choice.place


def open_places(workspace: Workspace) -> tuple[OpenPlace, ...]:
    """
    The names to settle: those with the most claims first, then those with the most mentions.

    Raises:
        InputError: The store holds no report.
        ModelMissingError: The language model is not installed.
    """
    found = [one for front in workspace.fronts for one in _of_front(front, workspace)]
    return tuple(sorted(found, key=lambda one: (-one.claims, -one.mentions, one.theatre, one.words)))


def _of_front(front: Front, workspace: Workspace) -> Iterator[OpenPlace]:
    countries = front.theatre.countries
    for group in _gathered(front, workspace).values():
        spelled = [quote.text for _, quote in group.quotes]
        words = max(dict.fromkeys(spelled), key=spelled.count)
        proposals = workspace.gazetteer.candidates(words, limit=_PROPOSED, countries=countries)
        yield OpenPlace(
            words=" ".join(words.split()),
            theatre=front.documents[0].theatre.reference,
            claims=group.claims,
            mentions=len(group.quotes),
            reports=tuple(dict.fromkeys(document for document, _ in group.quotes)),
            example=group.quotes[0][1],
            anchor=group.anchor,
            proposals=proposals if countries else (),
        )


def _gathered(front: Front, workspace: Workspace) -> dict[str, _Open]:
    """The open names of claims, and those in the text of the reports."""
    groups: dict[str, _Open] = {}
    for claim in front.claims:
        for choice in (claim.place, *(place for _, place in claim.other_places)):
            if choice is not None and (choice.place is None or is_anchor(choice)):
                group = groups.setdefault(fold(choice.quote.text), _Open())
                group.add(claim.claim.document, choice)
                group.claims += 1
    from contested.extract.toponyms import toponyms

    placer = Placer(front.theatre, workspace.gazetteer)
    pages = [document.page for document in front.documents]
    for page, found in toponyms(pages, gazetteer=workspace.gazetteer, sure=_PERHAPS):
        for one in placer.place(page.report, found).places:
            if one.choice.place is None and one.form == "name" and len(one.choice.quote.text) > 1:
                groups.setdefault(fold(one.choice.quote.text), _Open()).add(page.report.id, one.choice)
    return groups
