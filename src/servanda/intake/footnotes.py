"""Footnotes: numbered notes at the foot of pages, or under a heading at the end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from servanda.domain.source import Layer
from servanda.domain.span import Span
from servanda.intake.blocks import blocks, lines
from servanda.intake.cues import cues

#: Fewer notes than this are not enough to tell a note from a numbered point.
FEWEST = 3
#: Lines at the bottom of a page in which its notes are looked for.
FOOT_LINES = 25

_NOTE_START = re.compile(
    r"(?:\[(\d{1,3})\]|(\d{1,3})|([¹²³⁰⁴-⁹]{1,3}))[ \t]+(?=[^\W\d_a-z\"“‘«(]|[\"“‘«(]|https?:|www\.)"
)
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def find_footnotes(text: str, free: Sequence[Span], pages: Sequence[Span]) -> list[Layer]:
    """Give the notes among the stretches that are still nobody's."""
    found = _under_heading(text, free)
    if not found and len(pages) > 1:
        found = _at_foot(text, free, pages)
    return found


def _number(match: re.Match[str]) -> int:
    return int(match[1] or match[2] or match[3].translate(_SUPERSCRIPTS))


def _under_heading(text: str, free: Sequence[Span]) -> list[Layer]:
    """Find "Notes" alone on its line in the lower half, with numbered notes below it."""
    heading = cues().footnote_headings
    for gap in reversed(free):
        for block in reversed(list(blocks(text, max(gap.start, len(text) // 2), gap.end))):
            first = next(lines(text, block.start, block.end))
            if first.end - first.start < 40 and heading.match(first.cut(text)):
                notes = [
                    one
                    for one in lines(text, first.end, gap.end)
                    if _NOTE_START.match(one.cut(text))
                    or re.match(r"\d{1,3}\.[ \t]", one.cut(text))
                ]
                if len(notes) >= FEWEST:
                    return [Layer(first.start, gap.end, "footnote", "")]
    return []


def _at_foot(text: str, free: Sequence[Span], pages: Sequence[Span]) -> list[Layer]:
    """Find lines low on their pages that open with numbers running on from page to page."""
    expected = 1
    starts: list[tuple[int, int]] = []
    at = 0
    for page in pages:
        rows: list[Span] = []
        while at < len(free) and free[at].start < page.end:
            gap = free[at]
            rows += lines(text, max(gap.start, page.start), min(gap.end, page.end))
            if gap.end > page.end:
                break
            at += 1
        low = rows[max(len(rows) // 3, len(rows) - FOOT_LINES) :]
        for row in low:
            match = _NOTE_START.match(row.cut(text))
            if match and _number(match) == expected and _called(text, page.start, row.start, match):
                starts.append((row.start, page.end))
                expected += 1
    if len(starts) < FEWEST:
        return []
    found: list[Layer] = []
    for start, end in starts:
        if found and found[-1].end == end:
            continue
        found.append(Layer(start, end, "footnote", ""))
    return found


def _called(text: str, start: int, end: int, match: re.Match[str]) -> bool:
    """Tell whether the note's number stands behind a word or a stop earlier on its page."""
    number = str(_number(match))
    raised = number.translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    call = rf"(?:(?<=[^\W\d_])|(?<=[.,;:)”\"'’]))\[?(?:{number}|{raised})\]?(?!\w)"
    return re.search(call, text[start:end]) is not None
