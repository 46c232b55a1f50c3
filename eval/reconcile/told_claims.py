"""Simulated claims in the form in which the earlier stages of contested hand them over."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from made_up import theatre_of
from wars import NEUTRAL, SIDES, Told

from contested.model.actor import MONITOR, PartyChoice, SideId
from contested.model.claim import Claim, EventId, Modality, Polarity
from contested.model.control import ControlState, Effect, Interest, Quantifier, Strength
from contested.model.period import Period
from contested.model.place import Place, PlaceCandidate, PlaceChoice, PlaceId
from contested.model.resolved import Origin, ResolvedClaim
from contested.model.text import DocumentId, Quote

START = date(2020, 1, 1)
THEATRE = theatre_of(SIDES)
_EVENTS = {"fight": "attack", "siege": "besiege", "relief": "relieve", "plan": "capture"}


def day_of(number: int) -> date:
    """The day with that number."""
    return START + timedelta(days=number)


def places_of(region: tuple[int, ...]) -> tuple[Place, ...]:
    """All places, then their regions."""
    towns = [_place(f"p{number:04}", f"r{inside}") for number, inside in enumerate(region)]
    return (*towns, *(_place(f"r{number}", kind="region") for number in range(max(region, default=-1) + 1)))


def _place(name: str, *within: str, kind: str = "town") -> Place:
    containers = tuple(PlaceId(id) for id in within)
    return Place(id=PlaceId(name), name=name, lat=0.0, lon=0.0, kind=kind, within=containers)


def resolved(told: Iterable[Told], places: tuple[Place, ...]) -> Iterator[ResolvedClaim]:
    """Each claim; for a plan also what it takes for granted."""
    for one in told:
        claim = _resolved(one, places[one.place])
        yield claim
        if one.kind == "plan":
            yield _presupposed(one, claim)


def _resolved(told: Told, where: Place) -> ResolvedClaim:
    camp = MONITOR if told.origin == NEUTRAL else SideId(SIDES[told.origin])
    event = _EVENTS.get(told.kind, told.kind)
    # A copy that shows has the words of its source; everybody else has their own.
    words = f"text number {told.words}"
    happened = day_of(told.day)
    document = f"{told.number:07}"
    name = f"outlet {told.outlet}"
    return ResolvedClaim(
        claim=Claim(
            document=DocumentId(document),
            document_key=document,
            event=EventId(event),
            trigger=Quote(0, len(event), event),
            evidence=Quote(0, len(words) + 20, f"{words:>{len(words) + 20}}"),
            modality=Modality.PLANNED if told.kind == "plan" else Modality.ASSERTED,
            polarity=Polarity.DENIED if told.denied else Polarity.AFFIRMED,
            made_by="simulated",
        ),
        outlet=name,
        outlet_camp=MONITOR if told.camp == NEUTRAL else SideId(SIDES[told.camp]),
        published=day_of(told.published),
        actor=_attacker(told),
        target=None,
        place=PlaceChoice(
            quote=Quote(0, 1, "p"), candidates=(PlaceCandidate(place=where, score=1.0, reasons=()),)
        ),
        other_places=(),
        period=Period(first=happened, last=happened) if told.dated else None,
        voices=(),
        origin=Origin(name=name, camp=camp),
        interest=_interest(told, camp),
        effects=(_effect(told, where),),
    )


def _attacker(told: Told) -> PartyChoice | None:
    if told.kind != "fight":
        return None
    return PartyChoice(quote=None, actor=None, side=SideId(SIDES[told.side]), reason="simulated")


def _interest(told: Told, camp: SideId) -> Interest:
    """As the resolver puts it: to hold and to capture serves the holder, to be besieged hurts."""
    if camp == MONITOR:
        return Interest.NONE
    own = SIDES[told.side] == camp
    match told.kind:
        case "fight":
            return Interest.FAVOURS if own else Interest.NONE
        case "siege":
            return Interest.AGAINST if own else Interest.FAVOURS
        case _:
            return Interest.FAVOURS if own != told.denied else Interest.AGAINST


def _effect(told: Told, where: Place) -> Effect:
    side = SideId(SIDES[told.side])
    said: dict[str, Any] = {"state": ControlState.HELD, "negated": told.denied}
    match told.kind:
        case "fight":
            said["state"] = ControlState.CONTESTED
        case "siege":
            said["state"] = ControlState.BESIEGED
        case "relief":
            said = {"state": ControlState.BESIEGED, "negated": True}
    part = Quantifier.MOST if told.most else Quantifier.ALL
    return Effect(place=where, holder=side, quantifier=part, **said)


def _presupposed(told: Told, plan: ResolvedClaim) -> ResolvedClaim:
    """Whoever plans to take a place does not hold it; "must retake it from X" says who does."""
    effect = plan.effects[0]
    known = SIDES[told.against] if told.against is not None else None
    return replace(
        plan,
        claim=replace(plan.claim, event=EventId("hold"), modality=Modality.PRESUPPOSED),
        interest=Interest.AGAINST if plan.origin.camp == effect.holder else plan.interest,
        effects=(
            replace(
                effect,
                holder=SideId(known) if known else effect.holder,
                negated=known is None,
                strength=Strength.PRESUPPOSED,
            ),
        ),
    )
