"""Boxes and footprints on the globe, as far as gazetteers need them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

Box = tuple[float, float, float, float]


def in_box(box: Box, lat: float, lon: float) -> bool:
    """Tell whether a point lies in a box of west, south, east, north; west > east crosses 180°."""
    west, south, east, north = box
    if not south <= lat <= north:
        return False
    return west <= lon <= east if west <= east else lon >= west or lon <= east


def in_footprint(geometry: dict[str, Any], lat: float, lon: float) -> bool:
    """Tell whether a point lies in a GeoJSON polygon or several, holes left out (RFC 7946)."""
    return any(
        _in_ring(rings[0], lat, lon) and not any(_in_ring(ring, lat, lon) for ring in rings[1:])
        for rings in _polygons(geometry)
        if rings
    )


def middle(geometry: dict[str, Any]) -> tuple[float, float] | None:
    """Give latitude and longitude of a footprint's middle: the centroid of its largest polygon.

    A point is its own middle; a line's is the mean of its corners. None for an empty geometry.
    """
    rings = [polygon[0] for polygon in _polygons(geometry) if polygon]
    if rings:
        return _centroid(max(rings, key=lambda ring: abs(_area(ring))))
    corners = list(_corners(geometry.get("coordinates")))
    if not corners:
        return None
    return (
        sum(lat for _lon, lat in corners) / len(corners),
        sum(lon for lon, _lat in corners) / len(corners),
    )


def _polygons(geometry: dict[str, Any]) -> Iterator[list[list[list[float]]]]:
    kind = geometry.get("type")
    if kind == "Polygon":
        yield geometry.get("coordinates") or []
    elif kind == "MultiPolygon":
        yield from geometry.get("coordinates") or []
    elif kind == "Feature":
        yield from _polygons(geometry.get("geometry") or {})
    elif kind in ("GeometryCollection", "FeatureCollection"):
        for part in geometry.get("geometries") or geometry.get("features") or []:
            yield from _polygons(part)


def _corners(coordinates: Any) -> Iterator[tuple[float, float]]:
    if not isinstance(coordinates, list | tuple) or not coordinates:
        return
    if isinstance(coordinates[0], int | float):
        yield float(coordinates[0]), float(coordinates[1])
        return
    for part in coordinates:
        yield from _corners(part)


def _in_ring(ring: list[list[float]], lat: float, lon: float) -> bool:
    inside = False
    for (x1, y1, *_), (x2, y2, *_) in pairwise(ring):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def _area(ring: list[list[float]]) -> float:
    pairs = pairwise(ring)
    return sum(one[0] * two[1] - two[0] * one[1] for one, two in pairs) / 2


def _centroid(ring: list[list[float]]) -> tuple[float, float]:
    area = _area(ring)
    if not area:
        return ring[0][1], ring[0][0]
    x = y = 0.0
    for one, two in pairwise(ring):
        cross = one[0] * two[1] - two[0] * one[1]
        x += (one[0] + two[0]) * cross
        y += (one[1] + two[1]) * cross
    return y / (6 * area), x / (6 * area)
