"""The map: coast, graticule, the agreement's own footprints and the places that are spoken of.

It shows where statements speak of, not where most happened: a place that nobody names is blank.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from math import atan2, degrees
from typing import Any

from markupsafe import Markup, escape

from servanda.domain.agreement import Agreement
from servanda.dossier.charts.coast import coast_path, path
from servanda.dossier.charts.globe import draw_globe
from servanda.dossier.charts.projection import EARTH_KM, Degrees, Point, Projection, fit
from servanda.dossier.place_lines import PlaceLine
from servanda.saying import _

WIDTH = 960.0
TALLEST = 900.0
GLOBE = 54.0
STEPS = (0.25, 0.5, 1, 2, 5, 10, 15, 30)
#: So many places are tried for the middle of the map, and so many are pointed at from its edge.
MOST_CENTRES = 400
MOST_BEYOND = 12
#: Names at the edge nearer to each other than this, across and down, would hide each other.
CROWDED = (110.0, 14.0)
#: The share of statements whose places the view is made for; it shows some room around them.
CORE = 0.8
#: From so many statements on, a place is drawn as a circle of this radius, in pixels.
RADII = ((1000, 12.0), (100, 9.6), (10, 7.6), (3, 5.8), (1, 4.2), (0, 2.6))
#: More places than this are drawn without names.
MOST_LABELS = 160


#: West, south, east and north in WGS 84 degrees; west may lie beyond the date line from east.
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map, in pixels."""

    line: PlaceLine
    x: float
    y: float
    radius: float


def draw_map(
    lines: Sequence[PlaceLine],
    agreements: Iterable[Agreement],
    *,
    href: Callable[[str], str],
    title: str,
    description: str,
    chosen: Collection[str] = (),
    box: Box | None = None,
    frame: Projection | None = None,
    most_labels: int = MOST_LABELS,
) -> Markup | None:
    """Give the map as SVG, or None when nothing has a position.

    `chosen` places are ringed and a `box` is drawn, where a page was narrowed to them. With a
    `frame` (`frame_map`) the map shows that, whatever is drawn, and tells its projection, so that
    a script can turn pixels into degrees.
    """
    agreements = list(agreements)
    drawn = [one for one in lines if one.placed and one.granularity != "country"]
    view = frame or frame_map(drawn, agreements)
    if view is None:
        return None
    spots = [_spot(view, one) for one in drawn if _is_in(view, one)]
    beyond = [
        one
        for one in drawn
        if one.said and one.lat is not None and not one.footprint and not _is_in(view, one)
    ]
    body = [
        f'<rect class="water" width="{view.width:g}" height="{view.height:.0f}"/>',
        f'<path class="land" fill-rule="evenodd" d="{coast_path(view)}"/>',
        *graticule(view),
        *_footprints(view, drawn, agreements, href),
        *_candidates(view, lines),
        *(_draw_ring(one) for one in spots if one.line.key in chosen),
        *(_draw_spot(one, href) for one in spots),
        *([_draw_box(view, box)] if box else []),
        *_labels(view, spots, most_labels),
        *_at_the_edge(view, beyond, href),
        _scale_bar(view),
        draw_globe(view, **_quiet_corner(view, spots)),
    ]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="map" role="group" '
        f'aria-labelledby="map-title map-desc" viewBox="0 0 {view.width:g} {view.height:.0f}"'
        f"{tell_view(view) if frame else ''}>"
        f'<title id="map-title">{escape(title)}</title>'
        f'<desc id="map-desc">{escape(description)}</desc>'
    )
    return Markup(head + "".join(body) + "</svg>")


def frame_map(
    lines: Sequence[PlaceLine], agreements: Sequence[Agreement], *, tallest: float = TALLEST
) -> Projection | None:
    """Give the view that shows the territory and what is near it, or where most is said.

    None when nothing has a position.
    """
    drawn = [one for one in lines if one.placed and one.granularity != "country"]
    extent = _extent(drawn, agreements)
    return fit(extent, width=WIDTH, tallest=tallest) if extent else None


def _extent(lines: Sequence[PlaceLine], agreements: Sequence[Agreement]) -> list[Degrees]:
    """Give what the view is to show: the territory and what is near it, or where most is said.

    One town on another continent must not shrink all the others to a dot: it stands at the edge.
    """
    points = [
        ((one.lon, one.lat), 1 + one.said)
        for one in lines
        if one.lat is not None and one.lon is not None
    ]
    known = list(territory_corners(agreements))
    if known:
        view = fit(known, width=WIDTH, tallest=TALLEST)
        reach = 1.5 * view.reach
        return known + [one for one, _ in points if view.distance(*one) <= reach]
    known = [one for line in lines if line.said for one in _corners(line)]
    return known + _core(points)


