"""Infer where a document plays: the few neighbouring divisions that hold most of its names."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from servanda.domain.agreement import Territory
from servanda.domain.source import Source
from servanda.places.finder import Finder
from servanda.places.gazetteer import Division, Gazetteer, open_gazetteer

#: A name counts as often as it is used, but no single name more than this.
_MOST_USES = 4
#: Fewer names than this place nothing.
_FEWEST_NAMES = 2
#: "Most": the group grows until it holds this share of what can be placed at all.
_ENOUGH = 0.7
#: A neighbour joins for this share of what the group holds already.
_WORTH = 0.12
_MOST_DIVISIONS = 6
#: Boxes of towns this far apart, in degrees, still count as neighbours.
_GAP_DEGREES = 1.0
#: What a division's own name, and its country's, weigh beside a town of it.
_OWN_NAME, _COUNTRY_NAME = 1.0, 0.25


def infer_territory(source: Source, *, cache: Path) -> Territory:
    """Give the smallest group of neighbouring first-level divisions that explains a document.

    Each name counts for every division that has a place of it, the less the more divisions have
    one; a division's or a country's own name counts for it. The best division comes first, then
    neighbours that add names, until most are held. An empty territory means that nothing shows.
    """
    gazetteer = open_gazetteer(cache)
    return infer_with(Finder(gazetteer, ()), gazetteer, source)


def infer_with(finder: Finder, gazetteer: Gazetteer, source: Source) -> Territory:
    """Do the same with a gazetteer that is open."""
    uses = finder.gatherer.uses(source)
    evidence = _Evidence.gather(gazetteer, uses)
    group = _grow(gazetteer, evidence)
    if not group:
        return _one_country(gazetteer, uses)
    return Territory(
        name=" and ".join(one.name for one in group),
        countries=tuple(dict.fromkeys(one.code[:2] for one in group)),
        divisions=tuple(one.code for one in group),
        source="inferred from the names in the document",
    )


def _one_country(gazetteer: Gazetteer, uses: Counter[str]) -> Territory:
    """Give the one country that a document names above all others; where none is, nothing."""
    named: Counter[str] = Counter()
    for key, count in uses.items():
        for site in gazetteer.sites(key):
            if site.kind == "country":
                named[site.country] += count
    first = named.most_common(1)
    if not first or first[0][1] * 2 <= named.total():
        return Territory()
    country = gazetteer.country(first[0][0])
    return Territory(
        name=country.name if country else first[0][0],
        countries=(first[0][0],),
        source="inferred from the names in the document",
    )


@dataclass(frozen=True, slots=True)
class _Evidence:
    """For each division, the names that speak for it and how much each weighs."""

    weights: dict[str, dict[str, float]]
    total: float

    @classmethod
    def gather(cls, gazetteer: Gazetteer, uses: Counter[str]) -> _Evidence:
        weights: dict[str, dict[str, float]] = defaultdict(dict)
        countries: dict[str, float] = {}
        total = 0.0
        for key, count in uses.items():
            sites = gazetteer.sites(key)
            towns = {site.division for site in sites if site.kind == "town" and site.division}
            areas = {site.division for site in sites if site.kind == "division"}
            for site in sites:
                if site.kind == "country":
                    countries[site.country] = _COUNTRY_NAME * min(count, _MOST_USES)
            places = towns | areas
            if not places:
                continue
            share = min(count, _MOST_USES) ** 0.5 / (1 + math.log(len(places)))
            total += share
            for code in places:
                weights[code][key] = share * (1 + _OWN_NAME if code in areas else 1)
        for code, held in weights.items():
            if code[:2] in countries:
                held[f"({code[:2]})"] = countries[code[:2]]
        return cls(dict(weights), total)

    def gain(self, code: str, held: set[str]) -> float:
        """Give what a division adds to the names that are held already."""
        return sum(weight for key, weight in self.weights[code].items() if key not in held)


def _grow(gazetteer: Gazetteer, evidence: _Evidence) -> list[Division]:
    group: list[Division] = []
    held: set[str] = set()
    sum_held = 0.0
    while len(group) < _MOST_DIVISIONS:
        ranked = sorted(evidence.weights, key=lambda code: (-evidence.gain(code, held), code))
        chosen = None
        for code in ranked[:50]:
            division = gazetteer.division(code)
            if division and (not group or any(_neighbours(division, one) for one in group)):
                chosen = division
                break
        if chosen is None:
            break
        gain = evidence.gain(chosen.code, held)
        if group and (gain < _WORTH * sum_held or sum_held >= _ENOUGH * evidence.total):
            break
        group.append(chosen)
        held.update(evidence.weights[chosen.code])
        sum_held += gain
    names = [key for key in held if not key.startswith("(")]
    return group if len(names) >= _FEWEST_NAMES else []


def _neighbours(one: Division, other: Division) -> bool:
    """Tell whether the boxes of two divisions' towns touch, or nearly."""
    west, south, east, north = one.box
    return (
        west <= other.box[2] + _GAP_DEGREES
        and other.box[0] <= east + _GAP_DEGREES
        and south <= other.box[3] + _GAP_DEGREES
        and other.box[1] <= north + _GAP_DEGREES
        and one.code != other.code
    )
