"""One report's claims, resolved in the light of the whole report."""

from dataclasses import replace
from datetime import date

from theatre_of_two import (
    BLUE,
    CITY,
    MILLTOWN,
    NORTHSHIRE,
    RED,
    WORLD,
    FewPlaces,
    claim,
    report,
    theatre,
    words,
)

from contested.model.actor import UNKNOWN
from contested.model.claim import (
    Claim,
    Modality,
    PartyMention,
    PlaceMention,
    Polarity,
    Quantifier,
    Voice,
    VoiceKind,
)
from contested.model.control import ControlState, Effect, Interest, Strength
from contested.model.page import Page
from contested.model.place import Place, PlaceId
from contested.model.resolved import ResolvedClaim
from contested.model.text import Quote
from contested.resolve import resolve

PUBLISHED = date(2024, 5, 15)  # a Wednesday


def one(page: Page, made: Claim, *, swapped: bool = False) -> ResolvedClaim:
    (resolved,) = resolve((made,), page=page, theatre=theatre(swapped=swapped), gazetteer=WORLD)
    return resolved


def captured(**known: object) -> tuple[Page, Claim]:
    page = report("Redland captured Milltown from Blueland on Sunday.", published=PUBLISHED, **known)
    made = claim(
        page, "capture", "captured", actor="Redland", target="Blueland", place="Milltown", time="on Sunday"
    )
    return page, made


def test_a_capture_gives_the_place_to_one_side_and_takes_it_from_the_other():
    resolved = one(*captured())

    assert resolved.effects == (
        Effect(place=MILLTOWN, holder=RED, state=ControlState.HELD),
        Effect(place=MILLTOWN, holder=BLUE, state=ControlState.HELD, negated=True),
    )


def test_the_day_is_counted_from_publication():
    period = one(*captured()).period

    assert period is not None
    assert (period.first, period.last, period.anchor) == (date(2024, 5, 12), date(2024, 5, 12), PUBLISHED)


def test_an_undated_claim_of_an_undated_report_stays_undated():
    page = report("Redland holds Milltown.")

    assert one(page, claim(page, "hold", "holds", actor="Redland", place="Milltown")).period is None


def test_the_outlet_is_the_origin_and_its_camps_gain_is_in_its_favour():
    resolved = one(*captured(outlet="Someone", camp="red"))

    assert (resolved.origin.camp, resolved.interest) == (RED, Interest.FAVOURS)


def test_a_gain_of_the_other_side_told_by_the_loser_is_against_its_interest():
    assert one(*captured(camp="blue")).interest is Interest.AGAINST


def test_a_monitor_has_no_stake():
    assert one(*captured(camp="monitor")).interest is Interest.NONE


def test_the_last_voice_that_has_a_camp_is_the_origin():
    page = report("The Blueland army told a reporter that Redland captured Milltown.", camp="red")
    resolved = one(
        page,
        claim(page, "capture", "captured", actor="Redland", place="Milltown", voice="The Blueland army"),
    )

    assert (resolved.origin.name, resolved.origin.camp) == ("Blueland", BLUE)
    assert resolved.interest is Interest.AGAINST


def test_a_voice_that_nobody_can_name_leaves_the_outlet_as_origin():
    page = report("A baker said Redland captured Milltown.", camp="blue", outlet="Blue Post")
    resolved = one(
        page, claim(page, "capture", "captured", actor="Redland", place="Milltown", voice="A baker")
    )

    assert (resolved.origin.name, resolved.origin.camp) == ("Blue Post", BLUE)


def test_a_plan_has_no_effect_but_keeps_place_and_actor():
    page = report("Redland wants to capture Milltown.")
    made = claim(page, "capture", "capture", actor="Redland", place="Milltown", modality=Modality.PLANNED)

    resolved = one(page, made)

    assert resolved.effects == ()
    assert resolved.place is not None
    assert resolved.place.place == MILLTOWN


def test_a_comment_has_no_effect():
    page, made = captured()
    outside = claim(page, "capture", "captured", actor="Redland", place="Milltown", is_evidence=False)

    assert one(page, made).effects
    assert one(page, outside).effects == ()


def test_a_denied_hold_says_that_they_do_not_hold_it():
    page = report("Redland does not control Milltown.", camp="red")
    resolved = one(
        page, claim(page, "hold", "control", actor="Redland", place="Milltown", polarity=Polarity.DENIED)
    )

    assert resolved.effects == (Effect(place=MILLTOWN, holder=RED, state=ControlState.HELD, negated=True),)
    assert resolved.interest is Interest.AGAINST


def test_what_is_taken_for_granted_is_weaker_than_what_is_said():
    page = report("the Redland stronghold of Milltown")
    resolved = one(
        page,
        claim(page, "hold", "stronghold", actor="Redland", place="Milltown", modality=Modality.PRESUPPOSED),
    )

    assert [effect.strength for effect in resolved.effects] == [Strength.PRESUPPOSED]


def test_a_force_besieged_in_a_region_is_besieged_in_the_city_of_that_name():
    page = report("Redland besieges Blueland inside the Northshire Governorate.")
    resolved = one(
        page,
        claim(
            page, "besiege", "besieges", actor="Redland", target="Blueland", place="Northshire Governorate"
        ),
    )

    assert resolved.effects == (
        Effect(place=NORTHSHIRE, holder=BLUE, state=ControlState.BESIEGED),
        Effect(place=CITY, holder=BLUE, state=ControlState.BESIEGED, strength=Strength.CONTAINED),
    )


