import multiprocessing
import pickle
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from contested.errors import KnowledgeError
from contested.knowledge.gazetteer import CLASSES, PACKAGED, Gazetteer, fold


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.mark.parametrize(
    ("name", "place_id"),
    [
        ("Palmyra", "geonames:163808"),
        ("Tadmur", "geonames:163808"),
        ("Quraytayn", "geonames:173361"),
        ("Al-Qaryatayn", "geonames:173361"),
        ("Deir Ezzor", "geonames:170794"),
        ("Deir ez-Zor", "geonames:170794"),
        ("Al-Raqqa", "geonames:172955"),
        ("Raqqa", "geonames:172955"),
        ("Raqqa City", "geonames:172955"),
        ("Homs", "geonames:169577"),
        ("Aleppo", "geonames:170063"),
        ("Damascus", "geonames:170654"),
        ("Al-Sukhnah", "geonames:172425"),
        ("Kherson", "geonames:706448"),
        ("Kiev", "geonames:703448"),
        ("Kyiv", "geonames:703448"),
        ("Gostomel", "geonames:708251"),
        ("Херсон", "geonames:706448"),
        ("تدمر", "geonames:163808"),
        ("Homs Governorate", "naturalearth:SY-homs"),
        ("Homs province", "naturalearth:SY-homs"),
        ("Deir Ezzor Governorate", "naturalearth:SY-dayr-az-zawr"),
        ("Al-Raqqa governorate", "naturalearth:SY-ar-raqqah"),
        ("Kherson Oblast", "naturalearth:UA-kherson"),
        ("Kherson region", "naturalearth:UA-kherson"),
        ("Crimea", "naturalearth:UA-crimea"),
        ("Shayrat airbase", "airports:OS65"),
        ("Palmyra military airport", "airports:OSPR"),
        ("Euphrates River", "features:euphrates"),
        ("the Syrian Desert", "features:syrian-desert"),
        ("Syria", "geonames:163843"),
        ("Russia", "geonames:2017370"),
    ],
)
def test_the_name_that_reports_use_finds_the_place_first(
    gazetteer: Gazetteer, name: str, place_id: str
) -> None:
    assert gazetteer.find(name)[0].id == place_id


def test_a_generic_word_leaves_only_places_of_its_kind(gazetteer: Gazetteer) -> None:
    assert {place.kind for place in gazetteer.find("Aleppo province")} == {"region"}
    assert {place.kind for place in gazetteer.find("Aleppo city")} <= CLASSES["settlement"]


def test_the_more_populous_comes_first(gazetteer: Gazetteer) -> None:
    populations = [place.population for place in gazetteer.find("Lebanon") if place.kind != "region"]
    assert populations == sorted(populations, reverse=True)
    assert len(populations) > 2


