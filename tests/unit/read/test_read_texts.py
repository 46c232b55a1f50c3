import json
from datetime import date
from pathlib import Path

import pytest

from contested.errors import OptionError
from contested.model.report import Failure, Report
from contested.read import ReportDefaults, read
from contested.read.details import TEXT_CAP


def one(path: Path, **options: object) -> Report | Failure:
    (found,) = read([path], **options)
    return found


def report(path: Path, **options: object) -> Report:
    found = one(path, **options)
    assert isinstance(found, Report), found
    return found


def failure(path: Path) -> Failure:
    found = one(path)
    assert isinstance(found, Failure), found
    assert found.stage == "read"
    return found


def test_a_text_is_kept_exactly_as_written(tmp_path: Path):
    raw = "  Sadra\r\n\r\nThe army\u00a0left.\n\n\n"
    path = tmp_path / "sadra.txt"
    path.write_bytes(raw.encode("utf-8"))

    found = report(path)

    assert (found.text, found.id, found.read_from) == (raw, "sadra", str(path))


def test_front_matter_gives_metadata_and_stays_in_the_text(tmp_path: Path):
    raw = (
        '---\ntitle: "Sadra: a town"\nOutlet: Harbour Post\ndate: 2016-03-28\ntags: [war, oil]\n'
        "by:\n  - Ann\n---\n\nThe army left."
    )
    path = tmp_path / "a.md"
    path.write_text(raw, "utf-8")

    found = report(path)

    assert (found.title, found.outlet, found.published) == (
        "Sadra: a town",
        "Harbour Post",
        date(2016, 3, 28),
    )
    assert found.published_how == "front matter"
    assert dict(found.extra) == {"tags": '"[war, oil]"', "by": json.dumps("  - Ann")}
    assert found.text == raw


def test_front_matter_may_stand_between_plus_signs(tmp_path: Path):
    path = tmp_path / "a.md"
    path.write_text('+++\noutlet = "Harbour Post"\n+++\nThe army left.', "utf-8")

    assert report(path).outlet == "Harbour Post"


def test_a_rule_of_dashes_is_no_front_matter(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text("---\nThe army left.\n---\nIt came back.", "utf-8")

    assert report(path).extra == ()


def test_the_most_specific_source_wins_and_the_others_fill_the_gaps(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text("---\noutlet: Front\n---\nThe army left.", "utf-8")
    manifest = tmp_path / "list.csv"
    manifest.write_text("file,outlet,camp\na.txt,Manifest,gov\n", "utf-8")
    defaults = ReportDefaults(
        outlet="Option", camp="opposition", conflict="syria", published=date(2016, 1, 1)
    )

    found = report(path, manifest=manifest, defaults=defaults)

    assert (found.outlet, found.camp, found.conflict) == ("Front", "gov", "syria")
    assert (found.published, found.published_how) == (date(2016, 1, 1), "option")


def test_a_bad_date_leaves_the_report_undated_and_is_kept(tmp_path: Path):
    path = tmp_path / "a.txt"
    path.write_text("---\npublished: last Sunday\n---\nThe army left.", "utf-8")

    found = report(path)

    assert found.published is None
    assert dict(found.extra) == {"published": '"last Sunday"'}


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("utf-8-sig", "The army left Sadra."),
        ("utf-16", "The army left Sadra."),
        ("utf-32", "The army left Sadra."),
        ("cp1252", "“The army left,” said the minister’s aide. Déjà vu, the activist told us – again."),
        ("cp1251", "Войска взяли под контроль посёлок, сообщило министерство обороны."),
        ("cp1256", "قال ناشطون إن قوات النظام سيطرت على مدينة تدمر بعد معارك عنيفة."),
    ],
)
def test_other_encodings_are_read_and_named(tmp_path: Path, encoding: str, words: str):
    path = tmp_path / "a.txt"
    path.write_bytes(words.encode(encoding))

    found = report(path)

    assert found.text == words
    named = {} if encoding == "utf-8-sig" else {"encoding": json.dumps(encoding)}
    assert dict(found.extra) == named


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \n\n ", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 20, "binary"),
        (b"text\0text", "binary"),
        (bytes(range(1, 9)) * 50, "binary"),
        (b"\xff\xfeab" + b"\x00\xd8" * 3, "utf-16"),
        (b"a" * (TEXT_CAP + 1), "cap of 10,000,000"),
    ],
    ids=["empty", "blank", "image", "nul", "controls", "broken utf-16", "too long"],
)
def test_what_is_no_text_becomes_a_failure_with_its_reason(tmp_path: Path, data: bytes, reason: str):
    path = tmp_path / "a.txt"
    path.write_bytes(data)

    assert reason in failure(path).reason


def test_an_unknown_ending_is_told_with_those_that_are_read(tmp_path: Path):
    path = tmp_path / "film.mp4"
    path.write_bytes(b"ftyp")

    assert ".txt, .md, .markdown, .html" in failure(path).reason


def test_missing_paths_are_all_named_before_anything_is_read(tmp_path: Path):
    (tmp_path / "a.txt").write_text("The army left.", "utf-8")

    with pytest.raises(OptionError, match=r"b\.txt, .*c\.txt"):
        read([tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "c.txt"])
