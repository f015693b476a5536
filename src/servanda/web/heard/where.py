"""Where a million statements stand, by row, place and party; what was made of them is kept.

What is kept of one row is kept for as long as nothing in it changes, so that coders who write
elsewhere cost a page nothing.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence

import numpy as np

from servanda.domain.cell import UNMAPPED, WHOLE
from servanda.dossier.pairs import Row
from servanda.exploring import Columns
from servanda.exploring.asked import Asked
from servanda.exploring.index import Index
from servanda.exploring.line import distinct
from servanda.exploring.slice import Slice
from servanda.exploring.table import Bools
from servanda.exploring.table import Ints as Numbers
from servanda.journal.facts import STATES

REJECTED = STATES.index("rejected")
#: So many standings of statements at most are kept in pictures that were made before.
MOST_KEPT = 1_000_000


class HeardWhere:
    """Which statements stand in a row, at a place, of a party; and what was made of them before."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        agreements = columns.record.agreements
        rows = [Row("", UNMAPPED)]
        for agreement in agreements:
            rows += [Row(agreement.key, key) for key in (WHOLE, *(p.key for p in agreement.walk()))]
        self._rows = rows
        self._number = {row: at for at, row in enumerate(rows)}
        self._below = {
            Row(agreement.key, one.key): [Row(agreement.key, low.key) for low in one.walk()]
            for agreement in agreements
            for one in agreement.walk()
            if one.children
        }
        self._by_row = Index(columns, self._rows_of)
        self._by_place = Index(columns, lambda rows: self._tagged(rows, "places", "place"))
        self._by_party = Index(columns, self._parties_of)
        self._kept: OrderedDict[object, tuple[object, int, object]] = OrderedDict()
        self._weight = 0
        self._row_by_id: dict[str, int] = {}
        self._known_ids = columns.table.size
        ids = columns.table.of["id"][: self._known_ids]
        self._id_order = np.argsort(ids).astype(np.int32)
        self._sorted_ids = ids[self._id_order]

    def refresh(self) -> None:
        """Take in what was recorded since; the caller holds the lock."""
        for index in (self._by_row, self._by_place, self._by_party):
            index.refresh()

    def _places_of_rows(self) -> tuple[Numbers, Numbers]:
        """Give for each name of a provision the rows of the site it means: where, and how many."""
        names = self.columns.names.of["provision"].keys
        pool: list[int] = []
        first, count = [], []
        for owner, key in names:
            if key == UNMAPPED:
                meant = [Row("", UNMAPPED)]
            elif owner:
                meant = [Row(owner, key)]
            else:
                meant = [Row(one.key, key) for one in self.columns.record.agreements]
            found = list(dict.fromkeys(self._number.get(row, 0) for row in meant)) or [0]
            first.append(len(pool))
            count.append(len(found))
            pool += found
        self._pool = np.array(pool or [0], np.int64)
        return np.array([*first, 0], np.int64), np.array([*count, 0], np.int64)

    def _rows_of(self, rows: Numbers) -> tuple[Numbers, Numbers]:
        columns = self.columns
        first, count = self._places_of_rows()
        which, tags = columns.table.expand(rows, "rows")
        name = columns.names.table("provision")[tags]
        counts = count[name]
        spread = np.repeat(np.arange(len(which)), counts)
        offset = np.arange(len(spread)) - np.repeat(np.cumsum(counts) - counts, counts)
        number = self._pool[first[name][spread] + offset]
        line = distinct(which[spread], number, [""] * (len(self._rows) + 1))
        return line.which, line.key

    def _tagged(self, rows: Numbers, sort: str, kind: str) -> tuple[Numbers, Numbers]:
        which, tags = self.columns.table.expand(rows, sort)
        number = self.columns.names.table(kind)[tags].astype(np.int64)
        kept = number >= 0
        return which[kept], number[kept]

    def _parties_of(self, rows: Numbers) -> tuple[Numbers, Numbers]:
        """Give the parties judged; 0 is nobody, the others are one more than their number."""
        which, number = self._tagged(rows, "parties", "party")
        without = np.flatnonzero(np.bincount(which, minlength=len(rows)) == 0)
        return (
            np.concatenate((which, without)),
            np.concatenate((number + 1, np.zeros(len(without), np.int64))),
        )

    def _spoken(self, rows: Numbers) -> Numbers:
        """Leave out what people rejected."""
        found: Numbers = rows[self.columns.table.of["state"][rows] != REJECTED]
        return found

    def _own(self, row: Row) -> Numbers:
        number = self._number.get(Row("", UNMAPPED) if row.key == UNMAPPED else row)
        if number is None:
            return np.zeros(0, np.int64)
        found = self._spoken(self._by_row.rows(number))
        if row.key == UNMAPPED and row.agreement:
            return self._of_agreement(found, row.agreement)
        return found

    def _of_agreement(self, rows: Numbers, agreement: str) -> Numbers:
        names = self.columns.names
        fits = np.array(
            [owner in ("", agreement) for owner, _ in names.of["provision"].keys] + [False]
        )
        which, tags = self.columns.table.expand(rows, "rows")
        kept = np.zeros(len(rows), np.bool_)
        kept[which[fits[names.table("provision")[tags]]]] = True
        return rows[kept]

    @property
    def _standing_all(self) -> Bools:
        columns = self.columns
        size = columns.table.size
        found: Bools = columns.table.stands[:size] & (columns.table.of["state"][:size] != REJECTED)
        return found

    def _standing(self, row: Row, *, own: bool = False) -> Numbers:
        below = None if own else self._below.get(row)
        if below is None:
            return self._own(row)
        return united([self._own(one) for one in below], self.columns.table.size)

    def _stamp(self, row: Row, *, own: bool = False) -> object:
        if row.key == UNMAPPED:
            return self._by_row.stamp(0)
        rows = [row] if own else self._below.get(row, [row])
        return tuple(self._by_row.stamp(self._number.get(one, 0)) for one in rows)

    def _slice(self, rows: Numbers) -> Slice:
        found = Slice(self.columns, Asked())
        found.__dict__["rows"] = rows
        return found

    def _keep(self, name: object, stamp: object, make: Callable[[], tuple[object, int]]) -> object:
        """Give what was made under this stamp, or make it; the longest unused is forgotten."""
        known = self._kept.get(name)
        if known is not None and known[0] == stamp:
            self._kept.move_to_end(name)
            return known[2]
        if known is not None:
            self._weight -= known[1]
        made, weight = make()
        self._kept[name] = (stamp, weight, made)
        self._kept.move_to_end(name)
        self._weight += weight
        while self._weight > MOST_KEPT and len(self._kept) > 1:
            _, (_, gone, _) = self._kept.popitem(last=False)
            self._weight -= gone
        return made


def united(parts: Sequence[Numbers], size: int) -> Numbers:
    """Give the rows that are in any of these, each once."""
    if len(parts) == 1:
        return parts[0]
    mask = np.zeros(size, np.bool_)
    for one in parts:
        mask[one] = True
    return np.flatnonzero(mask)
