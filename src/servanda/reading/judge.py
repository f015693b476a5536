"""From predicates to a judgement: which of them decides a clause, and what stance it gives."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.domain.statement import Extent, Stance
from servanda.reading.clause import Clause
from servanda.reading.cues import Cues, Hit
from servanda.reading.objects import has_object
from servanda.reading.predicate import Predicate
from servanda.reading.stances import graded

#: How much each act decides: judgements before acts, acts before words of state.
_WEIGHT = {
    "fulfil": 5.0, "breach": 5.0, "idiom": 4.5, "status": 4.0, "pending": 3.4, "comply": 3.0,
    "hinder": 3.0, "harm": 3.0, "progress": 3.0, "lack": 2.6,
}  # fmt: skip
#: How much less it decides the less real it is.
_DOUBT = {
    "asserted": 0.0, "begun": 0.1, "attempted": 0.8, "presupposed": 2.0, "ordered": 2.2,
    "demanded": 2.4, "unreal": 9.0,
}  # fmt: skip
#: An idiom without a promise near ("a farce"), and one that only strengthens ("as agreed").
_LOOSE_IDIOM, _GOOD_IDIOM = 2.1, 1.5


@dataclass(frozen=True, slots=True)
class Judgement:
    """The predicate that decides, the stance it gives, and the words of degree that had a say."""

    main: Predicate
    stance: Stance
    extent: Extent | None
    degree: Hit | None


def weight(one: Predicate, cues: Cues) -> float:
    """Give how much a predicate decides; told before presupposed, judgements before acts."""
    base = _WEIGHT.get(one.act, 0.0)
    if one.act == "idiom" and one.sign > 0:
        base = _GOOD_IDIOM
    elif one.act == "idiom" and not cues.has("noun.promise") and not cues.has("noun.right"):
        base = _LOOSE_IDIOM
    if one.weak and one.act == "comply":
        base -= 1.0
    if one.noun:
        base -= 1.7 if one.act == "breach" else 0.5
        if one.weak and one.act == "harm":
            base -= 1.0  # tension, which names no breach
    return base - _DOUBT[one.force]


def judge(said: list[Predicate], clause: Clause) -> Judgement | None:
    """Give the judgement of a clause by what it says; None when nothing real is said there."""
    able = [one for one in said if one.sign and one.force != "unreal" and has_object(one, clause)]
    if not able:
        return None
    main = max(able, key=lambda one: (weight(one, clause.cues), -one.sign, -one.first))
    return Judgement(main, *graded(main, clause))
