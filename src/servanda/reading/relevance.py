"""Whether a unit says anything about the keeping of the agreement at all.

Ties let it: the text names the promise; its words are a provision's; those who watch the agreement
were hindered; or the document as a whole is a party's account, or a monitor's, of the agreement's
keeping, in which some acts count by themselves. A sentence without a tie is left alone, however
violent: silence costs less than a false charge.
"""

from __future__ import annotations

from servanda.reading.context import Context
from servanda.reading.judge import Judgement
from servanda.reading.provisions import Target
from servanda.reading.units import Unit

#: Share of a document's sentences that must speak of promises before acts in it count alone.
FOCUS = 0.10
FOCUS_ACTS = 0.15
_JUDGEMENTS = frozenset(("fulfil", "breach", "idiom", "status", "progress", "lack", "pending"))
_PROMISED = ("noun.promise", "noun.fulfil")


def tie(unit: Unit, judgement: Judgement, aim: Target, context: Context) -> str | None:
    """Give the words, as a sentence, that make a unit a statement about keeping; None if none do."""
    main = judgement.main
    if unit.has("method.") and main.act not in ("fulfil", "breach"):
        return None
    if main.force == "ordered" and not _is_word_given(unit):
        return None
    if main.force == "attempted" and main.sign > 0 and not context.partisan:
        return None
    if unit.has("courtesy.") and not _opens(unit):
        return None
    watchers = _watchers(unit, context)
    if main.sign > 0 and _done_by(watchers, unit):
        return None
    if main.act in _JUDGEMENTS and not (main.act == "breach" and main.noun):
        return _judgement_tie(unit, judgement, aim, context)
    if (
        main.sign < 0
        and main.act in ("hinder", "harm")
        and watchers
        and not _done_by(watchers, unit)
    ):
        return "tells of those who watch the agreement being hindered or harmed"
    return _act_tie(unit, judgement, aim, context)


def _judgement_tie(unit: Unit, judgement: Judgement, aim: Target, context: Context) -> str | None:
    main = judgement.main
    if main.act == "fulfil" and main.force == "presupposed" and main.sign > 0 and not aim.named:
        return None
    if aim.named or aim.whole:
        return "names what was promised"
    promise = _first(unit, _PROMISED)
    if promise is not None:
        return f"speaks of “{promise}”"
    if aim.links and main.act != "idiom":
        return "speaks of what a provision promises"
    if (
        context.focus >= FOCUS_ACTS
        and main.act in ("fulfil", "breach", "pending", "lack", "progress", "status")
        and not main.weak
    ):
        return "judges, in a document about the agreement's keeping"
    if (
        context.focus >= FOCUS_ACTS
        and main.act in ("pending", "progress", "status", "lack")
        and main.force != "presupposed"
    ):
        if main.act in ("pending", "idiom") or unit.has("noun.comply") or _parties_act(unit):
            return "says how far something has come, in a document about the agreement's keeping"
        return None
    if main.act in ("fulfil", "breach") and unit.has("noun.right") and context.partisan:
        return "speaks of rights, in a party's account of the agreement"
    if (
        context.partisan
        and context.focus >= FOCUS
        and main.sign < 0
        and (main.act in ("idiom", "breach") or main.befalls)
    ):
        return "is told in a party's account of the agreement's keeping"
    return None


