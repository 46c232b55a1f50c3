"""Why a stored claim reads as it does: its report is read again, and differences are said plainly."""

from dataclasses import replace

from contested.app.discovery import language_names
from contested.app.front import Front
from contested.app.intake import made_with
from contested.knowledge.gazetteer import Gazetteer
from contested.knowledge.theatre import load_theatre
from contested.model.claim import Claim
from contested.model.picture import Picture
from contested.model.reasons import ClaimReasons
from contested.reconcile import revise
from contested.show.views.explanation import is_meant
from contested.store import Document

_CHANGED = (
    "contested, its data or the theatre changed since this report was read: these are the reasons of today, "
    "not of that day; read the report again to store today's claims"
)
_OTHERWISE = "Today's reading of the same words differs, as told below."
_GONE = "Today no claim is made of these words, so there are no reasons to show."
_BY_ANOTHER = (
    "a language model made this claim, and gives no reasons; below is how the rules and judges read the "
    "same words"
)


def explain_stored(claim: Claim, document: Document, *, gazetteer: Gazetteer) -> ClaimReasons:
    """
    All decisions behind a stored claim, made again from its stored page.

    Raises:
        ModelMissingError: The language model is not installed.
        KnowledgeError: A data file is wrong.
    """
    from contested.extract import Extractor  # late: seconds

    theatre = load_theatre(document.theatre.reference)
    mark = replace(document.theatre, checksum=theatre.checksum)
    is_local = claim.made_by.split("/")[0] in language_names()
    unchanged = document.made_with == made_with(document.page.report, mark)
    language = document.page.report.language.split("-")[0].casefold()
    extractor = Extractor.load(language, gazetteer=gazetteer)
    found = extractor.explain(claim, document.page, theatre)
    notes = [] if is_local and unchanged else [_CHANGED if is_local else _BY_ANOTHER]
    if found is None:
        notes.append(_GONE)
        found = ClaimReasons(claim=claim.id, confidence=claim.confidence, made_by=claim.made_by, decisions=())
    elif found.claim != claim.id:
        notes.append(_OTHERWISE)
    maker = found.made_by if is_local else claim.made_by  # the model's name, and the version of its prompt
    return replace(found, made_by=maker, note="; ".join(notes) or None)


def weighed_for(subject: str, picture: Picture, front: Front) -> Picture:
    """The picture with the witnesses of the places that are meant weighed, and no others."""
    places = {cell.place.id for cell in picture.cells if is_meant(cell, subject)}
    if not places:
        return picture
    return revise(
        picture,
        front.claims,
        theatre=front.theatre,
        places=places,
        explained=places,
        repeats=front.repeats(picture.known),
    )
