"""`contested decide` and `contested decisions`, on our own example reports."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from conftest import Contested, Run

HOMS = Path(__file__).parents[3] / "src" / "contested" / "data" / "examples" / "homs-2016"
ANNA = ("--author", "Anna", "--reason", "looked into it")
BEN = ("--author", "Ben", "--reason", "looked twice")
ON = ("--on", "2016-04-05")


@pytest.fixture(scope="module")
def read_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from contested.cli import main

    store = tmp_path_factory.mktemp("decide") / "war.db"
    with pytest.raises(SystemExit):
        main(["read", str(HOMS), "--into", str(store), "--theatre", "syria"])
    return store


@pytest.fixture
def war(read_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(read_once, tmp_path / "war.db"))


def palmyra(contested: Contested, war: Path) -> dict[str, object]:
    cells = contested("picture", war, *ON, "--json").json["cells"]
    return next(cell for cell in cells if cell["place"] == "Palmyra")


def _cell(contested: Contested, war: Path, id: object) -> Any:
    cells = contested("picture", war, *ON, "--json").json["cells"]
    return next((cell for cell in cells if cell["id"] == id), None)


def decided(run: Run) -> str:
    assert run.code == 0, run.err
    return run.out.split(":")[0]


def everything(contested: Contested, war: Path) -> list[str]:
    """All that is printed or exported of the war."""
    picture = contested("picture", war, *ON, "--json").out
    return [
        picture,
        *(contested("export", war, "--format", name).out for name in ("jsonl", "geojson", "csv")),
    ]


def test_a_claim_set_aside_is_no_longer_cited_but_listed_with_who_and_why(contested: Contested, war: Path):
    claim = palmyra(contested, war)["for"][0]  # type: ignore[index]
    decided(contested("decide", "wrong", war, claim, *ANNA))
    run = contested("picture", war, *ON)

    assert claim not in palmyra(contested, war)["for"]  # type: ignore[operator]
    assert f"claim {claim}" in run.out
    assert "Anna" in run.out
    assert "looked into it" in run.out


def test_explain_shows_the_claim_that_was_set_aside(contested: Contested, war: Path):
    claim = palmyra(contested, war)["for"][0]  # type: ignore[index]
    decided(contested("decide", "wrong", war, claim, *ANNA))
    found = contested("explain", war, "Palmyra", "--json").json
    (aside,) = [one for one in found["witnesses"] if claim in [cited["claim"] for cited in one["claims"]]]

    assert aside["note"] == "set aside by Anna: looked into it"
    assert [one["author"] for one in found["decisions"]] == ["Anna"]


def test_undoing_all_decisions_gives_every_export_back_byte_for_byte(contested: Contested, war: Path):
    before = everything(contested, war)
    claims = palmyra(contested, war)["for"]
    made = [
        decided(contested("decide", "wrong", war, claims[0], *ANNA)),  # type: ignore[index]
        decided(contested("decide", "place-of", war, claims[-1], "Mahin", *ANNA)),  # type: ignore[index]
        decided(contested("decide", "same-place", war, "Palmyra", "Mahin", *ANNA)),
        decided(contested("decide", "camp", war, "Northline Wire", "isis", *ANNA)),
        decided(contested("decide", "grade", war, "Northline Wire", "B", *ANNA)),
    ]
    after = everything(contested, war)
    for one in made:
        decided(contested("decide", "undo", war, one, *BEN))

    assert after[0] != before[0]
    assert everything(contested, war) == before


def test_the_camp_of_an_outlet_is_that_of_all_its_claims(contested: Contested, war: Path):
    decided(contested("decide", "camp", war, "northline wire", "isis", *ANNA))
    lines = contested("export", war, "--format", "csv").out

    assert "Northline Wire" in lines
    assert contested("decisions", war, "--json").json["followed"][0]["answer"] == "isis"


def test_an_accepted_cell_that_later_says_otherwise_is_marked(contested: Contested, war: Path):
    cell = palmyra(contested, war)
    decided(contested("decide", "accept", war, cell["id"], *ANNA))
    assert "by now it says" not in contested("picture", war, *ON).out

    aside: set[str] = set()
    while (now := _cell(contested, war, cell["id"])) and now["holder"] == cell["holder"]:
        assert not aside >= set(now["for"]), "what is set aside is still cited"
        for claim in set(now["for"]) - aside:
            decided(contested("decide", "wrong", war, claim, *ANNA))
            aside.add(claim)
    shown = contested("picture", war, *ON, "--json").json
    remarks = [one["remark"] or "" for one in shown["decisions"] if one["kind"] == "cell"]

    assert remarks[0].startswith("by now")


def test_two_logs_merged_in_any_order_are_one_and_conflicts_are_shown(
    contested: Contested, war: Path, tmp_path: Path
):
    claim = palmyra(contested, war)["for"][0]  # type: ignore[index]
    other = Path(shutil.copy(war, tmp_path / "ben.db"))
    decided(contested("decide", "wrong", war, claim, *ANNA))
    decided(contested("decide", "right", other, claim, *BEN))
    contested("decisions", war, "--export", tmp_path / "anna.jsonl")
    contested("decisions", other, "--export", tmp_path / "ben.jsonl")
    contested("decisions", war, "--merge", tmp_path / "ben.jsonl")
    contested("decisions", other, "--merge", tmp_path / "anna.jsonl")

    one, two = (contested("decisions", store, "--json").json for store in (war, other))
    assert one == two
    assert one["followed"] == []
    assert [line["author"] for line in one["conflicts"][0]] == ["Anna", "Ben"]
    assert claim in palmyra(contested, war)["for"]  # type: ignore[operator]


def test_an_altered_line_is_refused_and_nothing_is_merged(contested: Contested, war: Path, tmp_path: Path):
    log = tmp_path / "log.jsonl"
    decided(contested("decide", "grade", war, "Northline Wire", "B", *ANNA))
    contested("decisions", war, "--export", log)
    line = json.loads(log.read_text())
    decided(contested("decide", "undo", war, line["id"], *ANNA))
    log.write_text(json.dumps(line | {"answer": "A"}) + "\n" + "[]\n")
    run = contested("decisions", war, "--merge", log)

    assert run.code == 3
    assert "log.jsonl:1: id" in run.err
    assert "log.jsonl:2: must be an object" in run.err
    assert contested("decisions", war, "--json").json["followed"] == []


def stories(contested: Contested, war: Path) -> dict[str, Any]:
    return {one["id"]: one for one in contested("stories", war, "--json").json["found"]}


def claims_of(story: Any) -> set[str]:
    return {claim for detail in story["details"] for claim in detail["claims"]}


def two_of_one_place(found: dict[str, Any]) -> list[Any]:
    places = [one["place_id"] for one in found.values()]
    twice = next(place for place in places if places.count(place) > 1)
    return [one for one in found.values() if one["place_id"] == twice][:2]


def test_two_stories_that_are_one_are_merged_with_author_day_and_reason(contested: Contested, war: Path):
    before = stories(contested, war)
    one, other = two_of_one_place(before)
    made = decided(contested("decide", "same-story", war, one["id"], other["id"], *ANNA))
    after = stories(contested, war)
    (merged,) = [story for story in after.values() if story["decided"]]

    assert len(after) == len(before) - 1
    assert claims_of(merged) == claims_of(one) | claims_of(other)
    assert "by Anna on 20" in merged["decided"][0]
    assert "looked into it" in merged["decided"][0]
    assert "✎ decided: one happening, by Anna" in contested("stories", war, "--all").out

    decided(contested("decide", "undo", war, made, *BEN))
    assert stories(contested, war) == before


def test_a_story_that_is_two_is_split_between_two_claims(contested: Contested, war: Path):
    before = stories(contested, war)
    story = next(one for one in before.values() if len(one["reports"]) > 1)
    first, second = (report["claims"][0] for report in story["reports"][:2])
    decided(contested("decide", "not-same-story", war, first, second, *ANNA))
    after = stories(contested, war)
    parts = [one for one in after.values() if one["decided"]]

    assert len(after) == len(before) + 1
    assert [{first, second} & claims_of(one) for one in parts] in ([{first}, {second}], [{second}, {first}])
    assert set.union(*map(claims_of, parts)) == claims_of(story)
    assert contested("picture", war, *ON, "--json").json["cells"] is not None


def test_analysts_who_disagree_on_a_story_are_shown_and_nobody_is_followed(
    contested: Contested, war: Path, tmp_path: Path
):
    before = stories(contested, war)
    one, other = two_of_one_place(before)
    ben = Path(shutil.copy(war, tmp_path / "ben.db"))
    claims = sorted([min(claims_of(one)), min(claims_of(other))])
    decided(contested("decide", "same-story", war, *claims, *ANNA))
    decided(contested("decide", "not-same-story", ben, *claims, *BEN))
    contested("decisions", ben, "--export", tmp_path / "ben.jsonl")
    contested("decisions", war, "--merge", tmp_path / "ben.jsonl")
    log = contested("decisions", war, "--json").json

    assert [line["author"] for line in log["conflicts"][0]] == ["Anna", "Ben"]
    assert "tell of one happening" in log["conflicts"][0][0]["says"]
    assert stories(contested, war) == before


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("wrong", "ffff"), "0 claims begin so"),
        (("camp", "Northline Wire", "martians"), "allowed are coalition, gov"),
        (("camp", "The Martian", "gov"), "no outlet of these reports"),
        (("grade", "Northline Wire", "G"), "allowed are A, B"),
        (("same-place", "Palmyra", "Palmyra"), "name two places"),
        (("same-story", "ffff", "ffff"), "0 claims begin so"),
        (("accept", "Palmyra@yesterday"), "is no day"),
        (("undo", "ffff"), "0 decisions begin so"),
    ],
)
def test_what_does_not_exist_cannot_be_decided_on(
    contested: Contested, war: Path, words: tuple[str, ...], message: str
):
    run = contested("decide", words[0], war, *words[1:], *ANNA)

    assert run.code == 2
    assert message in run.err