def _act_tie(unit: Unit, judgement: Judgement, aim: Target, context: Context) -> str | None:
    main = judgement.main
    passing = main.force in ("presupposed", "ordered", "demanded")
    if aim.named and aim.links:
        return "tells of an act under a named provision"
    if passing and main.sign > 0 and not (context.partisan and aim.links):
        return None
    if unit.has("idiom.basis") and (aim.named or _first(unit, ("noun.promise",))):
        return "tells of an act done on the agreement's ground"
    if context.partisan and context.focus >= FOCUS:
        if aim.links:
            return "tells of what a provision promises"
        own = any(one.party == context.speaker.own and one.how != "own" for one in unit.mentions)
        if not main.weak or (own and main.act == "comply"):
            return "is told in a party's account of the agreement's keeping"
        return None
    if passing and main.sign > 0:
        return None
    promise = _first(unit, ("noun.promise",))
    if promise is not None and not main.weak and not passing:
        return f"speaks of “{promise}”"
    if (
        aim.links
        and not passing
        and (not main.weak or _parties_act(unit))
        and not (main.noun and main.act == "harm")
    ):
        return "tells of what a provision promises"
    if (
        context.focus >= FOCUS_ACTS
        and not passing
        and main.act in ("harm", "breach")
        and main.noun
        and _is(unit, ("noun.combat", "noun.breach"))
    ):
        return "tells of fighting or violations, in a document about the agreement's keeping"
    if (
        context.focus >= FOCUS_ACTS
        and not passing
        and main.act == "hinder"
        and (aim.links or unit.has("noun.comply") or unit.has("noun.fulfil"))
    ):
        return "tells of an obstacle, in a document about the agreement's keeping"
    if (
        context.focus >= FOCUS_ACTS
        and not passing
        and main.act == "comply"
        and main.sign > 0
        and _institution_acts(unit, context)
    ):
        return "tells what a body did, in a document about the agreement's keeping"
    if context.focus >= FOCUS_ACTS and not passing and _parties_act(unit) and main.act != "harm":
        return "tells what the parties did, in a document about the agreement's keeping"
    if (
        context.focus >= FOCUS_ACTS
        and main.act == "harm"
        and main.noun
        and not passing
        and unit.has("noun.people")
    ):
        return "tells of harm, in a document about the agreement's keeping"
    return None


#: Beginnings of the words by which somebody binds himself or others; "plans to" binds nobody.
_GIVEN = (
    "order",
    "instruct",
    "decree",
    "decid",
    "agree",
    "promis",
    "pledg",
    "direct",
    "undert",
    "commit",
    "vow",
    "consent",
)


def _is_word_given(unit: Unit) -> bool:
    assert unit.judgement is not None
    governor = unit.judgement.main.governor
    return governor is not None and unit.cues.words.lower[governor].startswith(_GIVEN)


def _is(unit: Unit, groups: tuple[str, ...]) -> bool:
    """Tell whether the word that decides belongs to one of these groups."""
    assert unit.judgement is not None
    return any(hit.group in groups for hit in unit.cues.at.get(unit.judgement.main.first, ()))


def _institution_acts(unit: Unit, context: Context) -> bool:
    """Tell whether a body known by its letters ("the JNC approved ...", "signed by the JNC") did it."""
    assert unit.judgement is not None
    main, words = unit.judgement.main, unit.cues.words
    if main.passive:
        by = next(
            (
                at
                for at in range(main.last, min(unit.last, main.last + 8))
                if words.lower[at] == "by"
            ),
            None,
        )
        if by is None:
            return False
        where = range(by + 1, min(unit.last, by + 5))
    else:
        where = range(max(unit.first, main.subject - 6), main.subject)
    return any(
        2 <= words.ends[at] - words.starts[at] <= 8
        and words.text[words.starts[at] : words.ends[at]].isupper()
        and words.lower[at] not in context.watchers
        for at in where
    )


def _first(unit: Unit, groups: tuple[str, ...]) -> str | None:
    for hit in unit.cues.hits:
        if unit.first <= hit.first < unit.last and hit.group in groups:
            return " ".join(unit.cues.words.cut(hit.first, hit.last).split())
    return None


def _parties_act(unit: Unit) -> bool:
    return unit.roles is not None and any(one.party for one in unit.roles.agents)


def _opens(unit: Unit) -> bool:
    """Tell whether a courtesy leads into something said: "I have the honour to inform you that"."""
    return unit.has("courtesy.opens") or any(
        one.act in ("fulfil", "breach") and one.force == "asserted" for one in unit.predicates
    )


def _watchers(unit: Unit, context: Context) -> list[int]:
    """Give the words that name those who watch."""
    found = [hit.first for hit in unit.cues.of("noun.observer", unit.first, unit.last)]
    if context.watchers:
        lower = unit.cues.words.lower
        found.extend(at for at in range(unit.first, unit.last) if lower[at] in context.watchers)
    return found


def _done_by(watchers: list[int], unit: Unit) -> bool:
    """Tell whether those who watch did it: what a mission does is no party's keeping."""
    assert unit.judgement is not None
    main = unit.judgement.main
    low = max(unit.first, main.subject - 7)
    if main.passive and not main.noun:
        lower = unit.cues.words.lower
        return any(
            lower[at] == "by" and any(at < one <= at + 4 for one in watchers)
            for at in range(main.last, min(unit.last, main.last + 12))
        )
    possessed = unit.cues.words.possessive
    return any(
        low <= one < main.first and one not in possessed for one in watchers
    ) and main.act not in ("hinder", "harm")
