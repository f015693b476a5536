"""Places: a page each, and the map with the list of what has no place on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from servanda.dossier import addresses
from servanda.dossier.charts.coast import credit
from servanda.dossier.charts.map import draw_map
from servanda.dossier.edition import Edition
from servanda.dossier.layout import Layout, in_parts
from servanda.dossier.pages.parties import judged_lines
from servanda.dossier.place_lines import PlaceLine
from servanda.dossier.render import Page, linker, render
from servanda.dossier.words import counted, label
from servanda.saying import _


def place_pages(edition: Edition, layout: Layout, *, only: str = "") -> Iterator[Page]:
    """Give the map, and the page of every place that stands in a statement; or one family."""
    if addresses.meant(only, "map.html"):
        yield from _map_pages(edition, edition.heard.places(), only)
    paths = [f"{addresses.family(only)}.html"] if only else edition.heard.pages_of_places()
    for path in paths:
        if line := edition.heard.place(path):
            yield from _place_pages(edition, layout, line)


def _place_pages(edition: Edition, layout: Layout, line: PlaceLine) -> Iterator[Page]:
    path = addresses.place(line.key)
    to = linker(path)
    judged = judged_lines(edition, layout, to, place=line.key)
    parts = list(in_parts((one, one.weight) for one in judged)) or [[]]
    place = edition.gazetteer.get(line.key)
    for number, part in enumerate(parts, 1):
        yield render(
            edition,
            "place.html",
            addresses.part(path, number),
            title=line.name,
            section="places",
            line=line,
            place=place,
            within=[
                (
                    one,
                    edition.gazetteer[one.place].name
                    if one.place in edition.gazetteer
                    else one.place,
                )
                for one in (place.part_of if place else ())
            ],
            judged=part,
            first=number == 1,
            number=number,
            count=len(parts),
            address=lambda n: addresses.part(path, n),
        )


def _map_pages(edition: Edition, lines: Sequence[PlaceLine], only: str) -> Iterator[Page]:
    path = "map.html"
    to = linker(path)
    placed = [one for one in lines if one.placed]
    unplaced = [one for one in lines if not one.placed]
    ruled_nowhere, proposed_nowhere = edition.heard.placeless()
    picture = draw_map(
        lines,
        edition.record.agreements,
        href=lambda key: to(addresses.place(key)),
        title=_("Where the statements speak of"),
        description=_(
            "{places} on the map; the table below lists each of them with its numbers."
        ).format(
            places=counted(
                len([one for one in placed if one.statements]), "{number} place", "{number} places"
            )
        ),
    )
    rows = [*((one, True) for one in placed), *((one, False) for one in unplaced)]
    weighed = (
        (
            one,
            460
            + 2 * len(" ".join((*one[0].written, *one[0].reasons)).encode())
            + 90 * len(one[0].candidates),
        )
        for one in rows
    )
    parts = list(in_parts(weighed)) or [[]]
    for number, part in enumerate(parts, 1):
        if only not in ("", addresses.part(path, number)):
            continue
        yield render(
            edition,
            "map.html",
            addresses.part(path, number),
            title=_("Map"),
            section="places",
            picture=picture if number == 1 else None,
            credit=credit(),
            placed=[one for one, known in part if known],
            unplaced=[one for one, known in part if not known],
            granularity=lambda key: label("granularities", key),
            nowhere=ruled_nowhere + proposed_nowhere,
            nowhere_ruled=ruled_nowhere,
            first=number == 1,
            number=number,
            count=len(parts),
            address=lambda n: addresses.part(path, n),
        )
