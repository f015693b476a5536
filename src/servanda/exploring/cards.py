"""The order in which a page has the cards of its statements: by party, then by side, then told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from servanda.exploring.lines import party_line
from servanda.exploring.slice import Slice
from servanda.exploring.table import Bools, Ints

_NONE: Ints = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class Group:
    """What one side says about one party: the places of its cards here, counted from 0.

    `pointed` are the rows of those printed under another party, `rows` of all of the group.
    """

    party: str
    side: str
    here: Ints
    pointed: Ints
    rows: Ints


class Cards:
    """The cards of one page: each statement once, under the first party that it judges.

    `rows` are in the order of the page; `party` and `side` are numbers of `parties` and `sides`.
    """

    def __init__(self, slice: Slice, order: Callable[[str], tuple[int, str]]) -> None:
        people = party_line(slice)
        self.parties = people.keys
        names = slice.columns.names
        self.sides = [key for _, key in names.of["side"].keys] or [""]
        party_rank, side_rank = _ranks(self.parties, order), _ranks(self.sides, order)
        side = names.table("side")[slice.of["side"][slice.rows]].astype(np.int64)
        rank = party_rank[people.key]
        first = np.full(len(slice.rows), len(self.parties), np.int64)
        np.minimum.at(first, people.which, rank)
        sequence = np.lexsort((np.arange(len(side)), side_rank[side], first))
        self.rows: Ints = slice.rows[sequence]
        self.party: Ints = np.argsort(party_rank)[first[sequence]]
        self.side: Ints = side[sequence]
        by_row = np.argsort(self.rows)
        self._sorted = self.rows[by_row]
        self._number = by_row + 1
        # Where a statement judges several parties, it is pointed at under the others.
        self._all_rows: Ints = slice.rows[people.which]
        self._all_groups: Ints = people.key * len(self.sides) + side[people.which]
        self._pointed: Bools = rank != first[people.which]
        self._order = [
            party * len(self.sides) + one
            for party in np.argsort(party_rank).tolist()
            for one in np.argsort(side_rank).tolist()
        ]

    def __len__(self) -> int:
        return len(self.rows)

    def number(self, row: int) -> int | None:
        """Give the number of a row's card, from 1; None if it has none here."""
        at = int(np.searchsorted(self._sorted, row))
        if at < len(self._sorted) and self._sorted[at] == row:
            return int(self._number[at])
        return None

    def groups(self, first: int, end: int, *, pointed: bool) -> Iterator[Group]:
        """Give the groups that have cards from number `first + 1` to `end`, in their order.

        With `pointed` also those that only point at cards of other groups.
        """
        here = self.party[first:end] * len(self.sides) + self.side[first:end]
        there = set(np.unique(self._all_groups[self._pointed]).tolist())
        found = set(np.unique(here).tolist()) | (there if pointed else set())
        for group in self._order:
            if group in found:
                own = self._all_groups == group
                party, side = divmod(group, len(self.sides))
                yield Group(
                    self.parties[party],
                    self.sides[side],
                    first + np.flatnonzero(here == group),
                    self._all_rows[own & self._pointed] if group in there else _NONE,
                    self._all_rows[own],
                )

    def begins(self, party: str) -> int | None:
        """Give the number of the first card under a party; None if it has none."""
        if party not in self.parties:
            return None
        hit = np.flatnonzero(self.party == self.parties.index(party))
        return int(hit[0]) + 1 if len(hit) else None


def _ranks(keys: list[str], order: Callable[[str], tuple[int, str]]) -> Ints:
    found = np.zeros(len(keys), np.int64)
    for rank, at in enumerate(sorted(range(len(keys)), key=lambda one: order(keys[one]))):
        found[at] = rank
    return found
