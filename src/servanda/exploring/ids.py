"""Ids of statements that are written out when somebody looks at them: there may be a million."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import overload

import numpy as np

from servanda.exploring.table import Ints, Table


class Ids(Sequence[str]):
    """The ids of some rows, in their order; `a + b` are those of one and then of the other."""

    def __init__(self, table: Table, rows: Ints | Callable[[], Ints], count: int = -1) -> None:
        self._table = table
        self._rows = rows
        self._count = count if callable(rows) else len(rows)

    @property
    def rows(self) -> Ints:
        """The rows themselves, for who counts; found when they are first asked for."""
        if callable(self._rows):
            self._rows = self._rows()
        return self._rows

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[str, ...]: ...
    def __getitem__(self, at: int | slice) -> str | tuple[str, ...]:
        if isinstance(at, slice):
            return tuple(self._table.id(row) for row in self.rows[at].tolist())
        return self._table.id(int(self.rows[at]))

    def __iter__(self) -> Iterator[str]:
        return (self._table.id(row) for row in self.rows.tolist())

    def __add__(self, other: Sequence[str]) -> Ids:
        if isinstance(other, Ids):
            if not len(other):
                return self
            if not len(self):
                return other
            return Ids(self._table, np.concatenate((self.rows, other.rows)))
        if len(other):
            raise TypeError("only rows of the same table can be put together")
        return self

    def __radd__(self, other: Sequence[str]) -> Ids:
        return self.__add__(other)
