"""Many spans of one text, asked fast whether they touch or hold another."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable


class Stretches:
    """A union of half-open spans; spans that overlap become one."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(end, self._ends[-1])
            else:
                self._starts.append(start)
                self._ends.append(end)

    def touch(self, start: int, end: int) -> bool:
        """Tell whether a stretch shares a code point with `start`-`end`."""
        at = bisect_right(self._starts, end - 1) - 1
        return at >= 0 and self._ends[at] > start

    def hold(self, start: int, end: int) -> bool:
        """Tell whether one stretch holds all of `start`-`end`."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and end <= self._ends[at]
