"""A map as plain shapes: land, markers pushed apart, and labels that do not lie on one another."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from contested.knowledge.borders import Box, Outline
from contested.model.control import Phase
from contested.show.map_geometry import Point, Projection, box_around, main_body, path
from contested.show.views.board import Row
from contested.show.visible import shortened

MARKER = 7.0  # radius in pixels
RING = 13.0  # of the ring that says besieged, fought over or "an area"
LETTER = 0.56  # mean width of a letter, as a share of the type size; measured on DejaVu Sans and Arial
LONGEST_LABEL = 24
REGIONS_UP_TO = 10.0  # degrees from south to north; beyond, regions only clutter the map
PIXELS_A_LABEL = 10_000  # more names than this leaves room for would hide the map
OFF = (26.0, 40.0, 56.0)  # pixels at which a name may stand off its marker

Area = tuple[float, float, float, float]  # left, top, right, bottom in pixels


OutlinesWithin = Callable[[Box], Sequence[Outline]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """An outline as an SVG path."""

    name: str
    kind: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """One place on the map."""

    row: Row
    x: float
    y: float
    foot: Point | None  # where it really lies, if it was pushed away from there


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A name beside its marker."""

    text: str
    x: float
    y: float
    anchor: str  # SVG text-anchor
    leader: tuple[float, float, float, float] | None  # from the marker to a label that stands off
    is_area: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Meridian:
    """One line of the grid of degrees, with its name at the edge."""

    x1: float
    y1: float
    x2: float
    y2: float
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MapDrawing:
    """Everything to draw, in pixels from the top left corner."""

    width: int
    height: int
    type_size: float
    grid: tuple[Meridian, ...]
    shapes: tuple[Shape, ...]
    markers: tuple[Marker, ...]  # areas first, so that places lie on top
    labels: tuple[Label, ...]
    left_out: tuple[Row, ...]  # whole countries, and places too far off for one legible map
    scale_pixels: float
    scale_km: int


def draw_map(
    rows: Sequence[Row], *, outlines: OutlinesWithin, width: int, height: int, type_size: float = 12.5
) -> MapDrawing | None:
    """The map of the rows' places; None where there are none."""
    points = [row for row in rows if row.kind != "country"]
    near = main_body([(row.lat, row.lon) for row in points])
    shown = [row for row, is_near in zip(points, near, strict=True) if is_near]
    box = box_around((row.lat, row.lon) for row in shown)
    if box is None:
        return None
    projection = Projection(box=box, width=width, height=height)
    markers = _markers(shown, projection)
    pixels, km = _scale(projection)
    return MapDrawing(
        width=width,
        height=height,
        type_size=type_size,
        grid=_grid(projection),
        shapes=_shapes(outlines(projection.view), projection),
        markers=markers,
        labels=_labels(markers, width, height, type_size),
        left_out=tuple(row for row in rows if row not in shown),
        scale_pixels=round(pixels, 1),
        scale_km=km,
    )


def _shapes(outlines: Iterable[Outline], projection: Projection) -> tuple[Shape, ...]:
    south, _, north, _ = projection.view
    drawn = (
        Shape(
            name=one.name,
            kind=one.kind,
            path="".join(path(r, projection, closed=one.kind != "disputed_line") for r in one.rings),
        )
        for one in outlines
        if one.kind != "admin1" or north - south <= REGIONS_UP_TO
    )
    return tuple(shape for shape in drawn if shape.path)


def _grid(projection: Projection) -> tuple[Meridian, ...]:
    """About four lines each way, at round degrees."""
    south, west, north, east = projection.view
    span = min(north - south, east - west)
    step = next((s for s in (0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0) if span / s <= 5), 20.0)
    lines: list[Meridian] = []
    for number in range(math.ceil(south / step), math.floor(north / step) + 1):
        y = round(projection.xy(number * step, west)[1], 1)
        name = f"{abs(number * step):g}°{'N' if number >= 0 else 'S'}"
        lines.append(Meridian(x1=0, y1=y, x2=projection.width, y2=y, name=name))
    for number in range(math.ceil(west / step), math.floor(east / step) + 1):
        x = round(projection.xy(south, number * step)[0], 1)
        name = f"{abs(number * step):g}°{'E' if number >= 0 else 'W'}"
        lines.append(Meridian(x1=x, y1=0, x2=x, y2=projection.height, name=name))
    return tuple(lines)


def _markers(rows: Sequence[Row], projection: Projection) -> tuple[Marker, ...]:
    order = sorted(rows, key=lambda row: (not row.is_area, row.cell))
    feet = [projection.xy(row.lat, row.lon) for row in order]
    spots = _pushed_apart(feet, projection.width, projection.height)
    return tuple(
        Marker(
            row=row,
            x=round(x, 1),
            y=round(y, 1),
            foot=(round(foot[0], 1), round(foot[1], 1)) if math.dist(foot, (x, y)) > 4 else None,
        )
        for row, foot, (x, y) in zip(order, feet, spots, strict=True)
    )


