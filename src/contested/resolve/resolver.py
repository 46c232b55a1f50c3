"""The stage itself: one report's claims, read in the light of the whole report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from contested.knowledge.actor_names import ActorNames
from contested.knowledge.day_mentions import anchor_day, find_day_mentions
from contested.knowledge.day_reader import Days
from contested.knowledge.day_words import DayWords, load_day_words
from contested.knowledge.event_effects import load_event_meanings
from contested.knowledge.gazetteer import Gazetteer
from contested.knowledge.party_reader import ActorReader, count_mentions
from contested.knowledge.place_names import PlaceNames
from contested.knowledge.place_words import load_place_words
from contested.knowledge.theatre import Theatre
from contested.model.actor import NEUTRAL_CAMPS, PartyChoice, SideId
from contested.model.claim import Claim, EventId, PlaceRole
from contested.model.page import Page
from contested.model.period import Period
from contested.model.place import PlaceChoice
from contested.model.report import Report
from contested.model.resolved import ResolvedClaim
from contested.model.text import Quote
from contested.resolve.days import resolve_period
from contested.resolve.effects import find_effects
from contested.resolve.origin import find_interest, find_origin
from contested.resolve.places import PlaceReader, is_anchor, is_part
from contested.resolve.voices import resolve_voice

_SIEGE = EventId("besiege")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """What is the same for all claims of a report."""

    page: Page
    outlet: str | None
    camp: SideId | None
    day: date | None  # published
    anchor: date | None
    actors: ActorReader
    places: PlaceReader
    day_words: DayWords


class Resolver:
    """
    Resolves report after report of one theatre; its indexes of names are made once.

    Args:
        theatre: Sides, actors, outlets and places of the war.
        gazetteer: The world's places.
    """

    def __init__(self, theatre: Theatre, gazetteer: Gazetteer) -> None:
        self._theatre = theatre
        self._gazetteer = gazetteer
        self._actor_names = ActorNames(theatre.actors)
        self._place_names = PlaceNames(theatre, gazetteer)
        self._actors = {actor.id: actor for actor in theatre.actors}
        self._labels = {actor.id: actor.name for actor in theatre.actors}
        self._meanings = load_event_meanings()

    def resolve(self, claims: Sequence[Claim], *, page: Page) -> tuple[ResolvedClaim, ...]:
        """The claims of one report with places, actors, days, origin, interest, effects; in their order."""
        scene = self._scene(page)
        places = self._places(claims, scene)
        periods = _periods(claims, scene)
        resolved = [
            self._one(claim, period=period, places=places, scene=scene)
            for claim, period in zip(claims, periods, strict=True)
        ]
        besiegers = _besiegers(resolved)
        told_twice = [
            self._one(claim.claim, period=claim.period, places=places, scene=scene, siege=siege)
            if (siege := _siege_of(claim, besiegers)) is not None
            else claim
            for claim in resolved
        ]
        return _dated_by_each_other(told_twice)

    def _scene(self, page: Page) -> _Scene:
        report = page.report
        outlet, camp = outlet_of(report, self._theatre)
        return _Scene(
            page=page,
            outlet=outlet,
            camp=camp,
            day=report.published,
            anchor=anchor_day(page),
            actors=ActorReader(
                names=self._actor_names,
                actors=self._actors,
                theatre=self._theatre,
                camp=camp,
                day=report.published,
                mentions=count_mentions(page, names=self._actor_names, theatre=self._theatre, camp=camp),
            ),
            places=PlaceReader(
                names=self._place_names,
                gazetteer=self._gazetteer,
                words=load_place_words(_language(report)),
                at_home=bool(self._theatre.countries),
            ),
            day_words=load_day_words(_language(report)),
        )

    def _places(self, claims: Sequence[Claim], scene: _Scene) -> Mapping[Quote, PlaceChoice]:
        """The choice for each mention: the clear ones first, the others in their light."""
        mentions = [
            mention
            for claim in claims
            for mention in (claim.place, *(other for _, other in claim.other_places))
            if mention is not None
        ]
        return scene.places.choose_all(mentions, text=scene.page.report.text)

    def _one(
        self,
        claim: Claim,
        *,
        period: Period | None,
        places: Mapping[Quote, PlaceChoice],
        scene: _Scene,
        siege: ResolvedClaim | None = None,
    ) -> ResolvedClaim:
        voices = tuple(
            resolve_voice(voice, actors=scene.actors, theatre=self._theatre) for voice in claim.voices
        )
        origin = find_origin(voices, outlet=scene.outlet, outlet_camp=scene.camp, names=self._labels)
        voice_camp = origin.camp if voices and origin.camp not in NEUTRAL_CAMPS else None
        day = (period.first or period.last) if period else None
        actor, target = (
            scene.actors.choose_party(party, day=day, voice_camp=voice_camp) if party else None
            for party in (claim.actor, claim.target)
        )
        if siege is not None:
            actor, target = actor or _implied(siege.actor), target or _implied(siege.target)
        choice = places[claim.place.quote] if claim.place else None
        place = choice.place if choice else None
        interest = find_interest(
            claim,
            camp=origin.camp,
            actor=actor,
            target=target,
            meanings=self._meanings,
            theatre=self._theatre,
            day=day or scene.day,
        )
        effects = find_effects(
            claim,
            actor=actor,
            target=target,
            place=None if choice and is_anchor(choice) else place,
            meanings=self._meanings,
            namesake=scene.places.namesake_capital(place) if place else None,
            in_part=choice is not None and is_part(choice),
            language=_language(scene.page.report),
        )
        others: tuple[tuple[PlaceRole, PlaceChoice], ...] = tuple(
            (role, places[mention.quote]) for role, mention in claim.other_places
        )
        return ResolvedClaim(
            claim=claim,
            outlet=scene.outlet,
            outlet_camp=scene.camp,
            published=scene.day,
            actor=actor,
            target=target,
            place=choice,
            other_places=others,
            period=period,
            voices=voices,
            origin=origin,
            interest=interest,
            effects=effects,
        )


def outlet_of(report: Report, theatre: Theatre) -> tuple[str | None, SideId | None]:
    """The outlet's id or name, and its camp: the report's own label first, else the theatre's."""
    outlet = theatre.outlet_named(report.outlet) or theatre.outlet_named(report.url)
    camp = theatre.camp_of(report.camp)
    if camp is None and outlet is not None:
        camp = outlet.camp
    return (outlet.id if outlet else report.outlet), camp


