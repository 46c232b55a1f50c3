from dataclasses import replace
from datetime import UTC, datetime

from show_values import TADMUR
from told_values import ALL_SIDES, GOV, ISIS, REBELS, RECORD, day, told

from contested.model.claim import Modality, Polarity
from contested.model.decision import Decision, DecisionKind
from contested.show.views.independence import Record
from contested.show.views.stories import Story, stories

TAKEN = told(on=day(3), published=day(4))
DEAD = told("casualties", on=day(3), published=day(4), state=None, words="dead at")
SEEN = told(outlet="Badia Watch", camp="monitor", on=day(4), published=day(5))
LOST = told(
    "lose", outlet="Orontes Voice", camp="opposition", by=ISIS, on=day(3), published=day(6), words="lost"
)
STRIKE = told("strike", outlet="Orontes Voice", camp="opposition", by=None, on=day(4), published=day(6),
              words="bombed")  # fmt: skip
LATE = told(outlet="Rastan Lantern", camp="opposition", on=day(5), published=day(6))


def of(*claims, record: Record = RECORD) -> tuple[Story, ...]:  # type: ignore[no-untyped-def]
    return stories(claims, theatre="syria", record=record, marks={})


def test_reports_of_one_place_and_time_are_one_story() -> None:
    (story,) = of(TAKEN, DEAD, SEEN, STRIKE)

    assert (story.first, story.last) == (day(3), day(4))
    assert (len(story.reports), story.origins, story.copies) == (4, 3, 0)
    assert (story.headline.deed, story.headline.by) == ("takes", GOV)


def test_another_place_or_a_later_week_is_another_story() -> None:
    assert len(of(TAKEN, told(on=day(20)), told(on=day(3), at=TADMUR))) == 3


def test_what_a_camp_leaves_out_is_what_others_tell() -> None:
    (story,) = of(TAKEN, DEAD, SEEN, STRIKE)
    left = {one.camp: {story.details[n].deed for n in one.leaves_out} for one in story.camps}

    assert left == {
        "gov": {"strikes"},
        "monitor": {"casualties at", "strikes"},
        "opposition": {"takes", "casualties at"},
    }


def test_a_loss_without_a_winner_is_the_capture_that_others_tell() -> None:
    (story,) = of(TAKEN, LOST)

    assert [(one.deed, one.by, one.origins) for one in story.details] == [("takes", GOV, 2)]


def test_a_copy_is_counted_and_adds_no_origin() -> None:
    copy = told(outlet="Rastan Lantern", camp="opposition", on=day(3), published=day(5))
    record = Record.of(sides=ALL_SIDES, copies={copy.id: TAKEN.id})
    (story,) = of(TAKEN, copy, record=record)

    assert (len(story.reports), story.origins, story.copies) == (2, 1, 1)
    assert story.headline.grade.information >= 3


def test_a_denial_is_told_beside_what_it_denies() -> None:
    denial = told(outlet="Isis channel", camp="isis", on=day(4), polarity=Polarity.DENIED)
    (story,) = of(TAKEN, denial)

    assert story.is_denied
    assert [one.denied for one in story.details] == [False, True]
    assert {one.grade.information for one in story.details} == {4}


def test_plans_comments_and_states_are_no_happenings() -> None:
    plan = told(on=day(3), modality=Modality.PLANNED)
    comment = told(on=day(3), is_evidence=False)

    assert of(plan, comment, told("hold", on=day(3), by=REBELS, words="holds")) == ()


def test_the_order_of_claims_changes_no_story() -> None:
    claims = (TAKEN, DEAD, SEEN, LOST, STRIKE)

    assert of(*claims) == of(*reversed(claims))


def test_swapping_the_camps_swaps_the_tellings() -> None:
    swapped = {"gov": "isis", "isis": "gov"}

    def mirror(one):  # type: ignore[no-untyped-def]
        camp = swapped.get(one.outlet_camp, one.outlet_camp)
        return replace(one, outlet_camp=camp, origin=replace(one.origin, camp=camp))

    (plain,) = of(TAKEN, DEAD, SEEN)
    (other,) = of(*(mirror(one) for one in (TAKEN, DEAD, SEEN)))
    assert {swapped.get(one.camp, one.camp): one.leaves_out for one in other.camps} == {
        one.camp: one.leaves_out for one in plain.camps
    }


