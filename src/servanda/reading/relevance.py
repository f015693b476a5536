"""Whether a unit says anything about the keeping of the agreement at all.

Ties let it: the text names the promise; its words are a provision's; those who watch the agreement
were hindered; or the document, or somebody it quotes, gives a party's account or a monitor's of the
agreement's keeping, in which some acts count by themselves. A sentence without a tie is left alone,
however violent: silence costs less than a false charge.
"""

from __future__ import annotations

from collections.abc import Iterable

from servanda.reading.context import Context
from servanda.reading.judge import Judgement
from servanda.reading.provisions import Target
from servanda.reading.units import Unit

#: Share of a document's sentences that must speak of promises before acts in a party's account
#: (or, higher, in anybody's) count alone.
FOCUS, FOCUS_ACTS = 0.10, 0.15
_JUDGEMENTS = frozenset(("fulfil", "breach", "idiom", "status", "progress", "lack", "pending"))
_PROGRESS = frozenset(("pending", "progress", "status", "lack", "idiom"))
#: Beginnings of the words by which somebody binds himself or others; "plans to" binds nobody.
_GIVEN = (
    "order", "instruct", "decree", "decid", "agree", "promis", "pledg", "direct", "undert",
    "commit", "vow", "consent",
)  # fmt: skip
#: A body known by its letters ("the JNC") is written in so many capitals.
_LETTERS = range(2, 9)

#: Nouns of fighting, of breaches, and of what missions see where it should not be.
_FIGHTING = ("noun.combat", "noun.breach", "noun.arms", "noun.mines", "noun.tension")

_Rules = Iterable[tuple[bool, str]]


def tie(unit: Unit, judgement: Judgement, aim: Target, context: Context) -> str | None:
    """Give the words that make a unit a statement about keeping; None if none do."""
    main = judgement.main
    watchers = _watchers(unit, context)
    told_by_party = context.complains or _claimed_by_party(unit, context)
    if _no_statement(unit, judgement, watchers, told_by_party=told_by_party):
        return None
    if main.act in _JUDGEMENTS and not (main.act == "breach" and main.noun):
        return _first_true(_judgement_rules(unit, judgement, aim, context, told_by_party))
    if main.sign < 0 and main.act in ("hinder", "harm") and watchers:
        return "tells of those who watch the agreement being hindered or harmed"
    if told_by_party and context.focus >= FOCUS:
        return _first_true(_account_rules(unit, judgement, aim, context))
    return _first_true(_act_rules(unit, judgement, aim, context))


def _first_true(rules: _Rules) -> str | None:
    return next((words for holds, words in rules if holds), None)


def _no_statement(  # noqa: PLR0911 - a list of rules, the first that fits
    unit: Unit, judgement: Judgement, watchers: list[int], *, told_by_party: bool
) -> bool:
    """Tell whether a unit is method, courtesy, a mere plan, or the watchers' own doing."""
    main = judgement.main
    if unit.has("method.") and main.act not in ("fulfil", "breach"):
        return True
    if unit.has("courtesy.") and not _opens(unit):
        return True
    if main.force == "ordered" and not _is_word_given(unit):
        return True
    if main.force == "demanded" and not told_by_party:
        return True
    before = unit.cues.words.lower[unit.first : main.first]
    if main.act == "idiom" and main.sign > 0 and not unit.cues.grammar["must"].isdisjoint(before):
        return True  # "need to keep to the letter"
    if main.sign > 0 and main.force == "attempted" and not told_by_party:
        return True
    if _signs_the_agreement(unit):
        return True
    return main.sign > 0 and _done_by(watchers, unit)


def _signs_the_agreement(unit: Unit) -> bool:
    """Tell whether a unit only tells that the agreement was signed: that is not yet keeping it."""
    assert unit.judgement is not None
    main = unit.judgement.main
    word = unit.cues.words.lower[main.first]
    return (
        main.act == "comply"
        and word.startswith(("sign", "conclud"))
        and any(one.kind == "agreement" for one in unit.references)
    )


