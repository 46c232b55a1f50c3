import os
from datetime import date
from pathlib import Path

import pytest

from contested.errors import OptionError
from contested.model.report import Failure, Report
from contested.read import read


def write(path: Path, text: str = "The army left.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def ids(*paths: Path, manifest: Path | None = None) -> list[str]:
    return [one.id for one in read(paths, manifest=manifest) if isinstance(one, Report)]


def failures(*paths: Path, manifest: Path | None = None) -> list[Failure]:
    return [one for one in read(paths, manifest=manifest) if isinstance(one, Failure)]


def test_a_folder_is_read_in_order_with_the_folders_in_it(tmp_path: Path):
    for name in ("b.txt", "a.md", "deep/er/c.txt"):
        write(tmp_path / name)

    assert ids(tmp_path) == ["a", "b", "c"]


def test_hidden_files_and_what_speaks_of_the_folder_are_no_reports(tmp_path: Path):
    for name in (".hidden.txt", ".git/a.txt", "README.md", "readme.txt"):
        write(tmp_path / name)
    write(tmp_path / "manifest.csv", "file\n")

    assert list(read([tmp_path])) == []


def test_other_files_in_a_folder_are_told(tmp_path: Path):
    write(tmp_path / "map.pdf")
    write(tmp_path / "a.txt")

    (found,) = failures(tmp_path)

    assert found.read_from.endswith("map.pdf")
    assert ids(tmp_path) == ["a"]


def test_a_link_to_a_folder_above_does_not_go_round_for_ever(tmp_path: Path):
    write(tmp_path / "in" / "a.txt")
    (tmp_path / "in" / "loop").symlink_to(tmp_path)

    assert ids(tmp_path) == ["a"]


def test_a_pipe_in_a_folder_is_told_and_not_waited_for(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.txt")

    assert "regular file" in failures(tmp_path)[0].reason


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path):
    own_memory = Path("/proc/self/mem")  # opens, but reading its head fails for everybody, root included
    if own_memory.exists():
        (tmp_path / "a.txt").symlink_to(own_memory)
    else:
        write(tmp_path / "a.txt").chmod(0)

    assert "cannot be read" in failures(tmp_path)[0].reason


def test_a_link_to_a_file_that_is_gone_is_told(tmp_path: Path):
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")

    assert "link to a file that does not exist" in failures(tmp_path)[0].reason


def test_the_manifest_of_a_folder_is_used(tmp_path: Path):
    write(tmp_path / "in" / "a.txt")
    write(
        tmp_path / "in" / "manifest.csv",
        "file,outlet,published,published_how\na.txt,Post,2016-03-28,guessed\n",
    )

    (found,) = read([tmp_path])

    assert isinstance(found, Report)
    assert (found.outlet, found.published, found.published_how) == ("Post", date(2016, 3, 28), "guessed")


def test_a_manifest_that_is_given_comes_before_those_in_folders(tmp_path: Path):
    write(tmp_path / "in" / "a.txt")
    write(tmp_path / "in" / "manifest.csv", "file,outlet\na.txt,Wrong\n")
    given = write(tmp_path / "list.csv", "file,outlet,desk\nin/a.txt,Right,war\n")

    (found,) = read([tmp_path / "in"], manifest=given)

    assert isinstance(found, Report)
    assert found.outlet == "Right"
    assert found.extra == (("desk", '"war"'),)


def test_a_text_that_the_manifest_of_its_folder_does_not_name_is_told(tmp_path: Path):
    for name in ("a.txt", "SCHEMA.md", "deep/notes.txt"):
        write(tmp_path / name)
    write(tmp_path / "manifest.csv", "file,outlet\na.txt,Post\n")

    assert ids(tmp_path) == ["a"]
    assert [Path(one.read_from).name for one in failures(tmp_path)] == ["SCHEMA.md", "notes.txt"]
    assert all("manifest.csv, and without front matter; add" in one.reason for one in failures(tmp_path))


def test_a_report_that_says_itself_whose_it_is_needs_no_row(tmp_path: Path):
    write(tmp_path / "a.txt", "---\noutlet: Post\n---\nThe army left.")
    write(tmp_path / "b.jsonl", '{"id": "b", "text": "The army left."}\n')
    write(tmp_path / "manifest.csv", "file,outlet\n")

    assert ids(tmp_path) == ["a", "b"]
    assert failures(tmp_path) == []


def test_the_same_holds_for_a_manifest_that_is_given(tmp_path: Path):
    for name in ("in/a.txt", "in/SCHEMA.md"):
        write(tmp_path / name)
    given = write(tmp_path / "list.csv", "file,outlet\nin/a.txt,Post\n")

    assert ids(tmp_path / "in", manifest=given) == ["a"]
    assert [Path(one.read_from).name for one in failures(tmp_path / "in", manifest=given)] == ["SCHEMA.md"]


def test_a_file_given_by_its_path_needs_no_row(tmp_path: Path):
    write(tmp_path / "a.txt")
    write(tmp_path / "b.txt")
    given = write(tmp_path / "list.csv", "file,outlet\na.txt,Post\n")

    assert ids(tmp_path / "a.txt", tmp_path / "b.txt", manifest=given) == ["a", "b"]


def test_a_manifest_kept_elsewhere_finds_files_by_the_end_of_their_path(tmp_path: Path):
    write(tmp_path / "reports" / "a.txt")
    given = write(tmp_path / "notes" / "list.csv", "file,outlet\na.txt,Post\n")

    (found,) = read([tmp_path / "reports"], manifest=given)

    assert isinstance(found, Report)
    assert found.outlet == "Post"


def test_a_row_without_its_file_is_told(tmp_path: Path):
    write(tmp_path / "a.txt")
    write(tmp_path / "manifest.csv", "file,outlet\na.txt,Post\nb.txt,Post\n")

    (found,) = failures(tmp_path)

    assert found.read_from.endswith("manifest.csv#3")
    assert "'b.txt', which does not exist" in found.reason


def test_a_row_whose_file_was_not_asked_for_is_no_failure(tmp_path: Path):
    write(tmp_path / "a.txt")
    write(tmp_path / "b.txt")
    given = write(tmp_path / "list.csv", "file,outlet\na.txt,Post\nb.txt,Post\n")

    assert failures(tmp_path / "a.txt", manifest=given) == []


def test_odd_rows_are_told_and_the_others_used(tmp_path: Path):
    write(tmp_path / "a.txt")
    given = write(tmp_path / "list.csv", "file,outlet\na.txt,Post\na.txt,Other\n,Nobody\n")

    assert [one.reason.split(";")[0] for one in failures(tmp_path / "a.txt", manifest=given)] == [
        "a second row for 'a.txt'",
        "a row without a file",
    ]
    assert ids(tmp_path / "a.txt", manifest=given) == ["a"]


@pytest.mark.parametrize(
    ("table", "said"),
    [("name,outlet\na.txt,Post\n", "no column 'file'"), ("", "no column 'file'"), ('file\n"a\n', "no CSV")],
)
def test_a_manifest_that_is_none_is_refused(tmp_path: Path, table: str, said: str):
    write(tmp_path / "a.txt")
    given = write(tmp_path / "list.csv", table)

    with pytest.raises(OptionError, match=said):
        read([tmp_path / "a.txt"], manifest=given)


def test_a_manifest_that_does_not_exist_is_refused(tmp_path: Path):
    with pytest.raises(OptionError, match="cannot be read"):
        read([tmp_path], manifest=tmp_path / "none.csv")


def test_a_broken_manifest_in_a_folder_is_told_and_the_reports_are_read(tmp_path: Path):
    write(tmp_path / "a.txt")
    write(tmp_path / "manifest.csv", "name\na.txt\n")

    assert "no column 'file'" in failures(tmp_path)[0].reason
    assert ids(tmp_path) == ["a"]
