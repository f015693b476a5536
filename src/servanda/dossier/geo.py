"""Places as GeoJSON: areas and points where they are known, and every place that has neither.

Positions are WGS 84, longitude first (RFC 7946). A place that nothing decided has a null geometry
and its candidates in its properties: it is on no map, and it is not lost.
"""

from __future__ import annotations

import json
from typing import Any

from servanda.assessing import assess
from servanda.domain.record import Record
from servanda.dossier.place_lines import PlaceLine, gather_places


def write_geojson(record: Record) -> bytes:
    """Give the record's places as a GeoJSON feature collection, the same bytes each time."""
    lines = gather_places(record, assess(record, period="year").facts)
    collection = {
        "type": "FeatureCollection",
        "head": str(record.head),
        "note": (
            "statements_accepted and statements_proposed count statements set in a place; they "
            "are not a count of events, and must not be added up. Areas within areas are not "
            "filled in from one another."
        ),
        "features": [_feature(one) for one in lines],
    }
    return (json.dumps(collection, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _feature(line: PlaceLine) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": line.key,
        "geometry": _geometry(line),
        "properties": {
            "name": line.name,
            "written": list(line.written),
            "granularity": line.granularity,
            "source": line.source,
            "statements_accepted": line.ruled,
            "statements_proposed": line.proposed,
            "statements": [one.id for one in line.statements],
            "candidates": [
                {"name": name, "lat": lat, "lon": lon} for name, lat, lon in line.candidates
            ],
            "reasons": list(line.reasons),
        },
    }


def _geometry(line: PlaceLine) -> dict[str, Any] | None:
    if line.footprint:
        return dict(line.footprint)
    if line.lat is None or line.lon is None:
        return None
    return {"type": "Point", "coordinates": [line.lon, line.lat]}
