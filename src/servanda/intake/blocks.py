"""Blocks of a text: paragraphs as blank lines part them, and their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from servanda.domain.span import Span

# One line break at a time, so that long runs of blank lines are walked once.
_BLOCK = re.compile(r"\S[^\n\f]*(?:\n(?![^\S\n]*(?:\n|\Z))[^\n\f]*)*")
_LINE = re.compile(r"\S[^\n\f]*")


def blocks(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Give the stretches between blank lines, without the white space around them."""
    for match in _BLOCK.finditer(text, start, len(text) if end is None else end):
        yield Span(match.start(), match.start() + len(match[0].rstrip()))


def edge_lines(text: str, start: int, end: int, most: int) -> tuple[list[Span], list[Span]]:
    """Give the first lines with words of a stretch, and of the others the last, last line first."""
    top: list[Span] = []
    at = start
    for match in _LINE.finditer(text, start, end):
        top.append(Span(match.start(), match.start() + len(match[0].rstrip())))
        at = match.end()
        if len(top) == most:
            break
    bottom: list[Span] = []
    while len(bottom) < most and end > at:
        begin = max(text.rfind("\n", at, end) + 1, at)
        words = text[begin:end]
        bare = words.strip()
        if bare:
            first = begin + len(words) - len(words.lstrip())
            bottom.append(Span(first, first + len(bare)))
        end = begin - 1
    return top, bottom


def lines(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Give the lines that have words, without the white space around them."""
    for match in _LINE.finditer(text, start, len(text) if end is None else end):
        yield Span(match.start(), match.start() + len(match[0].rstrip()))