def _judgement_rules(
    unit: Unit, judgement: Judgement, aim: Target, context: Context, told_by_party: bool
) -> _Rules:
    main = judgement.main
    in_passing = main.force == "presupposed"
    if main.act == "fulfil" and in_passing and main.sign > 0 and not (aim.named or told_by_party):
        return
    yield aim.named or aim.whole, "names what was promised"
    promise = _first(unit, ("noun.promise", "noun.fulfil"))
    yield promise is not None, f"speaks of “{promise}”"
    yield bool(aim.links) and main.act != "idiom", "speaks of what a provision promises"
    focused = context.focus >= FOCUS_ACTS
    about = "in a document about the agreement's keeping"
    yield focused and not main.weak, f"judges, {about}"
    moved = (
        main.act in ("pending", "idiom")
        or unit.has("noun.comply")
        or unit.has("noun.matter")
        or _parties_act(unit)
    )
    yield (
        focused and main.act in _PROGRESS and not in_passing and moved,
        f"says how far something has come, {about}",
    )
    rights = main.act == "fulfil" and main.passive and unit.has("noun.right")
    yield focused and rights and not in_passing, f"judges a right, {about}"
    idle = main.act == "fulfil" and main.denied is not None and not aim.links
    there = (main.stands or idle) and not in_passing
    known = unit.has("noun.matter") or unit.has("noun.comply") or (idle and unit.has("noun.people"))
    yield focused and there and known, f"says that something is or is not there, {about}"
    if told_by_party:
        rights = main.act in ("fulfil", "breach") and unit.has("noun.right")
        yield rights, "speaks of rights, in a party's account of the agreement"
        bad = main.sign < 0 and (main.act in ("idiom", "breach") or main.befalls)
        yield (
            bad and context.focus >= FOCUS,
            "is told in a party's account of the agreement's keeping",
        )


def _account_rules(unit: Unit, judgement: Judgement, aim: Target, context: Context) -> _Rules:
    """Give the ties of acts told by a party: its complaint, defence or claim."""
    main = judgement.main
    in_passing = main.force in ("presupposed", "demanded")
    yield aim.named and bool(aim.links), "tells of an act under a named provision"
    if in_passing and main.sign > 0 and not aim.links:
        return
    yield unit.has("idiom.basis"), "tells of an act done on the agreement's ground"
    yield bool(aim.links), "tells of what a provision promises"
    named = {one.party for one in unit.mentions if one.how != "own" and one.party is not None}
    own = context.speaker.own in named
    # A party's account of its own deeds, or of what another party is said to have left undone.
    left_undone = main.sign < 0 and bool(named - {context.speaker.own})
    counts = not main.weak or (main.act == "comply" and (own or left_undone))
    yield counts, "is told in a party's account of the agreement's keeping"


def _act_rules(unit: Unit, judgement: Judgement, aim: Target, context: Context) -> _Rules:
    """Give the ties of acts told by anybody else: monitors, press, consuls."""
    main = judgement.main
    if (
        main.force in ("presupposed", "demanded")
        and main.sign > 0
        and not (aim.named and aim.links)
    ):
        return
    yield aim.named and bool(aim.links), "tells of an act under a named provision"
    promise = _first(unit, ("noun.promise",))
    based = unit.has("idiom.basis") and (aim.named or promise is not None)
    yield based, "tells of an act done on the agreement's ground"
    if main.force in ("presupposed", "demanded"):
        return
    yield promise is not None and not main.weak, f"speaks of “{promise}”"
    by_topic = bool(aim.links) and not (main.noun and main.act == "harm")
    yield by_topic and (not main.weak or _parties_act(unit)), "tells of what a provision promises"
    if context.focus < FOCUS_ACTS or main.force == "ordered":
        return
    about = "in a document about the agreement's keeping"
    fighting = main.noun and main.act in ("harm", "breach") and _is(unit, _FIGHTING)
    over = main.act == "harm" and main.noun and main.sign > 0 and (main.denied or 0) >= main.last
    yield fighting or over, f"tells of fighting or violations, {about}"
    fought = not main.noun and unit.has("noun.combat")
    done = not main.noun or _by(unit)
    armed = main.act == "harm" and (fought or (done and _armed_act(unit)))
    yield armed, f"tells what armed men did, {about}"
    yield (
        main.act in ("harm", "hinder") and _on_a_party(unit),
        f"tells what befell a party, {about}",
    )
    undone = main.act == "comply" and main.sign < 0 and main.denied is not None
    yield undone, f"says that something was not done, {about}"
    stalls = main.act == "hinder" and (
        aim.links
        or unit.has("noun.comply")
        or unit.has("noun.fulfil")
        or unit.has("noun.matter")
        or (main.passive and unit.has("noun.people"))
    )
    yield bool(stalls), f"tells of an obstacle, {about}"
    body = main.act == "comply" and main.sign > 0 and _institution_acts(unit, context)
    yield body, f"tells what a body did, {about}"
    yield _step(unit, aim), f"tells of a step taken, {about}"
    yield (
        main.act == "harm" and main.noun and unit.has("noun.toll"),
        f"tells what was counted afterwards, {about}",
    )
    yield _parties_act(unit) and main.act != "harm", f"tells what the parties did, {about}"
    yield main.act == "harm" and main.noun and unit.has("noun.people"), f"tells of harm, {about}"


