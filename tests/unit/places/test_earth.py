"""Distances and footprints."""

from __future__ import annotations

import pytest

from servanda.domain.place import distance_km
from servanda.places.earth import in_box, in_footprint, middle

SQUARE = [[0.0, 0.0], [10.0, 0.0], [10.0, 10.0], [0.0, 10.0], [0.0, 0.0]]
HOLE = [[4.0, 4.0], [6.0, 4.0], [6.0, 6.0], [4.0, 6.0], [4.0, 4.0]]


def test_a_degree_of_latitude_is_about_111_km() -> None:
    assert distance_km(0, 0, 1, 0) == pytest.approx(111.2, abs=0.1)


def test_the_way_across_the_date_line_is_the_short_one() -> None:
    assert distance_km(0, 179.5, 0, -179.5) == pytest.approx(111.2, abs=0.1)
    assert in_box((170, -10, -170, 10), 0, 179)
    assert not in_box((170, -10, -170, 10), 0, 0)


def test_a_hole_is_not_part_of_a_footprint() -> None:
    polygon = {"type": "Polygon", "coordinates": [SQUARE, HOLE]}
    assert in_footprint(polygon, 2, 2)
    assert not in_footprint(polygon, 5, 5)
    assert not in_footprint(polygon, 11, 5)


def test_any_part_of_several_will_do() -> None:
    far = [[x + 50, y] for x, y in SQUARE]
    parts = {"type": "MultiPolygon", "coordinates": [[SQUARE], [far]]}
    assert in_footprint(parts, 5, 55)


def test_the_middle_of_a_square_is_its_middle_and_of_a_point_itself() -> None:
    assert middle({"type": "Polygon", "coordinates": [SQUARE]}) == pytest.approx((5, 5))
    assert middle({"type": "Point", "coordinates": [81.3, 43.9]}) == (43.9, 81.3)
    assert middle({"type": "Polygon", "coordinates": []}) is None
