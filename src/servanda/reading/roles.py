"""Who did it and whom it befell: the mentions around a predicate, told apart by their place."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.reading.clause import Clause
from servanda.reading.mentions import Mention
from servanda.reading.predicate import Predicate

#: How far from its predicate an agent may stand, in words; "by ..." after a noun and after a verb.
REACH, BY_NOUN, BY_VERB = 26, 12, 16
_ARTICLES = ("the", "a", "an", "these", "those", "our", "their", "its", "both", "all")
_LAID = ("to", "on", "upon", "for", "against")
_WHERE = ("in", "from", "within", "throughout", "across", "inside", "into", "to")


@dataclass(frozen=True, slots=True)
class Roles:
    """Agents and patients of one predicate; `where` are parties named as the place of it."""

    agents: tuple[Mention, ...]
    patients: tuple[Mention, ...]
    where: tuple[Mention, ...]


def roles(predicate: Predicate, mentions: list[Mention], clause: Clause) -> Roles:
    """Give the roles of the mentions in a clause; `mentions` are those of the whole sentence."""
    here = [one for one in mentions if clause.first <= one.first < clause.last]
    places = tuple(one for one in here if _is_place(one, clause))
    acting = [one for one in here if one not in places]
    by = _by_phrase(predicate, acting, clause)
    if not by and predicate.act in ("harm", "breach", "hinder"):
        by = _attributed(predicate, acting, clause)
    if by:
        return Roles(by, tuple(one for one in acting if one not in by), places)
    left = [one for one in acting if one.last <= max(predicate.subject, clause.first)]
    right = tuple(one for one in acting if one.first >= predicate.last)
    if predicate.befalls:
        return Roles((), tuple(left), places)
    if predicate.noun:
        return Roles(tuple(one for one in acting if _owns(one, predicate, clause)), right, places)
    left = [one for one in left if predicate.first - one.last <= REACH]
    if predicate.passive:
        return Roles((), tuple(left), places)
    subjects = (
        _antecedent(predicate, left, mentions, clause)
        or [one for one in left if not _after_preposition(one, clause)]
        or _subject_after(predicate, right, clause)
    )
    return Roles(tuple(_joined(subjects, clause)), right, places)


def _joined(subjects: list[Mention], clause: Clause) -> list[Mention]:
    """Keep the subject nearest to the verb and those that "and" joins to it."""
    kept = subjects[-1:]
    for one in reversed(subjects[:-1]):
        gap = clause.lower[one.last : kept[0].first]
        if (
            one.first != kept[0].first
            and gap
            and not (len(gap) <= 2 and gap[0] in ("and", "or", "the"))
        ):
            break
        kept.insert(0, one)
    return kept


def _antecedent(
    predicate: Predicate, left: list[Mention], mentions: list[Mention], clause: Clause
) -> list[Mention]:
    """Find whom a pronoun means earlier in the sentence: "our soldiers, and they refused"."""
    at = predicate.subject - 1
    if left or clause.word(at) not in ("they", "it", "who", "which"):
        return []
    return [one for one in mentions if one.last <= at and one.party is not None][-1:]


def _subject_after(
    predicate: Predicate, right: tuple[Mention, ...], clause: Clause
) -> list[Mention]:
    """Give the subject of the clause that "in violation of ..., the army burned" opens."""
    if predicate.act != "idiom" or predicate.sign > 0:
        return []
    for one in right:
        before = one.first
        while before > predicate.last and not clause.parted(before):
            before -= 1
        if (
            one.first - before <= 3
            and clause.parted(before)
            and not _after_preposition(one, clause)
        ):
            return [other for other in right if other.first == one.first]
    return []


def _attributed(predicate: Predicate, acting: list[Mention], clause: Clause) -> tuple[Mention, ...]:
    """Give whom a harm or breach is laid to: "were attributed to the army"."""
    for at in range(predicate.last, min(clause.last, predicate.last + BY_VERB)):
        if clause.lower[at] in clause.g["laid_to"] and clause.word(at + 1) in _LAID:
            return tuple(one for one in acting if at + 1 < one.first <= at + 4)
    return ()


def _by_phrase(predicate: Predicate, acting: list[Mention], clause: Clause) -> tuple[Mention, ...]:
    """Give whom "by" names after the predicate, or "from" as its own last word."""
    reach = BY_NOUN if predicate.noun else BY_VERB
    for at in range(predicate.last - 1, min(clause.last, predicate.last + reach)):
        word = clause.lower[at]
        if word == "by" or (word == "from" and at == predicate.last - 1):
            near = [one for one in acting if at < one.first <= at + 5]
            # "By the sides" means several at one word.
            found = [one for one in near if one.first == near[0].first]
            for one in acting:
                if (
                    found
                    and found[-1].last < one.first <= found[-1].last + 2
                    and clause.lower[found[-1].last] in ("and", "or")
                ):
                    found.append(one)
            return tuple(found)
    return ()


def _is_place(one: Mention, clause: Clause) -> bool:
    """Tell whether a party's name stands as a place: "in the three districts"."""
    if one.organ or one.member or one.how in ("own", "state"):
        return False
    lower, at = clause.cues.words.lower, one.first - 1
    while at >= 0 and lower[at] in ("the", "these", "those", "both", "all"):
        at -= 1
    return at >= 0 and lower[at] in _WHERE


def _after_preposition(one: Mention, clause: Clause) -> bool:
    at = one.first - 1
    while clause.word(at) in _ARTICLES:
        at -= 1
    word = clause.word(at)
    of_organ = word == "of" and (
        clause.word(at - 1) in clause.g["some_of"]
        or any(hit.group == "noun.organ" and hit.last == at for hit in clause.hits)
    )
    return word in clause.g["preposition"] and not of_organ


def _owns(one: Mention, predicate: Predicate, clause: Clause) -> bool:
    """Tell whether somebody owns a noun: "the army's violations", "committed abuses"."""
    if one.last <= predicate.first and predicate.first - one.last <= 3:
        possessive = one.last - 1 in clause.words.possessive or clause.lower[one.last - 1].endswith(
            "'"
        )
        return possessive or one.last == predicate.first
    if one.last <= predicate.first:
        between = clause.lower[one.last : predicate.first]
        if any(_watches(word, clause) for word in between):
            return False  # who registers violations commits none
        return not clause.g["doing"].isdisjoint(between)
    gap = clause.lower[predicate.last : one.first]
    return bool(gap) and len(gap) <= 4 and gap[0] in ("by", "from")


def _watches(word: str, clause: Clause) -> bool:
    """Tell whether a word is a verb of watching, also as a gerund ("registering")."""
    stem = word.removesuffix("ing")
    return word in clause.g["watching"] or (
        stem != word and not clause.g["watching"].isdisjoint((stem, stem + "ed", stem + "e"))
    )
