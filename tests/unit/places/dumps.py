"""Small invented files as users bring them: GeoNames dumps and Linked Places collections."""

from __future__ import annotations

import json
from typing import Any


def line(
    id: int | str,
    name: str,
    group: str = "P",
    code: str = "PPL",
    *,
    at: tuple[float | str, float | str] = (50.0, 10.0),
    others: str = "",
    country: str = "XA",
    division: str = "01",
    people: int | str = 0,
) -> str:
    """One line of a country dump."""
    lat, lon = at
    columns = [
        id, name, name, others, lat, lon, group, code, country, "", division, "", "", "", people,
        "", 100, "Etc/UTC", "2020-01-01",
    ]  # fmt: skip
    return "\t".join(map(str, columns)) + "\n"


def feature(id: str | None, title: str | None, **fields: Any) -> dict[str, Any]:
    """One place of a Linked Places file."""
    properties = {"title": title} if title else {}
    for name in ("ccodes", "fclasses"):
        if name in fields:
            properties[name] = fields.pop(name)
    place: dict[str, Any] = {"type": "Feature", "properties": properties, **fields}
    if id is not None:
        place["@id"] = id
    return place


def point(lat: float, lon: float) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [lon, lat]}


def collection(*features: dict[str, Any]) -> str:
    """A Linked Places file, one feature a line from line 2 on."""
    lines = ",\n".join(json.dumps(one, ensure_ascii=False) for one in features)
    return f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n'