def _pushed_apart(feet: Sequence[Point], width: float, height: float) -> list[Point]:
    """Markers that would cover each other, moved just far enough; deterministic."""
    spots = [(x, y) for x, y in feet]
    gap = 2 * MARKER + 3
    for _ in range(40):
        moved = False
        for one in range(len(spots)):
            for two in range(one + 1, len(spots)):
                (x1, y1), (x2, y2) = spots[one], spots[two]
                if abs(x1 - x2) >= gap or abs(y1 - y2) >= gap:
                    continue
                apart = math.hypot(x2 - x1, y2 - y1)
                if apart >= gap:
                    continue
                # On the very same spot there is no direction: fan out by number.
                turn = math.atan2(y2 - y1, x2 - x1) if apart > 0.01 else two * 2.4
                push = (gap - apart) / 2 + 0.1
                across, down = math.cos(turn) * push, math.sin(turn) * push
                spots[one] = _kept_in(x1 - across, y1 - down, width, height)
                spots[two] = _kept_in(x2 + across, y2 + down, width, height)
                moved = True
        if not moved:
            break
    return spots


def _kept_in(x: float, y: float, width: float, height: float) -> Point:
    edge = MARKER + 4
    return min(max(x, edge), width - edge), min(max(y, edge), height - edge)


def _labels(markers: Sequence[Marker], width: float, height: float, type_size: float) -> tuple[Label, ...]:
    """
    Names at the first free spot around their marker, the weightier places first; the rest stay bare.

    Where all spots beside the marker are taken, the name stands off a little and a line leads to it.
    """
    taken = [_square(marker.x, marker.y, _reach(marker)) for marker in markers]
    labels: list[Label] = []
    room = int(width * height / PIXELS_A_LABEL)
    for marker in sorted(markers, key=_importance)[:room]:
        text = shortened(marker.row.place, to=LONGEST_LABEL)
        across = len(text) * type_size * LETTER
        for x, y, anchor, stands_off in _spots(marker, type_size):
            left = x - {"start": 0.0, "end": across, "middle": across / 2}[anchor]
            area = (left, y - type_size * 0.85, left + across, y + type_size * 0.3)
            if not _inside(area, width, height) or any(_overlap(area, other) for other in taken):
                continue
            leader = _leader(marker, x, y - type_size * 0.3) if stands_off else None
            taken.append(area)
            labels.append(
                Label(
                    text=text,
                    x=round(x, 1),
                    y=round(y, 1),
                    anchor=anchor,
                    is_area=marker.row.is_area,
                    leader=leader,
                )
            )
            break
    return tuple(labels)


def _spots(marker: Marker, type_size: float) -> Iterator[tuple[float, float, str, bool]]:
    """Where a name may stand, best first: x, y of its baseline, anchor, and whether it stands off."""
    reach, x, y = _reach(marker), marker.x, marker.y
    yield x + reach + 2, y + 0.35 * type_size, "start", False
    yield x - reach - 2, y + 0.35 * type_size, "end", False
    yield x, y + reach + type_size, "middle", False
    yield x, y - reach - 3, "middle", False
    for side, anchor in ((1, "start"), (-1, "end")):
        yield x + side * (reach - 1), y + reach + 0.7 * type_size, anchor, False
        yield x + side * (reach - 1), y - reach + 2, anchor, False
    for distance in OFF:
        for turn in (-60, 60, -120, 120, -90, 90, -30, 30, -150, 150):
            across, down = math.cos(math.radians(turn)), math.sin(math.radians(turn))
            anchor = "middle" if abs(across) < 0.2 else "start" if across > 0 else "end"
            yield x + across * distance, y + down * distance + 0.35 * type_size, anchor, True


def _leader(marker: Marker, x: float, y: float) -> tuple[float, float, float, float]:
    """A line from the marker's edge to where a label begins or ends."""
    share = min(1.0, MARKER / math.dist((marker.x, marker.y), (x, y)))
    start = marker.x + (x - marker.x) * share, marker.y + (y - marker.y) * share
    return round(start[0], 1), round(start[1], 1), round(x, 1), round(y, 1)


def _square(x: float, y: float, reach: float) -> Area:
    return x - reach, y - reach, x + reach, y + reach


def _inside(area: Area, width: float, height: float) -> bool:
    return area[0] > 3 and area[2] < width - 3 and area[1] > 3 and area[3] < height - 3


def _reach(marker: Marker) -> float:
    """How far the drawing of a marker goes, with a little air."""
    ringed = marker.row.is_area or marker.row.phase is not Phase.QUIET
    return (RING if ringed else MARKER) + 3


def _importance(marker: Marker) -> tuple[int, int, str]:
    row = marker.row
    return (-len(row.supports) - len(row.opposes), -row.population, row.cell)


def _overlap(one: Area, two: Area) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def _scale(projection: Projection) -> tuple[float, int]:
    """A round number of kilometres about a sixth of the map wide."""
    wanted = projection.kilometres(projection.width / 6)
    km = max((n for n in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000) if n <= wanted), default=1)
    return km / projection.kilometres(1.0), km
