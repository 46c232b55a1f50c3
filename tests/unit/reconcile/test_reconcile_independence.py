"""Who counts as one witness."""

import re
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from told import cell_of, copied, day, held, place, report

from contested.model.resolved import Origin
from contested.reconcile.copies import copied_from, words_of

TOWN = place("Town")
WORDS = "Regime forces took full control of the town after three days of heavy fighting on its edges"


def probability(*claims):
    return cell_of(*claims, at=TOWN, on="2016-03-12").probability


def test_a_copy_with_a_few_words_changed_adds_nothing_and_is_shown():
    source = report("a", "opposition", "2016-03-10").says(held(TOWN, "gov"), words=WORDS)
    changed = report("b", "isis", "2016-03-11").says(
        held(TOWN, "gov"), words=WORDS.replace("heavy", "fierce")
    )

    found = cell_of(source, changed, at=TOWN, on="2016-03-12")

    assert found.probability == probability(source)
    assert found.origins == 1
    assert found.supports == tuple(sorted((source.id, changed.id)))
    assert "1 copy adds nothing" in found.weights[0].note


def test_own_words_of_another_camp_add_much():
    source = report("a", "opposition", "2016-03-10").says(held(TOWN, "gov"), words=WORDS)
    other = report("b", "isis", "2016-03-11").says(
        held(TOWN, "gov"), words="The army entered the town yesterday"
    )

    found = cell_of(source, other, at=TOWN, on="2016-03-12")

    assert found.origins == 2
    assert found.probability > probability(source) + 0.03


def test_one_agency_in_two_outlets_is_one_origin():
    first = report("a", "opposition", "2016-03-10").says(held(TOWN, "gov"), voice="The agency", camp="gov")
    again = report("b", "isis", "2016-03-10").says(held(TOWN, "gov"), voice="The agency", camp="gov")

    found = cell_of(first, again, at=TOWN, on="2016-03-12")

    assert found.origins == 1
    assert found.probability == probability(first)


def test_a_second_outlet_of_a_camp_in_its_favour_adds_less_than_a_monitor():
    first = report("a", "gov", "2016-03-10").says(held(TOWN, "gov"))
    same_camp = report("b", "gov", "2016-03-10").says(held(TOWN, "gov"))
    other_camp = report("c", "turkey", "2016-03-10").says(held(TOWN, "gov"), interest="favours")

    assert probability(first) < probability(first, same_camp) < probability(first, other_camp)


def test_a_weak_mention_does_not_dilute_a_plain_statement_of_the_same_article():
    teller = report("a", "opposition", "2016-03-10")
    plain = teller.says(held(TOWN, "gov"), last="2016-03-10")
    hedged = teller.says(held(TOWN, "gov"), last="2016-03-10", voice="A witness")

    assert abs(probability(plain, hedged) - probability(plain)) < 0.01


def test_a_copy_dated_later_leaves_the_first_report_the_source():
    source = report("a", "isis", "2016-03-10").says(held(TOWN, "gov"), words=WORDS)
    copy = copied(source, to="z", published="2016-03-12")

    found = cell_of(source, copy, at=TOWN, on="2016-03-12")

    assert found.since == day("2016-03-09")
    assert found.probability == probability(source)


def test_reports_whose_outlet_nobody_knows_are_not_one_outlet():
    first = report("a", None, "2016-03-10").says(held(TOWN, "gov"))
    other = report("b", None, "2016-03-10").says(held(TOWN, "gov"))

    nameless = [
        replace(told, outlet=None, origin=Origin(name="unknown outlet", camp=None)) for told in (first, other)
    ]

    assert cell_of(*nameless, at=TOWN, on="2016-03-12").origins == 2


def test_ten_reports_of_one_outlet_are_one_witness_and_a_second_outlet_makes_two():
    days = [f"2016-03-{number:02}" for number in range(1, 11)]
    often = [
        report(f"a{number}", "opposition", on, outlet="a").says(held(TOWN, "gov"))
        for number, on in enumerate(days)
    ]
    second = report("b", "monitor", "2016-03-01").says(held(TOWN, "gov"))

    assert cell_of(*often, at=TOWN, on="2016-03-12").origins == 1
    assert cell_of(*often, second, at=TOWN, on="2016-03-12").origins == 2


