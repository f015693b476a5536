"""What one statement hands on to the next in its paragraph: subject, provision, actor, irony."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from servanda.domain.statement import PartyMention
from servanda.reading.about import Persons
from servanda.reading.context import Context, Thread
from servanda.reading.draft import Draft
from servanda.reading.judge import Judgement
from servanda.reading.provisions import Target, names_other
from servanda.reading.reported import Reported
from servanda.reading.units import Unit

#: So many statements before "This is how they enjoy their rights" tell how it is meant.
_TOLD_BEFORE = 5


def is_example(unit: Unit) -> bool:
    """Tell whether a unit begins as an example: "For example, ..."."""
    hits = unit.cues.of("grammar.example", unit.first, unit.last)
    return any(hit.first < unit.first + 3 for hit in hits)


def goes_on(unit: Unit, before: Draft) -> bool:
    """Tell whether a unit's subject is that of the statement before, or an admission goes on."""
    lower = unit.lower
    earlier = before.unit.lower
    again = any(
        one in ("these", "those", "such") and len(other) > 3 and other in earlier
        for one, other in pairwise(lower)
    )
    return (
        again
        or (bool(lower) and lower[0] in unit.cues.grammar["going_on_subject"])
        or admits_on(unit, before)
    )


def admits_on(unit: Unit, before: Draft) -> bool:
    """Tell whether what follows an admission in its paragraph names nobody else who did it."""
    return (
        before.kind == "admission"
        and unit.judgement is not None
        and unit.judgement.main.sign < 0
        and unit.roles is not None
        and not any(one.party for one in unit.roles.agents)
    )


def shared_aim(unit: Unit, before: Draft) -> Target | None:
    """Give the provision, or the whole, that a unit shares with the statement it goes on with.

    The whole is shared only by another judgement without an object of its own: "They carried them
    out".
    """
    first = unit.cues.words.cut(unit.first, min(unit.last, unit.first + 2))
    if before.aim.links and not names_other(unit):
        links = tuple(replace(link, basis="topic") for link in before.aim.links)
        why = (
            f"“{first}” goes on with the statement before it, and so speaks of the same provision."
        )
        return Target(links, "provision", (why,), named=False)
    if before.aim.whole and unit.judgement is not None and unit.judgement.main.act == "fulfil":
        why = f"“{first}” goes on with the agreement as a whole."
        return replace(before.aim, reasons=(why,))
    return None


def parenthetic(unit: Unit, before: Draft | None) -> Reported | None:
    """Read ", it says" as the claim of whoever spoke in the statement before."""
    if before is None or before.unit.said is None:
        return None
    lower, saying = unit.lower, unit.cues.grammar["saying"]
    pairs = itertools.pairwise(lower)
    said = any(one in ("it", "he", "she", "they") and other in saying for one, other in pairs)
    return before.unit.said if said else None


def carried_actor(who: Persons, unit: Unit, context: Context, thread: Thread) -> Persons:
    """Let the one named earlier in the paragraph answer for what a complaint goes on to tell."""
    good = unit.judgement is None or unit.judgement.main.sign > 0
    if who.about or not thread.actor or not context.partisan or good:
        return who
    if any(one.party == context.speaker.own for one in thread.actor):
        return who
    names = " and ".join(dict.fromkeys(f"“{one.text}”" for one in thread.actor))
    at = unit.span.start
    about = tuple(PartyMention("", at, at, one.name, one.party) for one in thread.actor)
    why = f"Nobody is named here; {names}, named before, is still the one complained of."
    return replace(who, about=about, reasons=(*who.reasons, why))


def keep_actor(who: Persons, unit: Unit, thread: Thread) -> None:
    """Remember who is named in a statement as doing what it complains of."""
    bad = unit.judgement is not None and unit.judgement.main.sign < 0
    if bad and who.responsible and unit.roles is not None and unit.roles.agents:
        thread.actor = tuple(one for one in who.about if one.party and one.text)


def ironic(judgement: Judgement | None, unit: Unit, found: Sequence[Draft]) -> Judgement | None:
    """Read "This is how they enjoy the rights ..." by what was told just before it."""
    if judgement is None or judgement.main.sign < 0 or not unit.has("grammar.irony"):
        return judgement
    told = [one.judgement.main.sign for one in found[-_TOLD_BEFORE:] if one.judgement is not None]
    if not told or told[-1] > 0 or sum(told) > 0:
        return judgement
    return replace(judgement, stance="broken", extent=None, main=replace(judgement.main, sign=-1))


def concludes(draft: Draft, found: Sequence[Draft]) -> None:
    """Let "Thus the 1st point was not carried out" give its provision to what it sums up.

    What its paragraph told before, with the same outcome and none of its own but by one word, are
    the grounds of that verdict.
    """
    unit, judgement = draft.unit, draft.judgement
    if judgement is None or not (draft.aim.named and draft.aim.links) or draft.kind != "verdict":
        return
    if not unit.lower or unit.lower[0] not in unit.cues.grammar["summing_up"]:
        return
    links = tuple(replace(link, basis="topic") for link in draft.aim.links)
    first = " ".join(unit.cues.words.cut(unit.first, min(unit.last, unit.first + 4)).split())
    why = f"“{first} ...” sums it up at its paragraph's end, and names the provision."
    for one in reversed(found):
        if one.told is not None:
            return  # of an earlier paragraph
        same = one.judgement is not None and one.judgement.main.sign == judgement.main.sign
        loose = not one.aim.links or (not one.aim.named and one.aim.by_words == 1)
        if same and loose and not one.aim.whole:
            one.aim = Target(links, "provision", (why,), named=False)


def corrected(unit: Unit, aim: Target, found: Sequence[Draft]) -> int | None:
    """Give the earlier statement on the same provision that "has since been" takes back."""
    if unit.judgement is None or not aim.links or not unit.has("grammar.correction"):
        return None
    for number in range(len(found) - 1, -1, -1):
        one = found[number]
        same = {(link.agreement, link.key) for link in one.aim.links} & {
            (link.agreement, link.key) for link in aim.links
        }
        if (
            same
            and one.judgement is not None
            and one.judgement.main.sign != unit.judgement.main.sign
        ):
            return number
    return None
