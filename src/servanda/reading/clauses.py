"""Clauses of a sentence: where it turns ("although", "but", ";") so that each can judge alone."""

from __future__ import annotations

from servanda.reading.cues import Cues
from servanda.reading.lexicon import Lexicon

#: A clause shorter than this many words is not cut off: it could not be judged alone.
SHORTEST = 3
_HARD = (";", ":", " – ", " — ", "—", ". ", "! ", "? ")
_LOOK_AHEAD = 9


def clauses(cues: Cues, lexicon: Lexicon) -> list[tuple[int, int]]:
    """Give the clauses of a sentence as half-open ranges of its words, in order, without gaps."""
    words = cues.words
    count = len(words)
    if count == 0:
        return []
    cuts = [0]
    for index in range(1, count):
        if _turns(cues, lexicon, index, cuts[-1]):
            cuts.append(index)
    opening = _after_opening(cues, lexicon)
    if opening is not None and opening not in cuts:
        cuts.append(opening)
        cuts.sort()
    ranges: list[tuple[int, int]] = []
    for number, first in enumerate(cuts):
        last = cuts[number + 1] if number + 1 < len(cuts) else count
        if ranges and last - first < SHORTEST:
            ranges[-1] = (ranges[-1][0], last)
        else:
            ranges.append((first, last))
    return ranges


def _turns(cues: Cues, lexicon: Lexicon, index: int, since: int) -> bool:
    words = cues.words
    between = words.between(index)
    if len(between) > 1 and any(mark in between for mark in _HARD):
        return True
    word = words.lower[index]
    comma = "," in between
    if word in ("but", "whereas", "although", "though", "whilst"):
        return comma or has_finite(cues, lexicon, index + 1, min(len(words), index + _LOOK_AHEAD))
    if comma and word in (
        "while",
        "yet",
        "however",
        "nevertheless",
        "nonetheless",
        "despite",
        "notwithstanding",
        "even",
        "instead",
    ):
        return has_finite(cues, lexicon, index + 1, len(words))
    if word == "and" and index + 1 < len(words):
        # "The army and the police are ..." joins two subjects: a verb must stand before the "and".
        return has_finite(cues, lexicon, since, index) and _new_subject(
            cues, lexicon, index + 1, comma=comma
        )
    return False


def _new_subject(cues: Cues, lexicon: Lexicon, index: int, *, comma: bool) -> bool:
    """Tell whether a new subject with a verb of its own begins at a word after "and"."""
    words = cues.words
    while index + 1 < len(words) and words.lower[index] in (
        "therefore",
        "then",
        "as",
        "a",
        "result",
        "thus",
        "consequently",
        "that",
    ):
        index += 1
    if words.lower[index] not in lexicon.grammar["determiner"] and not comma:
        return False
    stop = min(len(words), index + _LOOK_AHEAD)
    for at in range(index + 1, stop):
        if "," in words.between(at) or (
            words.lower[at] in ("and", "or", "to", "of") and at == index + 1
        ):
            return False
        if words.lower[at] in lexicon.grammar["finite_aux"]:
            return True
        if any(
            one.group.startswith("verb.") and one.form in ("past", "ed", "s")
            for one in cues.at.get(at, ())
        ):
            return True
    return False


def _after_opening(cues: Cues, lexicon: Lexicon) -> int | None:
    """Give where the main clause begins after an opening "Although ...", "In spite of ..."."""
    words = cues.words
    if not any(one.group in ("grammar.subordinate",) for one in cues.at.get(0, ())):
        return None
    for index in range(SHORTEST, len(words) - SHORTEST):
        if (
            "," in words.between(index)
            and has_finite(cues, lexicon, 0, index)
            and has_finite(cues, lexicon, index, len(words))
            and (
                words.lower[index] in lexicon.grammar["determiner"]
                or words.text[words.starts[index]].isupper()
            )
        ):
            return index
    return None


def has_finite(cues: Cues, lexicon: Lexicon, first: int, last: int) -> bool:
    """Tell whether words `first` up to `last` hold a verb that can carry a clause."""
    words = cues.words
    finite = lexicon.grammar["finite_aux"]
    for index in range(first, last):
        word = words.lower[index]
        if word in finite:
            return True
        for one in cues.at.get(index, ()):
            if one.group.startswith("verb.") and one.form in ("past", "ed", "s"):
                return True
        # An unknown verb in the past: most end so, and a wrong guess only keeps a clause whole.
        if word.endswith("ed") and len(word) > 4:
            return True
    return False
