"""Single traits of web pages; whole pages stand in tests/golden/pages."""

import pytest

from contested.model.page import Page, SegmentKind
from contested.model.report import Original, Report
from contested.model.text import DocumentId
from contested.segment import segment

BODY = "".join(
    f"<p>{words}</p>"
    for words in (
        "The army took the town of Sadra at dawn on Tuesday, two residents told the paper by telephone.",
        "Fighters of the other side left in the night, with their lights off, and took the eastern road.",
        "Nobody was in the market when the first soldiers came, said a baker who had stayed in his house.",
    )
)


def page_of(body: str, title: str | None = None) -> Page:
    from contested.markup import parse

    original = Original.of(
        f"<html><body>{body}</body></html>".encode(), media_type="text/html", encoding="utf-8"
    )
    text = parse(original.source).text
    return segment(Report(id=DocumentId("x"), text=text, title=title, original=original))


def words(page: Page, kind: SegmentKind) -> list[str]:
    return [page.report.text[part.span.start : part.span.end] for part in page.segments if part.kind is kind]


def test_a_page_without_words_has_no_parts():
    assert page_of("").segments == ()


def test_a_text_that_is_not_the_originals_is_read_as_plain_text():
    original = Original.of(b"<p>Other words</p>", media_type="text/html", encoding="utf-8")
    page = segment(Report(id=DocumentId("x"), text="The army took Homs.", original=original))

    assert words(page, SegmentKind.PARAGRAPH) == ["The army took Homs."]


def test_an_opinion_piece_called_kommentar_is_no_readers_comment():
    page = page_of(f'<article class="kommentar"><h1>Was jetzt?</h1>{BODY}</article>')

    assert words(page, SegmentKind.COMMENT) == []
    assert len(words(page, SegmentKind.PARAGRAPH)) == 3


def test_a_body_called_comments_open_is_no_thread():
    assert (
        words(
            page_of(f'<div class="post comments-open"><h1>Sadra falls</h1>{BODY}</div>'), SegmentKind.COMMENT
        )
        == []
    )


NUMBERED = (
    "<form><p>Sort: newest</p><table><tr><td>#{n} {head}</td><td>[ <a>quote</a> ]</td></tr>"
    "<tr><td><div>{said}</div></td></tr></table></form>"
)


@pytest.mark.parametrize(
    "head", ["von ada Vx 29.12.2010 - 22:40", "ada Vx, 5 May 2016, 10:22", "- ada Vx | 10:22 | 2016-05-05"]
)
def test_a_numbered_line_heads_a_comment_where_no_element_is_called_one(head: str):
    thread = "".join(NUMBERED.format(n=n, head=head, said=f"I was there {n} times.") for n in (1, 2))

    page = page_of(f"<h1>Sadra falls</h1><div>{BODY}</div><div>{thread}</div>")

    assert words(page, SegmentKind.COMMENT) == ["I was there 1 times.", "I was there 2 times."]
    assert {part.comment.author for part in page.segments if part.comment} == {"ada Vx"}


@pytest.mark.parametrize(
    "entry",
    [
        "<h3>#{n} Mariupol, 12 March 2022, 10:40</h3><p>The army took the works, two officers said.</p>",
        "<p>#{n} Mariupol, 12 March 2022</p><p>The army took the works in the east, two officers said.</p>",
        "<p><b>10:4{n}</b></p><p>The army took the works in the east, two officers said.</p>",
    ],
    ids=["headings", "days", "live ticker"],
)
def test_entries_of_a_chronology_or_a_live_ticker_are_no_comments(entry: str):
    entries = "".join(f"<section>{entry.format(n=n)}</section>" for n in (1, 2, 3))

    assert words(page_of(f"<h1>Sadra falls</h1>{BODY}{entries}"), SegmentKind.COMMENT) == []


@pytest.mark.parametrize(
    "head",
    [
        "#1 Khanasir, 12.03.2016, 22:40",
        "<b>#2 Clashes at Mahin - 12 March 2016, 14:30</b>",
        "#3 Raqqa 10:15 - 12:40",
    ],
)
@pytest.mark.parametrize("number", [1, 3])
def test_a_numbered_chronology_with_a_clock_is_article(head: str, number: int):
    entry = f"<section><p>{head}</p><p>The army took the works in the east, two officers said.</p></section>"

    page = page_of(f"<article><h1>Sadra falls</h1>{BODY}{entry * number}</article>")

    assert words(page, SegmentKind.COMMENT) == []
    assert len([said for said in words(page, SegmentKind.PARAGRAPH) if "works" in said]) == number


