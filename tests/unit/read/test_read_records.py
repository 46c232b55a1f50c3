import gzip
import io
import json
import sys
import tracemalloc
from datetime import date
from pathlib import Path

import pytest

from contested.model.report import Failure, Report
from contested.read import ReportDefaults, read
from contested.read.details import TEXT_CAP


def lines_to(path: Path, *records: object) -> Path:
    path.write_text("\n".join(one if isinstance(one, str) else json.dumps(one) for one in records), "utf-8")
    return path


def reports(path: Path, **options: object) -> list[Report]:
    found = list(read([path], **options))
    assert all(isinstance(one, Report) for one in found), found
    return [one for one in found if isinstance(one, Report)]


def test_a_record_gives_all_fields_and_keeps_unknown_keys(tmp_path: Path):
    record = {
        "id": "a1", "text": "The army left.", "title": "Sadra", "url": "https://x.invalid/1",
        "outlet": "Post",
        "camp": "monitor", "published": "2016-03-28T07:34:00+03:00", "conflict": "syria", "language": "en-GB",
        "cluster": "c1", "views": {"n": 3}, "note": None,
    }  # fmt: skip

    (found,) = reports(lines_to(tmp_path / "a.jsonl", record))

    assert found == Report(
        id="a1", text="The army left.", title="Sadra", url="https://x.invalid/1", outlet="Post",
        camp="monitor", published=date(2016, 3, 28), published_how="record", conflict="syria",
        language="en-GB", read_from=f"{tmp_path / 'a.jsonl'}#1",
        extra=(("cluster", '"c1"'), ("views", '{"n": 3}')),
    )  # fmt: skip


def test_a_record_without_id_is_named_by_its_content(tmp_path: Path):
    first, second = reports(lines_to(tmp_path / "a.jsonl", {"text": "The army left."}, {"text": "It came."}))
    (again,) = reports(lines_to(tmp_path / "b.jsonl", {"text": "The army left."}))

    assert first.id == again.id != second.id


def test_an_id_that_is_a_number_becomes_words(tmp_path: Path):
    (found,) = reports(lines_to(tmp_path / "a.jsonl", {"id": 7, "text": "The army left."}))

    assert found.id == "7"


def test_options_fill_what_records_leave_open(tmp_path: Path):
    path = lines_to(tmp_path / "a.jsonl", {"text": "a b", "outlet": "Post"}, {"text": "c d", "outlet": ""})

    found = reports(path, defaults=ReportDefaults(outlet="Option"))

    assert [one.outlet for one in found] == ["Post", "Option"]


@pytest.mark.parametrize("day", ["yesterday", 20160328, ["2016-03-28"], "2016-13-01"])
def test_a_bad_date_is_kept_and_the_report_is_used(tmp_path: Path, day: object):
    (found,) = reports(lines_to(tmp_path / "a.jsonl", {"text": "The army left.", "published": day}))

    assert found.published is None
    assert dict(found.extra) == {"published": json.dumps(day)}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"text": "a b"', "no JSON"),
        ("[1]", "found list"),
        ('"words"', "found str"),
        ('{"id": "a"}', 'needs a "text"'),
        ('{"text": " "}', "empty"),
        ('{"text": 5}', "int; expected a string"),
        ('{"text": "a \\ud800 b"}', "half a character"),
        ('{"text": "a \\u0000 b"}', "binary"),
        ("[" * 100_000, "no usable JSON"),
        ('{"n": ' + "9" * 5000 + "}", "no usable JSON"),
    ],
)
def test_a_broken_line_is_told_and_the_rest_goes_on(tmp_path: Path, line: str, said: str):
    path = lines_to(tmp_path / "a.jsonl", {"text": "one two"}, line, "", {"text": "three four"})

    first, broken, last = read([path])

    assert isinstance(broken, Failure)
    assert said in broken.reason
    assert broken.read_from == f"{path}#2"
    assert isinstance(first, Report)
    assert isinstance(last, Report)
    assert last.read_from == f"{path}#4"


def test_a_line_that_is_not_utf8_is_told_with_its_byte(tmp_path: Path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "caf\xe9"}\n{"text": "a b"}\n')

    broken, last = read([path])

    assert isinstance(broken, Failure)
    assert "byte 0xe9 at 13" in broken.reason
    assert isinstance(last, Report)


def test_a_text_over_the_cap_is_told(tmp_path: Path):
    (found,) = read([lines_to(tmp_path / "a.jsonl", {"text": "a" * (TEXT_CAP + 1)})])

    assert isinstance(found, Failure)
    assert "cap" in found.reason


def test_half_a_character_in_other_fields_is_kept_as_an_escape(tmp_path: Path):
    line = '{"id": "\\ud800", "text": "a b", "title": "x \\ud800", "\\udfff": 1}'

    (found,) = reports(lines_to(tmp_path / "a.jsonl", line))

    assert found.title is None
    assert dict(found.extra) == {"title": '"x \\ud800"', "\\udfff": "1"}
    found.id.encode("utf-8")


def test_records_are_read_one_by_one(tmp_path: Path):
    path = lines_to(tmp_path / "a.jsonl", *({"text": f"{number} " + "a" * 100_000} for number in range(200)))
    tracemalloc.start()

    count = sum(1 for _ in read([path]))

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 200
    assert peak < 5_000_000  # of 20 MB


def test_packed_records_are_read(tmp_path: Path):
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"id": "a", "text": "The army left."}\n'))

    assert [one.id for one in reports(path)] == ["a"]


def test_a_bomb_is_stopped(tmp_path: Path):
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "' + b"a" * 1000 + b'"}\n' + (b" " * 999 + b"\n") * 12_000))

    found = list(read([path]))

    assert isinstance(found[-1], Failure)
    assert "100 times its size" in found[-1].reason


@pytest.mark.parametrize("cut", [3, 25])
def test_a_broken_archive_is_told(tmp_path: Path, cut: int):
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "The army left."}\n' * 50)[:cut])

    found = list(read([path]))

    assert isinstance(found[-1], Failure)
    assert "broken gzip" in found[-1].reason


def give_input(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_standard_input_with_a_brace_is_read_as_records(monkeypatch: pytest.MonkeyPatch):
    give_input(monkeypatch, b'\n\n {"id": "a", "text": "one"}\n{"id": "b", "text": "two"}\n')

    assert [(one.id, one.read_from) for one in read(["-"]) if isinstance(one, Report)] == [
        ("a", "-#3"),
        ("b", "-#4"),
    ]


def test_standard_input_without_a_brace_is_one_text(monkeypatch: pytest.MonkeyPatch):
    give_input(monkeypatch, b"\nThe army left.\n\nIt came back.\n")

    (found,) = read(["-"])

    assert isinstance(found, Report)
    assert found.text == "\nThe army left.\n\nIt came back.\n"


def test_empty_standard_input_is_a_failure(monkeypatch: pytest.MonkeyPatch):
    give_input(monkeypatch, b"")

    (found,) = read(["-"])

    assert isinstance(found, Failure)
