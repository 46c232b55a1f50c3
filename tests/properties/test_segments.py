"""Truths of a page that hold for any text."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from contested.model.page import Page
from contested.model.report import Report
from contested.model.text import DocumentId
from contested.segment import segment

# Scraps that steer the walk: without them hypothesis seldom writes a comment head or a menu.
SCRAPS = st.sampled_from(
    [
        "\n", "\n\n", "\r\n", "\u2028", "\x85", " ", "\t", "\xa0", "\ufeff", "---\n", "a: b\n",
        "Home | News | Video", "Comments (2)", "Reply to Ann", "Ann, 3 May 2018, 11:05", "2018-05-03 07:34",
        "Tags ", "Read Also",
        "READ ALSO: more", "KYIV, April 2 (Wire) - ", "NEXT ARTICLE", "By Sami Haddad",
        "The army left the town. ",
        "All comments are moderated.", "3 May 2018 ", "U.S. ", "...", '."', "- item", "Title", "Title - Site",
        "The army entered the oil town on Tuesday, a source said, and it left before the night was over.",
    ]
)  # fmt: skip
TEXTS = st.lists(SCRAPS | st.text(max_size=20), max_size=30).map("".join)


@st.composite
def pages(draw: st.DrawFn) -> Page:
    title = draw(st.none() | st.just("Title") | st.text(max_size=10))
    outlet = draw(st.none() | st.just("Home") | st.text(max_size=10))
    return segment(Report(id=DocumentId("x"), text=draw(TEXTS), title=title, outlet=outlet))


@settings(max_examples=300, deadline=None)
@given(pages())
def test_segments_stand_in_order_and_never_overlap(page: Page):
    spans = [part.span for part in page.segments]

    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(0 <= span.start < span.end <= len(page.report.text) for span in spans)


@settings(max_examples=300, deadline=None)
@given(pages())
def test_segments_cover_all_that_is_not_blank(page: Page):
    covered = {at for part in page.segments for at in range(part.span.start, part.span.end)}

    assert [at for at, mark in enumerate(page.report.text) if not mark.isspace() and at not in covered] == []


@settings(max_examples=300, deadline=None)
@given(pages())
def test_sentences_cover_the_evidence_and_nothing_else(page: Page):
    text = page.report.text
    evidence = {
        at
        for part in page.segments
        if part.kind.is_evidence
        for at in range(part.span.start, part.span.end)
        if not text[at].isspace()
    }
    said = [
        at for one in page.sentences for at in range(one.span.start, one.span.end) if not text[at].isspace()
    ]

    assert said == sorted(evidence)
    assert all(page.segments[one.segment].span.contains(one.span) for one in page.sentences)


@settings(max_examples=100, deadline=None)
@given(pages())
def test_the_same_report_gives_the_same_page(page: Page):
    assert segment(page.report) == page


@settings(max_examples=100, deadline=None)
@given(pages())
def test_comments_carry_a_head_and_count_upwards(page: Page):
    numbers = [part.comment.number for part in page.segments if part.comment]

    assert numbers == sorted(numbers)
    assert all(number >= 1 for number in numbers)
