"""Numbers of parts that a scan or a typist may have damaged: "2.l.8", "Article 1O", "2.0.10.0".

Nothing here corrects a text. It finds which labels of a known set a damaged one may have been, so
that a near match can be shown as near.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from servanda.domain.span import Span
from servanda.text.labels import canonical
from servanda.text.phrases import SPACE, Lexicon, Stretch, lexicon, lowered, words_before
from servanda.text.references import Reference

#: Signs that print alike, by the digit that each may have been.
LOOKALIKES = {
    "O": "0", "o": "0", "Q": "0", "D": "0", "l": "1", "I": "1", "i": "1", "|": "1", "!": "1",
    "Z": "2", "z": "2", "S": "5", "s": "5", "b": "6", "G": "6", "B": "8", "g": "9", "q": "9",
}  # fmt: skip
_DIGIT_OF = str.maketrans(LOOKALIKES)
_SIGNS = re.escape("".join(LOOKALIKES))
# A number in which a lookalike stands: it begins with one or with a digit, and has both.
_DAMAGED = re.compile(
    rf"(?<![\w.])(?:\d[\d.]{{0,16}}[{_SIGNS}]|[{_SIGNS}][.{_SIGNS}]{{0,8}}\d)[\d.{_SIGNS}]{{0,16}}(?!\w)"
)
_BRACKETED = re.compile(r"\([a-z0-9]{1,4}\)")
_WHOLE_NUMBER = re.compile(r"(?:\d+\.){0,6}\d+[a-z]?")
#: How far before a damaged number its noun may begin, in code points.
REACH = 24
#: A scan that misread more digits than this of one label leaves nothing to recognise.
MOST_MISREAD = 2
FEWEST_LEVELS = 3


def find_damaged(
    text: str, *, within: Sequence[Span] | None = None, language: str = "en"
) -> list[Reference]:
    """Give parts whose number holds a sign that prints like a digit: "Article 1O", "point 2.l.8".

    `numbers` hold what the signs print like ("10", "2.1.8"); the text keeps what stands there. A
    letter that a label may end in ("5b") is no damage.
    """
    words = lexicon(language)
    low = lowered(text)
    found: list[Reference] = []
    for span in within if within is not None else (Span(0, len(text)),):
        page = Stretch(text, low, span.start, span.end)
        for match in _DAMAGED.finditer(text, span.start, span.end):
            one = _damaged(page, match, words)
            if one is not None:
                found.append(one)
    return found


def _damaged(page: Stretch, match: re.Match[str], words: Lexicon) -> Reference | None:
    printed = match[0].rstrip(".")
    if _WHOLE_NUMBER.fullmatch(printed):
        return None
    repaired = printed.translate(_DIGIT_OF)
    if not _WHOLE_NUMBER.fullmatch(repaired):
        return None
    start = match.start()
    before = words_before(page.low, max(page.start, start - REACH), start)
    if not before or before[-1].text not in words.kind or before[-1].comma:
        return None
    noun = before[-1]
    if not re.fullmatch(SPACE, page.text[noun.end : start]):
        return None
    end = start + len(printed)
    tail = _BRACKETED.match(page.text, end, page.end)
    if tail:
        repaired, end = repaired + tail[0], tail.end()
    label = canonical(repaired)
    return Reference(page.text[noun.start : end], noun.start, end, words.kind[noun.text], (label,))


def near_labels(label: str, known: Collection[str]) -> list[str]:
    """Give the known labels that a misprint may have turned into this one, the likeliest kind only.

    First those in which one digit is another, is missing or is too many; if there are none, those
    of the same shape with two digits misread. A label of one or two levels ("12", "11.1") is near
    to nothing: it is one digit away from too many others, and may well be another text's.

    Args:
        label: A canonical label (see `labels`) that is not known.
        known: Canonical labels that are.
    """
    levels = _levels(label)
    if len(levels) < FEWEST_LEVELS:
        return []
    close = sorted(one for one in known if _one_digit_apart(label, one))
    if close:
        return close
    return sorted(one for one in known if 0 < _misread(levels, _levels(one)) <= MOST_MISREAD)


def _levels(label: str) -> list[str]:
    return re.findall(r"\w+", label)


def _one_digit_apart(one: str, other: str) -> bool:
    """Tell whether two labels of as many levels differ by one digit changed, added or left out."""
    mine, theirs = _levels(one), _levels(other)
    if len(mine) != len(theirs):
        return False
    different = [(a, b) for a, b in zip(mine, theirs, strict=True) if a != b]
    if len(different) != 1:
        return False
    a, b = different[0]
    if not (a.isdigit() and b.isdigit()):
        return False
    if len(a) == len(b):
        return sum(x != y for x, y in zip(a, b, strict=True)) == 1
    short, long = sorted((a, b), key=len)
    return len(long) - len(short) == 1 and any(
        long[:at] + long[at + 1 :] == short for at in range(len(long))
    )


def _misread(mine: list[str], theirs: list[str]) -> int:
    """Count the digits that differ between labels of one shape; 0 where the shapes differ."""
    if list(map(len, mine)) != list(map(len, theirs)):
        return 0
    pairs = [pair for a, b in zip(mine, theirs, strict=True) for pair in zip(a, b, strict=True)]
    wrong = [(x, y) for x, y in pairs if x != y]
    return len(wrong) if all(x.isdigit() and y.isdigit() for x, y in wrong) else 0
