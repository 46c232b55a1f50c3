"""The packaged example reports: whole, marked as made up, and carrying what the world carries."""

import importlib.util
import json
import tomllib
from difflib import SequenceMatcher
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import contested
from contested.model.report import Report
from contested.read import read

EXAMPLES = Path(contested.__file__).parent / "data" / "examples"
CHECKER = Path(__file__).parents[2] / "eval" / "check_gold.py"
SETS = {"homs-2016": 15, "kherson-2022": 8}
FEATURES = {
    "menu",
    "share_widget",
    "cookie_notice",
    "newsletter",
    "comment_thread",
    "related_link",
    "transliteration",
    "undated",
    "near_copy",
    "denial",
    "forecast",
    "correction",
    "conditional_plan",
    "against_interest",
    "partisan_naming",
    "euphemism",
    "nested_attribution",
    "curly_quotes",
    "no_break_space",
    "misprint",
}
FURNITURE = {"menu", "share_widget", "cookie_notice", "newsletter", "related_link"}


def about(name: str) -> dict[str, Any]:
    return tomllib.loads((EXAMPLES / f"{name}.toml").read_text(encoding="utf-8"))


def gold(name: str) -> dict[str, dict[str, Any]]:
    lines = (EXAMPLES / f"{name}.gold.jsonl").read_text(encoding="utf-8").splitlines()
    return {record["id"]: record for record in map(json.loads, lines)}


def reports(name: str) -> dict[str, Report]:
    found = tuple(read([EXAMPLES / name]))
    assert [item for item in found if not isinstance(item, Report)] == []
    return {str(item.id): item for item in found if isinstance(item, Report)}


def body(report: Report) -> str:
    return report.text.split("---\n", 2)[2] if report.text.startswith("---\n") else report.text


def checker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("check_gold", CHECKER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


each_set = pytest.mark.parametrize("name", SETS)


@each_set
def test_a_set_has_its_reports_and_each_is_annotated(name: str) -> None:
    assert len(reports(name)) == SETS[name]
    assert reports(name).keys() == gold(name).keys()


@each_set
def test_every_annotated_span_and_field_is_valid(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    theatre = about(name)["theatre"]
    docs = [{"id": r.id, "conflict": theatre, "text": r.text} for r in reports(name).values()]

    claims, faults = checker().check(docs, gold(name).values())

    assert faults == 0, capsys.readouterr().out
    assert claims >= 8 * SETS[name]


@each_set
def test_no_claim_is_annotated_in_furniture_or_comments(name: str) -> None:
    for record in gold(name).values():
        closed = [s for s in record["segments"] if s["kind"] in ("furniture", "comment")]
        triggers = [c["trigger"] for c in record["claims"]]
        assert [t for t in triggers if any(s["start"] < t[1] and t[0] < s["end"] for s in closed)] == []


@each_set
def test_front_matter_is_annotated_as_furniture(name: str) -> None:
    headed = [r for r in reports(name).values() if r.text.startswith("---\n")]

    assert headed
    for report in headed:
        first = gold(name)[str(report.id)]["segments"][0]
        assert first["kind"] == "furniture"
        assert report.text[: first["end"]].endswith("\n---")


@each_set
def test_reports_are_short(name: str) -> None:
    lengths = {r.id: len(body(r).split()) for r in reports(name).values()}

    assert {i: n for i, n in lengths.items() if not 150 <= n <= 400} == {}


@each_set
def test_front_matter_and_manifest_are_both_shown(name: str) -> None:
    told_by = {r.published_how for r in reports(name).values() if r.published}

    assert told_by == {"front matter", "manifest"}


@each_set
def test_every_report_is_of_a_made_up_outlet_and_has_its_camp_and_theatre(name: str) -> None:
    outlets = {o["name"]: o for o in about(name)["outlet"]}

    assert all(o["made_up"] for o in outlets.values())
    for report in reports(name).values():
        assert report.outlet in outlets
        assert report.camp == outlets[report.outlet]["camp"]
        assert report.conflict == about(name)["theatre"]


@each_set
def test_the_readme_says_of_all_outlets_that_they_are_made_up(name: str) -> None:
    readme = (EXAMPLES / name / "README.md").read_text(encoding="utf-8")

    assert "outlets are made up" in readme
    assert "no record of events" in " ".join(readme.split())
    assert [o["name"] for o in about(name)["outlet"] if o["name"] not in readme] == []


@each_set
def test_two_camps_have_two_outlets_each_beside_a_monitor_and_a_wire(name: str) -> None:
    camps = sorted(o["camp"] for o in about(name)["outlet"])
    sides = [camp for camp in camps if camp not in ("monitor", "wire")]

    assert camps.count("monitor") == camps.count("wire") == 1
    assert [sides.count(side) for side in sorted(set(sides))] == [2, 2]


@each_set
def test_every_difficulty_stands_in_the_words_that_are_named_for_it(name: str) -> None:
    texts = {i: r.text for i, r in reports(name).items()}
    features = about(name)["feature"]

    assert {f["name"] for f in features} == FEATURES
    assert [f for f in features if f["words"] not in texts[f["report"]]] == []


@each_set
def test_furniture_and_comments_that_are_named_are_annotated_as_such(name: str) -> None:
    for feature in about(name)["feature"]:
        kind = "comment" if feature["name"] == "comment_thread" else "furniture"
        if kind == "comment" or feature["name"] in FURNITURE:
            start = reports(name)[feature["report"]].text.index(feature["words"])
            segments = gold(name)[feature["report"]]["segments"]
            assert any(s["kind"] == kind and s["start"] <= start < s["end"] for s in segments), feature


@each_set
def test_undated_reports_have_no_day(name: str) -> None:
    undated = {f["report"] for f in about(name)["feature"] if f["name"] == "undated"}

    assert {str(r.id) for r in reports(name).values() if r.published is None} == undated


@each_set
def test_a_near_copy_shares_most_words_with_its_original_but_not_all(name: str) -> None:
    for feature in about(name)["feature"]:
        if feature["name"] == "near_copy":
            copy, original = (body(reports(name)[feature[k]]).split() for k in ("report", "of"))
            assert 0.6 < SequenceMatcher(None, copy, original, autojunk=False).ratio() < 0.98


@each_set
def test_partisan_names_come_from_both_camps(name: str) -> None:
    named = {f["camp"] for f in about(name)["feature"] if f["name"] == "partisan_naming"}
    sides = {o["camp"] for o in about(name)["outlet"]} - {"monitor", "wire"}

    assert named == sides
