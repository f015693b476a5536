"""Silent or unread: what to say of fields in which nothing was said."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from servanda.assessing.matrix import Heading
from servanda.assessing.periods import MONTHS
from servanda.domain.cell import NO_DATE, PictureWord
from servanda.exploring.asked import Dimension
from servanda.exploring.moment import Moment
from servanda.exploring.store import Store
from servanda.exploring.table import Bools, Ints
from servanda.exploring.when import month_number
from servanda.journal.facts import NO_MONTH, STATES

_REJECTED = STATES.index("rejected")


def empty_words(
    chosen: Moment, dimension: Dimension, headings: Sequence[Heading]
) -> dict[str, PictureWord]:
    """Give the word of an empty field of each column: only what was read, and whole, is silent."""
    columns = chosen.columns
    sources = columns.sources
    held = sources.shown.copy()
    if chosen.asked.sources:
        held &= np.isin(sources.ids, list(chosen.asked.sources))
    if dimension == "period":
        told = columns.keep("told", lambda: told_months(columns), said=True)
        assert isinstance(told, np.ndarray)
        step = MONTHS[columns.length]
        return {
            one.key: _word(chosen, held & _tells_in(told, one.key, step), held) for one in headings
        }
    if dimension == "side":
        sides = np.array(sources.sides, object)
        return {one.key: _word(chosen, held & (sides == one.key), held) for one in headings}
    if dimension == "source":
        at = {id: number for number, id in enumerate(sources.ids)}
        return {
            one.key: "silent"
            if sources.read[at[one.key]] and sources.whole[at[one.key]]
            else "unread"
            for one in headings
        }
    return dict.fromkeys((one.key for one in headings), _word(chosen, held, held))


def _tells_in(told: Ints, period: str, step: int) -> Bools:
    if period == NO_DATE:
        return np.ones(len(told), np.bool_)
    if len(period) == 4:
        first = int(period) * 12
    elif "Q" in period:
        first = int(period[:4]) * 12 + int(period[-1]) * 3 - 3
    else:
        first = month_number(period) or 0
    found: Bools = (told != NO_MONTH) & (told // step == first // step)
    return found


def _word(chosen: Moment, asked: Bools, all_: Bools) -> PictureWord:
    sources = chosen.columns.sources
    # Who is heard only through documents of others: all of them could speak of it.
    some = asked if asked.any() else all_
    return "silent" if (some & sources.read & sources.whole).any() else "unread"


def told_months(columns: Store) -> Ints:
    """Give for each source the month in which it tells, by its first statement that is dated."""
    of, size = columns.table.of, columns.table.size
    found = np.full(len(columns.sources.ids), NO_MONTH, np.int64)
    months = of["as_of_first"][:size]
    rows = np.flatnonzero(
        columns.table.stands[:size] & (of["state"][:size] != _REJECTED) & (months != NO_MONTH)
    )
    rows = rows[np.argsort(of["position"][rows], kind="stable")]
    # Written from the last to the first, so that the first stays.
    found[columns.source[rows[::-1]]] = months[rows[::-1]]
    return found
