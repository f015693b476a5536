"""Numbers as texts write them: "12,000", "1.5 million", "two hundred and five", "a dozen"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from servanda.text.languages import vocabulary
from servanda.text.phrases import SPACES, pattern_of

DIGITS = re.compile(
    r"(?:\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?![\d])|\d{1,12})(?:\.\d{1,6})?(?![\d\w]|[.,]\d)"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number and where it ends; `scaled` if a word or its groups of three tell its size."""

    value: float
    end: int
    scaled: bool = False


@dataclass(frozen=True, slots=True)
class NumberWords:
    """A language's number words, compiled once."""

    ones: Mapping[str, int]
    tens: Mapping[str, int]
    scales: Mapping[str, int]
    exactly: Mapping[str, int]
    word: re.Pattern[str]
    scale: re.Pattern[str]
    between: re.Pattern[str]
    phrase: re.Pattern[str]
    single: frozenset[str]


@cache
def number_words(language: str) -> NumberWords:
    """Give a language's number words."""
    words: Mapping[str, Any] = vocabulary(language, "quantities")["numbers"]
    every = [*words["ones"], *words["tens"], *words["scales"]]
    return NumberWords(
        ones=words["ones"],
        tens=words["tens"],
        scales=words["scales"],
        exactly=words["exactly"],
        word=re.compile(rf"{pattern_of(every)}(?![\w])"),
        scale=re.compile(rf"\s?-?{pattern_of(words['scales'])}(?!\w)"),
        between=re.compile(rf"{SPACES}{pattern_of(words['glue'])}{SPACES}|{SPACES}|-"),
        phrase=re.compile(rf"{pattern_of(words['exactly'])}(?!\w)"),
        single=frozenset(words["single"]),
    )


def read_number(low: str, at: int, end: int, words: NumberWords) -> Number | None:
    """Give the number that begins at a place; None if none does.

    Args:
        low: The text in small letters.
        at: Where it should begin.
        end: Where to stop.
        words: The language's number words.
    """
    digits = DIGITS.match(low, at, end)
    if digits:
        bare = re.sub(r"[,\u00a0\u202f ]", "", digits[0])
        scale = words.scale.match(low, digits.end(), end)
        if scale:
            times = words.scales[scale[0].strip(" \u00a0-\n")]
            return Number(float(bare) * times, scale.end(), scaled=True)
        return Number(float(bare), digits.end(), scaled=bare != digits[0])
    whole = words.phrase.match(low, at, end)
    if whole:
        return Number(words.exactly[whole[0]], whole.end())
    return _spelled(low, at, end, words)


def _spelled(low: str, at: int, end: int, words: NumberWords) -> Number | None:
    """Add up "two hundred and five thousand": what is below a scale word is multiplied by it."""
    match = words.word.match(low, at, end)
    total = part = 0
    last = at
    scaled = False
    above: int | None = None
    smallest = float("inf")  # what scale words of a thousand and more must stay below
    while match:
        word = match[0]
        if word in words.scales:
            scale = words.scales[word]
            if (part >= 100) if scale <= 100 else (scale >= smallest):
                break  # "hundred hundred" is not one number
            scaled = True
            if scale <= 100:
                part = (part or 1) * scale
            else:
                total += (part or 1) * scale
                part, smallest = 0, scale
            above = None
        else:
            value = words.ones.get(word, words.tens.get(word, 0))
            room = above is None or (above >= 20 and value < 10)
            if not room:  # "two three" is not one number
                break
            part += value
            above = value
        last = match.end()
        joint = words.between.match(low, last, end)
        match = words.word.match(low, joint.end(), end) if joint else None
        if match and joint and not _is_compound(word, match[0], joint[0].strip(), words):
            break
    return Number(total + part, last, scaled) if last > at else None


def _is_compound(first: str, second: str, joint: str, words: NumberWords) -> bool:
    """Tell whether two words make one number: not "two and three", a list, or "two-three"."""
    if joint == "":
        return True
    if joint == "-":
        return second in words.scales or (first in words.tens and words.ones.get(second, 10) < 10)
    return first in words.scales and second not in words.scales
