"""The gazetteer in a user's hands: add to it, look into it, choose from it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from servanda.domain.agreement import Agreement
from servanda.domain.entry import AgreementKept
from servanda.domain.place import Place
from servanda.errors import ServandaError, UnknownThing
from servanda.journal import Journal
from servanda.places.added import Added, added_files, adding
from servanda.places.choices import place_of, with_choice
from servanda.places.gazetteer import Gazetteer, Site, built_folder, open_gazetteer
from servanda.workflows.progress import Progress, in_shares, unheard


@dataclass(frozen=True, slots=True)
class Found:
    """A place of the gazetteer as it is shown: with what it lies in, and all its names.

    `by` is the folded name by which it was found, where that is not its own; else "".
    """

    site: Site
    label: str
    names: tuple[str, ...] = ()
    by: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a coder's choice did: which agreement, which place, and whether anything changed.

    `stands` tells whether the name stands in any document of the dossier.
    """

    agreement: Agreement
    place: Place
    changed: bool
    stands: bool


def add_gazetteer(file: Path, *, cache: Path, progress: Progress = unheard) -> Added:
    """Add a GeoNames country dump or a Linked Places file to the user's gazetteer, and build it.

    Raises:
        GazetteerFileError: The file has an error; nothing is added.
        GazetteerError: The gazetteer cannot be built; nothing is added.
    """
    before = built_folder(cache, added_files(cache))
    with adding(file, cache=cache) as added:
        open_gazetteer(cache, progress=in_shares(progress))
    progress(100, 100, "")
    if before != built_folder(cache, added_files(cache)):
        shutil.rmtree(before, ignore_errors=True)  # nothing asks for it any more
    return added


def search_places(name: str, *, cache: Path, progress: Progress = unheard) -> list[Found]:
    """Give the places of a name, the best known first, then those whose name only begins so.

    Raises:
        ServandaError: There is none.
    """
    gazetteer = open_gazetteer(cache, progress=in_shares(progress))
    found = [
        Found(site, gazetteer.label(site), by="" if site.chief else key)
        for key, site in gazetteer.search(name)
    ]
    if not found:
        raise ServandaError(
            f"No place of the gazetteer is called {name!r}. `servanda gazetteer add FILE` adds a "
            "country of GeoNames or a gazetteer of your own."
        )
    return found


def show_place(id: str, *, cache: Path, progress: Progress = unheard) -> Found:
    """Give one place with all its names.

    Raises:
        ServandaError: No place has this id.
    """
    return _by_id(open_gazetteer(cache, progress=in_shares(progress)), id)


def choose_place(
    journal: Journal,
    name: str,
    id: str,
    *,
    cache: Path,
    actor: str,
    agreement: str | None = None,
    progress: Progress = unheard,
) -> Choice:
    """Record that a name in this dossier means a place, as a new version of the agreement.

    Args:
        journal: The dossier.
        name: As the documents write it.
        id: Of a place of the gazetteer ("geonames:1529114") or of the agreement's own.
        cache: Where the gazetteer is.
        actor: Under whose name it is recorded.
        agreement: Key of the agreement whose gazetteer keeps it, if the dossier has several.
        progress: Hears of the gazetteer's building.

    Raises:
        UnknownThing: There is no such agreement.
        ServandaError: No place has this id, or the agreement gives the name to another place.
    """
    record = journal.record()
    chosen = _agreement(record.agreements, agreement)
    place = next((one for one in chosen.territory.places if one.id == id), None)
    if place is None:
        found = _by_id(open_gazetteer(cache, progress=in_shares(progress)), id)
        place = place_of(found.site)
    changed = with_choice(chosen, name, place)
    if changed != chosen:
        with journal.batch(actor=actor) as batch:
            batch.append(AgreementKept(changed))
    kept = next(one for one in changed.territory.places if one.id == place.id)
    words = " ".join(name.split()).casefold()
    stands = any(words in " ".join(one.text.split()).casefold() for one in record.sources)
    return Choice(changed, kept, changed != chosen, stands)


def _agreement(agreements: tuple[Agreement, ...], key: str | None) -> Agreement:
    keys = [one.key for one in agreements]
    if key is None and len(keys) > 1:
        raise ServandaError(
            f"This dossier has {len(keys)} agreements: say whose gazetteer keeps the choice "
            f"(--agreement {' or '.join(keys)})."
        )
    for one in agreements:
        if key in (None, one.key):
            return one
    raise UnknownThing("agreement", key or "", nearest=tuple(keys))


def _by_id(gazetteer: Gazetteer, id: str) -> Found:
    id = f"geonames:{id}" if id.isascii() and id.isdigit() else id
    found = gazetteer.by_id(id)
    if found is None:
        raise ServandaError(
            f"The gazetteer has no place {id!r}. `servanda gazetteer search NAME` gives ids; those "
            "of GeoNames are written geonames:1529114."
        )
    site, names = found
    return Found(site, gazetteer.label(site), tuple(names))
