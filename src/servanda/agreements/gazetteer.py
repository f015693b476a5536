"""The territory part of an agreement file: footprint and its own small gazetteer."""

from __future__ import annotations

import re
from typing import Any, get_args

from servanda.agreements import dates
from servanda.agreements.fields import Fields, nearest
from servanda.agreements.nodes import Node
from servanda.domain.agreement import Territory
from servanda.domain.place import Granularity, PartOf, Place, PlaceName

#: GeoJSON geometry types (RFC 7946) and how deep their coordinates are nested.
_NESTING = {
    "Point": 1,
    "MultiPoint": 2,
    "LineString": 2,
    "MultiLineString": 3,
    "Polygon": 3,
    "MultiPolygon": 4,
}


def read_territory(node: Node, file: str) -> Territory:
    """Give the territory; a bare text is its name."""
    if node.kind == "text":
        return Territory(name=node.text)
    fields = Fields(file, node, "the territory")
    territory = Territory(
        name=fields.text("name") or "",
        countries=fields.many("countries", lambda one: _country(fields, one)),
        divisions=fields.many("divisions", lambda one: _division(fields, one)),
        box=_box(fields),
        footprint=read_footprint(fields),
        places=_places(fields),
        source=fields.text("source"),
    )
    fields.done()
    return territory


def _country(fields: Fields, node: Node) -> str:
    word = fields.words(node, "a country")
    if not re.fullmatch(r"[A-Z]{2}", word):
        fields.fail(
            f"{node.describe()} for a country", "a two-letter code (ISO 3166-1) such as CN", node
        )
    return word


def _division(fields: Fields, node: Node) -> str:
    word = fields.words(node, "a division")
    if not re.fullmatch(r"[A-Z]{2}\.\w{1,10}", word):
        fields.fail(
            f"{node.describe()} for a division",
            "a GeoNames first-level code such as CN.13",
            node,
        )
    return word


def _box(fields: Fields) -> tuple[float, float, float, float] | None:
    node = fields.take("box")
    if node is None:
        return None
    expected = "[west, south, east, north] in degrees"
    if node.kind != "list" or len(node.items) != 4:
        fields.fail(f"{node.describe()} for the box", expected, node)
    west, south, east, north = (
        fields.number(one, f"the box's {side}", -limit, limit)
        for one, side, limit in zip(
            node.items, ("west", "south", "east", "north"), (180, 90, 180, 90), strict=True
        )
    )
    if south > north:
        fields.fail(
            f"a box whose south ({south:g}) lies above its north ({north:g})", expected, node
        )
    return west, south, east, north


def _places(fields: Fields) -> tuple[Place, ...]:
    node = fields.take("places")
    if node is None:
        return ()
    table = Fields(fields.file, node, "the places")
    said: list[tuple[str, str, Node]] = []
    places = tuple(_place(table, key, one, said) for key, one in table.entries())
    known = {place.id for place in places}
    for place, whole, where in said:
        if whole == place:
            fields.fail(f"the place {place!r} is part of itself", "another place", where)
        if whole not in known:
            fields.fail(
                f"{place!r} is part of {whole!r}, which is no place of this file"
                f"{nearest(whole, known)}",
                "the key of a place under `places:`",
                where,
            )
    return places


def _place(table: Fields, key: str, node: Node, said: list[tuple[str, str, Node]]) -> Place:
    table.key(key, node)
    if node.kind in ("text", "nothing"):
        return Place(key, (PlaceName(node.text or key),))
    fields = Fields(table.file, node, f"the place {key!r}")
    names = fields.many("names", lambda one: _name(fields, one))
    lat, lon = fields.take("lat"), fields.take("lon")
    if (lat is None) != (lon is None):
        fields.fail(
            f"the place {key!r} with only one of lat and lon",
            "both, or neither: then it is unplaced",
        )
    granularity: Any = fields.one_of("granularity", get_args(Granularity), "point")

    def part(one: Node) -> PartOf:
        found = _part(fields, one)
        said.append((key, found.place, one))
        return found

    place = Place(
        id=key,
        names=names or (PlaceName(key),),
        granularity=granularity,
        lat=None if lat is None else fields.number(lat, "lat", -90, 90),
        lon=None if lon is None else fields.number(lon, "lon", -180, 180),
        footprint=read_footprint(fields),
        part_of=fields.many("part_of", part),
        source=fields.text("source"),
    )
    fields.done()
    return place


def _name(outer: Fields, node: Node) -> PlaceName:
    if node.kind == "text":
        return PlaceName(node.text)
    fields = Fields(outer.file, node, "a name")
    name = PlaceName(
        text=fields.required("text"),
        language=fields.text("language"),
        side=fields.text("side"),
        since=read_date(fields, "since"),
        until=read_date(fields, "until"),
        source=fields.text("source"),
    )
    fields.done()
    return name


def _part(outer: Fields, node: Node) -> PartOf:
    if node.kind == "text":
        return PartOf(node.text)
    fields = Fields(outer.file, node, "an entry of 'part_of'")
    part = PartOf(
        place=fields.required("place"),
        since=read_date(fields, "since"),
        until=read_date(fields, "until"),
        source=fields.text("source"),
    )
    fields.done()
    return part


def read_date(fields: Fields, name: str) -> str | None:
    """Give the EDTF date under this name."""
    node = fields.take(name)
    if node is None:
        return None
    if node.kind != "text" or not dates.is_edtf(node.text):
        fields.fail(f"{node.describe()} for {name!r} of {fields.what}", dates.EXPECTED, node)
    return node.text


def read_footprint(fields: Fields) -> dict[str, Any] | None:
    """Give a GeoJSON geometry, also out of a pasted Feature or FeatureCollection (RFC 7946)."""
    node = fields.take("footprint")
    return None if node is None else _geometry(fields, node)


def _geometry(outer: Fields, node: Node) -> dict[str, Any]:
    fields = Fields(outer.file, node, "the footprint")
    kind = fields.one_of(
        "type", [*_NESTING, "GeometryCollection", "Feature", "FeatureCollection"], ""
    )
    if kind == "Feature":
        return _geometry(fields, _inner(fields, "geometry"))
    if kind in ("GeometryCollection", "FeatureCollection"):
        parts = _inner(fields, "geometries" if kind == "GeometryCollection" else "features")
        return {
            "type": "GeometryCollection",
            "geometries": [_geometry(fields, part) for part in parts.items],
        }
    if not kind:
        fields.fail("a footprint without 'type'", "a GeoJSON geometry such as a Polygon")
    coordinates = _inner(fields, "coordinates")
    fields.take("bbox")
    fields.done()
    return {"type": kind, "coordinates": _nested(fields, coordinates, _NESTING[kind])}


def _inner(fields: Fields, name: str) -> Node:
    node = fields.take(name)
    if node is None:
        fields.fail(f"a footprint without {name!r}", f"GeoJSON with {name!r}")
    return node


def _nested(fields: Fields, node: Node, depth: int) -> list[Any]:
    if node.kind != "list":
        fields.fail(
            f"{node.describe()} among the footprint's coordinates",
            "lists of [longitude, latitude]",
            node,
        )
    if depth > 1:
        return [_nested(fields, one, depth - 1) for one in node.items]
    if not 2 <= len(node.items) <= 3:
        fields.fail(
            f"a position of {len(node.items)} numbers", "[longitude, latitude] in degrees", node
        )
    limits = (180.0, 90.0, 20_000.0)
    return [
        fields.number(one, "a coordinate", -limit, limit)
        for one, limit in zip(node.items, limits, strict=False)
    ]
