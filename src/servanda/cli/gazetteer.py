"""`gazetteer add`, `search`, `show`, `choose`: where the names of places come from."""

from __future__ import annotations

from pathlib import Path

import click

from servanda.cli.options import acting, dossier, opened
from servanda.cli.printing import Teller, plural
from servanda.settings import load_settings
from servanda.workflows.gazetteer import (
    Found,
    add_gazetteer,
    choose_place,
    search_places,
    show_place,
)

_MANY = {"country": "countries", "water": "waters"}


@click.group()
def gazetteer() -> None:
    """Look into the gazetteer, add your own to it, choose which place a name means.

    It knows the world's towns, first-level divisions and countries (GeoNames). Counties, rivers and
    mountains come with a country dump of GeoNames or with a file in the Linked Places format.
    """


@gazetteer.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
def add(files: tuple[Path, ...]) -> None:
    """Add a country dump of GeoNames (UA.txt or UA.zip), or a Linked Places file (.json).

    Nothing is fetched: bring the file yourself. A file of the same name takes the place of the
    earlier one.
    """
    cache = load_settings().cache
    for file in files:
        added = add_gazetteer(file, cache=cache, progress=Teller())
        kinds = ", ".join(
            plural(count, kind, _MANY.get(kind)) for kind, count in added.kinds.most_common()
        )
        where = f" in {', '.join(added.countries[:5])}" if added.countries else ""
        more = ", ..." if len(added.countries) > 5 else ""
        told = " instead of the earlier one" if added.replaced else ""
        click.echo(f"{file.name}: {kinds}{where}{more}{told}.")
        if added.unplaced:
            click.echo(f"{plural(added.unplaced, 'place')} of it without a position.", err=True)
        click.echo(f"Kept as {added.kept}; delete that file to take it out again.")
    click.echo("`servanda read` uses it from now on, and reads again what it read before.")


@gazetteer.command()
@click.argument("name", nargs=-1, required=True)
def search(name: tuple[str, ...]) -> None:
    """List the places of a name, the best known first."""
    for one in search_places(" ".join(name), cache=load_settings().cache, progress=Teller()):
        click.echo(_line(one))


@gazetteer.command()
@click.argument("id")
def show(id: str) -> None:
    """Show one place with all its names, by its id (geonames:1529114)."""
    found = show_place(id, cache=load_settings().cache, progress=Teller())
    site = found.site
    click.echo(f"{_line(found)}\nfrom {site.credit}")
    if site.reckoned:
        click.echo("Its point is the middle of where its towns lie, reckoned by us.")
    if site.division or site.country:
        click.echo(f"lies in {site.division or site.country}")
    click.echo(f"names: {' · '.join(dict.fromkeys(found.names))}")


@gazetteer.command()
@dossier
@click.argument("name")
@click.argument("id")
@click.option("--agreement", metavar="KEY", help="Whose gazetteer keeps it, if there are several.")
@acting
def choose(dossier: Path, name: str, id: str, agreement: str | None, actor: str) -> None:
    """Record that NAME, in this dossier, means the place with this ID.

    The choice is kept as a new version of the agreement, in its own gazetteer, under your name.
    """
    with opened(dossier) as journal:
        choice = choose_place(
            journal, name, id,
            cache=load_settings().cache, actor=actor, agreement=agreement, progress=Teller(),
        )  # fmt: skip
    place = choice.place
    done = "is" if choice.changed else "was already"
    click.echo(f"{name!r} {done} {place.id} in the gazetteer of {choice.agreement.key}.")
    if not choice.stands:
        click.echo(f"No document of this dossier holds {name!r}: is it spelled so?", err=True)
    if choice.changed:
        click.echo(f"Next: servanda read {dossier}")


def _line(found: Found) -> str:
    site = found.site
    at = "no position" if site.lat is None else f"{site.lat:.4f}, {site.lon:.4f}"
    people = f"  {plural(site.population, 'inhabitant')}" if site.population else ""
    by = f" (as “{found.by}”)" if found.by else ""
    return f"{site.id}  {found.label}{by}  {site.kind}  {at}{people}"