def territory_corners(agreements: Sequence[Agreement]) -> Iterator[Degrees]:
    """Give the corners of the agreements' territories, dense enough for a view of them."""
    for agreement in agreements:
        if agreement.territory.box:
            west, south, east, north = agreement.territory.box
            across = (east - west) % 360
            for share in (0, 0.25, 0.5, 0.75, 1):
                yield west + across * share, south
                yield west + across * share, north
        for ring in rings_of(agreement.territory.footprint):
            yield from ring


def _corners(line: PlaceLine) -> Iterator[Degrees]:
    for ring in rings_of(line.footprint):
        yield from ring


def _core(points: Sequence[tuple[Degrees, int]]) -> list[Degrees]:
    """Give the places about the middle one in which at least four of five statements are set."""
    if len(points) < 3:
        return [one for one, _ in points]
    total = sum(weight for _, weight in points)

    def spread(centre: Degrees) -> tuple[float, list[tuple[float, int, Degrees]]]:
        view = Projection(*centre, 0, 0, 1, 0, 0)
        ordered = sorted((view.distance(*one), weight, one) for one, weight in points)
        return sum(far * weight for far, weight, _ in ordered), ordered

    _, ordered = min((spread(one) for one, _ in points[:MOST_CENTRES]), key=lambda found: found[0])
    held = list(accumulate(weight for _, weight, _ in ordered))
    far = next(
        one[0] for one, sum_so_far in zip(ordered, held, strict=True) if sum_so_far >= CORE * total
    )
    return [one for distance, _, one in ordered if distance <= 1.8 * far + 0.01]


def rings_of(geometry: dict[str, Any] | None) -> Iterator[list[Degrees]]:
    """Give the rings of a GeoJSON polygon or multipolygon; nothing for what is none."""
    if not geometry:
        return
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if kind == "GeometryCollection":
        for one in geometry.get("geometries") or ():
            yield from rings_of(one)
        return
    if not isinstance(coordinates, list | tuple):
        return
    polygons = {"Polygon": [coordinates], "MultiPolygon": coordinates}.get(str(kind), [])
    for polygon in polygons:
        for ring in polygon:
            points = [(float(one[0]), float(one[1])) for one in ring if len(one) >= 2]
            if len(points) >= 3:
                yield points


def _is_in(view: Projection, line: PlaceLine) -> bool:
    return line.lat is not None and line.lon is not None and view.holds(line.lon, line.lat)


def _at_the_edge(
    view: Projection, lines: Sequence[PlaceLine], href: Callable[[str], str]
) -> Iterator[str]:
    """Point from the edge towards places that lie beyond it."""
    middle = (view.width / 2, view.height / 2)
    named: list[Point] = []
    for line in sorted(lines, key=lambda one: -one.said)[:MOST_BEYOND]:
        x, y = view.point(line.lon or 0.0, line.lat or 0.0)
        east, south = x - middle[0], y - middle[1]
        inset = 16.0
        share = min(
            (middle[0] - inset) / abs(east) if east else 1e9,
            (middle[1] - inset) / abs(south) if south else 1e9,
        )
        x, y = middle[0] + east * share, middle[1] + south * share
        turn = degrees(atan2(south, east))
        anchor = "end" if east > 0 else "start"
        crowded = any(abs(x - a) < CROWDED[0] and abs(y - b) < CROWDED[1] for a, b in named)
        name = (
            ""
            if crowded
            else f'<text class="name faint" x="{x + (-12 if east > 0 else 12):.1f}" '
            f'y="{y + 4:.1f}" text-anchor="{anchor}">{escape(line.name)}</text>'
        )
        if not crowded:
            named.append((x, y))
        told = escape(_("{name}, beyond the edge of this map").format(name=line.name))
        yield (
            f'<a class="beyond" href="{escape(href(line.key))}"><title>{told}</title>'
            f'<path transform="translate({x:.1f} {y:.1f}) rotate({turn:.0f})" d="M8 0L-4 5V-5Z"/>'
            f"{name}</a>"
        )


def _spot(view: Projection, line: PlaceLine) -> Spot:
    x, y = view.point(line.lon or 0.0, line.lat or 0.0)
    radius = next(size for least, size in RADII if line.said >= least)
    return Spot(line, x, y, radius)


