"""Web archives packed with zstd, with and without the dictionary that may stand before the records."""

import os
import random
import struct
import tracemalloc
from pathlib import Path

import pytest
import zstandard
from inputs import failure, report, reports, traced, written

from contested.model.report import Failure, Report
from contested.read import read

DICTIONARY = b"\x5d\x2a\x4d\x18"


def record(number: int, body: bytes | None = None) -> bytes:
    page = body or (
        f"<html><h1>Day {number}</h1><p>The army took Homs on day {number}, a monitor said.</p>".encode()
    )
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number:04}>\r\n"
        f"WARC-Target-URI: https://post.invalid/{number}\r\nWARC-Date: 2016-04-01T00:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


RECORDS = [record(number) for number in range(300)]
TRAINED = zstandard.train_dictionary(4096, RECORDS)
WITH_IT = zstandard.ZstdCompressor(dict_data=TRAINED)


def frame(mark: bytes, data: bytes) -> bytes:
    """A frame that readers of zstd pass over."""
    return mark + struct.pack("<I", len(data)) + data


def texts(path: Path) -> list[str]:
    return [one.text for one in reports(path)]


@pytest.mark.parametrize("packed", [False, True], ids=["a plain dictionary", "a packed dictionary"])
def test_an_archive_is_read_with_its_dictionary(tmp_path: Path, packed: bool):
    words = TRAINED.as_bytes()
    head = frame(DICTIONARY, zstandard.compress(words) if packed else words)
    path = written(tmp_path / "a.warc.zst", head + b"".join(map(WITH_IT.compress, RECORDS)))

    found = reports(path)

    assert len(found) == 300
    assert found[299].text == "Day 299\n\nThe army took Homs on day 299, a monitor said."
    assert (found[0].url, found[0].id) == ("https://post.invalid/0", "0000")
    assert found[0].original is not None
    assert found[0].original.data in RECORDS[0]


def test_an_archive_is_known_by_its_first_bytes(tmp_path: Path):
    plain = zstandard.compress(RECORDS[0])
    with_dictionary = frame(DICTIONARY, TRAINED.as_bytes()) + WITH_IT.compress(RECORDS[1])

    assert texts(written(tmp_path / "plain", plain))[0].startswith("Day 0")
    assert texts(written(tmp_path / "with", with_dictionary))[0].startswith("Day 1")


def test_other_frames_are_passed_over_and_one_record_may_fill_many(tmp_path: Path):
    pieces = [RECORDS[0][:100], RECORDS[0][100:], RECORDS[1]]
    frames = [zstandard.compress(piece) + frame(b"\x50\x2a\x4d\x18", os.urandom(70_000)) for piece in pieces]

    assert [text[:5] for text in texts(written(tmp_path / "a.warc.zst", b"".join(frames)))] == [
        "Day 0",
        "Day 1",
    ]


@pytest.mark.parametrize("number", range(16))
def test_an_archive_may_begin_with_a_frame_that_holds_no_text(tmp_path: Path, number: int):
    """pzstd writes one before each frame; an empty one of the dictionary's mark is none."""
    mark = bytes([0x50 + number]) + DICTIONARY[1:]
    head = frame(mark, b"" if mark == DICTIONARY else b"\x0c\0\0\0")
    data = b"".join(head + zstandard.compress(one) for one in RECORDS[:2])

    assert len(texts(written(tmp_path / "a.warc.zst", data))) == 2
    assert len(texts(written(tmp_path / "a", data))) == 2


def test_a_frame_behind_an_empty_dictionary_is_not_kept_for_one(tmp_path: Path):
    noise = os.urandom(8_000_000)
    data = frame(DICTIONARY, b"") + frame(b"\x50\x2a\x4d\x18", noise) + zstandard.compress(RECORDS[0])
    path = written(tmp_path / "a.warc.zst", data)
    del noise, data
    tracemalloc.start()

    (text,) = texts(path)

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert text.startswith("Day 0")
    assert peak < 2_500_000


