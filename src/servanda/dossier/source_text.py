"""A source's text cut into pieces that can be printed: paragraphs with their marks and margins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from servanda.domain.source import Source
from servanda.domain.statement import Statement

#: A paragraph longer than this, in code points, is cut where a line or a word ends.
LONGEST_PIECE = 6_000
#: More cards than this beside one piece go on beside an empty piece below it.
MOST_CARDS = 60
_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_BREAK = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a piece in which nothing changes: which statements quote it, which hand wrote.

    `begins` are statements whose first words stand here.
    """

    start: int
    end: int
    quoted_by: tuple[str, ...]
    begins: tuple[str, ...]
    bracket: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph or a part of one, `text[start:end]`; its line and page, and whose words it is.

    `starting` are the statements that begin in it, whose cards stand in its margin; `page` is
    given only where a new page begins.
    """

    start: int
    end: int
    line: int
    page: int | None
    layer: str
    part: str
    segments: tuple[Segment, ...]
    starting: tuple[str, ...]
    weight: int


def cut_pieces(source: Source, statements: Sequence[Statement]) -> list[Piece]:
    """Cut a source's whole text, without gap or overlap but for the blank lines between."""
    text = source.text
    spans: list[tuple[int, int, str, str]] = []
    layers = source.layers or ()
    stretches = (
        [(one.start, one.end, one.layer, one.part) for one in layers]
        if layers
        else [(0, len(text), "author", "body")]
    )
    for start, end, layer, part in stretches:
        spans += [(a, b, layer, part) for a, b in _paragraphs(text, start, end)]
    quotes = sorted(
        (quote.start, quote.end, one.id, at == 0)
        for one in statements
        for at, quote in enumerate(one.quotes)
    )
    brackets = sorted((one.start, one.end, one.part or "editor") for one in source.brackets)
    return _make_pieces(source, spans, quotes, brackets)


def _paragraphs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    at = start
    for gap in _BLANK.finditer(text, start, end):
        found += _cut(text, at, gap.start())
        at = gap.end()
    found += _cut(text, at, end)
    return found


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Trim blank ends and cut what is too long, at a line's end if there is one near."""
    while start < end and text[start] in "\r\n":
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    found = []
    while end - start > LONGEST_PIECE:
        near = start + LONGEST_PIECE
        cut = text.rfind("\n", start + LONGEST_PIECE // 2, near) + 1
        if not cut:
            spaces = [one.end() for one in _BREAK.finditer(text, near - 300, near)]
            cut = spaces[-1] if spaces else near
        found.append((start, cut))
        start = cut
    if start < end:
        found.append((start, end))
    return found


def _make_pieces(
    source: Source,
    spans: list[tuple[int, int, str, str]],
    quotes: list[tuple[int, int, str, bool]],
    brackets: list[tuple[int, int, str]],
) -> list[Piece]:
    pieces: list[Piece] = []
    line, counted_to = 1, 0
    pages = [one.start for one in source.pages]
    page_at = 0
    waiting = 0
    active: list[tuple[int, int, str, bool]] = []
    begun: set[str] = set()
    bracket_at = 0
    for start, end, layer, part in spans:
        line += source.text.count("\n", counted_to, start)
        counted_to = start
        page = None
        while page_at < len(pages) and pages[page_at] < end:
            page_at += 1
            page = page_at
        active = [one for one in active if one[1] > start]
        while waiting < len(quotes) and quotes[waiting][0] < end:
            active.append(quotes[waiting])
            waiting += 1
        here = [one for one in active if one[1] > start and one[0] < end]
        while bracket_at < len(brackets) and brackets[bracket_at][1] <= start:
            bracket_at += 1
        inside = []
        for one in brackets[bracket_at:]:
            if one[0] >= end:
                break
            inside.append(one)
        segments = _segments(start, end, here, inside, begun)
        starting = tuple(id for segment in segments for id in segment.begins)
        weight = 420 + 2 * len(source.text[start:end].encode()) + 180 * len(segments)
        for at in range(0, max(1, len(starting)), MOST_CARDS):
            cards = starting[at : at + MOST_CARDS]
            first = at == 0
            pieces.append(
                Piece(
                    start if first else end,
                    end,
                    line,
                    page if first else None,
                    layer,
                    part,
                    segments if first else (),
                    cards,
                    (weight if first else 300) + 900 * len(cards),
                )
            )
    return pieces


def _segments(
    start: int,
    end: int,
    quotes: list[tuple[int, int, str, bool]],
    brackets: list[tuple[int, int, str]],
    begun: set[str],
) -> tuple[Segment, ...]:
    edges = {start, end}
    for one in [*(q[:2] for q in quotes), *(b[:2] for b in brackets)]:
        edges |= {edge for edge in (one[0], one[1]) if start < edge < end}
    found = []
    for a, b in pairwise(sorted(edges)):
        by = [one for one in quotes if one[0] < b and one[1] > a]
        # A first quote may begin in the blank before a piece: it begins where its words do.
        begins = [one[2] for one in by if one[3] and one[2] not in begun]
        begun.update(begins)
        found.append(
            Segment(
                a,
                b,
                tuple(dict.fromkeys(one[2] for one in by)),
                tuple(begins),
                next((one[2] for one in brackets if one[0] < b and one[1] > a), ""),
            )
        )
    return tuple(found)
