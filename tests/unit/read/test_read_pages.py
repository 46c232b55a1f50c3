import json
from datetime import date
from pathlib import Path

import pytest
from inputs import extra, failure, report, reports, written

from contested.markup import parse
from contested.model.report import Failure, Report
from contested.read import ReportDefaults, read
from contested.read.details import TEXT_CAP

LINKED = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "No"},
        {
            "@type": ["NewsArticle"],
            "headline": "Sadra fell",
            "datePublished": "2016-03-28T23:10:00+03:00",
            "dateModified": "2016-04-02",
            "author": [{"@type": "Person", "name": "Ann Vale"}, {"name": "Bo Reed"}],
            "publisher": {"@type": "Organization", "name": "Orchard Post"},
            "inLanguage": "en_GB",
        },
    ],
}


def page(head: str = "", body: str = "<p>The army left.</p>", *, html: str = "<html>") -> str:
    return f"<!doctype html>{html}<head>{head}</head><body>{body}</body></html>"


def test_a_page_gives_its_words_and_keeps_its_bytes(tmp_path: Path):
    source = page(body="<h1>Sadra</h1><p>The <b>army</b> left.</p><script>no()</script>")

    found = report(written(tmp_path / "sadra.html", source))

    assert (found.id, found.text) == ("sadra", "Sadra\n\nThe army left.")
    assert found.original is not None
    assert found.original.data == source.encode()
    assert (found.original.media_type, found.original.encoding) == ("text/html", "utf-8")
    assert parse(found.original.source).text == found.text


def test_linked_data_is_the_surest_witness(tmp_path: Path):
    head = (
        f'<script type="application/ld+json">{json.dumps(LINKED)};</script>'
        '<meta name="pubdate" content="2016-03-30"><meta property="og:site_name" content="No">'
    )

    found = report(written(tmp_path / "a.html", page(head)))

    assert (found.title, found.outlet, found.language) == ("Sadra fell", "Orchard Post", "en-GB")
    assert (found.published, found.published_how) == (date(2016, 3, 28), "page: JSON-LD datePublished")
    assert extra(found, "byline") == '"Ann Vale, Bo Reed"'


@pytest.mark.parametrize(
    ("head", "body", "how"),
    [
        ('<meta property="pubdate" content="2016-03-28T07:00Z">', "", "page: meta pubdate"),
        ('<meta name="DC.date.issued" content="2016-03-28">', "", "page: meta dc.date.issued"),
        ('<meta name="date" content="Mon, 28 Mar 2016 07:34:00 GMT">', "", "page: meta date"),
        ("", '<span itemprop="datePublished" content="2016-03-28">today</span>', "page: <span>"),
        ("", '<time pubdate datetime="2016-03-28">x</time><time datetime="2015-01-01">', "page: <time>"),
        ("", '<abbr class="date published" title="2016-03-28">x</abbr>', "page: <abbr>"),
        ("", '<time datetime="2016-03-28">x</time>', "page: <time>"),
        ('<link rel="canonical" href="https://post.invalid/2016/03/28/sadra">', "", "day in the address"),
        ("", '<div class="date">28 March 2016</div>', "page: words of the page"),
        ("", '<div class="date">28.03.2016</div>', "page: words of the page"),
        ("", '<div class="date">28/03/2016</div>', "page: words of the page"),
    ],
)  # fmt: skip
def test_the_day_is_known_by_its_witness(tmp_path: Path, head: str, body: str, how: str):
    found = report(written(tmp_path / "a.html", page(head, f"<p>The army left.</p>{body}")))

    assert (found.published, found.published_how) == (date(2016, 3, 28), how)


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:modified_time" content="2016-03-28">',
        '<meta name="date" content="03/04/2016">',
        '<meta name="date" content="yesterday">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "soon"</script>',
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
        "<time datetime=2016-03-28>",
    ],
)
def test_a_day_that_nobody_states_is_not_known(tmp_path: Path, head: str):
    times = "<time datetime=2016-03-28>x</time><time datetime=2016-03-29>y</time>"

    found = report(written(tmp_path / "a.html", page(head, f"<p>The army left.</p>{times}")))

    assert found.published is None


@pytest.mark.parametrize("words", ["03/04/2016", "3/4/16", "04-03-2016"])
def test_words_that_two_countries_read_as_two_days_are_no_day(tmp_path: Path, words: str):
    found = report(
        written(tmp_path / "a.html", page("", f'<div class="date">{words}</div><p>They left.</p>'))
    )

    assert found.published is None


def test_control_characters_among_the_words_cost_no_page(tmp_path: Path):
    found = report(
        written(tmp_path / "a.html", page("", "<p>They\x0bleft<script>x</script>\x0bat dawn.</p>"))
    )

    assert "They" in found.text


def test_an_address_gives_the_outlet_where_nothing_else_does(tmp_path: Path):
    found = report(
        written(tmp_path / "a.html", page('<link rel=canonical href="https://www.post.invalid/a?b=1">'))
    )

    assert (found.url, found.outlet) == ("https://www.post.invalid/a?b=1", "post.invalid")
    assert extra(found, "domain") == '"post.invalid"'


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/passwd", "http://[", "/only/a/path", ""]
)
def test_an_address_that_is_none_is_left_out(tmp_path: Path, link: str):
    found = report(written(tmp_path / "a.html", page(f'<link rel="canonical" href="{link}">')))

    assert found.url is None


def test_the_note_that_a_browser_leaves_is_an_address(tmp_path: Path):
    source = "<!-- saved from url=(0030)https://post.invalid/sadra -->\n" + page()

    assert report(written(tmp_path / "a.html", source)).url == "https://post.invalid/sadra"


