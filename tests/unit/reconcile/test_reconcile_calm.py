"""Words spoken in calm, and news of captures that are some days old."""

from told import cell_of, contested, held, place, report

from contested.model.resolved import ResolvedClaim

TOWN = place("Town")


def of_gov(*others: ResolvedClaim) -> float:
    word = report("own", "gov", "2016-03-10").says(held(TOWN, "gov"))
    return dict(cell_of(word, *others, at=TOWN, on="2016-03-10").shares)["gov"]


def taken(published: str) -> ResolvedClaim:
    teller = report(f"news of {published}", "isis", published)
    return teller.says(held(TOWN, "isis"), event="capture", first="2016-03-01", last="2016-03-01")


def after_a_denial(*captures: ResolvedClaim) -> float:
    denial = report("denial", "gov", "2016-03-05").says(held(TOWN, "gov"))
    return dict(cell_of(*captures, denial, at=TOWN, on="2016-06-01").shares)["isis"]


def test_where_nothing_goes_on_a_camp_is_believed_of_its_own_place():
    battle = report("battle", "monitor", "2016-03-04").says(contested(TOWN), event="attack")

    assert of_gov() > 0.85 > of_gov(battle)


def test_a_battle_of_another_month_does_not_end_the_calm():
    long_ago = report("battle", "monitor", "2015-06-04").says(contested(TOWN), event="attack")

    assert of_gov(long_ago) > 0.85


def test_whoever_still_tells_of_a_capture_days_later_answers_a_denial():
    assert after_a_denial(taken("2016-03-09")) > after_a_denial(taken("2016-03-02")) + 0.1


def test_a_capture_told_as_history_says_nothing_of_the_present():
    assert abs(after_a_denial(taken("2016-05-20")) - after_a_denial(taken("2016-03-02"))) < 1e-6


def test_what_a_report_tells_of_a_later_day_stands_for_itself():
    teller = report("chronicle", "monitor", "2016-03-09")
    captured = teller.says(held(TOWN, "isis"), event="capture", first="2016-03-01", last="2016-03-01")
    again = teller.says(held(TOWN, "gov"), event="capture", first="2016-03-05", last="2016-03-05")

    assert cell_of(captured, again, at=TOWN, on="2016-03-09").holder == "gov"
