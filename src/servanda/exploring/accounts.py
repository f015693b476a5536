"""Every side's account in many cells at once, over columns of numbers: words, numbers, statements.

The rules are those of `assessing.accounts`, as in `pictures`; a test holds them equal. Which
statements an account rests on is only written out for the cells that a page prints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import cast

import numpy as np

from servanda.domain.cell import NOBODY, Account, AccountWord, Cell, Picture, PictureWord
from servanda.exploring.beside import Standings, set_beside
from servanda.exploring.ids import Ids
from servanda.exploring.line import Line, joined
from servanda.exploring.lines import party_line
from servanda.exploring.pictures import (
    CLASS_BITS,
    FIRST_ADMISSION,
    WORDS,
    account_words,
    counts_here,
    word_of_all,
)
from servanda.exploring.slice import Slice
from servanda.exploring.table import BESIDE, INHERITED, Array, Bools, Ints
from servanda.journal.facts import KINDS, STATES

_CLASSES = 1 << CLASS_BITS
_CONCESSION = KINDS.index("concession")
_RULED = (STATES.index("accepted"), STATES.index("amended"))
#: Up to so many accounts are numbered by a table as long as all that could be.
_DENSE = 4_000_000


def is_ruled(states: Array) -> Bools:
    """Tell which states a person accepted, with or without changes."""
    found: Bools = (states == _RULED[0]) | (states == _RULED[1])
    return found


@dataclass(slots=True)
class _Counted:
    """One way of counting (all, or what people accepted): by account, and by case."""

    does: Array
    #: How many statements of each class each account has.
    classes: Ints
    concessions: Ints
    word: Ints
    case_word: Ints
    case_total: Ints


class Accounts:
    """The accounts of all sides about all parties, by the keys of one dimension.

    A case is a key and a party judged. Rejected statements must not be among the rows.
    """

    def __init__(self, slice: Slice, line: Line, *, only: str = "", together: bool = False) -> None:
        columns = slice.columns
        which, key, party, inherited, self.parties = _cases_of(slice, line, only, together)
        self.keys = line.keys
        names = columns.names
        self.sides = [key for _, key in names.of["side"].keys] or [""]
        self._table = columns.table
        self._row: Ints = slice.rows[which]
        side = names.table("side")[slice.of["side"][self._row]].astype(np.int64)
        case = key.astype(np.int64) * len(self.parties) + party
        account = case * len(self.sides) + side
        size = len(line.keys) * len(self.parties) * len(self.sides)
        #: The accounts that there are, and for each standing which of them.
        self._account, self._of = _numbered(account, size)
        self._ruled = is_ruled(slice.of["state"][self._row])
        plain = np.where(inherited, np.uint8(INHERITED), columns.table.does[self._row])
        standings = Standings(self._row, self._of, plain)
        case_of = self._account // len(self.sides)
        self._first = _starts(case_of)
        self._case = case_of[self._first]
        self._at = {case: at for at, case in enumerate(self._case.tolist())}
        nobody = np.array([name in (NOBODY, "") for name in self.parties])
        self._named = ~nobody[self._case % len(self.parties)]
        self._all = self._count(set_beside(columns, standings, ruled=None), None)
        self._accepted = self._count(set_beside(columns, standings, ruled=self._ruled), self._ruled)

    def _count(self, does: Array, only: Bools | None) -> _Counted:
        number = len(self._account)
        seen = (self._of << CLASS_BITS) | does
        counts = np.bincount(
            seen if only is None else seen[only], minlength=number * _CLASSES
        ).reshape(number, _CLASSES)
        conceding = self._concedes & counts_here(does)
        concessions = np.bincount(
            self._of[conceding if only is None else conceding & only], minlength=number
        )
        said = ((counts > 0) @ (1 << np.arange(_CLASSES))).astype(np.uint32)
        word = account_words(said)
        if not number:
            return _Counted(does, counts, concessions, word, word, word)
        return _Counted(
            does,
            counts,
            concessions,
            word,
            word_of_all(said, word, self._first, named=self._named),
            np.add.reduceat(counts.sum(axis=1), self._first),
        )

    @cached_property
    def _concedes(self) -> Bools:
        found: Bools = self._table.of["kind"][self._row] == _CONCESSION
        return found

    @cached_property
    def _sorted(self) -> tuple[Ints, Ints]:
        """The standings account by account, in the order of the record, and where each begins."""
        small = len(self._account) < 1 << 16
        order = np.argsort(self._of.astype(np.uint16) if small else self._of, kind="stable")
        numbers = np.bincount(self._of, minlength=len(self._account))
        return order, np.concatenate(([0], np.cumsum(numbers)))

    def weights(self) -> Mapping[str, Mapping[tuple[str, str], int]]:
        """Give how many statements stand in each account, by key, then by party and side."""
        found: dict[str, dict[tuple[str, str], int]] = {}
        totals = self._all.classes.sum(axis=1)
        for account, total in zip(self._account.tolist(), totals.tolist(), strict=True):
            case, side = divmod(account, len(self.sides))
            key, party = divmod(case, len(self.parties))
            found.setdefault(self.keys[key], {})[(self.parties[party], self.sides[side])] = total
        return found

    def cases(self) -> Iterator[tuple[str, str]]:
        """Give the key and the party of every case in which anything stands."""
        width = len(self.parties)
        for case in self._case.tolist():
            yield self.keys[case // width], self.parties[case % width]

    def told(self, key: str, party: str) -> Told | None:
        """Give what is told in one case; None if nothing is."""
        case = self._number.get((key, party))
        return None if case is None else Told(self, case)

    @cached_property
    def _number(self) -> dict[tuple[str, str], int]:
        return {case: at for at, case in enumerate(self.cases())}

    def picture(self, at: int, cell: Cell, *, ruled: bool) -> Picture | None:
        """Give a case's picture with all its accounts; None if nothing stands in it."""
        counted = self._accepted if ruled else self._all
        if not counted.case_total[at]:
            return None
        end = self._first[at + 1] if at + 1 < len(self._first) else len(self._account)
        accounts = [
            self._make(one, counted, ruled=ruled)
            for one in range(int(self._first[at]), int(end))
            if counted.classes[one].any()
        ]
        accounts.sort(key=lambda one: one.side)
        word: PictureWord = WORDS[int(counted.case_word[at])]
        return Picture(cell, word, tuple(accounts), "")

    def _make(self, at: int, counted: _Counted, *, ruled: bool) -> Account:
        classes = counted.classes[at]
        standing = _Standing(self, at, counted.does, ruled)

        def ids(count: int, which: Callable[[Array, Ints], Bools]) -> tuple[str, ...]:
            # They behave as a tuple does where pages and sentences look at them.
            found = Ids(self._table, lambda: standing.rows(which), int(count))
            return cast("tuple[str, ...]", found)

        word: AccountWord = cast("AccountWord", WORDS[int(counted.word[at])])
        return Account(
            side=self.sides[int(self._account[at]) % len(self.sides)],
            word=word,
            counted=ids(classes[1:INHERITED].sum(), lambda does, _: counts_here(does)),
            beside=ids(classes[BESIDE], lambda does, _: does == BESIDE),
            inherited=ids(classes[INHERITED], lambda does, _: does == INHERITED),
            admissions=ids(
                classes[FIRST_ADMISSION:INHERITED].sum(),
                lambda does, _: counts_here(does) & (does >= FIRST_ADMISSION),
            ),
            concessions=ids(
                counted.concessions[at], lambda does, own: counts_here(does) & self._concedes[own]
            ),
            exceptions=ids(
                classes[2:INHERITED:2].sum(), lambda does, _: counts_here(does) & (does % 2 == 0)
            ),
        )

    def rows_of(
        self, at: int, does: Array, *, ruled: bool, which: Callable[[Array, Ints], Bools]
    ) -> Ints:
        """Give the rows of one account's standings of one sort, in the order of the record."""
        order, first = self._sorted
        own = order[first[at] : first[at + 1]]
        if ruled:
            own = own[self._ruled[own]]
        found: Ints = self._row[own[which(does[own], own)]]
        return found

    def totals(self, at: int) -> tuple[int, int]:
        """Give how many accepted statements stand in a case, and how many proposals."""
        ruled = int(self._accepted.case_total[at])
        return ruled, int(self._all.case_total[at]) - ruled

    def words(self, at: int) -> tuple[PictureWord, PictureWord]:
        """Give a case's word from what was accepted, and with proposals."""
        return (
            WORDS[int(self._accepted.case_word[at])],
            WORDS[int(self._all.case_word[at])],
        )


