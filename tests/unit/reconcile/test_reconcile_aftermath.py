"""The days after a capture, and sieges: what is told late, denied, boasted of, or told by others."""

import warnings
from dataclasses import replace

from told import SYRIA, besieged, cell_of, day, held, place, report

from contested.knowledge.reconcile_settings import load_reconcile_settings
from contested.model.control import Phase
from contested.reconcile import reconcile

TOWN = place("Town")


def captured(by, at="2016-05-20"):
    """What a monitor and an outlet of the loser's foes tell of a capture, each with its day."""
    return (
        report("m", "monitor", "2016-05-21").says(held(TOWN, by), event="capture", first=at, last=at),
        report("s", "sdf", "2016-05-22").says(held(TOWN, by), event="capture", first=at, last=at),
    )


def siege(of, *days):
    return tuple(
        report(f"siege {number}", "monitor", day).says(besieged(TOWN, of), last=day)
        for number, day in enumerate(days)
    )


def test_a_late_word_of_the_siege_does_not_undo_the_capture_that_ended_it():
    before = siege("gov", "2016-05-01", "2016-05-10")
    late = report("w", "wire", "2016-05-23").says(besieged(TOWN, "gov"))

    found = cell_of(*before, *captured("isis"), late, at=TOWN, on="2016-05-23")

    assert (found.holder, found.phase) == ("isis", Phase.QUIET)


def test_a_word_of_the_siege_with_its_day_is_no_late_word():
    before = siege("gov", "2016-05-01", "2016-05-10")
    taken = captured("isis")
    late = report("w", "wire", "2016-05-24").says(besieged(TOWN, "gov"))
    dated = report("w", "wire", "2016-05-24").says(
        besieged(TOWN, "gov"), first="2016-05-23", last="2016-05-23"
    )

    shares = [
        dict(cell_of(*before, *taken, word, at=TOWN, on="2016-05-24").shares)["gov"] for word in (late, dated)
    ]

    assert shares[0] < shares[1]


def test_the_losers_denials_do_not_outweigh_what_others_tell():
    denials = [
        report(f"d{day}", "gov", f"2016-05-{day}", outlet=f"outlet {day}").says(
            held(TOWN, "isis", negated=True), interest="favours", last=f"2016-05-{day}"
        )
        for day in (21, 22, 23)
    ]

    found = cell_of(*siege("gov", "2016-05-10"), *captured("isis"), *denials, at=TOWN, on="2016-05-23")

    assert found.holder == "isis"


def test_who_has_no_stake_and_names_another_holder_of_a_besieged_town_tells_of_its_fall():
    before = siege("gov", "2016-05-01", "2016-05-10", "2016-05-18")
    monitor = report("m", "monitor", "2016-05-24").says(held(TOWN, "isis"), last="2016-05-23")
    boast = report("b", "isis", "2016-05-24").says(held(TOWN, "isis"), last="2016-05-23")

    told = cell_of(*before, monitor, at=TOWN, on="2016-05-24")
    boasted = cell_of(*before, boast, at=TOWN, on="2016-05-24")

    assert told.holder == "isis"
    assert boasted.holder == "gov"


def test_a_siege_is_over_sooner_by_a_monitors_word_than_by_that_of_the_besieged():
    before = siege("gov", "2016-05-01", "2016-05-10")

    def relieved(camp):
        word = report("r", camp, "2016-05-20").says(besieged(TOWN, "gov", negated=True), last="2016-05-19")
        return cell_of(*before, word, at=TOWN, on="2016-05-20").besieged

    assert relieved("monitor") < relieved("gov")


def test_a_first_capture_that_nobody_denies_is_believed_more_than_one_of_a_calm_place():
    calm = [
        report(f"c{day}", "monitor", f"2016-05-{day}").says(held(TOWN, "gov"), last=f"2016-05-{day}")
        for day in ("02", "06")
    ]
    boast = report("b", "isis", "2016-05-24").says(held(TOWN, "isis"), event="capture", last="2016-05-23")

    assert cell_of(boast, at=TOWN, on="2016-05-24").holder == "isis"
    assert cell_of(*calm, boast, at=TOWN, on="2016-05-24").holder == "gov"


def test_where_no_word_comes_late_late_words_weigh_in_full():
    """Nothing is divided by, or the logarithm taken of, the share of late words."""
    late = report("w", "wire", "2016-05-23").says(besieged(TOWN, "gov"))
    told = (*siege("gov", "2016-05-01", "2016-05-10"), *captured("isis"), late)

    def besieged_with(share):
        never = replace(load_reconcile_settings(), late=share)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            (found,) = reconcile(told, theatre=SYRIA, on=day("2016-05-23"), settings=never).cells
        return found.besieged

    assert besieged_with(0.0) > besieged_with(load_reconcile_settings().late)
