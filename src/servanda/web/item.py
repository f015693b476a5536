"""A statement as a page of the desk shows it to be ruled on or asked about: in its paragraph."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from servanda.domain.cell import UNMAPPED
from servanda.domain.statement import Statement
from servanda.dossier import addresses
from servanda.dossier.cards import Card, in_context, make_card
from servanda.dossier.edition import UNMAPPED_NAME, WHOLE_NAME, Edition, Row
from servanda.dossier.layout import Layout, lay_out
from servanda.dossier.render import linker
from servanda.dossier.words import say_date
from servanda.saying import _
from servanda.web.standing import Standing

#: How much of its paragraph stands around a passage, in code points.
REACH = 900


class CardsBySource(Layout):
    """A layout of one source: a linked statement is shown in the text, not on its row's page."""

    def card(self, id: str) -> str | None:
        """Give where another statement of the same source stands in the text."""
        statement = self.edition.record.statement_by_id.get(id)
        return self.quote(statement) if statement else None


@dataclass(frozen=True)
class Item:
    """A statement as the queue shows it."""

    statement: Statement
    seen: str
    card: Card
    passage: Markup
    rows: list[tuple[str, str]]
    side: str
    voices: str
    href: str
    #: When the document was written, in words; "" if that is not known.
    written: str = ""


def make_item(
    standing: Standing, edition: Edition, statement: Statement, *, path: str = "queue"
) -> Item:
    """Give a statement with its passage in context, and what a card of the report says of it.

    `path` is that of the page on which it stands.
    """
    laid = lay_out(edition)
    layout = CardsBySource(laid.edition, laid.rows, laid.sources)
    to = linker(path)
    rows = _rows(edition, statement)
    source = standing.source(statement.source)
    return Item(
        statement=statement,
        seen=standing.mark(statement.id),
        card=make_card(edition, layout, statement, number=0, row=rows[0], to=to),
        passage=in_context(
            source,
            statement,
            reach=REACH,
            hidden=edition.record.hidden_spans.get(statement.source, ()),
        ),
        rows=[(edition.row_name(one), to(addresses.row(one.agreement, one.key))) for one in rows],
        side=edition.side_name(statement.side),
        voices=edition.voices(statement.side, (statement.id,)),
        href=to(layout.quote(statement) or ""),
        written=say_date(source.description.written or "") if source else "",
    )


def _rows(edition: Edition, statement: Statement) -> tuple[Row, ...]:
    fact = edition.facts.get(statement.id)
    if fact is not None:
        return edition.rows_of(fact)
    # What was rejected stands in no row, and is shown where it would.
    links = tuple(Row(one.agreement, one.key) for one in statement.provisions)
    return links or (Row("", UNMAPPED),)


def row_names(edition: Edition, statement: Statement) -> str:
    """Give the rows that a statement stands in, in words."""
    names = [edition.row_name(Row(one.agreement, one.key)) for one in statement.provisions]
    return ", ".join(names) or _(WHOLE_NAME if statement.level == "whole" else UNMAPPED_NAME)
