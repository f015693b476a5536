"""Numbers of parts that a scan or a typist may have damaged: "2.l.8", "Article 1O", "2.0.10.0".

Nothing here corrects a text. It finds which labels of a known set a damaged one may have been, so
that a near match can be shown as near.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from servanda.domain.span import Span
from servanda.text.phrases import lexicon, lowered

#: Signs that print alike, by the digit that each may have been.
LOOKALIKES = {
    "O": "0", "o": "0", "Q": "0", "D": "0", "l": "1", "I": "1", "i": "1", "|": "1", "!": "1",
    "Z": "2", "z": "2", "S": "5", "s": "5", "b": "6", "G": "6", "B": "8", "g": "9", "q": "9",
}  # fmt: skip
_DIGIT_OF = str.maketrans(LOOKALIKES)
_SIGNS = re.escape("".join(LOOKALIKES))
# A number in which a lookalike stands: it begins with one or with a digit, and has both.
_DAMAGED = re.compile(
    rf"(?<![\w.])(?:\d[\d.]{{0,16}}[{_SIGNS}]|[{_SIGNS}][.{_SIGNS}]{{0,8}}\d)"
    rf"[\d.{_SIGNS}]{{0,16}}(?!\w)"
)
# A letter at its end only is no damage ("5b").
_SOUND = re.compile(r"(?:\d+\.){0,6}\d+[a-z]?")
_NUMBER = re.compile(r"(?:\d+\.){0,6}\d+")
#: How far before a damaged number the noun of its list may stand, in code points.
REACH = 60
#: A scan that misread more digits than this of one label leaves nothing to recognise.
MOST_MISREAD = 2
FEWEST_LEVELS = 3


@dataclass(frozen=True, slots=True)
class Repaired:
    """A copy of a text, code point for code point, with damaged numbers as they may have been."""

    text: str
    #: Where the damaged numbers stand.
    damaged: tuple[Span, ...]

    def touches(self, span: Span) -> bool:
        """Tell whether a damaged number stands in these words."""
        at = bisect_left(self.damaged, span.end, key=lambda one: one.start)
        return at > 0 and self.damaged[at - 1].end > span.start


def repair(text: str, *, within: Sequence[Span] | None = None, language: str = "en") -> Repaired:
    """Give a copy in which the signs that print like digits are digits in numbers of parts.

    "Article 1O" is "Article 10" there. Only numbers near before which a noun of parts stands are
    touched, so the copy is good for finding references and for nothing else.
    """
    nouns = lexicon(language).nouns
    low = lowered(text)
    found: list[Span] = []
    for span in within if within is not None else (Span(0, len(text)),):
        for match in _DAMAGED.finditer(text, span.start, span.end):
            printed = match[0].rstrip(".")
            sound = _SOUND.fullmatch(printed) or not _NUMBER.fullmatch(printed.translate(_DIGIT_OF))
            start = match.start()
            if not sound and nouns.search(low, max(span.start, start - REACH), start):
                found.append(Span(start, start + len(printed)))
    if not found:
        return Repaired(text, ())
    pieces: list[str] = []
    at = 0
    for one in found:
        pieces += (text[at : one.start], one.cut(text).translate(_DIGIT_OF))
        at = one.end
    return Repaired("".join((*pieces, text[at:])), tuple(found))


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
    close = sorted(one for one in known if _one_digit_apart(levels, _levels(one)))
    if close:
        return close
    return sorted(one for one in known if 0 < _misread(levels, _levels(one)) <= MOST_MISREAD)


def _levels(label: str) -> list[str]:
    return re.findall(r"\w+", label)


def _one_digit_apart(mine: list[str], theirs: list[str]) -> bool:
    """Tell whether labels of as many levels differ by one digit changed, added or left out."""
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
