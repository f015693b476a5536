"""Whose conduct a unit judges, who is named as having done it, and on whom it fell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from servanda.domain.statement import PartyMention
from servanda.reading.context import Context
from servanda.reading.mentions import Mention
from servanda.reading.units import Unit

#: Words before a noun that belong to it, at most.
_BEFORE = 3
_MOST_AFFECTED = 4


@dataclass(frozen=True, slots=True)
class Persons:
    """Parties judged, those named as responsible, those affected, and why, in sentences."""

    about: tuple[PartyMention, ...]
    responsible: tuple[PartyMention, ...]
    affected: tuple[PartyMention, ...]
    reasons: tuple[str, ...]

    @property
    def parties(self) -> frozenset[str]:
        """Keys of the parties judged."""
        return frozenset(one.party for one in self.about if one.party)


def persons(unit: Unit, context: Context, previous: Persons | None, *, continues: bool) -> Persons:
    """Give who is judged, responsible and affected.

    Args:
        unit: The passage; it has a judgement.
        context: The document.
        previous: What the statement before it in the paragraph gave.
        continues: Whether the unit goes on with that statement ("They", "For example").
    """
    assert unit.judgement is not None
    assert unit.roles is not None
    main = unit.judgement.main
    bad = main.sign < 0
    named = [_mention(one, unit) for one in unit.roles.agents]
    affected = _affected(unit) if bad else ()
    reasons: list[str] = []
    known = _once(one for one in named if one.party)
    if known:
        reasons.extend(
            _why(mention, one, context)
            for mention, one in zip(unit.roles.agents, named, strict=True)
            if one.party
        )
        return Persons(known, known if bad else (), affected, tuple(dict.fromkeys(reasons)))
    inherited = _inherited(unit, previous, continues=continues)
    if inherited is not None:
        about, why = inherited
        return Persons(about, tuple(named) if bad else (), affected, (why,))
    there = _in_own_land(unit, context)
    if there is not None:
        about, why = there
        return Persons(about, tuple(named) if bad else (), affected, (why,))
    if main.act in ("comply", "fulfil") and main.passive:
        there_named = [one for one in unit.mentions if one.party and one not in unit.roles.where]
        if len({one.party for one in there_named}) == 1 and there_named[0].organ and not bad:
            one = _mention(there_named[0], unit)
            return Persons(
                (one,),
                (),
                affected,
                (f"Nobody is named as having done it; “{one.text}” of {one.name} is named.",),
            )
    return Persons(tuple(named), tuple(named) if bad else (), affected, ())


def _once(mentions: Iterable[PartyMention]) -> tuple[PartyMention, ...]:
    """Give each party's first mention."""
    found: dict[str | None, PartyMention] = {}
    for one in mentions:
        found.setdefault(one.party, one)
    return tuple(found.values())


def _mention(one: Mention, unit: Unit) -> PartyMention:
    span = unit.cues.words.span(one.first, one.last)
    return PartyMention(span.cut(unit.cues.words.text), span.start, span.end, one.name, one.party)


def _why(mention: Mention, one: PartyMention, context: Context) -> str:
    said = f"“{' '.join(one.text.split())}”"
    if mention.how == "all":
        return f"{said} are all who signed, {one.name} among them."
    if mention.how == "own":
        return f"{said} is the voice's own side, {one.name}: {context.speaker.why}."
    if mention.how == "state":
        return f"{said} is read as {one.name}'s, the only government among the parties."
    if mention.how == "organ":
        return f"{said} is read as an organ of {one.name}."
    return (
        f"{said} is a name of {one.name}."
        if one.text.lower() not in (one.name or "").lower()
        else f"{said} is named."
    )


def _inherited(
    unit: Unit, previous: Persons | None, *, continues: bool
) -> tuple[tuple[PartyMention, ...], str] | None:
    if previous is None or not previous.about or not continues:
        return None
    if _only_speaks(unit):
        return None
    first = unit.cues.words.cut(unit.first, min(unit.last, unit.first + 2))
    # The words stand in another sentence: text and span stay empty, as the value asks.
    about = tuple(
        PartyMention("", unit.span.start, unit.span.start, one.name, one.party)
        for one in previous.about
        if one.party
    )
    if not about:
        return None
    names = " and ".join(str(one.name) for one in about)
    return about, f"“{first}” goes on with the statement before it, which judges {names}."


def _only_speaks(unit: Unit) -> bool:
    """Tell whether "they" only speak of what is judged: "They also raised the violations"."""
    assert unit.judgement is not None
    main = unit.judgement.main
    if not main.noun or unit.lower[0] not in ("they", "he", "she"):
        return False
    return unit.cues.grammar["doing"].isdisjoint(unit.cues.words.lower[unit.first : main.first])


def _in_own_land(unit: Unit, context: Context) -> tuple[tuple[PartyMention, ...], str] | None:
    """Read an act by nobody named, told of a party's own land, as that party's to answer for."""
    assert unit.judgement is not None
    assert unit.roles is not None
    if not unit.roles.where or unit.judgement.main.act in ("fulfil", "status", "idiom"):
        return None
    mention = unit.roles.where[0]
    if mention.party is None or context.indexes.parties.roles.get(mention.party) != "party":
        return None
    if mention.party in context.indexes.parties.countries:
        return None  # what happens in a country is not for that its government's doing
    if context.speaker.own is not None and mention.party != context.speaker.own:
        return None
    one = _mention(mention, unit)
    return (
        (one,),
        f"Nobody is named as having done it; it is told of “{one.text}”, the land of {one.name}.",
    )


def _affected(unit: Unit) -> tuple[PartyMention, ...]:
    assert unit.judgement is not None
    assert unit.roles is not None
    main = unit.judgement.main
    found: list[PartyMention] = []
    agents = {at for one in unit.roles.agents for at in range(one.first, one.last)}
    taken: set[int] = set()
    for mention in unit.roles.patients:
        if mention.party is not None:
            found.append(_mention(mention, unit))
            taken.update(range(mention.first, mention.last))
    words = unit.cues.words
    for hit in unit.cues.of("noun.people", unit.first, unit.last):
        if hit.first in agents or hit.first in taken or len(found) >= _MOST_AFFECTED:
            continue
        before = hit.first < main.first
        if not main.noun and before != (
            main.passive or (main.act == "harm" and not unit.roles.agents)
        ):
            continue
        first = hit.first
        while first > unit.first and hit.first - first < _BEFORE and _describes(unit, first - 1):
            first -= 1
        while first < hit.first and words.lower[first] in ("than", "least", "most", "some"):
            first += 1
        taken.update(range(first, hit.last))
        span = words.span(first, hit.last)
        found.append(PartyMention(span.cut(words.text), span.start, span.end, None, None))
    return tuple(sorted(found, key=lambda one: one.start))


def _describes(unit: Unit, index: int) -> bool:
    words = unit.cues.words
    word = words.lower[index]
    grammar = unit.cues.grammar
    if words.between(index + 1).strip():
        return False
    return not (
        word in grammar["no_modifier"]
        or word in ("and", "or", "that", "as")
        or any(one.group.startswith("verb.") for one in unit.cues.at.get(index, ()))
    )
