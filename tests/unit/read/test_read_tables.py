import json
from datetime import date
from pathlib import Path

import pytest
from inputs import extra, failure, report, reports, written

from contested.errors import KnowledgeError, OptionError
from contested.model.report import Failure, Report
from contested.read import read
from contested.read.columns import load_columns, packaged_columns


def test_a_table_with_our_names_needs_no_mapping(tmp_path: Path):
    table = 'ID,Title,Text,published,desk\n7,Sadra,"The army left.\nIt, too, came back.",2016-03-28,war\n'

    found = report(written(tmp_path / "a.csv", table))

    assert (found.id, found.title, found.text) == ("7", "Sadra", "The army left.\nIt, too, came back.")
    assert (found.published, found.published_how) == (date(2016, 3, 28), "record")
    assert extra(found, "desk") == '"war"'


@pytest.mark.parametrize("mark", ["\t", ";", "|"])
def test_other_marks_between_columns_are_known(tmp_path: Path, mark: str):
    table = f"id{mark}text\n7{mark}The army left, and came back.\n"

    assert report(written(tmp_path / "a.csv", table)).text == "The army left, and came back."


def test_a_table_laid_out_like_fa_kes_is_known_by_its_columns(tmp_path: Path):
    table = (
        "unit_id,article_title,article_content,source,date,location,labels,,,,\n"
        "19,Sadra,Fri 07 Apr 2017 Sadra. The army left.,nna,4/7/2017,homs,0,,,,\n"
    )

    found = report(written(tmp_path / "a.csv", table))

    assert (found.id, found.title, found.outlet) == ("19", "Sadra", "nna")
    assert (found.published, found.text) == (date(2017, 4, 7), "Fri 07 Apr 2017 Sadra. The army left.")


def test_the_real_fa_kes_is_read_whole(shared: Path):
    found = list(read([shared / "eval" / "data" / "reports" / "fa_kes.csv"]))

    assert len(found) == 804
    assert all(isinstance(one, Report) and one.published and one.outlet for one in found)


def test_a_media_cloud_list_with_text_is_known(tmp_path: Path):
    table = (
        "id,indexed_date,language,media_name,media_url,publish_date,title,url,text\n"
        "ab,2024-02-02 01:00:00.5,en,post.invalid,post.invalid,2024-02-01 00:00:00,Sadra,"
        "https://post.invalid/1,It fell.\n"
    )

    found = report(written(tmp_path / "a.csv", table))

    assert (found.outlet, found.published, found.text) == ("post.invalid", date(2024, 2, 1), "It fell.")


def test_a_gdelt_list_gives_headlines_and_says_so(tmp_path: Path):
    record = {
        "url": "https://post.invalid/1", "url_mobile": "", "title": "Army takes Sadra",
        "seendate": "20160328T073400Z", "domain": "post.invalid", "language": "English", "sourcecountry": "X",
    }  # fmt: skip

    found = report(written(tmp_path / "a.jsonl", json.dumps(record)))

    assert (found.text, found.outlet, found.language) == ("Army takes Sadra", "post.invalid", "en")
    assert (found.published, found.published_how) == (date(2016, 3, 28), "day seen by GDELT")
    assert "headline alone" in (extra(found, "warnings") or "")


@pytest.mark.parametrize("options", ["text=Body,title=Head,published=Day", "file"])
def test_the_user_says_what_columns_mean(tmp_path: Path, options: str):
    mapping = written(
        tmp_path / "mine.toml",
        'days = ["%d.%m.%Y"]\n[columns]\ntext = "Body"\ntitle = "Head"\npublished = ["Day"]\n',
    )
    day = "28.03.2016" if options == "file" else "2016-03-28"
    columns = load_columns(mapping if options == "file" else options)

    found = report(written(tmp_path / "a.csv", f"Head;Body;Day\nSadra;It fell.;{day}\n"), columns=columns)

    assert (found.title, found.text, found.published) == ("Sadra", "It fell.", date(2016, 3, 28))


def test_records_are_mapped_too(tmp_path: Path):
    path = written(tmp_path / "a.jsonl", '{"body": "It fell.", "src": "Post"}\n')

    assert report(path, columns=load_columns("text=body,outlet=src")).outlet == "Post"


