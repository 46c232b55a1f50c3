"""Words become days, or stay open: never a forced single day."""

from datetime import date

import pytest

from contested.knowledge.day_mentions import find_day_mentions
from contested.knowledge.day_reader import Days, find_days
from contested.knowledge.day_words import DayExample, load_day_words
from contested.model.report import Report
from contested.model.text import DocumentId, Quote
from contested.resolve.days import resolve_period
from contested.segment import segment

WORDS = load_day_words("en")
PUBLISHED = date(2016, 3, 28)


@pytest.mark.parametrize("example", WORDS.examples, ids=lambda example: f"{example.text}@{example.anchor}")
def test_every_example_of_the_language_holds(example: DayExample):
    if example.words is None:
        found = find_days(example.text, words=WORDS, anchor=example.anchor)
    else:
        page = segment(Report(id=DocumentId("r"), text=example.text, published=example.anchor))
        found = {m.quote.text: m.days for m in find_day_mentions(page, WORDS)}[example.words]

    expected = Days(example.first, example.last)
    assert found == (None if expected == (None, None) else expected)


def test_days_later_count_from_the_days_last_spoken_of():
    scene = Days(date(2016, 3, 1), date(2016, 3, 1))

    assert find_days("two days later", words=WORDS, anchor=PUBLISHED, scene=scene) == Days(
        date(2016, 3, 3), date(2016, 3, 3)
    )


def test_days_later_without_a_scene_stay_open():
    assert find_days("two days later", words=WORDS, anchor=PUBLISHED) is None


def test_a_day_that_no_calendar_has_stays_open():
    assert find_days("on 31 June 2016", words=WORDS) is None


def test_no_break_spaces_are_spaces():
    assert find_days("27\u00a0March\u00a02016", words=WORDS) == Days(date(2016, 3, 27), date(2016, 3, 27))


def test_the_nearest_words_that_date_anything_win_and_are_kept():
    quotes = (Quote(0, 5, "again"), Quote(10, 16, "Sunday"), Quote(20, 26, "Monday"))

    period = resolve_period(quotes, words=WORDS, anchor=PUBLISHED)

    assert period is not None
    assert (period.words, period.first, period.anchor) == (quotes[1], date(2016, 3, 27), PUBLISHED)


def test_an_undated_report_takes_the_year_from_the_days_that_it_spoke_of():
    scene = Days(date(2005, 12, 29), date(2005, 12, 29))

    assert find_days("on 5 January", words=WORDS, scene=scene) == Days(date(2006, 1, 5), date(2006, 1, 5))
    assert find_days("in November", words=WORDS, scene=scene) == Days(date(2005, 11, 1), date(2005, 11, 30))
