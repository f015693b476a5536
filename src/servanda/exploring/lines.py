"""Along one dimension: under which keys each of the chosen statements stands, and as inherited."""

from __future__ import annotations

import numpy as np

from servanda.assessing.levels import Level
from servanda.assessing.periods import PeriodLength
from servanda.domain.cell import NO_DATE, NO_PLACE, NOBODY
from servanda.exploring.asked import Dimension
from servanda.exploring.gazetteer import gazetteer_of
from servanda.exploring.line import Line, distinct, together
from servanda.exploring.slice import Slice
from servanda.exploring.when import month_number, period_name, periods_of
from servanda.journal.facts import NO_MONTH


def line_of(chosen: Slice, dimension: Dimension, level: Level, length: PeriodLength) -> Line:
    """Give where the chosen statements stand along a dimension, as `assessing.levels` does."""
    if dimension == "provision":
        return provision_line(chosen, level)
    if dimension == "place":
        return place_line(chosen)
    if dimension == "period":
        return period_line(chosen, length)
    if dimension == "party":
        return party_line(chosen)
    if dimension == "side":
        names = chosen.columns.names
        key = names.table("side")[chosen.of["side"][chosen.rows]].astype(np.int64)
        keys = [key for _, key in names.of["side"].keys]
    else:
        key = chosen.source[chosen.rows].astype(np.int64)
        keys = chosen.columns.sources.ids
    count = len(chosen.rows)
    return Line(np.arange(count), key, np.zeros(count, np.bool_), keys)


def provision_line(chosen: Slice, level: Level) -> Line:
    """Give the rows of one level of the tree; what stands on none of them is left out."""
    own, parent = level.agreement, level.parent
    name = ("provisions", own.key if own else "", parent.key if parent else "")
    return chosen.once(name, lambda: _provision_line(chosen, level))


def _provision_line(chosen: Slice, level: Level) -> Line:
    names = chosen.columns.names
    allowed = chosen.provisions
    own = level.agreement.key if level.agreement else ""
    keys = list(dict.fromkeys(level.row_of.values()))
    at = {key: number for number, key in enumerate(keys)}
    shown = np.array(
        [
            at[level.row_of[key]]
            if agreement in ("", own)
            and key in level.row_of
            and (allowed is None or key in allowed)
            else -1
            for agreement, key in names.of["provision"].keys
        ]
        + [-1],
        np.int64,
    )
    which, tags = chosen.tags("rows")
    key = shown[names.table("provision")[tags]]
    kept = key >= 0
    return distinct(which[kept], key[kept], keys)


def place_line(chosen: Slice) -> Line:
    """Give the scenes, what is inherited from places around them, and `(no place)`."""
    return chosen.once("places", lambda: _place_line(chosen))


def _place_line(chosen: Slice) -> Line:
    names = chosen.columns.names
    gazetteer = gazetteer_of(chosen.columns)
    keys = [*gazetteer.keys, NO_PLACE]
    which, tags = chosen.tags("places")
    own = distinct(which, names.table("place")[tags].astype(np.int64), keys)
    lower = gazetteer.below(own)
    without = np.flatnonzero(np.bincount(own.which, minlength=len(chosen.rows)) == 0)
    line = together(
        own,
        lower,
        Line(without, np.full(len(without), len(keys) - 1), np.zeros(len(without), bool), keys),
    )
    wanted = chosen.asked.places
    if wanted:
        line = line.only(np.isin(line.key, [at for at, key in enumerate(keys) if key in wanted]))
    return line


def party_line(chosen: Slice) -> Line:
    """Give the parties judged, and `(nobody named)`."""
    return chosen.once("parties", lambda: _party_line(chosen))


def _party_line(chosen: Slice) -> Line:
    names = chosen.columns.names
    keys = [*(key for _, key in names.of["party"].keys), NOBODY]
    which, tags = chosen.tags("parties")
    own = distinct(which, names.table("party")[tags].astype(np.int64), keys)
    without = np.flatnonzero(np.bincount(own.which, minlength=len(chosen.rows)) == 0)
    line = together(
        own, Line(without, np.full(len(without), len(keys) - 1), np.zeros(len(without), bool), keys)
    )
    wanted = chosen.asked.parties
    if wanted:
        line = line.only(np.isin(line.key, [at for at, key in enumerate(keys) if key in wanted]))
    return line


def period_line(chosen: Slice, length: PeriodLength) -> Line:
    """Give the periods, intervals inherited in each that they reach over, and `(no date)`."""
    first, last = chosen.of["told_first"][chosen.rows], chosen.of["told_last"][chosen.rows]
    which, number, inherited = periods_of(first, last, length)
    since, until = month_number(chosen.asked.since), month_number(chosen.asked.until)
    low = int(number.min()) if len(number) else 0
    high = int(number.max()) if len(number) else -1
    keys = [period_name(one, length) for one in range(low, high + 1)]
    line = Line(which, number - low, inherited, [*keys, NO_DATE])
    months = {"year": 12, "quarter": 3, "month": 1}[length]
    if since is not None:
        line = line.only(line.key + low >= since // months)
    if until is not None:
        line = line.only(line.key + low <= until // months)
    without = np.flatnonzero(first == NO_MONTH)
    none = Line(without, np.full(len(without), len(keys)), np.zeros(len(without), bool), line.keys)
    return together(line, none)
