"""The page of a row: what is promised, where it stands, and every side's words, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from servanda.domain.agreement import Provision
from servanda.domain.cell import NOBODY, UNMAPPED, WHOLE, Account, Picture
from servanda.dossier import addresses
from servanda.dossier.cards import Card, make_card
from servanda.dossier.edition import Edition, Row
from servanda.dossier.findings import (
    AccountLine,
    Finding,
    account_lines,
    account_marks,
    make_finding,
    say_account_words,
)
from servanda.dossier.layout import Layout, RowLayout
from servanda.dossier.marks import pair_marks, say_marks
from servanda.dossier.render import Linker, Page, linker, render
from servanda.dossier.words import say_date


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


@dataclass(frozen=True, slots=True)
class SideColumn:
    """One side's account about one party, with its cards on this part of the page."""

    side: str
    voices: str
    own: bool
    marks: Markup
    word: str
    cards: list[Card]
    elsewhere: list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class PartySection:
    """Everything said about one party's keeping of this row."""

    anchor: str
    name: str
    nobody: bool
    sides: list[SideColumn]


@dataclass(frozen=True, slots=True)
class ChildRow:
    """A provision one level below, with its picture for each party judged."""

    name: str
    href: str
    lines: list[tuple[str, Markup, str, str]]


#: The tables of a row's page: what its columns are, and their heading.
SLICES = {"place": "Place by place", "period": "Period by period"}


def row_pages(edition: Edition, layout: Layout) -> Iterator[Page]:
    """Give the pages of every provision, of every whole, and of what fits no provision."""
    for agreement in edition.record.agreements:
        yield from _row_pages(edition, layout, Row(agreement.key, WHOLE))
        for one in agreement.walk():
            yield from _row_pages(edition, layout, Row(agreement.key, one.key))
    yield from _row_pages(edition, layout, Row("", UNMAPPED))


def _row_pages(edition: Edition, layout: Layout, row: Row) -> Iterator[Page]:
    path = addresses.row(row.agreement, row.key)
    placed = layout.rows.get(row) or RowLayout(row, path, {}, {}, {})
    provision = edition.provisions.get(row)
    for number in range(1, placed.parts + 1):
        here = addresses.part(path, number)
        to = linker(here)
        first = number == 1
        sections = _sections(edition, layout, placed, number, to)
        yield render(
            edition,
            "row.html",
            here,
            title=_title(edition, row),
            section="agreement",
            row=row,
            provision=provision,
            whole=row.key == WHOLE,
            unmapped=row.key == UNMAPPED,
            trail=trail(edition, row),
            first=first,
            number=number,
            count=placed.parts,
            address=lambda n: addresses.part(path, n),
            facts=_facts(edition, provision, row, to) if provision and first else [],
            children=_children(edition, layout, row, provision, to) if provision and first else [],
            findings=_findings(edition, layout, row, to) if first else [],
            below=_below(edition, layout, row, to) if provision and first else [],
            tables=_tables(edition, layout, placed, to) if first else [],
            sections=sections,
            neighbours=_neighbours(edition, row) if first else (None, None),
        )
    for columns, heading in SLICES.items():
        yield from _slice_pages(edition, layout, placed, columns, heading)


def _findings(edition: Edition, layout: Layout, row: Row, to: Linker) -> list[Finding]:
    """Give a sentence for each party judged in this row or below it."""
    if row.key == UNMAPPED:
        return []
    return [
        make_finding(edition, row, parties[party], to(layout.section(row, party)))
        for party, parties in edition.pairs(row, "party").items()
    ]


def _below(edition: Edition, layout: Layout, row: Row, to: Linker) -> list[SliceLine]:
    """Give, for a provision with others below it, who says what about whom in all of them."""
    provision = edition.provisions.get(row)
    if provision is None or not provision.children:
        return []
    return [line for one in _slices(edition, layout, row, "party", to) for line in one.lines]


def _tables(
    edition: Edition, layout: Layout, placed: RowLayout, to: Linker
) -> list[tuple[str, str, list[SliceRow], list[str]]]:
    """Give the tables by place and by period, or the pages on which they stand."""
    found = []
    for columns, heading in SLICES.items():
        pages = placed.slice_pages(columns)
        slices = (
            []
            if pages or placed.row.key == UNMAPPED
            else _slices(edition, layout, placed.row, columns, to)
        )
        if slices or pages:
            found.append((columns, heading, slices, pages))
    return found


def _slice_pages(
    edition: Edition, layout: Layout, placed: RowLayout, columns: str, heading: str
) -> Iterator[Page]:
    pages = placed.slice_pages(columns)
    if not pages:
        return
    slices = _slices(edition, layout, placed.row, columns, linker(pages[0]))
    for number, path in enumerate(pages, 1):
        here = {
            addresses.slice_of(columns, key)
            for (of, key), page in placed.slices.items()
            if of == columns and page == path
        }
        yield render(
            edition,
            "slices.html",
            path,
            title=f"{_title(edition, placed.row)}, {heading.lower()}",
            section="agreement",
            trail=[*trail(edition, placed.row), (_title(edition, placed.row), placed.path)],
            columns=columns,
            heading=heading,
            slices=[one for one in slices if one.anchor in here],
            number=number,
            count=len(pages),
            address=lambda n: pages[n - 1],
        )


def _title(edition: Edition, row: Row) -> str:
    if row.key == WHOLE:
        return "The agreement as a whole"
    if row.key == UNMAPPED:
        return "Of no provision that we know"
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


