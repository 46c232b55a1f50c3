import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from conftest import Contested
from contested.cli.app import app

TEXT = "Syrian troops entered Palmyra from Homs on Sunday and shelled Qwxyzplk village."


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "report.txt"
    file.write_text(TEXT, "utf-8")
    return file


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_each_place_has_its_words_a_point_and_reasons(report: Path) -> None:
    (line,) = run("places", str(report)).splitlines()

    places = {place["text"]: place for place in json.loads(line)["places"]}
    palmyra = places["Palmyra"]
    assert TEXT[palmyra["start"] : palmyra["end"]] == "Palmyra"
    assert (round(palmyra["lat"]), round(palmyra["lon"])) == (35, 38)
    assert palmyra["reasons"]
    assert places["Syrian"]["form"] == "people"


def test_a_theatre_places_its_own_names(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text("Fighters reached the Tanf border-crossing.", "utf-8")

    record = json.loads(run("places", str(file), "--theatre", "syria"))

    assert [place["id"] for place in record["places"]] == ["syria:tanf"]


@pytest.mark.parametrize("theatre", [(), ("--theatre", "syria")])
def test_a_place_in_the_name_of_an_organisation_is_no_place_of_its_own(
    theatre: tuple[str, ...], tmp_path: Path
) -> None:
    file = tmp_path / "report.txt"
    file.write_text("The Islamic State of Iraq and Al-Sham left Palmyra for Iraq on Monday.", "utf-8")

    record = json.loads(run("places", str(file), *theatre))

    assert [(place["text"], place["start"]) for place in record["places"]] == [("Palmyra", 43), ("Iraq", 55)]


@pytest.mark.parametrize("theatre", [(), ("--theatre", "syria")])
@pytest.mark.parametrize(
    ("text", "towns"),
    [
        ("Jets struck Islamic State in Mosul and Raqqa on Monday.", ["Mosul", "Raqqa"]),
        ("Shells hit the Army of Islam, Douma and Harasta on Monday.", ["Douma", "Harasta"]),
        ("The Army of Islam and Damascus agreed to a truce.", ["Damascus"]),
        ("The Army of Conquest and Aleppo residents agreed on Monday.", ["Aleppo"]),
    ],
)
def test_places_named_beside_an_organisation_are_places(
    text: str, towns: list[str], theatre: tuple[str, ...], tmp_path: Path
) -> None:
    file = tmp_path / "report.txt"
    file.write_text(text, "utf-8")

    record = json.loads(run("places", str(file), *theatre))

    assert [place["text"] for place in record["places"] if place["lat"]] == towns


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Rebels attacked Al-Sha'ar on Monday. Jets bombed Sakhour.", "syria:al-shaar-aleppo"),
        ("Militants attacked Al-Sha'ar on Monday. The army held Jazal.", "syria:jabal-shaer"),
        ("The army recaptured the gas fields of Al-Sha'ar.", "syria:shaer-gas-field"),
        ("Militants attacked Al-Sha'ar on Monday.", None),
    ],
)
def test_a_name_of_two_places_is_told_by_the_places_beside_it_or_stays_open(
    text: str, place: str | None, tmp_path: Path
) -> None:
    file = tmp_path / "report.txt"
    file.write_text(text, "utf-8")

    record = json.loads(run("places", str(file), "--theatre", "syria"))

    assert record["places"][0]["id"] == place


def test_unknown_formats_are_refused(report: Path) -> None:
    result = CliRunner().invoke(app, ["places", str(report), "--format", "xml"])

    assert result.exit_code != 0


def test_a_gazetteer_is_searched_by_name_and_by_likeness() -> None:
    found = json.loads(run("gazetteer", "search", "Klishchiyivka", "--country", "ua", "--json"))

    assert all(one["by"] in ("name", "spelled alike", "theatre ukraine") for one in found)
    assert found[0]["place"]["country"] == "UA"


def test_the_sources_of_the_gazetteer_name_their_licences() -> None:
    sources = json.loads(run("gazetteer", "sources", "--json"))

    assert {"CC BY 4.0", "MIT", "public domain"} <= {source["licence"] for source in sources}


def test_names_left_open_are_listed_with_the_command_that_settles_them(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    text = "Troops shelled the town of Belmarisovo near Palmyra on Sunday. Residents of Belmarisovo fled."
    (reports / "one.txt").write_text(text, "utf-8")
    store = tmp_path / "war.db"
    run("read", str(reports), "--into", str(store), "--theatre", "syria", "--published", "2016-03-28")

    found = json.loads(run("places", str(store), "--unresolved", "--json"))

    assert [one["theatre"] for one in found] == ["syria"]
    assert "Belmarisovo" in found[0]["words"]
    assert "contested theatre add-place" in found[0]["command"]


@pytest.mark.parametrize(
    "given",
    [
        ("--outlet", "X"),
        ("--published", "2016-04-05"),
        ("--camp", "gov"),
        ("--title", "X"),
        ("--url", "https://example.org/"),
        ("--columns", "text=body"),
        ("--fetch",),
        ("--fetch", "--allow-private"),
        ("--theatre", "syria"),
    ],
)
def test_options_for_reading_are_refused_where_a_store_is_asked(
    given: tuple[str, ...], tmp_path: Path, contested: Contested
) -> None:
    store = tmp_path / "war.db"
    store.write_bytes(b"SQLite format 3\0")

    refused = contested("places", store, "--unresolved", *given)

    assert refused.code == 2
    assert all(option in refused.err for option in given if option.startswith("--"))
    assert "nothing for a store" in refused.err


def test_a_search_looks_in_the_theatres_for_what_no_list_of_cities_has() -> None:
    (found,) = json.loads(run("gazetteer", "search", "azovstal", "--limit", "1", "--json"))

    assert found["by"] == "theatre ukraine"
    assert found["place"]["kind"] == "plant"


def test_a_search_shows_ids_whole() -> None:
    assert "geonames:163808 " in run("gazetteer", "search", "Palmyra")
