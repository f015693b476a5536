"""Footnotes: numbered notes at the foot of pages, or under a heading at the end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from servanda.domain.source import Layer
from servanda.domain.span import Span
from servanda.intake.blocks import lines
from servanda.intake.cues import cues

#: Fewer notes than this are not enough to tell a note from a numbered point.
FEWEST = 3
#: Lines at the bottom of a page in which its notes are looked for.
FOOT_LINES = 25
#: Headings "Notes" that are tried, the last ones first.
MOST_HEADINGS = 20

_NOTE_START = re.compile(
    r"(?:\[(\d{1,3})\]|(\d{1,3})|([¹²³⁰⁴-⁹]{1,3}))[ \t]+"
    r"(?=[^\W\d_a-z]|[\"“‘«(]|https?:|www\.)"
)
_POINT = re.compile(r"\d{1,3}\.[ \t]")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
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
    headings = list(cues().footnote_lines.finditer(text, len(text) // 2))
    for match in reversed(headings[-MOST_HEADINGS:]):
        start = match.start(1)
        end = next((one.end for one in free if one.start <= start < one.end), start)
        notes = sum(
            bool(_NOTE_START.match(text, one.start) or _POINT.match(text, one.start))
            for one in lines(text, match.end(1), end)
        )
        if notes >= FEWEST:
            return [Layer(start, end, "footnote", "")]
    return []


def _at_foot(text: str, free: Sequence[Span], pages: Sequence[Span]) -> list[Layer]:
    """Find lines low on their pages that open with numbers running on from page to page."""
    expected = 1
    starts: list[tuple[int, int]] = []
    at = 0
    for page in pages:
        signs = (str(expected), str(expected).translate(_RAISED))
        starts_one = any(
            text.find(f"\n{before}{sign}", page.start, page.end) >= 0
            for sign in signs
            for before in ("", "[", " ")
        )
        rows: list[Span] = []
        while at < len(free) and free[at].start < page.end:
            gap = free[at]
            if starts_one:
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
    raised = number.translate(_RAISED)
    call = rf"(?:(?<=[^\W\d_])|(?<=[.,;:)”\"'’]))\[?(?:{number}|{raised})\]?(?!\w)"
    return re.search(call, text[start:end]) is not None
