"""Standings of statements under keys: without doubles, put together, and joined."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from servanda.exploring.table import Array, Bools, Ints

#: Up to this number a table is made of all that could be.
_DENSE = 4_000_000


@dataclass(slots=True)
class Line:
    """For each standing of a statement under a key: which of the chosen ones it is, and the key.

    `which` rises. `keys` are the names of the numbers in `key`.
    """

    which: Ints
    key: Ints
    inherited: Bools
    keys: list[str]

    def only(self, kept: Bools) -> Line:
        """Give the standings for which this holds."""
        return Line(self.which[kept], self.key[kept], self.inherited[kept], self.keys)


def counted(numbers: Ints) -> tuple[Ints, Ints]:
    """Give the different numbers, none below 0, and how often each is there."""
    if not len(numbers):
        return numbers, numbers
    # Counting in place beats sorting as long as the table of counts fits the processor's memory.
    if int(numbers.max()) < max(_DENSE, len(numbers)):
        counts = np.bincount(numbers)
        some = np.flatnonzero(counts)
        return some, counts[some]
    return np.unique(numbers, return_counts=True)


def distinct(which: Ints, key: Ints, keys: list[str]) -> Line:
    """Give standings in which no statement stands twice under one key; `which` rises."""
    same = which[1:] == which[:-1]
    if same.any():
        several = np.concatenate((same, [False])) | np.concatenate(([False], same))
        at = np.flatnonzero(several)
        _, first = np.unique(which[at] * (len(keys) + 1) + key[at], return_index=True)
        kept = ~several
        kept[at[first]] = True
        which, key = which[kept], key[kept]
    return Line(which, key, np.zeros(len(which), np.bool_), keys)


def together(*lines: Line) -> Line:
    """Give the standings of several lines over the same keys as one."""
    some = [one for one in lines if len(one.which)] or [lines[0]]
    if len(some) == 1:
        return some[0]
    # Laid between each other by counting: each line rises already, and sorting takes longer.
    size = max(int(one.which[-1]) for one in some) + 1
    counts = [np.bincount(one.which, minlength=size) for one in some]
    total = np.add.reduce(counts)
    start = np.cumsum(total) - total
    whole = int(total.sum())
    which, key = np.empty(whole, np.int64), np.empty(whole, np.int64)
    inherited = np.empty(whole, np.bool_)
    for one, own in zip(some, counts, strict=True):
        within = np.arange(len(one.which)) - (np.cumsum(own) - own)[one.which]
        at = start[one.which] + within
        which[at], key[at], inherited[at] = one.which, one.key, one.inherited
        start = start + own
    return Line(which, key, inherited, some[0].keys)


def joined(one: Line, other: Line, size: int) -> tuple[Ints, Ints]:
    """Give all pairs of standings of the same statement: their places in both lines.

    `size` is how many statements the lines are over.
    """
    counts = np.bincount(other.which, minlength=size)
    first = np.cumsum(counts) - counts
    each = counts[one.which]
    left: Array = np.arange(len(one.which))
    if len(each) and each.min() == 1 == each.max():
        return left, first[one.which]
    left = np.repeat(left, each)
    offset = np.arange(len(left)) - np.repeat(np.cumsum(each) - each, each)
    return left, first[one.which[left]] + offset
