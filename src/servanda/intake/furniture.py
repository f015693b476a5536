"""Page furniture in running text: headers, page numbers, contents lines, machine debris.

What tells it is repetition and place, never words of a known document: a line that stands at the
edge of many pages, words that come before "Page 3 of 41" every time, numbers that climb by one,
dot leaders.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice, pairwise

from servanda.domain.source import Layer
from servanda.domain.span import Span
from servanda.intake.blocks import edge_lines, lines
from servanda.intake.cover import settle
from servanda.intake.cues import cues

#: Lines at the top and the bottom of a page that may be a running header or footer.
EDGE_LINES = 4
#: A header or footer is no longer than this.
LONGEST = 160
#: How many times words must come back to be furniture.
TIMES = 3
#: Page marks beyond this many are not followed.
MOST_PAGES = 20_000
#: Headings "Contents" beyond this many are not followed.
MOST_CONTENTS = 50

_PAGE_OF = re.compile(r"(?:[Pp]age|PAGE)\s{1,3}(\d{1,4})\s{0,3}(?:of|/|\u2013|-)\s{0,3}(\d{1,4})\b")
# No stop or bracket after it: "3." and "(3)" count an agreement's points.
_NUMBER_LINE = re.compile(r"(?:[-\u2013\u2014|] ?)?(?:[Pp]age )?(\d{1,4})(?: ?[-\u2013\u2014|])?")
# Every run of space is bounded: without that, a long blank line costs the square of its length.
_NUMBER_LINES = re.compile(rf"\n[^\S\n]{{0,80}}({_NUMBER_LINE.pattern})[^\S\n]{{0,80}}(?=\n|\Z)")
_PAGE_SIGNS = ("Page ", "page ", "PAGE ", "Page\n", "page\n")
_LEADER = re.compile(r"(?:\.[ ]?){5,}|\u2026{2,}|_{5,}(?=[ ]?\d)")
_LEADER_SIGNS = (".....", ". . . . .", "……", "_____")
_CONTENTS_LINE = re.compile(r".{0,200}?\s(\d{1,4}|[ivxl]{1,6})\s*\Z", re.DOTALL)
_NUMBERS = re.compile(r"\d+")
_SPACES = re.compile(r"\s+")
# What print and conversion programs leave of themselves: a Python file object, a layout program's
# file name with its page, a browser's address line.
_DEBRIS = re.compile(
    r"<_io\.\w+ name=.{0,300}?>"
    r"|^[^\n]{0,120}\.(?:indd|qxd|docx?|pdf)[ \t]+\d{1,4}(?:[ \t]+[\d/.:-]{3,10}){0,3}"
    r"(?:[ \t]*[AaPp][Mm])?[ \t]*$"
    r"|^file:///\S{1,300}[^\n]{0,40}$",
    re.MULTILINE | re.DOTALL,
)
_DEBRIS_SIGNS = ("<_io.", "file:///", ".indd", ".qxd", ".doc", ".pdf")


def find_furniture(text: str, pages: Sequence[Span]) -> list[Layer]:
    """Give the stretches of text that belong to the page and not to the document, in order."""
    found: list[Layer] = []
    if any(sign in text for sign in _DEBRIS_SIGNS):
        found += [_furniture(*match.span(), "page-header") for match in _DEBRIS.finditer(text)]
    found += _edges(text, pages) if len(pages) > 1 else _numbered(text)
    found += _contents(text)
    return settle(found)


def _furniture(start: int, end: int, part: str) -> Layer:
    return Layer(start, end, "furniture", part)


def _keys(words: str, page: int) -> list[str]:
    """Give the ways in which a line may come back: as it is, or with its page's number in it.

    A number counts as the page's only by its distance from it, the same on every page, so that
    "Article 5" at the head of a page is no running header.
    """
    folded = " ".join(words.split()).casefold()
    keys = [folded]
    for match in list(_NUMBERS.finditer(folded))[:3]:
        # "3." and "3)" count sections; a page's number has no stop after it.
        if len(match[0]) < 5 and folded[match.end() : match.end() + 1] not in (".", ")"):
            offset = int(match[0]) - page
            keys.append(f"{folded[: match.start()]}\0{offset}\0{folded[match.end() :]}")
    return keys


def _edges(text: str, pages: Sequence[Span]) -> list[Layer]:
    """Find lines that come back at the top or the bottom of pages."""
    tops: list[list[Span]] = []
    bottoms: list[list[Span]] = []
    for page in pages:
        top, bottom = edge_lines(text, page.start, page.end, EDGE_LINES)
        tops.append(top)
        bottoms.append(bottom)
    # Left and right pages often differ, and chapters change their headers.
    enough = max(TIMES if len(pages) > 3 else 2, min(len(pages) // 5, 12))
    return [one for side in (tops, bottoms) for one in _returning(text, side, enough)]


def _returning(text: str, side: list[list[Span]], enough: int) -> list[Layer]:
    keys = [
        [_keys(line.cut(text), page) if line.end - line.start <= LONGEST else [] for line in edge]
        for page, edge in enumerate(side)
    ]
    seen = Counter(key for edge in keys for line in edge for key in line)
    found: list[Layer] = []
    for edge, edge_keys in zip(side, keys, strict=True):
        known = [
            any(seen[key] >= enough and (len(side) > 2 or "\0" in key) for key in line)
            for line in edge_keys
        ]
        # What stands between the page's edge and its running header is furniture too.
        innermost = max((at for at, one in enumerate(known) if one), default=-1)
        for at, line in enumerate(edge[: innermost + 1]):
            words = line.cut(text)
            if known[at] or len(words) <= LONGEST // 2:
                part = "page-number" if _is_number(words) else "page-header"
                found.append(_furniture(line.start, line.end, part))
    return found


def _is_number(words: str) -> bool:
    return bool(_NUMBER_LINE.fullmatch(words) or _PAGE_OF.fullmatch(words))


def _numbered(text: str) -> list[Layer]:
    """Find page marks in a text that has lost its pages, and the words that come with them."""
    if any(sign in text for sign in _PAGE_SIGNS):
        found = [(match.start(), match.end(), int(match[1])) for match in _PAGE_OF.finditer(text)]
        marks = _climbing(found)
        if len(marks) >= 2:
            return _with_company(text, marks)
    bare = [
        (match.start(1), match.end(1), int(match[2]))
        for match in _NUMBER_LINES.finditer(text)
        if match[1] and _alone(text, match.start(1), match.end(1))
    ]
    marks = _climbing(bare)
    if len(marks) < TIMES:
        return []
    gaps = sorted(later[0] - one[1] for one, later in pairwise(marks))
    # Numbers close to each other count a list's items, not pages.
    return _with_company(text, marks) if gaps[len(gaps) // 2] > 800 and gaps[0] > 200 else []


def _alone(text: str, start: int, end: int) -> bool:
    """Tell whether a number's line has space around it, as a page's last or first line has."""
    above = text[max(0, start - 6) : start]
    below = text[end : end + 6]
    return not above.strip() or above.count("\n") > 1 or below.count("\n") > 1


def _climbing(marks: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Give the longest run of marks whose numbers rise, mostly by one, as pages do."""
    reached: dict[int, int] = {}
    lengths: list[int] = []
    before: list[int] = []
    for at, (_, _, number) in enumerate(marks[:MOST_PAGES]):
        back = next((reached[number - step] for step in (1, 2, 3) if number - step in reached), -1)
        before.append(back)
        lengths.append(lengths[back] + 1 if back >= 0 else 1)
        if number not in reached or lengths[at] > lengths[reached[number]]:
            reached[number] = at
    run: list[tuple[int, int, int]] = []
    at = max(range(len(lengths)), key=lengths.__getitem__, default=-1)
    while at >= 0:
        run.append(marks[at])
        at = before[at]
    return run[::-1]


