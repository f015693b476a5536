"""Places that a name may mean, ranked for a person to choose from, with what speaks for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from servanda.domain.agreement import Agreement
from servanda.domain.place import Granularity, Place, PlaceMention, distance_km
from servanda.places.answer import GRANULARITY
from servanda.places.choose import prominence
from servanda.places.gazetteer import Gazetteer, Site, open_gazetteer
from servanda.places.names import key_of
from servanda.places.scope import INSIDE, NEAR, Scope, position

#: So many are shown; who wants another types a longer name.
MOST = 7
#: A place named in the same passage and nearer than this speaks for a candidate.
NEIGHBOUR_KM = 160.0
# What weighs how much beside ten times the inhabitants (1). Round numbers, chosen by hand: they
# order what a person sees and decide nothing.
_OWN, _INSIDE, _NEAR, _NEIGHBOUR, _LONGER = 20.0, 6.0, 2.0, 2.0, -3.0


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """A place that a name may mean. WGS 84 degrees; None where only its name is known.

    `label` is its name with the division or country that it lies in. What speaks for it: `own`, it
    stands in the agreement's own gazetteer; `inside` the territory, or `near_by` in its country;
    `people` who live there, `names` that it is on record under; `called`, the name by which it was
    found where that is another; `neighbour`, a place of the same passage and `neighbour_km` to it.
    """

    id: str
    name: str
    label: str
    lat: float | None
    lon: float | None
    granularity: Granularity
    own: bool = False
    inside: bool = False
    near_by: bool = False
    people: int = 0
    names: int = 1
    called: str = ""
    neighbour: str = ""
    neighbour_km: float = 0.0


def place_choices(
    words: str,
    agreements: Sequence[Agreement],
    *,
    cache: Path | None,
    beside: Sequence[PlaceMention] = (),
    most: int = MOST,
) -> list[PlaceChoice]:
    """Give the places that words may name, the likeliest first; none where no gazetteer has them.

    Args:
        words: A name as the document writes it, or as somebody looks it up.
        agreements: Their own places come first, their territories weigh.
        cache: Where the world's gazetteer lies; without it only the agreements' own are known.
        beside: Places of the same passage: what lies near one of them is likelier.
        most: How many at most.

    Raises:
        GazetteerError: The gazetteer can be neither opened nor built.
    """
    key = key_of(words)
    if not key:
        return []
    scope = Scope(agreements)
    found = _own(key, agreements, beside)
    if cache is not None:
        gazetteer = open_gazetteer(cache)
        known = {one.id for _score, one in found}
        found += [
            _weighed(site, by, key, gazetteer=gazetteer, scope=scope, beside=beside)
            for by, site in gazetteer.search(words)
            if site.id not in known
        ]
    ranked = sorted(found, key=lambda pair: (-pair[0], pair[1].id))
    return [one for _score, one in ranked[:most]]


def place_by_id(
    id: str, agreements: Sequence[Agreement], *, cache: Path | None
) -> PlaceChoice | None:
    """Give the place of an id, of an agreement's own gazetteer or the world's; None if none is."""
    for agreement in agreements:
        for place in agreement.territory.places:
            if place.id == id:
                return _own_choice(place, "")
    found = open_gazetteer(cache).by_id(id) if cache is not None else None
    if found is None or cache is None:
        return None
    site, names = found
    label = open_gazetteer(cache).label(site)
    return PlaceChoice(
        site.id, site.name, label, site.lat, site.lon, GRANULARITY[site.kind],
        people=site.population, names=len(names),
    )  # fmt: skip


def places_by_id(
    ids: Sequence[str], agreements: Sequence[Agreement], *, cache: Path | None
) -> dict[str, PlaceChoice]:
    """Give the places of these ids, as far as a gazetteer has them."""
    found = {id: place_by_id(id, agreements, cache=cache) for id in dict.fromkeys(ids)}
    return {id: one for id, one in found.items() if one is not None}


def _own(
    key: str, agreements: Sequence[Agreement], beside: Sequence[PlaceMention]
) -> list[tuple[float, PlaceChoice]]:
    found = []
    for agreement in agreements:
        for place in agreement.territory.places:
            keys = [key_of(one.text) for one in place.names]
            fits = [one for one in keys if one == key or one.startswith(f"{key} ")]
            if fits:
                one = _beside(_own_choice(place, ""), beside)
                found.append((_OWN + (0.0 if key in fits else _LONGER), one))
    return found


def _own_choice(place: Place, called: str) -> PlaceChoice:
    lat, lon = position(place)
    return PlaceChoice(
        place.id, place.name, place.name, lat, lon, place.granularity,
        own=True, inside=True, names=len(place.names), called=called,
    )  # fmt: skip


def _weighed(
    site: Site,
    by: str,
    key: str,
    *,
    gazetteer: Gazetteer,
    scope: Scope,
    beside: Sequence[PlaceMention],
) -> tuple[float, PlaceChoice]:
    tier = scope.tier(site) if scope.is_bounded else 0
    choice = PlaceChoice(
        site.id, site.name, gazetteer.label(site), site.lat, site.lon, GRANULARITY[site.kind],
        inside=tier == INSIDE, near_by=tier == NEAR, people=site.population, names=site.named,
        called="" if site.chief or by == key_of(site.name) else by,
    )  # fmt: skip
    choice = _beside(choice, beside)
    score = prominence(site)
    score += _INSIDE if choice.inside else _NEAR if choice.near_by else 0.0
    score += _NEIGHBOUR if choice.neighbour else 0.0
    score += 0.0 if by == key else _LONGER
    return score, choice


def _beside(choice: PlaceChoice, beside: Sequence[PlaceMention]) -> PlaceChoice:
    """Say which place of the same passage lies nearest, where one is near."""
    if choice.lat is None or choice.lon is None:
        return choice
    nearest = min(
        (
            (distance_km(choice.lat, choice.lon, one.lat, one.lon), one.name or one.text)
            for one in beside
            if one.lat is not None and one.lon is not None and one.id != choice.id
        ),
        default=(NEIGHBOUR_KM + 1, ""),
    )
    if nearest[0] > NEIGHBOUR_KM:
        return choice
    return replace(choice, neighbour=nearest[1], neighbour_km=nearest[0])
