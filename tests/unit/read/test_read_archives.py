import gzip
import io
import os
import random
import stat
import string
import zipfile
import zlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import brotli
import pytest
import zstandard
from inputs import extra, failure, report, reports, traced, written
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from contested.model.report import Failure, Report
from contested.read import read
from contested.read.content_encoding import unpacked_body

PAGE = b"<html><body><h1>Sadra</h1><p>The army left.</p></body></html>"
HTML = [("Content-Type", "text/html; charset=utf-8")]
SKIPPED = b"\x50\x2a\x4d\x18\x04\0\0\0SKIP"  # a frame of zstd that holds no text


def fast(data: bytes) -> bytes:
    """Brotli that does not take half a minute for a bomb."""
    return brotli.compress(data, quality=1)


class Archive:
    """A web archive as warcio writes it."""

    def __init__(self, *, packed: bool = True) -> None:
        self._file = io.BytesIO()
        self._writer = WARCWriter(self._file, gzip=packed)

    def add(
        self,
        payload: bytes = PAGE,
        headers: list[tuple[str, str]] = HTML,
        *,
        url: str = "https://post.invalid/1",
        status: str = "200 OK",
        kind: str = "response",
        archived: str = "2016-04-01T10:00:00Z",
    ) -> "Archive":
        http = StatusAndHeaders(status, headers, protocol="HTTP/1.1") if kind == "response" else None
        record = self._writer.create_warc_record(
            url,
            kind,
            payload=io.BytesIO(payload),
            http_headers=http,
            warc_content_type="" if http else headers[0][1],
            warc_headers_dict={"WARC-Date": archived},
        )
        self._writer.write_record(record)
        return self

    @property
    def data(self) -> bytes:
        return self._file.getvalue()


@pytest.mark.parametrize("packed", [True, False])
def test_a_page_in_an_archive_is_a_report(tmp_path: Path, packed: bool):
    path = written(tmp_path / "a.warc", Archive(packed=packed).add().data)

    found = report(path)

    assert (found.text, found.url) == ("Sadra\n\nThe army left.", "https://post.invalid/1")
    assert (found.outlet, found.read_from) == ("post.invalid", f"{path}#1")
    assert extra(found, "archived") == '"2016-04-01T10:00:00Z"'
    assert found.original is not None
    assert found.original.data == PAGE


def test_what_is_no_page_is_left_out(tmp_path: Path):
    archive = Archive().add(b"<html>gone", status="404 Not Found").add(b"", status="301 Moved")
    archive.add(b"\x89PNG", [("Content-Type", "image/png")]).add(b"x{}", [("Content-Type", "text/css")])
    archive.add(b"a: b", [("Content-Type", "application/warc-fields")], kind="warcinfo").add()

    assert len(reports(written(tmp_path / "a.warc.gz", archive.data))) == 1


@pytest.mark.parametrize(
    ("payload", "headers"),
    [
        (gzip.compress(PAGE), [*HTML, ("Content-Encoding", "gzip")]),
        (gzip.compress(PAGE[:9]) + gzip.compress(PAGE[9:]), [*HTML, ("Content-Encoding", "gzip")]),
        (zlib.compress(PAGE), [*HTML, ("Content-Encoding", "deflate")]),
        (zlib.compress(PAGE)[2:-4], [*HTML, ("Content-Encoding", "deflate")]),
        (b"10\r\n" + PAGE[:16] + b"\r\n400;x=y\r\n" + PAGE[16:], [*HTML, ("Transfer-Encoding", "chunked")]),
        (PAGE, [*HTML, ("Transfer-Encoding", "chunked")]),
        (PAGE, [*HTML, ("Content-Encoding", "gzip")]),
        (brotli.compress(PAGE), [*HTML, ("Content-Encoding", "br")]),
        (PAGE, [*HTML, ("Content-Encoding", "br")]),
        (zstandard.compress(PAGE), [*HTML, ("Content-Encoding", "zstd")]),
        (zstandard.compress(PAGE[:9]) + zstandard.compress(PAGE[9:]), [*HTML, ("Content-Encoding", "zstd")]),
        (
            SKIPPED + zstandard.compress(PAGE[:9]) + SKIPPED + zstandard.compress(PAGE[9:]),
            [*HTML, ("Content-Encoding", "zstd")],
        ),
        (PAGE, [*HTML, ("Content-Encoding", "zstd")]),
        (zstandard.compress(brotli.compress(PAGE)), [*HTML, ("Content-Encoding", "br, zstd")]),
        (PAGE, [("Content-Type", "application/octet-stream")]),
    ],
    ids=[
        "gzip",
        "two members",
        "deflate",
        "bare deflate",
        "chunks",
        "no chunks",
        "no gzip",
        "brotli",
        "no brotli",
        "zstd",
        "two frames",
        "zstd with frames that hold no text",
        "no zstd",
        "two",
        "no type",
    ],
)
def test_a_body_is_unpacked_as_it_was_sent(tmp_path: Path, payload: bytes, headers: list[tuple[str, str]]):
    found = report(written(tmp_path / "a.warc.gz", Archive().add(payload, headers).data))

    assert found.text == "Sadra\n\nThe army left."


