from dataclasses import replace
from itertools import combinations

from show_values import PICTURE, PLACES, SIDES

from contested.show.map_drawing import LETTER, MARKER, Label, MapDrawing, draw_map
from contested.show.map_geometry import Projection, box_around
from contested.show.sides import styles_for
from contested.show.views.board import board

ROWS = board(PICTURE, styles_for(SIDES, pictures=[PICTURE])).rows


def drawn(width: int = 960, height: int = 600) -> MapDrawing:
    drawing = draw_map(ROWS, outlines=lambda box: (), width=width, height=height)
    assert drawing
    return drawing


def area(label: Label, size: float) -> tuple[float, float, float, float]:
    across = len(label.text) * size * LETTER
    left = label.x - {"start": 0.0, "end": across, "middle": across / 2}[label.anchor]
    return left, label.y - size * 0.8, left + across, label.y + size * 0.2


def test_no_two_labels_lie_on_one_another() -> None:
    for width, height in ((960, 600), (358, 380)):
        drawing = drawn(width, height)
        for one, two in combinations([area(label, drawing.type_size) for label in drawing.labels], 2):
            assert one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]


def test_every_place_has_its_marker_and_none_covers_another() -> None:
    drawing = drawn()
    assert len(drawing.markers) == len(PLACES)
    for one, two in combinations(drawing.markers, 2):
        assert (one.x - two.x) ** 2 + (one.y - two.y) ** 2 >= (2 * MARKER - 1) ** 2


def test_north_is_up_and_east_is_right() -> None:
    where = {marker.row.place: marker for marker in drawn().markers}
    assert where["Raqqa"].y < where["Tadmur"].y
    assert where["Homs"].x < where["Deir ez-Zor"].x


def test_a_single_place_still_gets_land_around_it() -> None:
    box = box_around([(34.5, 38.3)])
    assert box
    x, y = Projection(box=box, width=100, height=100).xy(34.5, 38.3)
    assert (round(x), round(y)) == (50, 50)


def test_the_map_is_the_same_whatever_order_the_places_come_in() -> None:
    turned = draw_map(ROWS[::-1], outlines=lambda box: (), width=960, height=600)
    assert turned == drawn()


def test_without_places_there_is_no_map() -> None:
    assert draw_map([], outlines=lambda box: (), width=960, height=600) is None


def test_a_country_and_a_far_place_are_named_beside_the_map() -> None:
    far = [
        replace(ROWS[0], cell="far", place="Far City", lat=55.8, lon=37.6),
        replace(ROWS[0], cell="land", place="A Country", kind="country"),
    ]
    drawing = draw_map([*ROWS, *far], outlines=lambda box: (), width=960, height=600)
    assert drawing
    assert [row.place for row in drawing.left_out] == ["Far City", "A Country"]
    assert len(drawing.markers) == len(ROWS)
