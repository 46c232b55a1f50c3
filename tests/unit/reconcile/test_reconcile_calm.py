"""Words spoken in calm, and captures that are told of some days later."""

from datetime import date, timedelta

import pytest
from told import cell_of, contested, held, place, report

from contested.model.resolved import ResolvedClaim

TOWN = place("Town")
BOTH_WAYS = pytest.mark.parametrize(("side", "rival"), [("gov", "isis"), ("isis", "gov")])


def of_gov(*others: ResolvedClaim) -> float:
    word = report("own", "gov", "2016-03-10").says(held(TOWN, "gov"))
    return dict(cell_of(word, *others, at=TOWN, on="2016-03-10").shares)["gov"]


def captured_by(side: str, told_by: str, published: str, *, outlet: str = "") -> ResolvedClaim:
    """That a side took the town on the first of March, as a report of that day or later has it."""
    teller = report(f"news of {published}", told_by, published, outlet=outlet)
    return teller.says(held(TOWN, side), event="capture", first="2016-03-01", last="2016-03-01")


def share(side: str, *told: ResolvedClaim, on: str) -> float:
    return dict(cell_of(*told, at=TOWN, on=on).shares)[side]


def test_where_nothing_goes_on_a_camp_is_believed_of_its_own_place():
    battle = report("battle", "monitor", "2016-03-04").says(contested(TOWN), event="attack")

    assert of_gov() > 0.85 > of_gov(battle)


def test_a_battle_of_another_month_does_not_end_the_calm():
    long_ago = report("battle", "monitor", "2015-06-04").says(contested(TOWN), event="attack")

    assert of_gov(long_ago) > 0.85


def test_what_a_report_tells_of_a_later_day_stands_for_itself():
    teller = report("chronicle", "monitor", "2016-03-09")
    captured = teller.says(held(TOWN, "isis"), event="capture", first="2016-03-01", last="2016-03-01")
    again = teller.says(held(TOWN, "gov"), event="capture", first="2016-03-05", last="2016-03-05")

    assert cell_of(captured, again, at=TOWN, on="2016-03-09").holder == "gov"


@BOTH_WAYS
def test_in_calm_too_a_camps_own_word_counts_less_than_a_monitors_and_an_enemys(side: str, rival: str):
    own, monitors, enemys = (
        share(side, report(camp, camp, "2016-03-10").says(held(TOWN, side)), on="2016-03-10")
        for camp in (side, "monitor", rival)
    )

    assert own < monitors <= enemys


@BOTH_WAYS
@pytest.mark.parametrize("days_late", range(1, 20))
def test_a_capture_told_late_is_believed_no_more_than_one_told_at_once(side: str, rival: str, days_late: int):
    late = str(date(2016, 3, 2) + timedelta(days=days_late))
    before = [report(f"before {n}", "monitor", "2016-02-10").says(held(TOWN, rival)) for n in range(2)]

    for teller in (side, rival, "monitor"):
        for known in ([], before):
            at_once, told_late = (
                share(side, captured_by(side, teller, published), *known, on=late)
                for published in ("2016-03-02", late)
            )
            assert told_late < at_once + 1e-6


@BOTH_WAYS
def test_one_boast_told_late_does_not_overturn_two_monitors(side: str, rival: str):
    before = [report(f"before {n}", "monitor", "2016-02-10").says(held(TOWN, rival)) for n in range(2)]

    assert cell_of(*before, captured_by(side, side, "2016-03-04"), at=TOWN, on="2016-03-04").holder == rival


@BOTH_WAYS
def test_an_outlet_that_repeats_its_boast_is_believed_no_more(side: str, rival: str):
    once, again = (
        captured_by(side, side, published, outlet="own") for published in ("2016-03-02", "2016-03-03")
    )
    denial = report("denial", rival, "2016-03-03").says(held(TOWN, rival))

    for others in ([], [denial]):
        assert (
            share(side, once, again, *others, on="2016-03-04")
            < share(side, once, *others, on="2016-03-04") + 1e-6
        )
