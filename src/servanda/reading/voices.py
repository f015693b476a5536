"""Whose words a document holds: its side, its chain of hands, what its "we" is, how it knows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from servanda.domain.source import Description, Source
from servanda.domain.statement import Knowing, Voice
from servanda.reading.cues import Cues
from servanda.reading.lexicon import Lexicon
from servanda.reading.parties import PartyIndex

_OBSERVER = re.compile(
    r"\b(?:monitor\w*|observer\w*|mission|verification|rapporteur|special envoy|panel of experts|commission of inquiry)\b",
    re.I,
)
_PRESS = re.compile(
    r"\b(?:newspaper|daily|times|gazette|news|press|radio|herald|tribune|correspondent|reuters|agency)\b",
    re.I,
)
_REPRESENTING = re.compile(
    r"\b(?:we|I|undersigned)\b[^.;\n]{0,40}?\b(?:the\s+)?(?:representatives?|delegates?|deputies|members|leaders|government|command|delegation)\s+of\s+(?:the\s+)?([^,.;\n]{3,60})",
)
_BEHALF = re.compile(
    r"\b(?:on|in)\s+(?:behalf|the\s+name)\s+of\s+(?:the\s+)?([^,.;\n]{3,60})", re.I
)
_FIRST_PERSON = re.compile(r"\b(?:we|our|us)\b", re.I)
#: How much of a document's beginning and end is searched for who speaks.
_HEAD, _TAIL = 4000, 2500


@dataclass(frozen=True, slots=True)
class Speaker:
    """A document's own voice: its side, why we think so, and whether it says "we"."""

    side: str
    why: str
    #: The party that "we" and "our" mean; None when the voice is no party's.
    own: str | None
    chain: tuple[Voice, ...]
    first_person: bool


def speaker(source: Source, parties: PartyIndex, *, watchers: frozenset[str]) -> Speaker:
    """Give the voice of a document, from its description, its signature, and what it calls its own."""
    description = source.description
    side, why = _side(source, parties)
    if side == "unknown" and watchers:
        side, why = "observer", f"it tells what “{min(watchers).upper()}” observed and recorded"
    own = side if parties.roles.get(side) == "party" else None
    text = _author_text(source)
    return Speaker(side, why, own, _chain(description), _FIRST_PERSON.search(text) is not None)


def _author_text(source: Source) -> str:
    parts = [
        source.text[layer.start : layer.end] for layer in source.layers if layer.layer == "author"
    ]
    text = "\n".join(parts)
    return text if len(text) <= _HEAD + _TAIL else text[:_HEAD] + "\n" + text[-_TAIL:]


def _side(source: Source, parties: PartyIndex) -> tuple[str, str]:
    description = source.description
    if description.side:
        return description.side, "the side was given with the document"
    for creator in description.creators:
        party = parties.party_called(creator)
        if party is not None:
            return _as_side(
                party, parties
            ), f"its author {creator} speaks for {parties.name_of(party)}"
    text = _author_text(source)
    for pattern in (_REPRESENTING, _BEHALF):
        for match in pattern.finditer(text):
            party = parties.party_called(match[1])
            if party is not None and parties.roles.get(party) == "party":
                return party, f"it says “{' '.join(match[0].split())}”"
    signature = " ".join(
        source.text[layer.start : layer.end]
        for layer in source.layers
        if layer.layer == "author" and layer.part == "signature"
    )
    if signature:
        party = parties.party_called(signature)
        if party is not None:
            return _as_side(party, parties), f"it is signed “{' '.join(signature.split())[:80]}”"
    names = " ".join((*description.creators, description.title or "", description.publisher or ""))
    if _OBSERVER.search(" ".join((*description.creators, description.title or ""))):
        return "observer", "its author or title names observers"
    if _PRESS.search(names) and not description.creators:
        return "press", "its publisher is a newspaper or agency"
    return "unknown", "nothing tells whose voice it is"


def _as_side(party: str, parties: PartyIndex) -> str:
    role = parties.roles.get(party, "party")
    return {"mediator": "mediator", "guarantor": "mediator", "observer": "observer"}.get(
        role, party
    )


