"""The stance that a deciding predicate gives, and how far, by the words of degree around it."""

from __future__ import annotations

from typing import NamedTuple

from servanda.domain.statement import Extent, Stance
from servanda.reading.clause import Clause
from servanda.reading.cues import Hit
from servanda.reading.predicate import Predicate
from servanda.reading.words import Words

#: A word of degree farther than this from the deciding word grades something else.
BEFORE, AFTER = 10, 8
_LONGEST_COUNT = 10
_NUMBERS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
         "twelve"), 1,
    )
}  # fmt: skip


class Graded(NamedTuple):
    """A stance, its extent where stated, and the words of degree that had a say."""

    stance: Stance
    extent: Extent | None = None
    degree: Hit | None = None


def graded(main: Predicate, clause: Clause) -> Graded:
    """Give the stance of a clause by the predicate that decides it."""
    if main.force in ("ordered", "demanded"):
        return Graded("unclear")
    near = range(main.first - BEFORE, main.last + AFTER)
    degrees = [hit for hit in clause.hits if hit.group.startswith("degree.") and hit.first in near]
    if main.sign < 0:
        return _bad(main, clause, degrees)
    if main.act in ("harm", "breach") and main.noun and watched(clause):
        # "The mission recorded no violations": nothing seen is not yet kept.
        return Graded("unclear")
    if main.act == "harm" and main.noun and main.weak:
        return Graded("unclear")
    if main.act in ("harm", "hinder", "breach"):
        return Graded("partly" if main.partial else "kept")
    return _good(main, degrees, clause)


def _bad(  # noqa: PLR0911 - a list of rules, the first that fits
    main: Predicate, clause: Clause, degrees: list[Hit]
) -> Graded:
    if main.act == "harm" and main.noun and main.weak:
        return Graded("unclear")  # tension names no breach
    if main.act == "harm" and _only_counted(main, clause):
        return Graded("unclear")
    if main.noun and main.partial and main.act in ("harm", "breach"):
        return Graded("partly")  # less than before, and still some
    if main.act == "progress" and main.denied is None:
        return Graded("partly", "minimal", _first(degrees, "partial"))
    none = _first(degrees, "none")
    if main.denied is not None and main.act in ("fulfil", "comply", "status"):
        part = _not_quite(main, clause, degrees)
        if part is not None:
            return Graded("partly", "intermediate", part)
        minimal = _first(degrees, "minimal")
        if main.partial or minimal is not None:
            return Graded("broken", "minimal", minimal)
        nothing = none is not None or clause.lower[main.denied] in clause.g["nobody"]
        return Graded("broken", "none" if nothing else None, none)
    if main.act == "idiom" and none is not None:
        return Graded("broken", "none", none)
    return Graded("broken")


def _not_quite(main: Predicate, clause: Clause, degrees: list[Hit]) -> Hit | None:
    """Give the words that deny only a part: "not fully", "not all"."""
    assert main.denied is not None
    for hit in degrees:
        word = clause.lower[hit.first]
        if (
            hit.kind == "full"
            and main.denied <= hit.first <= main.last + 2
            and word not in ("every", "all")
        ):
            return hit
        if hit.kind == "partial" and word == "not":
            return hit
    return None


def _good(  # noqa: PLR0911 - a list of rules, the first that fits
    main: Predicate, degrees: list[Hit], clause: Clause
) -> Graded:
    if main.force == "attempted":
        return Graded("partly")
    if _only_some(main, clause):
        return Graded("partly", "intermediate")
    full, minimal, partial = (_first(degrees, kind) for kind in ("full", "minimal", "partial"))
    if full is not None and not main.partial:
        return Graded("kept", "full", full)
    if minimal is not None and abs(minimal.first - main.first) <= 4:
        return Graded("broken", "minimal", minimal)
    if partial is not None:
        return Graded("partly", "intermediate", partial)
    if main.force == "begun" and main.act != "progress":
        return Graded("partly", "minimal")
    return Graded("partly" if main.partial or main.act == "progress" else "kept")


def _only_some(main: Predicate, clause: Clause) -> bool:
    """Tell whether a clause counts a part: "most prisoners", "only 12", "in 60 of 75 districts"."""
    words, lower = clause.words, clause.lower
    subject = lower[max(clause.first, main.subject - 6) : main.subject]
    if main.passive and any(word in ("most", "some", "half") for word in subject):
        return True
    for at in range(clause.first, clause.last - 1):
        number = lower[at][:1].isdigit() or lower[at] in _NUMBERS
        if lower[at] in ("only", "just", "merely") and (
            lower[at + 1][:1].isdigit() or lower[at + 1] in _NUMBERS
        ):
            return True
        if number and lower[at + 1] in ("percent", "per") and "of" in lower[at + 2 : at + 4]:
            share = _count(words, at)
            return share is not None and share < 100
        if number and lower[at + 1] in ("of", "out"):
            after = at + 2 + (lower[at + 1] == "out")
            while after < clause.last - 1 and lower[after] in ("of", "the", "its", "all"):
                after += 1
            if after < clause.last and (lower[after][:1].isdigit() or lower[after] in _NUMBERS):
                part, whole = _count(words, at), _count(words, after)
                return part is not None and whole is not None and part < whole
    return False


def _count(words: Words, at: int) -> int | None:
    """Give the number that a word is, with the thousands written after it; None if it is none."""
    if words.lower[at] in _NUMBERS:
        return _NUMBERS[words.lower[at]]
    digits = "".join(char for char in words.lower[at] if char.isdigit())
    return int(digits) if digits == words.lower[at] and len(digits) < _LONGEST_COUNT else None


def _first(degrees: list[Hit], kind: str) -> Hit | None:
    return next((hit for hit in degrees if hit.kind == kind), None)


def watched(clause: Clause) -> bool:
    """Tell whether somebody who watches says it: "recorded", "observed", "corroborated"."""
    return not clause.g["watching"].isdisjoint(clause.lower[clause.first : clause.last])


def _only_counted(main: Predicate, clause: Clause) -> bool:
    """Tell whether a watcher only counts the dead and hurt, with no deed that made them so.

    What they died of ("due to shelling") says neither who did it nor against which promise.
    """
    toll = any(hit.group == "noun.toll" for hit in clause.cues.at.get(main.first, ()))
    hurt = main.passive and clause.lower[main.first] in ("killed", "injured", "wounded", "hit")
    deeds = ("noun.combat", "noun.breach", "noun.harm")
    if toll:
        return not clause.near(deeds, clause.first, main.first)
    counted = clause.near(("noun.toll",), clause.first, clause.last)
    if counted and (hurt or (main.noun and _cause(clause, main.first))):
        return True
    return hurt and watched(clause) and not clause.near(deeds, clause.first, clause.last)


def _cause(clause: Clause, at: int) -> bool:
    """Tell whether a word names what something came of: "due to shelling", "caused by gunfire"."""
    before = clause.lower[max(clause.first, at - 8) : at]
    return any(word in ("due", "caused", "resulting", "because") for word in before)
