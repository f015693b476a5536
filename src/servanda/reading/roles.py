"""Who did it and whom it befell: the mentions around a predicate, told apart by their place."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.reading.cues import Cues
from servanda.reading.lexicon import Lexicon
from servanda.reading.parties import Mention
from servanda.reading.predicate import Predicate

#: How far from its predicate an agent may stand, in words.
REACH = 26
_NOUN_REACH = 12


@dataclass(frozen=True, slots=True)
class Roles:
    """Agents and patients of one predicate; `where` are parties named as the place of it."""

    agents: tuple[Mention, ...]
    patients: tuple[Mention, ...]
    where: tuple[Mention, ...]


def roles(
    predicate: Predicate,
    mentions: list[Mention],
    cues: Cues,
    lexicon: Lexicon,
    first: int,
    last: int,
) -> Roles:
    """Give the roles of the mentions in the clause of words `first` up to `last`."""
    words = cues.words
    here = [one for one in mentions if first <= one.first < last]
    places = tuple(one for one in here if _is_place(one, cues, lexicon))
    acting = [one for one in here if one not in places]
    by = _by_phrase(predicate, acting, cues, last)
    if by:
        rest = tuple(one for one in acting if one not in by)
        return Roles(by, rest, places)
    if predicate.befalls:
        before = tuple(one for one in acting if one.last <= max(predicate.subject, first))
        return Roles((), before, places)
    if predicate.noun:
        of = [one for one in acting if _possessor(one, predicate, cues)]
        after = tuple(one for one in acting if one.first >= predicate.last)
        return Roles(tuple(of), after, places)
    left = [
        one
        for one in acting
        if one.last <= max(predicate.subject, first) and predicate.first - one.last <= REACH
    ]
    right = tuple(one for one in acting if one.first >= predicate.last)
    if predicate.passive:
        return Roles((), tuple(left), places)
    subjects = _antecedent(predicate, left, mentions, cues, first) or [
        one for one in left if not _in_prepositional(one, cues, lexicon, first)
    ]
    if len(subjects) > 1:
        # Several before the verb: those joined by "and" to the nearest are subjects too.
        nearest = subjects[-1]
        joined = [nearest]
        for one in reversed(subjects[:-1]):
            gap = words.lower[one.last : joined[-1].first]
            if (gap and gap[0] in ("and", "or", "the") and len(gap) <= 2) or not gap:
                joined.append(one)
            else:
                break
        subjects = list(reversed(joined))
    return Roles(tuple(subjects), right, places)


def _antecedent(
    predicate: Predicate, left: list[Mention], mentions: list[Mention], cues: Cues, first: int
) -> list[Mention]:
    """Find whom a pronoun subject means, earlier in the sentence: "... our soldiers and they refused"."""
    at = predicate.subject - 1
    if left or at < first or cues.words.lower[at] not in ("they", "it", "who", "which"):
        return []
    return [one for one in mentions if one.last <= at and one.party is not None][-1:]


def _by_phrase(
    predicate: Predicate, acting: list[Mention], cues: Cues, last: int
) -> tuple[Mention, ...]:
    lower = cues.words.lower
    reach = _NOUN_REACH if predicate.noun else 16
    for at in range(predicate.last - 1, min(last, predicate.last + reach)):
        if lower[at] == "by" or (at == predicate.last - 1 and lower[at] == "from"):
            close = [one for one in acting if at < one.first <= at + 5]
            found = close[:1]
            for one in acting:
                if (
                    found
                    and one.first > found[-1].last
                    and one.first - found[-1].last <= 2
                    and lower[found[-1].last] in ("and", "or")
                ):
                    found.append(one)
            return tuple(found)
    return ()


def _is_place(one: Mention, cues: Cues, lexicon: Lexicon) -> bool:
    """Tell whether a party's name stands as a place: "in the three districts"."""
    if one.organ or one.member or one.how in ("own", "state"):
        return False
    lower = cues.words.lower
    at = one.first - 1
    while at >= 0 and lower[at] in ("the", "these", "those", "both", "all"):
        at -= 1
    return at >= 0 and lower[at] in (
        "in",
        "from",
        "within",
        "throughout",
        "across",
        "inside",
        "into",
        "to",
    )


def _in_prepositional(one: Mention, cues: Cues, lexicon: Lexicon, first: int) -> bool:
    lower = cues.words.lower
    at = one.first - 1
    while at >= first and lower[at] in (
        "the",
        "a",
        "an",
        "these",
        "those",
        "our",
        "their",
        "its",
        "both",
        "all",
    ):
        at -= 1
    if at < first:
        return False
    return lower[at] in lexicon.grammar["preposition"] and not (
        lower[at] == "of" and any(hit.group == "noun.organ" and hit.last == at for hit in cues.hits)
    )


def _possessor(one: Mention, predicate: Predicate, cues: Cues) -> bool:
    """Tell whether somebody owns the noun: "the army's violations", "violations by the army"."""
    lower = cues.words.lower
    if one.last <= predicate.first and predicate.first - one.last <= 3:
        return (
            one.last - 1 in cues.words.possessive
            or one.last == predicate.first
            or lower[one.last - 1].endswith("'")
        )
    if one.last <= predicate.first:
        # Subject of "committed abuses", "carried out arrests".
        between = lower[one.last : predicate.first]
        return any(
            word
            in (
                "commit",
                "commits",
                "committed",
                "committing",
                "made",
                "carried",
                "launched",
                "conducted",
                "continued",
                "exerted",
                "exerts",
                "inflicted",
                "engaged",
                "put",
                "placed",
                "perpetrated",
                "staged",
            )
            for word in between
        )
    gap = lower[predicate.last : one.first]
    return bool(gap) and gap[0] in ("by", "from") and len(gap) <= 4
