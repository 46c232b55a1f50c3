"""The decisions of a store put to work on one theatre: outlets' camps before resolving, the rest after."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from contested.knowledge.event_effects import load_event_meanings
from contested.knowledge.gazetteer import Gazetteer
from contested.knowledge.theatre import Theatre
from contested.model.control import Effect
from contested.model.decision import Decision, DecisionKind
from contested.model.page import Page
from contested.model.place import Place, PlaceId
from contested.model.resolved import ResolvedClaim
from contested.reconcile.decided import Decided, RepeatsIn, decided
from contested.reconcile.standing import Standing
from contested.resolve.effects import find_effects
from contested.resolve.resolver import outlet_of


def with_camp(page: Page, camps: Mapping[str, Decision], theatre: Theatre) -> Page:
    """The page as its outlet's camp was decided; a camp that this theatre does not have changes nothing."""
    if not camps:
        return page
    outlet, _ = outlet_of(page.report, theatre)
    decision = camps.get(outlet or "")
    if decision is None or theatre.camp_of(decision.answer) is None:
        return page
    return replace(page, report=replace(page.report, camp=decision.answer))


def claims_decided(
    claims: Sequence[ResolvedClaim],
    standing: Standing,
    *,
    theatre: Theatre,
    gazetteer: Gazetteer,
    languages: Mapping[str, str],
    repeats_in: RepeatsIn,
) -> Decided:
    """
    The claims of one theatre with the decisions followed.

    Args:
        claims: As resolved.
        standing: The decisions.
        theatre: Knows places that the gazetteer lacks.
        gazetteer: Knows all others.
        languages: Of the reports, by key.
        repeats_in: For each of some claims that merely repeats another one of them, that other one.
    """
    meanings = load_event_meanings()

    def effects_at(claim: ResolvedClaim, place: Place) -> tuple[Effect, ...]:
        language = languages.get(claim.claim.document_key, "en").split("-")[0].casefold()
        return find_effects(
            claim.claim,
            actor=claim.actor,
            target=claim.target,
            place=place,
            meanings=meanings,
            language=language,
        )

    return decided(
        claims,
        standing,
        places=_places(standing.applied, theatre, gazetteer),
        effects_at=effects_at,
        repeats_in=repeats_in,
    )


def _places(decisions: Iterable[Decision], theatre: Theatre, gazetteer: Gazetteer) -> dict[str, Place]:
    """The places that decisions name, where they are known."""
    own = {entry.place.id: entry.place for entry in theatre.places}
    found: dict[str, Place] = {}
    for decision in decisions:
        ids: tuple[str, ...] = ()
        if decision.kind is DecisionKind.SAME_PLACE:
            ids = decision.about
        elif decision.kind is DecisionKind.PLACE_OF:
            ids = (decision.answer,)
        for id in ids:
            place = own.get(PlaceId(id)) or gazetteer.get(id)
            if place is not None:
                found[id] = place
    return found
