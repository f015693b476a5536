"""The matrix: provisions by places, periods, sides or parties, one level of the tree at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from servanda.assessing import Heading, Matrix
from servanda.domain.agreement import Agreement, Provision
from servanda.domain.cell import UNMAPPED
from servanda.dossier import addresses
from servanda.dossier.edition import Edition, Row, pair_of
from servanda.dossier.layout import Layout, in_parts
from servanda.dossier.marks import linked_marks
from servanda.dossier.pages.rows import trail
from servanda.dossier.render import Linker, Page, linker, render
from servanda.dossier.words import short_period, terms

#: What columns can be, and what the links between the four tables say.
COLUMNS = {
    "place": "by place",
    "period": "by period",
    "side": "by side that speaks",
    "party": "by party judged",
}


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

    @property
    def weight(self) -> int:
        """Bytes, nearly: what the row adds to its page."""
        return 400 + sum(len(one.fields) + 120 for one in self.lines)


def matrix_pages(edition: Edition, layout: Layout) -> Iterator[Page]:
    """Give every matrix of every agreement."""
    for agreement in edition.record.agreements:
        levels: list[Provision | None] = [None]
        levels += [one for one in agreement.walk() if one.children]
        for parent in levels:
            for columns in COLUMNS:
                yield from _matrix_pages(edition, layout, agreement, parent, columns)


def _matrix_pages(
    edition: Edition,
    layout: Layout,
    agreement: Agreement,
    parent: Provision | None,
    columns: str,
) -> Iterator[Page]:
    key = parent.key if parent else None
    path = addresses.matrix(agreement.key, columns, key)
    matrices = edition.matrices(agreement.key, columns, key)
    # Parts lie in one folder, so that an address is the same from each of them.
    to = linker(path)
    groups = [
        _group(edition, layout, agreement, matrices, one, parent=parent, to=to)
        for one in matrices[1].rows
    ]
    parts = list(in_parts((one, one.weight) for one in groups)) or [[]]
    row = Row(agreement.key, key) if key else None
    name = edition.row_name(row) if row else agreement.title
    for number, part in enumerate(parts, 1):
        yield render(
            edition,
            "matrix.html",
            addresses.part(path, number),
            title=f"{name}, {COLUMNS[columns]}",
            section="matrix" if len(edition.record.agreements) == 1 else "agreement",
            name=name,
            agreement=agreement,
            parent=key,
            columns=columns,
            choices=COLUMNS,
            headings=[_heading(edition, columns, one, to) for one in matrices[1].columns],
            groups=part,
            trail=[*trail(edition, row), (name, addresses.row(agreement.key, key))]
            if row and key
            else [(agreement.title, addresses.agreement(agreement.key))],
            up=_up(edition, row, columns),
            number=number,
            count=len(parts),
            address=lambda n: addresses.part(path, n),
        )


def _up(edition: Edition, row: Row | None, columns: str) -> str:
    if row is None:
        return ""
    return addresses.matrix(row.agreement, columns, edition.parents.get(row))


def _heading(edition: Edition, columns: str, one: Heading, to: Linker) -> tuple[str, str]:
    if columns == "place":
        href = "" if one.key.startswith("(") else to(addresses.place(one.key))
        return edition.place_name(one.key), href
    if columns == "period":
        return ("no date" if one.key.startswith("(") else short_period(one.key)), ""
    if columns == "side":
        return edition.side_name(one.key), ""
    return edition.party_name("", one.key), ""


def _group(
    edition: Edition,
    layout: Layout,
    agreement: Agreement,
    matrices: tuple[Matrix, Matrix],
    heading: Heading,
    *,
    parent: Provision | None,
    to: Linker,
) -> MatrixGroup:
    row = Row("", UNMAPPED) if heading.key == UNMAPPED else Row(agreement.key, heading.key)
    own = edition.provisions.get(row)
    deeper = bool(own and own.children) and not (parent and parent.key == heading.key)
    page = addresses.row(row.agreement, row.key)
    below = addresses.matrix(agreement.key, matrices[0].columns_are, row.key) if deeper else ""
    parties: dict[str, None] = {}
    columns = matrices[1].columns
    for column in columns:
        cell = matrices[1].cells.get((heading.key, column.key))
        for picture in cell.pictures if cell else ():
            parties[picture.cell.party] = None
    order = {one.key: at for at, one in enumerate(edition.assessment.parties(agreement.key))}
    by_party = matrices[1].columns_are == "party"
    shown = [""] if by_party else sorted(parties, key=lambda one: order.get(one, len(order)))
    lines = []
    for party in shown:
        fields = []
        for column in columns:
            judged = column.key if by_party else party
            pair = pair_of(matrices, heading.key, column.key, judged)
            if not pair.spoken:
                fields.append(_empty(matrices[1].empty.get(column.key, "silent")))
                continue
            if heading.key == UNMAPPED:
                target = to(page)
            else:
                target = to(_target(layout, row, matrices[1].columns_are, column.key, judged))
            fields.append(Markup("<td>{}</td>").format(linked_marks(pair, target)))
        name = "" if by_party else edition.party_name(agreement.key, party)
        lines.append(MatrixLine(name, Markup("").join(fields)))
    if not lines:
        fields = [_empty(matrices[1].empty.get(one.key, "silent")) for one in columns]
        lines = [MatrixLine("", Markup("").join(fields))]
    name = edition.row_name(row)
    if parent and heading.key == parent.key:
        name = f"{name}, as such"
    return MatrixGroup(name, to(page), to(below) if below else "", lines)


def _target(layout: Layout, row: Row, columns: str, key: str, party: str) -> str:
    """Give the section of a row's page in which a cell's accounts stand side by side."""
    placed = layout.rows.get(row)
    if placed is None:
        return addresses.row(row.agreement, row.key)
    if columns in ("place", "period"):
        return placed.slice_address(columns, key)
    return layout.section(row, party)


def _empty(word: str) -> Markup:
    if word == "unread":
        return Markup('<td class="u" title="{}">N</td>').format(terms("pictures")[word].label)
    return Markup('<td class="s"></td>')
