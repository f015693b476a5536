"""The orders in which statements can be gone through, made once and kept while they hold."""

from __future__ import annotations

import numpy as np

from servanda.exploring.asked import Sort
from servanda.exploring.line import Line, distinct, joined, together
from servanda.exploring.slice import Slice
from servanda.exploring.store import Store
from servanda.exploring.table import Array, Ints
from servanda.journal.facts import KINDS, NO_MONTH, STANCES, STATES

_REJECTED = STATES.index("rejected")
_KEPT, _BROKEN = STANCES.index("kept"), STANCES.index("broken")
_SILENT = [KINDS.index("demand"), KINDS.index("context")]
_RANK_BITS = 32
_MOST_CELLS = 8_000_000


def ordered(chosen: Slice, sort: Sort) -> Ints:
    """Give the rows that fit, in an order."""
    if sort == "found" and chosen.found is not None:
        found = chosen.found[chosen.found < chosen.size]
        return found[chosen.mask[found]]
    order = order_of(chosen.columns, "record" if sort == "found" else sort)
    order = order[order < chosen.size] if len(order) > chosen.size else order
    return order[chosen.mask[order]]


def order_of(columns: Store, sort: Sort) -> Ints:
    """Give all rows in an order; of those that are equal, the one earlier in the texts first."""
    if sort in ("record", "newest"):
        order = columns.keep("record", lambda: _by(columns, "record"), layout=True)
        assert isinstance(order, np.ndarray)
        return order[::-1] if sort == "newest" else order
    if sort == "text":
        made = columns.keep("text", lambda: _by(columns, "text"), layout=True)
    elif sort == "unsure":
        made = columns.keep("unsure", lambda: _then_text(columns, _sureness(columns)), layout=True)
    elif sort == "date":
        made = columns.keep("date", lambda: _then_text(columns, _dates(columns)), said=True)
    else:
        made = columns.keep(
            "disputed", lambda: _then_text(columns, -contrary(columns) + (1 << 31)), said=True
        )
    assert isinstance(made, np.ndarray)
    return made


def _by(columns: Store, sort: str) -> Ints:
    size = columns.table.size
    if sort == "record":
        keys = columns.table.of["position"][:size]
    else:
        source = columns.source[:size].astype(np.uint64)
        keys = (source << np.uint64(32)) | columns.table.of["start"][:size]
    return np.argsort(keys, kind="stable")


def _then_text(columns: Store, keys: Array) -> Ints:
    """Give rows by a key below 2**32, and in the order of the texts where it is the same."""
    text = order_of(columns, "text")
    ranks = np.arange(len(text), dtype=np.uint64)
    sorted_ = np.sort((keys[text].astype(np.uint64) << np.uint64(_RANK_BITS)) | ranks)
    found: Ints = text[(sorted_ & np.uint64((1 << _RANK_BITS) - 1)).astype(np.int64)]
    return found


def _sureness(columns: Store) -> Array:
    # What was never measured is less sure than any figure. Numbers that are not negative are
    # sorted alike as their bits are.
    sure = np.nan_to_num(columns.table.of["confidence"][: columns.table.size], nan=0.0)
    found: Array = np.maximum(sure, 0).astype("<f4").view("<u4")
    return found


def _dates(columns: Store) -> Array:
    first = columns.table.of["told_first"][: columns.table.size].astype(np.int64)
    return np.where(first == NO_MONTH, (1 << 32) - 1, first + (1 << 31))


def contrary(columns: Store) -> Ints:
    """Give for each row how many statements of other sides say the contrary of it.

    The contrary: broken against kept, in the same row of an agreement about the same party.
    Demands and context contradict nobody, and what a person rejected says nothing any more.
    """
    found = columns.keep("contrary", lambda: _contrary(columns), said=True)
    assert isinstance(found, np.ndarray)
    return found


def _contrary(columns: Store) -> Ints:
    table, size, names = columns.table, columns.table.size, columns.names
    stance, side = table.of["stance"][:size], table.of["side"][:size]
    rows = np.flatnonzero(
        table.stands[:size]
        & (table.of["state"][:size] != _REJECTED)
        & ((stance == _KEPT) | (stance == _BROKEN))
        & ~np.isin(table.of["kind"][:size], _SILENT)
    )
    provisions = _distinct_line(columns, rows, "rows", "provision")
    parties = _distinct_line(columns, rows, "parties", "party")
    left, right = joined(provisions, parties, len(rows))
    which = provisions.which[left]
    field = provisions.key[left] * len(parties.keys) + parties.key[right]
    sides = max(len(names.of["side"].keys), 1)
    own = names.table("side")[side[rows[which]]].astype(np.int64)
    broken = (stance[rows[which]] == _BROKEN).astype(np.int64)
    fields = len(provisions.keys) * len(parties.keys)
    if fields * sides * 2 > _MOST_CELLS:
        known, field = np.unique(field, return_inverse=True)
        fields = len(known)
    # Who says what in each field; the contrary is what others say, without one's own side.
    said = np.bincount((field * sides + own) * 2 + broken, minlength=max(fields, 1) * sides * 2)
    all_sides = said.reshape(-1, sides, 2).sum(axis=1)
    against = all_sides[field, 1 - broken] - said[(field * sides + own) * 2 + 1 - broken]
    total = np.zeros(size, np.int64)
    total[rows] = np.bincount(which, weights=against, minlength=len(rows)).astype(np.int64)
    return total


def _distinct_line(columns: Store, rows: Ints, sort: str, kind: str) -> Line:
    keys = [key for _, key in columns.names.of[kind].keys]
    which, tags = columns.table.expand(rows, sort)
    line = distinct(which, columns.names.table(kind)[tags].astype(np.int64), keys)
    if kind != "party":
        return line
    without = np.flatnonzero(np.bincount(line.which, minlength=len(rows)) == 0)
    nobody = Line(without, np.full(len(without), len(keys)), np.zeros(len(without), bool), keys)
    line.keys = nobody.keys = [*keys, ""]
    return together(line, nobody)


def page_of(chosen: Slice, sort: Sort, offset: int, limit: int) -> list[int]:
    """Give a page of the rows that fit."""
    found: list[int] = ordered(chosen, sort)[offset : offset + limit].tolist()
    return found