@pytest.mark.parametrize("status", ["\u00b200", "99999999999", "-1", "2"])
def test_an_answer_with_an_odd_status_is_told(tmp_path: Path, status: str):
    """Found by fuzzing: a raised two is a digit to Python, and no number."""
    data = Archive(packed=False).add().data.replace(b"HTTP/1.1 200", f"HTTP/1.1 {status}".encode("latin-1"))
    wrong = len(status.encode("latin-1")) - 3
    length = data.rpartition(b"Content-Length: ")[2].partition(b"\r\n")[0]
    data = data.replace(b"Content-Length: " + length, b"Content-Length: %d" % (int(length) + wrong))

    assert "no HTTP answer" in failure(written(tmp_path / "a.warc", data)).reason


def test_the_servers_encoding_counts(tmp_path: Path):
    payload = "<html><p>\u0410\u0440\u043c\u0438\u044f \u0443\u0448\u043b\u0430".encode("koi8-r")

    found = report(
        written(
            tmp_path / "a.warc", Archive().add(payload, [("Content-Type", "text/html; charset=KOI8-R")]).data
        )
    )

    assert found.text == "\u0410\u0440\u043c\u0438\u044f \u0443\u0448\u043b\u0430"


@pytest.mark.parametrize(("changed", "day"), [("28 Mar", date(2016, 3, 28)), ("01 Apr", None)])
def test_last_modified_is_a_day_only_where_it_is_older_than_the_visit(
    tmp_path: Path, changed: str, day: date | None
):
    headers = [*HTML, ("Last-Modified", f"Mon, {changed} 2016 07:00:00 GMT")]

    found = report(written(tmp_path / "a.warc", Archive().add(headers=headers).data))

    assert found.published == day
    assert found.published_how == ("HTTP header Last-Modified" if day else None)


def test_text_and_converted_text_are_read(tmp_path: Path):
    archive = Archive().add(b"The army left.", [("Content-Type", "text/plain")])
    archive.add(b"It came back.", [("Content-Type", "text/plain")], kind="conversion")

    assert [one.text for one in reports(written(tmp_path / "a.warc.gz", archive.data))] == [
        "The army left.",
        "It came back.",
    ]


def test_a_broken_record_does_not_cost_those_before_it(tmp_path: Path):
    data = Archive().add().add().data

    first, *_, last = read([written(tmp_path / "a.warc.gz", data[:-40])])

    assert isinstance(first, Report)
    assert isinstance(last, Failure)
    assert "ends in the middle" in last.reason


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"WARC/1.0\r\nContent-Length: -5\r\n\r\n", "usable Content-Length"),
        (b"WARC/1.0\r\nContent-Length: \xb2\r\n\r\n", "usable Content-Length"),
        (b"WARC/1.0\r\n" + b"a" * 100_000, "header line over the cap"),
        (b"WARC/1.0\r\n" + b"a: b\r\n" * 1000, "more than 500 headers"),
        (b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9999999\r\n\r\nab", "ends in the middle"),
        (b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 900000000000\r\n\r\nab", "ends in the middle"),
        (
            b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 0\r\n\r\n\r\n\r\nno record\r\n",
            "no WARC record",
        ),
        (b"\x1f\x8b\x08\x00 no gzip", "broken gzip"),
        (b"", "no record in it"),
    ],
)
def test_an_archive_that_is_none_is_told(tmp_path: Path, data: bytes, said: str):
    assert said in failure(written(tmp_path / "a.warc", data)).reason


