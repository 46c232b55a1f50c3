"""A picture that a new report only touches is, to the last digit, the one made of all reports anew."""

import itertools
import json
from datetime import date
from pathlib import Path

import pytest

from contested.app import revising
from contested.app.sources import Sources
from contested.app.workspace import Workspace

REPORTS = {
    "palmyra": ("The Syrian Army captured Palmyra from ISIS on 27 March 2016.", "2016-03-28"),
    "homs": ("Rebel fighters have held Rastan in Homs province since May 2015.", "2016-03-20"),
    "contrary": ("ISIS still holds Palmyra, an activist said on Sunday.", "2016-03-28"),
    "reprint": ("The Syrian Army captured Palmyra from ISIS on 27 March 2016.", "2016-03-28"),
    "undated": ("The Syrian Army holds Mahin and plans to retake Quraytayn from ISIS.", None),
}


def read(workspace: Workspace, folder: Path, name: str) -> None:
    text, published = REPORTS[name]
    record = {"id": name, "text": text, "outlet": name, "published": published, "conflict": "syria"}
    file = folder / f"{name}.jsonl"
    file.write_text(json.dumps(record) + "\n")
    workspace.read_into(Sources(paths=(str(file),)))


@pytest.mark.parametrize("order", list(itertools.permutations(REPORTS))[::37])
def test_a_workspace_that_reads_on_shows_what_one_opened_anew_shows(
    order: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    made = []
    revise = revising.revise

    def counted(*given, **options):
        made.append(len(options["places"]))
        return revise(*given, **options)

    monkeypatch.setattr(revising, "revise", counted)
    with Workspace.open(tmp_path / "war.db", create=True) as workspace:
        for name in order:
            read(workspace, tmp_path, name)
            shown = repr((workspace.pictures(), workspace.pictures(on=date(2016, 4, 1))))
            with Workspace.open(tmp_path / "war.db", trusting=False) as anew:
                assert shown == repr((anew.pictures(), anew.pictures(on=date(2016, 4, 1))))

    assert len(made) >= len(order) - 1  # all but the first report, at least on the day that was asked for
