"""The sentences of a dispute: why two statements contradict or differ, and what would settle it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from servanda.assessing.comparing import Comparison, Gap, Ground
from servanda.assessing.said import Said
from servanda.text.normalise import fold


@dataclass(frozen=True, slots=True)
class Names:
    """How to print a side, a place's id and the promise that is disputed."""

    side: Callable[[str], str]
    place: Callable[[str], str]
    row: Callable[[str], str]


#: How to print a side that is no party.
OTHERS = {
    "mediator": "the mediator",
    "observer": "an observer",
    "press": "the press",
    "unknown": "an unknown voice",
}


def say_pair(one: Said, other: Said, found: Comparison, names: Names) -> str:
    """Give one sentence: who says what, with the words that decided, and why that is the word."""
    told = f"According to {_says(one, names)}, according to {_says(other, names)}"
    return f"{told}: {say_reason(one, other, found, names)}."


def say_reason(one: Said, other: Said, found: Comparison, names: Names) -> str:
    """Give why two statements contradict or merely differ, for where their words stand already."""
    if found.word == "contradict":
        return _same(one, other, found, names)
    reasons = [_ground(ground, one, other, names) for ground in found.grounds]
    return f"{'; '.join(reasons)}, so that both may be true"


def speaker(one: Said, names: Names) -> str:
    """Give a side and its voice: "the press (the Morning Post)"."""
    side = one.statement.side
    name = OTHERS.get(side) or names.side(side)
    voice = _voice(one)
    # A letter that bears its side's name in its title says no more than the side.
    return f"{name} ({voice})" if voice and fold(name) not in fold(voice) else name


def _voice(one: Said) -> str:
    voice = next((x.name for x in one.statement.voice if x.role == "asserts"), "")
    return voice[0].lower() + voice[1:] if voice.startswith(("The ", "A ", "An ")) else voice


def _says(one: Said, names: Names) -> str:
    """Give "the council (the letter) on 2021-05-04 “was closed” in Alma of 2021-05-01"."""
    told = one.statement.as_of
    day = f" on {told.edtf}" if told and told.edtf else ""
    return f"{speaker(one, names)}{day} “{one.words}”{_where(one, names)}{_when(one)}"


def _where(one: Said, names: Names) -> str:
    found = [
        names.place(x.id) if x.id else f"“{x.text}”, which nobody has placed" for x in one.scenes
    ]
    if not found:
        return " anywhere" if one.anywhere else ""
    return f" in {_listed(found[:4])}" + (" and elsewhere" if len(found) > 4 else "")


def _when(one: Said) -> str:
    when = one.statement.when
    return f" ({when.text})" if when and when.text else ""


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _same(one: Said, other: Said, found: Comparison, names: Names) -> str:
    if one.row == other.row:
        what = f"both speak of {names.row(one.row)}"
    else:
        above, below = (one, other) if one.own else (other, one)
        what = f"{names.row(below.row)} is a part of {names.row(above.row)}"
    if found.place == "same":
        shared = _shared(one, other, names)
        unlimited = not one.scenes and not other.scenes
        what += (
            f" in {shared}" if shared else " and in these words name no place" if unlimited else ""
        )
    if found.time == "same":
        what += ", of the same time"
    if not found.gaps:
        return f"{what}, and cannot both be true"
    told = _told_gaps(found.gaps, one, other, names)
    return f"{what}; {_listed(told)}: as far as can be told, they cannot both be true"


def _shared(one: Said, other: Said, names: Names) -> str:
    both = {x.id for x in one.scenes if x.id} & {x.id for x in other.scenes if x.id}
    return _listed(sorted(names.place(id) for id in both)) if both else ""


def _told_gaps(gaps: Sequence[Gap], one: Said, other: Said, names: Names) -> list[str]:
    """Give what is open; who says neither where nor when is named once."""
    silent = {gap: _silent(gap, one, other) for gap in gaps if gap != "party"}
    if len(silent) == 2 and silent["place"] and silent["place"] == silent["time"]:
        who = silent["place"]
        first = "neither says" if len(who) == 2 else f"{speaker(who[0], names)} does not say"
        told = [f"{first} where, nor of which time"]
    else:
        told = [_gap(gap, who, names) for gap, who in silent.items()]
    return told + ([_names_nobody(one, other, names)] if "party" in gaps else [])


def _silent(gap: Gap, one: Said, other: Said) -> list[Said]:
    return [x for x in (one, other) if not (x.scenes if gap == "place" else x.span)]


def _gap(gap: Gap, silent: Sequence[Said], names: Names) -> str:
    if not silent:
        what = "the places are one" if gap == "place" else "the times are one"
        return f"nobody can tell whether {what}"
    said = "where" if gap == "place" else "of which time"
    if len(silent) == 2:
        return f"neither says {said}"
    return f"{speaker(silent[0], names)} does not say {said}"


def _names_nobody(one: Said, other: Said, names: Names) -> str:
    who = [speaker(x, names) for x in (one, other) if not x.named]
    if len(who) == 2:
        return "neither names whose conduct is meant"
    return f"{who[0]} names nobody whose conduct is meant"


