"""Nouns and words of state that judge: "no cases of arrest", "little progress", "is pending"."""

from __future__ import annotations

from servanda.reading.chains import chain_before
from servanda.reading.clause import Clause
from servanda.reading.cues import Hit
from servanda.reading.governors import governed
from servanda.reading.predicate import Force, Predicate
from servanda.reading.scopes import intends, only_modal, under_modal

#: How far before a noun the words stand that deny, date or lessen it.
REACH = 5
_DONE = (
    "noun.fulfil", "noun.comply", "noun.promise", "noun.progress", "noun.harm", "noun.breach",
    "noun.right", "verb.fulfil", "verb.comply",
)  # fmt: skip


def read_bad(clause: Clause, hit: Hit, act: str) -> Predicate | None:
    """Give what a noun of harm, hindrance or breach says: that there was some, or none."""
    lower, g = clause.lower, clause.g
    if _only_names(clause, hit):
        return None
    denied: int | None = None
    force: Force = "asserted" if clause.finite else "presupposed"
    partial = False
    for at in range(hit.first - 1, max(clause.first - 1, hit.first - REACH - 1), -1):
        word = lower[at]
        if at + 1 in clause.commas or ";" in clause.words.between(at + 1):
            break
        if word in ("are", "were") and clause.first < at < hit.first and lower[at - 1] != "there":
            break  # "among the alleged breaches are raids"
        if word in g["absent"] or (word == "any" and _denied_near(clause, at)):
            denied = at
            break
        if word in g["unreal_before"]:
            force = "unreal"
            break
        if word in ("despite", "spite") or (
            word in ("by", "from", "of") and _after_participle(clause, hit, at)
        ):
            force = "presupposed"
            break
        partial = partial or word in g["lessened"]
    else:
        if not clause.finite and clause.subject_denied(hit.first) is not None:
            denied = hit.first - 1
    suffered = [
        at
        for at in range(max(clause.first, hit.first - REACH), hit.first)
        if lower[at] in g["suffered"]
    ]
    over = _over(clause, hit)
    if over is not None:
        denied = over if denied is None else None
        force = "asserted" if force == "presupposed" else force
    if "zero" in lower[hit.last : min(clause.last, hit.last + 10)]:
        denied = hit.last
    partial = partial or not g["lessened"].isdisjoint(lower[clause.first : clause.last])
    if denied is None and force == "asserted" and under_modal(clause, hit.first):
        force = "unreal"
    return Predicate(
        act=act, sign=-1 if denied is None else 1, force=force, first=hit.first, last=hit.last,
        subject=suffered[0] if suffered else hit.first, noun=True, denied=denied, partial=partial,
        befalls=bool(suffered),
    )  # fmt: skip


def _only_names(clause: Clause, hit: Hit) -> bool:
    """Tell whether a harm only names what a body, a law or a talk is about.

    "The commission on torture", "a workshop on ceasefire violations".
    """
    treating = clause.g["treating_of"]
    for at in (hit.first - 1, hit.first - 2):
        if clause.word(at) in ("on", "about", "concerning") and clause.word(at - 1) in treating:
            return True
    if clause.word(hit.first - 1) not in ("on", "for", "into", "against", "concerning"):
        return False
    return any(
        one.last == hit.first - 1 and one.group in ("noun.matter", "noun.comply", "noun.norm")
        for one in clause.hits
    )


def read_none(clause: Clause, hit: Hit) -> Predicate | None:
    """Give what "There was no demilitarisation", "has seen no implementation" says."""
    for at in (hit.first - 1, hit.first - 2):
        if clause.word(at) != "no":
            continue
        if any(clause.word(back) in clause.g["told_of"] for back in range(at - 4, at)):
            return Predicate(
                act="lack", sign=-1, force="unreal" if only_modal(clause) else "asserted",
                first=at, last=hit.last, subject=at, weak=True, noun=True, denied=at,
            )  # fmt: skip
    return _seen_done(clause, hit) if hit.kind == "comply" else None


def _seen_done(clause: Clause, hit: Hit) -> Predicate | None:
    """Give what "observed the start of the withdrawal" says, where somebody watched it."""
    at = hit.first - 1
    while clause.word(at) in ("the", "their", "its", "of"):
        at -= 1
    phase = clause.word(at)
    if clause.word(at + 1) != "of" or phase not in clause.g["phases"]:
        return None
    before = clause.lower[max(clause.first, at - 8) : at]
    if clause.g["watching"].isdisjoint(before) or not clause.g["absent"].isdisjoint(before):
        return None
    if any(word in clause.g["modal"] or word in ("not", "for") for word in before):
        return None
    begun = phase not in ("completion", "conclusion")
    return Predicate(
        act="comply", sign=1, force="begun" if begun else "asserted", first=at, last=hit.last,
        subject=at, weak=True, noun=True,
    )  # fmt: skip


def _over(clause: Clause, hit: Hit) -> int | None:
    """Give the word that says that a harm is over: "the assaults have ceased"."""
    for at in range(hit.last, min(clause.last, hit.last + 6)):
        if clause.parted(at) or clause.lower[at] in ("by", "that", "which"):
            return None
        if clause.lower[at] in clause.g["ended"]:
            return None if clause.denied_before(at) or clause.under_modal(at) else at
    return None


