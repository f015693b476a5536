"""Tables that are kept up: after a ruling only the fields are made anew in which it stands."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np

from servanda.exploring.asked import Dimension, Pivot
from servanda.exploring.lines import place_line
from servanda.exploring.pivot import Grid, make_grid, make_pivot, rejected_of
from servanda.exploring.slice import Slice
from servanda.exploring.store import Store
from servanda.exploring.table import Array, Bools, Ints
from servanda.journal.facts import STATES

_REJECTED = STATES.index("rejected")
#: So many are kept; of a million statements each takes some 30 MB.
MOST = 4


@dataclass(slots=True)
class _Kept:
    """A table, and what tells whether its grid is still true."""

    grid: Grid
    pivot: Pivot
    version: int
    marks: tuple[object, ...]


def kept_pivot(
    chosen: Slice,
    rows: Dimension,
    columns: Dimension,
    *,
    parent: str | None,
    most_rows: int | None,
    most_columns: int | None,
    tag: str,
) -> Pivot:
    """Give a table, brought up to what was ruled since it was looked at last.

    See `Chosen.pivot`; `tag` names the language of its headings. The caller holds the columns'
    lock.
    """
    store = chosen.columns

    def make(grid: Grid, before: Pivot | None = None, changed: Ints | None = None) -> Pivot | None:
        return make_pivot(
            chosen,
            grid,
            rows,
            columns,
            parent=parent,
            most_rows=most_rows,
            most_columns=most_columns,
            before=before,
            changed=changed,
        )

    keeps = _keeps(chosen)
    name = ("pivot", chosen.asked, rows, columns, parent, most_rows, most_columns, tag)
    marks = (store.table.shifts, store.shown, store.length)
    known = store.tables.get(name) if keeps else None
    if isinstance(known, _Kept) and known.marks == marks:
        changed = store.changed_since(known.version)
        if changed is not None and not _is_back(chosen, known.grid.rejected, changed):
            newer = make(known.grid, known.pivot, changed) if len(changed) else known.pivot
            if newer is not None:
                known.pivot, known.version = newer, store.version
                store.tables.move_to_end(name)
                return newer
    grid = make_grid(chosen, rows, columns, parent=parent)
    made = make(grid)
    assert made is not None
    if keeps:
        _remember(store, name, _Kept(grid, made, store.version, marks))
    return made


@dataclass(slots=True)
class PlacesTold:
    """For each standing of a statement at a place: its row, the place's number, if inherited."""

    row: Array
    key: Array
    inherited: Bools
    keys: list[str]
    #: What was rejected when this was made is in none of it.
    rejected: Bools
    version: int
    marks: tuple[object, ...]


def kept_places(chosen: Slice) -> PlacesTold:
    """Give where the chosen statements stand, rejected ones perhaps too; rulings move nothing.

    The caller holds the columns' lock.
    """
    store = chosen.columns
    keeps, name = _keeps(chosen), ("places", chosen.asked)
    marks = (store.table.shifts, store.shown)
    known = store.tables.get(name) if keeps else None
    if isinstance(known, PlacesTold) and known.marks == marks:
        changed = store.changed_since(known.version)
        if changed is not None and not _is_back(chosen, known.rejected, changed):
            known.version = store.version
            store.tables.move_to_end(name)
            return known
    line = place_line(chosen)
    made = PlacesTold(
        chosen.rows[line.which].astype(np.int32),
        line.key.astype(np.int32),
        line.inherited,
        line.keys,
        rejected_of(chosen),
        store.version,
        marks,
    )
    if keeps:
        _remember(store, name, made)
    return made


def _remember(store: Store, name: Hashable, made: object) -> None:
    store.tables[name] = made
    store.tables.move_to_end(name)
    while len(store.tables) > MOST:
        store.tables.popitem(last=False)


def _keeps(chosen: Slice) -> bool:
    """Tell whether the choice hangs on nothing that a ruling changes."""
    asked = chosen.asked
    ruled = asked.stances or asked.states or asked.kinds or asked.coders
    return chosen.found is None and not ruled and chosen.version == chosen.columns.version


def _is_back(chosen: Slice, rejected: Bools, changed: Ints) -> bool:
    """Tell whether something stands again that was rejected when this was made."""
    old = changed[changed < len(rejected)]
    return bool((rejected[old] & (chosen.of["state"][old] != _REJECTED)).any())
