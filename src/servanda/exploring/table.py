"""Records of statements as columns of numbers, which grow at the end and are changed in place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from servanda.journal.facts import EXCEPTED, FIELDS, KINDS, ODD_ID, STANCES, FactBlock, id_number

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Array = npt.NDArray[Any]

_FORMS = {"Q": "<u8", "I": "<u4", "i": "<i4", "f": "<f4", "B": "<u1", "H": "<u2"}
_RECORD = np.dtype([(name, _FORMS[form]) for name, form in FIELDS])
SORTS_OF_TAGS = ("rows", "places", "parties", "links")
_BLOCK_BITS = 8
#: Room at the end for what comes in before everything has to be copied.
_ROOM = 4096

#: What rulings change of a record; all the rest says where it stands.
_RULED = frozenset({"state", "stance", "kind", "flags", "ruled", "coder", "confidence"})

# --- what a statement does to an account -------------------------------------------------------
#: A class of statements that do the same to an account; a set of classes is a number of 32 bits.
BESIDE, INHERITED = 0, 25
_JUDGING = (KINDS.index("verdict"), KINDS.index("denial"))
_ADMISSION = KINDS.index("admission")
_NOT_COUNTED = (KINDS.index("demand"), KINDS.index("context"))


def _class_of(kind: int, stance: int, excepted: bool) -> int:
    if kind in _NOT_COUNTED:
        return BESIDE
    if kind == _ADMISSION:
        return 17 + stance * 2 + excepted
    return 1 + (8 if kind in _JUDGING else 0) + stance * 2 + excepted


_CLASSES = np.array(
    [
        _class_of(kind, stance, excepted)
        for kind in range(len(KINDS))
        for stance in range(len(STANCES))
        for excepted in (False, True)
    ],
    np.uint8,
)


class Table:
    """One row for each statement; a row whose statement is gone stays and is not `stands`.

    `of` has a column for each field of a record, `first` where its tags begin in `tags`, `does`
    the class of what it does to an account. Only the first `size` rows count.
    """

    def __init__(self, blocks: Sequence[FactBlock]) -> None:
        records = np.frombuffer(b"".join(one.records for one in blocks), _RECORD)
        tags = np.frombuffer(b"".join(one.tags for one in blocks), np.dtype("<u4"))
        self.size = len(records)
        self._sorted = len(records)
        room = self.size + max(_ROOM, self.size // 20)
        self.of: dict[str, Array] = {}
        for name in _RECORD.names or ():
            column = np.zeros(room, _RECORD[name])
            column[: self.size] = records[name]
            self.of[name] = column
        self.stands = np.zeros(room, np.bool_)
        self.stands[: self.size] = True
        counts = _tag_counts(records)
        self.first = np.zeros(room, np.int64)
        self.first[1 : self.size] = np.cumsum(counts)[:-1] if self.size else 0
        self.tags = np.zeros(len(tags) + max(_ROOM, len(tags) // 20), np.uint32)
        self.tags[: len(tags)] = tags
        self._tags_used = len(tags)
        #: How often a statement came, went, or was laid elsewhere: what an order hangs on.
        self.moves = 0
        #: How often that may have changed which statements are linked to which.
        self.relinks = 0
        #: How often anything changed but what a ruling changes: where a table's fields lie hangs
        #: on it.
        self.shifts = 0
        self.does = np.zeros(room, np.uint8)
        self.does[: self.size] = classes(records["kind"], records["stance"], records["flags"])
        #: Ids that are no numbers, by row.
        self.odd_ids: dict[int, str] = {}
        self._name_odd(np.arange(self.size), [id for one in blocks for id in one.ids])
        #: Rows of blocks that came after the first filling.
        self._late: dict[int, list[int]] = {}

    def _name_odd(self, rows: Ints, ids: Sequence[str]) -> None:
        odd = rows[(self.of["flags"][rows] & ODD_ID) > 0] if len(rows) else rows
        self.odd_ids.update(zip(odd.tolist(), ids, strict=True))

    def id(self, row: int) -> str:
        """Give the id of a row's statement."""
        known = self.odd_ids.get(row)
        return f"st-{int(self.of['id'][row]):016x}" if known is None else known

    def patch(self, block: FactBlock) -> Ints:
        """Let the block's statements be as it says now; gives the rows that changed."""
        records = np.frombuffer(block.records, _RECORD)
        known = self._rows_of(block.number)
        positions = self.of["position"][known]
        here = np.isin(records["position"], positions)
        fresh = int((~here).sum())
        self._reserve(fresh, len(block.tags) // 4)
        added = np.arange(self.size, self.size + fresh)
        rows = np.empty(len(records), np.int64)
        rows[~here] = added
        order = np.argsort(positions, kind="stable")
        rows[here] = known[order][
            np.searchsorted(positions[order], records["position"][here].astype(positions.dtype))
        ]
        gone = len(known) - int(here.sum())
        moved = any(
            (self.of[name][rows].view("u4") != records[name].copy().view("u4")).any()
            for name in ("source", "start", "confidence")
        )
        self.moves += bool(fresh or gone or moved)
        same = self._same(rows, here, records, block)
        other = rows[~same & here]
        linked = (records["links"][~same] > 0).any() or (self.of["links"][other] > 0).any()
        self.relinks += bool(fresh or gone or linked)
        self.shifts += bool(fresh or gone) or self._shifted(rows, records, block)
        for name in _RECORD.names or ():
            self.of[name][rows] = records[name]
        self.does[rows] = classes(records["kind"], records["stance"], records["flags"])
        self.stands[known] = False
        self.stands[rows] = True
        used = len(block.tags) // 4
        counts = _tag_counts(records)
        if len(records):
            self.first[rows] = self._tags_used + np.concatenate(([0], np.cumsum(counts)[:-1]))
        self.tags[self._tags_used : self._tags_used + used] = np.frombuffer(block.tags, "<u4")
        self._tags_used += used
        self.size += fresh
        if fresh:
            self._late.setdefault(block.number, []).extend(added.tolist())
        self._name_odd(rows, block.ids)
        # A block has all statements of a reading; mostly one of them has changed.
        return np.setdiff1d(np.union1d(known, rows), rows[same])

    def _same(self, rows: Ints, here: Bools, records: Array, block: FactBlock) -> Bools:
        """Tell which of a block's records are in the columns already, tags and all."""
        same = here.copy()
        known = rows[here]
        if not len(known):
            return same
        fresh = records[here]
        equal = np.ones(len(known), np.bool_)
        for name in _RECORD.names or ():
            # As bytes, for what was never measured is equal to nothing.
            before = self.of[name][known].tobytes()
            width = _RECORD[name].itemsize
            one = np.frombuffer(before, np.uint8).reshape(-1, width)
            other = np.frombuffer(fresh[name].tobytes(), np.uint8).reshape(-1, width)
            equal &= (one == other).all(axis=1)
        equal &= self.stands[known]
        counts = _tag_counts(records)
        ends = np.cumsum(counts)
        tags = np.frombuffer(block.tags, "<u4")
        for at in np.flatnonzero(equal).tolist():
            number = int(np.flatnonzero(here)[at])
            count = int(counts[number])
            first = int(self.first[known[at]])
            begins = int(ends[number]) - count
            if (self.tags[first : first + count] != tags[begins : begins + count]).any():
                equal[at] = False
        same[here] = equal
        return same

    def _shifted(self, rows: Ints, records: Array, block: FactBlock) -> bool:
        """Tell whether any of these stands elsewhere, about others or at another time than here."""
        for name in _RECORD.names or ():
            if name not in _RULED:
                before = self.of[name][rows].tobytes()
                if before != np.ascontiguousarray(records[name]).tobytes():
                    return True
        counts = _tag_counts(records)
        tags = np.frombuffer(block.tags, "<u4")
        at = 0
        for row, count in zip(rows.tolist(), counts.tolist(), strict=True):
            first = int(self.first[row])
            if (self.tags[first : first + count] != tags[at : at + count]).any():
                return True
            at += count
        return not self.stands[rows].all()

    def _rows_of(self, block: int) -> Ints:
        positions = self.of["position"][: self._sorted]
        low, high = np.searchsorted(
            positions,
            np.array([block << _BLOCK_BITS, (block + 1) << _BLOCK_BITS], positions.dtype),
        )
        late = np.array(self._late.get(block, ()), np.int64)
        return np.concatenate((np.arange(low, high), late))

    def _reserve(self, rows: int, tags: int) -> None:
        # Grown arrays are new ones: who still looks at the old ones sees them as they were.
        if self.size + rows > len(self.stands):
            more = rows + max(_ROOM, self.size // 20)
            self.of = {name: _grown(one, more) for name, one in self.of.items()}
            self.stands, self.first, self.does = (
                _grown(one, more) for one in (self.stands, self.first, self.does)
            )
        if self._tags_used + tags > len(self.tags):
            self.tags = _grown(self.tags, tags + max(_ROOM, self._tags_used // 20))

    def expand(self, rows: Ints, sort: str) -> tuple[Ints, Ints]:
        """Give the tags of one sort of these rows: for each the place in `rows`, and its number."""
        counts = self.of[sort][rows].astype(np.int64)
        first = self.first[rows]
        for before in SORTS_OF_TAGS[: SORTS_OF_TAGS.index(sort)]:
            first = first + self.of[before][rows]
        return _spread(counts, first, self.tags)

    def links(self, rows: Ints) -> tuple[Ints, Ints, npt.NDArray[np.uint64]]:
        """Give the links of these rows: for each the place in `rows`, its sort, the other's id."""
        counts = self.of["links"][rows].astype(np.int64)
        first = self.first[rows] + sum(
            self.of[one][rows].astype(np.int64) for one in SORTS_OF_TAGS[:3]
        )
        which = np.repeat(np.arange(len(rows)), counts)
        at = first[which] + 3 * (
            np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
        )
        other = self.tags[at + 1].astype(np.uint64) | (
            self.tags[at + 2].astype(np.uint64) << np.uint64(32)
        )
        return which, self.tags[at].astype(np.int64), other

    def rows_of(self, ids: Iterable[str]) -> Ints:
        """Give the rows of the statements among these that stand, in the order of the record."""
        wanted = set(ids)
        numbers = np.array(sorted({id_number(one)[0] for one in wanted}), np.uint64)
        column = self.of["id"][: self.size]
        hit = column == numbers[0] if len(numbers) == 1 else np.isin(column, numbers)
        rows = np.flatnonzero(hit & self.stands[: self.size])
        return np.array([row for row in rows.tolist() if self.id(row) in wanted], np.int64)

    def rows_at(self, positions: Array) -> Ints:
        """Give the rows of statements that stand at these positions, in their order."""
        size = self.size
        known = self.of["position"][: self._sorted]
        wanted = np.asarray(positions).astype(np.uint64)
        at = np.minimum(np.searchsorted(known, wanted), max(self._sorted - 1, 0))
        found = np.where(known[at] == wanted, at, -1) if self._sorted else np.full(len(wanted), -1)
        late = (
            {int(self.of["position"][row]): row for rows in self._late.values() for row in rows}
            if (found < 0).any() and self._late
            else {}
        )
        if late:
            found = np.array(
                [
                    late.get(int(one), -1) if row < 0 else row
                    for one, row in zip(wanted.tolist(), found.tolist(), strict=True)
                ],
                np.int64,
            )
        rows: Ints = found[found >= 0].astype(np.int64)
        return rows[self.stands[rows] & (rows < size)]


def _spread(counts: Ints, first: Ints, pool: Array) -> tuple[Ints, Ints]:
    at = np.arange(len(counts))
    if len(counts) and counts.min() == 1 == counts.max():
        return at, pool[first].astype(np.int64)
    which = np.repeat(at, counts)
    ends = np.cumsum(counts)
    within = np.arange(len(which)) - np.repeat(ends - counts, counts)
    return which, pool[first[which] + within].astype(np.int64)


def _tag_counts(records: Array) -> Ints:
    found: Ints = (
        records["rows"].astype(np.int64)
        + records["places"]
        + records["parties"]
        + 3 * records["links"].astype(np.int64)
    )
    return found


def classes(kinds: Array, stances: Array, flags: Array) -> Array:
    """Give the class of each statement by what it does to an account."""
    found: Array = _CLASSES[
        kinds.astype(np.int64) * 8 + stances * np.int64(2) + ((flags & EXCEPTED) > 0)
    ]
    return found


def _grown(one: Array, more: int) -> Array:
    return np.concatenate((one, np.zeros(more, one.dtype)))
