"""A small map to choose a place on: coast, graticule, territory and numbered candidates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from servanda.domain.agreement import Agreement
from servanda.dossier.charts.coast import coast_path
from servanda.dossier.charts.map import area, graticule, tell_view, territory_corners
from servanda.dossier.charts.projection import Degrees, Projection, fit

WIDTH = 460.0
TALLEST = 320.0
#: What lies farther from the territory than this many times its reach does not widen the view.
FAR = 1.6


@dataclass(frozen=True, slots=True)
class ChoicePoint:
    """A candidate: the number or sign that stands in it, its name, WGS 84 degrees."""

    sign: str
    name: str
    lat: float
    lon: float
    chosen: bool = False


def draw_choices(
    points: Sequence[ChoicePoint], agreements: Sequence[Agreement], *, id: str, title: str
) -> Markup | None:
    """Give the map as SVG, which tells its projection; None when nothing has a position.

    `id` is unique on the page. Candidates far from the territory stand in the list alone, unless
    one of them is chosen or all are far.
    """
    extent = _extent(points, agreements)
    if not extent:
        return None
    view = fit(extent, width=WIDTH, tallest=TALLEST)
    body = [
        f'<rect class="water" width="{view.width:g}" height="{view.height:.0f}"/>',
        f'<path class="land" fill-rule="evenodd" d="{coast_path(view)}"/>',
        *graticule(view),
        *_landmarks(view, agreements),
    ]
    for agreement in agreements:
        shape = area(view, agreement.territory.footprint)
        if shape:
            body.append(f'<path class="territory" d="{shape}"/>')
    # The first stands on top: it is the likeliest.
    for one in reversed(points):
        if view.holds(one.lon, one.lat):
            x, y = view.point(one.lon, one.lat)
            kind = "pick chosen" if one.chosen else "pick"
            body.append(
                f'<g class="{kind}" data-pick="{escape(one.sign)}"><title>{escape(one.name)}'
                f'</title><circle cx="{x:.1f}" cy="{y:.1f}" r="9"/>'
                f'<text x="{x:.1f}" y="{y + 3.8:.1f}">{escape(one.sign)}</text></g>'
            )
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" class="map choice" role="img" '
        f'aria-labelledby="{escape(id)}" viewBox="0 0 {view.width:g} {view.height:.0f}"'
        f'{tell_view(view)}><title id="{escape(id)}">{escape(title)}</title>{"".join(body)}</svg>'
    )


def _extent(points: Sequence[ChoicePoint], agreements: Sequence[Agreement]) -> list[Degrees]:
    """Give what the view is to show: the territory, or its own places, and what lies near it."""
    known = list(territory_corners(agreements))
    known += [(lon, lat) for _name, lon, lat in _own_places(agreements)]
    places = [(one.lon, one.lat) for one in points]
    if not known:
        return places
    view = fit(known, width=WIDTH, tallest=TALLEST)
    near = [one for one in places if view.distance(*one) <= FAR * view.reach]
    chosen = [(one.lon, one.lat) for one in points if one.chosen]
    return places if places and not near else [*known, *near, *chosen]


def _own_places(agreements: Sequence[Agreement]) -> list[tuple[str, float, float]]:
    return [
        (one.name, one.lon, one.lat)
        for agreement in agreements
        for one in agreement.territory.places
        if one.lon is not None and one.lat is not None and one.granularity == "point"
    ]


def _landmarks(view: Projection, agreements: Sequence[Agreement]) -> Iterator[str]:
    """Give the agreement's own places as quiet dots with names, where the names have room."""
    taken: list[tuple[float, float]] = []
    for name, lon, lat in _own_places(agreements):
        if not view.holds(lon, lat):
            continue
        x, y = view.point(lon, lat)
        yield f'<circle class="spot quiet" cx="{x:.1f}" cy="{y:.1f}" r="2"/>'
        if all(abs(x - a) > 58 or abs(y - b) > 11 for a, b in taken) and x < view.width - 60:
            taken.append((x, y))
            yield (
                f'<text class="name faint" x="{x + 5:.1f}" y="{y - 3:.1f}">{escape(name)}</text>'
            )
