"""The sentences of a dispute: why two statements contradict or differ, and what would settle it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from servanda.assessing.comparing import Comparison, Gap, Ground
from servanda.assessing.said import Said
from servanda.saying import N_, _, listed, pgettext
from servanda.text.normalise import fold


@dataclass(frozen=True, slots=True)
class Names:
    """How to print a side, a place's id and the promise that is disputed."""

    side: Callable[[str], str]
    place: Callable[[str], str]
    row: Callable[[str], str]


#: How to print a side that is no party.
OTHERS = {
    "mediator": N_("the mediator"),
    "observer": N_("an observer"),
    "press": N_("the press"),
    "unknown": N_("an unknown voice"),
}


#: What is asked where two speak of other places, other times, or both.
MISSING = {
    "place": N_(
        "What {one} says of the place that {other} speaks of, and the other way round; then "
        "{source} for each."
    ),
    "time": N_(
        "What {one} says of the time that {other} speaks of, and the other way round; then "
        "{source} for each."
    ),
    "both": N_(
        "What {one} says of the place and time that {other} speaks of, and the other way round; "
        "then {source} for each."
    ),
}
#: What would settle a matter, by what is open in it: the place, the time, whose conduct is meant.
OPEN = {
    (False, False, False): N_("What was done of {promise}{where}: {source}."),
    (True, False, False): N_("What was done of {promise}{where}, first of all where: {source}."),
    (False, True, False): N_("What was done of {promise}{where}, first of all when: {source}."),
    (True, True, False): N_(
        "What was done of {promise}{where}, first of all where and when: {source}."
    ),
    (False, False, True): N_(
        "What was done of {promise}{where}, first of all whose conduct each means: {source}."
    ),
    (True, False, True): N_(
        "What was done of {promise}{where}, first of all where and whose conduct each means: "
        "{source}."
    ),
    (False, True, True): N_(
        "What was done of {promise}{where}, first of all when and whose conduct each means: "
        "{source}."
    ),
    (True, True, True): N_(
        "What was done of {promise}{where}, first of all where and when and whose conduct each "
        "means: {source}."
    ),
}


def say_pair(one: Said, other: Said, found: Comparison, names: Names) -> str:
    """Give one sentence: who says what, with the words that decided, and why that is the word."""
    return _("According to {one}, according to {other}: {reason}.").format(
        one=_says(one, names),
        other=_says(other, names),
        reason=say_reason(one, other, found, names),
    )


def say_reason(one: Said, other: Said, found: Comparison, names: Names) -> str:
    """Give why two statements contradict or merely differ, for where their words stand already."""
    if found.word == "contradict":
        return _same(one, other, found, names)
    reasons = [_ground(ground, one, other, names) for ground in found.grounds]
    return _("{reasons}, so that both may be true").format(reasons="; ".join(reasons))


def speaker(one: Said, names: Names) -> str:
    """Give a side and its voice: "the press (the Morning Post)"."""
    side = one.statement.side
    name = pgettext("sides", OTHERS[side]) if side in OTHERS else names.side(side)
    voice = _voice(one)
    # A letter that bears its side's name in its title says no more than the side.
    return f"{name} ({voice})" if voice and fold(name) not in fold(voice) else name


def _voice(one: Said) -> str:
    voice = next((x.name for x in one.statement.voice if x.role == "asserts"), "")
    return voice[0].lower() + voice[1:] if voice.startswith(("The ", "A ", "An ")) else voice


def _says(one: Said, names: Names) -> str:
    """Give "the council (the letter) on 2021-05-04 “was closed” in Alma of 2021-05-01"."""
    told = one.statement.as_of
    where = _where(one, names) + _when(one)
    if told and told.edtf:
        return _("{speaker} on {day} “{words}”{where}").format(
            speaker=speaker(one, names), day=told.edtf, words=one.words, where=where
        )
    return _("{speaker} “{words}”{where}").format(
        speaker=speaker(one, names), words=one.words, where=where
    )


