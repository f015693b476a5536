"""One page of a large dossier: a record of the statements on it, and columns for all the rest."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import cast

from servanda.assessing import Assessment, Fact
from servanda.domain.cell import NO_PLACE
from servanda.domain.statement import Statement
from servanda.dossier import addresses
from servanda.dossier.edition import Edition, Pair, Pairs, Row
from servanda.dossier.heard import Heard, Said, last_told_of
from servanda.dossier.layout import CardPlace, Group, Layout, PlacedRow, lay_out, lay_out_slices
from servanda.dossier.place_lines import PlaceLine, gather_places
from servanda.exploring.cards import Cards
from servanda.journal import Journal
from servanda.web.heard import HeardColumns
from servanda.web.shown import Shown

#: So many cards stand on one part of a row's page.
CARDS_ON_A_PART = 40
#: So many cards under another party are pointed at from one group.
MOST_POINTED = 400
#: Up to so many statements are all read to tell how texts write their places, and on which day
#: they were told last; of more, some for each place, and months.
MOST_READ = 1_000
READ_OF_A_PLACE = 3


class PartHeard:
    """What all statements tell, for one page: names come from its edition."""

    def __init__(self, edition: PartEdition) -> None:
        self._edition = edition
        self._all = edition.all_heard

    def counts(self) -> tuple[int, int]:
        """Give how many statements people accepted, and how many are only proposed."""
        return self._all.counts()

    def rests(self) -> Mapping[str, tuple[int, int]]:
        """Give accepted and proposed by what they rest on."""
        return self._all.rests()

    def rows(self) -> Collection[Row]:
        """Give the rows in which anything stands."""
        return self._all.rows()

    def count_in(self, agreement: str) -> int:
        """Give how many statements stand in the rows of an agreement, once for each row."""
        return self._all.count_in(agreement)

    def pairs(
        self, row: Row, columns: str, *, own: bool = False, only: Collection[str] | None = None
    ) -> Pairs:
        """Give both pictures of each party judged in a row, by the keys of a dimension."""
        return self._all.pairs_of(self._edition, row, columns, own=own, only=only)

    def weights(self, row: Row, columns: str) -> Mapping[str, Mapping[tuple[str, str], int]]:
        """Give how many statements stand in a row by key, then by party judged and side."""
        return self._all.weights(row, columns)

    def judged(
        self, *, agreement: str = "", party: str = "", place: str = ""
    ) -> Mapping[tuple[Row, str], Pair]:
        """Give the pictures of every row and party in which one party or place is spoken of."""
        return self._all.judged_of(agreement=agreement, party=party, place=place)

    def asserting(self, ids: Sequence[str]) -> tuple[Sequence[str], bool]:
        """Give the names of those who assert these statements, and whether each has one."""
        return self._all.asserting(ids)

    def ruled(self, ids: Sequence[str]) -> Collection[str]:
        """Give those of these statements that people accepted."""
        return self._all.ruled(ids)

    def quoted(self, ids: Sequence[str]) -> int:
        """Give how many bytes the words of these statements have, nearly."""
        return self._all.quoted(ids)

    def stands(self, id: str) -> bool:
        """Tell whether a statement stands that nobody rejected."""
        return self._all.stands(id)

    def rows_told(self, id: str) -> Sequence[Row]:
        """Give the rows on whose pages a statement has its card."""
        return self._all.rows_told(id)

    def witnesses(self) -> int:
        """Give how many independent witnesses the sources are."""
        return self._all.witnesses()

    def said_by(self, side: str, kinds: Collection[str], most: int) -> Said:
        """Give what a side says: how often by kind, and the first statements of these kinds."""
        counts, first = self._all.first_said(side, kinds, most)
        read = self._edition.read([id for ids in first.values() for id in ids])
        return counts, {kind: [read[id] for id in ids if id in read] for kind, ids in first.items()}

    def by_source(self) -> Mapping[str, tuple[int, int]]:
        """Give accepted and proposed of every source that has any."""
        return self._all.by_source()

    def places(self) -> Sequence[PlaceLine]:
        """Give every place that is spoken of or stands in an agreement, by name."""
        counts = self._all.place_counts()
        return self._lines(counts, counts)

    def _lines(
        self, keys: Iterable[str], counts: Mapping[str, tuple[int, int]]
    ) -> Sequence[PlaceLine]:
        edition = self._edition
        everything = sum(self.counts()) <= MOST_READ
        most = MOST_READ if everything else READ_OF_A_PLACE
        ids = [id for key in keys for id in self._all.first_at(key, most)]
        if everything:
            ids = [*ids, *self._all.elsewhere(ids)]
        lines = gather_places(edition.record, self._facts_of(ids))
        for one in lines:
            one.ruled, one.proposed = counts.get(one.key, (0, 0))
        return lines

    def _facts_of(self, ids: Collection[str]) -> Sequence[Fact]:
        edition = self._edition
        read = tuple(edition.read(ids).values())
        return Assessment(
            replace(edition.record, statements=read),
            length=edition.assessment.period,
            lineage=edition.assessment.lineage,
        ).facts

    def pages_of_places(self) -> Collection[str]:
        """Give the paths of the pages of all places in which anything stands."""
        return self._paths.keys()

    @cached_property
    def _paths(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for key in self._all.place_keys():
            found.setdefault(addresses.place(key), key)
        return found

    def place(self, path: str) -> PlaceLine | None:
        """Give the place whose page has this path, if anything stands there."""
        key = self._paths.get(path)
        if key is None or key == NO_PLACE:
            return None
        lines = self._lines([key], self._all.place_counts())
        found = next((one for one in lines if one.key == key), None)
        return found or PlaceLine(key, self._edition.place_name(key), "vague")

    def placeless(self) -> tuple[int, int]:
        """Give accepted and proposed that stand in no place."""
        return self._all.placeless()

    def last_told(self) -> tuple[str, Mapping[str, str]]:
        """Give the day of the newest telling, and that of each place: months, if many tell."""
        if sum(self.counts()) > MOST_READ:
            return self._all.last_months()
        return last_told_of(self._facts_of(list(self._all.elsewhere(()))))

    def judging(self, row: Row) -> Mapping[str, Collection[str]]:
        """Give for each party judged in a row the sides that judge it; requests do not judge."""
        return self._all.judging(row)

    def speaking(self) -> Collection[str]:
        """Give the sides that say anything."""
        return self._all.speaking()

    def spoken_of(self) -> Collection[str]:
        """Give the parties that anything is said about."""
        return self._all.spoken_of()


@dataclass(frozen=True)
class PartEdition(Edition):
    """An edition whose record holds the statements of one page, and whose columns hold all."""

    all_heard: HeardColumns = field(kw_only=True)
    journal: Journal = field(kw_only=True)
    shown: Shown = field(kw_only=True)

    @cached_property
    def heard(self) -> Heard:
        """What all statements tell, from columns."""
        return PartHeard(self)

    @cached_property
    def _read(self) -> dict[str, Statement]:
        return {}

    def statement(self, id: str) -> Statement | None:
        """Give a statement as it may be shown; None if there is none."""
        if id not in self.record.statement_by_id and id not in self._read:
            self.gather([id])
        return self.record.statement_by_id.get(id) or self._read.get(id)

    def gather(self, ids: Collection[str]) -> None:
        """Make ready the statements of these ids, which are about to be asked for."""
        self._read.update(self.read([id for id in ids if id not in self._read]))

    def read(self, ids: Collection[str]) -> Mapping[str, Statement]:
        """Give these statements as they may be shown, in the order of the record."""
        missing = [id for id in ids if id not in self.record.statement_by_id]
        found = self.shown.excerpt(self.journal, statements=missing) if missing else self.record
        wanted = set(ids)
        both = {one.id: one for one in (*self.record.statements, *found.statements)}
        return {id: one for id, one in both.items() if id in wanted}


@dataclass(frozen=True)
class PartRow:
    """A row's page whose cards are numbered by columns; parts have so many cards each."""

    edition: PartEdition
    row: Row
    path: str

    @cached_property
    def cards(self) -> Cards:
        """The order of its cards."""
        return self.edition.all_heard.cards(self.edition, self.row)

    @property
    def parts(self) -> int:
        """How many parts it has."""
        return max(1, -(-len(self.cards) // CARDS_ON_A_PART))

    @cached_property
    def slices(self) -> Mapping[tuple[str, str], str]:
        """(`place` or `period`, key) to the page that shows it there, when not the row's own."""
        return lay_out_slices(self.edition, self.row, self.path)

    def ids_on(self, part: int) -> list[str]:
        """Give the ids of the cards on a part."""
        first = (part - 1) * CARDS_ON_A_PART
        rows = self.cards.rows[first : first + CARDS_ON_A_PART]
        return list(self.edition.all_heard.ids(rows))

    def groups_on(self, part: int) -> Iterator[Group]:
        """Give what stands on a part, in the order of the page."""
        heard = self.edition.all_heard
        known = self.edition.record.statement_by_id
        first = (part - 1) * CARDS_ON_A_PART
        for one in self.cards.groups(first, first + CARDS_ON_A_PART, pointed=part == 1):
            ids = heard.ids(self.cards.rows[one.here])
            here = [
                CardPlace(known[id], one.party, one.side, at + 1, part)
                for at, id in zip(one.here.tolist(), ids, strict=True)
                if id in known
            ]
            elsewhere = [
                (number, f"{self._part(number)}#{addresses.card(heard.id_of(row))}")
                for row in one.pointed[:MOST_POINTED].tolist()
                if (number := self.cards.number(row))
            ]
            own = cast("tuple[str, ...]", heard.ids(one.rows))
            yield Group(one.party, one.side, here, elsewhere, own)

    def _part(self, number: int) -> str:
        return addresses.part(self.path, 1 + (number - 1) // CARDS_ON_A_PART)

    def number(self, id: str) -> int | None:
        """Give the number of a statement's card; None if it has none here."""
        row = self.edition.all_heard.row_of(id)
        return None if row is None else self.cards.number(row)

    def address(self, id: str) -> str:
        """Give where a statement's card stands."""
        return f"{self._part(self.number(id) or 1)}#{addresses.card(id)}"

    def section_address(self, party: str) -> str:
        """Give where the accounts about a party stand side by side."""
        return f"{self._part(self.cards.begins(party) or 1)}#{addresses.about(party)}"

    def slice_address(self, columns: str, key: str) -> str:
        """Give where the accounts of one place or one period stand side by side."""
        page = self.slices.get((columns, key), self.path)
        return f"{page}#{addresses.slice_of(columns, key)}"

    def slice_pages(self, columns: str) -> list[str]:
        """Give the pages that hold this row's places or periods; none if its own page does."""
        return list(dict.fromkeys(page for (one, _), page in self.slices.items() if one == columns))


class PartRows(Mapping[Row, PlacedRow]):
    """The pages of the rows in which anything stands, made when they are asked for."""

    def __init__(self, edition: PartEdition) -> None:
        self._edition = edition
        self._made: dict[Row, PartRow] = {}

    def __getitem__(self, row: Row) -> PartRow:
        if row not in self._made:
            if not self._edition.all_heard.knows(row):
                raise KeyError(row)
            path = addresses.row(row.agreement, row.key)
            self._made[row] = PartRow(self._edition, row, path)
        return self._made[row]

    def __iter__(self) -> Iterator[Row]:
        return iter(self._edition.heard.rows())

    def __len__(self) -> int:
        return len(self._edition.heard.rows())


class PartLayout(Layout):
    """Where cards and quotes stand; what stands on other pages is found by the desk when asked."""

    @property
    def _heard(self) -> HeardColumns:
        assert isinstance(self.edition, PartEdition)
        return self.edition.all_heard

    def card(self, id: str) -> str | None:
        """Give an address that leads to a statement's first card."""
        at = self._heard.row_of(id)
        return None if at is None or self._heard.is_rejected(at) else f"statement/{id}"

    def number(self, id: str, row: Row | None = None) -> tuple[int, str] | None:
        """Give a statement's number and its card's address: on this row's page if it is there."""
        at = self._heard.row_of(id)
        if at is None:
            return None
        own = self.rows.get(row) if row else None
        number = own.number(id) if own else None
        if own is None or number is None:
            own = self.rows[self._heard.rows_of_statement(at)[0]]
            number = own.number(id)
        return None if number is None else (number, own.address(id))

    def in_row(self, row: Row, id: str) -> str:
        """Give an address that leads to a statement's card on the page of one of its rows."""
        return f"statement/{id}?row={row.agreement}/{row.key}"

    def quote(self, statement: Statement) -> str | None:
        """Give an address that leads to a statement's words in their source."""
        return f"statement/{statement.id}?in=text"


def layout_of(edition: PartEdition) -> PartLayout:
    """Give the layout of one page's edition."""
    return PartLayout(edition, PartRows(edition), lay_out(edition).sources)
