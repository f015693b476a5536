"""Lengths of time that no number counts: "within a week", "for months", "a year-long truce".

Only after a word that tells of a length: "30 attacks a day" and "the days of old" are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from servanda.text.languages import vocabulary
from servanda.text.phrases import SPACES, pattern_of


@dataclass(frozen=True, slots=True)
class LengthWords:
    """A language's words for lengths of time."""

    found: re.Pattern[str]
    before: frozenset[str]
    units: frozenset[str]


@cache
def length_words(language: str) -> LengthWords:
    """Give a language's words for lengths of time; none are found where its file has none."""
    data = vocabulary(language, "quantities")
    if "lengths" not in data:
        return LengthWords(re.compile(r"(?!)"), frozenset(), frozenset())
    words = data["lengths"]
    units, many, between = (pattern_of(words[one]) for one in ("units", "many", "between"))
    single = pattern_of(data["numbers"]["single"])
    return LengthWords(
        found=re.compile(
            rf"{single}{SPACES}(?:{between}{SPACES})?{units}(?![\w'’-])"
            rf"|{units}-{pattern_of(words['long'])}(?!\w)|{many}(?![\w'’-])"
        ),
        before=frozenset(words["before"]),
        units=frozenset([*words["units"], *words["many"]]),
    )


def read_length(match: re.Match[str], before: str, words: LengthWords) -> tuple[str, bool] | None:
    """Give the unit of a length of time, and whether it is several of it; None if it is no length.

    Args:
        match: What `LengthWords.found` found.
        before: The word before it.
        words: The language's words.
    """
    unit, _, long = match[0].partition("-")
    if long:
        return unit, False
    if before not in words.before:
        return None
    said = match[0].split()
    return said[-1], len(said) == 1
