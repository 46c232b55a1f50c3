"""Builds resolved claims as a report would have made them, with only what a test is about."""

from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count

from contested.knowledge.theatre import Theatre
from contested.model.actor import Side, SideId
from contested.model.claim import Certainty, Claim, EventId, Modality, Voice
from contested.model.control import ControlState, Effect, Interest, Quantifier, Strength
from contested.model.period import Period
from contested.model.picture import Cell, Picture
from contested.model.place import Place, PlaceCandidate, PlaceChoice, PlaceId
from contested.model.resolved import Origin, ResolvedClaim
from contested.model.text import DocumentId, Quote
from contested.reconcile import reconcile

_positions = count(0, 1000)


def side(id: str, *allies: str) -> Side:
    return Side(id=SideId(id), label=id, allies=tuple(SideId(ally) for ally in allies))


def theatre(*sides: Side) -> Theatre:
    return Theatre(id="test", label="A war for tests", countries=("SY",), sides=sides, source="made up")


SYRIA = theatre(
    side("gov", "russia"),
    side("russia", "gov"),
    side("isis"),
    side("opposition", "turkey"),
    side("sdf", "coalition"),
    side("turkey", "opposition"),
    side("coalition", "sdf"),
    side("israel"),
    side("iraq"),
)


def place(name: str, *within: str, kind: str = "town") -> Place:
    containers = tuple(PlaceId(id) for id in within)
    return Place(id=PlaceId(name), name=name, lat=34.0, lon=38.0, kind=kind, within=containers)


def held(
    where: Place, holder: str, *, negated: bool = False, strength: Strength = Strength.DIRECT, of: str = "all"
) -> Effect:
    return effect(where, holder, ControlState.HELD, negated=negated, strength=strength, of=of)


def besieged(where: Place, holder: str, *, negated: bool = False) -> Effect:
    return effect(where, holder, ControlState.BESIEGED, negated=negated)


def contested(where: Place) -> Effect:
    return effect(where, "unknown", ControlState.CONTESTED)


def effect(
    where: Place,
    holder: str,
    state: ControlState,
    *,
    negated: bool = False,
    strength: Strength = Strength.DIRECT,
    of: str = "all",
) -> Effect:
    return Effect(
        place=where,
        holder=SideId(holder),
        state=state,
        negated=negated,
        strength=strength,
        quantifier=Quantifier(of),
    )


def day(text: str) -> date:
    return date.fromisoformat(text)


@dataclass(frozen=True, kw_only=True)
class Told:
    """A report by an outlet of a camp; calling `says` makes one of its claims."""

    id: str
    camp: str | None
    published: date | None
    outlet: str = field(default="")

    def says(
        self,
        told: Effect,
        *,
        interest: str | None = None,
        event: str = "hold",
        words: str | None = None,
        first: str | None = None,
        last: str | None = None,
        voice: str | None = None,
        camp: str | None = None,
        modality: Modality = Modality.ASSERTED,
        certainty: Certainty = Certainty.CERTAIN,
        is_evidence: bool = True,
    ) -> ResolvedClaim:
        start = next(_positions)
        sentence = (
            words or f"{self.id} sentence number {start} about {told.place.name} in wording number {start}"
        )
        outlet = self.outlet or self.id
        origin = Origin(name=voice or outlet, camp=_camp(camp if voice else self.camp))
        if interest is None:
            interest = "none" if origin.camp in (None, "monitor", "wire") else "against"
            interest = "favours" if origin.camp == told.holder and not told.negated else interest
        claim = Claim(
            document=DocumentId(self.id),
            document_key=self.id,
            event=EventId(event),
            trigger=Quote(start, start + len(event), event),
            evidence=Quote(start, start + max(len(sentence), len(event)), sentence.ljust(len(event))),
            modality=modality,
            certainty=certainty,
            voices=(Voice(quote=Quote(start, start + len(voice), voice)),) if voice else (),
            made_by="test",
            is_evidence=is_evidence,
        )
        period = None
        if first or last:
            period = Period(first=day(first) if first else None, last=day(last) if last else None)
        return ResolvedClaim(
            claim=claim,
            outlet=outlet,
            outlet_camp=_camp(self.camp),
            published=self.published,
            actor=None,
            target=None,
            place=PlaceChoice(
                quote=Quote(start, start + 1, "x"),
                candidates=(PlaceCandidate(place=told.place, score=1.0, reasons=()),),
            ),
            other_places=(),
            period=period,
            voices=(),
            origin=origin,
            interest=Interest(interest),
            effects=(told,),
        )


def _camp(camp: str | None) -> SideId | None:
    return SideId(camp) if camp else None


def report(id: str, camp: str | None, published: str | None = None, *, outlet: str = "") -> Told:
    return Told(id=id, camp=camp, published=day(published) if published else None, outlet=outlet)


def copied(
    claim: ResolvedClaim, *, to: str, published: str | None = None, outlet: str | None = None
) -> ResolvedClaim:
    """The same words printed by another report, of the same camp."""
    name = outlet or to
    return replace(
        claim,
        claim=replace(claim.claim, document=DocumentId(to), document_key=to),
        outlet=name,
        published=day(published) if published else claim.published,
        origin=claim.origin if claim.claim.voices else replace(claim.origin, name=name),
    )


def cell(picture: Picture, where: Place) -> Cell:
    return next(cell for cell in picture.cells if cell.place.id == where.id)


def cell_of(*claims: ResolvedClaim, at: Place, on: str, known: str | None = None) -> Cell:
    made = reconcile(claims, theatre=SYRIA, on=day(on), known=day(known) if known else None)
    return cell(made, at)