def _draw_spot(spot: Spot, href: Callable[[str], str]) -> str:
    line = spot.line
    kind = "ruled" if line.ruled else "open" if line.proposed else "quiet"
    told = _say_line(line)
    shape = f'<circle class="spot {kind}" cx="{spot.x:.1f}" cy="{spot.y:.1f}" r="{spot.radius}"/>'
    if line.granularity in ("district", "region") and not line.footprint:
        shape = (
            f'<circle class="spread {kind}" cx="{spot.x:.1f}" cy="{spot.y:.1f}" '
            f'r="{17 if line.granularity == "district" else 26}"/>' + shape
        )
    shape = f"<title>{escape(told)}</title>{shape}"
    if not line.said:
        return f"<g>{shape}</g>"
    return f'<a href="{escape(href(line.key))}">{shape}</a>'


def _draw_ring(spot: Spot) -> str:
    return (
        f'<circle class="chosen" cx="{spot.x:.1f}" cy="{spot.y:.1f}" r="{spot.radius + 4.5:.1f}"/>'
    )


def tell_view(view: Projection) -> str:
    """Give the projection as an attribute, so that a script can turn pixels into degrees."""
    told = " ".join(
        f"{one:.8g}" for one in (view.lon, view.lat, view.scale, view.x, view.y, view.width)
    )
    return f' data-view="{told} {view.height:.8g}"'


def _draw_box(view: Projection, box: Box) -> str:
    west, south, east, north = box
    across = (east - west) % 360 or 360.0
    corners = [
        (west, south),
        (west + across, south),
        (west + across, north),
        (west, north),
    ]
    return f'<path class="box" d="{_outline(view, corners, steps=24)}"/>'


def _candidates(view: Projection, lines: Sequence[PlaceLine]) -> Iterator[str]:
    """Draw where an unplaced mention may lie: several question marks for one name."""
    for line in lines:
        if line.placed:
            continue
        for name, lat, lon in line.candidates:
            x, y = view.point(lon, lat)
            if 0 < x < view.width and 0 < y < view.height:
                told = escape(
                    _("{written}: perhaps {name}, perhaps not; not decided").format(
                        written=line.name, name=name
                    )
                )
                yield (
                    f'<g class="maybe"><title>{told}</title><circle cx="{x:.1f}" cy="{y:.1f}" '
                    f'r="7"/><text x="{x:.1f}" y="{y + 3.6:.1f}">?</text></g>'
                )


def _say_line(line: PlaceLine) -> str:
    return _("{name}: {accepted} accepted, {proposed} proposed").format(
        name=line.name, accepted=line.ruled, proposed=line.proposed
    )


def _footprints(
    view: Projection,
    lines: Sequence[PlaceLine],
    agreements: Sequence[Agreement],
    href: Callable[[str], str],
) -> Iterator[str]:
    for agreement in agreements:
        shape = area(view, agreement.territory.footprint)
        if shape:
            told = escape(
                _("Territory of the agreement: {name}").format(name=agreement.territory.name)
            )
            yield f'<path class="territory" d="{shape}"><title>{told}</title></path>'
    for line in lines:
        shape = area(view, line.footprint)
        if not shape:
            continue
        told = escape(_say_line(line))
        kind = "ruled" if line.ruled else "open" if line.proposed else "quiet"
        drawn = f'<path class="area {kind}" d="{shape}"><title>{told}</title></path>'
        if line.said:
            drawn = f'<a href="{escape(href(line.key))}">{drawn}</a>'
        yield drawn


def area(view: Projection, geometry: dict[str, Any] | None) -> str:
    """Give the outline of a GeoJSON geometry as a path; "" for what is none."""
    return "".join(_outline(view, ring) for ring in rings_of(geometry))


def _outline(view: Projection, ring: Sequence[Degrees], *, steps: int = 4) -> str:
    dense: list[Point] = []
    for (lon, lat), (lon2, lat2) in zip(ring, [*ring[1:], ring[0]], strict=True):
        # A straight line in degrees is a curve on the page.
        dense += [
            view.point(lon + at / steps * (lon2 - lon), lat + at / steps * (lat2 - lat))
            for at in range(steps)
        ]
    return path(dense, closed=True)


@lru_cache(maxsize=16)
def graticule(view: Projection) -> tuple[str, ...]:
    """Give lines of latitude and longitude, named at the edge."""
    return tuple(_lines_of_degrees(view))


