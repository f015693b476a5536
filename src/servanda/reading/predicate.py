"""One thing that a clause says: an act, whether good or bad for keeping, and how real it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: How real the words make it: `presupposed` is told in passing; `begun` has started; `ordered`
#: and `demanded` are words, not yet deeds; `unreal` is planned, conditional, general or absent.
Force = Literal["asserted", "presupposed", "begun", "attempted", "ordered", "demanded", "unreal"]

#: Verb groups that judge or act, and whether that is good or bad for keeping.
SIGN = {
    "fulfil": 1, "fulfil_weak": 1, "benefit_weak": 1, "stand_weak": 1, "fall_weak": -1,
    "comply": 1, "comply_weak": 1, "breach": -1, "breach_weak": -1, "harm": -1, "hinder": -1,
}  # fmt: skip
GOOD = frozenset(("fulfil", "comply"))
BAD = frozenset(("breach", "harm", "hinder"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """`first` to `last` are its words in the sentence; `sign` is 1, -1 or, for speaking, 0."""

    act: str
    sign: int
    force: Force
    first: int
    last: int
    #: The subject stands before this word.
    subject: int
    #: Counts only where a promise, a right or a provision is what it speaks of.
    weak: bool = False
    noun: bool = False
    passive: bool = False
    #: The word that denies it, if one does.
    denied: int | None = None
    #: The word that governs it ("failed to"), if one does.
    governor: int | None = None
    #: Denied or asserted of a part only ("not all", "few").
    partial: bool = False
    #: Its subject is who benefits or suffers, not who is judged.
    befalls: bool = False
    #: It tells of a promise, or of what was promised, that it holds, is there, lacks or falls.
    stands: bool = False
