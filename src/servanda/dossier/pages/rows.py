"""The page of a row: what is promised, where it stands, and every side's words, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from servanda.domain.agreement import Provision
from servanda.domain.cell import NOBODY, UNMAPPED, WHOLE, Account, Picture
from servanda.dossier import addresses
from servanda.dossier.cards import Card, make_card
from servanda.dossier.edition import Edition, Row
from servanda.dossier.findings import (
    Finding,
    account_marks,
    make_finding,
    say_account_words,
)
from servanda.dossier.judged import Judgements
from servanda.dossier.layout import Layout, PlacedRow, RowLayout
from servanda.dossier.marks import pair_marks, say_marks
from servanda.dossier.pages.disputes import dispute_line
from servanda.dossier.pages.judgement import due_line, rating_line, reply_line
from servanda.dossier.pages.slices import (
    SLICES,
    below,
    row_title,
    slice_pages,
    tables_of,
    trail,
)
from servanda.dossier.render import Linker, Page, linker, render
from servanda.dossier.words import say_date
from servanda.saying import N_, _, pgettext

#: How a provision stands to one of another agreement.
RELATIONS = {
    "implements": N_("implements {provision}"),
    "replaces": N_("replaces {provision}"),
    "extends": N_("extends {provision}"),
    "repeats": N_("repeats {provision}"),
}
#: So many disputes stand on a row's own page; the page of disputes has all.
MOST_DISPUTES = 6


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


def row_pages(
    edition: Edition, layout: Layout, judged: Judgements, *, only: str = ""
) -> Iterator[Page]:
    """Give the pages of every provision, of every whole, and of what fits no provision.

    With `only`, a page's family (`addresses.family`), nothing is made of any other row.
    """
    rows = [
        Row(agreement.key, key)
        for agreement in edition.record.agreements
        for key in (WHOLE, *(one.key for one in agreement.walk()))
    ]
    for row in (*rows, Row("", UNMAPPED)):
        if addresses.meant(only, addresses.row(row.agreement, row.key)):
            yield from _row_pages(edition, layout, judged, row, only)


def _row_pages(
    edition: Edition, layout: Layout, judged: Judgements, row: Row, only: str
) -> Iterator[Page]:
    path = addresses.row(row.agreement, row.key)
    disputes = judged.by_row.get(row, ())[:MOST_DISPUTES]
    placed: PlacedRow = layout.rows.get(row) or RowLayout(row, path, {}, {}, {})
    provision = edition.provisions.get(row)
    for number in range(1, placed.parts + 1):
        here = addresses.part(path, number)
        if only not in ("", here):
            continue
        to = linker(here)
        first = number == 1
        sections = _sections(edition, layout, placed, number, to)
        yield render(
            edition,
            "row.html",
            here,
            title=row_title(edition, row),
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
            below=below(edition, layout, row, to) if provision and first else [],
            tables=tables_of(edition, layout, placed, to) if first else [],
            disputes=[dispute_line(edition, layout, judged, one, to) for one in disputes if first],
            more_disputes=max(0, len(judged.by_row.get(row, ())) - MOST_DISPUTES),
            ratings=[
                rating_line(edition, layout, one, row, to)
                for one in judged.ratings.get(row, ())
                if first
            ],
            replies=[reply_line(edition, one) for one in judged.replies.get(row, ()) if first],
            due=[due_line(edition, one, to) for one in judged.deadlines.get(row, ()) if first],
            sections=sections,
            neighbours=_neighbours(edition, row) if first else (None, None),
        )
    for columns in SLICES:
        yield from slice_pages(edition, layout, placed, columns, only=only)


def _findings(edition: Edition, layout: Layout, row: Row, to: Linker) -> list[Finding]:
    """Give a sentence for each party judged in this row or below it."""
    if row.key == UNMAPPED:
        return []
    return [
        make_finding(edition, row, parties[party], to(layout.section(row, party)))
        for party, parties in edition.pairs(row, "party").items()
    ]


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
        + (
            Markup(' <span class="soft">{}</span>').format(
                _("in {document}").format(document=one.document)
            )
            if one.document
            else ""
        )
        for one in provision.labels
    ]
    found.append((_("Texts call it"), labels))
    found.append((_("Owed by"), [text(edition.side_name(one)) for one in provision.obligors]))
    found.append(
        (
            pgettext("a deadline", "Due"),
            [
                text(one.text) + (f" ({say_date(one.edtf)})" if one.edtf else "")
                for one in provision.due
            ],
        )
    )
    found.append((_("Where"), [text(_place(edition, one)) for one in provision.places]))
    found.append((_("Themes"), [text(pgettext("theme", one)) for one in provision.themes]))
    relations = []
    for one in provision.relations:
        other = Row(one.agreement, one.provision)
        named = edition.row_name(other)
        owner = edition.agreements.get(one.agreement)
        if other in edition.provisions:
            target = to(addresses.row(one.agreement, one.provision))
            linked = Markup('<a href="{}">{}</a>').format(target, named)
        else:
            linked = escape(named)
        if one.agreement != row.agreement:
            linked = Markup(_("{provision} of {agreement}")).format(
                provision=linked, agreement=owner.title if owner else one.agreement
            )
        relations.append(Markup(_(RELATIONS.get(one.kind, one.kind))).format(provision=linked))
    found.append((_("Stands to others"), relations))
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
    found.append((_("Points at"), references))
    found.append((_("Key"), [Markup("<code>{}</code>").format(provision.key)]))
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


def _sections(
    edition: Edition, layout: Layout, placed: PlacedRow, part: int, to: Linker
) -> list[PartySection]:
    """Give this part's cards, grouped by the party judged and by the side that speaks."""
    row = placed.row
    own_pairs = edition.pairs(row, "party", own=True) if row.key != UNMAPPED else {}
    sections: dict[str, list[SideColumn]] = {}
    for group in placed.groups_on(part):
        party, side = group.party, group.side
        pair = own_pairs.get(party, {}).get(party)
        accepted = _account(pair.accepted, side) if pair else None
        proposed = _account(pair.proposed, side) if pair else None
        sections.setdefault(party, []).append(
            SideColumn(
                side=edition.side_name(side),
                voices=edition.voices(side, group.ids),
                own=side == party,
                marks=account_marks(accepted, proposed),
                word=say_account_words(accepted, proposed) if pair else "",
                cards=[
                    make_card(edition, layout, one.statement, number=one.number, row=row, to=to)
                    for one in group.here
                ],
                elsewhere=[(number, to(address)) for number, address in group.elsewhere],
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
