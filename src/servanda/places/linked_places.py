"""A gazetteer in the Linked Places format, from the user's disk: GeoJSON, as historians share it.

Source: LinkedPasts/linked-places-format, versions 1.0 to 1.3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from servanda.errors import GazetteerFileError
from servanda.places.cues import english
from servanda.places.earth import middle
from servanda.places.features import kind_of
from servanda.places.rows import Row, is_written

_MOST_BYTES = 256_000_000
_MOST_FEATURES = 500_000
_A_COLLECTION = "a FeatureCollection in the Linked Places format"
#: A GeoNames id, as such files write it.
_GEONAMES = re.compile(
    r"(?:gn:|geonames:|https?://(?:www\.|sws\.)?geonames\.org/)(\d{1,11})\b.*", re.DOTALL
)
#: Links that say: this is the same place.
_SAME = frozenset({"closematch", "exactmatch", "sameas", "skos:closematch", "skos:exactmatch"})
_ID = re.compile(r"[^\s\x00-\x1f\x7f]{1,300}")
_BYTE = re.compile(r"\(byte (\d+)\)")
#: What a geometry's coordinates are, by its type (RFC 7946).
_Line = list[list[float]]
_COORDINATES: dict[str, Any] = {
    "Point": list[float], "MultiPoint": _Line, "LineString": _Line,
    "MultiLineString": list[_Line], "Polygon": list[_Line], "MultiPolygon": list[list[_Line]],
}  # fmt: skip


class _Collection(msgspec.Struct):
    type: str
    features: list[msgspec.Raw]


class _Properties(msgspec.Struct):
    title: str | None = None
    ccodes: list[str] | None = None
    fclasses: list[str] | None = None


class _Name(msgspec.Struct):
    toponym: str


class _Type(msgspec.Struct):
    label: str | None = None


class _Link(msgspec.Struct):
    type: str = ""
    identifier: str = ""


class _Geometry(msgspec.Struct):
    type: str
    coordinates: msgspec.Raw = msgspec.field(default_factory=msgspec.Raw)
    geometries: list[msgspec.Raw] | None = None


class _Feature(msgspec.Struct):
    at_id: str | None = msgspec.field(name="@id", default=None)
    id: str | int | None = None
    properties: _Properties | None = None
    names: list[_Name] | None = None
    types: list[_Type] | None = None
    links: list[_Link] | None = None
    geometry: _Geometry | None = None


def linked_rows(path: Path, *, name: str | None = None) -> Iterator[Row]:
    """Give the places of a Linked Places file, in the file's order.

    A place that is linked to one of GeoNames as the same is that one, with the names and the
    position that this file gives. One without a geometry has names and no position.

    Args:
        path: The file, JSON in UTF-8.
        name: What the user calls it, for errors and credits; the path's name if None.

    Raises:
        GazetteerFileError: The file, or a place in it, is none; names the line.
    """
    name = name or path.name
    if path.stat().st_size > _MOST_BYTES:
        raise GazetteerFileError(
            f"more than {_MOST_BYTES // 1_000_000} MB", file=name, line=None,
            expected="a smaller file; split it",
        )  # fmt: skip
    data = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    features = _features(data, name)
    at = 0
    for number, raw in enumerate(features, 1):
        at = data.index(bytes(raw), at)
        try:
            yield _row(msgspec.json.decode(raw, type=_Feature), name)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, ValueError) as error:
            raise GazetteerFileError(
                f"place {number:,}: {_said(error)}", file=name, line=_line_of(data, at),
                expected="a feature with @id, properties.title or names, and a geometry in degrees",
            ) from error  # fmt: skip
        at += len(bytes(raw))


def _features(data: bytes, name: str) -> list[msgspec.Raw]:
    try:
        collection = msgspec.json.decode(data, type=_Collection)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        where = _BYTE.search(str(error))
        line = _line_of(data, int(where[1])) if where else None
        raise GazetteerFileError(
            _said(error), file=name, line=line, expected=_A_COLLECTION
        ) from error
    if collection.type != "FeatureCollection" or not collection.features:
        seen = "it holds no features" if not collection.features else f"type {collection.type!r}"
        raise GazetteerFileError(seen, file=name, line=1, expected=_A_COLLECTION)
    if len(collection.features) > _MOST_FEATURES:
        raise GazetteerFileError(
            f"more than {_MOST_FEATURES:,} features", file=name, line=None,
            expected="fewer; split it",
        )  # fmt: skip
    return collection.features


def _row(feature: _Feature, name: str) -> Row:
    properties = feature.properties or _Properties()
    title = (properties.title or "").strip()
    names = dict.fromkeys(
        one for one in (title, *(said.toponym.strip() for said in feature.names or ())) if one
    )
    names = dict.fromkeys([one for one in names if is_written(one)] or list(names)[:1])
    if not names:
        raise ValueError("it has no name")
    first, *more = names
    geometry = feature.geometry
    lat, lon = _middle(geometry) if geometry else (None, None)
    countries = [one for one in properties.ccodes or () if re.fullmatch("[A-Z]{2}", one)]
    return Row(
        _id(feature), _kind(feature, properties), first, tuple(more), lat, lon,
        countries[0] if len(countries) == 1 else "", source=name,
    )  # fmt: skip


def _id(feature: _Feature) -> str:
    """Give the id of the same place in GeoNames if it is linked to one, else the file's own."""
    id = str(feature.at_id or feature.id or "").strip()
    said = [id, *(one.identifier for one in feature.links or () if one.type.lower() in _SAME)]
    numbers = {match[1] for one in said if (match := _GEONAMES.fullmatch(one.strip()))}
    if len(numbers) == 1:
        return f"geonames:{numbers.pop()}"
    if not _ID.fullmatch(id):
        raise ValueError(f"{id[:40]!r} for its @id" if id else "it has no @id")
    return id


