"""Other names printed beside a mention: "Kuqa [Kuche]", "Kashgar (Kashi)"; and "[sic]"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from servanda.domain.place import Variant
from servanda.domain.source import Layer
from servanda.places.names import WORD

#: A short bracket right after a name; none inside another.
_BRACKET = re.compile(r"[^\S\n]?(?:\[([^\[\]\n]{1,80})\]|\(([^()\n]{1,80})\))")
_OPENS = re.compile(r"[^\S\n]?[\[(]")
_APART = re.compile(r"\s*(?:[,;/=]|\bor\b|\band\b)\s*", re.IGNORECASE)
#: What may go before a name inside a bracket.
_LEAD = re.compile(
    r"(?:now|today|present-day|modern|formerly|previously|also(?: known as| called)?|aka|a\.k\.a\.|"
    r"also spelled|i\.e\.|=|recte|or|the|in [A-Z][a-z]+(?:ian|ese|ish|ic|ur|an))\s*:?\s+",
    re.IGNORECASE,
)
_SIC = re.compile(r"\s*(?:sic|\?)[.!:?]*\s*", re.IGNORECASE)
_MOST_WORDS = 4


class Bracket(NamedTuple):
    """A bracket right after a name: other names in it, or a doubt, or neither (`end` = its end)."""

    end: int
    square: bool
    variants: tuple[Variant, ...]
    sic: bool


def bracket_after(text: str, end: int, brackets: Sequence[Layer]) -> Bracket | None:
    """Give the bracket that begins at `end`, or after one blank; None if there is none.

    A variant's hand is `editor` where the source's editorial brackets hold it, else `author`.
    """
    if not _OPENS.match(text, end):
        return None
    match = _BRACKET.match(text, end)
    if match is None:
        return None
    square = match[1] is not None
    start, stop = match.span(1 if square else 2)
    if _SIC.fullmatch(text, start, stop):
        return Bracket(match.end(), square, (), True)
    by_editor = any(one.start <= start and stop <= one.end for one in brackets)
    hand = "editor" if by_editor else "author"
    names = list(_names(text, start, stop))
    good = names and all(_is_name(text[first:last]) for first, last in names)
    variants = tuple(Variant(text[first:last], first, last, hand) for first, last in names)
    return Bracket(match.end(), square, variants if good else (), False)


def _names(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    at = start
    for part in [*_APART.finditer(text, start, stop), None]:
        last = part.start() if part else stop
        first = at
        while (lead := _LEAD.match(text, first, last)) is not None:
            first = lead.end()
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        if first < last:
            yield first, last
        at = part.end() if part else stop


def _is_name(words: str) -> bool:
    """Tell whether words in a bracket look like a name: few, with a capital, no sentence."""
    found = WORD.findall(words)
    if not found or len(found) > _MOST_WORDS or any(char in words for char in '"“”!?:'):
        return False
    if found[0][0].islower() and "-" not in words:
        return False
    if words.isupper() and words.isascii() and len(words) <= 6:
        return False  # initials of an organisation
    return not found[-1][0].isdigit() and not found[0][0].isdigit()