def test_a_numbered_chronology_in_a_page_without_an_article_element_is_article():
    entries = "".join(
        f"<section><p>#{n} Khanasir, 12.03.2016, 22:4{n}</p><p>The army took the works.</p></section>"
        for n in (1, 2)
    )

    assert words(page_of(f"<h1>Sadra falls</h1>{BODY}{entries}"), SegmentKind.COMMENT) == []


TICKER = "".join(
    f"<div><time>10:4{n}</time><p>The head of the port says that {n} ships have left the harbour.</p></div>"
    for n in (1, 2)
)


def test_a_ticker_under_an_article_is_another_text():
    page = page_of(
        f"<article><h1>Sadra falls</h1>{BODY}{BODY.replace('army', 'force')}"
        f'<section class="live-ticker"><h3>Ticker</h3>{TICKER}</section></article>'
    )

    assert len(words(page, SegmentKind.PARAGRAPH)) >= 3
    assert not any("harbour" in said for said in words(page, SegmentKind.PARAGRAPH))


def test_a_ticker_that_is_all_a_page_has_is_its_article():
    page = page_of(
        f'<article><h1>Sadra, hour by hour</h1><section class="live-ticker">{TICKER}</section></article>'
    )

    assert len([said for said in words(page, SegmentKind.PARAGRAPH) if "harbour" in said]) == 2


def test_an_empty_thread_with_its_form_is_furniture():
    form = '<div id="comments"><h3>Comments</h3><form><p>Your name</p><textarea></textarea></form></div>'

    assert words(page_of(f"<h1>Sadra falls</h1>{BODY}{form}"), SegmentKind.COMMENT) == []


def test_the_depth_that_flat_comments_tell_gives_whom_they_answer():
    thread = "".join(
        f'<div class="comment depth-{depth}"><b class="author">{name}</b><time>1.2.2016 10:0{depth}</time>'
        f"<p>{said}</p></div>"
        for depth, name, said in (
            (1, "Ann", "It fell."),
            (2, "Bo", "It did not."),
            (2, "Cy", "Who says?"),
            (1, "Di", "Sad."),
        )
    )
    page = page_of(f'<h1>Sadra falls</h1>{BODY}<div id="comments">{thread}</div>')
    told = [part.comment for part in page.segments if part.kind is SegmentKind.COMMENT]

    assert [(one.author, one.reply_to, one.parent) for one in told if one] == [
        ("Ann", None, None),
        ("Bo", "Ann", 1),
        ("Cy", "Ann", 1),
        ("Di", None, None),
    ]


def test_a_comment_that_is_wrapped_twice_is_one_comment():
    thread = (
        '<div class="comment-list"><div class="comment" id="comment-1"><div class="comment-wrap">'
        '<div class="comment-body"><cite class="fn">Ann</cite><p>It fell on Monday.</p></div>'
        "</div></div></div>"
    )
    page = page_of(f"<h1>Sadra falls</h1>{BODY}{thread}")

    assert words(page, SegmentKind.COMMENT) == ["It fell on Monday."]


def test_a_quotation_that_the_article_does_not_repeat_is_a_paragraph():
    said = "<blockquote><p>We shall come back for the town before the year is out.</p></blockquote>"
    page = page_of(f"<h1>Sadra falls</h1>{BODY}{said}<p>So said the commander on Tuesday night.</p>")

    assert words(page, SegmentKind.PULL_QUOTE) == []
    assert any(one.startswith("We shall come back") for one in words(page, SegmentKind.PARAGRAPH))


@pytest.mark.parametrize("depth", [250, 260, 1_500])
def test_a_deep_page_is_taken_apart(depth: int):
    page = page_of("<div>" * depth + f"<h1>Sadra falls</h1>{BODY}" + "</div>" * depth)

    assert "The army took the town" in page.report.text
    assert page.segments
