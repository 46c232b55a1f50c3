from datetime import date
from pathlib import Path

import pytest
from inputs import extra, failure, report, reports, written

from contested.model.report import Failure, Report
from contested.read import read

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Orchard Post</title><link>https://www.post.invalid/</link><language>en-gb</language>
<item><title>Sadra &amp;amp; Homs fell</title><link>https://post.invalid/1</link><guid>p1</guid>
<pubDate>Mon, 28 Mar 2016 23:34:00 +0300</pubDate><dc:creator>Ann Vale</dc:creator>
<description>Short.</description>
<content:encoded><![CDATA[<p>The <b>army</b> left&nbsp;Sadra.</p><p>It came back.</p>]]>
</content:encoded></item>
<item><title>Second</title><guid>https://post.invalid/2</guid>
<description>&lt;p&gt;One &amp;amp; two.&lt;/p&gt;</description></item>
<item><pubDate>Mon, 28 Mar 2016 23:34:00 +0300</pubDate></item>
</channel></rss>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Monitor</title>
<link rel="self" href="https://m.invalid/feed"/><link href="https://m.invalid/"/>
<entry><id>urn:1</id><title type="html">Sadra &lt;i&gt;fell&lt;/i&gt;</title><link href="/1"/>
<updated>2016-04-01T00:00:00Z</updated>
<published>2016-03-28T07:34:00Z</published><author><name>Bo Reed</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The army left.</p></div></content></entry>
<entry><id>urn:2</id><title>5 &lt; 6</title><summary type="text">a &lt; b</summary></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Old</title></channel>
<item><title>Sadra</title><link>https://old.invalid/1</link><description>The army left.</description>
<dc:date>2016-03-28</dc:date></item></rdf:RDF>"""


def test_an_entry_is_a_report_with_the_words_that_the_feed_carries(tmp_path: Path):
    first, second, third = read([written(tmp_path / "feed.rss", RSS)])

    assert isinstance(first, Report)
    assert first.text == "Sadra & Homs fell\n\nThe army left\u00a0Sadra.\n\nIt came back."
    assert (first.id, first.title, first.outlet) == ("p1", "Sadra & Homs fell", "Orchard Post")
    assert (first.published, first.published_how) == (date(2016, 3, 28), "feed pubdate")
    assert (first.url, first.language) == ("https://post.invalid/1", "en-gb")
    assert extra(first, "byline") == '"Ann Vale"'
    assert extra(first, "domain") == '"post.invalid"'
    assert first.original is not None
    assert isinstance(second, Report)
    assert (second.text, second.url) == ("Second\n\nOne & two.", "https://post.invalid/2")
    assert isinstance(third, Failure)
    assert third.read_from.endswith("#3")


def test_atom_is_read_with_its_markup_and_its_text(tmp_path: Path):
    first, second = reports(written(tmp_path / "feed.atom", ATOM))

    assert (first.text, first.title) == ("Sadra fell\n\nThe army left.", "Sadra fell")
    assert (first.published, first.published_how) == (date(2016, 3, 28), "feed published")
    assert extra(first, "byline") == '"Bo Reed"'
    assert second.text == "5 < 6\n\na < b"


def test_an_old_feed_is_read(tmp_path: Path):
    found = report(written(tmp_path / "feed.rdf", RDF))

    assert (found.text, found.published, found.outlet) == (
        "Sadra\n\nThe army left.",
        date(2016, 3, 28),
        "Old",
    )


def test_a_feed_is_known_by_its_content(tmp_path: Path):
    assert len(reports(written(tmp_path / "feed.txt", ATOM))) == 2


def test_a_feed_in_another_encoding_is_read(tmp_path: Path):
    data = RDF.replace("The army", "L'arm\xe9e")
    data = '<?xml version="1.0" encoding="windows-1252"?>' + data

    assert "arm\xe9e left" in report(written(tmp_path / "feed.xml", data.encode("cp1252"))).text


def test_a_feed_that_breaks_off_gives_what_came_before(tmp_path: Path):
    found = list(read([written(tmp_path / "feed.rss", RSS[: RSS.index("<item><pubDate>")])]))

    assert len(found) == 2


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    "<rss><channel><item><title>&c;</title></item></channel></rss>"
)
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file://{secret}">]>'
    "<rss><channel><item><title>&x;</title></item></channel></rss>"
)


@pytest.mark.parametrize("ending", ["rss", "opml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_of_a_feeds_own_are_refused(tmp_path: Path, ending: str, encoding: str):
    source = BOMB if ending == "rss" else BOMB.replace("rss", "opml")

    assert "entities of its own" in failure(written(tmp_path / f"a.{ending}", source.encode(encoding))).reason


def test_a_file_that_an_entity_names_is_never_opened(tmp_path: Path):
    secret = written(tmp_path / "elsewhere" / "secret", "hunter2")

    found = failure(written(tmp_path / "a.rss", OUTSIDE.format(secret=secret)))

    assert "hunter2" not in found.reason


def test_a_document_type_elsewhere_is_not_fetched(tmp_path: Path):
    source = (
        '<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "http://127.0.0.1:9/x.dtd">' + RSS.partition("?>")[2]
    )

    found = list(read([written(tmp_path / "a.rss", source)]))

    assert isinstance(found[0], Report)


def test_a_feed_nested_without_end_is_told(tmp_path: Path):
    source = "<rss><channel><item><title>" + "<a>" * 200_000 + "</title></item></channel></rss>"

    found = list(read([written(tmp_path / "a.rss", source)]))

    assert len(found) == 1


@pytest.mark.parametrize(
    "source", ["<rss>", "<rss><channel/></rss>", "<feed", "<?xml version='1.0'?>", "<a>b</a>", ""]
)
def test_what_is_no_feed_is_told(tmp_path: Path, source: str):
    assert "feed" in failure(written(tmp_path / "a.xml", source)).reason


OPML = """<opml version="2.0"><body><outline text="Posts"><outline type="rss" text="Post"
 xmlUrl="https://post.invalid/feed"/></outline><outline text="a note"/></body></opml>"""


def test_a_list_of_feeds_is_not_fetched_unless_asked(tmp_path: Path):
    found = failure(written(tmp_path / "list.opml", OPML))

    assert "lists 1 feeds; nothing is fetched unless you ask" in found.reason


def test_a_list_without_feeds_is_told(tmp_path: Path):
    assert "without a feed" in failure(written(tmp_path / "list.opml", "<opml><body/></opml>")).reason
