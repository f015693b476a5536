"""From degrees to the page: Lambert's azimuthal equal-area projection about a centre.

Areas keep their size, so no district looks larger than it is; poles and the date line need no
special care. Source: J. P. Snyder, Map Projections: A Working Manual, USGS 1395, pp. 185-187.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import asin, atan2, cos, degrees, hypot, radians, sin, sqrt

#: Longitude and latitude in degrees.
Degrees = tuple[float, float]
Point = tuple[float, float]

EARTH_KM = 6371.0
#: A map of a single town still shows about so many kilometres around it.
LEAST_KM = 60.0


@dataclass(frozen=True)
class Projection:
    """A view: centre in degrees, size in pixels, and pixels for each radian at the centre."""

    lon: float
    lat: float
    width: float
    height: float
    scale: float
    x: float
    y: float

    def flat(self, lon: float, lat: float) -> Point:
        """Give a position on the plane, in radians east and north of the centre."""
        phi, lam = radians(lat), radians(lon - self.lon)
        phi0 = radians(self.lat)
        cosine = sin(phi0) * sin(phi) + cos(phi0) * cos(phi) * cos(lam)
        k = sqrt(2 / max(1e-9, 1 + cosine))
        return (
            k * cos(phi) * sin(lam),
            k * (cos(phi0) * sin(phi) - sin(phi0) * cos(phi) * cos(lam)),
        )

    def distance(self, lon: float, lat: float) -> float:
        """Give how far a position lies from the centre, in radians along the earth."""
        return 2 * asin(min(1.0, hypot(*self.flat(lon, lat)) / 2))

    @property
    def reach(self) -> float:
        """How far the farthest corner of the view lies from the centre, in radians."""
        corners = [(x, y) for x in (0.0, self.width) for y in (0.0, self.height)]
        return max(self.distance(*self.degrees_at(x, y)) for x, y in corners)

    def holds(self, lon: float, lat: float) -> bool:
        """Tell whether a position lies within the picture."""
        x, y = self.point(lon, lat)
        return 0 <= x <= self.width and 0 <= y <= self.height

    def point(self, lon: float, lat: float) -> Point:
        """Give a position on the page, in pixels from its upper left corner."""
        return self.pixel(*self.flat(lon, lat))

    def pixel(self, east: float, north: float) -> Point:
        """Give a point of the plane on the page."""
        return (
            self.width / 2 + (east - self.x) * self.scale,
            self.height / 2 - (north - self.y) * self.scale,
        )

    def degrees_at(self, x: float, y: float) -> Degrees:
        """Give the longitude and latitude of a point on the page."""
        east = (x - self.width / 2) / self.scale + self.x
        north = (self.height / 2 - y) / self.scale + self.y
        rho = hypot(east, north)
        if rho < 1e-12:
            return self.lon, self.lat
        c = 2 * asin(min(1.0, rho / 2))
        phi0 = radians(self.lat)
        phi = asin(cos(c) * sin(phi0) + north * sin(c) * cos(phi0) / rho)
        lam = atan2(east * sin(c), rho * cos(phi0) * cos(c) - north * sin(phi0) * sin(c))
        return (self.lon + degrees(lam) + 540) % 360 - 180, degrees(phi)


def fit(points: Iterable[Degrees], *, width: float, tallest: float) -> Projection:
    """Give a view that shows all these positions with a margin around them."""
    known = list(points) or [(0.0, 0.0)]
    lon, lat = _middle(known)
    flat = Projection(lon, lat, 0, 0, 1, 0, 0)
    spots = [flat.flat(*one) for one in known]
    west, east = min(x for x, _ in spots), max(x for x, _ in spots)
    south, north = min(y for _, y in spots), max(y for _, y in spots)
    least = LEAST_KM / EARTH_KM
    across, up = max(east - west, least) * 1.22, max(north - south, least / 2) * 1.3
    height = min(tallest, max(width * 0.5, width * up / across))
    scale = min(width / across, height / up)
    return Projection(lon, lat, width, height, scale, (west + east) / 2, (south + north) / 2)


def _middle(points: list[Degrees]) -> Degrees:
    x = y = z = 0.0
    for lon, lat in points:
        phi, lam = radians(lat), radians(lon)
        x += cos(phi) * cos(lam)
        y += cos(phi) * sin(lam)
        z += sin(phi)
    if hypot(x, y, z) < 1e-9:
        return 0.0, 0.0
    return degrees(atan2(y, x)), degrees(atan2(z, hypot(x, y)))
