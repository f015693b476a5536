"""Blocks of a text: paragraphs as blank lines part them, and their lines."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from servanda.domain.span import Span


def blocks(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Give the stretches between blank lines, without the white space around them.

    A page break (form feed) parts blocks too.
    """
    first = last = -1
    for line in _rows(text, start, len(text) if end is None else end):
        words = text[line.start : line.end]
        bare = words.strip()
        if first >= 0 and (not bare or words[0] == "\f"):
            yield Span(first, last)
            first = -1
        if bare:
            begin = line.start + words.index(bare[0])
            last = begin + len(bare)
            first = begin if first < 0 else first
    if first >= 0:
        yield Span(first, last)


def lines(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Give the lines that have words, without the white space around them."""
    for line in _rows(text, start, len(text) if end is None else end):
        words = text[line.start : line.end]
        bare = words.strip()
        if bare:
            begin = line.start + words.index(bare[0])
            yield Span(begin, begin + len(bare))


def edge_lines(text: str, start: int, end: int, most: int) -> tuple[list[Span], list[Span]]:
    """Give the first and the last lines with words of a stretch, the last line first.

    A stretch with fewer than twice as many lines is parted in its middle.
    """
    top = list(islice(lines(text, start, end), most))
    bottom: list[Span] = []
    while len(bottom) < most and end > start:
        begin = max(text.rfind("\n", start, end) + 1, start)
        bottom += lines(text, begin, end)
        end = begin - 1
    if top and bottom[-1].start <= top[-1].start:
        both = sorted({*top, *bottom})
        middle = (len(both) + 1) // 2
        return both[:middle], both[: middle - 1 : -1]
    return top, bottom


def _rows(text: str, start: int, end: int) -> Iterator[Span]:
    """Give the lines as they stand, blank ones too, without their breaks."""
    while start < end:
        cut = text.find("\n", start, end)
        cut = end if cut < 0 else cut
        yield Span(start, cut)
        start = cut + 1
