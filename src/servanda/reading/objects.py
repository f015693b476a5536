"""What a judging word speaks of: "observed the truce" judges, "observed a crowd" does not."""

from __future__ import annotations

from servanda.reading.clause import Clause
from servanda.reading.predicate import Predicate

#: How far after a verb its object may begin, and before it its subject, in words.
OBJECT_REACH, SUBJECT_REACH, STATE_REACH = 6, 9, 10
#: The subject of what lacks or does not exist may be described at length.
FAR_SUBJECT = 16
_PROMISED = ("noun.promise", "noun.right")
#: What may be said to be there, to lack or to fall.
_THERE = ("noun.matter", "noun.comply", "noun.fulfil", "noun.progress")
_STATED = (
    "noun.matter",
    "noun.fulfil",
    "noun.comply",
    "noun.promise",
    "noun.right",
    "noun.progress",
)
_DATING = ("after", "under", "since", "before", "in", "by", "with")
_BACK = ("them", "it", "these", "this", "theirs", "none")


def has_object(one: Predicate, clause: Clause) -> bool:
    """Tell whether a weak judging word has a promise or right to judge; other words need none."""
    if not one.weak or one.act not in ("fulfil", "breach", "status"):
        return True
    if one.act == "status":
        return _is_stated(one, clause)
    groups: tuple[str, ...] = _PROMISED
    if one.denied is not None and _is_idle(one, clause):
        return True
    if one.passive and one.act == "breach":
        groups = (*groups, "noun.comply")
    if one.stands and not one.passive:
        groups = (*groups, *_THERE)
    if one.befalls and one.denied is not None:
        groups = (*groups, "noun.due")
    if one.act == "breach":
        groups = (*groups, "noun.norm")
    if (one.passive or one.befalls) and _is_subject(one, groups, clause):
        return True  # "the truce was kept", "the truce has held"
    if one.act == "fulfil":
        inside = clause.lower[one.first + 1 : min(clause.last, one.last + 1)]
        # "They carried them out" has its object inside.
        return not one.passive and (
            any(word in _BACK for word in inside) or _is_object(one, groups, clause)
        )
    return _is_object(one, groups, clause)


def _is_idle(one: Predicate, clause: Clause) -> bool:
    """Tell whether a body never met, or those whom a promise serves have received nothing."""
    assert one.denied is not None
    if one.befalls and clause.lower[one.denied] == "nothing":
        return True
    return clause.lower[one.first] in clause.g["meeting"] and _is_subject(one, _THERE, clause)


def _is_stated(one: Predicate, clause: Clause) -> bool:
    """Tell whether a word of state has a promise near; what was "held" must itself be promised.

    Elections are; a workshop on them is not.
    """
    if clause.lower[one.first] not in clause.g["took_place"]:
        low, high = one.first - STATE_REACH, one.last + STATE_REACH
        return any(
            low <= hit.first < high
            and hit.group in _STATED
            and not one.first <= hit.first < one.last
            for hit in clause.hits
        )
    before = clause.lower[clause.first : one.subject]
    if not clause.g["treating_of"].isdisjoint(before):
        return False
    return any(
        hit.group in ("noun.comply", "noun.matter") and hit.first < one.subject
        for hit in clause.hits
    )


def _is_subject(one: Predicate, groups: tuple[str, ...], clause: Clause) -> bool:
    """Tell whether such a noun is the subject itself, with only "of ..." or "which" after it."""
    reach = FAR_SUBJECT if one.stands else SUBJECT_REACH
    # "were installed but lack the means": the subject is that of the verb before.
    shared = one.stands and clause.word(one.subject - 1) in ("and", "but")
    for hit in clause.hits:
        if hit.group not in groups or not hit.first < one.subject <= hit.last + reach:
            continue
        if shared:
            return True
        after = clause.word(hit.last)
        joined = after in clause.g["preposition"] or after in ("which", "that", "itself", "also")
        # "The roadmap, like those before it, was not followed."
        joined = joined or (clause.parted(hit.last) and clause.parted(one.subject))
        dated = clause.word(hit.first - 1) in _DATING
        if (hit.last >= one.subject or joined) and not dated and not _of_harm(clause, hit.first):
            return True
    return False


def _of_harm(clause: Clause, at: int) -> bool:
    """Tell whether "violations of" stands before a promise: they are the subject, not it."""
    while at > clause.first and clause.lower[at - 1] in ("the", "this", "that", "of"):
        at -= 1
    return clause.lower[at] == "of" and any(
        hit.last == at and hit.group in ("noun.breach", "noun.harm", "noun.combat")
        for hit in clause.hits
    )


def _is_object(one: Predicate, groups: tuple[str, ...], clause: Clause) -> bool:
    """Tell whether such a noun is the object itself, not part of "a fall in truce violations"."""
    for hit in clause.hits:
        if hit.group in groups and one.last <= hit.first < one.last + OBJECT_REACH:
            between = clause.lower[one.last : hit.first]
            if all(
                word in ("of", "to", "with", "by")
                for word in between
                if word in clause.g["preposition"]
            ) and not _for_another_act(clause, one.last, hit.first):
                return True
    return False


def _for_another_act(clause: Clause, first: int, last: int) -> bool:
    """Tell whether "to" and another verb stand between: "met to discuss the ceasefire"."""
    for at in range(first, last - 1):
        if clause.lower[at] == "to" and clause.lower[at + 1] not in clause.g["determiner"]:
            return True
    return False
