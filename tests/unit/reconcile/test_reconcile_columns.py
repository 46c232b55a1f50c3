"""Claims as columns: what is read from them, and what is found by columns is what their values say."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from told import SYRIA, day, effect, held, place, report

from contested.model.control import ControlState
from contested.model.period import Period
from contested.reconcile import stories, tabulate
from contested.reconcile.columns import columns_of
from contested.reconcile.days import spoken_days
from contested.reconcile.hearing import Roster
from contested.reconcile.stories import taken_back

TOWN, OTHER_TOWN = place("Town"), place("Other town")
ROSTER = Roster.of(SYRIA.sides)
FIRST = day("2016-03-01")


@st.composite
def words_of_an_outlet(draw):
    """A claim of one of two outlets that may be taken back: by another day, holder, or a denial."""
    number = draw(st.integers(0, 40))
    printed = draw(st.one_of(st.none(), st.integers(0, 9)))
    said = effect(
        draw(st.sampled_from((TOWN, OTHER_TOWN))),
        draw(st.sampled_from(("gov", "russia", "isis", "unknown"))),
        draw(st.sampled_from((ControlState.HELD, ControlState.HELD, ControlState.BESIEGED))),
        negated=draw(st.booleans()),
        of=draw(st.sampled_from(("all", "some"))),
    )
    of = replace(
        report(f"r{number}", "gov", outlet=f"outlet {number % 2}"),
        published=None if printed is None else FIRST + timedelta(days=printed),
    )
    claim = of.says(said)
    ends = draw(st.one_of(st.none(), st.integers(0, 9)))
    if ends is None:
        return claim
    last = FIRST + timedelta(days=ends)
    return replace(claim, period=Period(first=draw(st.sampled_from((None, FIRST, last))), last=last))


@settings(deadline=None)
@given(st.lists(words_of_an_outlet(), max_size=12))
def test_what_is_taken_back_is_what_a_later_word_of_that_time_gainsays(told):
    columns = columns_of(told, ROSTER)
    days = spoken_days(columns)

    def gainsays(later, one):
        first, second = told[one], told[later]
        said, other = first.effects[0], second.effects[0]
        spoken, spoken_later = days.of(one).day, days.of(later).day
        until = spoken if days.exact[one] else first.published
        return (
            first.origin == second.origin
            and said.place == other.place
            and all(it.state is ControlState.HELD and it.quantifier.value != "some" for it in (said, other))
            and first.published is not None
            and second.published is not None
            and first.published < second.published
            and spoken <= spoken_later <= until
            and not (said.negated and other.negated)
            and (ROSTER.bloc_of(said.holder) == ROSTER.bloc_of(other.holder))
            == (said.negated != other.negated)
        )

    numbers = range(len(told))
    assert taken_back(columns, days) == {
        one for one in numbers if any(gainsays(later, one) for later in numbers)
    }


def test_a_claim_whose_words_end_on_no_day_is_dayless():
    of = report("r", "monitor", "2016-03-10")
    open_period = of.says(held(TOWN, "gov"), first="2016-01-01")
    without = of.says(held(TOWN, "gov"))
    dated = of.says(held(TOWN, "gov"), first="2016-01-01", last="2016-03-08")

    found = {
        claim.id: bool(tabulate([claim], theatre=SYRIA).dayless[0]) for claim in (open_period, without, dated)
    }

    assert found == {open_period.id: True, without.id: True, dated.id: False}


def test_no_claims_give_columns_without_rows():
    found = tabulate([], theatre=SYRIA)

    assert found.places == found.ids == ()
    assert len(found.day) == 0


def test_reports_without_an_outlet_are_origins_of_their_own():
    one = report("one", "gov", "2016-03-10").says(held(TOWN, "gov"))
    named = [one, report("two", "gov", "2016-03-10", outlet="one").says(held(TOWN, "gov"))]
    nameless = [replace(claim, outlet=None) for claim in named]

    assert len(np.unique(columns_of(named, ROSTER).origin)) == 1
    assert len(np.unique(columns_of(nameless, ROSTER).origin)) == 2


def test_pairs_of_claims_are_looked_at_in_parts_whatever_their_number(monkeypatch):
    told = [
        replace(
            report(f"r{number}", "gov", outlet="outlet"), published=FIRST + timedelta(days=1 + number)
        ).says(held(TOWN, holder), last="2016-03-01")
        for number, holder in enumerate(("gov", "gov", "isis", "gov", "gov"))
    ]
    columns = columns_of(told, ROSTER)
    days = spoken_days(columns)

    monkeypatch.setattr(stories, "_AT_ONCE", 3)

    assert taken_back(columns, days) == {0, 1, 2}
