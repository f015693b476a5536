"""A party's page: how its keeping is judged, by whom, and what it says itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from servanda.assessing import Fact
from servanda.domain.agreement import Agreement, Party
from servanda.domain.cell import Cell
from servanda.domain.statement import Statement
from servanda.dossier import addresses
from servanda.dossier.edition import Edition, Pair, Row
from servanda.dossier.findings import AccountLine, account_lines
from servanda.dossier.layout import Layout, in_parts
from servanda.dossier.marks import pair_marks, say_marks
from servanda.dossier.render import Linker, Page, linker, render
from servanda.dossier.words import label, terms

#: So many of a party's own statements of one kind are printed.
MOST_SAID = 40
#: The kinds of its own statements that a page of a party lists, and under what heading.
SAID = {
    "admission": "What it admits of its own side",
    "concession": "What it credits another side with",
    "denial": "What it denies",
    "demand": "What it asks for",
}


@dataclass(frozen=True, slots=True)
class JudgedLine:
    """One row in which a party, or a place, is spoken of: its picture and every side's account."""

    name: str
    href: str
    party: str
    marks: Markup
    told: str
    accounts: list[AccountLine]

    @property
    def weight(self) -> int:
        """Bytes, guessed high."""
        return 500 + sum(320 + 90 * len(one.references) for one in self.accounts)


@dataclass(frozen=True, slots=True)
class Saying:
    """A statement in one line: its words, cut short, and where its card stands."""

    words: str
    href: str
    date: str
    ruled: bool


def party_pages(edition: Edition, layout: Layout, *, only: str = "") -> Iterator[Page]:
    """Give the pages of every party of every agreement, or those of one family."""
    for agreement in edition.record.agreements:
        for party in agreement.parties:
            if only in ("", addresses.family(addresses.party(agreement.key, party.key))):
                yield from _party_pages(edition, layout, agreement, party)


def _party_pages(
    edition: Edition, layout: Layout, agreement: Agreement, party: Party
) -> Iterator[Page]:
    path = addresses.party(agreement.key, party.key)
    to = linker(path)
    judged = judged_lines(
        edition,
        layout,
        edition.facts_by_party.get(party.key, ()),
        to,
        agreement=agreement.key,
        party=party.key,
    )
    parts = list(in_parts((one, one.weight) for one in judged)) or [[]]
    said: dict[str, list[Statement]] = defaultdict(list)
    for fact in edition.assessment.facts:
        if fact.statement.side == party.key:
            said[fact.statement.kind].append(fact.statement)
    for number, part in enumerate(parts, 1):
        yield render(
            edition,
            "party.html",
            addresses.part(path, number),
            title=party.name,
            section="agreement",
            agreement=agreement,
            party=party,
            role=party.role,
            judged=part,
            said=[
                (
                    heading,
                    [brief(layout, one, to) for one in said[kind][:MOST_SAID]],
                    max(0, len(said[kind]) - MOST_SAID),
                )
                for kind, heading in SAID.items()
                if said.get(kind)
            ]
            if number == 1
            else [],
            counts=[
                (label("kinds", kind), len(said[kind])) for kind in terms("kinds") if said.get(kind)
            ],
            first=number == 1,
            number=number,
            count=len(parts),
            address=lambda n: addresses.part(path, n),
        )


def judged_lines(
    edition: Edition,
    layout: Layout,
    facts: Iterable[Fact],
    to: Linker,
    *,
    agreement: str = "",
    party: str = "",
    place: str = "",
) -> list[JudgedLine]:
    """Give every row of these facts with who is judged in it: one party, or in one place."""
    groups: dict[tuple[Row, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        for row in edition.rows_of(fact):
            if agreement and row.agreement not in ("", agreement):
                continue
            for judged in [party] if party else fact.parties:
                groups[(row, judged)].append(fact)

    def order(key: tuple[Row, str]) -> tuple[int, tuple[int, str]]:
        return edition.row_order(key[0]), edition.party_order(*key)

    return [
        _judged_line(edition, layout, row, judged, groups[(row, judged)], to=to, place=place)
        for row, judged in sorted(groups, key=order)
    ]


def _judged_line(
    edition: Edition,
    layout: Layout,
    row: Row,
    judged: str,
    facts: list[Fact],
    *,
    to: Linker,
    place: str,
) -> JudgedLine:
    cell = Cell(row.agreement, row.key, place=place, party=judged)
    ruled = [one for one in facts if one.ruled]
    pair = Pair(
        edition.assessment.picture_of(cell, ruled) if ruled else None,
        edition.assessment.picture_of(cell, facts),
    )

    def number(id: str) -> tuple[int, str] | None:
        known = layout.number(id, row)
        return (known[0], to(known[1])) if known else None

    return JudgedLine(
        edition.row_name(row),
        to(layout.rows[row].section_address(judged)),
        edition.party_name(row.agreement, judged),
        pair_marks(pair),
        say_marks(pair),
        account_lines(edition, pair, number),
    )


def brief(layout: Layout, statement: Statement, to: Linker) -> Saying:
    """Give a statement in one line."""
    words = " ".join(statement.quote.split())
    address = layout.card(statement.id)
    told = statement.as_of
    return Saying(
        words if len(words) <= 220 else words[:219].rpartition(" ")[0] + " …",
        to(address) if address else "",
        told.edtf if told else "",
        statement.state != "proposed",
    )
