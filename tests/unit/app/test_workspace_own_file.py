"""A store may lie in the folder that is read into it."""

from pathlib import Path

from contested.app.sources import Sources
from contested.app.workspace import Workspace


def test_the_store_in_the_folder_is_no_failed_report(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("News\n\nThe army recaptured Palmyra.\n")

    with Workspace.open(tmp_path / "war.db", create=True) as workspace:
        intake = workspace.read_into(Sources(paths=(tmp_path,), theatre="syria"))

    assert intake.quarantined == []
