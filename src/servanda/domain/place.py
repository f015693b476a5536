"""Places of a gazetteer, and the mentions that point at them or stay unplaced."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, Literal

Granularity = Literal["point", "district", "region", "country", "vague", "anywhere"]
PlaceRole = Literal["scene", "destination", "origin", "seat"]

EARTH_RADIUS_KM = 6371.0


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Give the great-circle distance between two points in WGS 84 degrees (haversine)."""
    north, other = math.radians(lat), math.radians(other_lat)
    half_lat, half_lon = (other - north) / 2, math.radians(other_lon - lon) / 2
    chord = math.sin(half_lat) ** 2 + math.cos(north) * math.cos(other) * math.sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))


@dataclass(frozen=True, slots=True)
class PlaceName:
    """One name of a place: in whose use, in which language, from when to when (EDTF)."""

    text: str
    language: str | None = None
    side: str | None = None
    since: str | None = None
    until: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class PartOf:
    """A place lay within another, between two dates (EDTF, None for open), says `source`."""

    place: str
    since: str | None = None
    until: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A thing in a gazetteer. WGS 84 degrees; `footprint` is a GeoJSON geometry."""

    id: str
    names: tuple[PlaceName, ...]
    granularity: Granularity = "point"
    lat: float | None = None
    lon: float | None = None
    footprint: dict[str, Any] | None = None
    part_of: tuple[PartOf, ...] = ()
    source: str | None = None

    @property
    def name(self) -> str:
        """The first name: the one that the gazetteer's author chose to show."""
        return self.names[0].text


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a mention may mean, when nothing decides: offered, never chosen silently."""

    id: str
    name: str
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True)
class Variant:
    """Another name printed beside a mention, as in "Kuqa [Kuche]", and the hand it came from."""

    text: str
    start: int
    end: int
    hand: str


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place as written. `id`, `name`, `lat`, `lon` are None while it stays unplaced."""

    text: str
    start: int
    end: int
    role: PlaceRole
    granularity: Granularity
    name: str | None = None
    id: str | None = None
    lat: float | None = None
    lon: float | None = None
    variants: tuple[Variant, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    #: Why it was placed so, or left unplaced: a sentence that quotes the words that decided.
    reason: str = ""
