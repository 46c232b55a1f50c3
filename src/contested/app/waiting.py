"""Which decisions of a store wait: they stand, but what they speak of is not there, or does not count."""

from collections.abc import Mapping
from datetime import date

from contested.app.chronicle import chronicles
from contested.app.workspace import Workspace
from contested.model.decision import NOWHERE, Decision, DecisionId, DecisionKind
from contested.model.resolved import ResolvedClaim


def waiting(workspace: Workspace, *, known: date | None = None) -> Mapping[DecisionId, str]:
    """
    The decisions that stand and change nothing yet, and why; all others that stand are followed.

    Args:
        workspace: The store.
        known: Decisions on stories wait for claims that were published after this day.
    """
    applied = workspace.standing.applied
    if not applied:
        return {}
    at_hand = _AtHand(workspace)
    found = {one.id: reason for one in applied if (reason := at_hand.lacks_for(one))}
    return {**found, **_waiting_on_stories(workspace, known)}


class _AtHand:
    """What a store has for decisions to speak of."""

    def __init__(self, workspace: Workspace) -> None:
        self._claims: dict[str, ResolvedClaim] = {one.id: one for one in workspace.claims}
        self._voices = {one.origin.name for one in workspace.claims}
        self._gazetteer = workspace.gazetteer
        self._reported = [
            (front.theatre, {one.outlet for one in front.everything}) for front in workspace.fronts
        ]
        self._places: set[str] = {
            entry.place.id for front in workspace.fronts for entry in front.theatre.places
        }
        chosen = [claim.place for claim in workspace.claims if claim.place]
        self._places |= {one.place.id for choice in chosen for one in choice.candidates}

    def lacks_for(self, decision: Decision) -> str | None:
        """What it waits for; None where that is there, and for stories, of which claims must count too."""
        about, answer = decision.about[0], decision.answer
        match decision.kind:
            case DecisionKind.CLAIM:
                return self._no_claim(about)
            case DecisionKind.PLACE_OF:
                return self._no_claim(about) or self._not_put(about, answer)
            case DecisionKind.SAME_PLACE:
                return self._no_place(*decision.about)
            case DecisionKind.CAMP:
                return self._no_outlet(about) or self._no_camp(about, answer)
            case DecisionKind.GRADE:
                return None if about in self._voices else self._no_outlet(about)
            case DecisionKind.SAME_STORY | DecisionKind.CELL | DecisionKind.UNDO:
                return None

    def _no_claim(self, id: str) -> str | None:
        return None if id in self._claims else f"there is no claim {id}"

    def _not_put(self, id: str, place: str) -> str | None:
        if place == NOWHERE:
            return None
        named = self._claims[id].place is not None
        return self._no_place(place) if named else f"claim {id} names no place"

    def _no_place(self, *ids: str) -> str | None:
        missing = (id for id in ids if id not in self._places and self._gazetteer.get(id) is None)
        return ", ".join(f"there is no place {id}" for id in missing) or None

    def _no_outlet(self, name: str) -> str | None:
        told = any(name in outlets for _, outlets in self._reported)
        return None if told else f"no claim is of {name}"

    def _no_camp(self, outlet: str, camp: str) -> str | None:
        theatres = (theatre for theatre, outlets in self._reported if outlet in outlets)
        allowed = any(theatre.camp_of(camp) is not None for theatre in theatres)
        return None if allowed else f"no theatre of {outlet} has the camp {camp}"


def _waiting_on_stories(workspace: Workspace, known: date | None) -> Mapping[DecisionId, str]:
    """The decisions on stories that shape none, and why: one of their claims is not counted."""
    decisions = workspace.standing.of(DecisionKind.SAME_STORY)
    if not decisions:
        return {}
    told: dict[str, str] = {  # the theatre of each claim that tells a story
        claim: found.front.theatre.id
        for found in chronicles(workspace, known=known)
        for story in found.stories()
        for claim in story.claims
    }
    reasons: dict[DecisionId, str] = {}
    for one in decisions:
        missing = [f"claim {claim} is not counted" for claim in one.about if claim not in told]
        theatres = sorted({told[claim] for claim in one.about if claim in told})
        if missing:
            reasons[one.id] = ", ".join(missing)
        elif len(theatres) > 1:
            reasons[one.id] = f"its claims are of two theatres, {' and '.join(theatres)}"
    return reasons