def _where(one: Said, names: Names) -> str:
    found = [
        names.place(x.id) if x.id else _("“{words}”, which nobody has placed").format(words=x.text)
        for x in one.scenes
    ]
    if not found:
        # Translators: follows words and begins with a blank, as the next two do.
        return _(" anywhere") if one.anywhere else ""
    said = _(" in {places} and elsewhere") if len(found) > 4 else _(" in {places}")
    return said.format(places=listed(found[:4]))


def _when(one: Said) -> str:
    when = one.statement.when
    return f" ({when.text})" if when and when.text else ""


def _same(one: Said, other: Said, found: Comparison, names: Names) -> str:
    if one.row == other.row:
        what = _("both speak of {promise}").format(promise=names.row(one.row))
    else:
        above, below = (one, other) if one.own else (other, one)
        what = _("{part} is a part of {whole}").format(
            part=names.row(below.row), whole=names.row(above.row)
        )
    if found.place == "same":
        shared = _shared(one, other, names)
        unlimited = not one.scenes and not other.scenes
        if shared:
            what = _("{what} in {places}").format(what=what, places=shared)
        elif unlimited:
            what = _("{what} and in these words name no place").format(what=what)
    if found.time == "same":
        what = _("{what}, of the same time").format(what=what)
    if not found.gaps:
        return _("{what}, and cannot both be true").format(what=what)
    told = _told_gaps(found.gaps, one, other, names)
    return _("{what}; {gaps}: as far as can be told, they cannot both be true").format(
        what=what, gaps=listed(told)
    )


def _shared(one: Said, other: Said, names: Names) -> str:
    both = {x.id for x in one.scenes if x.id} & {x.id for x in other.scenes if x.id}
    return listed(sorted(names.place(id) for id in both))


def _told_gaps(gaps: Sequence[Gap], one: Said, other: Said, names: Names) -> list[str]:
    """Give what is open; who says neither where nor when is named once."""
    silent = {gap: _silent(gap, one, other) for gap in gaps if gap != "party"}
    if len(silent) == 2 and silent["place"] and silent["place"] == silent["time"]:
        who = silent["place"]
        told = [
            _("neither says where, nor of which time")
            if len(who) == 2
            else _("{speaker} does not say where, nor of which time").format(
                speaker=speaker(who[0], names)
            )
        ]
    else:
        told = [_gap(gap, who, names) for gap, who in silent.items()]
    return told + ([_names_nobody(one, other, names)] if "party" in gaps else [])


def _silent(gap: Gap, one: Said, other: Said) -> list[Said]:
    return [x for x in (one, other) if not (x.scenes if gap == "place" else x.span)]


def _gap(gap: Gap, silent: Sequence[Said], names: Names) -> str:
    if not silent:
        return (
            _("nobody can tell whether the places are one")
            if gap == "place"
            else _("nobody can tell whether the times are one")
        )
    if len(silent) == 2:
        return _("neither says where") if gap == "place" else _("neither says of which time")
    said = (
        _("{speaker} does not say where")
        if gap == "place"
        else _("{speaker} does not say of which time")
    )
    return said.format(speaker=speaker(silent[0], names))


def _names_nobody(one: Said, other: Said, names: Names) -> str:
    who = [speaker(x, names) for x in (one, other) if not x.named]
    if len(who) == 2:
        return _("neither names whose conduct is meant")
    return _("{speaker} names nobody whose conduct is meant").format(speaker=who[0])


def _ground(ground: Ground, one: Said, other: Said, names: Names) -> str:  # noqa: PLR0911 - one a ground
    match ground:
        case "place":
            return _("they speak of other places,{one} and{other}").format(
                one=_where(one, names), other=_where(other, names)
            )
        case "time":
            return _("they speak of other times, and what is so at one need not be at the other")
        case "order":
            word, deed = (one, other) if one.statement.stance == "unclear" else (other, one)
            return _("{one} tells of a word that was given, {other} of what was done").format(
                one=speaker(word, names), other=speaker(deed, names)
            )
        case "part":
            return _part(one, other, names)
        case "matter":
            return _matter(one, other, names)
        case "degree":
            return _("one sees it kept in part, and they differ in how far")
        case "number":
            a, b = one.number, other.number
            return _(
                "they agree on the act and not on the number, “{one}” against “{other}”"
            ).format(one=a[0] if a else "", other=b[0] if b else "")
        case "exception":
            excepts = one if one.statement.exceptions else other
            words = excepts.statement.exceptions[0].text
            return _("{speaker} excepts “{words}”, of which the other speaks").format(
                speaker=speaker(excepts, names), words=words
            )
        case "party":
            return _names_nobody(one, other, names)


