"""An open field: who says what of it, side by side, with the words on the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from markupsafe import Markup, escape

from servanda.domain.cell import NOBODY, UNMAPPED, WHOLE
from servanda.domain.statement import Statement
from servanda.dossier import addresses
from servanda.dossier.cards import Card, make_card
from servanda.dossier.edition import Edition, Row
from servanda.dossier.layout import Layout
from servanda.dossier.marks import pair_marks, say_marks
from servanda.dossier.render import linker
from servanda.exploring import PartyWord, Spoken
from servanda.saying import _
from servanda.web.explore.address import ALL, View
from servanda.web.explore.matrix import asked_for, field_of
from servanda.web.explore.names import Names
from servanda.web.explore.page import Picture

#: So many of one side's statements about one party are shown beside the others'.
MOST_CARDS = 5
#: So many parties' accounts are shown of one field; a filter shows each of the rest.
MOST_PARTIES = 6
MOST_SIDES = 8

#: Gives statements by their ids, as they may be shown, with the report's view of them alone.
Shower = Callable[[Sequence[str]], tuple[list[Statement], Edition]]

#: Gives the grades of a statement and of its source in words, "" if nobody gave any.
Grader = Callable[[Statement], str]


@dataclass(frozen=True, slots=True)
class SideColumn:
    """One side's account about one party: its word, and the first statements that it rests on."""

    side: str
    own: bool
    marks: Markup
    told: str
    cards: tuple[Card, ...]
    more: int
    href: str


@dataclass(frozen=True, slots=True)
class PartySection:
    """All accounts of a field about one party, and the one word for them."""

    name: str
    nobody: bool
    marks: Markup
    told: str
    sides: tuple[SideColumn, ...]


@dataclass(frozen=True, slots=True)
class OpenField:
    """The accounts of the field that an address names, and where to go on from there."""

    name: str
    sections: tuple[PartySection, ...]
    parties_left_out: tuple[str, ...]
    unheard: tuple[str, ...]
    accepted: int
    proposed: int
    queue: str
    page: str
    list: str
    close: str


class QuotesByAddress(Layout):
    """A layout in which every statement's words stand at an address of their own."""

    def card(self, id: str) -> str | None:
        """Give where another statement's words stand."""
        return f"quote/{id}"

    def quote(self, statement: Statement) -> str | None:
        """Give where a statement's words stand."""
        return f"quote/{statement.id}"


def open_field(
    picture: Picture, *, whole: Mapping[str, PartyWord], show: Shower, grade: Grader
) -> OpenField | None:
    """Give the accounts of the field that the address names; None where none is open.

    `whole` is what the field shows in the matrix of each party, over all sides; `grade` says how
    a statement and its source were graded.
    """
    view, names = picture.view, picture.names
    if not view.row:
        return None
    inside = narrowed_view(view)
    chosen = picture.chosen(inside)
    accepted, proposed = chosen.counts()
    pivot = chosen.pivot("side", "party")
    words: dict[str, dict[str, PartyWord]] = {}
    for (side, _party), cell in pivot.cells.items():
        for one in cell.words:
            words.setdefault(one.party, {})[side] = one
    parties = names.parties_in_order(list(words))
    spoken = {(one.party, one.side): one for one in chosen.spoken(most=MOST_CARDS)}
    shown = {
        (party, side): spoken[party, side]
        for party in parties[:MOST_PARTIES]
        for side in names.parties_in_order(list(words[party]))[:MOST_SIDES]
        if (party, side) in spoken
    }
    statements, edition = show([id for one in shown.values() for id in one.ids])
    cards = CardMaker(edition, {one.id: one for one in statements}, names, inside, grade)
    sections = [
        PartySection(
            name=names.of("party", party),
            nobody=party == NOBODY,
            marks=pair_marks(field_of(whole[party])) if party in whole else Markup(""),
            told=say_marks(field_of(whole[party])) if party in whole else "",
            sides=tuple(
                _side(inside, names, cards, spoken=one, word=words[party][side])
                for (judged, side), one in shown.items()
                if judged == party
            ),
        )
        for party in parties[:MOST_PARTIES]
    ]
    return OpenField(
        name=_name(view, names),
        sections=tuple(sections),
        parties_left_out=tuple(names.of("party", one) for one in parties[MOST_PARTIES:]),
        unheard=_unheard(names, {one.key for one in pivot.rows}),
        accepted=accepted,
        proposed=proposed,
        queue=queue_address(inside, names) if proposed else "",
        page=page_address(inside, names),
        list=inside.address(fragment="statements"),
        close=view.but(row="", column="").address(fragment="matrix"),
    )