def _language(report: Report) -> str:
    return report.language.split("-")[0].casefold()


def _periods(claims: Sequence[Claim], scene: _Scene) -> list[Period | None]:
    """Each claim's own days; "two days later" counts from the claim before it in the text."""
    found: dict[int, Period | None] = {}
    last: Days | None = None
    known = {mention.quote: mention.days for mention in find_day_mentions(scene.page, scene.day_words)}
    for at in sorted(range(len(claims)), key=lambda at: (claims[at].trigger.start, at)):
        period = resolve_period(
            claims[at].time_words, words=scene.day_words, anchor=scene.anchor, scene=last, known=known
        )
        if period is not None and period.words is not None:
            stands_elsewhere = not claims[at].evidence.span.overlaps(period.words.span)
            period = replace(period, how="scene") if stands_elsewhere else period
        found[at] = period
        if period is not None and claims[at].modality.is_actual:
            last = Days(period.first, period.last)
    return [found[at] for at in range(len(claims))]


def _besiegers(claims: Sequence[ResolvedClaim]) -> Mapping[str, ResolvedClaim]:
    """The report's sieges that name who is besieged, by the place and by its capital of the same name."""
    found: dict[str, ResolvedClaim] = {}
    for claim in claims:
        if claim.claim.event == _SIEGE and claim.claim.modality.is_actual and claim.target is not None:
            for effect in claim.effects:
                found.setdefault(effect.place.id, claim)
    return found


def _siege_of(claim: ResolvedClaim, besiegers: Mapping[str, ResolvedClaim]) -> ResolvedClaim | None:
    """The siege that "the ten month long siege of the city" speaks of without naming the parties again."""
    place = claim.place.place if claim.place else None
    if claim.claim.event != _SIEGE or claim.target is not None or place is None:
        return None
    siege = besiegers.get(place.id)
    if siege is None or (claim.actor and siege.actor and claim.actor.side != siege.actor.side):
        return None
    return siege


def _implied(party: PartyChoice | None) -> PartyChoice | None:
    if party is None:
        return None
    return replace(party, quote=None, reason=f"the siege told elsewhere in the report: {party.reason}")


def _dated_by_each_other(claims: Sequence[ResolvedClaim]) -> tuple[ResolvedClaim, ...]:
    """Once a report dates a deed, its other mentions of that deed have that day."""
    dated: dict[tuple[object, ...], Period] = {}
    for claim in claims:
        key = _deed(claim)
        if key is not None and claim.period is not None:
            dated.setdefault(key, claim.period)
    return tuple(
        replace(claim, period=replace(period, how="scene"))
        if claim.period is None
        and (key := _deed(claim)) is not None
        and (period := dated.get(key)) is not None
        else claim
        for claim in claims
    )


def _deed(claim: ResolvedClaim) -> tuple[object, ...] | None:
    """What makes two claims the same deed, or None where too little is known."""
    place = claim.place.place if claim.place else None
    if place is None or not claim.claim.modality.is_actual or claim.claim.event == "hold":
        return None
    side = claim.actor.side if claim.actor else None
    return (claim.claim.event, claim.claim.polarity, place.id, side)
