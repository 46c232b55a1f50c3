from datetime import date, timedelta

from show_values import QARYATAYN, cell
from told_values import GOV, ISIS, RECORD, day, told

from contested.model.control import Verdict
from contested.model.picture import Cell
from contested.show.views.runs import place_runs, stretches, turning_days

EARLY = told("hold", by=ISIS, outlet="Badia Watch", camp="monitor", on=day(1), words="holds")
TAKEN = told(on=day(5))
DENIED = told(by=GOV, outlet="Isis channel", camp="isis", on=day(6), negated=True, words="did not take")
BY_ID = {one.id: one for one in (EARLY, TAKEN, DENIED)}


def held(on: date) -> Cell | None:
    if on < day(1):
        return None
    if on < day(5):
        return cell(QARYATAYN, ISIS, Verdict.CLAIMED, 0.8, supports=(EARLY.id,))
    if on < day(6):
        return cell(QARYATAYN, GOV, Verdict.CHANGED, 0.9, supports=(TAKEN.id,), opposes=(EARLY.id,))
    return cell(QARYATAYN, GOV, Verdict.DISPUTED, 0.8, supports=(TAKEN.id,), opposes=(EARLY.id, DENIED.id))


def runs() -> tuple:  # type: ignore[type-arg]
    days = turning_days([day(1), day(5), day(6)], first=day(1), last=day(12), after=(timedelta(days=14),))
    return place_runs(held, days, claims=BY_ID, record=RECORD, marks={})


def test_runs_cover_every_day_once_and_break_where_the_answer_changes() -> None:
    found = [(one.first, one.last, one.holder, one.verdict) for one in runs()]

    assert found == [
        (day(1), day(4), ISIS, Verdict.CLAIMED),
        (day(5), day(5), GOV, Verdict.CHANGED),
        (day(6), day(12), GOV, Verdict.DISPUTED),
    ]


def test_every_change_between_two_days_is_found_to_the_day() -> None:
    pieces = stretches(held, [date(2016, 3, 1), day(5) - timedelta(days=1), day(12)])

    assert [first for first, _, _ in pieces] == [date(2016, 3, 1), day(1), day(5), day(6)]


def test_who_says_otherwise_of_the_very_days_is_shown_and_what_went_before_is_not() -> None:
    _, changed, disputed = runs()

    assert changed.against == ()
    assert DENIED.id in disputed.against
    assert [one.name for one in disputed.who] == ["Front Daily"]
    assert {one.name for one in disputed.dissent} >= {"Isis channel"}


def test_every_run_cites_claims_and_bears_both_marks() -> None:
    for run in runs():
        assert run.claims
        assert run.grade.letters == "F"
        assert 1 <= run.grade.information <= 6
