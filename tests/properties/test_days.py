"""What holds of day words whatever the day: intervals in order, near enough, and the same each time."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.knowledge.day_mentions import find_day_mentions
from contested.knowledge.day_reader import Days, find_days
from contested.knowledge.day_words import load_day_words
from contested.knowledge.holidays import holidays_in, is_holiday_key
from contested.model.page import Page, Segment, SegmentKind, Sentence
from contested.model.report import Report
from contested.model.text import DocumentId, Span

WORDS = load_day_words("en")
ANCHORS = st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 12, 31))
WEEKDAYS = st.sampled_from(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"])
PIECES = st.sampled_from(
    ["since", "until", "by", "before", "between", "and", "from", "to", "last", "next", "two weeks ago",
     "Monday", "Easter", "Ramadan", "the 1990s", "early", "March", "31 June", "2016", "overnight", "will",
     "for ten months", "10 month long", "in the coming days", "30 February 2015", "99 years ago", "winter",
     "the weekend", "for the third straight day", "in its second month", "a ten-day siege that ended on",
     "a two-year siege which began on", "overnight into Tuesday", "in the first half of", "on the eve of",
     "day three of the siege", "earlier this week", "the Friday before last", "on the 27th of", "Eid"]
)  # fmt: skip


def read(text: str, anchor: date | None) -> list[Days | None]:
    report = Report(id=DocumentId("r"), text=text, published=anchor)
    segment = Segment(kind=SegmentKind.PARAGRAPH, span=Span(0, len(text)))
    page = Page(report=report, segments=(segment,), sentences=(Sentence(span=Span(0, len(text)), segment=0),))
    return [mention.days for mention in find_day_mentions(page, WORDS)]


@settings(deadline=None)  # a busy machine is no fault of the words
@given(pieces=st.lists(PIECES, min_size=1, max_size=6), anchor=st.none() | ANCHORS)
def test_an_interval_never_ends_before_it_begins(pieces: list[str], anchor: date | None):
    for days in read(" ".join(pieces), anchor):
        assert days is None or days.first is None or days.last is None or days.first <= days.last


@settings(deadline=None)  # a busy machine is no fault of the words
@given(pieces=st.lists(PIECES, min_size=1, max_size=6), anchor=ANCHORS)
def test_reading_again_gives_the_same_days(pieces: list[str], anchor: date):
    assert read(" ".join(pieces), anchor) == read(" ".join(pieces), anchor)


@given(anchor=ANCHORS, weekday=WEEKDAYS)
def test_a_weekday_is_the_latest_one_and_the_last_one_is_never_today(anchor: date, weekday: str):
    plain = find_days(f"on {weekday}", words=WORDS, anchor=anchor)
    last = find_days(f"last {weekday}", words=WORDS, anchor=anchor)

    assert plain is not None
    assert last is not None
    assert timedelta(0) <= anchor - plain.first <= timedelta(6)
    assert timedelta(1) <= anchor - last.first <= timedelta(7)


@given(anchor=ANCHORS, weekday=WEEKDAYS)
def test_a_weekday_that_is_looked_ahead_to_lies_within_the_next_week(anchor: date, weekday: str):
    (days,) = read(f"The army will leave on {weekday}.", anchor)

    assert days is not None
    assert timedelta(1) <= days.first - anchor <= timedelta(7)


@given(anchor=ANCHORS, weekday=WEEKDAYS)
def test_a_weekday_of_the_saying_lies_behind(anchor: date, weekday: str):
    (days,) = read(f"The army will leave the town, he said on {weekday}.", anchor)

    assert days is not None
    assert days.first <= anchor


@given(year=st.integers(1900, 2099))
def test_easters_are_sundays_in_spring(year: int):
    for key in ("easter", "orthodox_easter"):
        (kept,) = holidays_in(year, key)

        assert kept.first == kept.last
        assert kept.first.weekday() == 6
        assert date(year, 3, 22) <= kept.first <= date(year, 5, 9)


@given(year=st.integers(1950, 2077), month=st.integers(1, 12), day=st.integers(1, 29))
def test_islamic_holidays_come_eleven_days_earlier_each_year(year: int, month: int, day: int):
    key = f"hijri {month:02}-{day:02}"
    firsts = [kept.first for at in (year, year + 1, year + 2) for kept in holidays_in(at, key)]

    assert {(then - now).days for now, then in pairwise(firsts)} <= {354, 355}


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("Ramadan 2016", date(2016, 6, 6)),  # as announced in most countries
        ("Ramadan 2023", date(2023, 3, 23)),
        ("Eid al-Fitr 2020", date(2020, 5, 24)),
        ("Eid al-Adha 2017", date(2017, 9, 1)),
        ("Ashura 2018", date(2018, 9, 20)),
        ("Arbaeen 2016", date(2016, 11, 20)),
        ("Mawlid 2014", date(2014, 1, 13)),
        ("Orthodox Easter 2022", date(2022, 4, 24)),
        ("Easter 2015", date(2015, 4, 5)),
        ("Good Friday 2022", date(2022, 4, 15)),
    ],
)
def test_holidays_hold_the_day_on_which_they_were_kept(words: str, first: date):
    days = find_days(words, words=WORDS)

    assert days is not None
    assert days.first <= first <= days.last
    assert (first - days.first).days <= 2


@pytest.mark.parametrize(
    "key",
    ["", "13-01", "02-30", "hijri 13-01", "hijri 01-31", "easter2", "ramadan", "05-03..05-01",
     "hijri 09-30..09-01", "easter+3..-1", "easter+99999999"],
)  # fmt: skip
def test_no_other_key_names_a_holiday(key: str):
    assert not is_holiday_key(key)


@given(anchor=ANCHORS)
def test_without_an_anchor_relative_words_mean_no_day(anchor: date):
    for text in (
        "on Sunday",
        "yesterday",
        "three days ago",
        "last month",
        "at Christmas",
        "in the coming days",
    ):
        assert find_days(text, words=WORDS, anchor=None) is None
        assert find_days(text, words=WORDS, anchor=anchor) is not None
