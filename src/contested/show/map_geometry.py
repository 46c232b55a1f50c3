"""From degrees to pixels: the box around some places, the projection, and the paths of outlines."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from contested.knowledge.borders import Box

Point = tuple[float, float]

SMALLEST_SPAN = 0.6  # degrees; a single town needs some land around it
MARGIN = 0.12  # share of the span left free at each side
EDGE = 1.03
FINEST = 0.8  # pixels
FAR = 3.0  # times the distance within which three quarters of the places lie
NEAR = 1.0  # degrees that are never far


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """Equirectangular, true to scale at the box's middle latitude; fits the box into width x height."""

    box: Box
    width: float
    height: float

    @property
    def middle(self) -> Point:
        """The middle of the box: lat, lon."""
        south, west, north, east = self.box
        return (south + north) / 2, (west + east) / 2

    @property
    def squeeze(self) -> float:
        """How much shorter a degree of longitude is than one of latitude."""
        return math.cos(math.radians(self.middle[0]))

    @property
    def pixels_per_degree(self) -> float:
        """Pixels per degree of latitude."""
        south, west, north, east = self.box
        return min(self.width / ((east - west) * self.squeeze), self.height / (north - south))

    def xy(self, lat: float, lon: float) -> Point:
        """Pixels from the top left corner."""
        middle_lat, middle_lon = self.middle
        scale = self.pixels_per_degree
        return (
            self.width / 2 + (lon - middle_lon) * self.squeeze * scale,
            self.height / 2 - (lat - middle_lat) * scale,
        )

    @property
    def view(self) -> Box:
        """All that the map shows, and a little more, so that the cut edges of outlines stay hidden."""
        half_lat = self.height / self.pixels_per_degree / 2 * EDGE
        half_lon = self.width / self.pixels_per_degree / self.squeeze / 2 * EDGE
        lat, lon = self.middle
        return (
            max(-90.0, lat - half_lat),
            max(-180.0, lon - half_lon),
            min(90.0, lat + half_lat),
            min(180.0, lon + half_lon),
        )

    def kilometres(self, pixels: float) -> float:
        """How long a horizontal line of so many pixels is in the middle of the map."""
        return pixels / self.pixels_per_degree * 111.2


def box_around(points: Iterable[Point]) -> Box | None:
    """The box of (lat, lon) points with a margin; None where there are none."""
    given = list(points)
    if not given:
        return None
    south, north = _widened([lat for lat, _ in given])
    west, east = _widened([lon for _, lon in given])
    return max(-89.0, south), max(-180.0, west), min(89.0, north), min(180.0, east)


def main_body(points: Sequence[Point]) -> tuple[bool, ...]:
    """
    Which of the (lat, lon) points belong on one legible map: all but those far from nearly all others.

    Example:
        >>> main_body([(47.0, 33.0), (47.2, 33.4), (46.6, 32.6), (46.7, 32.7), (55.8, 37.6)])
        (True, True, True, True, False)
    """
    if not points:
        return ()
    lat, lon = median(lat for lat, _ in points), median(lon for _, lon in points)
    squeeze = math.cos(math.radians(lat))
    distances = [math.hypot(one - lat, (other - lon) * squeeze) for one, other in points]
    usual = sorted(distances)[(len(distances) - 1) * 3 // 4]
    return tuple(distance <= max(NEAR, FAR * usual) for distance in distances)


def path(ring: Sequence[Point], projection: Projection, *, closed: bool) -> str:
    """The SVG path of a line of (lat, lon), without points that no eye could tell apart."""
    kept: list[Point] = []
    for lat, lon in ring:
        x, y = projection.xy(lat, lon)
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= FINEST:
            kept.append((x, y))
    if len(kept) < (3 if closed else 2):
        return ""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in kept) + ("Z" if closed else "")


def _widened(values: list[float]) -> Point:
    low, high = min(values), max(values)
    span = max(high - low, SMALLEST_SPAN)
    middle = (low + high) / 2
    return middle - span * (0.5 + MARGIN), middle + span * (0.5 + MARGIN)
