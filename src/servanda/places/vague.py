"""Places that are no points: "the south of X", "the three districts", "anywhere"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from servanda.domain.place import Granularity
from servanda.places.cues import Cues, english


@dataclass(frozen=True, slots=True)
class Vague:
    """A vague place as written, and why it has no point."""

    start: int
    end: int
    granularity: Granularity
    reason: str
    #: True for "the three districts": a party may be called so, and only a place is placed.
    countable: bool = False


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    cues = english()

    def one_of(words: frozenset[str]) -> str:
        return "|".join(sorted(words, key=len, reverse=True))

    directions = re.compile(
        rf"\b(?P<rel>(?:{one_of(cues.relative)})\s+)?[Tt]he\s+(?:{one_of(cues.directions)})\b(?!-)",
    )
    areas = re.compile(
        rf"\b(?:[Tt]he|[Aa]ll(?: the)?)\s+(?:{one_of(cues.numbers)}|\d{{1,2}})\s+"
        rf"(?:{one_of(cues.areas)})\b",
    )
    nowhere = re.compile(rf"\b(?:{one_of(cues.anywhere)})\b", re.IGNORECASE)
    return directions, areas, nowhere


_OF = re.compile(r"\s+of\s+(?:the\s+)?")
_SIDE = re.compile(r"\s*(?:of|side)\b")


def find_vague(text: str, names: dict[int, int], cues: Cues) -> Iterator[Vague]:
    """Give the vague places of a text; `names` maps where a place's name begins to its end."""
    directions, areas, nowhere = _patterns()
    for match in directions.finditer(text):
        start = text.lower().index("the", match.start()) if match["rel"] else match.start()
        of = _OF.match(text, match.end())
        area = names.get(of.end()) if of else None
        if area is None and (of or match["rel"]) and _is_measured(text, match):
            continue
        end = area or match.end()
        if area is None and _next_is_noun(text, match.end(), cues):
            continue
        yield Vague(
            start, end, "vague", f"Not placed: “{text[start:end]}” is a direction, not a point."
        )
    for match in areas.finditer(text):
        words = match[0]
        yield Vague(
            match.start(), match.end(), "region",
            f"Not placed: “{words}” names several areas together.", countable=True,
        )  # fmt: skip
    for match in nowhere.finditer(text):
        yield Vague(
            match.start(), match.end(), "anywhere", f"Not placed: “{match[0]}” is no single place."
        )


def _is_measured(text: str, match: re.Match[str]) -> bool:
    """Tell whether a direction is measured from something: "to the south of the bridge"."""
    return bool(_SIDE.match(text, match.end()))


def _next_is_noun(text: str, end: int, cues: Cues) -> bool:
    """Tell whether a noun follows that the direction only describes: "the south gate"."""
    match = re.match(r"[^\S\n]+([^\W\d_]+)", text[end : end + 40])
    if match is None:
        return False
    word = match[1].lower()
    adverb = word in ("now", "right", "this", "last", "today", "alone", "itself", "they", "we")
    return not (word in cues.function or adverb or word.endswith(("ed", "ing")))
