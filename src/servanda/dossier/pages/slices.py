"""The tables of a row: who says what about whom, place by place and period by period."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from servanda.domain.cell import UNMAPPED, WHOLE
from servanda.dossier import addresses
from servanda.dossier.edition import Edition, Row
from servanda.dossier.findings import AccountLine, account_lines
from servanda.dossier.layout import Layout, PlacedRow
from servanda.dossier.marks import pair_marks, say_marks
from servanda.dossier.render import Linker, Page, linker, render
from servanda.dossier.words import label
from servanda.saying import N_, _


@dataclass(frozen=True, slots=True)
class SliceLine:
    """One party's keeping of this row in one place or period, with every side's account."""

    anchor: str
    party: str
    marks: Markup
    told: str
    accounts: list[AccountLine]


@dataclass(frozen=True, slots=True)
class SliceRow:
    """One place or period of a row's table."""

    anchor: str
    name: str
    href: str
    lines: list[SliceLine]


#: The tables of a row's page: what its columns are, and their heading.
SLICES = {"place": N_("Place by place"), "period": N_("Period by period")}


def below(edition: Edition, layout: Layout, row: Row, to: Linker) -> list[SliceLine]:
    """Give, for a provision with others below it, who says what about whom in all of them."""
    provision = edition.provisions.get(row)
    if provision is None or not provision.children:
        return []
    return [line for one in _slice_rows(edition, layout, row, "party", to) for line in one.lines]


def tables_of(
    edition: Edition, layout: Layout, placed: PlacedRow, to: Linker
) -> list[tuple[str, str, list[SliceRow], list[str]]]:
    """Give the tables by place and by period, or the pages on which they stand."""
    found = []
    for columns, heading in SLICES.items():
        pages = placed.slice_pages(columns)
        slices = (
            []
            if pages or placed.row.key == UNMAPPED
            else _slice_rows(edition, layout, placed.row, columns, to)
        )
        if slices or pages:
            found.append((columns, _(heading), slices, pages))
    return found


def slice_pages(
    edition: Edition, layout: Layout, placed: PlacedRow, columns: str, *, only: str = ""
) -> Iterator[Page]:
    """Give the pages of a table that has pages of its own."""
    pages, heading = placed.slice_pages(columns), SLICES[columns]
    for number, path in enumerate(pages, 1):
        if only not in ("", path):
            continue
        keys = {key for (of, key), page in placed.slices.items() if (of, page) == (columns, path)}
        yield render(
            edition,
            "slices.html",
            path,
            title=f"{row_title(edition, placed.row)}, {label('slices', columns)}",
            section="agreement",
            trail=[*trail(edition, placed.row), (row_title(edition, placed.row), placed.path)],
            columns=columns,
            heading=_(heading),
            slices=_slice_rows(edition, layout, placed.row, columns, linker(path), only=keys),
            number=number,
            count=len(pages),
            address=lambda n: pages[n - 1],
        )


def _slice_rows(
    edition: Edition,
    layout: Layout,
    row: Row,
    columns: str,
    to: Linker,
    *,
    only: Collection[str] | None = None,
) -> list[SliceRow]:
    """Give a row's table by place or by period: who is judged there, and who says what."""

    def number(id: str) -> tuple[int, str] | None:
        found = layout.number(id, row)
        return (found[0], to(found[1])) if found else None

    return [
        _make_row(
            edition,
            columns,
            key,
            [
                SliceLine(
                    addresses.below(party) if columns == "party" else "",
                    edition.party_name(row.agreement, party),
                    pair_marks(pair),
                    say_marks(pair),
                    account_lines(edition, pair, number),
                )
                for party, pair in parties.items()
            ],
            to,
        )
        for key, parties in edition.heard.pairs(row, columns, only=only).items()
    ]


def _make_row(
    edition: Edition, columns: str, key: str, lines: list[SliceLine], to: Linker
) -> SliceRow:
    href = ""
    if columns == "place":
        href = "" if key.startswith("(") else to(addresses.place(key))
        name = edition.place_name(key)
    else:
        name = edition.period_name(key)
    return SliceRow(addresses.slice_of(columns, key), name, href, lines)


def row_title(edition: Edition, row: Row) -> str:
    """Give the heading of a row's page."""
    if row.key == WHOLE:
        return _("The agreement as a whole")
    if row.key == UNMAPPED:
        return _("Of no provision that we know")
    return edition.row_name(row)


def trail(edition: Edition, row: Row) -> list[tuple[str, str]]:
    """Give the way to a row: its agreement, and the provisions above it."""
    own = edition.agreements.get(row.agreement)
    if own is None:
        return []
    found: list[tuple[str, str]] = []
    parent = edition.parents.get(row)
    while parent is not None:
        above = Row(row.agreement, parent)
        found.append((edition.row_name(above), addresses.row(row.agreement, parent)))
        parent = edition.parents.get(above)
    found.append((own.title, addresses.agreement(own.key)))
    return found[::-1]
