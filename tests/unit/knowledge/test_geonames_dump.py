import zipfile
from pathlib import Path

import pytest

from contested.errors import InputError, KnowledgeError
from contested.knowledge.gazetteer import Gazetteer, usual_file
from contested.knowledge.geonames_dump import import_dump

PALMYRA, WELL, FERRY = 163808, 900000001, 900000002


def line(number: int, name: str, *, feature: str, code: str, others: str = "", people: int = 0) -> str:
    cells = [str(number), name, name, others, "34.9", "40.1", feature, code, "SY", "", "11", "", "", ""]
    return "\t".join([*cells, str(people), "", "400", "Asia/Damascus", "2026-01-01"])


LINES = (
    line(PALMYRA, "Palmyra", feature="P", code="PPL", others="Palmyra of the Palms,تدمر", people=51015),
    line(WELL, "Bir Nowhere", feature="H", code="WLL"),
    line(FERRY, "Kherbet Zeynalone", feature="P", code="PPL", others="Khirbat Zaynalun", people=90),
    line(900000003, "Zeynalone Crossing", feature="S", code="PSTB"),
)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gazetteer")
    dump = folder / "SY.zip"
    with zipfile.ZipFile(dump, "w") as archive:
        archive.writestr("readme.txt", "about")
        archive.writestr("SY.txt", "\n".join(LINES) + "\n")
    return import_dump(dump, folder / "own.sqlite").target


def test_a_hamlet_of_the_dump_is_found_beside_the_packaged_places(own: Path) -> None:
    gazetteer = Gazetteer.open(own)

    assert gazetteer.find("Khirbat Zaynalun")[0].id == f"geonames:{FERRY}"
    assert gazetteer.find("Homs")[0].id == "geonames:169577"


def test_a_known_place_gains_names_and_keeps_its_point(own: Path) -> None:
    (place, *_) = Gazetteer.open(own).find("Palmyra of the Palms")

    assert place.id == f"geonames:{PALMYRA}"
    assert place.lat != 34.9


def test_features_have_kinds_and_wells_are_left_out(own: Path) -> None:
    gazetteer = Gazetteer.open(own)

    assert gazetteer.find("Zeynalone Crossing")[0].kind == "crossing"
    assert gazetteer.find("Bir Nowhere") == ()


def test_another_transliteration_of_an_imported_name_is_proposed(own: Path) -> None:
    found = Gazetteer.open(own).candidates("Khirbet Zeynaloun", countries=("SY",))

    assert found[0].id == f"geonames:{FERRY}"


def test_importing_twice_adds_nothing(own: Path, tmp_path: Path) -> None:
    dump = tmp_path / "SY.txt"
    dump.write_text("\n".join(LINES) + "\n", "utf-8")

    again = import_dump(dump, own)

    assert (again.new, again.names) == (0, 0)


@pytest.mark.parametrize(
    ("content", "told"),
    [("one\ttwo\n", "line 1: need 19 columns"), (LINES[0].replace("34.9", "north") + "\n", "line 1")],
)
def test_a_file_that_is_no_dump_is_refused_with_its_line(tmp_path: Path, content: str, told: str) -> None:
    dump = tmp_path / "SY.txt"
    dump.write_text(content, "utf-8")

    with pytest.raises(InputError, match=told):
        import_dump(dump, tmp_path / "own.sqlite")

    assert not (tmp_path / "own.sqlite").exists()


def test_an_archive_without_a_country_file_is_refused(tmp_path: Path) -> None:
    dump = tmp_path / "alternateNames.zip"
    with zipfile.ZipFile(dump, "w") as archive:
        archive.writestr("alternateNames.txt", "")

    with pytest.raises(InputError, match=r"need one file like SY\.txt"):
        import_dump(dump, tmp_path / "own.sqlite")


def test_the_users_own_gazetteer_is_the_usual_one(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONTESTED_GAZETTEER", str(own))

    assert usual_file() == own


def test_a_gazetteer_of_another_version_asks_to_be_imported_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stale = tmp_path / "own.sqlite"
    stale.write_bytes(b"")
    monkeypatch.setenv("CONTESTED_GAZETTEER", str(stale))

    with pytest.raises(KnowledgeError, match="import the dumps again"):
        usual_file()


def test_a_named_gazetteer_that_is_not_there_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONTESTED_GAZETTEER", str(tmp_path / "none.sqlite"))

    with pytest.raises(KnowledgeError, match="CONTESTED_GAZETTEER names it"):
        usual_file()
