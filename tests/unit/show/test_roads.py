from dataclasses import replace
from datetime import timedelta

from show_values import QARYATAYN, TADMUR, cell, place
from told_values import GOV, ISIS, RECORD, day, told

from contested.model.claim import Modality, Polarity
from contested.model.control import Verdict
from contested.model.picture import Picture
from contested.model.resolved import ResolvedClaim
from contested.show.views.roads import Passage, Road, Standing, passage_of, roads

HIGHWAY = place("Homs-Palmyra highway", 34.6, 37.5, "route")
CUT = told("route", by=ISIS, at=HIGHWAY, on=day(3), state=None, words="cut")


def reopened(on: int) -> ResolvedClaim:
    return told(
        "route", outlet="Badia Watch", camp="monitor", at=HIGHWAY, on=day(on), state=None, words="reopened"
    )


def of(*claims, on: int = 10, cells: tuple = ()) -> tuple[Road, ...]:  # type: ignore[no-untyped-def, type-arg]
    picture = Picture(on=day(on), known=None, theatre="syria", cells=cells, planned=())
    return roads(claims, picture, record=RECORD, marks={})


def test_a_road_is_cut_since_the_first_word_that_says_so() -> None:
    (road,) = of(CUT, told("route", outlet="Other", by=ISIS, at=HIGHWAY, on=day(5), state=None, words="cut"))

    assert (road.name, road.standing, road.since) == ("Homs-Palmyra highway", Standing.CUT, day(3))
    assert [(one.passage, one.by, one.origins) for one in road.words] == [(Passage.CUT, ISIS, 2)]


def test_contrary_words_of_different_origins_within_two_weeks_are_a_dispute() -> None:
    (road,) = of(CUT, reopened(6))

    assert (road.standing, road.since) == (Standing.DISPUTED, day(6))
    assert {one.grade.information for one in road.words} == {4}


def test_contrary_words_far_apart_are_a_change() -> None:
    (road,) = of(CUT, reopened(25), on=26)

    assert (road.standing, road.since) == (Standing.OPEN, day(25))


def test_a_denied_cut_says_that_it_is_open() -> None:
    (road,) = of(told("route", at=HIGHWAY, on=day(3), state=None, words="cut", polarity=Polarity.DENIED))

    assert road.standing is Standing.OPEN


def test_a_plan_settles_nothing() -> None:
    (road,) = of(told("route", at=HIGHWAY, on=day(3), state=None, words="cut", modality=Modality.PLANNED))

    assert (road.standing, road.words, len(road.plans)) == (Standing.PLANNED, (), 1)


def test_an_old_word_is_stale() -> None:
    old = told("route", at=HIGHWAY, on=day(1) - timedelta(days=70), state=None, words="cut")

    assert of(old)[0].standing is Standing.STALE


def test_a_way_is_held_only_as_far_as_its_weakest_link() -> None:
    ends = [told("route", at=end, on=day(3), state=None, words="secured") for end in (TADMUR, QARYATAYN)]
    same = ends[0].claim
    joined = replace(
        ends[1],
        claim=replace(
            ends[1].claim, document_key=same.document_key, trigger=same.trigger, evidence=same.evidence
        ),
    )
    cells = (cell(TADMUR, GOV, Verdict.AGREED, 0.9), cell(QARYATAYN, GOV, Verdict.CLAIMED, 0.7))
    (road,) = of(ends[0], joined, cells=cells)

    assert road.name == "the way Al-Qaryatayn – Tadmur"
    assert (road.holder, round(road.at_least or 0, 3), road.at_most) == (GOV, 0.6, 0.7)


def test_trigger_words_tell_open_from_cut_and_taken() -> None:
    said = [passage_of(told("route", at=HIGHWAY, on=day(3), state=None, words=words))
            for words in ("reopened", "severed", "seized", "uses")]  # fmt: skip

    assert said == [Passage.OPEN, Passage.CUT, Passage.TAKEN, Passage.SPOKEN_OF]