def test_an_archive_that_unpacks_without_end_is_stopped(tmp_path: Path):
    record = b"WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 60000000\r\n\r\n" + b"a" * 60_000_000
    path = written(tmp_path / "a.warc.gz", Archive().add().data + gzip.compress(record, 9))
    del record

    (first, second), peak = traced(lambda: list(read([path])))

    assert isinstance(first, Report)
    assert isinstance(second, Failure)
    assert "100 times its size" in second.reason
    assert peak < 10_000_000


@pytest.mark.parametrize(
    ("pack", "name"), [(gzip.compress, "gzip"), (fast, "br"), (zstandard.compress, "zstd")]
)
def test_a_page_that_unpacks_without_end_is_left_out(
    tmp_path: Path, pack: Callable[[bytes], bytes], name: str
):
    bomb = pack(b"<html>" + b"a" * 60_000_000)
    assert len(bomb) < 100_000
    archive = Archive(packed=False).add(bomb, [*HTML, ("Content-Encoding", name)]).add()

    first, second = read([written(tmp_path / "a.warc", archive.data)])

    assert isinstance(first, Failure)
    assert "unpacks to over" in first.reason
    assert isinstance(second, Report)


def test_a_text_that_is_not_packed_stays_as_it_is_under_deflate():
    choice = random.Random(1)
    texts = ["".join(choice.choices(string.printable[:95], k=40)).encode() for _ in range(20_000)]

    assert [text for text in texts if unpacked_body(text, "deflate", cap=10_000).data != text] == []


def test_gzip_of_members_without_end_is_told(tmp_path: Path):
    archive = Archive().add(gzip.compress(b"") * 101, [*HTML, ("Content-Encoding", "gzip")])

    assert "more than 100 members" in failure(written(tmp_path / "a.warc.gz", archive.data)).reason


def wide() -> bytes:
    """zstd that asks whoever unpacks it for 128 MB."""
    settings = zstandard.ZstdCompressionParameters.from_level(1, window_log=27)
    packer = zstandard.ZstdCompressor(compression_params=settings).compressobj()
    return packer.compress(PAGE) + packer.flush()


@pytest.mark.parametrize(
    ("body", "name", "said"),
    [
        (brotli.compress(random.Random(1).randbytes(4000))[9:], "br", "broken brotli"),
        (zstandard.compress(PAGE)[:9], "zstd", "broken zstd"),
        (zstandard.compress(PAGE)[:4] + b"\xff" * 40, "zstd", "broken zstd"),
        (wide(), "zstd", "over 8 MB at once"),
        (PAGE, "compress", "packed with 'compress', which is not read; gzip, "),
    ],
    ids=["brotli", "zstd cut", "zstd", "zstd of a wide window", "another"],
)
def test_a_body_that_cannot_be_unpacked_is_told(tmp_path: Path, body: bytes, name: str, said: str):
    data = Archive().add(body, [*HTML, ("Content-Encoding", name)]).data

    assert said in failure(written(tmp_path / "a.warc.gz", data)).reason


LONG = b"<html><p>" + b" ".join(b"The army left village %d." % n for n in range(400)) + b"</p></html>"