def _step(unit: Unit, aim: Target) -> bool:
    """Tell whether an act was done on what agreements deal with, or on what a provision promises.

    A commission appointed, a law passed, weapons stored: whoever did it, monitors report it as a
    step. A single shared word makes no such link.
    """
    assert unit.judgement is not None
    main = unit.judgement.main
    if main.act != "comply" or main.sign < 0 or main.force not in ("asserted", "begun"):
        return False
    words, hits = unit.cues.words, unit.cues.at.get(main.first, ())
    if words.lower[main.first] in unit.cues.grammar["no_step"] or not (
        main.force == "begun"
        or any(
            one.form in ("ed", "past", "part") or (one.form == "ing" and _seen_done(unit))
            for one in hits
        )
    ):
        return False
    if words.lower[main.first] in unit.cues.grammar["telling_steps"]:
        return True
    if main.passive and words.lower[main.first] in unit.cues.grammar["set_up"] and _lettered(unit):
        return True
    if not main.weak and main.passive and unit.has("noun.people"):
        return True
    known = ("noun.matter", "noun.comply", "noun.zone")
    return any(unit.has(one) for one in known) or aim.by_words > 1


def _claimed_by_party(unit: Unit, context: Context) -> bool:
    """Tell whether a text hands on what a party says: then it is that party's account."""
    said = unit.said
    return said is not None and context.indexes.parties.roles.get(said.party or "") == "party"


def _first(unit: Unit, groups: tuple[str, ...]) -> str | None:
    for hit in unit.cues.hits:
        if unit.first <= hit.first < unit.last and hit.group in groups:
            return " ".join(unit.cues.words.cut(hit.first, hit.last).split())
    return None


def _is(unit: Unit, groups: tuple[str, ...]) -> bool:
    """Tell whether the word that decides belongs to one of these groups."""
    assert unit.judgement is not None
    return any(hit.group in groups for hit in unit.cues.at.get(unit.judgement.main.first, ()))


def _parties_act(unit: Unit) -> bool:
    return unit.roles is not None and any(one.party for one in unit.roles.agents)


def _armed_act(unit: Unit) -> bool:
    """Tell whether an organ (soldiers, police, fighters), whosever it is, did it."""
    return unit.roles is not None and any(one.organ for one in unit.roles.agents)


def _by(unit: Unit) -> bool:
    """Tell whether "by" follows the word that decides: "the rape of two women by soldiers"."""
    assert unit.judgement is not None
    last = unit.judgement.main.last
    return "by" in unit.cues.words.lower[last : min(unit.last, last + 6)]


def _on_a_party(unit: Unit) -> bool:
    """Tell whether it befell a party or an organ of one."""
    return unit.roles is not None and any(one.party and one.organ for one in unit.roles.patients)


def _seen_done(unit: Unit) -> bool:
    """Tell whether an -ing form tells a deed by itself: not "by facilitating", "started paying"."""
    assert unit.judgement is not None
    main = unit.judgement.main
    before = unit.cues.words.lower[main.first - 1] if main.first > unit.first else ""
    return main.force == "asserted" and before not in unit.cues.grammar["gerund_real"]


def _lettered(unit: Unit) -> bool:
    """Tell whether a body known by its letters is the subject: "24 JPSTs have been constituted"."""
    assert unit.judgement is not None
    words, subject = unit.cues.words, unit.judgement.main.subject
    for at in range(max(unit.first, subject - 4), subject):
        name = words.text[words.starts[at] : words.ends[at]].removesuffix("s")
        if len(name) in _LETTERS and name.isupper() and name.isalpha():
            return True
    return False


def _institution_acts(unit: Unit, context: Context) -> bool:
    """Tell whether a body known by its letters did it: "signed by the JNC"."""
    assert unit.judgement is not None
    main, words = unit.judgement.main, unit.cues.words
    where = range(max(unit.first, main.subject - 6), main.subject)
    if main.passive:
        after = range(main.last, min(unit.last, main.last + 8))
        by = next((at for at in after if words.lower[at] == "by"), None)
        where = range(0) if by is None else range(by + 1, min(unit.last, by + 5))
    return any(
        words.ends[at] - words.starts[at] in _LETTERS
        and words.text[words.starts[at] : words.ends[at]].isupper()
        and words.lower[at] not in context.watchers
        for at in where
    )


def _is_word_given(unit: Unit) -> bool:
    assert unit.judgement is not None
    governor = unit.judgement.main.governor
    return governor is not None and unit.cues.words.lower[governor].startswith(_GIVEN)


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
    main, lower = unit.judgement.main, unit.cues.words.lower
    if main.noun or main.act in ("hinder", "harm"):
        return False
    low = max(unit.first, main.subject - 7)
    after = range(main.last, min(unit.last, main.last + 12)) if main.passive else range(0)
    return any(low <= one < main.first for one in watchers) or any(
        lower[at] == "by" and any(at < one <= at + 4 for one in watchers) for at in after
    )