def _chain(description: Description) -> tuple[Voice, ...]:
    chain = [Voice(name, "asserts") for name in description.creators]
    if description.translator:
        chain.append(Voice(description.translator, "translates"))
    if description.obtained_by:
        chain.append(Voice(description.obtained_by, "transmits"))
    if description.publisher:
        chain.append(Voice(description.publisher, "publishes"))
    return tuple(chain)


def knowing(cues: Cues) -> tuple[Knowing, str | None]:
    """Give how a sentence says that it is known, and the words that say so."""
    order: tuple[Knowing, ...] = ("rumour", "eyewitness", "hearsay", "document")
    for kind in order:
        for hit in cues.of(f"knowing.{kind}"):
            return kind, cues.words.cut(hit.first, hit.last)
    return "unknown", None


@dataclass(frozen=True, slots=True)
class Reported:
    """Somebody in the text whose claim is handed on: the words, whose, and where the claim begins."""

    name: str
    party: str | None
    verb: str
    #: The claim begins at this word; words before it only say who claims.
    begins: int
    act: str


def reported(cues: Cues, parties: PartyIndex, lexicon: Lexicon, own: str | None) -> Reported | None:
    """Give who is said to say what a sentence tells: "The letter says that ...", "According to X, ..."."""
    words = cues.words
    lower = words.lower
    for hit in cues.of("voice.according"):
        end = hit.last
        while end < len(lower) and end - hit.last < 12 and "," not in words.between(end):
            end += 1
        if end > hit.last and (hit.first > 0 or end < len(lower)):
            name = words.cut(hit.last, end)
            return Reported(
                name,
                parties.party_called(name),
                words.cut(hit.first, hit.last),
                end if hit.first == 0 else 0,
                "say",
            )
    for hit in cues.hits:
        if hit.group not in ("verb.say", "verb.deny", "verb.admit"):
            continue
        if hit.form not in ("s", "past", "ed", "part", "plain"):
            continue
        follows = lower[hit.last] if hit.last < len(lower) else ""
        that = follows == "that" or (
            hit.group != "verb.say"
            and follows
            in ("the", "any", "all", "its", "their", "having", "it", "to", "a", "these", "those")
        )
        that = that or lower[hit.last - 1] == "that"
        if not that:
            continue
        subject = _subject(cues, hit.first, lexicon)
        if subject is None:
            continue
        first, last = subject
        name = words.cut(first, last)
        party = parties.party_called(name)
        if lower[first] in ("we", "i") and own is not None:
            party = own
        while first < last - 1 and lower[first] in lexicon.grammar["determiner"]:
            first += 1
        if lower[first] in ("one", "which", "who", "it", "this") or lower[last - 1] == "one":
            continue
        told = any(
            one.group in ("noun.teller", "noun.organ", "noun.observer", "noun.people")
            and first <= one.first < min(last, first + 4)
            for one in cues.hits
        )
        proper = any(words.text[words.starts[at]].isupper() for at in range(first, last) if at > 0)
        if (
            party is None
            and not told
            and not proper
            and lower[first] not in ("we", "i", "they", "he", "she")
        ):
            continue
        begins = hit.last + 1 if follows == "that" else hit.last
        return Reported(name, party, words.cut(hit.first, hit.last), begins, hit.kind)
    return None


def _subject(cues: Cues, verb: int, lexicon: Lexicon) -> tuple[int, int] | None:
    lower = cues.words.lower
    last = verb
    while last > 0 and (
        lower[last - 1] in lexicon.grammar["adverb"]
        or lower[last - 1] in lexicon.grammar["have"]
        or lower[last - 1] in ("can", "must")
        or lower[last - 1].endswith("ly")
        or lower[last - 1] in lexicon.grammar["do"]
    ):
        last -= 1
    first = last
    while (
        first > 0
        and last - first < 10
        and "," not in cues.words.between(first)
        and ";" not in cues.words.between(first)
    ):
        before = lower[first - 1]
        if (
            before in ("that", "and", "but", "which", "who")
            or before in lexicon.grammar["finite_aux"]
        ):
            break
        first -= 1
    return (first, last) if last > first else None
