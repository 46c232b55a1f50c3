import time

import pytest

from contested.model.page import Page, SegmentKind
from contested.model.report import Report
from contested.model.text import DocumentId
from contested.segment import segment

LEAD = "Government forces entered the oil town of Sadra on Tuesday, a military source told the Harbour Post."
NEXT = "The rebels said that they still held its northern quarter and the road to the border, which is mined."


def page_of(*blocks: str, title: str | None = None, outlet: str | None = None) -> Page:
    return segment(Report(id=DocumentId("x"), text="\n\n".join(blocks), title=title, outlet=outlet))


def words(page: Page, *kinds: SegmentKind) -> list[str]:
    return [page.report.text[part.span.start : part.span.end] for part in page.segments if part.kind in kinds]


def sentences(page: Page) -> list[str]:
    return [page.report.text[one.span.start : one.span.end] for one in page.sentences]


def evidence(page: Page) -> list[str]:
    return words(page, *(kind for kind in SegmentKind if kind.is_evidence))


def test_front_matter_is_no_evidence():
    page = segment(Report(id=DocumentId("x"), text=f"---\noutlet: Harbour Post\n---\n\n{LEAD}\n\n{NEXT}"))

    assert words(page, SegmentKind.FURNITURE) == ["---\noutlet: Harbour Post\n---"]
    assert evidence(page) == [LEAD, NEXT]


def test_a_rule_of_dashes_is_no_front_matter():
    page = segment(Report(id=DocumentId("x"), text=f"---\n{LEAD}\n---\n{NEXT}"))

    assert LEAD in "".join(evidence(page))


def test_the_title_tells_which_line_is_the_headline():
    page = page_of("Harbour Post", "Sadra taken", LEAD, title="Sadra taken")

    assert words(page, SegmentKind.HEADLINE) == ["Sadra taken"]
    assert evidence(page) == ["Sadra taken", LEAD]


def test_the_name_above_the_menu_begins_a_byline_below_the_headline():
    head = "Harbour Lantern\nNews | Field | Detainees | Opinion"
    byline = "Harbour Lantern, on the way to the old post"
    page = page_of(head, "Sadra taken", byline, LEAD, NEXT)

    assert words(page, SegmentKind.FURNITURE) == head.split("\n")
    assert words(page, SegmentKind.BYLINE) == [byline]


def test_a_title_said_again_below_the_article_hides_nothing():
    page = page_of(LEAD, NEXT, "Sadra taken", title="Sadra taken")

    assert evidence(page) == [LEAD, NEXT, "Sadra taken"]


@pytest.mark.parametrize(
    "line",
    [
        "28 March 2016 – the army enters the town",
        "Army enters Sadra, 28 March 2016",
        "Chief of staff killed in Sadra",
        "Sadra | taken by rebels | 2 May",
        "11 February 2025: fighting resumed in Kalehe territory",
        "More than 40 killed, no source named",
        "ISIS - also called Daesh - lost the town",
        "We are holding the refinery, the colonel said",
    ],
)
def test_a_line_that_tells_something_stays_evidence(line: str):
    page = page_of("Sadra this week", LEAD, line, NEXT)

    assert line in evidence(page)


def test_a_chronology_is_not_taken_for_dates_of_publication():
    blocks = ["Timeline", "27 March 2016 – Sadra taken", "28 March 2016 – Mahra lost"]

    assert evidence(page_of(*blocks)) == blocks


def test_a_diary_with_places_and_days_is_not_taken_for_comments():
    blocks = ["A campaign", LEAD, "Sadra, 27 March 2016", NEXT, "Mahra, 3 April 2016", LEAD]

    assert words(page_of(*blocks), SegmentKind.COMMENT) == []


def test_comments_without_a_heading_are_known_by_their_heads():
    page = page_of("Sadra", LEAD, "mira_61, 3 May 2018, 11:05\nWe left.", "Tariq, 3 May 2018, 11:31\nShame!")

    assert words(page, SegmentKind.COMMENT) == ["We left.", "Shame!"]
    assert evidence(page) == ["Sadra", LEAD]