def _lines_of_degrees(view: Projection) -> Iterator[str]:
    corners = [
        view.degrees_at(view.width * a / 6, view.height * b / 6) for a in range(7) for b in range(7)
    ]
    lats = [lat for _, lat in corners]
    # Longitudes are told from the centre, so that the date line cuts nothing.
    lons = [((lon - view.lon + 540) % 360) - 180 for lon, _ in corners]
    spread = max(max(lats) - min(lats), (max(lons) - min(lons)) * 0.6)
    step = next((one for one in STEPS if spread / one <= 7), STEPS[-1])
    for at in _ticks(min(lats), max(lats), step):
        line = [view.point(view.lon + lon, at) for lon in _steps(min(lons), max(lons))]
        yield f'<path class="grid" d="{path(line, closed=False)}"/>'
        edge = _crossing(line, 0, 6.0)
        if edge is not None and 20 < edge < view.height - 60:
            name = f"{abs(at):g}°{'N' if at > 0 else 'S' if at < 0 else ''}"
            yield f'<text class="tick" x="5" y="{edge - 4:.1f}">{name}</text>'
    for at in _ticks(view.lon + min(lons), view.lon + max(lons), step):
        line = [view.point(at, lat) for lat in _steps(min(lats), max(lats))]
        yield f'<path class="grid" d="{path(line, closed=False)}"/>'
        edge = _crossing(line, 1, view.height - 6.0)
        if edge is not None and 20 < edge < view.width - 40:
            lon = (at + 540) % 360 - 180
            name = f"{abs(lon):g}°{'E' if lon > 0 else 'W' if lon < 0 else ''}"
            yield f'<text class="tick" x="{edge + 4:.1f}" y="{view.height - 6:.1f}">{name}</text>'


def _ticks(low: float, high: float, step: float) -> Iterator[float]:
    at = -(-low // step) * step
    while at <= high:
        yield round(at, 6)
        at += step


def _steps(low: float, high: float) -> list[float]:
    return [low + (high - low) * one / 40 for one in range(41)]


def _crossing(line: Sequence[Point], axis: int, limit: float) -> float | None:
    for one, two in pairwise(line):
        if (one[axis] - limit) * (two[axis] - limit) <= 0 and one[axis] != two[axis]:
            share = (limit - one[axis]) / (two[axis] - one[axis])
            other = 1 - axis
            return one[other] + share * (two[other] - one[other])
    return None


def _labels(view: Projection, spots: Sequence[Spot], most: int) -> Iterator[str]:
    """Put names where they hide no other name or place; what finds no room stays in the list."""
    taken = [(one.x - 5, one.y - 5, one.x + 5, one.y + 5) for one in spots]
    named = sorted(spots, key=lambda one: (-one.line.said, one.line.name))
    for one in named[:most]:
        words = one.line.name
        wide = 7.0 * len(words)
        far = one.radius + 4
        for x, y, anchor in (
            (one.x + far, one.y + 4, "start"),
            (one.x - far, one.y + 4, "end"),
            (one.x, one.y - far - 2, "middle"),
            (one.x, one.y + far + 10, "middle"),
        ):
            left = x - (0 if anchor == "start" else wide if anchor == "end" else wide / 2)
            box = (left, y - 11, left + wide, y + 3)
            if left < 4 or left + wide > view.width - 4 or not 12 < y < view.height - 4:
                continue
            if any(_meet(box, other) for other in taken if other[:2] != (one.x - 5, one.y - 5)):
                continue
            taken.append(box)
            quiet = "" if one.line.said else " faint"
            yield (
                f'<text class="name{quiet}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">'
                f"{escape(words)}</text>"
            )
            break


def _meet(one: tuple[float, ...], two: tuple[float, ...]) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def _scale_bar(view: Projection) -> str:
    """Draw a length that is true at the middle of the map."""
    for length in (5, 10, 20, 50, 100, 200, 500, 1000, 2000):
        if length / EARTH_KM * view.scale > 80:
            break
    wide = length / EARTH_KM * view.scale
    x, y = view.width - wide - 20, view.height - 30
    # Translators: a length on a map, in kilometres.
    told = _("{number} km").format(number=length)
    return (
        f'<g class="scale"><path d="M{x:.1f} {y:.1f}v5h{wide:.1f}v-5"/>'
        f'<text x="{x + wide / 2:.1f}" y="{y - 3:.1f}" text-anchor="middle">'
        f"{escape(told)}</text></g>"
    )


def _quiet_corner(view: Projection, spots: Sequence[Spot]) -> dict[str, float]:
    far = GLOBE + 16
    corners = [
        (view.width - far, far),
        (far, far),
        (far, view.height - far - 12),
        (view.width - far, view.height - far - 40),
    ]

    def crowd(corner: tuple[float, float]) -> int:
        return sum(
            1
            for one in spots
            if abs(one.x - corner[0]) < far * 1.6 and abs(one.y - corner[1]) < far * 1.2
        )

    x, y = min(corners, key=crowd)
    return {"x": x, "y": y, "radius": GLOBE}
