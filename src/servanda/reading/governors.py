"""What governs an infinitive: "failed to", "managed in many places to", "ordered the army to"."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.reading.clause import Clause
from servanda.reading.cues import Hit
from servanda.reading.predicate import Force

REACH = 9
_KINDS = frozenset(
    ("fail", "manage", "start", "continue", "demand", "order", "allow", "hinder", "harm")
)
#: These may have their object between them and the infinitive.
_WITH_OBJECT = frozenset(("order", "demand", "allow", "hinder"))


@dataclass(frozen=True, slots=True)
class Governed:
    """How real the governor makes the infinitive, whether it denies it, and where it stands."""

    force: Force
    denies: bool
    at: int | None


def governed(clause: Clause, to: int) -> Governed:
    """Give what the words before "to" make of the verb after it; unreal when nothing governs."""
    at = to - 1
    while at > clause.first and (
        clause.lower[at] in ("also", "not", "even", "still", "openly")
        or clause.lower[at].endswith("ly")
    ):
        at -= 1
    if at < clause.first:
        return Governed("unreal", False, None)
    told = _by_word(clause, at)
    if told is not None:
        return told
    for back in range(at, max(clause.first - 1, at - REACH), -1):
        if back < at and (
            clause.lower[back + 1] in clause.g["finite_aux"] or clause.parted(back + 1)
        ):
            break
        for verb in clause.verbs_at(back):
            if verb.kind in _KINDS and verb.last <= to and _governs(clause, verb, at, to):
                return _by(clause, verb)
    return Governed("unreal", False, at if clause.lower[at] in clause.g["supposed"] else None)


def _by_word(  # noqa: PLR0911 - a list of rules, the first that fits
    clause: Clause, at: int
) -> Governed | None:
    """Give what a word that is no verb of the lexicon makes of the infinitive after it."""
    word, g = clause.lower[at], clause.g
    if word == "order" and clause.word(at - 1) == "in":
        return Governed("unreal", False, None)
    if word == "yet":
        return Governed("asserted", True, at)
    if word == "done":
        # "little has been done to establish"; "much remains to be done to implement".
        denied = clause.subject_denied(_before_helpers(clause, at)) is not None
        return Governed("asserted" if denied else "unreal", denied, at)
    if word in g["told_to"] and clause.word(at - 1) in g["be"]:
        return Governed("asserted", clause.denied_before(at), at)
    if word == "possible" and clause.word(at - 1) == "it" and clause.word(at - 2) == "made":
        return Governed("asserted", False, at)
    if word in g["nobody"] or (word == "little" and clause.word(at - 1) != "a"):
        return Governed("asserted", True, at)  # "has done nothing to implement"
    if word in g["unable"]:
        return Governed("asserted", clause.word(at - 1) != "not", at)
    if word in g["able"]:
        denied = clause.denied_before(at)
        past = any(helper in ("was", "were", "been", "had") for helper in clause.helpers(at))
        return Governed("asserted" if denied or past else "unreal", denied, at)
    if word in g["made_to"] and clause.word(at - 1) in g["be"]:
        return Governed("asserted", False, at)
    return None


def _before_helpers(clause: Clause, at: int) -> int:
    """Give the first of the helping words before a word."""
    while at > clause.first and any(
        clause.lower[at - 1] in clause.g[name] for name in ("have", "be", "adverb")
    ):
        at -= 1
    return at


def _governs(clause: Clause, verb: Hit, at: int, to: int) -> bool:
    if clause.is_noun(verb) and verb.kind not in ("order", "demand"):
        return False
    if verb.first == at or verb.kind in _WITH_OBJECT:
        return True
    # Only an adverbial between: "managed in many places to".
    return (
        verb.last < to
        and clause.lower[verb.last] in clause.g["preposition"]
        and not any(clause.verbs_at(between) for between in range(verb.last, to))
    )


def _by(clause: Clause, verb: Hit) -> Governed:
    at = verb.first
    denied = clause.denied_before(at)
    modal = clause.under_modal(at)
    force: Force = "asserted"
    denies = denied
    match verb.kind:
        case "fail":
            denies = not denied
        case "allow":
            force = "asserted" if denied else "attempted"
            modal = modal and not denied
        case "order" | "demand":
            force = "demanded" if verb.kind == "demand" else "ordered"
            if clause.lower[at] in clause.g["attempts"]:
                force = "attempted"
            denies = False
        case "hinder" | "harm":
            return Governed("presupposed", False, at)
        case "start":
            force = "asserted" if denied else "begun"
    return Governed("unreal" if modal else force, denies, at)