def test_a_siege_of_nobody_known_only_says_that_the_place_is_fought_over():
    page = report("Redland besieges Milltown.")
    resolved = one(page, claim(page, "besiege", "besieges", actor="Redland", place="Milltown"))

    assert [(effect.state, effect.strength) for effect in resolved.effects] == [
        (ControlState.CONTESTED, Strength.WEAK)
    ]


def test_some_part_of_a_region_is_not_all_of_it():
    page = report("Redland holds southern Northshire.")
    resolved = one(page, claim(page, "hold", "holds", actor="Redland", place="southern Northshire"))

    assert [(effect.place, effect.quantifier) for effect in resolved.effects] == [
        (NORTHSHIRE, Quantifier.SOME)
    ]


def test_the_words_of_a_road_claim_tell_whether_it_is_cut_or_open():
    page = report("Redland cut the road at East Gate; Redland reopened it.")
    cut = one(page, claim(page, "route", "cut", actor="Redland", place="East Gate"))
    reopened = one(page, claim(page, "route", "reopened", actor="Redland", place="East Gate"))

    assert [effect.state for effect in (*cut.effects, *reopened.effects)] == [
        ControlState.ROUTE_CUT,
        ControlState.ROUTE_OPEN,
    ]


def test_a_road_between_towns_says_nothing_of_who_holds_the_towns():
    page = report("Redland secured a corridor between Northshire and Milltown.")

    assert one(page, claim(page, "route", "secured", actor="Redland", place="Milltown")).effects == ()


def test_nobody_holds_a_country_because_a_report_names_it():
    land = Place(id=PlaceId("t:land"), name="Oldland", lat=51, lon=10, kind="country", country="XX")
    page = report("Milltown is the stronghold of Redland in Oldland.")
    made = claim(page, "hold", "stronghold", actor="Redland", place="Oldland")
    (resolved,) = resolve((made,), page=page, theatre=theatre(), gazetteer=FewPlaces(land, MILLTOWN))

    assert resolved.place is not None
    assert resolved.place.place == land
    assert resolved.effects == ()


def test_an_analyst_of_the_military_is_not_the_military():
    page = report("Redland holds Milltown, Blueland army analysts say.", camp="red")
    made = claim(page, "hold", "holds", actor="Redland", place="Milltown")
    voice = Voice(quote=words(page, "Blueland army analysts"), kind=VoiceKind.EXPERT)

    assert one(page, replace(made, voices=(voice,))).origin.camp == RED


def test_once_dated_a_deed_is_dated_wherever_the_report_tells_of_it():
    page = report("Milltown captured! Redland took Milltown on Sunday.", published=PUBLISHED)
    headline = claim(page, "capture", "captured", place="Milltown", actor="Redland")
    dated = claim(page, "capture", "took", place="Milltown", actor="Redland", time="on Sunday")

    first, _ = resolve((headline, dated), page=page, theatre=theatre(), gazetteer=WORLD)

    assert first.period is not None
    assert (first.period.first, first.period.how) == (date(2024, 5, 12), "scene")


def test_a_partisan_name_means_the_enemy_of_whoever_uses_it():
    text = "The bandits hold Milltown."
    sides = {}
    for camp in ("red", "blue", "monitor"):
        page = report(text, camp=camp)
        actor = one(page, claim(page, "hold", "hold", actor="bandits", place="Milltown")).actor
        sides[camp] = actor.side if actor else None

    assert sides == {"red": BLUE, "blue": RED, "monitor": UNKNOWN}


def test_inside_a_quote_a_partisan_name_is_the_speakers():
    page = report("The Blueland army says the bandits hold Milltown.", camp="red")
    resolved = one(
        page,
        claim(page, "hold", "hold", actor="bandits", place="Milltown", voice="The Blueland army"),
    )

    assert resolved.actor is not None
    assert resolved.actor.side == RED


def test_a_pronoun_is_whom_it_points_back_to():
    page = report("The Redland army came and they hold Milltown.")
    mention = PartyMention(quote=words(page, "they"), refers_to=words(page, "Redland army"))
    actor = one(page, claim(page, "hold", "hold", actor=mention, place="Milltown")).actor

    assert actor is not None
    assert (actor.side, actor.quote) == (RED, words(page, "they"))


def test_a_nameless_party_stays_unknown_and_holds_nothing():
    page = report("Strangers hold Milltown.")
    resolved = one(page, claim(page, "hold", "hold", actor="Strangers", place="Milltown"))

    assert resolved.actor is not None
    assert (resolved.actor.side, resolved.actor.actor, resolved.effects) == (UNKNOWN, None, ())


def test_a_siege_told_again_without_its_parties_is_the_same_siege():
    page = report(
        "Redland besieges Blueland in Northshire Governorate; the 10 month long siege of Northshire goes on.",
        published=PUBLISHED,
    )
    named = claim(
        page, "besiege", "besieges", actor="Redland", target="Blueland", place="Northshire Governorate"
    )
    city = words(page, "siege of Northshire")
    bare = claim(
        page,
        "besiege",
        "siege",
        place=PlaceMention(quote=Quote(city.end - 10, city.end, "Northshire")),
        time="10 month long",
        modality=Modality.PRESUPPOSED,
    )

    _, again = resolve((named, bare), page=page, theatre=theatre(), gazetteer=WORLD)

    assert again.target is not None
    assert (again.target.side, again.target.quote) == (BLUE, None)
    assert again.effects == (
        Effect(place=CITY, holder=BLUE, state=ControlState.BESIEGED, strength=Strength.PRESUPPOSED),
    )