def test_places_of_the_countries_asked_for_come_before_all_others(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("Lebanon")[0].country == "LB"
    assert gazetteer.find("Lebanon", countries=("US",))[0].country == "US"


def test_an_exact_name_comes_before_a_bigger_place_whose_name_only_folds_alike(gazetteer: Gazetteer) -> None:
    towns = gazetteer.find("Arāk")
    assert towns[0].id == "geonames:143127"


def test_a_city_lies_within_its_region_and_its_country(gazetteer: Gazetteer) -> None:
    within = gazetteer.find("Palmyra")[0].within
    assert within == ("naturalearth:SY-homs", "geonames:163843")
    assert gazetteer.find("Homs Governorate")[0].within == ("geonames:163843",)


@pytest.mark.parametrize("name", ["", "  ", "'", "xqzzy", "Homs xqzzy", "Palmyra'; drop table place; --"])
def test_what_is_no_name_of_a_place_finds_nothing(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.find(name) == ()
    assert not gazetteer.has(fold(name))


def test_membership_agrees_with_finding(gazetteer: Gazetteer) -> None:
    for name in ("Palmyra", "Homs Governorate", "Shayrat airbase", "Shayrat xqzzy", "Sunday xqzzy"):
        assert gazetteer.has(fold(name)) == bool(gazetteer.find(name))


@pytest.mark.parametrize("place_id", ["geonames:163808", "naturalearth:SY-homs", "airports:OSPR"])
def test_a_place_is_found_again_by_its_id(gazetteer: Gazetteer, place_id: str) -> None:
    place = gazetteer.get(place_id)
    assert place is not None
    assert place.id == place_id


@pytest.mark.parametrize("place_id", ["geonames:1", "geonames:x", "syria:tanf", "", "geonames:1000000001"])
def test_an_id_that_the_gazetteer_lacks_gives_nothing(gazetteer: Gazetteer, place_id: str) -> None:
    assert gazetteer.get(place_id) is None


def test_another_transliteration_is_proposed(gazetteer: Gazetteer) -> None:
    assert gazetteer.find("Deir Azzour") == ()
    assert "geonames:170794" in {place.id for place in gazetteer.candidates("Deir Azzour")}
    assert "geonames:701822" in {place.id for place in gazetteer.candidates("Mariopol", countries=("UA",))}


def test_a_place_that_only_sounds_alike_is_not_close(gazetteer: Gazetteer) -> None:
    assert gazetteer.candidates("Klishchiivka", close=True) == ()


@pytest.mark.parametrize(
    ("word", "name"),
    [("Syrian", "Syria"), ("KURDS", "Kurdistan"), ("South Korean", "South Korea"), ("Europeans", "Europe")],
)
def test_a_word_for_people_leads_to_their_place(gazetteer: Gazetteer, word: str, name: str) -> None:
    place = gazetteer.people(word)

    assert place is not None
    assert place.name == name


@pytest.mark.parametrize("word", ["syrian", "polish", "Syria", "Homs"])
def test_other_words_are_for_no_people(gazetteer: Gazetteer, word: str) -> None:
    assert gazetteer.people(word) is None


def test_an_abbreviation_counts_as_it_is_printed(gazetteer: Gazetteer) -> None:
    place = gazetteer.short_for("Calif.")

    assert place is not None
    assert place.name == "California"
    assert gazetteer.short_for("or") is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Orange County", "district"),
        ("Lake Chad", "sea"),
        ("Rocky Mountains", "mountains"),
        ("Luzon", "island"),
        ("Democratic Republic of Congo", "country"),
        ("Northern Ireland", "area"),
        ("Khyber Pakhtunkhwa", "region"),
    ],
)
def test_places_of_all_kinds_are_there(gazetteer: Gazetteer, name: str, kind: str) -> None:
    assert kind in {place.kind for place in gazetteer.find(name)}


def test_codes_and_machine_transliterations_name_no_place(gazetteer: Gazetteer) -> None:
    for code in ("PMS", "QHS", "tdmr", "ba er mi la"):
        assert gazetteer.find(code) == ()


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"missing\.sqlite: the gazetteer is missing; install"):
        Gazetteer.open(tmp_path / "missing.sqlite")


def test_a_file_that_is_no_gazetteer_says_what_to_do(tmp_path: Path) -> None:
    text, empty = tmp_path / "text.sqlite", tmp_path / "empty.sqlite"
    text.write_text("not a database " * 100)
    sqlite3.connect(empty).execute("create table other (x)").connection.close()
    for file in (text, empty):
        with pytest.raises(KnowledgeError, match="not a gazetteer of this version"):
            Gazetteer.open(file)


def _first_id(gazetteer: Gazetteer) -> str:
    return gazetteer.find("Palmyra")[0].id


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_other_processes_can_use_the_same_gazetteer(gazetteer: Gazetteer, method: str) -> None:
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"this system cannot {method}")
    with multiprocessing.get_context(method).Pool(2) as pool:
        assert pool.map(_first_id, [gazetteer] * 4) == ["geonames:163808"] * 4


def test_threads_can_share_a_gazetteer() -> None:
    gazetteer = Gazetteer.open()
    names = ["Palmyra", "Homs", "Kherson", "Kyiv", "Aleppo", "xqzzy"] * 20
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(gazetteer.find, names))
    assert found == [gazetteer.find(name) for name in names]


def test_a_gazetteer_survives_pickling(gazetteer: Gazetteer) -> None:
    assert _first_id(pickle.loads(pickle.dumps(gazetteer))) == "geonames:163808"


def test_the_file_is_never_written(gazetteer: Gazetteer) -> None:
    before = PACKAGED.stat().st_mtime_ns
    with pytest.raises(sqlite3.OperationalError):
        gazetteer._query("delete from name")
    assert PACKAGED.stat().st_mtime_ns == before


def test_every_place_stands_on_earth_and_every_name_leads_to_one() -> None:
    connection = sqlite3.connect(f"{PACKAGED.as_uri()}?mode=ro", uri=True)
    outside = "select count(*) from place where abs(lat) > 9000000 or abs(lon) > 18000000"
    lost = "select count(*) from name where place not in (select number from place)"
    nowhere = "select count(*) from place where region <> 0 and region not in (select number from place)"
    for question in (outside, lost, nowhere):
        assert connection.execute(question).fetchone() == (0,)