def test_a_comment_keeps_author_time_and_whom_it_answers():
    page = page_of(
        "Sadra", LEAD, "View all comments", "2 comments", "mira_61\n3 May 2018 11:05", "We left.",
        "Tariq\n3 May 2018 11:31\nReply to mira_61", "Shame!\n\nYou should have stayed.",
    )  # fmt: skip

    heads = {part.comment for part in page.segments if part.comment}

    assert {(head.number, head.author, head.time, head.reply_to) for head in heads} == {
        (1, "mira_61", "3 May 2018 11:05", None),
        (2, "Tariq", "3 May 2018 11:31", "mira_61"),
    }
    assert words(page, SegmentKind.COMMENT)[-1] == "Shame!\n\nYou should have stayed."


def test_nothing_below_the_comments_is_evidence():
    page = page_of("Sadra", LEAD, "Comments (1)", "mira_61, 3 May, 11:05", NEXT, LEAD, "© Harbour Post")

    assert evidence(page) == ["Sadra", LEAD]


def test_a_counter_of_comments_above_the_article_opens_no_thread():
    page = page_of("Sadra", "3 comments", LEAD, NEXT)

    assert evidence(page) == ["Sadra", LEAD, NEXT]


def test_another_article_below_is_related():
    page = page_of("Sadra", LEAD, "NEXT ARTICLE", "Mahra falls", NEXT)

    assert evidence(page) == ["Sadra", LEAD]
    assert words(page, SegmentKind.RELATED) == ["NEXT ARTICLE", "Mahra falls", NEXT]


def test_a_list_of_links_in_the_article_ends_with_its_block():
    page = page_of("Sadra", LEAD, "Read also:\nThe old refinery\nA road east", "Army moves on", NEXT)

    assert evidence(page) == ["Sadra", LEAD, "Army moves on", NEXT]


def test_lines_wrapped_by_hand_are_one_paragraph():
    wrapped = (
        "Government forces entered the oil town of Sadra on\n"
        "Tuesday, a military source told the Harbour Post. The\n"
        "rebels said that they still held its northern half.\n"
        "Both sides spoke of victory."
    )
    page = page_of("Sadra", wrapped)

    assert words(page, SegmentKind.PARAGRAPH) == [wrapped]
    assert len(sentences(page)) == 4


def test_items_of_a_list_are_sentences_of_their_own():
    page = page_of("Sadra", LEAD, "- two tanks\n- a bridge over the canal\n- the refinery")

    assert sentences(page)[-3:] == ["- two tanks", "- a bridge over the canal", "- the refinery"]


def test_windows_line_ends_give_the_same_parts():
    blocks = ["Sadra", "By Sami Haddad", LEAD, "READ ALSO: The refinery", NEXT]
    unix = page_of(*blocks)
    windows = segment(Report(id=DocumentId("x"), text="\r\n\r\n".join(blocks)))

    assert [part.kind for part in windows.segments] == [part.kind for part in unix.segments]
    assert evidence(windows) == evidence(unix)


def test_a_flattened_page_keeps_its_article():
    text = (
        "Date of publication 3 May 2018 Rebels lost Sadra on Tuesday, monitors said. "
        "Tags Sadra war refinery Rebels lost Sadra on Tuesday, monitors said. The army took the refinery. "
        "(AFP) Nobody lives there now, the governor said on Monday to reporters. Read Also"
    )
    page = segment(Report(id=DocumentId("x"), text=text))

    assert words(page, SegmentKind.BYLINE) == ["Date of publication 3 May 2018", "(AFP)"]
    assert words(page, SegmentKind.FURNITURE) == ["Tags Sadra war refinery", "Read Also"]
    assert sentences(page)[2] == "The army took the refinery."


def test_a_glued_stop_still_ends_a_sentence():
    page = page_of("Sadra", "Rebels lost the town on Tuesday.The army took the refinery and the road.")

    assert len(sentences(page)) == 3


def test_an_empty_text_is_an_empty_page():
    page = segment(Report(id=DocumentId("x"), text=" \n\n "))

    assert page.segments == page.sentences == ()


@pytest.mark.parametrize(
    "text",
    ["A-" * 90 + "\n\n", "A " * 99 + "\n", "10:10 " * 30 + "\n", "A/" * 95 + "\n", "Bob, 3 May 2020 10:11\n"],
    ids=["dashes", "capitals", "clocks", "slashes", "heads"],
)
def test_hostile_lines_cost_no_more_than_others(text: str):
    begin = time.process_time()
    segment(Report(id=DocumentId("x"), text=text * 1000))

    assert time.process_time() - begin < 5  # 0.1 s here; ambiguous patterns took minutes
