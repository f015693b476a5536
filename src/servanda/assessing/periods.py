"""Years, quarters and months: which period an uncertain date stands in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal

PeriodLength = Literal["year", "quarter", "month"]
MONTHS: dict[PeriodLength, int] = {"year": 12, "quarter": 3, "month": 1}

#: An open or very long interval is shown in at most so many periods, nearest to its known end.
MOST_PERIODS = 400


def choose_length(days: Iterable[str]) -> PeriodLength:
    """Choose a period from the span of ISO days: years over 8 years, quarters over 3, or months."""
    known = sorted(days)
    if not known:
        return "year"
    span = int(known[-1][:4]) * 12 + int(known[-1][5:7])
    span -= int(known[0][:4]) * 12 + int(known[0][5:7])
    if span > 8 * 12:
        return "year"
    return "quarter" if span > 3 * 12 else "month"


def period_of(day: str, length: PeriodLength) -> str:
    """Name the period that an ISO day lies in: `1947`, `1947-Q3` or `1947-07`."""
    year, month = day[:4], int(day[5:7])
    if length == "year":
        return year
    if length == "quarter":
        return f"{year}-Q{(month + 2) // 3}"
    return f"{year}-{month:02d}"


def periods_between(earliest: str, latest: str, length: PeriodLength) -> list[str]:
    """Name every period from one ISO day to another, both included, in order."""
    step = MONTHS[length]
    first = (int(earliest[:4]) * 12 + int(earliest[5:7]) - 1) // step
    last = (int(latest[:4]) * 12 + int(latest[5:7]) - 1) // step
    first = max(first, last - MOST_PERIODS)
    return [_name(number * step, length) for number in range(first, last + 1)]


def _name(months: int, length: PeriodLength) -> str:
    return period_of(f"{months // 12:04d}-{months % 12 + 1:02d}", length)


def first_day(period: str) -> str:
    """Give the first ISO day of a period name."""
    if len(period) == 4:
        return f"{period}-01-01"
    month = int(period[-1]) * 3 - 2 if "Q" in period else int(period[5:7])
    return f"{period[:4]}-{month:02d}-01"


def last_day(period: str) -> str:
    """Give the last ISO day of a period name."""
    year = int(period[:4])
    if "Q" in period:
        month = int(period[-1]) * 3
    elif len(period) > 4:
        month = int(period[5:7])
    else:
        month = 12
    following = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1).isoformat()
