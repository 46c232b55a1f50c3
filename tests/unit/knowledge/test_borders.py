import pytest

from contested.knowledge import borders
from contested.knowledge.borders import borders_within

SYRIA = (32.0, 35.5, 37.5, 42.5)
KHERSON = (45.0, 31.0, 48.0, 36.0)


def test_a_map_of_syria_shows_its_neighbours_and_its_regions() -> None:
    outlines = borders_within(SYRIA)
    countries = {outline.name for outline in outlines if outline.kind == "country"}
    regions = {outline.name for outline in outlines if outline.kind == "admin1"}
    assert {"Syria", "Iraq", "Turkey", "Lebanon", "Jordan"} <= countries
    assert {"Homs", "Deir ez-Zor", "Raqqa", "Aleppo"} <= regions


def test_areas_are_closed_and_cut_at_the_edges_of_the_map() -> None:
    south, west, north, east = SYRIA
    for outline in borders_within(SYRIA):
        if outline.kind == "disputed_line":
            continue
        for ring in outline.rings:
            assert ring[0] == ring[-1]
            assert all(south <= lat <= north and west <= lon <= east for lat, lon in ring)


def test_the_line_between_crimea_and_kherson_is_drawn_as_disputed() -> None:
    outlines = borders_within(KHERSON)
    assert "Crimea line" in {outline.name for outline in outlines if outline.kind == "disputed_line"}


def test_the_open_sea_has_no_outlines() -> None:
    assert borders_within((-50.0, -30.0, -45.0, -25.0)) == ()


def test_every_stored_area_is_one_closed_ring() -> None:
    for shape in borders._shapes():
        if shape.kind != "disputed_line":
            assert all(ring[0] == ring[-1] for ring, _ in shape.rings), shape.name


@pytest.mark.parametrize("box", [(37.0, 35.0, 32.0, 42.0), (32.0, 42.0, 37.0, 35.0), (0.0, 0.0, 91.0, 1.0)])
def test_a_box_that_is_none_is_refused(box: tuple[float, float, float, float]) -> None:
    with pytest.raises(ValueError, match="need south < north and west < east"):
        borders_within(box)
