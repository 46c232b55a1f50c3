"""A GeoNames country dump joined with the packaged gazetteer into one file of the user's own."""

import csv
import io
import os
import re
import shutil
import sqlite3
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from contested.errors import InputError, KnowledgeError
from contested.knowledge.gazetteer import PACKAGED
from contested.knowledge.spelling import fold, is_useful
from contested.knowledge.transliteration import skeleton

COLUMNS = 19  # of https://download.geonames.org/export/dump/readme.txt
CITY, TOWN = 50_000, 5_000  # inhabitants, as the packaged gazetteer has it
_LEAST_RANK = 20  # below any place of the packaged gazetteer: a hamlet never outranks a town
_FEATURE_RANK = 15

# GeoNames feature codes worth having; what is not listed (graves, wells, schools) would only add namesakes.
_CODES = {
    "ADM1": "region", "ADM2": "district", "ADM3": "district", "ADM4": "district", "PPLX": "district",
    "AIRB": "airbase", "AIRP": "airport", "AIRF": "airport", "INSM": "base", "MILB": "base", "FT": "base",
    "BDG": "bridge", "BDGQ": "bridge", "DAM": "dam", "PS": "plant", "PSH": "plant", "PSN": "plant",
    "MN": "mine", "MNQ": "mine", "OILR": "plant", "OILF": "field", "GASF": "field", "FRM": "farm",
    "CMPRF": "camp", "CMP": "camp", "CSTM": "crossing", "PSTB": "crossing", "GATE": "crossing",
    "PASS": "pass", "RD": "route", "RDJCT": "junction", "RSTN": "station", "STM": "river", "STMI": "river",
    "WAD": "river", "LK": "lake", "RSV": "lake", "SEA": "sea", "BAY": "sea", "STRT": "sea", "GULF": "sea",
    "MT": "mountains", "MTS": "mountains", "HLL": "hill", "HLLS": "hill", "RDGE": "mountains",
    "PK": "mountains", "ISL": "island", "ISLS": "island", "SPIT": "peninsula", "PEN": "peninsula",
    "DSRT": "desert", "RGN": "area", "AREA": "area", "VAL": "area", "PLN": "area", "PORT": "port",
    "MSTY": "monastery",
}  # fmt: skip
_COUNTRY_FILE = re.compile(r"[A-Z]{2}\.txt\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import brought."""

    target: Path
    read: int
    new: int  # places that the gazetteer lacked
    names: int  # new names, of places new and old
    kinds: tuple[tuple[str, int], ...]  # of the new places, most frequent first


class _Line(NamedTuple):
    number: int
    name: str
    names: tuple[str, ...]
    lat: float
    lon: float
    kind: str
    country: str
    region_code: str
    population: int


def import_dump(dump: Path, target: Path) -> Imported:
    """
    Adds the places and names of a dump to the user's gazetteer, which begins as a copy of the packaged one.

    The file is replaced in one step: whoever reads it meanwhile has the old one or the new one.

    Args:
        dump: `SY.zip` or `SY.txt` as GeoNames offers it for each country.
        target: The user's gazetteer; made where it is missing.

    Raises:
        InputError: The file is no GeoNames dump.
        KnowledgeError: The gazetteer cannot be written.
    """
    lines = list(_read(dump))
    partial = target.with_name(f"{target.name}.{os.getpid()}.partial")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(target if target.exists() else PACKAGED, partial)
        connection = sqlite3.connect(partial)
        try:
            imported = _add(connection, lines, dump=dump, target=target)
            connection.commit()
        finally:
            connection.close()
        partial.replace(target)
    except (OSError, sqlite3.Error) as error:
        raise KnowledgeError(
            f"{target}: cannot be written ({error}); name another with CONTESTED_GAZETTEER"
        ) from error
    finally:
        partial.unlink(missing_ok=True)
    return imported


def _read(dump: Path) -> Iterator[_Line]:
    """The lines of a dump that are worth having."""
    try:
        if zipfile.is_zipfile(dump):
            with zipfile.ZipFile(dump) as archive:
                inside = [name for name in archive.namelist() if _COUNTRY_FILE.match(name)]
                if len(inside) != 1:
                    found = ", ".join(archive.namelist()[:5])
                    raise InputError(f"{dump}: need one file like SY.txt in it; found {found or 'nothing'}")
                with archive.open(inside[0]) as file:
                    yield from _parse(io.TextIOWrapper(file, encoding="utf-8", newline=""), dump)
        else:
            with dump.open(encoding="utf-8", newline="") as file:
                yield from _parse(file, dump)
    except (OSError, UnicodeDecodeError, zipfile.BadZipFile) as error:
        raise InputError(f"{dump}: not readable as a GeoNames dump ({error})") from error


def _parse(file: Iterable[str], dump: Path) -> Iterator[_Line]:
    csv.field_size_limit(1_000_000)
    for number, cells in enumerate(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE), start=1):
        if len(cells) != COLUMNS:
            raise InputError(
                f"{dump}: line {number}: need {COLUMNS} columns of a GeoNames dump; found {len(cells)}"
            )
        try:
            lat, lon, people = float(cells[4]), float(cells[5]), int(cells[14] or 0)
            geonames_id = int(cells[0])
        except ValueError as error:
            raise InputError(f"{dump}: line {number}: {error}") from error
        kind = _CODES.get(cells[7])
        if cells[6] == "P" and kind is None and cells[7] not in ("PPLH", "PPLQ", "PPLW"):
            kind = "city" if people >= CITY else "town" if people >= TOWN else "village"
        if kind is not None:
            names = tuple(name for name in cells[3].split(",") if name and is_useful(name))
            yield _Line(geonames_id, cells[1], names, lat, lon, kind, cells[8], cells[10], people)


