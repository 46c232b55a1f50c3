"""What reports tell about each other's days."""

from dataclasses import replace

from told import besieged, cell_of, contested, copied, day, held, place, report

from contested.model.control import Verdict

TOWN = place("Town")
OTHER_TOWN = place("Other town")


def test_a_capture_without_a_day_is_the_one_that_others_date():
    dated = report("a", "gov", "2016-03-28").says(
        held(TOWN, "gov"), event="capture", first="2016-03-27", last="2016-03-27"
    )
    undated = report("b", "opposition", "2016-04-04").says(held(TOWN, "gov"), event="capture")

    found = cell_of(dated, undated, at=TOWN, on="2016-03-28")

    assert (found.verdict, found.since) == (Verdict.AGREED, day("2016-03-27"))
    assert found.probability > 0.9


def test_a_capture_after_the_place_changed_hands_again_is_another_one():
    first = report("a", "gov", "2016-03-21").says(
        held(TOWN, "gov"), event="capture", first="2016-03-20", last="2016-03-20"
    )
    lost = report("c", "monitor", "2016-03-26").says(
        held(TOWN, "isis"), event="capture", first="2016-03-25", last="2016-03-25"
    )
    again = report("b", "opposition", "2016-03-30").says(held(TOWN, "gov"), event="capture")

    assert cell_of(first, lost, again, at=TOWN, on="2016-03-26").holder == "isis"
    assert cell_of(first, lost, again, at=TOWN, on="2016-03-30").holder == "gov"


def test_who_had_held_a_place_held_it_until_the_capture_that_the_same_report_tells_of():
    teller = report("a", "monitor", "2016-03-28")
    taken = teller.says(held(TOWN, "gov"), event="capture", first="2016-03-27", last="2016-03-27")
    had_held = teller.says(held(TOWN, "isis"), first="2015-05-01")
    other = report("b", "opposition", "2016-03-28").says(held(TOWN, "gov"), last="2016-03-28")

    after = cell_of(taken, had_held, other, at=TOWN, on="2016-03-28")
    before = cell_of(taken, had_held, other, at=TOWN, on="2016-03-26")

    assert (after.holder, after.verdict) == ("gov", Verdict.AGREED)
    assert (before.holder, before.since) == ("isis", day("2015-05-01"))


def test_what_a_report_tells_of_another_place_stays_on_its_day():
    teller = report("a", "monitor", "2016-03-28")
    taken = teller.says(held(TOWN, "gov"), event="capture", first="2016-03-27", last="2016-03-27")
    still = teller.says(held(OTHER_TOWN, "isis"))

    assert cell_of(taken, still, at=OTHER_TOWN, on="2016-03-28").last_report == day("2016-03-27")


def test_an_undated_report_is_no_older_than_a_capture_that_it_tells_of_and_others_date():
    dated = report("a", "gov", "2016-04-04").says(
        held(TOWN, "gov"), event="capture", first="2016-04-03", last="2016-04-03"
    )
    teller = report("b", "opposition")
    older = teller.says(contested(TOWN), event="attack", last="2016-03-27")
    taken = teller.says(held(TOWN, "gov"), event="capture")
    elsewhere = teller.says(held(OTHER_TOWN, "isis"))

    assert cell_of(dated, older, taken, elsewhere, at=OTHER_TOWN, on="2016-04-05").last_report == day(
        "2016-04-03"
    )


def test_an_undated_report_is_no_older_than_what_it_copies():
    words = "Regime forces took full control of the town after three days of heavy fighting on its edges"
    source = report("a", "gov", "2016-03-10").says(held(TOWN, "gov"), words=words)
    copy = replace(copied(source, to="z", published="2016-03-10"), published=None)
    own_words = report("z", "gov").says(held(OTHER_TOWN, "gov"))
    much_later = report("c", "monitor", "2016-09-01").says(besieged(TOWN, "gov"))

    found = cell_of(source, copy, own_words, much_later, at=OTHER_TOWN, on="2016-09-01")

    assert found.last_report == day("2016-03-09")


def test_of_two_captures_in_one_report_the_one_without_a_day_came_before():
    teller = report("a", "monitor", "2016-03-28")
    taken = teller.says(held(TOWN, "gov"), event="capture", first="2016-03-27", last="2016-03-27")
    overrun = teller.says(held(TOWN, "isis"), event="capture")

    assert cell_of(taken, overrun, at=TOWN, on="2016-03-28").holder == "gov"
