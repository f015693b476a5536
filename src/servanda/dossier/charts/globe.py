"""A little globe that shows where on earth a map lies."""

from __future__ import annotations

from functools import cache
from math import cos, hypot, radians, sin

from servanda.dossier.charts.coast import Ring, land, path, thin
from servanda.dossier.charts.projection import Projection

#: Land masses with fewer corners are not seen at this size.
LEAST_CORNERS = 40


@cache
def _coarse() -> tuple[Ring, ...]:
    rings = [mass[0] for mass in land() if len(mass[0]) >= LEAST_CORNERS]
    return tuple(ring[:: 12 if len(ring) > 400 else 4] for ring in rings)


def draw_globe(view: Projection, *, x: float, y: float, radius: float) -> str:
    """Give an SVG group: the half of the earth around the view, and the view's own outline."""
    lon, lat = view.degrees_at(view.width / 2, view.height / 2)

    def spot(one_lon: float, one_lat: float) -> tuple[float, float]:
        phi, lam, phi0 = radians(one_lat), radians(one_lon - lon), radians(lat)
        east = cos(phi) * sin(lam)
        north = cos(phi0) * sin(phi) - sin(phi0) * cos(phi) * cos(lam)
        if sin(phi0) * sin(phi) + cos(phi0) * cos(phi) * cos(lam) < 0:
            # Behind the horizon: drawn on it, so that a land mass ends there.
            length = hypot(east, north) or 1.0
            east, north = east / length, north / length
        return x + radius * east, y - radius * north

    masses = "".join(
        path(thin([spot(*one) for one in ring], least=1.0), closed=True) for ring in _coarse()
    )
    corners = [
        view.degrees_at(view.width * a, view.height * b)
        for a, b in ((0, 0), (0.5, 0), (1, 0), (1, 0.5), (1, 1), (0.5, 1), (0, 1), (0, 0.5))
    ]
    frame = path([spot(*one) for one in corners], closed=True)
    return (
        f'<g class="globe" aria-hidden="true"><circle cx="{x:g}" cy="{y:g}" r="{radius:g}" '
        f'class="sea"/><path class="mass" d="{masses}"/><path class="here" d="{frame}"/>'
        f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" class="rim"/></g>'
    )
