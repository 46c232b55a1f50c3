from dataclasses import replace
from itertools import product

import pytest
from show_values import QARYATAYN, cell
from told_values import GOV, ISIS, RECORD, day, told

from contested.model.control import Interest, Verdict
from contested.show.views.grading import cell_grade, graded, information_mark, source_mark
from contested.show.views.independence import Backing, Record, backing


def backed(origins: int, camps: int = 1, *, admitted: bool = False, boasted: bool = False) -> Backing:
    return Backing(origins=origins, camps=camps, admitted=admitted, boasted=boasted)


@pytest.mark.parametrize(
    ("who", "against", "mark"),
    [
        (backed(2, 2), 0, 1),
        (backed(2, 1, admitted=True), 0, 1),
        (backed(3, 1), 0, 2),
        (backed(1), 0, 3),
        (backed(1, admitted=True), 0, 3),
        (backed(3, 2), 1, 3),
        (backed(1, boasted=True), 0, 4),
        (backed(2, 2), 2, 4),
        (backed(1), 2, 5),
        (backed(0), 1, 5),
        (backed(0), 0, 6),
    ],
)
def test_the_figure_follows_the_table_of_the_documentation(who: Backing, against: int, mark: int) -> None:
    assert information_mark(who, against=against) == mark


def test_no_single_origin_ever_earns_a_one_or_two() -> None:
    for camps, admitted, boasted, against in product((0, 1, 5), (True, False), (True, False), (0, 1, 3)):
        who = Backing(origins=1, camps=camps, admitted=admitted, boasted=boasted)
        assert information_mark(who, against=against) >= 3


def test_copies_leave_the_figure_as_it_was() -> None:
    first = told(on=day(3))
    copies = [told(outlet=f"Copy {n}", camp="opposition", on=day(3)) for n in range(5)]
    record = Record.of(copies={one.id: first.id for one in copies})

    assert information_mark(backing([first, *copies], record)) == information_mark(backing([first], record))


def test_ten_reports_of_one_outlet_are_one_origin() -> None:
    same = [told(on=day(n)) for n in range(1, 11)]

    assert backing(same, RECORD).origins == 1
    assert backing([*same, told(outlet="Badia Watch", camp="monitor", on=day(3))], RECORD).origins == 2


def test_swapping_the_camps_swaps_no_mark() -> None:
    ours = [told(by=GOV, camp="gov", interest=Interest.FAVOURS, on=day(3))]
    theirs = [told(by=ISIS, camp="isis", interest=Interest.FAVOURS, on=day(3))]

    assert information_mark(backing(ours, RECORD)) == information_mark(backing(theirs, RECORD)) == 4


def test_a_letter_is_f_until_an_analyst_sets_another() -> None:
    assert source_mark(["Front Daily"], {}) == "F"
    assert source_mark(["Front Daily"], {"Front Daily": "B"}) == "B"
    assert source_mark([None], {"Front Daily": "B"}) == "F"
    assert source_mark(["Front Daily"], {"Front Daily": "Z"}) == "F"


def test_the_letter_of_who_speaks_goes_before_that_of_who_prints_it() -> None:
    assert source_mark(["a monitor", "Front Daily"], {"Front Daily": "D", "a monitor": "B"}) == "B"


def test_letter_and_figure_do_not_touch_each_other() -> None:
    claims = [told(on=day(3)), told(outlet="Badia Watch", camp="monitor", on=day(3))]
    plain = graded(claims, against=0, record=RECORD, marks={})
    judged = graded(claims, against=0, record=RECORD, marks={"Front Daily": "E"})

    assert (plain.letters, plain.information) == ("F", 1)
    assert (judged.letters, judged.information) == ("EF", 1)


@pytest.mark.parametrize("verdict", [Verdict.STALE, Verdict.NO_REPORT])
def test_what_nobody_speaks_of_cannot_be_judged(verdict: Verdict) -> None:
    claims = [told(on=day(3)), told(outlet="Badia Watch", camp="monitor", on=day(3))]
    held = cell(QARYATAYN, GOV, Verdict.AGREED, 0.9, supports=tuple(one.id for one in claims))
    by_id = {one.id: one for one in claims}

    assert cell_grade(held, by_id, record=RECORD, marks={}).information == 1
    old = replace(held, verdict=verdict)
    assert cell_grade(old, by_id, record=RECORD, marks={}).information == 6


def test_a_change_of_hands_is_no_contradiction_but_a_dispute_is() -> None:
    new, old = told(on=day(3), interest=Interest.AGAINST), told("hold", by=ISIS, outlet="Other", on=day(1))
    by_id = {one.id: one for one in (new, old)}
    changed = cell(QARYATAYN, GOV, Verdict.CHANGED, 0.9, supports=(new.id,), opposes=(old.id,))

    assert cell_grade(changed, by_id, record=RECORD, marks={}).information == 3
    disputed = replace(changed, verdict=Verdict.DISPUTED)
    assert cell_grade(disputed, by_id, record=RECORD, marks={}).information == 4
