"""Months as numbers, the periods that they lie in, and which sources could speak of a period."""

from __future__ import annotations

import numpy as np

from servanda.assessing.periods import MONTHS, MOST_PERIODS, PeriodLength, choose_length, period_of
from servanda.exploring.table import Array, Bools, Ints, Table
from servanda.journal.facts import NO_MONTH, STATES

_REJECTED = STATES.index("rejected")


def day_of(month: int) -> str:
    """Give the first ISO day of a month's number."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}-01"


def month_name(month: int) -> str:
    """Give `1947-03` for a month's number."""
    return day_of(month)[:7]


def month_number(name: str) -> int | None:
    """Give the number of a month written `1947-03`; None for anything else."""
    year, _, month = name.partition("-")
    if not (year.isdecimal() and month.isdecimal() and len(year) == 4 and len(month) == 2):
        return None
    return int(year) * 12 + int(month) - 1 if 1 <= int(month) <= 12 else None


def period_name(number: int, length: PeriodLength) -> str:
    """Give the name of a period's number: its first month's, divided by the period's months."""
    return period_of(day_of(number * MONTHS[length]), length)


def length_of(table: Table) -> PeriodLength:
    """Choose a period as `assess` does: from the span of the tellings and of the acts."""
    of, size = table.of, table.size
    stands = table.stands[:size]
    days: list[str] = []
    for name, also in (
        ("as_of_first", stands),
        ("when_first", stands & (of["state"][:size] != _REJECTED)),
    ):
        months = of[name][:size][also]
        months = months[months != NO_MONTH]
        if len(months):
            days += [day_of(int(months.min())), day_of(int(months.max()))]
    return choose_length(days)


def periods_of(first: Array, last: Array, length: PeriodLength) -> tuple[Ints, Ints, Bools]:
    """Give the periods that intervals of months stand in: which interval, which, if inherited.

    What lies in one period stands there; what may lie in several is inherited in each. Without a
    month it stands in none and is left out here.
    """
    step = MONTHS[length]
    dated = np.flatnonzero(first != NO_MONTH)
    begins = first[dated].astype(np.int64) // step
    ends = last[dated].astype(np.int64) // step
    begins = np.maximum(begins, ends - MOST_PERIODS)
    counts = ends - begins + 1
    which = np.repeat(np.arange(len(dated)), counts)
    offset = np.arange(len(which)) - np.repeat(np.cumsum(counts) - counts, counts)
    return dated[which], begins[which] + offset, (counts > 1)[which]