def _neighbours(
    edition: Edition, row: Row
) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
    own = edition.agreements.get(row.agreement)
    if own is None or row.key in (WHOLE, UNMAPPED):
        return None, None
    parent = edition.parents.get(row)
    above = own.provision(parent) if parent else None
    among = above.children if above else own.provisions
    keys = [one.key for one in among]
    at = keys.index(row.key)

    def link(key: str) -> tuple[str, str]:
        return edition.row_name(Row(own.key, key)), addresses.row(own.key, key)

    before = link(keys[at - 1]) if at else None
    after = link(keys[at + 1]) if at + 1 < len(keys) else None
    return before, after


def _facts(
    edition: Edition, provision: Provision, row: Row, to: Linker
) -> list[tuple[str, list[Markup]]]:
    """Give what is known of a provision: how texts call it, who owes it, when, what it touches."""
    text = Markup("<bdi>{}</bdi>").format
    found: list[tuple[str, list[Markup]]] = []
    labels = [
        text(one.text)
        + (Markup(' <span class="soft">in {}</span>').format(one.document) if one.document else "")
        for one in provision.labels
    ]
    found.append(("Texts call it", labels))
    found.append(("Owed by", [text(edition.side_name(one)) for one in provision.obligors]))
    found.append(
        (
            "Due",
            [
                text(one.text) + (f" ({say_date(one.edtf)})" if one.edtf else "")
                for one in provision.due
            ],
        )
    )
    found.append(("Where", [text(_place(edition, one)) for one in provision.places]))
    found.append(("Themes", [text(one) for one in provision.themes]))
    relations = []
    for one in provision.relations:
        other = Row(one.agreement, one.provision)
        named = edition.row_name(other)
        owner = edition.agreements.get(one.agreement)
        of = (
            f" of {owner.title if owner else one.agreement}"
            if one.agreement != row.agreement
            else ""
        )
        if other in edition.provisions:
            target = to(addresses.row(one.agreement, one.provision))
            relations.append(Markup('{} <a href="{}">{}</a>{}').format(one.kind, target, named, of))
        else:
            relations.append(Markup("{} {}{}").format(one.kind, named, of))
    found.append(("Stands to others", relations))
    references = []
    for key in provision.references:
        other = Row(row.agreement, key)
        if other in edition.provisions:
            references.append(
                Markup('<a href="{}">{}</a>').format(
                    to(addresses.row(row.agreement, key)), edition.row_name(other)
                )
            )
        else:
            references.append(text(key))
    found.append(("Points at", references))
    found.append(("Key", [Markup("<code>{}</code>").format(provision.key)]))
    return [(name, values) for name, values in found if values]


def _place(edition: Edition, key: str) -> str:
    place = edition.gazetteer.get(key)
    return place.name if place else key


def _children(
    edition: Edition, layout: Layout, row: Row, provision: Provision, to: Linker
) -> list[ChildRow]:
    found = []
    for child in provision.children:
        below = Row(row.agreement, child.key)
        lines = [
            (
                edition.party_name(row.agreement, party),
                pair_marks(pairs[party]),
                say_marks(pairs[party]),
                to(layout.section(below, party)),
            )
            for party, pairs in edition.pairs(below, "party").items()
        ]
        href = to(addresses.row(row.agreement, child.key))
        found.append(ChildRow(edition.row_name(below), href, lines))
    return found


def _slices(edition: Edition, layout: Layout, row: Row, columns: str, to: Linker) -> list[SliceRow]:
    """Give a row's table by place or by period: who is judged there, and who says what."""

    def number(id: str) -> tuple[int, str] | None:
        found = layout.number(id, row)
        return (found[0], to(found[1])) if found else None

    return [
        _slice_row(
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
        for key, parties in edition.pairs(row, columns).items()
    ]


def _slice_row(
    edition: Edition, columns: str, key: str, lines: list[SliceLine], to: Linker
) -> SliceRow:
    href = ""
    if columns == "place":
        href = "" if key.startswith("(") else to(addresses.place(key))
        name = edition.place_name(key)
    else:
        name = edition.period_name(key)
    return SliceRow(addresses.slice_of(columns, key), name, href, lines)


def _sections(
    edition: Edition, layout: Layout, placed: RowLayout, part: int, to: Linker
) -> list[PartySection]:
    """Give this part's cards, grouped by the party judged and by the side that speaks."""
    row = placed.row
    own_pairs = edition.pairs(row, "party", own=True) if row.key != UNMAPPED else {}
    sections: dict[str, list[SideColumn]] = {}
    for (party, side), ids in placed.groups.items():
        own = [placed.cards[id] for id in ids]
        here = [one for one in own if one.part == part and (one.party, one.side) == (party, side)]
        elsewhere = [
            (one.number, to(placed.address(one.statement.id)))
            for one in own
            if (one.party, one.side) != (party, side)
        ]
        if not here and (part > 1 or not elsewhere):
            continue
        pair = own_pairs.get(party, {}).get(party)
        accepted = _account(pair.accepted, side) if pair else None
        proposed = _account(pair.proposed, side) if pair else None
        sections.setdefault(party, []).append(
            SideColumn(
                side=edition.side_name(side),
                voices=edition.voices(side, ids),
                own=side == party,
                marks=account_marks(accepted, proposed),
                word=say_account_words(accepted, proposed) if pair else "",
                cards=[
                    make_card(edition, layout, one.statement, number=one.number, row=row, to=to)
                    for one in here
                ],
                elsewhere=elsewhere,
            )
        )
    return [
        PartySection(
            anchor=addresses.about(party),
            name=edition.party_name(row.agreement, party),
            nobody=party == NOBODY,
            sides=sides,
        )
        for party, sides in sections.items()
    ]


def _account(picture: Picture | None, side: str) -> Account | None:
    if picture is None:
        return None
    return next((one for one in picture.accounts if one.side == side), None)
