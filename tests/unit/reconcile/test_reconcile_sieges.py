"""How sieges end: what besieger, besieged and others say of it, and what silence says of a capture."""

from dataclasses import replace

import pytest
from told import SYRIA, besieged, contested, day, held, place, report

from contested.knowledge.reconcile_settings import load_reconcile_settings
from contested.model.control import Phase
from contested.reconcile import reconcile

TOWN = place("Town")


def cell_with(*claims, on, **changed):
    settings = replace(load_reconcile_settings(), **changed)
    (found,) = reconcile(claims, theatre=SYRIA, on=day(on), settings=settings).cells
    return found


def besieges(camp, *days):
    """Claims of a siege of the government side, each with its day."""
    return tuple(
        report(f"{camp} siege {at}", camp, f"2016-{at}").says(
            besieged(TOWN, "gov"), last=f"2016-{at}", interest="favours" if camp == "isis" else None
        )
        for at in days
    )


def relieves(camp, at):
    return report(f"{camp} relief {at}", camp, f"2016-{at}").says(
        besieged(TOWN, "gov", negated=True), last=f"2016-{at}"
    )


def captures(camp, at, *, by="isis"):
    return report(f"{camp} capture {at}", camp, f"2016-{at}").says(
        held(TOWN, by), event="capture", last=f"2016-{at}"
    )


LONG = (*besieges("monitor", "04-01", "04-20", "05-05"), *besieges("isis", "04-03", "04-24", "05-08"))


def test_a_siege_is_over_when_all_but_the_besieger_say_so():
    lifted = [relieves(camp, at) for camp, at in (("monitor", "05-12"), ("gov", "05-12"), ("sdf", "05-14"))]
    goes_on = besieges("isis", "05-13", "05-16", "05-20")

    found = cell_with(*LONG, *lifted, *goes_on, on="2016-05-20")

    assert found.phase is Phase.QUIET
    assert found.holder == "gov"


def test_a_siege_goes_on_when_the_besieged_alone_say_it_is_over():
    found = cell_with(*LONG, relieves("gov", "05-12"), *besieges("sdf", "05-16"), on="2016-05-20")

    assert found.phase is Phase.BESIEGED


def test_the_besiegers_lone_word_does_not_take_the_town():
    found = cell_with(*LONG, captures("isis", "05-20"), on="2016-05-20")

    assert (found.holder, found.phase) == ("gov", Phase.BESIEGED)


def test_a_besieged_town_falls_by_the_word_of_its_own_side():
    found = cell_with(*LONG, captures("gov", "05-20"), on="2016-05-20")

    assert (found.holder, found.besieged < 0.5) == ("isis", True)


def test_boasts_of_a_capture_speak_for_a_battle_and_against_a_siege():
    fights = [
        report(f"f{at}", "wire", f"2016-{at}").says(contested(TOWN), last=f"2016-{at}")
        for at in ("05-10", "05-12")
    ]
    # Whoever once held it is a side of this war, whether he boasts or not.
    once = report("o", "monitor", "2015-11-02").says(held(TOWN, "isis"), last="2015-11-01")
    so_called = report("s", "monitor", "2016-05-14").says(besieged(TOWN, "gov"), last="2016-05-14")
    still = report("h", "sdf", "2016-05-15").says(held(TOWN, "gov"), last="2016-05-15")
    boasts = [captures("isis", "05-11"), captures("isis", "05-13")]

    without = cell_with(once, *fights, so_called, still, on="2016-05-15")
    with_boasts = cell_with(once, *fights, so_called, still, *boasts, on="2016-05-15")

    assert with_boasts.besieged < without.besieged - 0.03
    assert with_boasts.contested > without.contested + 0.03


def test_a_capture_that_nobody_speaks_of_again_is_doubted_more():
    held_before = report("c", "monitor", "2016-05-01").says(held(TOWN, "gov"), last="2016-05-01")
    told = (held_before, captures("sdf", "05-10"))

    doubted = cell_with(*told, on="2016-05-30")
    trusting = cell_with(*told, on="2016-05-30", silent=(1.0, 1.0, 1.0, 1.0))

    assert dict(doubted.shares)["isis"] < dict(trusting.shares)["isis"] - 0.01


def test_a_day_with_a_word_is_no_silent_day():
    told = [captures("sdf", "05-10")]
    told += [
        report(f"h{number}", "monitor", f"2016-05-{number}").says(
            held(TOWN, "isis"), last=f"2016-05-{number}"
        )
        for number in range(11, 21)
    ]

    shares = [
        dict(cell_with(*told, on="2016-05-20", silent=(1.0, 1.0, 1.0, silent)).shares)["isis"]
        for silent in (0.5, 1.0)
    ]

    assert shares[0] == pytest.approx(shares[1], abs=0.002)
