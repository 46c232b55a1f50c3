"""Time expressions are found by words alone, each with the days that it means where it stands."""

from datetime import date

import pytest

from contested.knowledge.day_mentions import find_day_mentions
from contested.knowledge.day_reader import Days
from contested.knowledge.day_words import load_day_words
from contested.model.report import Report
from contested.model.text import DocumentId
from contested.segment import segment

PUBLISHED = date(2016, 3, 28)  # a Monday


def found_in(text: str, published: date | None = PUBLISHED) -> dict[str, Days | None]:
    page = segment(Report(id=DocumentId("r"), text=text, published=published))
    return {mention.quote.text: mention.days for mention in find_day_mentions(page, load_day_words("en"))}


def day(month: int, number: int, year: int = 2016) -> Days:
    return Days(date(year, month, number), date(year, month, number))


def test_a_quote_is_the_text_where_it_stands():
    text = "The army came on Sunday.\n\nIt left two days\u00a0later, in late March."
    page = segment(Report(id=DocumentId("r"), text=text, published=PUBLISHED))

    for mention in find_day_mentions(page, load_day_words("en")):
        assert text[mention.quote.start : mention.quote.end] == mention.quote.text


def test_days_later_count_from_the_day_named_before():
    assert found_in("The camp fell on 3 March 2016. Two days later the road was cut.")[
        "Two days later"
    ] == day(3, 5)


def test_what_stands_after_days_apart_lies_before_the_others():
    found = found_in("Rebels patrolled the town on Wednesday, two days after they had marched in.")

    assert found["two days after"] == day(3, 21)


def test_since_a_day_leaves_the_end_open_and_keeps_the_day_itself():
    found = found_in("No fighting was heard since 5 March, when a raid was beaten back.")

    assert found == {"since 5 March": Days(date(2016, 3, 5), None), "5 March": day(3, 5)}


@pytest.mark.parametrize(
    "text",
    ["They fought from 3 March to 7 March.", "They fought between 3 and 7 March.", "They fought 3-7 March."],
)
def test_two_dates_make_one_stretch(text: str):
    assert Days(date(2016, 3, 3), date(2016, 3, 7)) in found_in(text).values()


def test_the_13th_is_the_latest_such_day():
    assert found_in("They blew up the bridge on the 13th.")["on the 13th"] == day(3, 13)
    assert found_in("They blew up the bridge on the 30th.", date(2016, 1, 4))["on the 30th"] == day(
        12, 30, 2015
    )


@pytest.mark.parametrize(
    "text",
    [
        "They may march on the town where the guards sat.",
        "Some 2000 people fled the village.",
        "A 17-year-old girl died.",
    ],
)
def test_words_that_only_look_like_days_give_none(text: str):
    assert set(found_in(text).values()) <= {None}


def test_weekdays_of_an_undated_report_stay_open():
    assert found_in("The town fell on Sunday.", published=None) == {"on Sunday": None}


def test_an_undated_report_counts_a_running_day_to_the_day_told_last():
    found = found_in("The town was shelled on 3 March 2016. Raids continued for a third day.", published=None)

    assert found["for a third day"] == Days(date(2016, 3, 1), date(2016, 3, 3))


def test_a_running_day_makes_no_range_with_its_neighbour():
    found = found_in("They were shelled on Friday and for the third straight day.")

    assert found["on Friday"] == day(3, 25)
    assert found["for the third straight day"] == Days(date(2016, 3, 23), date(2016, 3, 25))


@pytest.mark.parametrize(
    "text",
    [
        "Since the third day of the offensive they have held the hill.",
        "They had fled by the third day of the battle.",
        "On the third day, they withdrew.",
        "The raid killed a second officer of the Third Army.",
    ],
)
def test_what_does_not_count_up_to_now_gives_no_days(text: str):
    assert found_in(text) == {}


def test_the_past_days_end_now_whenever_the_fighting_began():
    found = found_in("They lost a town in the past ten days of an offensive which began on 5 March.")

    assert found["in the past ten days"] == Days(date(2016, 3, 18), PUBLISHED)