def _matter(one: Said, other: Said, names: Names) -> str:
    if one.unit and other.unit and one.unit != other.unit:
        return _("one counts “{one}”, the other “{other}”").format(one=one.unit, other=other.unit)
    if _judge_apart(one, other):
        judged = [_judged(x, names) for x in (one, other)]
        if all(judged) and judged[0] != judged[1]:
            return _("{one} judges {this}, {other} {that}").format(
                one=speaker(one, names),
                this=judged[0],
                other=speaker(other, names),
                that=judged[1],
            )
    if one.thing and other.thing and one.thing != other.thing:
        return _("one speaks of “{one}”, the other of “{other}”").format(
            one=one.thing, other=other.thing
        )
    return _("nothing shows that both speak of the same matter")


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
        return _("whether {promise} is in force").format(promise=names.row(one.row))
    if one.subject:
        return f"“{one.subject}”"
    return _("whether {promise} is kept").format(promise=names.row(one.row))


def _part(one: Said, other: Said, names: Names) -> str:
    if one.row != other.row:
        above, below = (one, other) if one.own else (other, one)
        return _("{part} is only a part of {whole}").format(
            part=names.row(below.row), whole=names.row(above.row)
        )
    if one.judging != other.judging:
        judge, act = (one, other) if one.judging else (other, one)
        return _("{one} judges the promise and {other} tells of one act, a part of it").format(
            one=speaker(judge, names), other=speaker(act, names)
        )
    if not one.judging:
        return _("each tells of one act, and nothing shows that it is the same")
    return _("one speaks of a part of the other's place,{one} and{other}").format(
        one=_where(one, names), other=_where(other, names)
    )


def say_what_settles(one: Said, other: Said, found: Comparison, names: Names) -> str:
    """Give which fact would settle it: what, where, when, and from which kind of source."""
    source = _kind_of_source(one, other)
    grounds = set(found.grounds)
    if found.word == "different_things":
        return _(
            "Nothing needs to be settled between them; ask {one} about what {other} tells, and "
            "the other way round."
        ).format(one=speaker(one, names), other=speaker(other, names))
    if "order" in grounds:
        word = one if one.statement.stance == "unclear" else other
        return _("Whether what “{words}” announces was done, where and when: {source}.").format(
            words=word.words, source=source
        )
    if "number" in grounds:
        return _("How many {unit}, one by one: a list with names or places, from {source}.").format(
            unit=one.unit, source=source
        )
    if grounds & {"place", "time"}:
        both = {"place", "time"} <= grounds
        said = MISSING["both" if both else "place" if "place" in grounds else "time"]
        return _(said).format(one=speaker(one, names), other=speaker(other, names), source=source)
    if "matter" in grounds:
        first, second = _each_matter(one, other, names)
        return _(
            "What {one} says of {this}, and {other} of {that}; then {source} for each."
        ).format(
            one=speaker(one, names),
            this=second,
            other=speaker(other, names),
            that=first,
            source=source,
        )
    where = (_where(one, names) or _where(other, names)) + (_when(one) or _when(other))
    row = one.row if one.own else other.row
    open_points = (
        "place" in found.gaps,
        "time" in found.gaps,
        "party" in grounds or "party" in found.gaps,
    )
    return _(OPEN[open_points]).format(promise=names.row(row), where=where, source=source)


def _kind_of_source(one: Said, other: Said) -> str:
    """Give the kind of source that would weigh: one that neither side's word stands behind."""
    known = {one.statement.knowing, other.statement.knowing}
    if known <= {"hearsay", "rumour", "unknown"}:
        return _("an eyewitness or a document that depends on neither voice")
    if "eyewitness" in known and "document" not in known:
        return _("a document of the time, or a second eyewitness who depends on neither voice")
    return _("an eyewitness who depends on neither voice, or the document itself")
