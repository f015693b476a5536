"""Clauses of a sentence: where it turns ("although", "but", ";") so that each can judge alone."""

from __future__ import annotations

import re
from bisect import bisect_left

from servanda.reading.cues import Cues

#: A clause shorter than this many words is not cut off: it could not be judged alone.
SHORTEST = 3
_HARD = re.compile("[;:—]| – |[.!?] ")
_LOOK_AHEAD = 9
#: Short for what a number follows: their stop ends nothing ("Resolution No. 12").
_SHORT = frozenset(("no-number", "nos", "nr", "art", "para", "sec"))


def clauses(cues: Cues) -> list[tuple[int, int]]:
    """Give the clauses of a sentence as half-open ranges of its words, in order, without gaps."""
    count = len(cues.words)
    if count == 0:
        return []
    cuts = _cuts(cues, count)
    opening = _after_opening(cues)
    if opening is not None and opening not in cuts:
        cuts = sorted([*cuts, opening])
    ranges: list[tuple[int, int]] = []
    for first, last in zip(cuts, [*cuts[1:], count], strict=True):
        if ranges and last - first < SHORTEST:
            ranges[-1] = (ranges[-1][0], last)
        else:
            ranges.append((first, last))
    return ranges


def _cuts(cues: Cues, count: int) -> list[int]:
    words, g = cues.words, cues.grammar
    lower = words.lower
    turning, after_comma = g["turning"], g["turning_after_comma"]
    cuts = [0]
    # Where only a space stands between two words, few words can turn the sentence.
    turns = [
        index
        for index, (word, between) in enumerate(zip(lower, words.gaps, strict=False))
        if index and ((between != " " and len(between) > 1) or word in turning or word == "and")
    ]
    for index in turns:
        word, between = lower[index], words.gaps[index]
        if len(between) > 1 and between != ", " and _HARD.search(between):
            numbered = lower[index - 1] in _SHORT and lower[index][:1].isdigit()
            if not (numbered and between.startswith(".")):
                cuts.append(index)
            continue
        comma = len(between) > 1 and index in words.commas
        if word in turning:
            ahead = count if comma else min(count, index + _LOOK_AHEAD)
            if has_finite(cues, index + 1, ahead):
                cuts.append(index)
        elif comma and word in after_comma:
            if has_finite(cues, index + 1, count):
                cuts.append(index)
        # "The army and the police are ..." joins two subjects: a verb must stand before the "and".
        elif (
            word == "and"
            and has_finite(cues, cuts[-1], index)
            and _new_subject(cues, index + 1, comma=comma)
        ):
            cuts.append(index)
    return cuts


def _new_subject(cues: Cues, index: int, *, comma: bool) -> bool:
    """Tell whether a new subject with a verb of its own begins at a word after "and"."""
    words, g = cues.words, cues.grammar
    while index + 1 < len(words) and words.lower[index] in g["before_subject"]:
        index += 1
    if index >= len(words) or (words.lower[index] not in g["determiner"] and not comma):
        return False
    for at in range(index + 1, min(len(words), index + _LOOK_AHEAD)):
        word = words.lower[at]
        if at in words.commas or (at == index + 1 and word in ("and", "or", "to", "of")):
            return False
        if word in g["finite_aux"]:
            return True
        if any(
            one.form in ("past", "ed", "s") and one.group.startswith("verb.")
            for one in cues.at.get(at, ())
        ):
            return True
    return False


def _after_opening(cues: Cues) -> int | None:
    """Give where the main clause begins after an opening "Although ...", "In spite of ..."."""
    words = cues.words
    if not cues.has("grammar.subordinate", 0, 1):
        return None
    for index in range(SHORTEST, len(words) - SHORTEST):
        if (
            index in words.commas
            and has_finite(cues, 0, index)
            and has_finite(cues, index, len(words))
            and (
                words.lower[index] in cues.grammar["determiner"]
                or words.text[words.starts[index]].isupper()
            )
        ):
            return index
    return None


def has_finite(cues: Cues, first: int, last: int) -> bool:
    """Tell whether words `first` up to `last` hold a verb that can carry a clause."""
    at = bisect_left(cues.finite, first)
    return at < len(cues.finite) and cues.finite[at] < last
