"""Which theatre a report is read with."""

from pathlib import Path
from shutil import copytree

import pytest

import contested
from contested.app.intake import made_with
from contested.app.theatres import TheatreChooser
from contested.errors import OptionError
from contested.knowledge.theatre import theatre_names
from contested.model.report import Report
from contested.model.text import DocumentId

PACKAGED = Path(contested.__file__).parent / "data" / "theatres"


def report(conflict: str | None = None, **more: str) -> Report:
    return Report(id=DocumentId("one"), text="words", conflict=conflict, **more)  # type: ignore[arg-type]


def test_the_users_choice_wins_over_the_reports_own():
    assert TheatreChooser("generic").theatre_of(report("syria")).id == "generic"


def test_without_a_choice_each_report_has_its_own():
    assert TheatreChooser().theatre_of(report("Syria ")).id == "syria"


@pytest.mark.parametrize("conflict", [None, "", "atlantis", "../syria"])
def test_a_conflict_that_is_no_packaged_theatre_means_the_generic_one(conflict: str | None):
    assert TheatreChooser().theatre_of(report(conflict)).id == "generic"


def test_an_unknown_choice_says_what_there_is():
    with pytest.raises(OptionError) as caught:
        TheatreChooser("atlantis")

    assert f"no theatre 'atlantis'; give one of {', '.join(theatre_names())}" in str(caught.value)


def test_a_folder_is_remembered_by_its_full_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    copytree(PACKAGED / "generic", tmp_path / "my-war")
    monkeypatch.chdir(tmp_path)

    assert TheatreChooser("./my-war").mark_of(report()).reference == str(tmp_path / "my-war")


def test_where_a_report_lies_does_not_make_it_another_one():
    mark = TheatreChooser().mark_of(report())

    assert made_with(report(read_from="a/one.txt"), mark) == made_with(report(read_from="b/one.txt"), mark)
    assert made_with(report(outlet="Orchard Post"), mark) != made_with(report(), mark)
