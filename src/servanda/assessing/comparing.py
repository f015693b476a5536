"""Do two statements about one promise contradict each other, or do they merely differ, and why?

This docstring is printed in the dossier. Two statements are compared when they judge the same
party's keeping of the same promise, or of a part of it, and point apart. They **contradict** each
other when nothing that they say tells them apart: the same act, the same place, the same time.
What they do not say is unknown, and never taken for the same: the contradiction then stands *as
far as can be told*, and the reason says what is open. They merely **differ** where one speaks of
another place or time, of a part where the other speaks of the whole, of an order where the other
speaks of the act, of seats where the other speaks of rights, or where they differ in degree or
number. They speak of **different things** where they tell of two acts that have nothing in
common, or where one judges whether the agreement is kept and the other whether it is in force, or
another text by it. Where the words do not show that both speak of the same matter, they are never
said to contradict each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from servanda.assessing.said import (
    Overlap,
    Places,
    Said,
    compare_places,
    compare_times,
)
from servanda.assessing.things import stems_of, things_of

#: What tells two statements apart, so that both may be true.
Ground = Literal[
    "place", "time", "order", "part", "matter", "degree", "number", "exception", "party"
]
#: What is not said, so that nobody can tell whether both speak of the same.
Gap = Literal["place", "time", "party"]
PairWord = Literal["contradict", "differ", "different_things"]

#: Two acts on one stretch of so many days, in one place, can be one act told twice.
ONE_ACT_DAYS = 31


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two statements stand to each other; the words for it are made only where it is shown."""

    word: PairWord
    grounds: tuple[Ground, ...]
    gaps: tuple[Gap, ...]
    place: Overlap
    time: Overlap


def compare(
    one: Said, other: Said, *, places: Places, topic: frozenset[str], alone: bool
) -> Comparison | None:
    """Say how two statements about the same promise stand to each other; None if they agree.

    Args:
        one: A statement.
        other: One of another side, or of another voice of the same side.
        places: What lies in what.
        topic: Beginnings of the words of the provision's own title and wordings.
        alone: The party judged is the only one that owes the promise, so that an act of which
            nobody is named as its doer can hardly be another's.
    """
    apart = _stances_apart(one, other, places)
    if apart is None:
        return None
    where, when = compare_places(one, other, places), compare_times(one, other)
    acts = not one.judging and not other.judging
    unlike = _other_thing(one, other, topic=topic)
    strangers = acts or _strangers(one, other)
    unnamed = not (one.named and other.named)
    # Two verdicts that name nobody still judge one promise; two acts may be anybody's.
    judged = alone or (one.judging and other.judging)
    grounds: list[Ground] = [*apart, *_scenes_apart(where, when)]
    if _excepted(one, other) or _excepted(other, one):
        grounds.append("exception")
    if unlike:
        grounds.append("matter")
    if unnamed and not judged:
        grounds.append("party")
    if not grounds and _part_of_it(one, other, where=where, when=when, acts=acts):
        grounds = ["part"]
    word: PairWord = "contradict"
    if grounds:
        word = "different_things" if unlike and strangers else "differ"
    return Comparison(
        word, tuple(grounds), _gaps(where, when, party=unnamed and judged), where, when
    )


def _scenes_apart(where: Overlap, when: Overlap) -> tuple[Ground, ...]:
    if where == "apart":
        return ("place", "time") if when == "apart" else ("place",)
    return ("time",) if when == "apart" else ()


def _gaps(where: Overlap, when: Overlap, *, party: bool) -> tuple[Gap, ...]:
    found: list[Gap] = []
    if where == "unknown":
        found.append("place")
    if when == "unknown":
        found.append("time")
    if party:
        found.append("party")
    return tuple(found)


def _stances_apart(one: Said, other: Said, places: Places) -> tuple[Ground, ...] | None:
    """Give what is apart beside "kept" and "broken"; None where the stances agree."""
    stances = {one.statement.stance, other.statement.stance}
    if "unclear" in stances:
        order = (one.orders or other.orders) and "broken" in stances
        return ("order",) if order else None
    if len(stances) == 1:
        return ("number",) if _numbers_apart(one, other, places) else None
    return ("degree",) if "partly" in stances else ()


def _numbers_apart(one: Said, other: Said, places: Places) -> bool:
    """Tell whether both count the same and cannot both be right.

    Two acts may count apart and both be true; so they must be known to be in one place and time.
    """
    a, b = one.number, other.number
    if a is None or b is None or one.unit != other.unit or one.row != other.row:
        return False
    if a[1] <= b[2] and b[1] <= a[2]:
        return False
    if one.judging and other.judging:
        return True
    return (
        one.judging == other.judging
        and compare_places(one, other, places) == "same"
        and _one_moment(one, other)
    )


