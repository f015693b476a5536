"""Tables that are kept up: after a ruling only the fields are made anew in which it stands."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.exploring.asked import Dimension, Pivot
from servanda.exploring.pivot import Grid, make_grid, make_pivot
from servanda.exploring.slice import Slice
from servanda.exploring.table import Ints
from servanda.journal.facts import STATES

_REJECTED = STATES.index("rejected")
#: So many tables are kept; of a million statements each takes some 30 MB.
MOST = 3


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
    name = (chosen.asked, rows, columns, parent, most_rows, most_columns, tag)
    marks = (store.table.shifts, store.shown, store.length)
    known = store.tables.get(name) if keeps else None
    if isinstance(known, _Kept) and known.marks == marks:
        changed = store.changed_since(known.version)
        if changed is not None and not _is_back(chosen, known.grid, changed):
            newer = make(known.grid, known.pivot, changed) if len(changed) else known.pivot
            if newer is not None:
                known.pivot, known.version = newer, store.version
                store.tables.move_to_end(name)
                return newer
    grid = make_grid(chosen, rows, columns, parent=parent)
    made = make(grid)
    assert made is not None
    if keeps:
        store.tables[name] = _Kept(grid, made, store.version, marks)
        store.tables.move_to_end(name)
        while len(store.tables) > MOST:
            store.tables.popitem(last=False)
    return made


def _keeps(chosen: Slice) -> bool:
    """Tell whether the choice hangs on nothing that a ruling changes."""
    asked = chosen.asked
    ruled = asked.stances or asked.states or asked.kinds or asked.coders
    return chosen.found is None and not ruled and chosen.version == chosen.columns.version


def _is_back(chosen: Slice, grid: Grid, changed: Ints) -> bool:
    """Tell whether something stands again that was rejected when the grid was made."""
    old = changed[changed < len(grid.rejected)]
    return bool((grid.rejected[old] & (chosen.of["state"][old] != _REJECTED)).any())
