"""The matrix: provisions by places, periods, sides or parties, one level of the tree at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from servanda.domain.agreement import Agreement, Provision
from servanda.domain.cell import NO_DATE, NO_PLACE, UNMAPPED
from servanda.dossier import addresses
from servanda.dossier.edition import Edition, Row
from servanda.dossier.grid import Grid, make_grid
from servanda.dossier.layout import Layout, in_parts
from servanda.dossier.marks import linked_marks
from servanda.dossier.pages.slices import trail
from servanda.dossier.render import Linker, Page, linker, render
from servanda.dossier.words import short_period, terms
from servanda.saying import N_, _

#: What columns can be, and what the links between the four tables say.
COLUMNS = {
    "place": N_("by place"),
    "period": N_("by period"),
    "side": N_("by side that speaks"),
    "party": N_("by party judged"),
}


#: Bytes of a field in which something is said, guessed high.
MARK_BYTES = 380


@dataclass(frozen=True, slots=True)
class MatrixLine:
    """One party's line under a row: its name, and a field for each column as safe HTML."""

    party: str
    fields: Markup


@dataclass(frozen=True, slots=True)
class MatrixGroup:
    """A row: its page, the level below it, and a line for each party judged in it."""

    name: str
    href: str
    below: str
    lines: list[MatrixLine]


def matrix_pages(edition: Edition, layout: Layout, *, only: str = "") -> Iterator[Page]:
    """Give every matrix of every agreement, or those of one family."""
    for agreement in edition.record.agreements:
        levels: list[Provision | None] = [None]
        levels += [one for one in agreement.walk() if one.children]
        for parent in levels:
            for columns in COLUMNS:
                path = addresses.matrix(agreement.key, columns, parent.key if parent else None)
                if addresses.meant(only, path):
                    yield from _matrix_pages(edition, layout, agreement, parent, columns, only)


def _matrix_pages(  # noqa: PLR0917 - what tells one matrix from another
    edition: Edition,
    layout: Layout,
    agreement: Agreement,
    parent: Provision | None,
    columns: str,
    only: str,
) -> Iterator[Page]:
    key = parent.key if parent else None
    path = addresses.matrix(agreement.key, columns, key)
    grid = make_grid(edition, agreement, columns, parent)
    # Parts lie in one folder, so that an address is the same from each of them.
    to = linker(path)
    parts = list(in_parts((one, _weight(grid, one, columns)) for one in grid.rows)) or [[]]
    row = Row(agreement.key, key) if key else None
    name = edition.row_name(row) if row else agreement.title
    for number, part in enumerate(parts, 1):
        if only not in ("", addresses.part(path, number)):
            continue
        yield render(
            edition,
            "matrix.html",
            addresses.part(path, number),
            title=f"{name}, {_(COLUMNS[columns])}",
            section="matrix" if len(edition.record.agreements) == 1 else "agreement",
            name=name,
            agreement=agreement,
            parent=key,
            columns=columns,
            choices={key: _(words) for key, words in COLUMNS.items()},
            headings=[_heading(edition, columns, one, to) for one in grid.columns],
            groups=[
                _group(edition, layout, grid, one, columns=columns, parent=parent, to=to)
                for one in part
            ],
            trail=[*trail(edition, row), (name, addresses.row(agreement.key, key))]
            if row and key
            else [(agreement.title, addresses.agreement(agreement.key))],
            up=_up(edition, row, columns),
            number=number,
            count=len(parts),
            address=lambda n: addresses.part(path, n),
        )


def _weight(grid: Grid, row: Row, columns: str) -> int:
    """Guess the bytes that a row adds to its page, high."""
    lines = 1 if columns == "party" else max(1, len(grid.parties(row)))
    filled = sum(len(field) for field in grid.fields[row].values())
    return 400 + lines * (120 + 22 * len(grid.columns)) + MARK_BYTES * filled


def _up(edition: Edition, row: Row | None, columns: str) -> str:
    if row is None:
        return ""
    return addresses.matrix(row.agreement, columns, edition.parents.get(row))


def _heading(edition: Edition, columns: str, key: str, to: Linker) -> tuple[str, str]:
    if columns == "place":
        href = "" if key == NO_PLACE else to(addresses.place(key))
        return edition.place_name(key), href
    if columns == "period":
        return (_("no date") if key == NO_DATE else short_period(key)), ""
    if columns == "side":
        return edition.side_name(key), ""
    return edition.party_name("", key), ""


def _group(
    edition: Edition,
    layout: Layout,
    grid: Grid,
    row: Row,
    *,
    columns: str,
    parent: Provision | None,
    to: Linker,
) -> MatrixGroup:
    own = edition.provisions.get(row)
    itself = parent is not None and parent.key == row.key
    deeper = bool(own and own.children) and not itself
    below = addresses.matrix(row.agreement, columns, row.key) if deeper else ""
    by_party = columns == "party"
    lines = []
    for party in (
        [""]
        if by_party
        else sorted(grid.parties(row), key=lambda one: edition.party_order(row, one)) or [""]
    ):
        # Strings, for there may be a hundred thousand; every part of them is escaped already.
        fields: list[str] = []
        for column in grid.columns:
            judged = column if by_party else party
            pair = grid.pair(row, column, judged)
            if pair is None:
                fields.append(_empty(grid.empty[column]))
                continue
            target = to(_target(layout, row, columns, column, judged))
            fields.append(f"<td>{linked_marks(pair, target)}</td>")
        name = edition.party_name(row.agreement, party) if party else ""
        lines.append(MatrixLine(name, Markup("".join(fields))))
    name = edition.row_name(row)
    return MatrixGroup(
        _("{name}, as such").format(name=name) if itself else name,
        to(addresses.row(row.agreement, row.key)),
        to(below) if below else "",
        lines,
    )


def _target(layout: Layout, row: Row, columns: str, key: str, party: str) -> str:
    """Give the section of a row's page in which a cell's accounts stand side by side."""
    placed = layout.rows.get(row)
    if placed is None or row.key == UNMAPPED:
        return addresses.row(row.agreement, row.key)
    if columns in ("place", "period"):
        return placed.slice_address(columns, key)
    return layout.section(row, party)


def _empty(word: str) -> str:
    if word == "unread":
        term = terms("pictures")[word]
        return f'<td class="u" title="{escape(term.label)}">{term.letter}</td>'
    return '<td class="s"></td>'