def ruling(answer: str, *claims) -> Decision:  # type: ignore[no-untyped-def]
    return Decision(
        kind=DecisionKind.SAME_STORY,
        about=tuple(sorted(claim.id for claim in claims)),
        answer=answer,
        author="Anna",
        at=datetime(2016, 4, 9, tzinfo=UTC),
        reason="seen on film",
    )


def as_decided(*claims, log) -> tuple[Story, ...]:  # type: ignore[no-untyped-def]
    return stories(claims, theatre="syria", record=RECORD, marks={}, decisions=log)


def reports(story: Story) -> set[str]:
    return {one.outlet for one in story.reports}


def test_stories_of_two_places_and_times_are_one_if_an_analyst_says_so() -> None:
    later, elsewhere = told(on=day(20)), told(on=day(3), at=TADMUR)
    log = [ruling("same", TAKEN, later), ruling("same", TAKEN, elsewhere)]
    (story,) = as_decided(TAKEN, SEEN, later, elsewhere, log=log)

    assert (story.first, story.last) == (day(3), day(20))
    assert story.decided == ("one happening, by Anna on 2016-04-09: seen on film",) * 2


def test_a_story_is_cut_between_two_claims_and_the_rest_goes_with_its_report_or_the_nearer_day() -> None:
    same_report = replace(DEAD, claim=replace(DEAD.claim, document_key=TAKEN.claim.document_key))
    found = as_decided(TAKEN, SEEN, same_report, LATE, log=[ruling("different", TAKEN, SEEN)])

    assert len({one.id for one in found}) == 2
    assert sorted(map(len, (one.reports for one in found))) == [1, 2]
    assert next(reports(one) for one in found if len(one.reports) == 2) == {"Badia Watch", "Rastan Lantern"}


def test_two_claims_that_differ_from_a_third_stay_together_whatever_the_order_of_the_rulings() -> None:
    log = [ruling("different", TAKEN, SEEN), ruling("different", LATE, SEEN)]
    found = as_decided(TAKEN, SEEN, LATE, log=log)

    assert sorted(map(sorted, map(reports, found))) == [["Badia Watch"], ["Front Daily", "Rastan Lantern"]]
    assert {one.id for one in as_decided(LATE, SEEN, TAKEN, log=log[::-1])} == {one.id for one in found}
    assert list(map(reports, as_decided(LATE, SEEN, TAKEN, log=log[::-1]))) == list(map(reports, found))


def test_three_claims_that_all_differ_are_three_stories() -> None:
    pairs = ((TAKEN, SEEN), (LATE, SEEN), (TAKEN, LATE))

    assert len(as_decided(TAKEN, SEEN, LATE, log=[ruling("different", *pair) for pair in pairs])) == 3


def test_claims_that_are_the_same_are_not_parted_by_a_cut_between_others() -> None:
    raid = replace(STRIKE, claim=replace(STRIKE.claim, document_key=LATE.claim.document_key))
    log = [ruling("different", TAKEN, LATE), ruling("same", DEAD, raid)]
    found = as_decided(TAKEN, LATE, DEAD, raid, log=log)

    told_together = [{claim for report in one.reports for claim in report.claims} for one in found]
    assert any({DEAD.id, raid.id} <= claims for claims in told_together)


def test_what_is_the_same_as_one_of_the_two_stays_with_it() -> None:
    log = [ruling("different", TAKEN, SEEN), ruling("same", TAKEN, STRIKE)]
    found = as_decided(TAKEN, SEEN, STRIKE, log=log)

    assert sorted(len(one.reports) for one in found) == [1, 2]
    assert {"Badia Watch"} in [reports(one) for one in found]


def test_a_decision_on_claims_that_tell_no_story_changes_nothing() -> None:
    other = told(on=day(25), outlet="Elsewhere")

    assert as_decided(TAKEN, SEEN, log=[ruling("same", TAKEN, other)]) == of(TAKEN, SEEN)
