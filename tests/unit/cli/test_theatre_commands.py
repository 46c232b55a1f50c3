"""A theatre of one's own: written as a skeleton, checked with lines, shown, and added to."""

import json
import tomllib
from pathlib import Path

import pytest

from conftest import Contested

COMMENT = "# a note that an analyst left"


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


@pytest.fixture
def war(contested: Contested, tmp_path: Path) -> Path:
    folder = tmp_path / "my-war"
    assert (
        contested("theatre", "new", str(folder), "--label", 'War of the "two" banks', "--country", "SY").code
        == 0
    )
    return folder


def test_a_skeleton_passes_the_check(contested: Contested, war: Path):
    result = contested("theatre", "check", str(war))

    assert result.code == 0
    assert "my-war: sound; 2 sides, 5 actors, 3 outlets, 0 places" in result.out


def test_a_skeleton_warns_of_the_sources_that_are_still_to_be_written(contested: Contested, war: Path):
    warnings = json.loads(contested("theatre", "check", str(war), "--json").out)["warnings"]

    assert any("outlet northern-herald: the source is still 'TODO" in line for line in warnings)


def test_a_skeleton_never_overwrites(contested: Contested, war: Path):
    result = contested("theatre", "new", str(war))

    assert result.code == 2
    assert "is there already and not empty; nothing was written" in result.err


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["syria"], "'syria' is a packaged theatre; choose another name"),
        (["--extends", "syira", "x"], "--extends 'syira': no such theatre; give one of"),
        (["--country", "Syria", "x"], "--country 'Syria': not an ISO 3166 code"),
    ],
)
def test_a_skeleton_that_cannot_be_says_why(
    contested: Contested, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], said: str
):
    monkeypatch.chdir(tmp_path)
    result = contested("theatre", "new", *args)

    assert result.code == 2
    assert said in result.err
    assert list(tmp_path.iterdir()) == []


def test_a_fault_is_told_with_its_file_and_line(contested: Contested, war: Path):
    text = (war / "actors.toml").read_text("utf-8").replace('side   = "south"', 'side   = "sotuh"')
    write(war, "actors.toml", text)
    line = 1 + text.splitlines().index('side   = "sotuh"')
    result = contested("theatre", "check", str(war))

    assert result.code == 5
    assert (
        f"fault: my-war/actors.toml:{line}: actor[2].side: no such side; found 'sotuh', allowed are"
        in result.err
    )


def test_every_fault_of_a_theatre_is_told_at_once(contested: Contested, war: Path):
    write(war, "more.toml", '[[actor]]\nid = "x"\nname = "X"\nkind = "armee"\nside = "north"\n')
    faults = json.loads(contested("theatre", "check", str(war), "--json").out)["faults"]

    assert [fault.split(":")[:2] for fault in faults] == [
        ["my-war/more.toml", "4"],
        ["my-war/more.toml", "1"],
    ]
    assert "allowed" in faults[0] or "should be" in faults[0]


def test_a_place_is_added_and_comments_stay(contested: Contested, war: Path):
    write(war, "places.toml", f'{COMMENT}\n[[place]]\nid = "hill"\nname = "Hill 40"\nkind = "hill"\n'
          'at = [35.0, 40.0]\nsource = "map"')  # fmt: skip
    result = contested(
        "theatre", "add-place", str(war), 'Old "Ferry"', "--at", "35.1,40.4", "--kind", "crossing",
        "--source", "a map", "--author", "A. Analyst", "--also", "Ferry Point", "--day", "2026-01-02",
    )  # fmt: skip
    text = (war / "places.toml").read_text("utf-8")

    assert result.code == 0
    assert text.startswith(COMMENT)
    assert "# added by A. Analyst, 2026-01-02" in text
    assert tomllib.loads(text)["place"][1] == {
        "id": "old-ferry", "name": 'Old "Ferry"', "kind": "crossing", "at": [35.1, 40.4],
        "names": ["Ferry Point"], "source": "a map",
    }  # fmt: skip
    assert contested("theatre", "check", str(war)).code == 0


def test_a_place_goes_to_a_file_of_its_own_where_places_stand_in_one_list(contested: Contested, war: Path):
    write(war, "places.toml", "place = []\n")
    add = ["theatre", "add-place", str(war), "Ferry", "--at", "35,40", "--kind", "crossing",
           "--source", "map", "--author", "A"]  # fmt: skip

    assert contested(*add).code == 0
    assert (war / "places.toml").read_text("utf-8") == "place = []\n"
    assert "Ferry" in (war / "places-added.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        (["--at", "north"], 2, "--at 'north': not coordinates; write latitude,longitude in degrees"),
        (["--at", "120,40"], 2, "latitude must be within 90"),
        (["--kind", "crossin"], 5, "found 'crossin'"),
        (["--country", "Syria"], 5, "found 'Syria'"),
        (["--day", "soon"], 2, "--day 'soon': not a day"),
    ],
)
def test_a_place_that_is_wrong_changes_nothing(
    contested: Contested, war: Path, change: list[str], code: int, said: str
):
    before = (war / "places.toml").read_bytes()
    result = contested("theatre", "add-place", str(war), "Ferry", "--at", "35.1,40.4", "--kind", "crossing",
                 "--source", "map", "--author", "A", *change)  # fmt: skip

    assert result.code == code
    assert said in result.err
    assert (war / "places.toml").read_bytes() == before


def test_a_place_that_is_there_already_is_not_added_twice(contested: Contested, war: Path):
    add = ["theatre", "add-place", str(war), "Ferry", "--at", "35.1,40.4", "--kind", "crossing",
           "--source", "map", "--author", "A"]  # fmt: skip
    contested(*add)
    result = contested(*add)

    assert result.code == 2
    assert "'Ferry' is there already: my-war:ferry at 35.1,40.4" in result.err


def test_places_are_added_to_no_packaged_theatre(contested: Contested):
    result = contested("theatre", "add-place", "syria", "Ferry", "--at", "35,40", "--kind", "crossing",
                 "--source", "map", "--author", "A")  # fmt: skip

    assert result.code == 2
    assert "contested theatre new my-war --extends NAME" in result.err


def test_a_theatre_may_build_on_a_packaged_one(contested: Contested, tmp_path: Path):
    folder = tmp_path / "my-syria"
    contested("theatre", "new", str(folder), "--extends", "syria")
    contested("theatre", "add-place", str(folder), "Quarry Nine", "--at", "34.9,38.1", "--kind", "mine",
        "--source", "map", "--author", "A")  # fmt: skip
    ours, theirs = (
        json.loads(contested("theatre", "show", name, "--json").out) for name in (str(folder), "syria")
    )

    assert [side["id"] for side in ours["sides"]] == [side["id"] for side in theirs["sides"]]
    assert len(ours["places"]) == len(theirs["places"]) + 1


def test_a_theatre_is_shown_with_alliances_names_camps_and_places(contested: Contested):
    out = " ".join(contested("theatre", "show", "syria").out.split())

    for words in ("coalition", "sdf (2014-10", "Syrian Democratic Forces", "SANA", "Al-Tanf"):
        assert words in out
