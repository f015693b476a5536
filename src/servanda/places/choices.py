"""What a coder chose: this name, in this dossier, means that place.

A choice stands in the agreement's own gazetteer, which goes before all others, as a name whose
source is `CHOSEN`. So it is recorded as a new version of the agreement, travels with every export,
and a later reading uses it.
"""

from __future__ import annotations

from dataclasses import replace

from servanda.domain.agreement import Agreement
from servanda.domain.place import Place, PlaceName
from servanda.errors import ServandaError
from servanda.places.answer import GRANULARITY
from servanda.places.gazetteer import Site
from servanda.places.names import key_of

#: The source of a name that a coder gave to a place; who and when stands in the journal.
CHOSEN = "chosen by a coder"


def place_of(site: Site) -> Place:
    """Give a place of the world's gazetteer as one for an agreement's own; it has no name yet."""
    credit = site.credit if site.source else "GeoNames (geonames.org), CC BY 4.0"
    return Place(site.id, (), GRANULARITY[site.kind], site.lat, site.lon, source=credit)


def with_choice(agreement: Agreement, name: str, place: Place) -> Agreement:
    """Give the agreement with `name` as one of this place's names in its own gazetteer.

    An earlier choice for the name makes room. Nothing changes where it is the place's name already.

    Raises:
        ServandaError: The name has no letters, or the agreement's author gave it to another place.
    """
    name = " ".join(name.split())
    key = key_of(name)
    if not key:
        raise ServandaError(f"{name!r} is no name of a place: it has no letters.")
    kept: list[Place] = []
    for one in agreement.territory.places:
        if one.id != place.id and any(_is(said, key) for said in one.names):
            if any(_is(said, key) and said.source != CHOSEN for said in one.names):
                raise ServandaError(
                    f"In the gazetteer of {agreement.key} {name!r} is {one.name} ({one.id}). If it "
                    "is not, change the agreement's file and keep it with `servanda agreement`."
                )
            names = tuple(said for said in one.names if not _is(said, key))
            if not names:
                continue
            kept.append(replace(one, names=names))
        else:
            kept.append(one)
    chosen = PlaceName(name, source=CHOSEN)
    for index, one in enumerate(kept):
        if one.id == place.id:
            if not any(_is(said, key) for said in one.names):
                kept[index] = replace(one, names=(*one.names, chosen))
            break
    else:
        kept.append(replace(place, names=(chosen,)))
    return replace(agreement, territory=replace(agreement.territory, places=tuple(kept)))


def with_choices_of(earlier: Agreement, agreement: Agreement) -> Agreement:
    """Give a new version of an agreement with what coders chose for the earlier one.

    Where the new version names a place so itself, its author has the last word.
    """
    for place in earlier.territory.places:
        for said in place.names:
            own = [name for one in agreement.territory.places for name in one.names]
            if said.source == CHOSEN and not any(_is(name, key_of(said.text)) for name in own):
                agreement = with_choice(agreement, said.text, place)
    return agreement


def _is(name: PlaceName, key: str) -> bool:
    return key_of(name.text) == key
