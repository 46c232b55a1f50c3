"""Outlines of countries and regions for maps drawn without a network, cut to the part that a map shows."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, NamedTuple

from contested.errors import KnowledgeError

FILE = Path(__file__).resolve().parent.parent / "data" / "borders" / "borders.json"

OutlineKind = Literal["country", "admin1", "disputed", "disputed_line"]
Box = tuple[float, float, float, float]  # south, west, north, east
Ring = tuple[tuple[float, float], ...]  # of (lat, lon)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """
    The outline of one area, or a disputed line, in WGS 84 degrees.

    Rings of a country, a region ("admin1") or an area that no country code covers ("disputed") are closed;
    those of a "disputed_line" are open lines and lie on top of the others.
    """

    name: str
    kind: OutlineKind
    rings: tuple[Ring, ...]


class _Shape(NamedTuple):
    """An outline as stored: whole, with its box."""

    name: str
    kind: OutlineKind
    rings: tuple[tuple[Ring, Box], ...]


def borders_within(box: Box) -> tuple[Outline, ...]:
    """
    The outlines that a map shows, cut at its edges: countries, then regions, then what is disputed.

    A ring that leaves the map continues along the edge, so it can be filled; draw the map a little smaller
    than the box to hide that edge. Countries follow ISO 3166; no opinion on sovereignty is meant.

    Args:
        box: South, west, north and east in degrees. It must not cross the 180th meridian.

    Raises:
        KnowledgeError: The packaged file is missing or broken.

    Example:
        >>> sorted({outline.name for outline in borders_within((34.0, 37.2, 34.6, 38.0))})
        ['Homs', 'Syria']
    """
    south, west, north, east = box
    if not (-90 <= south < north <= 90 and -180 <= west < east <= 180):
        raise ValueError(f"box {box}: need south < north and west < east, in degrees")
    found = []
    for shape in _shapes():
        near = [ring for ring, reach in shape.rings if _meet(reach, box)]
        if shape.kind == "disputed_line":
            kept = tuple(part for ring in near for part in _cut_line(ring, box))
        else:
            kept = tuple(cut for ring in near if len(cut := _cut_ring(ring, box)) > 3)
        if kept:
            found.append(Outline(name=shape.name, kind=shape.kind, rings=kept))
    return tuple(found)


@cache
def _shapes() -> tuple[_Shape, ...]:
    """All outlines, read once: about 0.1 seconds."""
    try:
        stored = json.loads(FILE.read_text(encoding="utf-8"))
        arcs = [_walk(arc, stored["scale"]) for arc in stored["arcs"]]
        return tuple(_shape(outline, arcs) for outline in stored["outlines"])
    except (OSError, ValueError, KeyError, IndexError) as error:
        raise KnowledgeError(f"{FILE}: cannot be read ({error}); install contested again") from error


def _walk(steps: Sequence[int], scale: int) -> Ring:
    """The points of an arc, from its first point and the steps (longitude, latitude) after it."""
    lon = lat = 0
    points = []
    for east, north in zip(steps[::2], steps[1::2], strict=True):
        lon, lat = lon + east, lat + north
        points.append((lat / scale, lon / scale))
    return tuple(points)


def _shape(outline: dict[str, Any], arcs: list[Ring]) -> _Shape:
    rings = []
    for numbers in outline["rings"]:
        points: list[tuple[float, float]] = []
        for number in numbers:
            arc = arcs[number] if number >= 0 else arcs[~number][::-1]
            points.extend(arc[1:] if points else arc)
        lats, lons = [lat for lat, _ in points], [lon for _, lon in points]
        rings.append((tuple(points), (min(lats), min(lons), max(lats), max(lons))))
    return _Shape(outline["name"], outline["kind"], tuple(rings))


def _meet(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _cut_ring(ring: Ring, box: Box) -> Ring:
    """The part of a closed ring inside the box, closed (Sutherland and Hodgman 1974)."""
    south, west, north, east = box
    points = list(ring[:-1] if ring[0] == ring[-1] else ring)
    for axis, edge, sign in ((0, south, 1), (0, north, -1), (1, west, 1), (1, east, -1)):
        kept: list[tuple[float, float]] = []
        for before, point in zip(points[-1:] + points[:-1], points, strict=True):
            was_inside, is_inside = sign * (before[axis] - edge) >= 0, sign * (point[axis] - edge) >= 0
            if was_inside != is_inside:
                kept.append(_crossing(before, point, axis, edge))
            if is_inside:
                kept.append(point)
        points = kept
    return (*points, points[0]) if points else ()


def _crossing(a: tuple[float, float], b: tuple[float, float], axis: int, edge: float) -> tuple[float, float]:
    """Where the stretch between two points crosses a line of latitude (axis 0) or longitude (axis 1)."""
    share = (edge - a[axis]) / (b[axis] - a[axis])
    other = round(a[1 - axis] + share * (b[1 - axis] - a[1 - axis]), 4)
    return (edge, other) if axis == 0 else (other, edge)


def _cut_line(line: Ring, box: Box) -> tuple[Ring, ...]:
    """The stretches of an open line that touch the box, whole."""
    parts: list[list[tuple[float, float]]] = []
    last = -2
    for at, (a, b) in enumerate(pairwise(line)):
        if _meet((min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])), box):
            if last == at - 1:
                parts[-1].append(b)
            else:
                parts.append([a, b])
            last = at
    return tuple(tuple(part) for part in parts)
