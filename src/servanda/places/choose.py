"""Choose among places of one name, or say why nothing decides."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from servanda.places.earth import distance_km
from servanda.places.gazetteer import Site

#: Two candidates nearer than this are one place to a reader: a town and its county, two spellings.
SAME_KM = 50.0
#: So many times more inhabitants, or more recorded names, and the other is not meant.
_TIMES_PEOPLE, _TIMES_NAMES = 10, 3


def km_between(one: Site, other: Site) -> float:
    """Give the distance between two places; infinite where a position is unknown."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return math.inf
    return distance_km(one.lat, one.lon, other.lat, other.lon)


def meeting(sites: Mapping[str, Sequence[Site]]) -> list[Site]:
    """Give the places on which all names agree: the same, or within 50 km, for each other name.

    Where two names meet in one and the same place, places that only lie near each other are left
    out.
    """
    names = list(sites)
    first, others = names[0], names[1:]
    near = [
        site
        for site in sites[first]
        if all(any(km_between(site, one) <= SAME_KM for one in sites[name]) for name in others)
    ]
    same = [
        site for site in near if all(any(site.id == one.id for one in sites[n]) for n in others)
    ]
    return same or near


def prominence(site: Site) -> float:
    """Give how well known a place is: inhabitants, names on record, seat of government.

    Orders of magnitude; the weights are round numbers, not fitted to a text.
    """
    known = math.log10(site.population + 10) + 0.6 * math.log10(site.named)
    return known + (0.7 if site.chief else 0.0) + (1.0 if site.capital else 0.0)


def clear_winner(sites: Sequence[Site]) -> tuple[Site | None, str]:
    """Give the place that stands out among several, with the reason in words; None if none does.

    A place wins when all others lie within 50 km of it, or have a tenth of its inhabitants, or,
    where inhabitants are unknown, a third of the names on record. Evidence both ways decides nothing.
    """
    ranked = sorted(sites, key=lambda site: (-_standing(site), site.id))
    best = max(ranked, key=prominence, default=None)
    if best is None:
        return None, ""
    for leader in dict.fromkeys([best, *ranked[:3]]):
        rivals = [
            one for one in ranked if one.id != leader.id and km_between(leader, one) > SAME_KM
        ]
        if not rivals:
            group = [one for one in ranked if km_between(leader, one) <= SAME_KM] or [leader]
            top = max(group, key=prominence)
            return (top if _is_central(top, group) else leader), ""
        reasons = [_outdoes(leader, rival) for rival in rivals]
        if all(reasons):
            return leader, reasons[0]
    return None, ""


def _standing(site: Site) -> float:
    return site.named + math.log10(site.population + 1)


def _is_central(top: Site, group: Iterable[Site]) -> bool:
    return all(km_between(top, one) <= SAME_KM for one in group)


def _outdoes(one: Site, rival: Site) -> str:
    """Say why `one` outdoes `rival`; "" if it does not."""
    if one.is_area and not rival.is_area:
        return "an area that bears the name itself"
    if one.population and rival.population:
        if one.population >= _TIMES_PEOPLE * rival.population:
            return f"{one.population:,} inhabitants against {rival.population:,}"
        return ""
    if one.named >= _TIMES_NAMES * rival.named:
        return f"on record under {one.named} names, the other under {rival.named}"
    return ""


@dataclass(slots=True)
class WorldView:
    """What a document speaks of, by country and division, when no territory is given.

    `countries` and `divisions` hold shares of its mentions, estimated from prominence alone first.
    """

    countries: dict[str, float] = field(default_factory=dict)
    divisions: dict[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, names: Iterable[Sequence[Site]]) -> WorldView:
        """Estimate it from the candidates of each distinct name in a document."""
        view = cls()
        total = 0
        for sites in names:
            top = sites[:40]
            weights = [10 ** (0.7 * standing(site, top)) for site in top]
            whole = sum(weights) or 1.0
            total += 1
            for site, weight in zip(top, weights, strict=True):
                share = weight / whole
                if site.country:
                    view.countries[site.country] = view.countries.get(site.country, 0.0) + share
                if site.division:
                    view.divisions[site.division] = view.divisions.get(site.division, 0.0) + share
        for shares in (view.countries, view.divisions):
            for code in shares:
                shares[code] /= total or 1
        return view

    def score(self, site: Site, rivals: Sequence[Site]) -> float:
        """Give how likely a place is meant: prominence, and what else the document speaks of."""
        country = self.countries.get(site.country, 0.0)
        division = self.divisions.get(site.division, 0.0)
        return (
            standing(site, rivals) + 2.0 * math.log10(country + 0.03) + math.log10(division + 0.05)
        )


def standing(site: Site, rivals: Sequence[Site]) -> float:
    """Give a place's prominence beside others of its name.

    Countries come before towns. A division called after its own chief town means the town, unless
    a word says otherwise ("Donetsk" is the city, "Donetsk region" the region).
    """
    value = prominence(site)
    if site.kind in ("country", "former", "continent"):
        return value + 3.0
    if site.kind == "division":
        for one in rivals:
            if not one.is_area and one.division == site.division and one.population >= 50_000:
                return value - 2.0
        return value + 0.5
    return value
