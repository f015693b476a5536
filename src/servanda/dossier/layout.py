"""Which part of which page holds what: long pages are cut before any address is written.

Weights are bytes of the finished page, guessed high; a test holds real pages under their limit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from servanda.domain.cell import NOBODY
from servanda.domain.statement import Statement
from servanda.dossier import addresses
from servanda.dossier.edition import Edition, Row
from servanda.dossier.source_text import Piece, cut_pieces

#: No page is to reach 300 kB; this leaves room for its head and for a guess that was too low.
PAGE_BYTES = 190_000

T = TypeVar("T")


def in_parts(items: Iterable[tuple[T, int]], *, budget: int = PAGE_BYTES) -> Iterator[list[T]]:
    """Give weighed items in parts that stay within a budget; one item is never cut."""
    part: list[T] = []
    used = 0
    for item, weight in items:
        if part and used + weight > budget:
            yield part
            part, used = [], 0
        part.append(item)
        used += weight
    if part:
        yield part


@dataclass(frozen=True, slots=True)
class CardPlace:
    """A statement's card on a row's page: under which party and side, its number, its part."""

    statement: Statement
    party: str
    side: str
    number: int
    part: int


@dataclass(frozen=True)
class RowLayout:
    """A row's page: every statement has one card; under further parties it is only pointed at."""

    row: Row
    path: str
    cards: Mapping[str, CardPlace]
    #: (party, side) to the ids that stand there, in the order of the page.
    groups: Mapping[tuple[str, str], tuple[str, ...]]

    @cached_property
    def parts(self) -> int:
        """How many parts the page has."""
        return max((one.part for one in self.cards.values()), default=1)

    def address(self, id: str) -> str:
        """Give where a statement's card stands."""
        return f"{addresses.part(self.path, self.cards[id].part)}#{addresses.card(id)}"


@dataclass(frozen=True)
class SourceLayout:
    """A source's pages: its text in pieces, cut into parts, and the numbers of its statements."""

    id: str
    path: str
    parts: tuple[tuple[Piece, ...], ...]
    numbers: Mapping[str, int]
    part_of: Mapping[str, int]

    def address(self, id: str) -> str:
        """Give where a statement's words stand."""
        return f"{addresses.part(self.path, self.part_of.get(id, 1))}#{addresses.quote(id)}"


@dataclass(frozen=True)
class Layout:
    """Where every card and every quote stands."""

    edition: Edition
    rows: Mapping[Row, RowLayout]
    sources: Mapping[str, SourceLayout]

    def card(self, id: str) -> str | None:
        """Give the address of a statement's first card."""
        fact = self.edition.facts.get(id)
        if fact is None:
            return None
        return self.rows[next(self.edition.rows_of(fact))].address(id)

    def quote(self, statement: Statement) -> str | None:
        """Give the address of a statement's words in their source."""
        found = self.sources.get(statement.source)
        return found.address(statement.id) if found else None


def lay_out(edition: Edition) -> Layout:
    """Give every row's and every source's page its parts."""
    rows = {row: _lay_out_row(edition, row) for row in edition.facts_by_row}
    for row in edition.provisions:
        rows.setdefault(row, _lay_out_row(edition, row))
    sources = {one.id: _lay_out_source(edition, one.id) for one in edition.record.sources}
    return Layout(edition, rows, sources)


def _lay_out_row(edition: Edition, row: Row) -> RowLayout:
    found: dict[tuple[str, str], list[Statement]] = {}
    for fact in edition.facts_by_row.get(row, []):
        for party in fact.parties:
            found.setdefault((party, fact.statement.side), []).append(fact.statement)
    order = _party_order(edition, row.agreement)
    keys = sorted(found, key=lambda key: (order(key[0]), order(key[1])))
    cards: dict[str, CardPlace] = {}
    used, part = 40_000, 1
    for party, side in keys:
        for statement in found[(party, side)]:
            if statement.id in cards:
                continue
            weight = card_weight(statement)
            if used + weight > PAGE_BYTES:
                used, part = 0, part + 1
            used += weight
            cards[statement.id] = CardPlace(statement, party, side, len(cards) + 1, part)
    groups = {key: tuple(one.id for one in found[key]) for key in keys}
    return RowLayout(row, addresses.row(row.agreement, row.key), cards, groups)


def _party_order(edition: Edition, agreement: str) -> Callable[[str], tuple[int, str]]:
    own = edition.agreements.get(agreement)
    keys = {one.key: at for at, one in enumerate(own.parties)} if own else {}

    def order(key: str) -> tuple[int, str]:
        return (len(keys) + 1 if key == NOBODY else keys.get(key, len(keys)), key)

    return order


def card_weight(statement: Statement) -> int:
    """Guess a card's bytes: its words several times over, its reasons, and what surrounds them."""
    words = sum(len(one.quote.encode()) for one in statement.quotes) or len(
        statement.quote.encode()
    )
    reasons = sum(len(one.encode()) for one in statement.reasons)
    many = len(statement.places) + len(statement.about) + len(statement.voice)
    many += len(statement.provisions) + len(statement.links) + len(statement.exceptions)
    return 2_600 + 5 * words // 2 + 3 * reasons // 2 + 180 * many


def _lay_out_source(edition: Edition, id: str) -> SourceLayout:
    source = edition.record.source_by_id[id]
    statements = edition.statements_by_source.get(id, [])
    numbers = {one.id: at for at, one in enumerate(statements, 1)}
    pieces = cut_pieces(source, statements)
    weighed = ((one, one.weight) for one in pieces)
    parts = tuple(tuple(part) for part in in_parts(weighed, budget=150_000)) or ((),)
    part_of = {
        id: number
        for number, part in enumerate(parts, 1)
        for piece in part
        for id in piece.starting
    }
    return SourceLayout(id, addresses.source(id), parts, numbers, part_of)


def first_items(items: Sequence[T], most: int) -> tuple[Sequence[T], int]:
    """Give the first items of a list, and how many are left out."""
    return items[:most], max(0, len(items) - most)
