"""Which part of which page holds what: long pages are cut before any address is written.

Weights are bytes of the finished page, guessed high; a test holds real pages under their limit.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, TypeVar

from servanda.domain.cell import UNMAPPED
from servanda.domain.statement import Statement
from servanda.dossier import addresses
from servanda.dossier.edition import Edition, Row
from servanda.dossier.source_text import Piece, cut_pieces

#: No page is to reach 300 kB; this leaves room for its head and for a guess that was too low.
PAGE_BYTES = 190_000

#: Tables by place and period up to this weight stand on the row's own page.
SLICES_ON_PAGE = 36_000
#: So many statements are pointed at from one account in a table; the rest stand in their section.
MOST_REFERENCES = 12

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


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


@dataclass(frozen=True, slots=True)
class Group:
    """What one side says about one party on one part of a row's page.

    `here` are its cards on this part; `elsewhere` the numbers and addresses of those that are
    printed under another party; `ids` are all of the group, on whatever part.
    """

    party: str
    side: str
    here: Sequence[CardPlace]
    elsewhere: Sequence[tuple[int, str]]
    ids: tuple[str, ...]


class PlacedRow(Protocol):
    """A row's page: where its cards and its tables stand."""

    @property
    def row(self) -> Row:
        """The row."""

    @property
    def path(self) -> str:
        """The path of its first part."""

    @property
    def parts(self) -> int:
        """How many parts it has."""

    @property
    def slices(self) -> Mapping[tuple[str, str], str]:
        """(`place` or `period`, key) to the page that shows it there, when not the row's own."""

    def groups_on(self, part: int) -> Iterator[Group]:
        """Give what stands on a part, in the order of the page."""

    def number(self, id: str) -> int | None:
        """Give the number of a statement's card; None if it has none here."""

    def address(self, id: str) -> str:
        """Give where a statement's card stands."""

    def section_address(self, party: str) -> str:
        """Give where the accounts about a party stand side by side."""

    def slice_address(self, columns: str, key: str) -> str:
        """Give where the accounts of one place or one period stand side by side."""

    def slice_pages(self, columns: str) -> list[str]:
        """Give the pages that hold this row's places or periods; none if its own page does."""


@dataclass(frozen=True)
class RowLayout:
    """A row's page: every statement has one card; under further parties it is only pointed at."""

    row: Row
    path: str
    cards: Mapping[str, CardPlace]
    #: (party, side) to the ids that stand there, in the order of the page.
    groups: Mapping[tuple[str, str], tuple[str, ...]]
    #: (`place` or `period`, key) to the page that shows this row there, when not the row's own.
    slices: Mapping[tuple[str, str], str]

    @cached_property
    def parts(self) -> int:
        """How many parts the page has."""
        return max((one.part for one in self.cards.values()), default=1)

    def groups_on(self, part: int) -> Iterator[Group]:
        """Give what stands on a part, in the order of the page."""
        for (party, side), ids in self.groups.items():
            own = [self.cards[id] for id in ids]
            here = [one for one in own if (one.part, one.party, one.side) == (part, party, side)]
            elsewhere = [
                (one.number, self.address(one.statement.id))
                for one in own
                if (one.party, one.side) != (party, side)
            ]
            if here or (part == 1 and elsewhere):
                yield Group(party, side, here, elsewhere, ids)

    def number(self, id: str) -> int | None:
        """Give the number of a statement's card; None if it has none here."""
        return self.cards[id].number if id in self.cards else None

    def address(self, id: str) -> str:
        """Give where a statement's card stands."""
        return f"{addresses.part(self.path, self.cards[id].part)}#{addresses.card(id)}"

    def section_address(self, party: str) -> str:
        """Give where the accounts about a party stand side by side."""
        parts = [one.part for one in self.cards.values() if one.party == party]
        return f"{addresses.part(self.path, min(parts, default=1))}#{addresses.about(party)}"

    def slice_address(self, columns: str, key: str) -> str:
        """Give where the accounts of one place or one period stand side by side."""
        page = self.slices.get((columns, key), self.path)
        return f"{page}#{addresses.slice_of(columns, key)}"

    def slice_pages(self, columns: str) -> list[str]:
        """Give the pages that hold this row's places or periods; none if its own page does."""
        return list(dict.fromkeys(page for (one, _), page in self.slices.items() if one == columns))


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
    rows: Mapping[Row, PlacedRow]
    sources: Mapping[str, SourceLayout]

    def card(self, id: str) -> str | None:
        """Give the address of a statement's first card."""
        fact = self.edition.facts.get(id)
        if fact is None:
            return None
        return self.rows[self.edition.rows_of(fact)[0]].address(id)

    def number(self, id: str, row: Row | None = None) -> tuple[int, str] | None:
        """Give a statement's number and its card's address: on this row's page if it is there."""
        placed = self.rows.get(row) if row else None
        number = placed.number(id) if placed else None
        if placed is None or number is None:
            fact = self.edition.facts.get(id)
            placed = self.rows[self.edition.rows_of(fact)[0]] if fact else None
            number = placed.number(id) if placed else None
        return (number, placed.address(id)) if placed and number else None

    def in_row(self, row: Row, id: str) -> str:
        """Give the address of a statement's card on the page of one of its rows."""
        return self.rows[row].address(id)

    def section(self, row: Row, party: str) -> str:
        """Give where the accounts about a party in a row, or below it, stand side by side."""
        placed = self.rows.get(row)
        if placed is None:
            return addresses.row(row.agreement, row.key)
        provision = self.edition.provisions.get(row)
        if provision and provision.children:
            return f"{placed.path}#{addresses.below(party)}"
        return placed.section_address(party)

    def quote(self, statement: Statement) -> str | None:
        """Give the address of a statement's words in their source."""
        found = self.sources.get(statement.source)
        return found.address(statement.id) if found else None