def _add(connection: sqlite3.Connection, lines: list[_Line], *, dump: Path, target: Path) -> Imported:
    kinds = {name: number for number, name in connection.execute("select number, name from kind")}
    for kind in sorted({line.kind for line in lines} - set(kinds)):
        kinds[kind] = max(kinds.values()) + 1
        connection.execute("insert into kind values (?, ?)", (kinds[kind], kind))
    known = {number for (number,) in connection.execute("select number from place")}
    keyed = "select country, min(substr(key, 1, 1)) from key join place on number = place group by country"
    families: dict[str, str] = dict(connection.execute(keyed).fetchall())
    names_before = _count(connection)
    places, names, keys = [], [], []
    counts: Counter[str] = Counter()
    for line in lines:
        if line.number not in known:
            settled = line.kind in ("city", "town", "village")
            rank = max(line.population, _LEAST_RANK if settled else _FEATURE_RANK)
            point = (round(line.lat * 1e5), round(line.lon * 1e5))
            places.append(
                (line.number, "", line.name, *point, kinds[line.kind], line.country, line.population, rank, 0)
            )
            counts[line.kind] += 1
        for name in (line.name, *line.names):
            folded = fold(name)
            if not folded:
                continue
            names.append((folded, line.number, "" if name.casefold() == folded else name.casefold()))
            if folded.isascii() and line.country in families:
                keys.append(
                    (families[line.country] + skeleton(folded, families[line.country]), folded, line.number)
                )
    connection.executemany(f"insert into place values ({', '.join('?' * 10)})", places)
    connection.executemany("insert or ignore into name values (?, ?, ?)", names)
    connection.executemany("insert or ignore into key values (?, ?, ?)", keys)
    connection.execute("insert or replace into meta values (?, ?)", (f"dump:{dump.stem}", str(len(lines))))
    return Imported(
        target=target,
        read=len(lines),
        new=len(places),
        names=_count(connection) - names_before,
        kinds=tuple(counts.most_common()),
    )


def _count(connection: sqlite3.Connection) -> int:
    (count,) = connection.execute("select count(*) from name").fetchone()
    return int(count)
