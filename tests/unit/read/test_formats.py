import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from inputs import report, written

from contested.errors import OptionError
from contested.model.report import Report
from contested.read.format import Format
from contested.read.formats import FORMATS, all_formats, format_of

PACKAGE = """
from contested.read.details import make_report
from contested.read.format import Format

def read_chat(source):
    with source.open() as file:
        yield make_report(file.read().decode(), id=source.id, read_from=source.name, details=source.details())

FORMAT = Format(name="chat", about="A chat.", endings=(".chat",), read=read_chat)
WRONG = 5
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package as pip would install it."""
    written(tmp_path / "site" / "made_up_chat.py", PACKAGE)
    written(tmp_path / "site" / "made_up_chat-1.dist-info" / "METADATA", "Name: made-up-chat\nVersion: 1\n")
    points = written(
        tmp_path / "site" / "made_up_chat-1.dist-info" / "entry_points.txt",
        "[contested.formats]\nchat = made_up_chat:FORMAT\n",
    )
    monkeypatch.setattr(sys, "path", [str(tmp_path / "site"), *sys.path])
    all_formats.cache_clear()
    yield points
    all_formats.cache_clear()
    sys.modules.pop("made_up_chat", None)


def test_a_package_adds_a_format(package: Path, tmp_path: Path):
    found = report(written(tmp_path / "a.chat", "The army left."))

    assert isinstance(found, Report)
    assert (found.id, found.text) == ("a", "The army left.")


@pytest.mark.parametrize("name", ["WRONG", "NOWHERE"])
def test_a_package_that_gives_no_format_is_named(package: Path, name: str):
    package.write_text(f"[contested.formats]\nchat = made_up_chat:{name}\n")

    with pytest.raises(OptionError, match=r"format 'chat' \(made_up_chat"):
        all_formats()


@pytest.mark.parametrize("format", FORMATS, ids=lambda one: one.name)
def test_every_format_says_what_it_gives_and_is_found_by_its_endings(format: Format):
    assert format.about.endswith(".")
    assert all(format_of(f"a{ending.upper()}") is format for ending in format.endings)


@pytest.mark.parametrize(
    ("name", "head", "media_type", "found"),
    [
        ("a.txt", b"<!DOCTYPE html>", None, "html"),
        ("a", b"%PDF-1.4", None, "pdf"),
        ("a.html", b"<?xml version='1.0'?><rss>", None, "feed"),
        ("a.xml", b"<opml>", None, "opml"),
        ("a", b"a,b", "text/csv; charset=x", "csv"),
        ("a", b'{"text": 1}', None, "jsonl"),
        ("a.txt", b'{"text": 1}', None, "text"),
        ("a", b"The <html> element", None, None),
    ],
)
def test_content_then_name_then_server_tell_the_format(
    name: str, head: bytes, media_type: str | None, found: str | None
):
    known = format_of(name, head, media_type=media_type)

    assert (known.name if known else None) == found
