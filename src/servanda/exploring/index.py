"""Which rows stand under a name, kept up with single changes: for pages of one name.

Built once over everything, and again when much has changed. In between, rows that changed since
are looked at one by one, so that somebody who rules all day costs a page next to nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from servanda.exploring.store import Store
from servanda.exploring.table import Array, Bools, Ints

#: With more changed rows than this the index is built anew.
_MOST_CHANGED = 20_000


@dataclass(slots=True)
class _Late:
    """What changed since the index was built: pairs of a row and a number that it stands under."""

    rows: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    which: Ints = field(default_factory=lambda: np.zeros(0, np.int64))
    number: Ints = field(default_factory=lambda: np.zeros(0, np.int64))


class Index:
    """Rows by number; `numbers` gives for rows the pairs of a row's place among them and a number.

    `stamp` of a number is raised whenever a row under it changes in any way.
    """

    def __init__(self, store: Store, numbers: Callable[[Ints], tuple[Ints, Ints]]) -> None:
        self._store = store
        self._numbers = numbers
        self._stamps: dict[int, int] = {}
        self._seen = -1
        self._build()

    def _build(self) -> None:
        store = self._store
        rows = np.arange(store.table.size)
        which, number = self._numbers(rows)
        most = int(number.max()) + 1 if len(number) else 0
        small = most < 1 << 16
        order = np.argsort(number.astype(np.uint16) if small else number, kind="stable")
        self._rows: Array = which[order].astype(np.int32)
        self._ends = np.cumsum(np.bincount(number, minlength=most))
        #: The same row by row, to tell what a row stood under before it changed.
        self._under: Array = number.astype(np.int32)
        counts = np.bincount(which, minlength=len(rows))
        self._under_from: Array = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
        self._changed: Bools = np.zeros(store.table.size, np.bool_)
        self._late = _Late()
        self._seen = store.version

    def refresh(self) -> None:
        """Take in what changed in the columns since; the caller holds their lock."""
        store = self._store
        if store.version == self._seen:
            return
        fresh = store.changed_since(self._seen)
        if fresh is None or len(self._late.rows) + len(fresh) > _MOST_CHANGED:
            self._stamps = {}
            self._build()
            return
        # Whatever these rows stood under before is spoiled, and whatever they stand under now.
        self._spoil(fresh)
        if store.table.size > len(self._changed):
            more = np.zeros(store.table.size - len(self._changed), np.bool_)
            self._changed = np.concatenate((self._changed, more))
        self._changed[fresh] = True
        rows = np.union1d(self._late.rows, fresh)
        which, number = self._numbers(rows)
        self._late = _Late(rows, rows[which], number)
        self._spoil(fresh)
        self._seen = store.version

    def _spoil(self, rows: Ints) -> None:
        late = np.isin(self._late.which, rows)
        _, now = self._numbers(rows)
        touched = {*self._late.number[late].tolist(), *now.tolist()}
        # Before its first change a row stood where the index was built to have it.
        for row in rows[rows < len(self._under_from) - 1].tolist():
            if not self._changed[row]:
                own = self._under[self._under_from[row] : self._under_from[row + 1]]
                touched |= set(own.tolist())
        for one in touched:
            self._stamps[one] = self._stamps.get(one, 0) + 1

    def stamp(self, number: int) -> tuple[int, int]:
        """Give what tells whether anything under a number has changed."""
        return self._stamps.get(number, 0), id(self._rows)

    def rows(self, number: int) -> Ints:
        """Give the rows that stand under a number, rejected ones too, in the record's order."""
        found = np.zeros(0, np.int64)
        if 0 <= number < len(self._ends):
            begin = int(self._ends[number - 1]) if number else 0
            found = self._rows[begin : int(self._ends[number])].astype(np.int64)
            if len(self._late.rows):
                found = found[~self._changed[found]]
        late = self._late.which[self._late.number == number]
        if len(late):
            found = np.sort(np.concatenate((found, late)))
        return found[self._store.table.stands[found]]
