"""Pictures put together, or cut down to one place."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from contested.errors import OptionError
from contested.knowledge.gazetteer import fold
from contested.knowledge.theatre import Theatre
from contested.model.framing import Framing
from contested.model.picture import Picture
from contested.model.place import PlaceId
from contested.model.resolved import ResolvedClaim
from contested.store import Document


def merged(pictures: tuple[Picture, ...]) -> Picture:
    """
    The pictures of several theatres as one; each cell keeps its own day.

    Args:
        pictures: At least one; the latest day and a single theatre's id are the whole's.
    """
    cells = (cell for picture in pictures for cell in picture.cells)
    return Picture(
        on=max(picture.on for picture in pictures),
        known=pictures[0].known,
        theatre=pictures[0].theatre if len(pictures) == 1 else None,
        cells=tuple(sorted(cells, key=lambda cell: (cell.place.name, cell.place.id, cell.on))),
        planned=tuple(claim for picture in pictures for claim in picture.planned),
    )


def at_place(
    pictures: tuple[Picture, ...],
    words: str,
    *,
    named: frozenset[PlaceId],
    claims: Iterable[ResolvedClaim],
) -> tuple[Picture, ...]:
    """
    The pictures with the cells and plans of one place only.

    Args:
        pictures: Whole pictures.
        words: The place's id or name, as the user gave it.
        named: Places that knowledge gives that name.
        claims: The pictures' claims, which say where a plan belongs.

    Raises:
        OptionError: No cell has that id or name, and knowledge has no such place either.
    """
    cells = [cell for picture in pictures for cell in picture.cells]
    wanted = named | {
        cell.place.id for cell in cells if words == cell.place.id or fold(words) == fold(cell.place.name)
    }
    if not wanted:
        told = ", ".join(sorted({cell.place.name for cell in cells})) or "none"
        raise OptionError(f"no such place is known: {words!r}; the reports speak of {told}")
    where = {claim.id: claim.place.place.id for claim in claims if claim.place and claim.place.place}
    return tuple(
        replace(
            picture,
            cells=tuple(cell for cell in picture.cells if cell.place.id in wanted),
            planned=tuple(claim for claim in picture.planned if where.get(claim) in wanted),
        )
        for picture in pictures
    )


def framings_of(
    documents: Iterable[Document],
    picture: Picture | None,
    *,
    known: date | None,
    claims: Iterable[ResolvedClaim],
) -> tuple[Framing, ...]:
    """
    The words that take sides in the documents, in reading order.

    Args:
        documents: A theatre's documents.
        picture: Only of the documents whose claims it cites; None: of all.
        known: Leave out what was published after this day.
        claims: The theatre's claims.
    """
    cited = None if picture is None else _documents_cited(picture, claims)
    found = [
        framing
        for document in documents
        if cited is None or document.key in cited
        if known is None or document.page.report.published is None or document.page.report.published <= known
        for framing in document.framings
    ]
    return tuple(sorted(found, key=lambda one: (one.document, one.quote, one.kind.value)))


def _documents_cited(picture: Picture, claims: Iterable[ResolvedClaim]) -> frozenset[str]:
    ids = {claim for cell in picture.cells for claim in (*cell.supports, *cell.opposes)} | {*picture.planned}
    return frozenset(one.claim.document_key for one in claims if one.id in ids)


def places_named(words: str, theatre: Theatre) -> Iterator[PlaceId]:
    """The places to which a theatre gives this name."""
    folded = fold(words)
    for entry in theatre.places:
        if folded in {fold(name) for name in entry.names}:
            yield entry.place.id
