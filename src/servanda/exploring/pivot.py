"""A table of the words of pictures at once, over columns of numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from servanda.assessing.levels import Level
from servanda.assessing.matrix import Heading
from servanda.assessing.periods import first_day, periods_between
from servanda.domain.cell import NO_DATE, NO_PLACE, NOBODY, UNMAPPED
from servanda.exploring.asked import Dimension, PartyWord, Pivot, PivotCell
from servanda.exploring.beside import Standings, set_beside
from servanda.exploring.emptiness import empty_words
from servanda.exploring.line import Line, counted, joined
from servanda.exploring.lines import line_of, party_line
from servanda.exploring.moment import Moment
from servanda.exploring.pictures import WORDS, Pictures, make_pictures
from servanda.exploring.slice import Slice
from servanda.exploring.table import INHERITED, Array, Bools, Ints
from servanda.exploring.when import month_number
from servanda.journal.facts import STATES

_PROPOSED, _REJECTED = STATES.index("proposed"), STATES.index("rejected")
#: What fits nowhere else stands last, in this order.
_LAST = {NO_PLACE: 1, NO_DATE: 1, NOBODY: 1, UNMAPPED: 2}


@dataclass(slots=True)
class Grid:
    """Where statements stand in a table, whatever is ruled on them; rows are those of the columns.

    A pair is a statement in a cell; a standing is a pair about one party.
    """

    down: list[str]
    across: list[str]
    names: list[str]
    pair_row: Array
    pair_cell: Array
    row: Array
    cell: Array
    party: Array
    inherited: Bools
    #: What was rejected when this was made is in none of it.
    rejected: Bools


def make_grid(chosen: Slice, rows: Dimension, columns: Dimension, *, parent: str | None) -> Grid:
    """Give where the chosen statements stand in a table."""
    level = Level(chosen.agreement, parent)
    length = chosen.columns.length
    down, across = (_belonging(chosen, line_of(chosen, one, level, length), rows, columns)
                    for one in (rows, columns))  # fmt: skip
    left, right = joined(down, across, len(chosen.rows))
    cell = down.key[left] * len(across.keys) + across.key[right]
    which = down.which[left]
    by_choice = _inherited_by_choice(chosen, rows, columns)
    inherited = down.inherited[left] | across.inherited[right] | by_choice[which]
    pair_row, pair_cell = chosen.rows[which].astype(np.int32), cell.astype(np.int32)
    people = _parties(chosen, rows, columns)
    if people is None:
        party = down.key[left] if rows == "party" else across.key[right]
        names = down.keys if rows == "party" else across.keys
    else:
        one, other = joined(Line(which, cell, inherited, []), people, len(chosen.rows))
        which, cell, inherited = which[one], cell[one], inherited[one]
        party, names = people.key[other], people.keys
    return Grid(
        down.keys,
        across.keys,
        names,
        pair_row,
        pair_cell,
        chosen.rows[which].astype(np.int32),
        cell.astype(np.int32),
        party.astype(np.int32),
        inherited,
        rejected_of(chosen),
    )


def rejected_of(chosen: Moment) -> Bools:
    """Tell which of all rows are rejected."""
    size = chosen.size
    found: Bools = chosen.columns.table.stands[:size] & (chosen.of["state"][:size] == _REJECTED)
    return found


def make_pivot(
    chosen: Moment,
    grid: Grid,
    rows: Dimension,
    columns: Dimension,
    *,
    parent: str | None,
    most_rows: int | None,
    most_columns: int | None,
    before: Pivot | None = None,
    changed: Ints | None = None,
) -> Pivot | None:
    """Give the table of a grid as everything is ruled on now; see `Chosen.pivot`.

    With `before`, a table that was made of the same grid, only the cells are looked at in which
    one of the `changed` rows stands; None where its lines are others than then.
    """
    agreement = chosen.agreement
    level = Level(agreement, parent)
    state = chosen.of["state"]
    width = len(grid.across)
    stands = state[grid.pair_row] != _REJECTED
    weight = np.bincount(
        grid.pair_cell if stands.all() else grid.pair_cell[stands],
        minlength=len(grid.down) * width,
    ).reshape(len(grid.down), width)
    row_weight, column_weight = weight.sum(axis=1), weight.sum(axis=0)
    kept_rows = _heaviest(row_weight, most_rows)
    kept_columns = _heaviest(column_weight, most_columns)
    looked_at = np.outer(kept_rows, kept_columns).ravel()
    cells: dict[tuple[str, str], PivotCell] = {}
    if before is not None and changed is not None:
        touched = np.zeros(chosen.size, np.bool_)
        touched[changed] = True
        near = np.zeros(len(looked_at), np.bool_)
        near[grid.pair_cell[touched[grid.pair_row]]] = True
        gone = {
            (grid.down[at // width], grid.across[at % width])
            for at in np.flatnonzero(near).tolist()
        }
        cells = {key: one for key, one in before.cells.items() if key not in gone}
        looked_at &= near
    some = looked_at[grid.pair_cell] & stands
    number = _statements(
        grid.pair_cell[some].astype(np.int64), state[grid.pair_row[some]] != _PROPOSED
    )
    at = np.flatnonzero(looked_at[grid.cell])
    at = at[state[grid.row[at]] != _REJECTED]
    all_, accepted = _pictures(chosen, grid, at)
    cells |= _cells(all_, accepted, number, grid.names, grid.down, grid.across)
    seen_rows, seen_columns = row_weight > 0, column_weight > 0
    row_headings = _headings(chosen, rows, grid.down, seen_rows & kept_rows, level)
    column_headings = _headings(chosen, columns, grid.across, seen_columns & kept_columns, level)
    if before is not None and (row_headings, column_headings) != (before.rows, before.columns):
        return None
    empty = empty_words(chosen, columns, column_headings)
    ruled = [key for key, one in cells.items() if any(w.accepted is not None for w in one.words)]
    accepted_keys = [
        _accepted_keys(chosen, dimension, [key[at] for key in ruled], level)
        for at, dimension in enumerate((rows, columns))
    ]
    return Pivot(
        agreement=agreement.key if agreement else "",
        rows_are=rows,
        columns_are=columns,
        rows=row_headings,
        columns=column_headings,
        cells=cells,
        empty=empty,
        accepted_rows=accepted_keys[0],
        accepted_columns=accepted_keys[1],
        parent=parent,
        rows_left_out=int((seen_rows & ~kept_rows).sum()),
        columns_left_out=int((seen_columns & ~kept_columns).sum()),
    )


def _belonging(chosen: Slice, line: Line, rows: Dimension, columns: Dimension) -> Line:
    """Leave out what speaks of other agreements alone, where no dimension is the provisions."""
    if "provision" in (rows, columns):
        return line
    own = chosen.agreement.key if chosen.agreement else ""
    names = chosen.columns.names
    fits = np.array(
        [agreement in ("", own) for agreement, _ in names.of["provision"].keys] + [False], np.bool_
    )
    which, tags = chosen.tags("rows")
    belongs = np.zeros(len(chosen.rows), np.bool_)
    belongs[which[fits[names.table("provision")[tags]]]] = True
    return line if belongs.all() else line.only(belongs[line.which])


def _heaviest(weight: Ints, most: int | None) -> Bools:
    if most is None or int((weight > 0).sum()) <= most:
        return np.ones(len(weight), np.bool_)
    kept = np.zeros(len(weight), np.bool_)
    kept[np.argsort(-weight, kind="stable")[:most]] = True
    return kept


def _inherited_by_choice(chosen: Slice, rows: Dimension, columns: Dimension) -> Bools:
    """Tell which statements stand in what was asked only as inherited."""
    asked = chosen.asked
    found = np.zeros(len(chosen.rows), np.bool_)
    if asked.places and "place" not in (rows, columns):
        line = line_of(chosen, "place", Level(None, None), chosen.columns.length)
        found[:] = True
        found[line.which[~line.inherited]] = False
    since, until = month_number(asked.since), month_number(asked.until)
    if (since is not None or until is not None) and "period" not in (rows, columns):
        first, last = (chosen.of[f"told_{end}"][chosen.rows] for end in ("first", "last"))
        if since is not None:
            found |= first < since
        if until is not None:
            found |= last > until
    return found


def _parties(chosen: Slice, rows: Dimension, columns: Dimension) -> Line | None:
    """Give the parties judged; None where they are one of the dimensions."""
    return None if "party" in (rows, columns) else party_line(chosen)


def _pictures(chosen: Moment, grid: Grid, at: Ints) -> tuple[Pictures, Pictures]:
    """Give the pictures of these standings, with proposals and without."""
    columns = chosen.columns
    row = grid.row[at].astype(np.int64)
    side_names = columns.names
    sides = max(len(side_names.of["side"].keys), 1)
    side = side_names.table("side")[chosen.of["side"][row]].astype(np.int64)
    account = (grid.cell[at].astype(np.int64) * len(grid.names) + grid.party[at]) * sides + side
    does: Array = np.where(grid.inherited[at], np.uint8(INHERITED), columns.table.does[row])
    anybody = np.array([int(name == NOBODY) for name in grid.names] or [1])
    ruled = chosen.of["state"][row] != _PROPOSED
    found = []
    for some in (slice(None), np.flatnonzero(ruled)):
        part = Standings(row[some], account[some], does[some])
        beside = set_beside(columns, part, ruled=None)
        found.append(make_pictures(part.account, beside, sides=sides, anybody=anybody))
    return found[0], found[1]


def _statements(cell: Ints, ruled: Bools) -> dict[int, tuple[int, int]]:
    """Give how many different statements stand in each cell: accepted, proposed."""
    keys, counts = counted(cell * 2 + ruled)
    found: dict[int, tuple[int, int]] = {}
    for key, count in zip(keys.tolist(), counts.tolist(), strict=True):
        accepted, proposed = found.get(key >> 1, (0, 0))
        found[key >> 1] = (accepted + count, proposed) if key & 1 else (accepted, proposed + count)
    return found


def _cells(  # noqa: PLR0917 - the parts of the table
    all_: Pictures,
    accepted: Pictures,
    number: Mapping[int, tuple[int, int]],
    names: list[str],
    rows: list[str],
    columns: list[str],
) -> dict[tuple[str, str], PivotCell]:
    ruled = {
        cell: (word, own)
        for cell, word, own in zip(
            accepted.cell.tolist(), accepted.word.tolist(), accepted.own.tolist(), strict=True
        )
    }
    words: dict[int, list[PartyWord]] = {}
    for cell, word, own in zip(
        all_.cell.tolist(), all_.word.tolist(), all_.own.tolist(), strict=True
    ):
        field, party = divmod(cell, len(names))
        by_rule = ruled.get(cell)
        words.setdefault(field, []).append(
            PartyWord(
                names[party],
                None if by_rule is None else WORDS[by_rule[0]],
                WORDS[word],
                0 if by_rule is None else by_rule[1],
                own,
            )
        )
    return {
        (rows[field // len(columns)], columns[field % len(columns)]): PivotCell(
            tuple(sorted(said, key=lambda one: (_LAST.get(one.party, 0), one.party))),
            *number[field],
        )
        for field, said in words.items()
    }


def _headings(
    chosen: Moment, dimension: Dimension, known: list[str], seen: Bools, level: Level
) -> tuple[Heading, ...]:
    keys = [known[at] for at in np.flatnonzero(seen).tolist()]
    return _heads(chosen, dimension, keys, level)


def _heads(
    chosen: Moment, dimension: Dimension, keys: list[str], level: Level
) -> tuple[Heading, ...]:
    columns = chosen.columns
    if dimension == "provision":
        shown = level.headings(set(keys))
        allowed = chosen.provisions
        return tuple(one for one in shown if allowed is None or one.key in keys)
    if dimension == "source":
        at = {id: number for number, id in enumerate(columns.sources.ids)}
        keys.sort(key=at.__getitem__)
        named = columns.record.source_by_id
        return tuple(Heading(key, named[key].shown_name) for key in keys)
    keys.sort(key=lambda key: (_LAST.get(key, 0), key))
    if dimension == "period":
        known = [key for key in keys if key != NO_DATE]
        if known:
            # Empty periods between two that speak are shown: a gap is a finding.
            filled = periods_between(first_day(known[0]), first_day(known[-1]), columns.length)
            keys = filled + [key for key in keys if key == NO_DATE]
        return tuple(Heading(key, key) for key in keys)
    if dimension == "party":
        agreement = chosen.agreement
        own = {one.key: one.name for one in agreement.parties} if agreement else {}
        keys = [key for key in own if key in keys] + [key for key in keys if key not in own]
        return tuple(Heading(key, own.get(key, key)) for key in keys)
    if dimension == "place":
        keys.sort(key=lambda key: (_LAST.get(key, 0), key.startswith("~"), columns.place_name(key)))
        return tuple(Heading(key, columns.place_name(key)) for key in keys)
    return tuple(Heading(key, columns.side_name(key)) for key in keys)


def _accepted_keys(
    chosen: Moment, dimension: Dimension, keys: list[str], level: Level
) -> tuple[str, ...]:
    return tuple(one.key for one in _heads(chosen, dimension, list(dict.fromkeys(keys)), level))