def test_columns_that_say_nothing_are_told_with_what_to_do(tmp_path: Path):
    found = failure(written(tmp_path / "a.csv", "headline,body\nSadra,It fell.\n"))

    assert "found headline, body. Say so with --columns text=NAME" in found.reason


def test_columns_that_are_not_there_are_told(tmp_path: Path):
    path = written(tmp_path / "a.csv", "headline,body\nSadra,It fell.\n")

    assert (
        "no column content; found headline, body"
        in failure(path, columns=load_columns("text=content")).reason
    )


@pytest.mark.parametrize("words", ["nowhere.toml", "text", "body=text", "text=", "published=day"])
def test_a_mapping_that_is_none_is_refused(words: str):
    with pytest.raises(OptionError, match="columns"):
        load_columns(words)


@pytest.mark.parametrize(
    "text",
    [
        "[columns",
        "[columns]\nbody = 'x'",
        "columns = 5",
        "[columns]\ntext = 'a'\n[extra]",
        "[columns]\ntext = 5",
    ],
)
def test_a_file_that_is_no_mapping_is_told_with_its_fault(tmp_path: Path, text: str):
    with pytest.raises(KnowledgeError, match=r"mine\.toml"):
        load_columns(written(tmp_path / "mine.toml", text))


def test_packaged_mappings_say_where_they_are_from():
    assert all(one.source and one.label and one.when for one in packaged_columns().values())


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("8,\n", 'needs a "text"'),
        ("8,a,b\n", "3 cells for 2 columns"),
        ('8,"a', "no CSV|army"),
    ],
)
def test_a_bad_row_is_told_and_the_others_are_read(tmp_path: Path, row: str, said: str):
    found = list(read([written(tmp_path / "a.csv", f"id,text\n7,The army left.\n{row}")]))

    assert isinstance(found[0], Report)
    assert len(found) == 2
    if isinstance(found[1], Failure):
        assert any(one in found[1].reason for one in [*said.split("|"), "empty"])


def test_rows_in_another_encoding_than_the_rest_are_told(tmp_path: Path):
    sample = ("7,caf\xe9 \u0430\u0440\u043c\u0438\u044f\n" * 200).encode("utf-8")

    found = list(
        read([written(tmp_path / "a.csv", b"id,text\n" + sample + b"8,caf\xe9\xff\n9,The army left.\n")])
    )

    assert len(found) == 202


def test_a_table_in_an_old_encoding_is_read(tmp_path: Path):
    table = "id,text\n" + "7,\u201cThe army\u2019s caf\xe9\u201d \u2022 left.\n" * 20

    found = reports(written(tmp_path / "a.csv", table.encode("cp1252")))

    assert found[0].text == "\u201cThe army\u2019s caf\xe9\u201d \u2022 left."


def test_a_table_that_a_spreadsheet_saved_as_unicode_is_read(tmp_path: Path):
    assert report(written(tmp_path / "a.csv", "id\ttext\n7\tIt fell.\n".encode("utf-16"))).text == "It fell."


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"id,text\n7,a\0b\n", "NUL"),
        (b"", "first row"),
        (b"\n\n", "first row"),
        (b"id,text\n7," + b"a" * 11_500_000, "cap"),
    ],
    ids=["nul", "empty", "blank", "giant line"],
)
def test_a_table_that_cannot_be_used_is_told(tmp_path: Path, data: bytes, said: str):
    assert said in failure(written(tmp_path / "a.csv", data)).reason


def test_a_table_that_ends_in_the_middle_of_a_character_is_told(tmp_path: Path):
    """Found by fuzzing."""
    data = "id\ttext\n7\tIt fell.\n".encode("utf-16") + b"a"

    first, second = read([written(tmp_path / "a.csv", data)])

    assert isinstance(first, Report)
    assert isinstance(second, Failure)
    assert "truncated data. The rows before" in second.reason


def test_a_manifest_is_no_table_of_reports(tmp_path: Path):
    written(tmp_path / "manifest.csv", "file,outlet\n")
    written(tmp_path / "more.csv", "id,text\n7,It fell.\n")

    assert [one.id for one in reports(tmp_path)] == ["7"]
