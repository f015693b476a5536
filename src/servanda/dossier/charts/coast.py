"""Land and water, from Natural Earth: coasts only, and no border of any state."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from servanda.dossier.charts.projection import Degrees, Point, Projection
from servanda.saying import _

DATA = files("servanda.dossier").joinpath("data/land-50m.json")
Ring = tuple[Degrees, ...]
#: Of a smaller ring the direction cannot be told from rounding; no such ring turns inside out.
LEAST_AREA = 0.1


def credit() -> str:
    """Say where the coast comes from, or that this installation has none to draw."""
    if land():
        return _("Coast: Natural Earth 1:50 million, public domain. No borders are drawn.")
    return _("This installation holds no coast (`make assets` fetches it). No borders are drawn.")


@cache
def land() -> tuple[tuple[Ring, ...], ...]:
    """Give every land mass as rings in degrees: the outer one first, then its inland seas.

    Nothing where the data, which `make assets` fetches from the package `world-atlas`, is absent.

    Source: the TopoJSON specification 1.0, sections 2.1.3 and 2.1.4 (delta-encoded, quantised).
    """
    if not DATA.is_file():
        return ()
    topology = json.loads(DATA.read_text("utf-8"))
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[list[Degrees]] = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)
    found: list[tuple[Ring, ...]] = []
    for geometry in topology["objects"]["land"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        found += [tuple(_ring(arcs, indexes) for indexes in polygon) for polygon in polygons]
    return tuple(found)


def _ring(arcs: Sequence[Sequence[Degrees]], indexes: Iterable[int]) -> Ring:
    points: list[Degrees] = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc[1:] if points else arc
    return tuple(points)


@lru_cache(maxsize=16)
def coast_path(view: Projection) -> str:
    """Give the land in a view as one SVG path (even-odd), cut a little outside of the picture."""
    margin = 24.0
    box = (-margin, -margin, view.width + margin, view.height + margin)
    everything = [(box[0], box[1]), (box[2], box[1]), (box[2], box[3]), (box[0], box[3])]
    parts = []
    for mass in land():
        for number, ring in enumerate(mass):
            flat = [view.flat(*one) for one in ring]
            if turns_inside_out(flat, hole=number > 0):
                parts.append(path(everything, closed=True))
            drawn = [view.pixel(*one) for one in flat]
            if not _outside(drawn, box):
                parts.append(path(thin(clip(drawn, box)), closed=True))
    return "".join(parts)


def turns_inside_out(ring: Sequence[Point], *, hole: bool) -> bool:
    """Tell whether a ring holds the point opposite to the centre, which is all round the plane.

    Then what lies outside of it on the plane is its inside. Outer rings run clockwise on the
    earth and holes against it; a ring around that point runs the other way on the plane.
    """
    area = sum(one[0] * two[1] - one[1] * two[0] for one, two in pairwise((*ring, ring[0]))) / 2
    return area < -LEAST_AREA if hole else area > LEAST_AREA


def _outside(points: Sequence[Point], box: tuple[float, float, float, float]) -> bool:
    west, north, east, south = box
    return (
        max(x for x, _ in points) < west
        or min(x for x, _ in points) > east
        or max(y for _, y in points) < north
        or min(y for _, y in points) > south
    )


def clip(points: Sequence[Point], box: tuple[float, float, float, float]) -> list[Point]:
    """Give a closed ring cut by a rectangle (Sutherland and Hodgman, 1974)."""
    west, north, east, south = box
    found = list(points)
    for axis, limit, sign in ((0, west, 1), (0, east, -1), (1, north, 1), (1, south, -1)):
        source, found = found, []
        for at, one in enumerate(source):
            before = source[at - 1]
            inside, was = sign * (one[axis] - limit) >= 0, sign * (before[axis] - limit) >= 0
            if inside != was:
                share = (limit - before[axis]) / (one[axis] - before[axis])
                found.append(
                    (
                        before[0] + share * (one[0] - before[0]),
                        before[1] + share * (one[1] - before[1]),
                    )
                )
            if inside:
                found.append(one)
    return found


def thin(points: Sequence[Point], *, least: float = 0.7) -> list[Point]:
    """Give the points without those that nobody could see apart."""
    found: list[Point] = []
    for x, y in points:
        if not found or abs(x - found[-1][0]) > least or abs(y - found[-1][1]) > least:
            found.append((x, y))
    return found


def path(points: Sequence[Point], *, closed: bool) -> str:
    """Give points as the `d` of an SVG path, to a tenth of a pixel; "" for fewer than two."""
    if len(points) < 2:
        return ""
    drawn = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return f"M{drawn}{'Z' if closed else ''}"
