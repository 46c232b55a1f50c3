import gzip
from pathlib import Path

import brotli
import pytest
from inputs import failure, report, written

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=koi8-r\r\n"
WORDS = "\u0410\u0440\u043c\u0438\u044f \u0443\u0448\u043b\u0430."
PAGE = f"<html><p>{WORDS}".encode("koi8-r")


@pytest.mark.parametrize("name", ["sadra", "sadra.http", "sadra.html"])
def test_a_saved_answer_is_the_page_in_it(tmp_path: Path, name: str):
    found = report(written(tmp_path / name, HEAD + b"\r\n" + PAGE))

    assert (found.id, found.text) == ("sadra", WORDS)
    assert found.original is not None
    assert found.original.data == PAGE


def test_a_saved_answer_is_unpacked(tmp_path: Path):
    data = HEAD + b"Content-Encoding: br\r\n\r\n" + brotli.compress(PAGE)

    assert report(written(tmp_path / "a.http", data)).text == WORDS


def test_the_answers_that_only_send_on_are_passed_over(tmp_path: Path):
    moved = b"HTTP/1.1 301 Moved\r\nLocation: /b\r\n\r\n"

    assert (
        report(written(tmp_path / "a.http", moved + HEAD.replace(b"1.1", b"2") + b"\r\n" + PAGE)).text
        == WORDS
    )


def test_last_modified_is_a_day_where_the_page_was_not_made_for_the_visit(tmp_path: Path):
    days = b"Date: Fri, 01 Apr 2016 10:00:00 GMT\r\nLast-Modified: Mon, 28 Mar 2016 07:00:00 GMT\r\n\r\n"

    found = report(written(tmp_path / "a.http", HEAD + days + PAGE))

    assert (str(found.published), found.published_how) == ("2016-03-28", "HTTP header Last-Modified")


def test_a_head_with_bare_line_ends_leaves_the_page_whole(tmp_path: Path):
    data = b"HTTP/1.1 200 OK\nContent-Type: text/html\n\n<p>First words.</p>\r\n\r\n<p>Second.</p>"

    assert report(written(tmp_path / "a.http", data)).text == "First words.\n\nSecond."


CHUNKED = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"2016\nThe army left.\n", "2016\nThe army left.\n"),
        (b"4\nThe army left.\n", "4\nThe army left.\n"),
        (b"0\nThe army left.\n", "0\nThe army left.\n"),
        (b"2016\r\nThe army left.", "2016\r\nThe army left."),
        (b"20160401\r\nThe army left.", "20160401\r\nThe army left."),
        (b"Dead\r\nNone, it said.", "Dead\r\nNone, it said."),
        (b"e\r\nThe army left.\r\n0\r\n\r\n", "The army left."),
        (b"e;name=value\r\nThe army left.\r\n0\r\nExpires: never\r\n\r\n", "The army left."),
        (b"8\r\nThe army\r\n40\r\n left.", "The army left."),
        (b"8\r\nThe army\r\n6\r\n left.\r\n", "The army left."),
        (b"1f\r\nThe army left.", "The army left."),
    ],
    ids=[
        "a year",
        "a number",
        "a nought",
        "a year by itself",
        "a day",
        "a word of the letters a to f",
        "one chunk",
        "with more words",
        "cut in a chunk",
        "cut after one",
        "cut in the first",
    ],
)
def test_only_what_is_in_chunks_is_joined(tmp_path: Path, body: bytes, text: str):
    """`curl -i` joins the chunks, and prints the header all the same."""
    assert report(written(tmp_path / "a.http", CHUNKED + body)).text == text


@pytest.mark.parametrize(
    "body",
    [
        b"8\r\nThe army\r\n40\r\n left.",
        b"1f\r\nhello only one chunk",
        b"00001F ;x=y\r\nThe army left.",
        b"2000\r\n<html><p>The army left.",
    ],
    ids=["in the second", "in the first", "with more words", "a size that reads like a year"],
)
def test_chunks_that_are_cut_short_are_told(tmp_path: Path, body: bytes):
    (warning,) = report(written(tmp_path / "a.http", CHUNKED + body)).warnings

    assert "the last of its chunks is not there" in warning


def test_a_packed_answer_that_is_cut_short_is_told(tmp_path: Path):
    long = "<html><p>" + " ".join(f"The army left village {n}." for n in range(400))
    head = b"HTTP/2 200\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"

    found = report(written(tmp_path / "a.http", head + gzip.compress(long.encode())[:-50]))

    assert "village 9." in found.text
    assert found.warnings == ("cut short: its gzip ends in the middle; read was what came before that point",)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"HTTP/1.1 404 Not Found\r\n\r\n" + PAGE, "answered 404"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG", "image/png"),
        (b"HTTP/1.1 301 Moved\r\n\r\n" * 20, "answers one behind the other"),
        (HEAD + b"\r\n", "holds no text"),
    ],
)
def test_an_answer_without_a_page_is_told(tmp_path: Path, data: bytes, said: str):
    assert said in failure(written(tmp_path / "a.http", data)).reason


@pytest.mark.parametrize(("packing", "is_told"), [("gzip", False), ("identity", True)])
def test_a_page_kept_unpacked_is_not_measured_by_its_packed_length(
    tmp_path: Path, packing: str, is_told: bool
):
    head = HEAD + f"Content-Encoding: {packing}\r\nContent-Length: 39\r\n\r\n".encode()

    assert bool(report(written(tmp_path / "a.http", head + b"<p>The army left.")).warnings) == is_told
