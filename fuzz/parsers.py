"""
Feeds the parsers of `contested.read` with hostile bytes: `python fuzz/parsers.py TARGET [libFuzzer options]`.

    just fuzz                         # every target for ten minutes
    python fuzz/parsers.py warc -max_total_time=600

Needs atheris (Linux): pip install 'contested[test]'. A target may refuse its input with `ReportError`;
anything else that it raises is a finding. All runs in one process here: the child process that keeps a
finding harmless in use would hide it. What was found so far: docs/explanation/hostile-input.md.
"""

import gzip
import io
import sys
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["contested"]):
    from contested.errors import ReportError
    from contested.markup import parse
    from contested.model.report import Failure, Report
    from contested.read import feed_entries, mail_parts, pdf_text, web_page
    from contested.read.columns import load_columns
    from contested.read.days import day_of
    from contested.read.format import Format
    from contested.read.formats import FORMATS, format_of
    from contested.read.http_message import parse_http
    from contested.read.source import Source
    from contested.read.tools import Tools


class Here:
    """Stands in for the child process: calls the same functions, and lets errors through."""

    def run(self, function: str, data: bytes, **options: object) -> object:
        module, _, name = function.partition(":")
        return getattr(sys.modules[module], name)(data, **options)

    def close(self) -> None:
        return


TOOLS = Tools(sandbox=Here(), columns=load_columns("text=a,title=b,published=c"))  # type: ignore[arg-type]


def read_with(format: Format) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        source = Source(name="fuzz", id=None, open=lambda: io.BytesIO(data), size=len(data), tools=TOOLS)
        for found in format.read(source):
            assert isinstance(found, Report | Failure), found
            if isinstance(found, Report):
                check(found)

    return run


def check(report: Report) -> None:
    report.text.encode("utf-8")
    assert report.text.strip()
    original = report.original
    if original is not None and original.media_type == "text/html":
        assert parse(original.source).text == report.text


def markup(data: bytes) -> None:
    page = parse(data.decode("utf-8", "surrogateescape"))
    for piece in page.pieces:
        assert page.text[piece.start : piece.end].strip()


def small(data: bytes) -> None:
    with suppress(ReportError):
        parse_http(data, cap=1_000_000)
    day_of(data.decode("utf-8", "replace"))
    format_of(data[:20].decode("latin-1"), data)


TARGETS: dict[str, Callable[[bytes], None]] = {
    **{one.name: read_with(one) for one in FORMATS},
    "markup": markup,
    "small": small,
}
# To begin with; the fuzzer changes and crosses them.
PAGE = (
    b'<!doctype html><html lang=en><head><meta charset=koi8-r><link rel=canonical href="http://a.invalid/b">'
    b'<script type="application/ld+json">{"@type":"Article","datePublished":"2016-03-28","author":[{"name":'
    b'"A"}]}</script><meta name=date content="28 March 2016"></head><body><h1>A&nbsp;b</h1><pre>c\r\n</pre>'
    b'<time datetime="2016-03-28">x</time><table><tr><td>1</table><select><option>y</select></body></html>'
)
FEED = (
    b'<?xml version="1.0" encoding="cp1252"?><rss><channel><title>P</title><item><title>T &amp; U</title>'
    b"<link>http://a.invalid/1</link><pubDate>Mon, 28 Mar 2016 07:34:00 GMT</pubDate><description>"
    b"<![CDATA[<p>x&nbsp;]]>"
    b"</description></item></channel></rss>"
)
HTTP = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=x\r\nTransfer-Encoding: chunked\r\n\r\n"
    b"3\r\n<p>\r\n0\r\n"
)
RECORD = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.invalid/\r\n"
    b"WARC-Date: 2016-04-01T00:00:00Z\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (len(HTTP), HTTP)
)
MAIL = (
    b"From: A <a@b.invalid>\r\nDate: Mon, 28 Mar 2016 07:34:00 GMT\r\nMIME-Version: 1.0\r\nContent-Type: "
    b'multipart/alternative; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html; charset=koi8-r\r\n'
    b"Content-Transfer-Encoding: base64\r\n\r\nPHA+YQ==\r\n--x--\r\n"
)
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>"
    b"endobj 3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F1<</Type/Font/Subtype/Type1"
    b"/BaseFont/Helvetica>>>>>>>>endobj 4 0 obj<</Length 33>>stream\n"
    b"BT /F1 12 Tf (The army) Tj ET\nendstream endobj\n"
    b"trailer<</Root 1 0 R/Size 5>>\nstartxref\n0\n%%EOF"
)


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("archive/a.warc", RECORD)
    return file.getvalue()


SEEDS: dict[str, bytes] = {
    "text": b"---\noutlet: Post\ndate: 2016-03-28\n---\nThe army left.",
    "html": PAGE,
    "markup": PAGE,
    "http": HTTP.replace(b"Transfer-Encoding: chunked", b"Content-Encoding: br"),
    "feed": FEED,
    "opml": b'<opml><body><outline xmlUrl="http://a.invalid/"/></body></opml>',
    "jsonl": b'{"id": 1, "text": "a \\ud83d\\ude00 b", "published": "2016-03-28", "x": [null]}\n',
    "jsonl.gz": gzip.compress(b'{"a": "b"}\n'),
    "csv": b'a;b;c\n"x ""y""\nz";t;2016-03-28\n',
    "eml": MAIL,
    "mbox": (b"From a@b Mon Mar 28 07:34:00 2016\n" + MAIL + b"\n>From c\n\n") * 2,
    "pdf": PDF,
    "warc": RECORD * 2,
    "wacz": zipped(),
    "small": HTTP,
}
CHILD_MODULES = (feed_entries, mail_parts, pdf_text, web_page)


def main() -> None:
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(f"usage: parsers.py TARGET [libFuzzer options]; the targets are {', '.join(TARGETS)}")
    name = sys.argv.pop(1)
    target = TARGETS[name]

    def one(data: bytes) -> None:
        with suppress(ReportError):
            target(data)

    with tempfile.TemporaryDirectory() as corpus:
        (Path(corpus) / "seed").write_bytes(SEEDS[name])
        atheris.Setup([*sys.argv, corpus], one)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
