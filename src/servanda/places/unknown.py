"""Names that no gazetteer has, where the words around still say that they are places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from servanda.places.cues import Cues
from servanda.places.mentions import Hit
from servanda.places.names import WORD, key_of
from servanda.places.stretches import Stretches

#: What joins the members of a list.
JOINED = re.compile(
    r"\s*(?:,\s*(?:and|or|as well as)\b|,|;|/|\band\b|\bor\b|&)\s*"
    r"(?:(?:in|at|the|from|to)\s+){0,2}",
    re.IGNORECASE,
)
_LAST_JOINED = re.compile(r"(?:,\s*|\s+)(?:and|or)\s+$", re.IGNORECASE)
_REACH = 60
_MOST_WORDS = 3
_BLANK = re.compile(r"[ \u00a0\-‑‐]{0,1}")
_OF_CAPITAL = re.compile(r" of (?=[^\W\d_a-z])")
_CLOSING_BRACKET = re.compile(r"[^\S\n]?[\[(][^\[\]()\n]{1,60}[\])]$")


def name_before(text: str, end: int, *, cues: Cues) -> tuple[int, int] | None:
    """Give the span of the capitalised words that end at `end`, three at most.

    A small word that opens the sentence does not belong to the name: "In Akou" is Akou.
    """
    lead_start = max(0, end - _REACH)
    words = [
        (lead_start + match.start(), lead_start + match.end())
        for match in WORD.finditer(text[lead_start:end])
    ]
    if not words or words[-1][1] != end:
        return None
    start = end
    for first, last in reversed(words[-_MOST_WORDS:]):
        small = text[first:last].lower()
        if not text[first].isupper() or small in cues.function or small in cues.locative:
            break
        if start != end and not _BLANK.fullmatch(text, last, start):
            break
        start = first
    return (start, end) if start < end else None


def name_at(text: str, start: int) -> tuple[int, int] | None:
    """Give the span of the capitalised words that begin at `start`, three at most."""
    end = start
    for count, match in enumerate(WORD.finditer(text, start, start + _REACH)):
        blank = match.start() == start if count == 0 else _BLANK.fullmatch(text, end, match.start())
        if count >= _MOST_WORDS or not blank or not match[0][0].isupper():
            break
        end = match.end()
    return (start, end) if end > start else None


def listed_unknown(
    text: str, places: Sequence[tuple[int, int]], judged: Stretches, cues: Cues
) -> Iterator[Hit]:
    """Give unknown names that stand in a list with places: "in X, Kuqa and Bay".

    Before a place, the unknown one must itself follow a preposition of place or another place of
    the list; after one, it must be the last of the list, joined by "and" or "or", and end there.

    Args:
        text: The source's text.
        places: Spans of the places accepted, with their brackets, in order.
        judged: Names that were judged already, places or not.
        cues: The language's words.
    """
    ends = {end for _start, end in places}
    for start, end in places:
        for found in (_before(text, start, ends, cues), _after(text, start, end, ends)):
            if found is None or judged.touch(*found):
                continue
            key = key_of(text[found[0] : found[1]])
            if _may_be_place(key.split(), cues):
                yield Hit(found[0], found[1], key)


def _may_be_place(words: list[str], cues: Cues) -> bool:
    """Tell whether unknown words can be a place's name: no people, title, office or common word."""
    if not words or words[0] in cues.common or words[-1] in cues.offices or words[-1] in cues.kinds:
        return False
    return not any(
        word in cues.never or word in cues.demonyms or word in cues.titles for word in words
    )


def echoes(text: str, names: Iterable[str], judged: Stretches) -> Iterator[Hit]:
    """Give every other place where names that only this document explains are printed."""
    patterns = sorted({re.escape(name) for name in names}, key=lambda one: (-len(one), one))
    if not patterns:
        return
    for match in re.finditer(rf"\b(?:{'|'.join(patterns)})\b", text):
        if not judged.touch(*match.span()):
            yield Hit(match.start(), match.end(), key_of(match[0]))


def _before(text: str, start: int, ends: set[int], cues: Cues) -> tuple[int, int] | None:
    lead_start = max(0, start - _REACH)
    lead = text[lead_start:start]
    joins = [match for match in JOINED.finditer(lead) if match.end() == len(lead)]
    if not joins:
        return None
    edge = lead_start + joins[0].start()
    bracket = _CLOSING_BRACKET.search(text[max(0, edge - _REACH) : edge])
    if bracket:
        edge -= len(bracket[0])
    found = name_before(text, edge, cues=cues)
    if found is None:
        return None
    head = text[max(0, found[0] - 40) : found[0]]
    words = WORD.findall(head)
    if words and head.rstrip().endswith(words[-1]) and words[-1].lower() in cues.firm_locative:
        return found
    joined = [match for match in JOINED.finditer(head) if match.end() == len(head)]
    if joined and found[0] - len(joined[0][0]) in ends:
        return found
    return None


def _after(text: str, start: int, end: int, ends: set[int]) -> tuple[int, int] | None:
    joined = JOINED.match(text, end)
    if joined is None or not _LAST_JOINED.search(joined[0]):
        return None
    lead = text[max(0, start - 12) : start]
    before = [match for match in JOINED.finditer(lead) if match.end() == len(lead)]
    if not before or start - len(before[0][0]) not in ends:
        return None  # a list of one place and one unknown name says too little
    found = name_at(text, joined.end())
    if found is None or text[found[1] : found[1] + 1] not in (".", ",", ";", ")", ""):
        return None
    return found


def called_places(text: str, cues: Cues) -> Iterator[Hit]:
    """Give names that the text itself calls places: "the village of X", "the district of Y"."""
    for match in _OF_CAPITAL.finditer(text):
        word = text[max(0, match.start() - 20) : match.start()].rsplit(None, 1)[-1:]
        if not word or cues.kinds.get(word[0].lower()) not in ("district", "point"):
            continue
        found = name_at(text, match.end())
        if found is None or word[0] == "Department":
            continue  # a ministry: "Department of Public Works"
        key = key_of(text[found[0] : found[1]])
        if key and not any(one in cues.never or one in cues.demonyms for one in key.split()):
            yield Hit(found[0], found[1], key)


def half_names(text: str, hits: Sequence[Hit], cues: Cues) -> Iterator[Hit]:
    """Give the whole of longer names of which a hit is half: "Lanao del Sur" for "Lanao"."""
    inner = "|".join(sorted(cues.joining))
    gap = r"(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*)"  # at most one line's end
    after = re.compile(rf"{gap}(?:{inner}){gap}(?=[^\W\d_])")
    for hit in hits:
        joined = after.match(text, hit.end)
        last = WORD.match(text, joined.end()) if joined else None
        if last is not None and last[0][0].isupper():
            yield Hit(hit.start, last.end(), key_of(text[hit.start : last.end()]))
