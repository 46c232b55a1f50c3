from dataclasses import replace

from show_values import QARYATAYN, TADMUR, cell
from told_values import GOV, ISIS, RECORD, day, told

from contested.model.claim import Modality
from contested.model.control import Verdict
from contested.model.picture import Cell, Picture
from contested.show.views.changes import ChangeKind, Changes, changes
from contested.show.views.stories import stories

OLD = told("hold", by=ISIS, on=day(1), published=day(2), words="holds")
NEW = told(on=day(5), published=day(6))
PLAN = told(on=None, published=day(6), modality=Modality.PLANNED)
UNDATED = replace(told(outlet="Nobody", camp=None, words="took"), published=None)
CLAIMS = (OLD, NEW, PLAN, UNDATED)
THEN = cell(QARYATAYN, ISIS, Verdict.CLAIMED, 0.8, supports=(OLD.id,))
NOW = cell(QARYATAYN, GOV, Verdict.CHANGED, 0.9, supports=(NEW.id,), opposes=(OLD.id,))
SAME = cell(TADMUR, GOV, Verdict.AGREED, 0.9)


def picture(on: int, *cells: Cell) -> Picture:
    return Picture(on=day(on), known=day(on), theatre="syria", cells=cells, planned=())


def news(before: Cell | None = THEN, corrected: Cell | None = THEN, after: Cell = NOW) -> Changes:
    return changes(
        claims=CLAIMS,
        before=picture(3, *([before] if before else []), SAME),
        corrected=picture(3, *([corrected] if corrected else []), SAME),
        after=picture(7, after, SAME),
        stories=stories(CLAIMS, theatre="syria", record=RECORD, marks={}),
        roads=(),
        record=RECORD,
        marks={},
    )


def test_a_place_in_other_hands_is_told_with_the_new_claims_alone() -> None:
    (change,) = news().changes

    assert change.kinds == (ChangeKind.HOLDER,)
    assert (change.before and change.before.holder, change.after.holder) == (ISIS, GOV)
    assert change.claims == (NEW.id,)


def test_what_stayed_as_it_was_is_only_counted() -> None:
    assert news().unchanged == 1


def test_a_later_report_that_changes_an_earlier_day_is_a_correction() -> None:
    (change,) = news(corrected=NOW).changes

    assert change.kinds == (ChangeKind.HOLDER, ChangeKind.CORRECTED)


def test_disputes_are_opened_and_settled() -> None:
    disputed = replace(THEN, verdict=Verdict.DISPUTED)

    assert news(after=disputed).changes[0].kinds == (ChangeKind.OPENED,)
    settled = news(before=disputed, after=THEN).changes[0]
    assert settled.kinds == (ChangeKind.SETTLED,)


def test_a_place_never_spoken_of_before_is_a_first_report() -> None:
    (change,) = news(before=None, corrected=None).changes

    assert (change.kinds, change.before) == ((ChangeKind.FIRST,), None)


def test_silence_is_told_as_silence_and_not_as_a_change_of_hands() -> None:
    stale = replace(NOW, holder=None, verdict=Verdict.STALE)

    assert news(after=stale).changes[0].kinds == (ChangeKind.STALE,)


def test_stories_plans_and_reports_are_those_published_since() -> None:
    found = news()

    assert [one.headline.by for one in found.new_stories] == [GOV]
    assert found.grown_stories == ()
    assert found.plans == (PLAN.id,)
    assert {one.published for one in found.reports} == {day(6)}


def test_reports_without_a_day_are_left_out_and_counted() -> None:
    assert news().undated == 1
