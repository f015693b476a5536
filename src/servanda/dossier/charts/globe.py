"""A little globe that shows where on earth a map lies."""

from __future__ import annotations

from functools import cache, lru_cache
from math import sqrt

from servanda.dossier.charts.coast import Ring, land, path, thin, turns_inside_out
from servanda.dossier.charts.projection import Projection

#: Land masses with fewer corners are not seen at this size.
LEAST_CORNERS = 40


@cache
def _coarse() -> tuple[Ring, ...]:
    rings = [mass[0] for mass in land() if len(mass[0]) >= LEAST_CORNERS]
    return tuple(ring[:: 12 if len(ring) > 400 else 4] for ring in rings)


@lru_cache(maxsize=16)
def draw_globe(view: Projection, *, x: float, y: float, radius: float) -> str:
    """Give an SVG group: the half of the earth around the view, and the view's own outline.

    The half is drawn in the map's own projection, in which it is a disc of radius root two.
    """
    lon, lat = view.degrees_at(view.width / 2, view.height / 2)
    half = Projection(lon, lat, 2 * x, 2 * y, radius / sqrt(2), 0, 0)
    disc = f"M{x - radius:g} {y:g}a{radius:g} {radius:g} 0 1 0 {2 * radius:g} 0" + (
        f"a{radius:g} {radius:g} 0 1 0 {-2 * radius:g} 0Z"
    )
    masses = ""
    for ring in _coarse():
        flat = [half.flat(*one) for one in ring]
        if turns_inside_out(flat, hole=False):
            masses += disc
        masses += path(thin([half.pixel(*one) for one in flat], least=1.0), closed=True)
    edge = [(a / 8, 0.0) for a in range(8)] + [(1.0, a / 8) for a in range(8)]
    edge += [(1 - a / 8, 1.0) for a in range(8)] + [(0.0, 1 - a / 8) for a in range(8)]
    frame = path(
        [half.point(*view.degrees_at(view.width * a, view.height * b)) for a, b in edge],
        closed=True,
    )
    circle = f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}"'
    return (
        f'<g class="globe" aria-hidden="true"><clipPath id="globe-edge">{circle}/></clipPath>'
        f'{circle} class="sea"/><g clip-path="url(#globe-edge)">'
        f'<path class="mass" fill-rule="evenodd" d="{masses}"/><path class="here" d="{frame}"/></g>'
        f'{circle} class="rim"/></g>'
    )
