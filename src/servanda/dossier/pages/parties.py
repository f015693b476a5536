"""A party's page: how its keeping is judged, by whom, and what it says itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from servanda.domain.agreement import Agreement, Party
from servanda.domain.statement import Statement
from servanda.dossier import addresses
from servanda.dossier.edition import Edition, Pair, Row
from servanda.dossier.findings import AccountLine, account_lines
from servanda.dossier.layout import Layout, in_parts
from servanda.dossier.marks import pair_marks, say_marks
from servanda.dossier.render import Linker, Page, linker, render
from servanda.dossier.words import label, terms
from servanda.saying import N_, _

#: So many of a party's own statements of one kind are printed.
MOST_SAID = 40
#: The kinds of its own statements that a page of a party lists, and under what heading.
SAID = {
    "admission": N_("What it admits of its own side"),
    "concession": N_("What it credits another side with"),
    "denial": N_("What it denies"),
    "demand": N_("What it asks for"),
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
            if addresses.meant(only, addresses.party(agreement.key, party.key)):
                yield from _party_pages(edition, layout, agreement, party, only)


def _party_pages(
    edition: Edition, layout: Layout, agreement: Agreement, party: Party, only: str
) -> Iterator[Page]:
    path = addresses.party(agreement.key, party.key)
    to = linker(path)
    judged = judged_lines(
        edition,
        layout,
        to,
        agreement=agreement.key,
        party=party.key,
    )
    parts = list(in_parts((one, one.weight) for one in judged)) or [[]]
    told, said = edition.heard.said_by(party.key, SAID, MOST_SAID)
    for number, part in enumerate(parts, 1):
        if only not in ("", addresses.part(path, number)):
            continue
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
                    _(heading),
                    [brief(layout, one, to) for one in said[kind]],
                    told[kind] - len(said[kind]),
                )
                for kind, heading in SAID.items()
                if said.get(kind)
            ]
            if number == 1
            else [],
            counts=[
                (label("kinds", kind), told[kind]) for kind in terms("kinds") if told.get(kind)
            ],
            first=number == 1,
            number=number,
            count=len(parts),
            address=lambda n: addresses.part(path, n),
        )


def judged_lines(
    edition: Edition,
    layout: Layout,
    to: Linker,
    *,
    agreement: str = "",
    party: str = "",
    place: str = "",
) -> list[JudgedLine]:
    """Give every row in which one party is judged, or one place spoken of, with who is judged."""
    found = edition.heard.judged(agreement=agreement, party=party, place=place)

    def order(key: tuple[Row, str]) -> tuple[int, tuple[int, str]]:
        return edition.row_order(key[0]), edition.party_order(*key)

    return [
        _judged_line(edition, layout, row, judged, found[(row, judged)], to=to)
        for row, judged in sorted(found, key=order)
    ]


def _judged_line(
    edition: Edition,
    layout: Layout,
    row: Row,
    judged: str,
    pair: Pair,
    *,
    to: Linker,
) -> JudgedLine:
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