def test_frames_without_a_stated_size_are_read(tmp_path: Path):
    packer = zstandard.ZstdCompressor(write_content_size=False, write_checksum=True)
    stream = packer.compressobj()
    data = stream.compress(RECORDS[0]) + stream.flush() + packer.compress(RECORDS[1])

    assert len(texts(written(tmp_path / "a.warc.zst", data))) == 2


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (WITH_IT.compress(RECORDS[0]), "packed with a dictionary that the file does not hold"),
        (frame(DICTIONARY, b"no dictionary") + WITH_IT.compress(RECORDS[0]), "no usable zstd dictionary"),
        (frame(DICTIONARY, b"\x37\xa4\x30\xec" + b"\xff" * 99) + WITH_IT.compress(RECORDS[0]), "broken zstd"),
        (frame(DICTIONARY, zstandard.compress(bytes(20_000_000))), "a dictionary that unpacks to over"),
        (DICTIONARY + b"\xff\xff\xff\xff", "a dictionary over the cap"),
        (frame(DICTIONARY, TRAINED.as_bytes())[:-9], "it ends in the middle"),
        (zstandard.compress(RECORDS[0])[:9], "it ends in the middle"),
        (zstandard.compress(RECORDS[0]) + b"no frame", "where a frame must begin"),
        (zstandard.compress(b"no record"), "no WARC record"),
    ],
    ids=[
        "no dictionary",
        "a text as dictionary",
        "a damaged dictionary",
        "a bomb as dictionary",
        "a huge dictionary",
        "a dictionary cut short",
        "cut short",
        "something behind it",
        "something else in it",
    ],
)
def test_an_archive_that_is_none_is_told(tmp_path: Path, data: bytes, said: str):
    *_, last = read([written(tmp_path / "a.warc.zst", data)])

    assert isinstance(last, Failure)
    assert said in last.reason


def test_a_damaged_record_does_not_cost_those_before_it(tmp_path: Path):
    data = zstandard.ZstdCompressor(write_checksum=True).compress(RECORDS[1])
    path = written(tmp_path / "a.warc.zst", zstandard.compress(RECORDS[0]) + data[:-4] + b"\0\0\0\0")

    first, *_, last = read([path])

    assert isinstance(first, Report)
    assert isinstance(last, Failure)
    assert "broken zstd" in last.reason


def test_an_archive_that_asks_for_too_much_memory_is_refused(tmp_path: Path):
    settings = zstandard.ZstdCompressionParameters.from_level(1, window_log=28)
    packer = zstandard.ZstdCompressor(compression_params=settings).compressobj()

    found = failure(written(tmp_path / "a.warc.zst", packer.compress(RECORDS[0]) + packer.flush()))

    assert "over 128 MB at once" in found.reason


def test_an_archive_that_unpacks_without_end_is_stopped(tmp_path: Path):
    bomb = b"WARC/1.0\r\nWARC-Type: metadata\r\nContent-Length: 900000000\r\n\r\n" + bytes(300_000_000)
    path = written(tmp_path / "a.warc.zst", zstandard.compress(RECORDS[0]) + zstandard.compress(bomb))
    del bomb

    (first, second), peak = traced(lambda: list(read([path])))

    assert isinstance(first, Report)
    assert isinstance(second, Failure)
    assert "100 times its size" in second.reason
    assert peak < 15_000_000


def test_records_are_read_one_by_one(tmp_path: Path):
    noise = random.Random(1)
    pages = (b"<html><p>" + noise.randbytes(50_000).hex().encode() for _ in range(60))
    data = b"".join(zstandard.compress(record(number, page)) for number, page in enumerate(pages))
    path = written(tmp_path / "a.warc.zst", data)
    del data

    count, peak = traced(lambda: sum(1 for _ in read([path])))

    assert count == 60
    assert peak < 2_500_000  # of 6 MB


def test_a_packed_archive_may_hold_one(tmp_path: Path):
    import zipfile

    with zipfile.ZipFile(tmp_path / "a.wacz", "w") as archive:
        archive.writestr("archive/a.warc.zst", zstandard.compress(RECORDS[7]))

    assert report(tmp_path / "a.wacz").text.startswith("Day 7")
