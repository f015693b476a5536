"""Places that are no points: "the south of X", "the three districts", "anywhere"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
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

    directions = re.compile(rf"\b[Tt]he\s+(?:{one_of(cues.directions)})\b(?!-)")
    areas = re.compile(
        rf"\b(?:[Tt]he|[Aa]ll(?: the)?)\s+(?:{one_of(cues.numbers)}|\d{{1,2}})\s+"
        rf"(?:{one_of(cues.areas)})\b"
    )
    either_case = "|".join(f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in cues.anywhere)
    return directions, areas, re.compile(rf"\b(?:{either_case})\b")


_OF = re.compile(r"\s+of\s+(?:the\s+)?")
_SIDE = re.compile(r"\s*(?:of|side)\b")
_LAST_WORD = re.compile(r"([^\W\d_]+)\s+$")


def find_vague(text: str, names: Mapping[int, tuple[int, bool]], cues: Cues) -> Iterator[Vague]:
    """Give the vague places of a text.

    Args:
        text: The source's text.
        names: Where the name of a place begins: its end, and whether it is more than a town.
        cues: The language's words.
    """
    directions, areas, nowhere = _patterns()
    for match in directions.finditer(text):
        end = _direction_end(text, match.start(), match.end(), names, cues)
        if end is not None:
            words = text[match.start() : end]
            yield Vague(
                match.start(), end, "vague", f"Not placed: “{words}” is a direction, not a point."
            )
    for match in areas.finditer(text):
        yield Vague(
            match.start(), match.end(), "region",
            f"Not placed: “{match[0]}” names several areas together.", countable=True,
        )  # fmt: skip
    for match in nowhere.finditer(text):
        yield Vague(
            match.start(), match.end(), "anywhere", f"Not placed: “{match[0]}” is no single place."
        )


def _direction_end(
    text: str, start: int, end: int, names: Mapping[int, tuple[int, bool]], cues: Cues
) -> int | None:
    """Give where "the south" or "the south of X" ends; None where it is measured or describes.

    "To the south of the bridge" and "to the south of a town" are measured; "the south of a region"
    lies in it; "the south gate" is no south.
    """
    of = _OF.match(text, end)
    if of and of.end() in names:
        area_end, is_area = names[of.end()]
        return area_end if is_area or not _follows_relative(text, start, cues) else None
    if _SIDE.match(text, end) or _next_is_noun(text, end, cues):
        return None
    return end


def is_measured(text: str, start: int, end: int, cues: Cues) -> bool:
    """Tell whether "the south" is measured or describes: "to the south of the bridge"."""
    last = text[start:end].rsplit(None, 1)[-1:]
    if not last or last[0].lower() not in cues.directions:
        return False
    return _SIDE.match(text, end) is not None or _next_is_noun(text, end, cues)


def _follows_relative(text: str, start: int, cues: Cues) -> bool:
    last = _LAST_WORD.search(text, max(0, start - 12), start)
    return last is not None and last[1].lower() in cues.relative


def _next_is_noun(text: str, end: int, cues: Cues) -> bool:
    """Tell whether a noun follows that the direction only describes: "the south gate"."""
    match = re.match(r"[^\S\n]+([^\W\d_]+)", text[end : end + 40])
    if match is None:
        return False
    word = match[1].lower()
    adverb = word in ("now", "right", "this", "last", "today", "alone", "itself", "they", "we")
    return not (word in cues.function or adverb or word.endswith(("ed", "ing")))
