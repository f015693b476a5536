"""Two versions of one text laid side by side: where a span of the older stands in the newer."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from servanda.domain.span import Span

_WORD = re.compile(r"\w+|[^\w\s]")
#: A gap between two stretches that agree is compared sign by sign up to this many code points.
_CLOSE = 400


@dataclass(frozen=True, slots=True)
class Alignment:
    """Stretches that stand letter for letter in both versions, in the order of both.

    Each is (start in the older, start in the newer, length), in code points; they never overlap.
    """

    stretches: tuple[tuple[int, int, int], ...]
    older: int
    newer: int

    def span(self, span: Span) -> Span | None:
        """Give where a span of the older text stands in the newer; None where nothing is left.

        What lies in a stretch goes with it; an end that lies between two stretches takes in all
        that took that place.
        """
        start, end = self._start(span.start), self._end(span.end)
        return Span(start, end) if start < end else None

    def _start(self, at: int) -> int:
        known = self._before(at)
        if known is None:
            return 0
        older, newer, length = known
        return newer + min(at - older, length)

    def _end(self, at: int) -> int:
        # An end is the place after a code point: it goes where that code point goes.
        known = self._before(at - 1)
        older, newer, length = known or (0, 0, 0)
        if at - older <= length:
            return newer + at - older
        following = bisect_right(self.stretches, at - 1, key=lambda one: one[0])
        return self.stretches[following][1] if following < len(self.stretches) else self.newer

    def _before(self, at: int) -> tuple[int, int, int] | None:
        found = bisect_right(self.stretches, at, key=lambda one: one[0])
        return self.stretches[found - 1] if found else None


def align(older: str, newer: str) -> Alignment:
    """Lay two versions of a text side by side.

    Lines first, then words within lines that differ, then signs within words: so a text of 100 kB
    with some corrected words takes well under a second. Words are compared as they are written,
    and the white space between them is free.

    Source: Ratcliff and Metzener's matching of longest stretches, as in Python's `difflib`.
    """
    stretches = list(_joined(_by_lines(older, newer)))
    return Alignment(tuple(stretches), len(older), len(newer))


def find_again(span: Span, alignment: Alignment, older: str, newer: str) -> Span | None:
    """Give where words of the older text stand in the newer: by place, else by the words alone.

    Where they stand at the place that alignment gives, white space free, that is it. Else, where
    they stand letter for letter exactly once, there: a passage may have been moved. Else the place
    stands for what took theirs; None where nothing did.

    Source: W3C Web Annotation, text position and text quote selectors.
    """
    placed = alignment.span(span)
    words = span.cut(older)
    if placed is not None and same_words(words, placed.cut(newer)):
        return placed
    first = newer.find(words)
    if words.strip() and first >= 0 and newer.find(words, first + 1) < 0:
        return Span(first, first + len(words))
    return placed


def same_words(older: str, newer: str) -> bool:
    """Tell whether two passages read the same, letter for letter, white space free."""
    return older.split() == newer.split()


Stretch = tuple[int, int, int]


def _by_lines(older: str, newer: str) -> Iterator[Stretch]:
    old, new = older.splitlines(keepends=True), newer.splitlines(keepends=True)
    old_at, new_at = _places(old), _places(new)
    for kind, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        start, here = old_at[a], new_at[c]
        if kind == "equal":
            yield start, here, old_at[b] - start
        elif kind == "replace":
            gap = older[start : old_at[b]], newer[here : new_at[d]]
            yield from _moved(_by_words(*gap), start, here)


def _by_words(older: str, newer: str) -> Iterator[Stretch]:
    old, new = list(_WORD.finditer(older)), list(_WORD.finditer(newer))
    matcher = SequenceMatcher(None, [one[0] for one in old], [one[0] for one in new])
    ended = (0, 0)
    for a, b, size in matcher.get_matching_blocks():
        # The last block is empty: what follows the last word on both sides.
        for step in range(max(1, size)):
            first = old[a + step].span() if a + step < len(old) else (len(older),) * 2
            second = new[b + step].span() if b + step < len(new) else (len(newer),) * 2
            yield from _by_signs(older[ended[0] : first[0]], newer[ended[1] : second[0]], *ended)
            if size:
                yield first[0], second[0], first[1] - first[0]
                ended = first[1], second[1]


def _by_signs(older: str, newer: str, start: int, here: int) -> Iterator[Stretch]:
    if not older or not newer or max(len(older), len(newer)) > _CLOSE:
        return
    found = SequenceMatcher(None, older, newer, autojunk=False).get_matching_blocks()
    yield from _moved(((a, b, size) for a, b, size in found if size), start, here)


def _moved(stretches: Iterator[Stretch], start: int, here: int) -> Iterator[Stretch]:
    for a, b, size in stretches:
        yield a + start, b + here, size


def _joined(stretches: Iterator[Stretch]) -> Iterator[Stretch]:
    """Give neighbours that follow one another in both versions as one."""
    last: Stretch | None = None
    for one in stretches:
        if last and (last[0] + last[2], last[1] + last[2]) == one[:2]:
            last = last[0], last[1], last[2] + one[2]
            continue
        if last:
            yield last
        last = one
    if last:
        yield last


def _places(lines: list[str]) -> list[int]:
    found = [0]
    for line in lines:
        found.append(found[-1] + len(line))
    return found
