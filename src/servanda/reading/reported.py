"""Claims that a text hands on: "The letter says that ...", "According to X, ...", "..., X said"."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.reading.cues import Cues, Hit
from servanda.reading.mentions import Mention
from servanda.reading.parties import PartyIndex

#: A name of a teller is at most so many words long.
LONGEST_NAME = 12
#: How near a sentence's end ", the commander said" must stand.
_TRAILING = 6
_PERSONAL = ("we", "i", "they", "he", "she")
_TELLERS = ("noun.teller", "noun.organ", "noun.observer", "noun.people")
_OPENERS = frozenset(
    ("the", "any", "all", "its", "their", "having", "it", "to", "a", "these", "those")
)


@dataclass(frozen=True, slots=True)
class Reported:
    """Who is said to claim what follows.

    `name` are the words for the one who claims, `party` its key if it is a party's, `verb` and
    `act` ("say", "deny", "admit") how it claims. The claim begins at word `begins`. `through` are
    those who hand it on inside the text, the nearest to the claim first.
    """

    name: str
    party: str | None
    verb: str
    begins: int
    act: str
    through: tuple[str, ...] = ()


def reported(cues: Cues, parties: PartyIndex, mentions: list[Mention]) -> Reported | None:
    """Give who is said to say what a sentence tells; None where the author speaks.

    Where one hands on what another says ("According to the Gazette, the army denied that ...") the
    innermost claims and the others hand on.
    """
    found = [one for one in (_according(cues, parties, mentions),) if one is not None]
    done = -1
    for hit in cues.hits:
        if hit.first < done:
            continue  # "denied reports that": the reports are what is denied
        if hit.group in ("verb.say", "verb.deny", "verb.admit") and hit.form != "ing":
            one = _says(cues, hit, mentions) or _said_after(cues, hit, mentions)
            if one is not None and one.name not in [other.name for other in found]:
                found.append(one)
                done = one.begins
    if not found:
        return None
    inner = found[-1]
    begins = max(one.begins for one in found)
    outer = tuple(one.name for one in reversed(found[:-1]))
    return Reported(inner.name, inner.party, inner.verb, begins, inner.act, outer)


def _according(cues: Cues, parties: PartyIndex, mentions: list[Mention]) -> Reported | None:
    words = cues.words
    for hit in cues.of("voice.according"):
        end = hit.last
        while end < len(words) and end - hit.last < LONGEST_NAME and end not in words.commas:
            end += 1
        if end > hit.last and (hit.first > 0 or end < len(words)):
            if not _can_tell(cues, mentions, hit.last, end):
                continue
            name = words.cut(hit.last, end)
            party = _party(mentions, hit.last, end) or parties.party_called(name)
            begins = end if hit.first == 0 else 0
            return Reported(name, party, words.cut(hit.first, hit.last), begins, "say")
    return None


def _can_tell(cues: Cues, mentions: list[Mention], first: int, last: int) -> bool:
    """Tell whether words name somebody who can say something: no agreement, number or clause."""
    words, lower, g = cues.words, cues.words.lower, cues.grammar
    if any(sign in words.between(at) for at in range(first + 1, last) for sign in ";:"):
        return False
    if any(lower[at] in g["finite_aux"] for at in range(first, last)):
        return False
    if _party(mentions, first, last) is not None:
        return True
    if any(one.group in _TELLERS and first <= one.first < last for one in cues.hits):
        return True
    while first < last - 1 and lower[first] in g["determiner"]:
        first += 1
    rules = any(
        one.group in ("noun.promise", "noun.norm")
        for at in range(first, last)
        for one in cues.at.get(at, ())
    )
    if rules or not g["no_voice"].isdisjoint(lower[first:last]):
        return False
    return words.text[words.starts[first]].isupper()


def _says(cues: Cues, hit: Hit, mentions: list[Mention]) -> Reported | None:
    """Read "X says that ...", "X denied having ...", "X denied reports that ..."."""
    lower = cues.words.lower
    after = lower[hit.last] if hit.last < len(lower) else ""
    begins = hit.last
    if after == "that":
        begins = hit.last + 1
    elif lower[hit.last - 1] != "that" and (
        hit.group == "verb.say" or (after not in _OPENERS and not _of_charges(cues, hit.last))
    ):
        return None
    charged = next(
        (at for at in range(hit.last, min(len(lower), hit.last + 4)) if lower[at] == "that"), None
    )
    if hit.group == "verb.deny" and charged is not None and _of_charges(cues, hit.last):
        begins = charged + 1
    subject = _subject(cues, hit.first)
    if subject is None:
        return None
    return _named(cues, hit, subject, begins, mentions)


def _said_after(cues: Cues, hit: Hit, mentions: list[Mention]) -> Reported | None:
    """Read "..., the commander said.": what stands before is the claim."""
    words = cues.words
    if hit.group != "verb.say" or hit.form not in ("past", "ed", "s") or hit.first < 4:
        return None
    if hit.last == len(words):
        first = hit.first
        while first > 1 and hit.first - first < _TRAILING and first not in words.commas:
            first -= 1
        if first in words.commas and first < hit.first:
            return _named(cues, hit, (first, hit.first), 0, mentions)
    if hit.first in words.commas and 0 < len(words) - hit.last <= _TRAILING:
        return _named(cues, hit, (hit.last, len(words)), 0, mentions)
    return None


def _of_charges(cues: Cues, at: int) -> bool:
    return cues.has("noun.denial", at, at + 3)


def _named(
    cues: Cues, hit: Hit, subject: tuple[int, int], begins: int, mentions: list[Mention]
) -> Reported | None:
    """Give the claim if its subject can speak: a party, an organ, a teller, a name."""
    words, lower = cues.words, cues.words.lower
    first, last = subject
    name = words.cut(first, last)
    party = _party(mentions, first, last)
    while first < last - 1 and lower[first] in cues.grammar["determiner"]:
        first += 1
    if lower[first] in ("one", "which", "who", "it", "this") or lower[last - 1] == "one":
        return None
    told = any(
        one.group in _TELLERS and first <= one.first < min(last, first + 4) for one in cues.hits
    )
    proper = any(words.text[words.starts[at]].isupper() for at in range(max(first, 1), last))
    if party is None and not told and not proper and lower[first] not in _PERSONAL:
        return None
    return Reported(name, party, words.cut(hit.first, hit.last), begins, hit.kind)


def _party(mentions: list[Mention], first: int, last: int) -> str | None:
    return next((one.party for one in mentions if first <= one.first < last and one.party), None)


def _subject(cues: Cues, verb: int) -> tuple[int, int] | None:
    """Give the words of the subject before a verb of saying."""
    words, lower, g = cues.words, cues.words.lower, cues.grammar
    last = verb
    while last > 0 and (
        lower[last - 1] in g["adverb"]
        or lower[last - 1] in g["have"]
        or lower[last - 1] in g["do"]
        or lower[last - 1] in ("can", "must")
        or lower[last - 1].endswith("ly")
    ):
        last -= 1
    first = last
    while first > 0 and last - first < LONGEST_NAME - 2:
        between = words.between(first)
        if "," in between or ";" in between or ":" in between:
            break
        if (
            lower[first - 1] in ("that", "and", "but", "which", "who")
            or lower[first - 1] in g["finite_aux"]
        ):
            break
        first -= 1
    first = _after_date(cues, first, last)
    return (first, last) if last > first else None


def _after_date(cues: Cues, first: int, last: int) -> int:
    """Give where the words go on after a date that opens them: "On 26 May the Mission"."""
    lower, months = cues.words.lower, cues.grammar["month"]
    at = first + 1 if lower[first] in ("on", "in") else first
    begin = at
    while at < last and (lower[at].isdigit() or lower[at] in months):
        at += 1
    dated = not months.isdisjoint(lower[begin:at]) and at - begin > 1
    return at if dated else first
