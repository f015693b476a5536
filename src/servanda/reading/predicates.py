"""What a clause says was done, not done, begun, ordered or hindered.

A shallow grammar on purpose: it reads the words to the left of a verb back to its subject ("has
still not been"), the verb that governs an infinitive ("failed to", "ordered the army to"), and the
words that deny a noun ("no cases of"). What it cannot tell it leaves unreal, and nothing follows.
"""

from __future__ import annotations

from dataclasses import replace

from servanda.reading.chains import Earlier, chain_before
from servanda.reading.clause import Clause
from servanda.reading.cues import Hit
from servanda.reading.nouns import read_bad, read_lack, read_none, read_progress, read_status
from servanda.reading.predicate import Predicate
from servanda.reading.scopes import advises, forbears, hangs, supposes, wording_from
from servanda.reading.sightings import read_sighting
from servanda.reading.verbs import ACTS, read_failure, read_order, read_start, read_verb

#: How far after "whereas" the agreement may be named, in words.
_CONTRAST = 5
#: How far before "does not provide" the law may be named, in words.
_LAW_REACH = 6
_SECTIONS = frozenset(("verb", "noun", "status", "idiom"))
_REAL = {
    "asserted": 3, "begun": 3, "attempted": 2, "presupposed": 2, "ordered": 1, "demanded": 1,
    "unreal": 0,
}  # fmt: skip


def predicates(clause: Clause) -> list[Predicate]:
    """Give what a clause says, in order; what is only wished or worded is unreal."""
    found: list[Predicate] = []
    earlier: Earlier = []
    for hit in clause.hits:
        if hit.section in _SECTIONS:
            one = _read(clause, hit, earlier)
            if one is not None:
                found.append(one)
    if not found:
        return found
    unreal = supposes(clause) or advises(clause)
    told = wording_from(clause)
    spared = forbears(clause)
    told = spared if told is None or (spared is not None and spared < told) else told
    found = [
        replace(one, force="unreal")
        if unreal or (told is not None and one.first >= told) or hangs(clause, one.first)
        else one
        for one in found
    ]
    return _asked_for(clause, _without_doubles(_really(found)))


def _read(clause: Clause, hit: Hit, earlier: Earlier) -> Predicate | None:  # noqa: PLR0911 - a table
    kind = hit.kind
    match hit.section:
        case "verb" if kind in ACTS:
            return read_verb(clause, hit, earlier)
        case "verb" if kind in ("start", "manage"):
            return read_start(clause, hit, earlier)
        case "verb" if kind == "fail":
            return read_failure(clause, hit, earlier)
        case "verb" if kind == "order":
            return read_order(clause, hit, earlier)
        case "verb" if kind == "wording":
            return _left_unsaid(clause, hit)
        case "noun":
            return _noun(clause, hit)
        case "status":
            return read_status(clause, hit)
        case "idiom" if kind in ("broken", "kept", "pending"):
            return _idiom(clause, hit, kind)
    return None


def _noun(clause: Clause, hit: Hit) -> Predicate | None:  # noqa: PLR0911 - a table
    kind = hit.kind
    match kind:
        case "breach" | "harm" | "hinder":
            return read_bad(clause, hit, kind)
        case "combat" | "toll":
            return read_bad(clause, hit, "harm")
        case "tension":
            tense = read_bad(clause, hit, "harm")
            return replace(tense, weak=True) if tense is not None else None
        case "arms" | "mines":
            return read_sighting(clause, hit)
        case "promise":
            return _contrast(clause, hit)
        case "fulfil" | "comply":
            return read_none(clause, hit)
        case "progress":
            return read_progress(clause, hit)
        case "lack":
            return read_lack(clause, hit)
    return None


def _idiom(clause: Clause, hit: Hit, kind: str) -> Predicate | None:
    if kind == "pending" and clause.word(hit.last) == "seen":
        return None  # "remains to be seen" tells nothing yet
    told = clause.finite or kind != "kept"
    return Predicate(
        act="pending" if kind == "pending" else "idiom", sign=1 if kind == "kept" else -1,
        force="asserted" if told else "presupposed", first=hit.first, last=hit.last,
        subject=hit.first, weak=True, denied=hit.first if kind == "pending" else None,
    )  # fmt: skip


def _contrast(clause: Clause, hit: Hit) -> Predicate | None:
    """Give what "whereas the Accord provides for two" says of what stands beside it: it departs."""
    for at in range(hit.first - 1, max(clause.first - 1, hit.first - _CONTRAST), -1):
        if clause.lower[at] == "whereas":
            return Predicate(
                act="idiom", sign=-1, force="asserted", first=at, last=hit.last, subject=at,
                weak=True,
            )  # fmt: skip
    return None


def _left_unsaid(clause: Clause, hit: Hit) -> Predicate | None:
    """Give what "the decree does not provide for the return of refugees" says: it is left out."""
    chain = chain_before(clause, hit, [])
    if chain.denied is None or chain.modal or hit.form not in ("plain", "ed", "part"):
        return None
    before = clause.lower[max(clause.first, chain.left - _LAW_REACH) : chain.left]
    if clause.g["laws"].isdisjoint(before):
        return None
    return Predicate(
        act="idiom", sign=-1, force="asserted", first=chain.left, last=hit.last,
        subject=chain.left, weak=True, denied=chain.denied,
    )  # fmt: skip


def _asked_for(clause: Clause, found: list[Predicate]) -> list[Predicate]:
    """Make what a demand asks for demanded, not done: "asks them to see that it is kept"."""
    asked = next((one for one in found if one.act == "demand"), None)
    if asked is None:
        return found
    return [
        replace(one, force="demanded")
        if one.first > asked.last
        and one.sign > 0
        and one.force in ("asserted", "begun")
        and any(word in ("that", "to") for word in clause.lower[asked.last : one.first])
        else one
        for one in found
    ]


def _really(found: list[Predicate]) -> list[Predicate]:
    """Let "only in name" right after "exists" decide what its being there is worth."""
    hollow = {one.first for one in found if one.act == "idiom" and one.sign < 0}
    return [one for one in found if not (one.stands and one.sign > 0 and one.last in hollow)]


def _without_doubles(found: list[Predicate]) -> list[Predicate]:
    """Keep one predicate where two cover the same words: the stronger reading of them.

    Two weak ones of different acts both stay: what they need for an object tells them apart.
    """
    kept: list[Predicate] = []
    for one in found:
        clash = next((other for other in kept if _clash(one, other)), None)
        if clash is None:
            kept.append(one)
        elif _rank(one) > _rank(clash):
            kept[kept.index(clash)] = one
    return kept


def _clash(one: Predicate, other: Predicate) -> bool:
    overlap = other.first < one.last and one.first < other.last
    return overlap and (other.act == one.act or not (one.weak and other.weak))


def _rank(one: Predicate) -> tuple[int, int, int]:
    return (one.last - one.first, 0 if one.noun else 1, _REAL[one.force] * 2 + (not one.weak))