def _one_moment(one: Said, other: Said) -> bool:
    a, b = one.span, other.span
    return bool(a and b and max(a[0], b[0]) <= min(a[1], b[1]) and _short(a) and _short(b))


def _short(span: tuple[str, str]) -> bool:
    """Tell whether a span is about a month or less; ISO days compare without a calendar."""
    (year, month, day), (to_year, to_month, to_day) = (
        (int(iso[:4]), int(iso[5:7]), int(iso[8:10])) for iso in span
    )
    return (to_year - year) * 365 + (to_month - month) * 30 + to_day - day <= ONE_ACT_DAYS


def _excepted(one: Said, other: Said) -> bool:
    """Tell whether one excepts what the other speaks of."""
    excepted = one.statement.exceptions
    return bool(excepted) and any(stems_of(x.text) & other.stems for x in excepted)


def _other_thing(one: Said, other: Said, *, topic: frozenset[str]) -> bool:
    """Tell whether nothing shows that both speak of the same matter under the promise.

    Two verdicts on the promise as such do, if both judge its keeping, or both its validity. Else
    the thing that one speaks of must be told by the other, or a word of the promise by both.
    """
    if one.validity != other.validity:
        return True
    whole = "whole" in (one.statement.level, other.statement.level)
    as_such = _as_such(one, topic), _as_such(other, topic)
    if all(as_such):
        return False
    if any(as_such) or whole:
        # The promise as such is also meant where an act or a verdict tells of what it is about.
        judge, rest = (one, other) if as_such[0] else (other, one)
        if not (rest.judging or judge.sweeping or judge.anywhere):
            return False
        told = not topic or rest.matter(topic) & topic
        return whole or not (rest.by_topic and told) or rest.judges_aside(topic)
    if one.unit and other.unit and one.unit != other.unit and one.by_topic and other.by_topic:
        return True
    return not _shares_thing(one, other, topic)


def _shares_thing(one: Said, other: Said, topic: frozenset[str]) -> bool:
    """Tell whether one speaks of the other's thing, or both of the promise's own."""
    a, b = stems_of(one.thing), stems_of(other.thing)
    # "Repairs to the pipeline were completed under the ceasefire" does not judge the ceasefire.
    for x, y in ((one, other), (other, one)):
        if x.judges_aside(topic | y.matter(topic)):
            return False
    if a & other.stems or b & one.stems:
        return True
    if a and b and not (a & topic or b & topic):
        return False
    shared = _shared_matter(one, other, topic)
    return bool(shared & topic if topic else shared)


def _strangers(one: Said, other: Said) -> bool:
    """Tell whether two verdicts on the whole have no word for a thing in common, or no question."""
    whole = "whole" in (one.statement.level, other.statement.level)
    apart = one.validity != other.validity or not one.matter(frozenset()) & other.matter(
        frozenset()
    )
    return whole and apart


def _shared_matter(one: Said, other: Said, topic: frozenset[str]) -> frozenset[str]:
    """Give what both speak of; the deed ("repaired") counts only where one names nothing else."""
    deeds = one.deed | other.deed
    own = one.matter(topic), other.matter(topic)
    rest = own[0] - deeds, own[1] - deeds
    return rest[0] & rest[1] if all(rest) else own[0] & own[1]


def _as_such(one: Said, topic: frozenset[str]) -> bool:
    """Tell whether it judges the promise by name, and no other text or thing against it."""
    return not one.by_topic and not (one.subject and things_of(one.subject) - topic)


def _denied(judge: Said, act: Said) -> bool:
    """Tell whether a verdict denies the very act: "the schools were not reopened"."""
    return (
        judge.by_topic
        and (judge.statement.stance, act.statement.stance) == ("broken", "kept")
        and bool(stems_of(judge.thing) & stems_of(act.thing))
    )


def _part_of_it(one: Said, other: Said, *, where: Overlap, when: Overlap, acts: bool) -> bool:
    """Tell whether one speaks of a part of what the other judges, so that both may be true.

    A verdict that leaves nothing out ("none", "fully", "nowhere") is contradicted by one act.
    """
    if acts:
        return not (where == "same" and when == "same" and _one_moment(one, other))
    if one.judging != other.judging:
        judge, act = (one, other) if one.judging else (other, one)
        here = where == "same" and bool(judge.scenes) and _one_moment(one, other)
        return not (judge.sweeping or judge.anywhere or here or _denied(judge, act))
    if one.row != other.row:
        # Of the two the one in the cell's own row judges more.
        above = one if one.own else other
        return not (above.sweeping or above.anywhere)
    if where in ("within", "around"):
        wide = other if where == "within" else one
        return not (wide.sweeping or wide.anywhere)
    return False