def _after_participle(clause: Clause, hit: Hit, at: int) -> bool:
    """Tell whether a noun only says by what something was done: "lines downed by shelling"."""
    if at != hit.first - 1:
        return False
    before = clause.word(at - 1)
    return (before.endswith("ed") and len(before) > 4) or any(
        one.last == at and one.section == "verb" and one.form in ("ed", "part")
        for one in clause.hits
    )


def _denied_near(clause: Clause, at: int) -> bool:
    return any(
        word in ("not", "without", "never", "neither", "nor", "no") or word.endswith("n't")
        for word in clause.lower[max(clause.first, at - 6) : at]
    )


def read_lack(clause: Clause, hit: Hit) -> Predicate | None:
    """Give what "lack of", "failure in", "absence of" says, where it is a promise that lacks."""
    if clause.word(hit.last) not in ("of", "in", "to", "on", "with", "by", "for"):
        return None
    if not clause.near(_DONE, hit.last, hit.last + 8):
        return None
    good = clause.near(("noun.harm", "noun.combat", "noun.breach"), hit.last, hit.last + 6)
    force: Force = (
        "presupposed" if not clause.finite else "unreal" if only_modal(clause) else "asserted"
    )
    return Predicate(
        act="lack", sign=1 if good else -1, force=force, first=hit.first, last=hit.last,
        subject=hit.first, weak=True, noun=True,
    )  # fmt: skip


def read_progress(clause: Clause, hit: Hit) -> Predicate | None:
    """Give what "progress was made", "no steps were taken" says."""
    g, lower = clause.g, clause.lower
    around = lower[max(clause.first, hit.first - 8) : min(clause.last, hit.last + 8)]
    made = any(word in g["achieved"] for word in around)
    if not made and lower[hit.first] in ("progress", "headway"):
        there = "there" in lower[max(clause.first, hit.first - 6) : hit.first]
        made = there or clause.word(hit.last) in g["going_on"]
    close = lower[max(clause.first, hit.first - 3) : min(clause.last, hit.last + 3)]
    doubtful = any(word in g["modal"] or word in ("before", "until", "if") for word in close)
    if not (clause.finite and made) or doubtful or only_modal(clause):
        return None
    start = max(clause.first, hit.first - 4)
    near = lower[start : hit.first]
    denied = next(
        (
            start + number
            for number, word in enumerate(near)
            if word in g["scant"] or (word == "little" and not (number and near[number - 1] == "a"))
        ),
        None,
    )
    slow = any(word in g["slow"] for word in near)
    return Predicate(
        act="progress", sign=-1 if slow or denied is not None else 1, force="begun",
        first=hit.first, last=hit.last, subject=hit.first, weak=True, noun=True, denied=denied,
        partial=True,
    )  # fmt: skip


def _beside_the_point(clause: Clause, at: int) -> bool:
    """Tell whether a state is told aside: "in the north, where the posts remain open, ..."."""
    for back in range(at - 1, max(clause.first, at - 6) - 1, -1):
        if clause.lower[back] == "where":
            rest = range(at, clause.last)
            return clause.parted(back) and any(clause.parted(one) for one in rest)
        if clause.parted(back):
            return False
    return False


def read_status(  # noqa: PLR0911 - a list of rules, the first that fits
    clause: Clause, hit: Hit
) -> Predicate | None:
    """Give what "is in force", "remains incomplete", "stalled implementation" says."""
    chain = chain_before(clause, hit, [])
    attributive = hit.kind == "bad" and any(
        one.first == hit.last and one.group in ("noun.fulfil", "noun.comply", "noun.progress")
        for one in clause.hits
    )
    if not (chain.be or attributive) or chain.modal:
        return None
    denied = chain.denied
    if chain.to is not None:
        by = governed(clause, chain.to)
        if by.force == "unreal":
            return None
        denied = by.at if by.denies else denied  # "is yet to be completed"
    if clause.word(hit.last) == "to" and clause.lower[hit.first] in clause.g["unable"]:
        return None  # "is unable to": the verb after it says what
    if denied is None:
        found = clause.subject_denied(chain.left)
        denied = found[0] if found else None
    helpers = clause.lower[chain.left : hit.first]
    if hit.kind == "done" and not any(word in ("was", "were", "been", "being") for word in helpers):
        return None
    if intends(clause, hit.first):
        return None
    if hit.kind == "begun" and any(
        one.kind in ("hold", "harm", "hinder", "breach") for one in clause.verbs_at(hit.last)
    ):
        return None  # "are still being held": that verb says it
    begun = hit.kind == "begun" and denied is None
    good = (hit.kind != "bad") == (denied is None)
    aside = _beside_the_point(clause, chain.left)
    force: Force = "begun" if begun else "asserted" if chain.be and not aside else "presupposed"
    return Predicate(
        act="status", sign=1 if good else -1, force=force, first=hit.first, last=hit.last,
        subject=chain.left, weak=True, passive=True, denied=denied, partial=begun,
    )  # fmt: skip
