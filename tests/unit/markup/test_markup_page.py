import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.markup import parse
from contested.model.text import Span


def test_words_of_one_line_stand_together_and_blocks_apart():
    page = parse(
        "<h1>Sadra fell</h1><p>The <b>army</b>\n  left.<br>It <i>came</i> back.</p><ul><li>A<li>B</ul>"
    )

    assert page.text == "Sadra fell\n\nThe army left.\nIt came back.\n\nA\nB"


def test_every_piece_stands_where_it_says():
    page = parse("<div>a <p> b&amp;c <span>d</span> e </p> f</div>")

    assert [page.text[one.start : one.end] for one in page.pieces] == ["a", "b&c", "d", "e", "f"]
    assert [(one.element.tag, one.is_tail) for one in page.pieces] == [
        ("div", False), ("p", False), ("span", False), ("span", True), ("p", True),
    ]  # fmt: skip


def test_an_element_knows_its_span_and_its_number():
    page = parse("<p>one</p><div><p>two <b>three</b></p></div>")
    (bold,) = page.root.iter("b")
    (box,) = page.root.iter("div")
    (body,) = page.root.iter("body")

    assert page.span_of(bold) == Span(9, 14)
    assert page.span_of(box) == Span(5, 14)
    assert page.span_of(body) == Span(0, 14)
    assert page.elements[page.number[bold]] is bold


def test_an_empty_element_has_no_span():
    page = parse("<p>one</p><div> </div>")
    (box,) = page.root.iter("div")

    assert page.span_of(box) is None


@pytest.mark.parametrize(
    "inside",
    ["<script>x()</script>", "<style>p{}</style>", "<!-- x -->", "<template>x</template>",
     "<svg><text>x</svg>",
     "<head><title>x</title></head>", "<iframe>x</iframe>", "<?x y?>"],
)  # fmt: skip
def test_what_no_reader_reads_is_no_text(inside: str):
    assert parse(f"{inside}<p>a</p>").text == "a"


def test_entities_are_characters_and_a_no_break_space_stays():
    assert parse("<p>Deir&nbsp;ez-Zor &#8217;tis</p>").text == "Deir\u00a0ez-Zor \u2019tis"


def test_verbatim_text_keeps_its_lines():
    assert parse("<pre>a\n  b\r\nc</pre>").text == "a\n  b\nc"


@pytest.mark.parametrize(
    "source", ["", "  ", "<!-- -->", "<html></html>", "\ud800", "\0", "<frameset><frame></frameset>"]
)
def test_a_page_without_words_is_empty_or_a_mark(source: str):
    assert parse(source).text in {"", "?", "\ufffd"}


@pytest.mark.parametrize("depth", [250, 260, 2_000, 5_000, 200_000])
def test_text_is_not_lost_however_deep_it_lies(depth: int):
    page = parse("<div>" * depth + "deep" + "</div>" * depth + "<p>after</p>")

    assert page.text == "deep\n\nafter"
    assert bool(page.warnings) == (depth > 2_000)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<html><body><p>one</p></body></html><p>two</p>three", "one\n\ntwo\n\nthree"),
        ("<html><body><p>one</p></html>two</html><p>three</p>", "one\n\ntwo\n\nthree"),
        ("<p>one</p></body></html><html><head><title>x</title></head><body><p>two", "one\n\ntwo"),
    ],
    ids=["a paragraph and words", "twice", "a second page"],
)
def test_words_behind_the_end_of_a_page_are_read(source: str, text: str):
    assert parse(source).text == text


def test_a_page_that_declares_another_encoding_is_read_as_the_text_it_is():
    assert (
        parse('<?xml version="1.0" encoding="cp1251"?><meta charset="koi8-r"><p>\u0410</p>').text == "\u0410"
    )


def test_entities_are_never_fetched_or_multiplied():
    bomb = (
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    )

    text = parse(bomb + "<p>&b; &f;</p>").text

    assert "aaaa" not in text.replace(bomb, "").split("\n")[-1]
    assert "root:" not in text


_TAG_NAMES = "div p b li table tr td br script style ul pre template a textarea select"
_TAGS = st.sampled_from(_TAG_NAMES.split())
_PARTS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["&amp;", "&nbsp;", "&#0;", "<!--", "-->", "<![CDATA[", "]]>", "<", ">", '"', "\r\n"]),
    _TAGS.map(lambda tag: f"<{tag}>"),
    _TAGS.map(lambda tag: f"</{tag}>"),
)


@given(st.lists(_PARTS, max_size=60).map("".join))
def test_whatever_is_parsed_gives_the_same_text_with_pieces_that_fit(source: str):
    page = parse(source)

    assert parse(source).text == page.text
    end = 0
    for one in page.pieces:
        assert end <= one.start < one.end <= len(page.text)
        assert not page.text[end : one.start].strip()
        end = one.end
    assert end == len(page.text)
