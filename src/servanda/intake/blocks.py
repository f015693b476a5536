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


def lines(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Give the lines that have words, without the white space around them."""
    for match in _LINE.finditer(text, start, len(text) if end is None else end):
        yield Span(match.start(), match.start() + len(match[0].rstrip()))
