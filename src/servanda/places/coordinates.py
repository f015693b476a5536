"""Coordinates printed right behind a name: "Leer (8.30 N, 30.14 E)", in degrees and minutes too."""

from __future__ import annotations

import re

_SIGN = r"[-+\u2212]?"
_DECIMAL = re.compile(
    rf"[\s,(\[]{{0,3}}(?:at|coordinates:?|lat(?:itude)?\.?:?)?\s?"
    rf"({_SIGN}\d{{1,2}}\.\d{{2,8}})\s?°?\s?([NSns]?)\s?[,;/]?\s?(?:lon(?:g(?:itude)?)?\.?:?\s?)?"
    rf"({_SIGN}\d{{1,3}}\.\d{{2,8}})\s?°?\s?([EWew]?)(?![\d.%])"
)
_PART = r"(\d{1,%d})\s?°\s?(?:(\d{1,2})\s?['’′]\s?)?(?:(\d{1,2}(?:\.\d+)?)\s?(?:[\"”″]|''|’’)\s?)?"
_DEGREES = re.compile(
    rf"[\s,(\[]{{0,3}}(?:at\s)?{_PART % 2}\s?([NS])\s?[,;/]?\s?(?:and\s)?{_PART % 3}\s?([EW])\b"
)


def coordinates_after(text: str, end: int) -> tuple[float, float] | None:
    """Give latitude and longitude, degrees on WGS 84, that are printed right after `end`.

    Decimal degrees need two digits behind the point, and a letter or a bracket: "3.5, 7.25" alone
    may be any two numbers. None where there are none, or they lie beyond the globe.
    """
    found = _DEGREES.match(text, end)
    if found is not None:
        north, east = _degrees(found, 1), _degrees(found, 5)
        south, west = found[4] == "S", found[8] == "W"
    else:
        found = _DECIMAL.match(text, end)
        if found is None:
            return None
        lettered = bool(found[2] and found[4])
        if not lettered and text[end : found.start(1)].strip()[:1] not in ("(", "["):
            return None
        north, east = (float(found[group].replace("\u2212", "-")) for group in (1, 3))
        south, west = found[2].upper() == "S", found[4].upper() == "W"
    lat, lon = -north if south else north, -east if west else east
    return (round(lat, 6), round(lon, 6)) if -90 <= lat <= 90 and -180 <= lon <= 180 else None


def _degrees(found: re.Match[str], first: int) -> float:
    whole, minutes, seconds = (float(found[first + at] or 0) for at in range(3))
    return whole + minutes / 60 + seconds / 3600