def _with_company(text: str, marks: list[tuple[int, int, int]]) -> list[Layer]:
    """Join to each page mark the words that stand beside it every time."""
    found: list[Layer] = []
    before = [
        _SPACES.sub(" ", text[max(0, start - LONGEST) : start])[::-1] for start, _, _ in marks
    ]
    after = [_SPACES.sub(" ", text[end : end + LONGEST]) for _, end, _ in marks]
    for at, (start, end, _) in enumerate(marks):
        head = _shared(before, at)
        tail = _shared(after, at)
        first = _back_over(text, start, head)
        last = _forth_over(text, end, tail)
        if first < start:
            found.append(_furniture(first, start, "page-header"))
        found.append(_furniture(start, end, "page-number"))
        if last > end:
            found.append(_furniture(end, last, "page-header"))
    return found


def _shared(contexts: list[str], at: int) -> int:
    """Give how many characters this context shares, from its start, with enough others.

    Neighbouring marks are compared, so that a header may change from chapter to chapter. Digits
    count as equal; the shared stretch ends at a word's end.
    """
    mine = _mask(contexts[at])
    near = range(max(0, at - 4), min(len(contexts), at + 5))
    lengths = [_common(mine, _mask(contexts[other])) for other in near if other != at]
    lengths.sort(reverse=True)
    enough = min(TIMES - 1, len(contexts) - 1)
    if len(lengths) < enough or enough < 1:
        return 0
    length = lengths[enough - 1]
    # Back to a word's end: half a shared word is chance.
    while 0 < length < len(mine) and mine[length - 1].isalnum() and mine[length].isalnum():
        length -= 1
    return length if sum(char.isalnum() for char in mine[:length]) >= 4 else 0