def _ground(ground: Ground, one: Said, other: Said, names: Names) -> str:  # noqa: PLR0911 - one a ground
    match ground:
        case "place":
            return f"they speak of other places,{_where(one, names)} and{_where(other, names)}"
        case "time":
            return "they speak of other times, and what is so at one need not be at the other"
        case "order":
            word, deed = (one, other) if one.statement.stance == "unclear" else (other, one)
            return (
                f"{speaker(word, names)} tells of a word that was given, "
                f"{speaker(deed, names)} of what was done"
            )
        case "part":
            return _part(one, other, names)
        case "matter":
            return _matter(one, other, names)
        case "degree":
            return "one sees it kept in part, and they differ in how far"
        case "number":
            a, b = one.number, other.number
            counts = f"“{a[0] if a else ''}” against “{b[0] if b else ''}”"
            return f"they agree on the act and not on the number, {counts}"
        case "exception":
            excepts, _ = (one, other) if one.statement.exceptions else (other, one)
            words = excepts.statement.exceptions[0].text
            return f"{speaker(excepts, names)} excepts “{words}”, of which the other speaks"
        case "party":
            return _names_nobody(one, other, names)


def _matter(one: Said, other: Said, names: Names) -> str:
    if one.unit and other.unit and one.unit != other.unit:
        return f"one counts “{one.unit}”, the other “{other.unit}”"
    if _judge_apart(one, other):
        judged = [_judged(x, names) for x in (one, other)]
        if all(judged) and judged[0] != judged[1]:
            return f"{speaker(one, names)} judges {judged[0]}, {speaker(other, names)} {judged[1]}"
    if one.thing and other.thing and one.thing != other.thing:
        return f"one speaks of “{one.thing}”, the other of “{other.thing}”"
    return "nothing shows that both speak of the same matter"


def _judge_apart(one: Said, other: Said) -> bool:
    """Tell whether what is judged says more than the things that are spoken of."""
    things = "whole" not in (one.statement.level, other.statement.level) and one.thing
    named = bool(one.subject or other.subject)
    return one.validity != other.validity or (named and not (things and other.thing))


def _each_matter(one: Said, other: Said, names: Names) -> tuple[str, str]:
    """Give what each speaks of, for a question to the other."""
    if _judge_apart(one, other):
        first, second = (_judged(x, names) or f"“{x.words}”" for x in (one, other))
        return first, second
    return f"“{one.thing or one.words}”", f"“{other.thing or other.words}”"


def _judged(one: Said, names: Names) -> str:
    """Give what a verdict judges: the promise, whether it is in force, or another thing by it."""
    if not one.judging:
        return ""
    if one.validity:
        return f"whether {names.row(one.row)} is in force"
    if one.subject:
        return f"“{one.subject}”"
    return f"whether {names.row(one.row)} is kept"


def _part(one: Said, other: Said, names: Names) -> str:
    if one.row != other.row:
        above, below = (one, other) if one.own else (other, one)
        return f"{names.row(below.row)} is only a part of {names.row(above.row)}"
    if one.judging != other.judging:
        judge, act = (one, other) if one.judging else (other, one)
        return (
            f"{speaker(judge, names)} judges the promise and {speaker(act, names)} tells of one "
            "act, a part of it"
        )
    if not one.judging:
        return "each tells of one act, and nothing shows that it is the same"
    return (
        f"one speaks of a part of the other's place,{_where(one, names)} and{_where(other, names)}"
    )


def say_what_settles(one: Said, other: Said, found: Comparison, names: Names) -> str:
    """Give which fact would settle it: what, where, when, and from which kind of source."""
    source = _kind_of_source(one, other)
    grounds = set(found.grounds)
    if found.word == "different_things":
        return (
            f"Nothing needs to be settled between them; ask {speaker(one, names)} about what "
            f"{speaker(other, names)} tells, and the other way round."
        )
    if "order" in grounds:
        word = one if one.statement.stance == "unclear" else other
        return f"Whether what “{word.words}” announces was done, where and when: {source}."
    if "number" in grounds:
        return f"How many {one.unit}, one by one: a list with names or places, from {source}."
    if grounds & {"place", "time"}:
        missing = " and ".join(
            word for word, ground in (("place", "place"), ("time", "time")) if ground in grounds
        )
        return (
            f"What {speaker(one, names)} says of the {missing} that {speaker(other, names)} speaks "
            f"of, and the other way round; then {source} for each."
        )
    if "matter" in grounds:
        first, second = _each_matter(one, other, names)
        return (
            f"What {speaker(one, names)} says of {second}, and {speaker(other, names)} of {first}; "
            f"then {source} for each."
        )
    where = (_where(one, names) or _where(other, names)) + (_when(one) or _when(other))
    ask = "" if "place" not in found.gaps else ", first of all where"
    ask += "" if "time" not in found.gaps else (" and when" if ask else ", first of all when")
    if "party" in grounds or "party" in found.gaps:
        ask += (" and" if ask else ", first of all") + " whose conduct each means"
    row = one.row if one.own else other.row
    return f"What was done of {names.row(row)}{where}{ask}: {source}."


def _kind_of_source(one: Said, other: Said) -> str:
    """Give the kind of source that would weigh: one that neither side's word stands behind."""
    known = {one.statement.knowing, other.statement.knowing}
    if known <= {"hearsay", "rumour", "unknown"}:
        return "an eyewitness or a document that depends on neither voice"
    if "eyewitness" in known and "document" not in known:
        return "a document of the time, or a second eyewitness who depends on neither voice"
    return "an eyewitness who depends on neither voice, or the document itself"
