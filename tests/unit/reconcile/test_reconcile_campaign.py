"""Two opposed reports on the Homs desert, as the whole program must read them."""

import pytest
from campaign import BOTH, DEIR_EZZOR, EAST, GOV_SIDE, PALMYRA, PLANS, QURAYTAYN, SUKHNAH, TANF
from told import SYRIA, cell, cell_of, day

from contested.model.control import Phase, Verdict
from contested.reconcile import reconcile


def test_what_the_loser_admits_is_agreed():
    palmyra = cell_of(*BOTH, at=PALMYRA, on="2016-04-04")

    assert (palmyra.holder, palmyra.verdict, palmyra.since) == ("gov", Verdict.AGREED, day("2016-03-27"))
    assert palmyra.probability >= 0.9
    assert palmyra.origins == 2


def test_what_only_the_winner_says_is_claimed_and_far_from_sure():
    palmyra = cell_of(*GOV_SIDE, at=PALMYRA, on="2016-03-28")

    assert (palmyra.holder, palmyra.verdict) in {("gov", Verdict.CLAIMED), (None, Verdict.CLAIMED)}
    assert palmyra.probability < 0.75


@pytest.mark.parametrize("known", [None, "2016-03-28"])
def test_a_later_capture_does_not_rewrite_the_day_before(known):
    then = cell_of(*BOTH, at=QURAYTAYN, on="2016-03-28", known=known)

    assert (then.holder, then.phase) == ("isis", Phase.CONTESTED)
    assert then.probability > 0.8


def test_a_capture_after_an_undoubted_holder_is_a_change_and_no_dispute():
    now = cell_of(*BOTH, at=QURAYTAYN, on="2016-04-04")

    assert (now.holder, now.verdict) == ("gov", Verdict.CHANGED)
    assert len(now.opposes) == 2
    assert day("2016-03-28") < now.since <= day("2016-04-03")


def test_who_admits_to_be_besieged_is_believed():
    deir_ezzor = cell_of(*BOTH, at=DEIR_EZZOR, on="2016-04-04")

    assert (deir_ezzor.holder, deir_ezzor.phase) == ("gov", Phase.BESIEGED)
    assert deir_ezzor.besieged > 0.8
    assert deir_ezzor.since == day("2015-05-28")


def test_a_denial_by_the_own_side_names_no_holder_but_settles_who_it_is_not():
    tanf = cell_of(*BOTH, at=TANF, on="2016-04-04")

    assert tanf.holder != "gov"
    assert tanf.verdict is Verdict.AGREED
    assert dict(tanf.shares)["gov"] < 0.05
    assert tanf.shares[0][0] == "isis"  # most of the region around it is theirs


@pytest.mark.parametrize("where", [SUKHNAH, EAST], ids=lambda where: where.name)
def test_places_that_only_one_report_speaks_of_go_by_that(where):
    assert cell_of(*BOTH, at=where, on="2016-04-04").holder == "isis"


def test_plans_are_listed_and_done_by_nobody():
    picture = reconcile(BOTH, theatre=SYRIA)

    assert set(picture.planned) == {claim.id for claim in PLANS}
    cited = {id for made in picture.cells for id in (*made.supports, *made.opposes)}
    assert not cited & set(picture.planned)


def test_the_day_shown_is_the_last_that_a_report_speaks_of():
    picture = reconcile(BOTH, theatre=SYRIA)

    assert picture.on == day("2016-04-04")


def test_leaving_the_opponents_report_out_shows_that_it_decides_palmyra():
    palmyra = cell(reconcile(BOTH, theatre=SYRIA), PALMYRA)

    heaviest = palmyra.weights[0]
    assert heaviest.decibans > 10
    assert "B news (opposition), against its interest" in heaviest.note