def narrowed_view(view: View) -> View:
    """Give the view that asks for just what stands in the open field."""
    found = view
    for dimension, key in ((view.rows, view.row), (view.columns, view.column)):
        if key and key != ALL:
            found = asked_for(found, dimension, key)
    return found.but(row="", column="")


def _name(view: View, names: Names) -> str:
    found = [names.of(view.rows, view.row)] if view.row != ALL else []
    if view.column not in ("", ALL):
        found.append(names.of(view.columns, view.column))
    return ", ".join(found) or _("everything that fits")


@dataclass(frozen=True)
class CardMaker:
    """Makes the cards of an open field's statements, which were decoded together."""

    edition: Edition
    statements: Mapping[str, Statement]
    names: Names
    view: View
    grade: Grader

    def make(self, ids: Sequence[str]) -> tuple[Card, ...]:
        """Give the cards of these statements; one that stands no more is left out."""
        layout = QuotesByAddress(self.edition, {}, {})
        agreement = self.names.agreement
        row = Row(agreement.key if agreement else "", self.view.asked.provision)
        to = linker("picture")
        here = [self.statements[id] for id in ids if id in self.statements]
        return tuple(
            _full(make_card(self.edition, layout, one, number=at, row=row, to=to), self.grade(one))
            for at, one in enumerate(here, 1)
        )


def _side(
    view: View, names: Names, cards: CardMaker, *, spoken: Spoken, word: PartyWord
) -> SideColumn:
    made = cards.make(spoken.ids)
    narrowed = view.asking(parties=(spoken.party,), sides=(spoken.side,))
    return SideColumn(
        side=names.of("side", spoken.side),
        own=spoken.side == spoken.party,
        marks=pair_marks(field_of(word)),
        told=say_marks(field_of(word)),
        cards=made,
        more=spoken.accepted + spoken.proposed - len(made),
        href=narrowed.address(fragment="statements"),
    )


def _full(card: Card, grade: str) -> Card:
    """Give a card on which chain, basis and grade stand in sight, and not among the details."""
    seen = {_("Chain"), _("Knows it"), _("Provision")}
    lines = [*card.lines, *(one for one in card.details if one[0] in seen)]
    if grade:
        lines.append((_("Grade"), escape(grade)))
    rest = tuple(one for one in card.details if one[0] not in seen)
    return replace(card, lines=tuple(lines), details=rest)


def _unheard(names: Names, heard: set[str]) -> tuple[str, ...]:
    """Name the agreement's own parties of which no voice speaks here."""
    own = names.agreement.parties if names.agreement else ()
    return tuple(one.name for one in own if one.role == "party" and one.key not in heard)


def queue_address(view: View, names: Names) -> str:
    """Give the queue of a field's proposals, as far as the queue can be narrowed."""
    asked = view.asked
    provision = asked.provision
    if names.agreement and provision not in ("", WHOLE, UNMAPPED):
        provision = f"{names.agreement.key}/{provision}"
    source = asked.sources[0] if len(asked.sources) == 1 else ""
    told = {"provision": provision, "source": source}
    return "/queue?" + urlencode({name: one for name, one in told.items() if one})


def page_address(view: View, names: Names) -> str:
    """Give the page of the report about the field's promise; "" where it is about several."""
    key = view.asked.provision
    if not key or names.agreement is None:
        return ""
    return f"/{addresses.row(names.agreement.key, key)}"