@dataclass(slots=True)
class _Standing:
    """The standings of one account, found when somebody looks at them."""

    accounts: Accounts
    at: int
    does: Array
    ruled: bool

    def rows(self, which: Callable[[Array, Ints], Bools]) -> Ints:
        """Give the rows of those of one sort, in the order of the record."""
        found: Ints = self.accounts.rows_of(self.at, self.does, ruled=self.ruled, which=which)
        return found


@dataclass(frozen=True, slots=True)
class Told:
    """What is told in one case: numbers and words at once, statements when they are asked for."""

    accounts: Accounts
    at: int

    @property
    def ruled(self) -> int:
        """How many accepted statements stand in it."""
        return self.accounts.totals(self.at)[0]

    @property
    def open(self) -> int:
        """How many proposals stand in it."""
        return self.accounts.totals(self.at)[1]

    @property
    def words(self) -> tuple[PictureWord, PictureWord]:
        """The word from what was accepted, and with proposals."""
        return self.accounts.words(self.at)

    def picture(self, cell: Cell, *, ruled: bool) -> Picture | None:
        """Give its picture, from what was accepted alone or with proposals."""
        return self.accounts.picture(self.at, cell, ruled=ruled)


def _cases_of(
    slice: Slice, line: Line, only: str, together: bool
) -> tuple[Ints, Ints, Ints, Bools, list[str]]:
    """Give for each standing its place in the slice, its key and party, and if it is inherited."""
    if together:
        # What is said of whomever: one case for each key, of a party that has no name.
        none = np.zeros(len(line.which), np.int64)
        return line.which, line.key, none, line.inherited, [""]
    table, rows = slice.columns.table, slice.rows
    counts = slice.of["parties"][rows]
    if not only and (not len(counts) or counts.max() < 2):
        # Nearly always a statement judges one party, or names none.
        names = slice.columns.names
        keys = [*(key for _, key in names.of["party"].keys), NOBODY]
        judged = np.full(len(rows), len(keys) - 1, np.int64)
        has = np.flatnonzero(counts)
        at = table.first[rows[has]] + slice.of["rows"][rows[has]] + slice.of["places"][rows[has]]
        judged[has] = names.table("party")[table.tags[at]]
        return line.which, line.key, judged[line.which], line.inherited, keys
    people = party_line(slice)
    if only:
        # Of statements that judge several parties only what they say about this one.
        wanted = [at for at, key in enumerate(people.keys) if key == only]
        people = people.only(np.isin(people.key, wanted))
    left, right = joined(line, people, len(rows))
    return (
        line.which[left], line.key[left], people.key[right], line.inherited[left], people.keys
    )  # fmt: skip


def _numbered(account: Ints, size: int) -> tuple[Ints, Ints]:
    if size > _DENSE:
        found, of = np.unique(account, return_inverse=True)
        return found, of.astype(np.int64)
    found = np.flatnonzero(np.bincount(account, minlength=size))
    number = np.zeros(size, np.int64)
    number[found] = np.arange(len(found))
    return found, number[account]


def _starts(rising: Ints) -> Ints:
    if not len(rising):
        return np.zeros(0, np.int64)
    return np.flatnonzero(np.concatenate(([True], rising[1:] != rising[:-1])))
