"""Which statements stand in a row, and in which order: what cards are printed of."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from servanda.domain.cell import UNMAPPED, WHOLE
from servanda.dossier.pairs import Row
from servanda.exploring.cards import Cards
from servanda.exploring.ids import Ids
from servanda.exploring.table import Ints as Numbers
from servanda.journal.facts import id_number
from servanda.web.heard.pictures import HeardPictures, Names
from servanda.web.heard.where import REJECTED

#: So many ids are known with their rows.
MOST_IDS = 100_000


class HeardCards(HeardPictures):
    """The cards of a row or a place, and where a statement stands."""

    def cards(self, names: Names, row: Row) -> Cards:
        """Give the cards of a row's page, in their order."""

        def make() -> tuple[Cards, int]:
            rows = self._own(row)
            return Cards(self._slice(rows), lambda key: names.party_order(row, key)), len(rows)

        found = self._keep(("cards", row), self._stamp(row, own=True), make)
        assert isinstance(found, Cards)
        return found

    def ids(self, rows: Numbers) -> Ids:
        """Give the ids of some rows."""
        return Ids(self.columns.table, rows)

    def is_rejected(self, row: int) -> bool:
        """Tell whether a person rejected a row's statement."""
        return bool(self.columns.table.of["state"][row] == REJECTED)

    def below(self, row: Row) -> Ids:
        """Give the ids of all that stands in a row and below it."""
        return self.ids(self._standing(row))

    def stamp(self, row: Row) -> object:
        """Give what tells whether anything in a row or below it has changed."""
        return self._stamp(row)

    def id_of(self, row: int) -> str:
        """Give the id of a row's statement."""
        return self.columns.table.id(row)

    def knows(self, row: Row) -> bool:
        """Tell whether a row is one of the site's, or anything stands in it."""
        return row in self._number and (
            row.key not in (WHOLE, UNMAPPED) or bool(len(self._own(row)))
        )

    def elsewhere(self, ids: Collection[str]) -> Ids:
        """Give the ids of all statements that stand, but for these."""
        rows = np.flatnonzero(self._standing_all)
        return self.ids(rows[~np.isin(rows, self._found(list(ids)))])

    def row_of(self, id: str) -> int | None:
        """Give the row of a statement that stands and may be shown; None if there is none."""
        table = self.columns.table
        known = self._row_by_id.get(id)
        if known is not None:
            return known if table.stands[known] else None
        number = np.uint64(id_number(id)[0])
        at = int(np.searchsorted(self._sorted_ids, number))
        found = int(self._id_order[at]) if at < len(self._sorted_ids) else -1
        if found < 0 or self._sorted_ids[at] != number:
            late = np.flatnonzero(table.of["id"][self._known_ids : table.size] == number)
            if not len(late):
                return None
            found = self._known_ids + int(late[-1])
        if not table.stands[found] or table.id(found) != id:
            return None
        if len(self._row_by_id) > MOST_IDS:
            self._row_by_id.clear()
        # A statement keeps its row for as long as it stands.
        self._row_by_id[id] = found
        return found

    def rows_of_statement(self, row: int) -> list[Row]:
        """Give the rows of the site on whose pages a statement has its card."""
        _, number = self._rows_of(np.array([row]))
        return [self._rows[one] for one in number.tolist()]

    def _found(self, ids: Sequence[str]) -> Numbers:
        found = [row for id in ids if (row := self.row_of(id)) is not None]
        return np.array(found, np.int64)
