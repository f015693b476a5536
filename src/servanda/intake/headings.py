"""Headings inside the author's text, told by how their lines look."""

from __future__ import annotations

import re

from servanda.domain.source import Layer
from servanda.domain.span import Span
from servanda.intake.blocks import lines

#: A heading has at most this many characters and words.
LONGEST = 90
MOST_WORDS = 12

_PARTS = "Article|Chapter|Section|Part|Annex|Appendix"
NUMBERED = re.compile(
    rf"(?:(?:{_PARTS}|{_PARTS.upper()})[ ]+(?:\d{{1,3}}|[IVXLC]{{1,7}}|[A-Z])\b"
    r"|(?:\d{1,2}(?:\.\d{1,2}){0,3}|[IVXLC]{1,7}|[ivx]{1,5})[.)][ ]+(?=[A-Z])"
    # One letter and one word are a name: "A. Berg".
    r"|[A-Z][.)][ ]+(?=[A-Z][\w'’-]+ \w))"
)
_STOP = re.compile(r"[.!?;,…][\"'”’»)\]]*\Z")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
#: What a line cannot end with if a heading is to follow it.
_RUNNING = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-–—")
#: Words that stay small in a title.
_SMALL = frozenset(
    ["a", "an", "and", "as", "at", "by", "during", "for", "from", "in", "into", "of", "on", "or",
     "the", "to", "with", "vs", "under", "between"]
)  # fmt: skip


def find_headings(text: str, block: Span) -> list[Layer]:
    """Give the lines of a block of the author's that are headings.

    A heading is short, ends without a stop, and is in capitals, or numbered, or in title case;
    other words of the author's must follow it in its block or after.
    """
    found: list[Layer] = []
    if block.end - block.start > LONGEST and text.find("\n", block.start, block.end) < 0:
        return found
    rows = text[block.start : block.end].split("\n")
    if not any(
        len(row) <= LONGEST + 8 and (at == 0 or rows[at - 1].rstrip()[-1:] not in _RUNNING)
        for at, row in enumerate(rows)
    ):
        # The common case, told without looking closer: a paragraph of wrapped lines.
        return found
    inside = list(lines(text, block.start, block.end))
    widest = max((line.end - line.start for line in inside), default=0)
    for at, line in enumerate(inside):
        width = line.end - line.start
        if width > LONGEST or not _stands_alone(text, line):
            continue
        after = inside[at + 1] if at + 1 < len(inside) else None
        before = inside[at - 1] if at else None
        if before and not (_follows(found, before) or _stops(text, before)):
            continue
        if after and not text[after.start].isupper() and not text[after.start].isdigit():
            continue
        # A line as wide as its neighbours was broken by the page's edge.
        wrapped = after is not None and width > widest * 0.7
        if _looks(line.cut(text), alone=len(inside) == 1, wrapped=wrapped):
            found.append(Layer(line.start, line.end, "author", "heading"))
    if len(found) == len(inside) > 1 and not all(_capitals(text[f.start : f.end]) for f in found):
        # A block of nothing but short lines is a list, an address or a table.
        return []
    return found


def _stands_alone(text: str, line: Span) -> bool:
    """Tell whether nothing else is on the line, such as a page's header that was cut out."""
    before = text[max(0, line.start - 40) : line.start].rpartition("\n")[2]
    after = text[line.end : line.end + 40].partition("\n")[0]
    return not before.strip() and not after.strip()


def _stops(text: str, line: Span) -> bool:
    return _STOP.search(text[max(line.start, line.end - 8) : line.end]) is not None


def _follows(found: list[Layer], line: Span) -> bool:
    return bool(found) and found[-1].start == line.start


def _looks(line: str, *, alone: bool, wrapped: bool) -> bool:
    if _STOP.search(line):
        return False
    words = _WORD.findall(line)
    if not 1 <= len(words) <= MOST_WORDS or (len(words) == 1 and len(words[0]) < 3):
        return False
    if _capitals(line):
        return True
    if line.endswith((":", "-", "–")) or words[-1] in _SMALL or wrapped:
        return False
    numbered = NUMBERED.match(line)
    if numbered and (alone or len(words) <= 8):
        return True
    title = all(word[0].isupper() or word in _SMALL for word in words)
    return title and words[0][0].isupper() and sum(len(word) > 3 for word in words) >= 1


def _capitals(line: str) -> bool:
    return line.isupper() and sum(char.isalpha() for char in line) >= 3
