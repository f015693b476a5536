"""Who is named in a sentence: parties by their names, their organs, "we", "both sides"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from servanda.reading.cues import Cues, Hit
from servanda.reading.parties import PartyIndex

#: How a mention was understood: by a party's own name, by an organ with the party's name or
#: adjective before it, as the voice's own ("we", "our soldiers"), as one of all who signed ("both
#: sides"), or as an organ of the only state among the parties.
How = Literal["name", "all", "organ", "own", "state", "none"]
#: Words before an organ that may describe it, at most.
_MODIFIERS = 4
#: "Both sides" means all who signed only where so few signed.
_MOST_SIGNED = 4
NOTHING: Mapping[str, str] = MappingProxyType({})
#: Whose "government" or "army" was last described in the paragraph.
Heads = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody named in words `first` up to `last`; `party` is None when it is nobody's known."""

    first: int
    last: int
    party: str | None
    name: str | None
    how: How
    organ: bool = False
    member: bool = False


def find_mentions(
    cues: Cues,
    parties: PartyIndex,
    *,
    own: str | None,
    heads: Heads,
    called: Mapping[str, str] = NOTHING,
) -> list[Mention]:
    """Give who is named in a sentence, in order, the longest name first, without overlap.

    `own` is the voice's party. `heads` is kept through a paragraph: after "the provincial
    government" the bare word "government" means the same. `called` are the document's own short
    names for the parties' bodies.
    """
    found: list[Mention] = []
    begins: set[int] = set()
    if not parties.starters.isdisjoint(cues.words.lower):
        begins = {at for at, word in enumerate(cues.words.lower) if word in parties.starters}
    begins.update(hit.first for hit in cues.of("noun.organ"))
    if called:
        begins.update(at for at, word in enumerate(cues.words.lower) if word in called)
    done = 0
    for index in sorted(begins):
        if index >= done:
            here = _at(cues, parties, index, own, heads) or _called(cues, parties, index, called)
            if not (here and _holds_ground(cues, here[0])):
                found.extend(here)
            done = max(here[0].last, index + 1) if here else index + 1
    return found


def _at(
    cues: Cues, parties: PartyIndex, index: int, own: str | None, heads: Heads
) -> list[Mention]:
    together = _all_who_signed(cues, parties, index)
    if together:
        return together
    one = (
        _named(cues, parties, index)
        or _own(cues, parties, index, own)
        or _organ(cues, parties, index, heads)
    )
    if one is None:
        return []
    if one.how != "state":
        for at in range(one.first, one.last):
            if _is(cues, at, "noun.organ"):
                heads[cues.words.lower[at]] = one.party
    return [one]


def _called(
    cues: Cues, parties: PartyIndex, index: int, called: Mapping[str, str]
) -> list[Mention]:
    """Read a short name that the document explains: "the AFA", written in capitals."""
    words = cues.words
    party = called.get(words.lower[index])
    if party is None or not words.text[words.starts[index]].isupper():
        return []
    return [_mention(parties, index, _with_organ(cues, index + 1), party, "organ")]


def _holds_ground(cues: Cues, one: Mention) -> bool:
    """Tell whether somebody only tells where: "areas (not) controlled by the army"."""
    lower, g = cues.words.lower, cues.grammar
    if one.last < len(lower) and lower[one.last] in g["ground_held"]:
        return cues.words.between(one.last).strip() in ("", "-", "‑")
    at = one.first - 1
    while at >= 0 and lower[at] in g["determiner"]:
        at -= 1
    if at < 1 or lower[at] != "by" or lower[at - 1] not in g["ground_held"]:
        return False
    before = at - 2
    while before >= 0 and (lower[before] in g["adverb"] or lower[before] in g["negative"]):
        before -= 1
    return before < 0 or lower[before] not in g["be"]


def _is(cues: Cues, at: int, group: str) -> bool:
    return any(hit.group == group for hit in cues.at.get(at, ()))


def _mention(parties: PartyIndex, first: int, last: int, party: str | None, how: How) -> Mention:
    return Mention(first, last, party, parties.name_of(party) if party else None, how, organ=True)


def _all_who_signed(cues: Cues, parties: PartyIndex, index: int) -> list[Mention]:
    """Read "the parties", "both sides" as all the parties that signed."""
    words, lower = cues.words, cues.words.lower
    if (
        lower[index] not in cues.grammar["all_who_signed"]
        or not 2 <= len(parties.signed) <= _MOST_SIGNED
    ):
        return []
    before = lower[index - 1] if index else ""
    if before == "two" and index > 1:
        before = lower[index - 2]
    after = lower[index + 1] if index + 1 < len(lower) else ""
    written = words.text[words.starts[index]].isupper() and index > 0 and before != "political"
    # "Parties nominated ..." opens the sentence without an article.
    opens = index == 0 and lower[0] == "parties"
    if not (before in ("the", "both", "these", "by") or written or opens) or (
        after in ("of", "in") and before != "the"
    ):
        return []
    return [_mention(parties, index, index + 1, key, "all") for key in parties.signed]


