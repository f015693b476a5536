"""Choose among places of one name, or say why nothing decides."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from servanda.domain.place import distance_km
from servanda.places.gazetteer import Site

#: Two candidates nearer than this are one place to a reader: a town and its county, two spellings.
SAME_KM = 50.0
#: So many times more inhabitants, or more recorded names, and the other is not meant.
_TIMES_PEOPLE, _TIMES_NAMES = 10, 3
#: So many of the best known places of one name are weighed against each other.
_MOST_RIVALS = 40
#: A division called after a town this large is not meant where its bare name stands.
_A_TOWN = 50_000
#: What a tenfold share of a document's names in a country and in a division weighs, beside ten
#: times the inhabitants; names within 160 km weigh 1. Whole numbers, chosen on three collections
#: together (army letters of 1861-65, world news, local news), all of which they served.
_COUNTRY, _DIVISION, _NEIGHBOUR_KM = 3.0, 3.0, 160.0
#: A degree of latitude, rounded down: two places are never nearer than their latitudes.
_KM_A_DEGREE = 111.19
#: A share never counts as nought: the first mention of a country must be possible.
_FLOOR = 0.05


def km_between(one: Site, other: Site) -> float:
    """Give the distance between two places; infinite where a position is unknown."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return math.inf
    return distance_km(one.lat, one.lon, other.lat, other.lon)


def is_near(one: Site, other: Site, km: float) -> bool:
    """Tell whether two places lie within so many kilometres of each other."""
    if one.lat is None or other.lat is None or abs(one.lat - other.lat) * _KM_A_DEGREE > km:
        return False  # nearly all pairs of the world are told apart by their latitudes
    return km_between(one, other) <= km


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
        if all(any(is_near(site, one, SAME_KM) for one in sites[name]) for name in others)
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
    where inhabitants are unknown, a third of the names on record. Evidence both ways decides
    nothing.
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
    """What a document speaks of, by country, division and region of the earth.

    For documents without a territory. Shares of its names, estimated from prominence alone first;
    `anchors` are the places so chosen, each with the weight of its name.
    """

    countries: dict[str, float] = field(default_factory=dict)
    divisions: dict[str, float] = field(default_factory=dict)
    anchors: list[tuple[Site, float]] = field(default_factory=list)

    @classmethod
    def of(cls, names: Sequence[Sequence[Site]]) -> WorldView:
        """Estimate it from the candidates of each distinct name in a document."""
        first = cls()
        for sites in names:
            top = sites[:_MOST_RIVALS]
            weights = [10 ** (0.7 * standing(site, top)) for site in top]
            whole = sum(weights) * len(names)
            for site, weight in zip(top, weights, strict=True):
                _add(first.countries, site.country, weight / whole)
                _add(first.divisions, site.division, weight / whole)
        view = cls(first.countries, first.divisions)
        for sites in names:
            best = max(sites[:_MOST_RIVALS], key=lambda site: first.score(site, sites))
            view.anchors.append((best, 1 / len(names)))
        return view

    def score(self, site: Site, rivals: Sequence[Site]) -> float:
        """Give how likely a place is meant: prominence, and what else the document speaks of."""
        country = self.countries.get(site.country, 0.0)
        division = self.divisions.get(site.division, 0.0)
        value = standing(site, rivals)
        value += _COUNTRY * math.log10(country + _FLOOR)
        value += _DIVISION * math.log10(division + _FLOOR)
        if self.anchors and not site.is_area:
            same_name = {one.id for one in rivals}
            near = sum(
                weight
                for anchor, weight in self.anchors
                if is_near(site, anchor, _NEIGHBOUR_KM)
                and not anchor.is_area
                and anchor.id not in same_name
            )
            value += math.log10(near + _FLOOR)
        return value


def _add(shares: dict[str, float], code: str, share: float) -> None:
    if code:
        shares[code] = shares.get(code, 0.0) + share


def standing(site: Site, rivals: Sequence[Site]) -> float:
    """Give a place's prominence beside others of its name.

    Countries come before towns. A division called after its own chief town means the town, unless
    a word says otherwise ("Donetsk" is the city, "Donetsk region" the region).
    """
    value = prominence(site)
    if site.kind in ("country", "former", "continent"):
        return value + 1.5
    if site.kind == "division":
        for one in rivals:
            if not one.is_area and one.division == site.division and one.population >= _A_TOWN:
                return value - 2.0
        return value + 0.5
    return value


def containing(sites: Sequence[Site], areas: Sequence[Site]) -> tuple[Site, ...]:
    """Give those of `areas`, the places of a second name, that hold one of `sites`.

    None where the second name is a town's as well: "Donetsk, Luhansk" is a list, not an address.
    """
    if any(not one.is_area and one.population >= _A_TOWN for one in areas):
        return ()
    return holding(sites, areas)


def holding(sites: Sequence[Site], areas: Sequence[Site]) -> tuple[Site, ...]:
    """Give those of `areas` that are countries or divisions and hold one of `sites`."""
    return tuple(
        area
        for area in areas
        if area.kind in ("country", "division") and any(lies_in(site, area) for site in sites)
    )


def lies_in(site: Site, area: Site) -> bool:
    """Tell whether a place is part of a country or of a first-level division."""
    if site.id == area.id:
        return False
    if area.kind == "country":
        return site.country == area.country
    return area.kind == "division" and site.division == area.division
