"""Where to look first: the agreements' own gazetteers, then their territory, then the world."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from servanda.domain.agreement import Agreement, Territory
from servanda.domain.place import Place
from servanda.places.earth import in_box, in_footprint, middle
from servanda.places.gazetteer import Site
from servanda.places.names import key_of

#: How near a place of the world gazetteer is to the territory. Lower is nearer.
INSIDE, NEAR, WORLD = 1, 2, 3


class Scope:
    """The territory of one or several agreements and the names that they bring themselves."""

    def __init__(self, agreements: Sequence[Agreement]) -> None:
        self._territories = [one.territory for one in agreements if _is_bounded(one.territory)]
        self.own: dict[str, list[Place]] = {}
        self._tiers: dict[str, int] = {}
        self._firsts: set[str] = set()
        #: Words with which an own name begins and goes on.
        self.beginnings: set[str] = set()
        for agreement in agreements:
            for place in agreement.territory.places:
                self._file(place)
        self.parties = frozenset(
            key
            for agreement in agreements
            for party in agreement.parties
            for name in (party.name, *party.aliases)
            if (key := key_of(name).removeprefix("the "))
        )
        #: Names of parties and their people in several words: a place's name inside is theirs.
        self.longer_names = _any_of(
            name
            for agreement in agreements
            for party in agreement.parties
            for name in (party.name, *party.aliases, *party.members)
            if " " in name.strip() and not self._has(key_of(name))
        )
        #: Own names that begin with a small letter ("the three districts").
        self.small_names = _any_of(
            name.text
            for agreement in agreements
            for place in agreement.territory.places
            for name in place.names
            if name.text[:1].islower() and key_of(name.text).removeprefix("the ") not in self.own
        )

    def _has(self, key: str) -> bool:
        return key in self.own or key.removeprefix("the ") in self.own

    @property
    def is_bounded(self) -> bool:
        """Tell whether any territory is known; without one the whole world is as near."""
        return bool(self._territories)

    @property
    def divisions(self) -> tuple[str, ...]:
        """Give the first-level divisions of the territories, as GeoNames codes."""
        return tuple(dict.fromkeys(code for one in self._territories for code in one.divisions))

    @property
    def countries(self) -> tuple[str, ...]:
        """Give the countries of the territories, those of their divisions too."""
        named = [code for one in self._territories for code in one.countries]
        return tuple(dict.fromkeys([*named, *(code[:2] for code in self.divisions)]))

    def begins(self, word: str) -> bool:
        """Tell whether a name that an agreement brings begins with this folded word."""
        return word in self._firsts

    def tier(self, site: Site) -> int:
        """Give how near a place of the world gazetteer is: INSIDE, NEAR or WORLD."""
        known = self._tiers.get(site.id)
        if known is None:
            known = min((_tier(one, site) for one in self._territories), default=WORLD)
            self._tiers[site.id] = known
        return known

    def _file(self, place: Place) -> None:
        for name in place.names:
            key = key_of(name.text)
            filed = self.own.setdefault(key, [])
            if key and place not in filed:
                filed.append(place)
                words = key.split(" ")
                self._firsts.add(words[0])
                self.beginnings.update(" ".join(words[:n]) for n in range(1, len(words)))


def _any_of(names: Iterable[str]) -> re.Pattern[str] | None:
    """Give a pattern of whole names, however they are spaced, the longest first; None for none."""
    patterns = {r"\s+".join(map(re.escape, name.split())) for name in names if name.strip()}
    if not patterns:
        return None
    longest_first = sorted(patterns, key=lambda one: (-len(one), one))
    return re.compile(rf"\b(?:{'|'.join(longest_first)})\b", re.IGNORECASE)


def position(place: Place) -> tuple[float, float] | tuple[None, None]:
    """Give an own place's latitude and longitude: its point, else the middle of its footprint."""
    if place.lat is not None and place.lon is not None:
        return place.lat, place.lon
    found = middle(place.footprint) if place.footprint else None
    return found or (None, None)


def _is_bounded(territory: Territory) -> bool:
    return bool(territory.countries or territory.divisions or territory.box or territory.footprint)


def _tier(territory: Territory, site: Site) -> int:
    """Inside is where all that a territory states holds; where a part of it does is near."""
    if site.lat is None or site.lon is None:
        return WORLD
    marks = []
    if territory.divisions:
        marks.append(site.division in territory.divisions)
    elif territory.countries and not territory.footprint:
        marks.append(site.country in territory.countries)
    if territory.footprint:
        marks.append(in_footprint(territory.footprint, site.lat, site.lon))
    if territory.box:
        marks.append(in_box(territory.box, site.lat, site.lon))
    if site.kind in ("country", "former", "continent"):
        marks.append(False)  # a country is not inside its part, even if its middle is
    if marks and all(marks):
        return INSIDE
    countries = territory.countries or tuple(code[:2] for code in territory.divisions)
    return NEAR if any(marks) or site.country in countries else WORLD