def _named(cues: Cues, parties: PartyIndex, index: int) -> Mention | None:
    words, lower = cues.words, cues.words.lower
    found = parties.longest(lower, index)
    if found is None:
        key = parties.titles.get(lower[index])
        written = (
            words.text[words.starts[index]].isupper() and index > 0 and lower[index - 1] == "the"
        )
        if key is None or not written:
            return None
        return Mention(index, _with_organ(cues, index + 1), key, parties.name_of(key), "name")
    known, end = found
    end = _with_organ(cues, end)
    organ = any(_is(cues, at, "noun.organ") for at in range(index, end))
    return Mention(index, end, known.party, known.name, "name", organ, known.member)


def _with_organ(cues: Cues, end: int) -> int:
    """Take the organ in: "HF forces", "the central government's troops"."""
    for one in cues.at.get(end, ()):
        if one.group == "noun.organ" and not cues.words.between(end).strip(" '’s"):
            return one.last
    return end


def _own(cues: Cues, parties: PartyIndex, index: int, own: str | None) -> Mention | None:
    lower = cues.words.lower
    if own is None or lower[index] not in ("we", "our"):
        return None
    if lower[index] == "we":
        return Mention(index, index + 1, own, parties.name_of(own), "own")
    for at in range(index + 1, min(len(lower), index + _MODIFIERS)):
        for one in cues.at.get(at, ()):
            if one.group == "noun.organ":
                return _mention(parties, index, one.last, own, "own")
    return None


def _organ(cues: Cues, parties: PartyIndex, index: int, heads: Heads) -> Mention | None:
    """Read an organ with what describes it: "the central command", "soldiers of the Front"."""
    organ = next((one for one in cues.at.get(index, ()) if one.group == "noun.organ"), None)
    if organ is None:
        return None
    lower = cues.words.lower
    first = _first_modifier(cues, index)
    of = _of_party(cues, parties, organ.last)
    if of is not None:
        return _mention(parties, first, of[1], of[0], "organ")
    for at in range(first, index):
        party = parties.adjectives.get(lower[at])
        if party is not None:
            return _mention(parties, first, organ.last, party, "organ")
    if first == index and lower[index] in heads:
        party = heads[lower[index]]
        return _mention(parties, index, organ.last, party, "organ" if party else "none")
    return _bare_organ(cues, parties, organ, first)


def _bare_organ(cues: Cues, parties: PartyIndex, organ: Hit, first: int) -> Mention | None:
    """Read an organ that no party's name describes: a head of a name, or the only state's."""
    lower, index = cues.words.lower, organ.first
    if _only_describes(cues, organ.last):
        return None
    determined = first > 0 and lower[first - 1] in ("the", "these", "those", "this", "their", "its")
    plural = lower[organ.last - 1].endswith("s") or lower[organ.last - 1] in ("police", "military")
    plain = all(lower[at] in cues.grammar["of_a_state"] for at in range(first, index))
    # "Congress" needs no article where it is written as a name.
    named = index > 0 and cues.words.text[cues.words.starts[index]].isupper()
    if plain and (determined or plural or named):
        head = parties.heads.get(lower[index]) if first == index else None
        if head is not None:
            return _mention(parties, index, organ.last, head, "organ")
        if parties.state is not None and _is(cues, index, "noun.state_organ"):
            return _mention(parties, first, organ.last, parties.state, "state")
    if _is(cues, index, "noun.state_organ"):
        return _mention(parties, first, organ.last, None, "none")
    return None


def _only_describes(cues: Cues, at: int) -> bool:
    """Tell whether an organ's word only describes the next: "the military points"."""
    words, g = cues.words, cues.grammar
    if at >= len(words) or words.between(at) != " ":
        return False
    word = words.lower[at]
    if word in g["bodies_of"]:
        return False  # "Government agencies"
    if word in g["no_noun"] or word in (
        "and",
        "or",
        "but",
        "who",
        "which",
        "that",
        "to",
        "have",
        "had",
        "be",
    ):
        return False
    verb = word.endswith(("ed", "ly")) or any(one.section == "verb" for one in cues.at.get(at, ()))
    return not verb


def _first_modifier(cues: Cues, index: int) -> int:
    """Give the first of the words that describe a noun: back to its article, or the start."""
    words, lower, g = cues.words, cues.words.lower, cues.grammar
    first = index
    while first > 0 and index - first < _MODIFIERS:
        before = lower[first - 1]
        if words.between(first).strip(" '’[]\n\r\t") not in ("", "s"):
            break
        if before in g["no_modifier"]:
            break
        if before in ("and", "or", "but", "as", "than") or any(
            one.group.startswith("verb.") and one.form not in ("plain", "s", "ed")
            for one in cues.at.get(first - 1, ())
        ):
            break
        first -= 1
    return first


def _of_party(cues: Cues, parties: PartyIndex, at: int) -> tuple[str, int] | None:
    """Read on after an organ: "soldiers of the three districts" gives the party and the end."""
    lower = cues.words.lower
    if at + 1 >= len(lower) or lower[at] != "of":
        return None
    found = parties.longest(lower, at + 2 if lower[at + 1] == "the" else at + 1)
    return None if found is None else (found[0].party, found[1])
