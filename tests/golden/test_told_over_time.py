"""Runs, disputes, stories, ways and changes of real reports: our own examples, and the two seeds."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from war import War, contested

EXAMPLES = Path(__file__).parents[2] / "src" / "contested" / "data" / "examples"


@pytest.fixture(scope="module")
def homs(tmp_path_factory: pytest.TempPathFactory) -> War:
    war = War(tmp_path_factory.mktemp("homs") / "war.db")
    war.read(EXAMPLES / "homs-2016", theatre="syria")
    return war


@pytest.fixture(scope="module")
def seeds(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> War:
    war = War(tmp_path_factory.mktemp("seeds") / "war.db")
    reports = sorted((shared / "seeds").glob("*.txt"))
    war.read(*reports, theatre="syria", manifest=shared / "seeds" / "manifest.csv")
    return war


def asked(war: War, command: str, *words: str) -> dict[str, Any]:
    """What `contested COMMAND war.db ... --json` says."""
    return json.loads(contested(command, war.database, *words, "--json"))


def run_on(found: dict[str, Any], day: str) -> dict[str, Any]:
    """The run of the first place that covers a day."""
    (run,) = [run for run in found["found"][0]["now"] if run["first"] <= day <= run["last"]]
    return run


def test_the_runs_of_a_place_cover_its_days_and_end_like_the_picture(homs: War):
    (place,) = asked(homs, "timeline", "Al-Qaryatayn")["found"]
    cell = homs.cell("Al-Qaryatayn")
    runs = place["now"]

    assert [run["first"] for run in runs] == sorted(run["first"] for run in runs)
    assert (runs[-1]["holder"], runs[-1]["verdict"]) == (cell["holder"], cell["verdict"])
    assert runs[-1]["last"] == cell["on"]


def test_the_town_was_held_by_one_side_and_then_by_the_other(homs: War):
    found = asked(homs, "timeline", "Al-Qaryatayn")

    assert run_on(found, "2015-12-01")["holder"] == "isis"
    assert run_on(found, "2016-02-15")["verdict"] == "stale"
    assert run_on(found, "2016-02-15")["grade"]["information"] == 6
    assert run_on(found, "2016-04-05")["holder"] == "gov"


def test_what_was_known_then_lags_behind_what_is_known_now(homs: War):
    (place,) = asked(homs, "timeline", "Al-Qaryatayn")["found"]
    then = min(piece["first"] for piece in place["then"] if piece["holder"] == "gov")
    now = min(run["first"] for run in place["now"] if run["holder"] == "gov")

    assert now < then


@pytest.mark.parametrize("command", ["timeline", "disputes", "stories", "routes", "changes"])
def test_every_claim_named_is_given_with_words_that_stand_in_its_report(homs: War, command: str):
    words = {"timeline": ("Palmyra",), "changes": ("--since", "2016-03-20")}.get(command, ())
    claims = asked(homs, command, *words)["claims"]

    assert claims
    for id, claim in claims.items():
        own = homs.claims[id].claim
        assert (claim["start"], claim["end"], claim["text"]) == (
            own.evidence.start,
            own.evidence.end,
            own.evidence.text,
        )


def test_explain_takes_the_claim_ids_that_a_brief_names(homs: War):
    found = asked(homs, "changes", "--since", "2016-04-02")
    id = sorted(found["claims"])[0]

    assert id in contested("explain", homs.database, id, "--json")


def test_the_dispute_over_the_town_names_both_positions_with_their_origins(homs: War):
    found = asked(homs, "disputes", "--place", "Al-Qaryatayn")["found"]
    sides = {(one["side"], one["denied"]): one for one in found[0]["positions"]}

    assert sides["gov", False]["origins"] >= 2
    assert ("isis", False) in sides or ("gov", True) in sides
    assert found[0]["since"] <= "2016-04-05"


def test_the_fall_of_the_town_is_one_story_told_by_opposed_camps_with_a_denial(homs: War):
    found = asked(homs, "stories", "--place", "Al-Qaryatayn")["found"]
    (story,) = [one for one in found if one["first"] <= "2015-08-06" <= one["last"]]

    assert len(story["reports"]) >= 4
    assert [one["document"] for one in story["reports"] if one["repeats"]] == ["h04-lantern-copy"]
    assert story["copies"] == 1
    assert story["is_denied"]
    assert {one["camp"] for one in story["camps"]} >= {"gov", "opposition"}
    assert any(one["leaves_out"] for one in story["camps"])


def test_a_copy_adds_no_origin_to_the_story(homs: War, tmp_path: Path):
    folder = tmp_path / "homs-2016"
    shutil.copytree(EXAMPLES / "homs-2016", folder)
    (copy,) = folder.glob("h04-lantern-copy.*")
    copy.unlink()
    without = War(tmp_path / "without.db")
    without.read(*sorted(folder.glob("h0[1235]*")), theatre="syria", manifest=folder / "manifest.csv")
    both = War(tmp_path / "both.db")
    of_homs = EXAMPLES / "homs-2016"
    both.read(*sorted(of_homs.glob("h0[12345]*")), theatre="syria", manifest=of_homs / "manifest.csv")

    origins = [
        [(one["first"], one["origins"]) for one in asked(war, "stories", "--place", "Al-Qaryatayn")["found"]]
        for war in (without, both)
    ]

    assert origins[0] == origins[1]


def test_no_statement_of_one_origin_is_marked_one_or_two(homs: War):
    for story in asked(homs, "stories")["found"]:
        for detail in story["details"]:
            assert detail["origins"] >= 2 or detail["grade"]["information"] >= 3
            assert detail["grade"]["source"] == ["F"]


def test_a_road_that_is_only_threatened_is_not_said_to_be_cut(homs: War):
    roads = {one["name"]: one for one in asked(homs, "routes")["found"]}

    assert roads["Damascus-Palmyra highway"]["standing"] == "only planned"
    assert roads["Damascus-Palmyra highway"]["plans"]


def test_a_brief_tells_then_and_now_and_who_brought_the_news(homs: War):
    (brief,) = asked(homs, "changes", "--since", "2016-04-02")["found"]
    town = next(one for one in brief["changes"] if one["place"] == "Al-Qaryatayn")

    assert (town["before"]["holder"], town["after"]["holder"]) == ("isis", "gov")
    assert "another holder" in town["kinds"]
    assert all(one["published"] > "2016-04-02" for one in brief["reports"])
    assert brief["undated"] == 1
    assert {homs.claims[id].published.isoformat() for id in town["claims"]} <= {"2016-04-04", "2016-04-05"}


def test_a_brief_up_to_a_day_knows_nothing_of_later_reports(homs: War):
    found = asked(homs, "changes", "--since", "2016-03-20", "--known", "2016-03-28")

    assert found["found"][0]["until"] == "2016-03-28"
    assert all(claim["published"] <= "2016-03-28" for claim in found["claims"].values())


def test_on_the_seeds_the_town_changes_hands_between_the_reports(seeds: War):
    found = asked(seeds, "timeline", "Quraytayn")

    assert run_on(found, "2016-03-28")["holder"] == "isis"
    assert run_on(found, "2016-03-28")["lowest"] > 0.8
    assert (run_on(found, "2016-04-04")["holder"], run_on(found, "2016-04-04")["verdict"]) == (
        "gov",
        "changed",
    )


def test_on_the_seeds_the_capture_of_palmyra_is_confirmed_by_both_camps(seeds: War):
    found = asked(seeds, "stories", "--place", "Palmyra")["found"]
    story = next(one for one in found if one["first"] <= "2016-03-27" <= one["last"])

    assert (story["origins"], story["copies"]) == (2, 0)
    assert (story["details"][0]["by"], story["details"][0]["deed"]) == ("gov", "takes")
    assert story["details"][0]["grade"]["information"] == 1


def test_on_the_seeds_the_second_report_is_the_news_since_the_first(seeds: War):
    (brief,) = asked(seeds, "changes", "--since", "2016-03-28")["found"]
    news = {one["place"]: one["kinds"] for one in brief["changes"]}

    assert "another holder" in news["Al-Qaryatayn"]
    assert news["Palmyra"] == ["better backed"]
    assert len(brief["reports"]) == 1