def _mask(words: str) -> str:
    return re.sub(r"\d", "#", words)


def _common(one: str, other: str) -> int:
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length


def _back_over(text: str, start: int, length: int) -> int:
    """Give where `length` characters before `start` begin, runs of space counting as one."""
    at = start
    while length > 0 and at > 0:
        at -= 1
        if text[at].isspace():
            while at > 0 and text[at - 1].isspace():
                at -= 1
        length -= 1
    # What ends the words before is theirs.
    while at < start and not (text[at].isalnum() or text[at] in "([\"'“‘«"):
        at += 1
    return at


def _forth_over(text: str, end: int, length: int) -> int:
    at = end
    while length > 0 and at < len(text):
        if text[at].isspace():
            while at + 1 < len(text) and text[at + 1].isspace():
                at += 1
        at += 1
        length -= 1
    while at > end and text[at - 1].isspace():
        at -= 1
    return at


def _contents(text: str) -> list[Layer]:
    """Find lines that lead to a page by dots, and the list under a heading "Contents"."""
    found: list[Layer] = []
    if any(sign in text for sign in _LEADER_SIGNS):
        found += _leader_lines(text)
    headings = cues().contents_lines.finditer("\n" + text)
    for match in islice(headings, MOST_CONTENTS):
        found += _listed(text, Span(match.start(1) - 1, match.end(1) - 1))
    return found


def _leader_lines(text: str) -> list[Layer]:
    found: list[Layer] = []
    for line in lines(text):
        words = line.cut(text)
        leaders = list(_LEADER.finditer(words))
        if not leaders:
            continue
        last = leaders[-1].end()
        number = re.match(r"\s*(?:\d{1,4}|[ivxl]{1,6})(?!\w)", words[last:])
        if number:
            end = last + number.end()
            first = leaders[0].start()
            begin = 0 if first < LONGEST else words.rfind(". ", 0, first) + 1 or first
            found.append(_furniture(line.start + begin, line.start + end, "contents"))
    return found


def _listed(text: str, heading: Span) -> list[Layer]:
    """Follow a list of contents from its heading to its last line that ends with a page's number.

    It ends where its first entry comes back as the heading of the part it led to.
    """
    titles: list[str] = []
    end = heading.end
    tried = 0
    for line in lines(text, heading.end):
        words = line.cut(text)
        tried += 1
        if tried > 400 or len(words) > 300:
            break
        entry = _CONTENTS_LINE.match(words)
        title = _title(words[: entry.start(1)] if entry else words)
        if titles and title in titles[:3]:
            break
        if entry:
            if title:
                titles.append(title)
            end = line.end
            tried = 0
        elif tried > 12:
            break
    led = any(sign in text[heading.end : end] for sign in _LEADER_SIGNS)
    if len(titles) < (1 if led else 3):
        return []
    return [_furniture(heading.start, end, "contents")]


def _title(words: str) -> str:
    return re.sub(
        r"^\W*(?:\d{1,3}(?:\.\d+)*|[ivxl]{1,6})?[.)]?\s+|\W+\Z", "", words.casefold()
    ).strip()