def test_a_manifest_speaks_before_the_page_and_options_after_it(tmp_path: Path):
    head = '<meta property="og:site_name" content="Page"><meta property="og:title" content="Page title">'
    written(tmp_path / "in" / "a.html", page(head))
    written(tmp_path / "in" / "manifest.csv", "file,outlet\na.html,Row\n")

    found = report(tmp_path / "in", defaults=ReportDefaults(outlet="Option", title="Option", camp="gov"))

    assert (found.outlet, found.title, found.camp) == ("Row", "Page title", "gov")


def test_a_page_saved_as_text_is_a_page(tmp_path: Path):
    assert report(written(tmp_path / "a.txt", page())).text == "The army left."


def test_a_page_with_another_ending_is_a_page(tmp_path: Path):
    assert report(written(tmp_path / "index.php", page())).text == "The army left."


def test_the_folder_that_a_browser_saves_beside_a_page_is_no_input(tmp_path: Path):
    written(tmp_path / "a.html", page())
    written(tmp_path / "a_files" / "frame.html", page(body="<p>An advertisement."))
    written(tmp_path / "a_files" / "x.png", b"\x89PNG")

    assert [one.id for one in reports(tmp_path)] == ["a"]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (page(body="<script>fill()</script>"), "holds no text"),
        ("<html>" + "a" * TEXT_CAP, "cap of 10,000,000"),
        (b"<html>\0\x01\x02\x00\x00\x03\xff\xfe\x00\x01" * 50, "binary"),
    ],
    ids=["empty", "long", "binary"],
)
def test_a_page_that_cannot_be_used_is_told(tmp_path: Path, source: str | bytes, said: str):
    assert said in failure(written(tmp_path / "a.html", source)).reason


@pytest.mark.parametrize("depth", [250, 260, 5_000, 200_000])
def test_text_that_lies_deep_is_read_and_the_depth_said(tmp_path: Path, depth: int):
    body = "<div>" * depth + "deep" + "</div>" * depth + "<p>The army left.</p>"

    found = report(written(tmp_path / "a.html", page(body=body)))

    assert found.text == "deep\n\nThe army left."
    assert ("1,000 deep" in (extra(found, "warnings") or "")) == (depth > 2_000)


def test_a_page_after_a_hostile_one_is_read(tmp_path: Path):
    written(tmp_path / "a.html", page(body="<table>" * 300_000))
    written(tmp_path / "b.html", page())

    found = list(read([tmp_path]))

    assert isinstance(found[0], Failure | Report)
    assert isinstance(found[1], Report)


ARABIC = "\u062d\u0644\u0628 \u0633\u0642\u0637\u062a"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (page(body=f"<p>{ARABIC}").encode("utf-8"), "utf-8"),
        (b"\xef\xbb\xbf" + page(body=f"<p>{ARABIC}").encode("utf-8"), "utf-8"),
        (page(body=f"<p>{ARABIC}").encode("utf-16"), "utf-16"),
        (page('<meta charset="windows-1256">', f"<p>{ARABIC}").encode("cp1256"), "cp1256"),
        (page('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-6">', f"<p>{ARABIC}")
         .encode("iso-8859-6"), "iso8859-6"),
        (page('<meta charset="iso-8859-1">', f"<p>{ARABIC}").encode("utf-8"), "utf-8"),
        (page('<meta charset="utf-16">', f"<p>{ARABIC}").encode("utf-8"), "utf-8"),
        (page('<meta charset="no-such">', f"<p>{ARABIC}").encode("utf-8"), "utf-8"),
        (page('<meta charset="rot13">', f"<p>{ARABIC}").encode("utf-8"), "utf-8"),
        (page('<meta charset="utf-8">', f"<p>{ARABIC * 20}").encode("cp1256"), "cp1256"),
    ],
)  # fmt: skip
def test_a_page_is_decoded_as_it_is_and_not_as_it_says(tmp_path: Path, data: bytes, encoding: str):
    found = report(written(tmp_path / "a.html", data))

    assert set(found.text.split()) == set(ARABIC.split()) | (
        set((ARABIC * 20).split()) if len(found.text) > 20 else set()
    )
    assert found.original is not None
    assert found.original.encoding == encoding


def test_bytes_of_another_encoding_in_a_page_are_counted_and_said(tmp_path: Path):
    data = page('<meta charset="utf-8">', f"<p>{ARABIC * 5}</p><p>caf\xe9</p>").encode("utf-8")
    data = data.replace("caf\xe9".encode(), b"caf\xe9")

    found = report(written(tmp_path / "a.html", data))

    assert "caf\ufffd" in found.text
    assert "1 characters are not utf-8" in (extra(found, "warnings") or "")


def test_a_wrong_declaration_is_said(tmp_path: Path):
    found = report(written(tmp_path / "a.html", page("<meta charset=koi8-r>", f"<p>{ARABIC}").encode()))

    assert extra(found, "warnings") == '["declares koi8-r, but is UTF-8"]'


def test_a_nul_in_a_page_is_a_mark_and_does_not_end_it(tmp_path: Path):
    found = report(written(tmp_path / "a.html", page(body="<p>The ar\0my left.</p><p>It came back.</p>")))

    assert found.text == "The ar\ufffdmy left.\n\nIt came back."


def test_a_giant_line_is_read(tmp_path: Path):
    found = report(written(tmp_path / "a.html", page(body="<p>" + "The army left. " * 500_000)))

    assert len(found.text) == 15 * 500_000 - 1