class OnDemand(Mapping[K, T]):
    """A mapping whose values are made when they are first asked for: one page needs few of them."""

    def __init__(self, keys: Iterable[K], make: Callable[[K], T]) -> None:
        self._keys = dict.fromkeys(keys)
        self._make = make
        self._made: dict[K, T] = {}

    def __getitem__(self, key: K) -> T:
        if key not in self._made:
            if key not in self._keys:
                raise KeyError(key)
            self._made[key] = self._make(key)
        return self._made[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


def lay_out(edition: Edition) -> Layout:
    """Give every row's and every source's page its parts."""
    rows = OnDemand(
        (*edition.facts_by_row, *edition.provisions), lambda row: _lay_out_row(edition, row)
    )
    sources = OnDemand(
        (one.id for one in edition.record.sources), lambda id: _lay_out_source(edition, id)
    )
    return Layout(edition, rows, sources)


def _lay_out_row(edition: Edition, row: Row) -> RowLayout:
    found: dict[tuple[str, str], list[Statement]] = {}
    for fact in edition.facts_by_row.get(row, []):
        for party in fact.parties:
            found.setdefault((party, fact.statement.side), []).append(fact.statement)
    order = edition.party_order
    keys = sorted(found, key=lambda key: (order(row, key[0]), order(row, key[1])))
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
    path = addresses.row(row.agreement, row.key)
    return RowLayout(row, path, cards, groups, lay_out_slices(edition, row, path))


def lay_out_slices(edition: Edition, row: Row, path: str) -> dict[tuple[str, str], str]:
    """Give the tables by place and by period pages of their own where they are long."""
    if row.key == UNMAPPED:
        return {}
    weights = {
        columns: {
            key: sum(620 + 90 * min(number, MOST_REFERENCES) for number in sides.values())
            for key, sides in edition.heard.weights(row, columns).items()
        }
        for columns in ("place", "period")
    }
    if sum(sum(one.values()) for one in weights.values()) <= SLICES_ON_PAGE:
        return {}
    found: dict[tuple[str, str], str] = {}
    for columns, own in weights.items():
        ordered = sorted(own, key=lambda key, of=columns: edition.column_order(row, of, key))  # type: ignore[misc]
        base = f"{path.removesuffix('.html')}.{columns}s.html"
        for number, part in enumerate(in_parts((key, own[key]) for key in ordered), 1):
            found |= {(columns, key): addresses.part(base, number) for key in part}
    return found


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
