"""Towns added up: where a division, a country or a former state stands that has no point itself."""

from __future__ import annotations

import math
from array import array
from collections import defaultdict
from collections.abc import Iterator

from servanda.domain.place import distance_km
from servanda.places.rows import Row

#: Squares to a degree, for the middle of the inhabited land.
_SQUARES = 4


class Towns:
    """Adds up towns, so that what has no point of its own stands at the centre of theirs.

    Each quarter of a degree that holds a town counts once: the middle of the inhabited land.
    Weighted by inhabitants, a province would stand in its largest city.
    """

    def __init__(self) -> None:
        self._sums: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
        self._points: dict[str, tuple[array[float], array[float]]] = defaultdict(
            lambda: (array("d"), array("d"))
        )
        self._near: dict[tuple[int, int], list[tuple[float, float, str]]] = defaultdict(list)
        self._squares: set[tuple[str, int, int]] = set()
        self._people: dict[str, int] = defaultdict(int)

    def add(self, row: Row, lat: float, lon: float) -> None:
        """Add a town; in a square that its division has already it only adds inhabitants."""
        rows, columns = int(lat * _SQUARES), int(lon * _SQUARES)
        if row.division:
            lons, lats = self._points[row.division]
            lons.append(lon)
            lats.append(lat)
            self._people[row.division] += row.population
            if (row.division, rows, columns) in self._squares:
                return
        for code in (row.country, row.division):
            if code and (code, rows, columns) not in self._squares:
                self._squares.add((code, rows, columns))
                north, east = math.radians(lat), math.radians(lon)
                # a square is narrower towards the poles: weigh it by its area
                flat = math.cos(north) ** 2
                sums = self._sums[code]
                sums[0] += flat * math.cos(east)
                sums[1] += flat * math.sin(east)
                sums[2] += math.cos(north) * math.sin(north)

    def division_near(self, lat: float, lon: float) -> str:
        """Give the division of the nearest town within half a degree or so; "" if none is."""
        if not self._near:
            for code, (lons, lats) in self._points.items():
                for west, north in zip(lons, lats, strict=True):
                    self._near[int(north * 2), int(west * 2)].append((north, west, code))
        row, column = int(lat * 2), int(lon * 2)
        around = [
            town
            for rows in (row - 1, row, row + 1)
            for columns in (column - 1, column, column + 1)
            for town in self._near.get((rows, columns), ())
        ]
        nearest = min(around, key=lambda one: distance_km(lat, lon, one[0], one[1]), default=None)
        return nearest[2] if nearest else ""

    def placed(self, row: Row) -> Row:
        """Give a division, a country or a former state with its centre; a division's people too."""
        codes = row.members or (row.division or row.country,)
        parts = [self._sums[code] for code in codes if code in self._sums]
        if parts:
            lat, lon = _point([sum(axis) for axis in zip(*parts, strict=True)])
            row = row._replace(lat=lat, lon=lon)
        if row.kind == "division":
            row = row._replace(population=self._people[row.division])
        return row

    def divisions(
        self,
    ) -> Iterator[tuple[str, tuple[int, float, float, float, float, float, float]]]:
        """Give each division's towns counted, its centre, and the box that holds nearly all.

        A hundredth at each end is left out: GeoNames files some towns under a wrong division.
        """
        for code in sorted(self._points):
            lat, lon = _point(self._sums[code])
            lons, lats = (sorted(axis) for axis in self._points[code])
            cut = len(lons) // 100
            last = len(lons) - 1 - cut
            yield code, (len(lons), lat, lon, lons[cut], lats[cut], lons[last], lats[last])


def _point(vector: list[float]) -> tuple[float, float]:
    x, y, z = vector
    lat = math.degrees(math.atan2(z, math.hypot(x, y)))
    return round(lat, 5), round(math.degrees(math.atan2(y, x)), 5)
