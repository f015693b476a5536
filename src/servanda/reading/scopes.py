"""Clauses in which nothing is told to have happened: conditions, hopes, dates, wordings."""

from __future__ import annotations

from servanda.reading.chains import chain_before
from servanda.reading.clause import Clause


def supposes(clause: Clause) -> bool:
    """Tell whether a clause is a condition: "If ...", "unless ..."."""
    lower = clause.lower
    for at in range(clause.first, min(clause.last, clause.first + 3)):
        if lower[at] in clause.g["supposing"]:
            # "If one turns to those points ..." only leads the reader on.
            leads = lower[at] == "if" and clause.word(at + 1) in ("one", "we")
            return not (leads and clause.word(at + 2) in clause.g["rhetorical_if"])
        if lower[at] not in clause.g["before_supposing"]:
            break
    return False


def advises(clause: Clause) -> bool:
    """Tell whether a clause is advice or a hope: "it is important that ..."."""
    lower, wish = clause.lower, clause.g["wish"]
    for at in range(clause.first, min(clause.last - 1, clause.first + 12)):
        if lower[at] in wish and lower[at + 1] in ("that", "for", "to", "by"):
            return not (lower[at + 1] == "to" and clause.word(at + 2) in clause.g["leads_on"])
    return False


def forbears(clause: Clause) -> int | None:
    """Give the word from which on a clause tells what one should leave: "should refrain from"."""
    forbearing = clause.g["forbearing"]
    if forbearing.isdisjoint(clause.lower[clause.first : clause.last]):
        return None
    for at in range(clause.first + 1, clause.last):
        if clause.lower[at] in forbearing and any(
            word in clause.g["modal"] or word == "to"
            for word in clause.lower[max(clause.first, at - 3) : at]
        ):
            return at
    return None


def wishes(clause: Clause, at: int) -> bool:
    """Tell whether somebody hopes or wishes, shortly before word `at`."""
    return not clause.g["hoping"].isdisjoint(clause.lower[max(clause.first, at - 14) : at])


def hangs(clause: Clause, at: int) -> bool:
    """Tell whether what stands at a word hangs on another: "to see whether it was kept"."""
    lower, commas, hanging = clause.lower, clause.commas, clause.g["hanging"]
    for back in range(at - 1, max(clause.first - 1, at - 13), -1):
        if back + 1 in commas:
            return False
        if lower[back] == "evidence" and not clause.g["negative"].isdisjoint(
            lower[max(clause.first, back - 6) : back]
        ):
            return True  # "found no evidence that they were recruiting"
        if lower[back] in hanging:
            # "If one turns to ..." only leads the reader on.
            return clause.word(back + 1) not in ("one", "we")
    return False


def only_dates(clause: Clause, at: int) -> bool:
    """Tell whether the verb at a word only dates something else: "since it came into force"."""
    for back in range(at - 1, max(clause.first - 1, at - 9), -1):
        if clause.parted(back + 1):
            return False
        if clause.lower[back] in clause.g["dating"]:
            return True
    return False


def wording_from(clause: Clause) -> int | None:
    """Give the word from which on a clause only tells what an agreement or a law says."""
    promise = -1
    for hit in clause.hits:
        if hit.group in ("noun.promise", "noun.norm"):
            promise = hit.last
        elif hit.group == "verb.wording" and 0 < promise <= hit.first:
            chain = chain_before(clause, hit, [])
            if clause.word(chain.left - 1) in ("which", "that", "who"):
                continue  # "those points which touch on ...": tells which, not what
            told = hit.form in ("s", "past", "ed", "plain") and not (
                chain.be and hit.form in ("ed", "part")
            )
            between = clause.lower[promise : chain.left]
            if (
                told
                and chain.denied is None
                and _only_describes(clause, between)
                and not clause.is_noun(hit)
            ):
                return hit.first
    return None


def _only_describes(clause: Clause, between: list[str]) -> bool:
    """Tell whether words between a promise and its verb only describe it."""
    if len(between) <= 1:
        return True
    begins = between[0] in ("of", "on", "in", "between", "which", "that", "itself", "also", "it")
    return (
        begins and len(between) <= 7 and not any(word in clause.g["finite_aux"] for word in between)
    )


def intends(clause: Clause, at: int) -> bool:
    """Tell whether what stands at word `at` is only meant to be: "to ensure that it is in line"."""
    first, intending = max(clause.first, at - 9), clause.g["intending"]
    before = clause.lower[first:at]
    return not intending.isdisjoint(before) and any(
        word in intending and clause.word(back - 1) in ("to", "and", "", "would", "will", "should")
        for back, word in enumerate(before, first)
    )


def under_modal(clause: Clause, at: int) -> bool:
    """Tell whether the verb nearest to a noun, before or else after it, is under a modal."""
    lower, cues, moods = clause.lower, clause.cues.at, clause.g["mood"]
    for near in (*range(at - 1, clause.first - 1, -1), *range(at + 1, clause.last)):
        if near in cues or lower[near] in moods:
            found = _mood_at(clause, near)
            if found is not None:
                return found
    return False


def _mood_at(clause: Clause, at: int) -> bool | None:
    """Give True at a modal, False at another finite verb, None at any other word."""
    word = clause.lower[at]
    if word in clause.g["modal"]:
        return True
    if word in clause.g["finite_aux"]:
        return any(helper in clause.g["modal"] for helper in clause.helpers(at))
    for one in clause.verbs_at(at):
        if one.form == "past" or (one.form == "s" and not clause.is_noun(one)):
            return False
        if one.form == "ed" and not any(
            helper in clause.g["modal"] for helper in clause.helpers(at)
        ):
            return False
    return None


def only_modal(clause: Clause) -> bool:
    """Tell whether every finite verb of a clause is under a modal ("should", "may", "will")."""
    modal = False
    for at in range(clause.first, clause.last):
        word = clause.lower[at]
        if word in clause.g["modal"]:
            modal = True
        elif word in clause.g["finite_aux"]:
            before = clause.word(at - 1)
            if before not in clause.g["modal"] and before not in ("not", "also"):
                return False
        elif any(
            one.form == "past" or (one.form == "s" and not clause.is_noun(one))
            for one in clause.verbs_at(at)
        ):
            return False
    return modal
