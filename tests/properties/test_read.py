"""Whatever bytes are fed in, each format gives reports and failures and nothing else."""

import io
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contested.markup import parse
from contested.model.report import Failure, Report
from contested.read.days import day_of
from contested.read.format import Format
from contested.read.formats import FORMATS, format_of
from contested.read.source import Source
from contested.read.tools import Tools

# What the formats are made of, so that more than the first bytes are reached.
_WORDS = (
    b"<html>", b"<p>", b"</p>", b"<div>" * 300, b"<meta charset=", b"utf-16", b"koi8-r", b'">', b"&nbsp;",
    b"&#0;", b"\xff\xfe", b"<script type='application/ld+json'>", b'{"@type":"Article","datePublished":',
    b"[" * 200, b"</script>", b"<?xml version='1.0' encoding='", b"<rss>", b"<channel>", b"<item>",
    b"<title>", b"</title>", b"<![CDATA[", b"]]>", b"<!DOCTYPE x [", b"<!ENTITY a '", b"&a;", b"<opml>",
    b"<outline xmlUrl='http://a.invalid'/>", b"WARC/1.0\r\n", b"WARC-Type: response\r\n",
    b"Content-Length: ", b"5", b"\xb2", b"99999999999", b"\r\n\r\n", b"HTTP/1.1 200 OK\r\n",
    b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: gzip\r\n", b"\x1f\x8b\x08\x00", b"From: a@b\r\n",
    b"Content-Encoding: br\r\n", b"Content-Encoding: zstd\r\n", b"\x28\xb5\x2f\xfd",
    b"From a@b Mon Mar 28 20:34:00 2016\n", b"\n\n>From ",
    b"MIME-Version: 1.0\r\n", b"Content-Type: multipart/mixed; boundary=x\r\n", b"--x\r\n", b"%PDF-1.4\n",
    b"1 0 obj", b"<</Type/Catalog/Pages 1 0 R>>", b"endobj", b"trailer<</Root 1 0 R>>", b"startxref\n0\n",
    b"PK\x03\x04", b"PK\x05\x06", b'{"text": "', b'"}\n', b"\\ud800", b"id,text\n", b'"', b",", b"\0",
    b"\n", b"\xc3", b"---\n", b"date: 2016-03-28\n", b"The army left.", "\u062d\u0644\u0628".encode(),
    b"2016-03-28",
)  # fmt: skip
_BYTES = st.lists(st.one_of(st.sampled_from(_WORDS), st.binary(max_size=8)), max_size=25).map(b"".join)


@pytest.fixture(scope="module")
def tools() -> Iterator[Tools]:
    shared = Tools()
    yield shared
    shared.close()


def results(format: Format, data: bytes, tools: Tools) -> list[Report | Failure]:
    source = Source(name="fuzz", id=None, open=lambda: io.BytesIO(data), size=len(data), tools=tools)
    return list(format.read(source))


@pytest.mark.parametrize("format", FORMATS, ids=lambda one: one.name)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=_BYTES)
def test_a_format_never_raises_and_keeps_its_promises(format: Format, tools: Tools, data: bytes):
    for found in results(format, data, tools):
        assert isinstance(found, Report | Failure)
        if isinstance(found, Failure):
            assert found.stage == "read"
            assert found.reason
            continue
        assert found.text.strip()
        found.text.encode("utf-8")
        if found.original is not None and found.original.media_type == "text/html":
            assert parse(found.original.source).text == found.text


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(0, 400), change=st.binary(max_size=4), at=st.integers(0, 400))
def test_a_page_that_is_cut_and_changed_is_still_read_or_told(tools: Tools, cut: int, change: bytes, at: int):
    page = (
        b"<html lang=en><head><meta name=date content=2016-03-28><title>A</title></head><body><p>The army "
        * 4
    )
    data = page[:at] + change + page[at : max(cut, at)]

    (found,) = results(next(one for one in FORMATS if one.name == "html"), data, tools)

    assert isinstance(found, Report | Failure)


@given(
    st.one_of(st.text(max_size=40), st.dates().map(str), st.datetimes().map(str), st.none(), st.integers())
)
def test_a_day_is_read_or_not_and_nothing_is_raised(value: object):
    day_of(value)


@given(st.text(max_size=12), st.binary(max_size=60))
def test_a_format_is_found_or_not_and_nothing_is_raised(name: str, head: bytes):
    assert format_of(name, head) in (None, *FORMATS)
