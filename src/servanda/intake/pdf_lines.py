"""Lines of a PDF page joined to paragraphs by where they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

#: A step down of more than this many usual steps parts paragraphs.
WIDE_STEP = 1.35
#: Points by which a first line steps in.
INDENT = 6.0
#: A last line this much shorter than the widest is a paragraph's end, if it ends like one.
SHORT = 0.85

_END = re.compile(r"[.!?:;…][\"'”’»)\]]*\s*\Z")


@dataclass(frozen=True, slots=True)
class Line:
    """A line as PDFium gives it; `x`, `end` and `y` are points from the page's lower left.

    `end` is 0 where nobody asked for it: in a line that no sentence ends with.
    """

    words: str
    x: float
    end: float
    y: float


def join_lines(lines: Sequence[Line]) -> str:
    """Give the page's text: lines parted by a break, paragraphs by a blank line."""
    if not lines:
        return ""
    steps = [one.y - other.y for one, other in pairwise(lines)]
    down = [step for step in steps if step > 1]
    usual = median(down) if len(down) > 2 else 0.0
    left = min(line.x for line in lines)
    widest = max(line.end for line in lines)
    pieces = [_clean(lines[0].words)]
    for one, other in pairwise(lines):
        wide = usual > 0 and one.y - other.y > usual * WIDE_STEP
        parts = wide or _parts(one, other, left=left, widest=widest)
        pieces.append("\n\n" if parts else "\n")
        pieces.append(_clean(other.words))
    return "".join(pieces)


def _parts(one: Line, other: Line, *, left: float, widest: float) -> bool:
    """Tell whether a new paragraph begins by how the lines end and begin."""
    if other.y >= one.y or not ends_sentence(one.words) or other.words.lstrip()[:1].islower():
        return False
    stepped_in = INDENT < other.x - one.x < 60 or (other.x - left > INDENT and one.x - left < 2)
    return stepped_in or one.end - left < (widest - left) * SHORT


def ends_sentence(words: str) -> bool:
    """Tell whether a line ends like a sentence, or opens a list."""
    return _END.search(words.rstrip()[-5:]) is not None


def _clean(words: str) -> str:
    # PDFium's signs for a hyphen at a line's end, which swallow the line break after it.
    if "\ufffe" in words or "\x02" in words:
        words = words.replace("\ufffe", "-\n").replace("\x02", "-\n")
    return words.rstrip()
