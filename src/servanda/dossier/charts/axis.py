"""A line of time: days to pixels, and the dates written along it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from servanda.dossier.dates import short_month
from servanda.saying.counts import in_digits

#: Steps between the dates on the line, in months.
STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600)


def ordinal(day: str) -> int | None:
    """Give an ISO day as a number of days, None when it is no day that a calendar has."""
    try:
        return date.fromisoformat(day).toordinal()
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Axis:
    """A line of time from one day to another, `start` to `start + length` pixels."""

    first: int
    last: int
    start: float
    length: float

    def at(self, day: int) -> float:
        """Give where a day stands; a day outside stands at the end that is nearer."""
        share = (day - self.first) / max(1, self.last - self.first)
        return self.start + self.length * min(1.0, max(0.0, share))

    def share(self, day: int) -> float:
        """Give where a day stands as a share of the line, 0 to 1."""
        return (self.at(day) - self.start) / self.length

    def ticks(self, *, most: int = 9) -> Iterator[tuple[float, str]]:
        """Give where to write a date, and the date."""
        months = (self.last - self.first) / 30.44
        step = next((one for one in STEPS if months / one <= most), STEPS[-1])
        begin = date.fromordinal(self.first)
        at = (begin.year * 12 + begin.month - 1) // step * step
        while True:
            year, month = divmod(at, 12)
            if year > 9999:
                return
            day = date(max(1, year), month + 1, 1).toordinal()
            if day > self.last:
                return
            if day >= self.first:
                name = in_digits(str(year)) if step >= 12 else short_month(year, month + 1)
                yield self.at(day), name
            at += step


def make_axis(days: list[int], *, start: float, length: float) -> Axis | None:
    """Give a line that holds all these days with a little room; None when there are none."""
    if not days:
        return None
    first, last = min(days), max(days)
    room = max(15, (last - first) // 24)
    return Axis(max(1, first - room), min(3_652_058, last + room), start, length)