def bare(data: bytes) -> bytes:
    """Deflate without its header."""
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("body", "name", "said"),
    [
        (gzip.compress(LONG), "gzip", "its gzip ends in the middle"),
        (gzip.compress(PAGE) + gzip.compress(LONG), "gzip", "its gzip ends in the middle"),
        (zlib.compress(LONG), "deflate", "its deflate ends in the middle"),
        (bare(LONG), "deflate", "its deflate ends in the middle"),
        (brotli.compress(LONG, lgwin=10), "br", "its br ends in the middle"),
        (zstandard.compress(LONG[:5000]) + zstandard.compress(LONG), "zstd", "its zstd ends in the middle"),
    ],
    ids=["gzip", "the second member of gzip", "deflate", "bare deflate", "brotli", "zstd"],
)
def test_a_packed_body_that_is_cut_short_is_kept_as_far_as_it_goes_and_told(
    tmp_path: Path, body: bytes, name: str, said: str
):
    archive = Archive().add(body[:-60], [*HTML, ("Content-Encoding", name)]).add()

    cut, whole = reports(written(tmp_path / "a.warc.gz", archive.data))

    assert "The army left village 9." in cut.text
    assert "village 399" not in cut.text
    (warning,) = cut.warnings
    assert said in warning
    assert warning.startswith("cut short: ")
    assert whole.warnings == ()


@pytest.mark.parametrize("rest", [b"\x28\xb5", SKIPPED[:6], SKIPPED[:-1], SKIPPED + b"no frame"])
def test_bytes_behind_the_frames_of_zstd_that_are_none_are_told(tmp_path: Path, rest: bytes):
    archive = Archive().add(zstandard.compress(PAGE) + rest, [*HTML, ("Content-Encoding", "zstd")])

    found = report(written(tmp_path / "a.warc.gz", archive.data))

    assert found.text == "Sadra\n\nThe army left."
    assert found.warnings == ("cut short: its zstd ends in the middle; read was what came before that point",)


@pytest.mark.parametrize("name", ["gzip", "br", "zstd"])
def test_a_packed_body_that_ends_before_its_first_word_is_told(tmp_path: Path, name: str):
    pack = {"gzip": gzip.compress, "br": brotli.compress, "zstd": zstandard.compress}[name]
    archive = Archive().add(pack(LONG)[:6], [*HTML, ("Content-Encoding", name)])

    assert "ends before its first word" in failure(written(tmp_path / "a.warc.gz", archive.data)).reason


def test_a_body_shorter_than_announced_is_told(tmp_path: Path):
    archive = Archive().add(LONG[:900], [*HTML, ("Content-Length", str(len(LONG)))])
    archive.add(LONG, [*HTML, ("Content-Length", "900")])  # was packed when it was sent

    cut, unpacked = reports(written(tmp_path / "a.warc.gz", archive.data))

    (warning,) = cut.warnings
    assert f"announced {len(LONG):,} bytes, 900 are there" in warning
    assert unpacked.warnings == ()


