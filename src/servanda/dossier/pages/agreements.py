"""An agreement's page: parties, dates, territory, and the top of its tree with its pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from servanda.domain.agreement import Agreement
from servanda.dossier import addresses
from servanda.dossier.edition import Edition, Row
from servanda.dossier.layout import Layout, in_parts
from servanda.dossier.marks import pair_marks, say_marks
from servanda.dossier.pages.first import standing
from servanda.dossier.render import Linker, Page, linker, render
from servanda.dossier.words import counted, listed, say_date
from servanda.saying import _


@dataclass(frozen=True, slots=True)
class TreeLine:
    """A provision at the top of the tree: its labels, its size, its picture for each party."""

    name: str
    href: str
    labels: str
    below: int
    lines: list[tuple[str, Markup, str, str]]


def agreement_pages(edition: Edition, layout: Layout) -> Iterator[Page]:
    """Give every agreement's pages, and the list of agreements if there are several."""
    several = len(edition.record.agreements) != 1
    if several:
        yield _list(edition)
    for agreement in edition.record.agreements:
        path = addresses.agreement(agreement.key)
        to = linker(path)
        lines = [
            _tree_line(edition, layout, agreement, one.key, to) for one in agreement.provisions
        ]
        weighed = (
            (one, 500 + len(one.name) + len(one.labels) + 420 * len(one.lines)) for one in lines
        )
        parts = list(in_parts(weighed, budget=130_000)) or [[]]
        for number, part in enumerate(parts, 1):
            yield render(
                edition,
                "agreement.html",
                addresses.part(path, number),
                title=agreement.title,
                section="agreement",
                agreement=agreement,
                facts=_facts(agreement),
                parties=[
                    (one, to(addresses.party(agreement.key, one.key))) for one in agreement.parties
                ],
                several=several,
                s=standing(edition, layout, agreement, to) if several and number == 1 else None,
                tree=part,
                total=sum(1 for _ in agreement.walk()),
                first=number == 1,
                number=number,
                count=len(parts),
                address=lambda n, path=path: addresses.part(path, n),
            )


def _facts(agreement: Agreement) -> list[tuple[str, str]]:
    territory, size = agreement.territory, sum(1 for one in agreement.walk())
    found = [
        (_("Signed"), listed(say_date(one) for one in agreement.signed)),
        (_("Also called"), listed(agreement.aliases)),
        (_("Territory"), territory.name),
        (_("Language"), agreement.language or ""),
        (_("Read in"), "; ".join(agreement.sources)),
        (_("Provisions"), counted(size, "{number} provision", "{number} provisions")),
        (_("Key"), agreement.key),
    ]
    return [(name, value) for name, value in found if value]


def _tree_line(
    edition: Edition, layout: Layout, agreement: Agreement, key: str, to: Linker
) -> TreeLine:
    row = Row(agreement.key, key)
    provision = edition.provisions[row]
    lines = [
        (
            edition.party_name(agreement.key, party),
            pair_marks(pairs[party]),
            say_marks(pairs[party]),
            to(layout.section(row, party)),
        )
        for party, pairs in edition.pairs(row, "party").items()
    ]
    labels = listed(dict.fromkeys(one.text for one in provision.labels))
    name = edition.row_name(row)
    return TreeLine(
        name,
        to(addresses.row(agreement.key, key)),
        labels if labels != name else "",
        sum(1 for _ in provision.walk()) - 1,
        lines,
    )


def _list(edition: Edition) -> Page:
    path = "agreements.html"
    to = linker(path)
    return render(
        edition,
        "agreements.html",
        path,
        title=_("Agreements"),
        section="agreement",
        lines=[
            (
                one,
                to(addresses.agreement(one.key)),
                listed(say_date(day) for day in one.signed),
                sum(1 for _ in one.walk()),
                edition.heard.count_in(one.key),
            )
            for one in edition.record.agreements
        ],
    )