def _kind(feature: _Feature, properties: _Properties) -> str:
    """Give what it is by its GeoNames class, else by its type's name, else by its geometry."""
    kinds = [kind for one in properties.fclasses or () if (kind := kind_of(one))]
    if "town" in kinds:
        return "town"
    if kinds:
        return kinds[0]
    known = english().kinds
    for one in feature.types or ():
        for word in reversed((one.label or "").lower().split()):
            if word in known:
                return "town" if known[word] == "point" else known[word]
    point = feature.geometry is None or feature.geometry.type == "Point"
    return "town" if point else "region"


def _middle(geometry: _Geometry, depth: int = 0) -> tuple[float, float] | tuple[None, None]:
    """Give latitude and longitude of a geometry's middle; of several, of the first that has one."""
    if geometry.type == "GeometryCollection" and depth < 3:
        for raw in geometry.geometries or ():
            found = _middle(msgspec.json.decode(raw, type=_Geometry), depth + 1)
            if found != (None, None):
                return found
        return None, None
    if geometry.type not in _COORDINATES:
        raise ValueError(f"{geometry.type[:40]!r} for a geometry")
    if bytes(geometry.coordinates) in (b"", b"null", b"[]"):
        return None, None
    shape = msgspec.json.decode(geometry.coordinates, type=_COORDINATES[geometry.type])
    _check(shape)
    found_middle = middle({"type": geometry.type, "coordinates": shape})
    return found_middle or (None, None)


def _check(shape: Sequence[Any]) -> None:
    """Raise for a position that is none: longitude comes first, both in degrees."""
    if shape and isinstance(shape[0], list):
        for part in shape:
            _check(part)
        return
    if len(shape) < 2 or not (-180 <= shape[0] <= 180 and -90 <= shape[1] <= 90):
        said = ", ".join(str(number) for number in shape[:3])
        raise ValueError(f"[{said}] is no longitude and latitude")


def _said(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "letters that are not UTF-8"
    if isinstance(error, RecursionError):
        return "brackets within brackets without end"
    return str(error).replace("`", "").rstrip(".")


def _line_of(data: bytes, at: int) -> int:
    return data.count(b"\n", 0, at) + 1
