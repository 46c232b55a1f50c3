"""What a copied report says again is a repetition; what it tells of other days or foes stays its own."""

from dataclasses import replace
from itertools import permutations

import pytest
from test_reconcile_decided import NOON
from told import held, place, report

from contested.app.repeats import repeats
from contested.model.actor import PartyChoice, SideId
from contested.model.decision import Decision, DecisionKind
from contested.model.resolved import ResolvedClaim
from contested.model.text import ClaimId
from contested.reconcile.decided import decided
from contested.reconcile.report_copies import Fingerprint
from contested.reconcile.standing import standing

TOWN = place("town")
BOILERPLATE = (
    "The town lies on the road to the coast and had forty thousand inhabitants before the war. Most of them "
    "have fled to the camps along the border, where aid groups hand out bread, tents and blankets."
)
REPORTS = {"r1": "2016-03-01", "r9": "2016-03-12"}
PRINTS = {
    key: Fingerprint.of(f"{BOILERPLATE} {key}", key=key, document=key) for key in REPORTS
}  # fmt: skip


def captured(
    key: str, on: str | None, *, by: str | None = None, foe: str | None = None, holder: str = "gov"
) -> ResolvedClaim:
    says = report(key, "gov", REPORTS[key]).says(held(TOWN, holder), event="capture", first=on, last=on)
    return replace(says, actor=party(by), target=party(foe))


def party(side: str | None) -> PartyChoice | None:
    return PartyChoice(quote=None, actor=None, side=SideId(side), reason="test") if side else None


def of(*claims: ResolvedClaim) -> dict[ClaimId, ClaimId]:
    return dict(repeats(claims, PRINTS))


def test_a_recapture_told_in_a_later_report_with_the_same_boilerplate_is_its_own():
    first, monitor = captured("r1", "2016-02-29"), report("m", "monitor", "2016-03-05").says(
        held(TOWN, "isis"), event="capture", first="2016-03-04", last="2016-03-04"
    )  # fmt: skip
    again = captured("r9", "2016-03-11")

    assert of(first, monitor, again) == {}


@pytest.mark.parametrize("days", [("2016-02-29", "2016-02-29"), ("2016-02-29", None), (None, None)])
def test_a_copied_report_repeats_what_it_says_of_the_same_day_or_of_none(days: tuple[str | None, str | None]):
    first, again = captured("r1", days[0]), captured("r9", days[1])

    assert of(first, again) == {again.id: first.id}


def test_of_two_equal_claims_the_one_of_the_same_day_is_repeated_and_else_the_first_in_the_text():
    undated, dated, third = captured("r1", None), captured("r1", "2016-02-29"), captured("r1", None)
    on_that_day, on_none = captured("r9", "2016-02-29"), captured("r9", None)

    for told in permutations([undated, dated, third, on_that_day, on_none]):
        assert of(*told) == {on_that_day.id: dated.id, on_none.id: undated.id}


@pytest.mark.parametrize("days", [("2016-02-29", "2016-02-29"), (None, None)])
def test_in_a_copied_report_a_capture_from_somebody_else_is_its_own(days: tuple[str | None, str | None]):
    first, again = captured("r1", days[0], foe="isis"), captured("r9", days[1], foe="opposition")

    assert of(first, again) == {}


@pytest.mark.parametrize("foes", [("isis", "isis"), ("isis", None), (None, "isis"), ("isis", "unknown")])
def test_a_copied_report_may_leave_out_from_whom_and_repeats_still(foes: tuple[str | None, str | None]):
    first, again = captured("r1", "2016-02-29", foe=foes[0]), captured("r9", "2016-02-29", foe=foes[1])

    assert of(first, again) == {again.id: first.id}


def test_a_copied_report_that_names_who_killed_the_same_people_repeats_the_one_that_did_not():
    first = replace(captured("r1", None, foe="gov"), effects=())
    again = replace(captured("r9", None, by="isis", foe="gov"), effects=())
    others = replace(captured("r9", None, by="isis", foe="civilians"), effects=())

    assert of(first, again, others) == {again.id: first.id}


def test_a_copied_report_that_adds_who_holds_the_town_adds_a_claim_of_its_own():
    first = replace(captured("r1", None, foe="isis"), effects=())

    assert of(first, captured("r9", None, by="gov", foe="isis")) == {}


def test_of_two_claims_of_one_day_the_one_against_the_same_side_is_repeated():
    unsaid, from_isis = captured("r1", None), captured("r1", None, foe="isis")
    again = captured("r9", None, foe="isis")

    for told in permutations([unsaid, from_isis, again]):
        assert of(*told) == {again.id: from_isis.id}


def test_that_the_earlier_capture_is_wrong_does_not_set_aside_the_later_one():
    first, copy, later = captured("r1", "2016-02-29"), captured("r9", None), captured("r9", "2016-03-11")
    wrong = Decision(
        kind=DecisionKind.CLAIM, about=(first.id,), answer="wrong", author="Anna", at=NOON, reason="known"
    )
    found = decided(
        (first, copy, later),
        standing([wrong]),
        places={},
        effects_at=lambda *_: (),
        repeats_in=lambda claims: repeats(claims, PRINTS),
    )

    assert found.claims == (later,)
    assert {one.claim.id: one.copy_of for one in found.set_aside} == {first.id: None, copy.id: first.id}