def test_an_agency_that_both_outlets_quote_does_not_make_one_witness_of_them():
    one = report("a", "opposition", "2016-03-10")
    other = report("b", "isis", "2016-03-10")
    told = [
        teller.says(held(TOWN, "gov"), **voice)
        for teller in (one, other)
        for voice in ({}, {"voice": "The agency"})
    ]

    assert cell_of(*told, at=TOWN, on="2016-03-12").origins == 2


def test_all_whom_one_report_quotes_are_one_witness():
    teller = report("a", "opposition", "2016-03-10")
    told = [teller.says(held(TOWN, "gov"), voice=voice) for voice in ("An agency", "A teacher", "A driver")]

    assert cell_of(*told, at=TOWN, on="2016-03-12").origins == 1


@given(sentence=st.text())
@settings(max_examples=300, deadline=None, derandomize=True)
def test_the_words_of_a_sentence_are_the_same_however_they_are_found(sentence):
    """ASCII has a quicker way."""
    for one in (sentence, sentence.encode("ascii", "ignore").decode()):
        assert words_of(one) == set(re.findall(r"\w+", one.casefold()))


@settings(deadline=None)
@given(st.lists(st.sets(st.sampled_from("abcdefghij")), max_size=12), st.sampled_from((0.3, 0.5, 0.8, 1.0)))
def test_sentences_that_share_enough_words_are_copies_and_no_others(sentences, overlap):
    told = [
        report(f"r{number:02}", "isis", f"2016-03-{number + 1:02}").says(
            held(TOWN, "gov"), words=" ".join(["held", *sorted(words)])
        )
        for number, words in enumerate(sentences)
    ]
    words = [frozenset(("held", *one)) for one in sentences]
    source = list(range(len(told)))
    for _ in told:  # each pass carries the first report one copy further
        for one, other in combinations(range(len(told)), 2):
            if len(words[one] & words[other]) >= overlap * len(words[one] | words[other]):
                source[one] = source[other] = min(source[one], source[other])

    assert copied_from(told, overlap=overlap) == tuple(source)


def test_sentences_of_several_lines_are_compared_each_as_a_whole():
    words = (
        "One two three four\nfive",
        "six seven eight\nnine ten",
        "One two three\nfour five",
        "Élan six\nten",
    )
    told = [
        report(f"r{number}", "isis", f"2016-03-{number + 10}").says(held(TOWN, "gov"), words=one)
        for number, one in enumerate(words)
    ]

    assert copied_from(told, overlap=0.8) == (0, 1, 0, 3)
    assert copied_from(told[:3], overlap=0.8) == (0, 1, 0)


def test_the_same_sentence_about_another_time_is_no_copy():
    words = "Government forces captured the town at dawn"
    told = [
        report(name, camp, on).says(held(TOWN, "gov"), event="capture", words=words, first=day, last=day)
        for name, camp, on, day in (
            ("first", "gov", "2015-11-20", "2015-11-18"),
            ("reprint", None, "2015-11-21", "2015-11-20"),
            ("again", "gov", "2016-03-20", "2016-03-19"),
            ("reprinted", None, "2016-03-21", "2016-03-19"),
        )
    ]
    undated = report("undated", None, "2016-03-22").says(held(TOWN, "gov"), event="capture", words=words)

    assert copied_from([*told, undated], overlap=0.8) == (0, 0, 2, 2, 2)
    assert copied_from([undated, *reversed(told)], overlap=0.8) == (2, 2, 2, 4, 4)


@pytest.mark.parametrize(("side", "rival"), [("gov", "isis"), ("isis", "gov")])
def test_the_same_headline_months_later_tells_of_another_capture(side, rival):
    words = "Its fighters capture the town"

    def headline(name, winner, published):
        return report(name, "monitor", published).says(held(TOWN, winner), event="capture", words=words)

    first, reprint = headline("first", side, "2015-11-20"), headline("reprint", side, "2015-11-30")
    lost = headline("lost", rival, "2016-01-10")
    again = headline("again", side, "2016-03-20")

    assert copied_from([first, reprint, again], overlap=0.8) == (0, 0, 2)
    assert cell_of(first, lost, again, at=TOWN, on="2016-03-20").holder == side
