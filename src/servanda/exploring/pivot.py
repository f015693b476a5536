"""A table of the words of pictures at once, over columns of numbers."""

from __future__ import annotations

from collections.abc import Mapping

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
from servanda.exploring.pictures import WORDS, Pictures, make_pictures
from servanda.exploring.slice import Slice
from servanda.exploring.table import INHERITED, Array, Bools, Ints
from servanda.exploring.when import month_number
from servanda.journal.facts import STATES

_PROPOSED, _REJECTED = STATES.index("proposed"), STATES.index("rejected")
#: What fits nowhere else stands last, in this order.
_LAST = {NO_PLACE: 1, NO_DATE: 1, NOBODY: 1, UNMAPPED: 2}


def make_pivot(
    chosen: Slice,
    rows: Dimension,
    columns: Dimension,
    *,
    parent: str | None,
    most_rows: int | None,
    most_columns: int | None,
) -> Pivot:
    """Give the table; see `Chosen.pivot`."""
    agreement = chosen.agreement
    level = Level(agreement, parent)
    length = chosen.columns.length
    down, across = (_belonging(chosen, line_of(chosen, one, level, length), rows, columns)
                    for one in (rows, columns))  # fmt: skip
    left, right = joined(down, across, len(chosen.rows))
    if _REJECTED in chosen.state:
        stands = chosen.state[down.which[left]] != _REJECTED
        left, right = left[stands], right[stands]
    width = len(across.keys)
    cell = down.key[left] * width + across.key[right]
    row_weight = np.bincount(down.key[left], minlength=len(down.keys))
    column_weight = np.bincount(across.key[right], minlength=width)
    kept_rows = _heaviest(row_weight, most_rows)
    kept_columns = _heaviest(column_weight, most_columns)
    if most_rows is not None or most_columns is not None:
        kept = kept_rows[down.key[left]] & kept_columns[across.key[right]]
        left, right, cell = left[kept], right[kept], cell[kept]
    which = down.which[left]
    ruled = chosen.state[which] != _PROPOSED
    by_choice = _inherited_by_choice(chosen, rows, columns)
    inherited = down.inherited[left] | across.inherited[right] | by_choice[which]
    number = _statements(cell, ruled)
    people = _parties(chosen, rows, columns)
    if people is None:
        party = down.key[left] if rows == "party" else across.key[right]
        names = down.keys if rows == "party" else across.keys
    else:
        one, other = joined(Line(which, cell, inherited, []), people, len(chosen.rows))
        which, cell, inherited, ruled = which[one], cell[one], inherited[one], ruled[one]
        party, names = people.key[other], people.keys
    all_, accepted = _pictures(chosen, which, cell, party, names, inherited, ruled)
    cells = _cells(all_, accepted, number, names, down.keys, across.keys)
    seen_rows, seen_columns = row_weight > 0, column_weight > 0
    row_headings = _headings(chosen, rows, down, seen_rows & kept_rows, level)
    column_headings = _headings(chosen, columns, across, seen_columns & kept_columns, level)
    empty = empty_words(chosen, columns, column_headings)
    some = [key for key, one in cells.items() if any(w.accepted is not None for w in one.words)]
    accepted_keys = [
        _accepted_keys(chosen, dimension, [key[at] for key in some], level)
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


def _pictures(  # noqa: PLR0917 - columns of the same standings
    chosen: Slice,
    which: Ints,
    cell: Ints,
    party: Ints,
    names: list[str],
    inherited: Bools,
    ruled: Bools,
) -> tuple[Pictures, Pictures]:
    columns = chosen.columns
    row = chosen.rows[which]
    side_names = columns.names
    sides = max(len(side_names.of["side"].keys), 1)
    side = side_names.table("side")[chosen.of["side"][row]].astype(np.int64)
    account = (cell * len(names) + party) * sides + side
    does: Array = np.where(inherited, np.uint8(INHERITED), columns.table.does[row])
    anybody = np.array([int(name == NOBODY) for name in names] or [1])
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
    chosen: Slice, dimension: Dimension, line: Line, seen: Bools, level: Level
) -> tuple[Heading, ...]:
    keys = [line.keys[at] for at in np.flatnonzero(seen).tolist()]
    return _heads(chosen, dimension, keys, level)


def _heads(
    chosen: Slice, dimension: Dimension, keys: list[str], level: Level
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
    chosen: Slice, dimension: Dimension, keys: list[str], level: Level
) -> tuple[str, ...]:
    return tuple(one.key for one in _heads(chosen, dimension, list(dict.fromkeys(keys)), level))