@pytest.mark.parametrize("packing", ["none", "gzip", "zstd"])
def test_a_page_that_its_archive_ends_in_is_kept_as_far_as_it_goes_and_told(tmp_path: Path, packing: str):
    data = Archive(packed=False).add().add(LONG).data
    if packing == "gzip":
        data = gzip.compress(data)
    elif packing == "zstd":
        data = zstandard.compress(data[:9_000]) + zstandard.compress(data[9_000:])

    path = written(tmp_path / "a.warc", data[: -len(data) // 8])
    whole, cut, told = read([path])

    assert isinstance(whole, Report)
    assert isinstance(cut, Report)
    assert isinstance(told, Failure)
    assert "The army left village 9." in cut.text
    assert any("the archive ends in the middle of this page" in warning for warning in cut.warnings)
    assert whole.warnings == ()
    assert "ends in the middle" in told.reason
    assert told.read_from == cut.read_from


def test_a_page_that_its_archiver_cut_short_is_told(tmp_path: Path):
    data = Archive(packed=False).add().data.replace(b"WARC-Date", b"WARC-Truncated: length\r\nWARC-Date")

    (warning,) = report(written(tmp_path / "a.warc", data)).warnings

    assert "cut short by whoever archived it (length)" in warning


def test_a_record_over_the_cap_is_told_and_the_next_is_read(tmp_path: Path):
    archive = Archive(packed=False).add(os.urandom(52_000_000)).add()

    first, second = read([written(tmp_path / "a.warc", archive.data)])

    assert isinstance(first, Failure)
    assert "record over the cap" in first.reason
    assert isinstance(second, Report)


def test_records_are_read_one_by_one(tmp_path: Path):
    archive = Archive()
    for number in range(60):
        archive.add(PAGE + b"<p>" + os.urandom(50_000).hex().encode() + b"</p>" + str(number).encode())
    path = written(tmp_path / "a.warc.gz", archive.data)

    count, peak = traced(lambda: sum(1 for _ in read([path])))

    assert count == 60
    assert peak < 2_500_000  # of 6 MB


def wacz(path: Path, members: dict[str, bytes], *, packing: int = zipfile.ZIP_STORED) -> Path:
    with zipfile.ZipFile(path, "w", packing) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


WARC = Archive().add().data


def test_a_packed_archive_gives_the_pages_of_all_its_archives(tmp_path: Path):
    members = {
        "datapackage.json": b"{}",
        "archive/b.warc.gz": WARC,
        "archive/a.warc": Archive(packed=False).add().data,
    }

    found = reports(wacz(tmp_path / "a.wacz", members))

    assert [one.read_from.partition(".wacz/")[2] for one in found] == [
        "archive/a.warc#1",
        "archive/b.warc.gz#1",
    ]


def test_a_packed_archive_is_known_by_its_content(tmp_path: Path):
    assert len(reports(wacz(tmp_path / "a.zip", {"archive/a.warc.gz": WARC}))) == 1


@pytest.mark.parametrize(
    "name", ["../a.warc", "/etc/a.warc", "archive/../../a.warc", "C:/a.warc", "..\\a.warc"]
)
def test_a_name_that_leads_out_of_an_archive_is_left_out(tmp_path: Path, name: str):
    first, second = read([wacz(tmp_path / "a.wacz", {name: WARC, "archive/b.warc": WARC})])

    found = [one for one in (first, second) if isinstance(one, Failure)]
    assert len(found) == 1
    assert "leads out of the archive" in found[0].reason
    assert [one.name for one in tmp_path.iterdir()] == ["a.wacz"]


def test_a_link_in_an_archive_is_left_out(tmp_path: Path):
    path = tmp_path / "a.wacz"
    with zipfile.ZipFile(path, "w") as archive:
        link = zipfile.ZipInfo("archive/a.warc")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")

    first, second = read([path])

    assert isinstance(first, Failure)
    assert "a link" in first.reason
    assert isinstance(second, Failure)


def test_a_bomb_in_a_packed_archive_is_left_out(tmp_path: Path):
    members = {"archive/a.warc": b"WARC/1.0\r\n" + b"a" * 50_000_000, "archive/b.warc.gz": WARC}

    first, second = read([wacz(tmp_path / "a.wacz", members, packing=zipfile.ZIP_DEFLATED)])

    assert isinstance(first, Failure)
    assert "100 times its size" in first.reason
    assert isinstance(second, Report)


def test_a_damaged_archive_in_a_packed_one_does_not_cost_the_others(tmp_path: Path):
    """Found by fuzzing: zipfile lets the errors of zlib through."""
    members = {
        "archive/a.warc": Archive(packed=False).add().data,
        "archive/b.warc": Archive(packed=False).add().data,
    }
    path = wacz(tmp_path / "a.wacz", members, packing=zipfile.ZIP_DEFLATED)
    data = bytearray(path.read_bytes())
    data[60:90] = b"\xff" * 30
    path.write_bytes(data)

    first, second = read([path])

    assert isinstance(first, Failure)
    assert "damaged" in first.reason
    assert isinstance(second, Report)


def test_a_member_that_lies_about_its_size_is_stopped(tmp_path: Path):
    path = wacz(
        tmp_path / "a.wacz", {"archive/a.warc": b"WARC/1.0\r\n" * 9_000_000}, packing=zipfile.ZIP_DEFLATED
    )
    data = bytearray(path.read_bytes())
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (1000).to_bytes(4, "little")
    path.write_bytes(data)

    found = list(read([path]))

    assert all(isinstance(one, Failure) for one in found)


@pytest.mark.parametrize("data", [b"PK\x03\x04archive/ no zip", b"", b"PK\x05\x06" + b"\0" * 18])
def test_a_packed_archive_that_is_none_is_told(tmp_path: Path, data: bytes):
    found = list(read([written(tmp_path / "a.wacz", data)]))

    assert len(found) == 1
    assert isinstance(found[0], Failure)
