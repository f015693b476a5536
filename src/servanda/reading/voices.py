"""Whose words a document holds: its side, its chain of hands, what its "we" is, how it knows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from servanda.domain.source import Description, Source
from servanda.domain.statement import Knowing, Voice
from servanda.reading.cues import Cues
from servanda.reading.parties import PartyIndex

_OBSERVER = re.compile(
    r"\b(?:monitor\w*|observer\w*|mission|verification|rapporteur|special envoy|panel of experts"
    r"|commission of inquiry)\b",
    re.I,
)
_PRESS = re.compile(
    r"\b(?:newspaper|daily|times|gazette|news|press|radio|herald|tribune|correspondent|reuters|agency)\b",
    re.I,
)
_RECORDS = re.compile(
    r"\b([A-Z]{2,8})(?:\s+(?:has|had|also|again))*\s+(?:observed|recorded|registered|monitored)\b"
)
_CHIEF = re.compile(r"\b((?:Chief|Head) (?:Monitor|Observer|of Mission))\b")
_REPRESENTING = re.compile(
    r"\b(?:[Ww]e|I|[Uu]ndersigned)\b[^.;\n]{0,40}?\b(?:the\s+)?(?:representatives?|delegates?|deputies|members|leaders|government|command|delegation)\s+of\s+(?:the\s+)?([^,.;\n]{3,60})",
)
_BEHALF = re.compile(
    r"\b(?:on|in)\s+(?:behalf|the\s+name)\s+of\s+(?:the\s+)?([^,.;\n]{3,60})", re.I
)
_FIRST_PERSON = re.compile(r"\b(?:we|our|us)\b", re.I)
#: So often "we", "our" or "us" stand in a document that speaks for somebody.
OFTEN_WE = 3
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
    """Give the voice of a document: from its description, its signature, what it calls its own."""
    description = source.description
    side, why = _side(source, parties)
    text = _author_text(source)
    chain = _chain(description)
    if side in ("unknown", "press", "observer") and not description.creators:
        # What a mission sends out as news is still its own word.
        told = _mission(text, watchers)
        if told is not None:
            chain = (Voice(told, "asserts"), *chain)
            if side != "observer":
                side, why = "observer", f"it tells what “{told}” observed and recorded"
    own = side if parties.roles.get(side) == "party" else None
    return Speaker(side, why, own, chain, _says_we(text))


def _mission(text: str, watchers: frozenset[str]) -> str | None:
    """Give what a document calls the mission that tells it; None if it tells of none.

    A short note may name it only once: as what recorded, or by its head.
    """
    if watchers:
        return max(sorted(watchers), key=lambda one: text.count(one.upper())).upper()
    found = _RECORDS.search(text) or _CHIEF.search(text)
    return " ".join(found[1].split()) if found else None


def _says_we(text: str) -> bool:
    """Tell whether a document speaks of itself as "we" again and again."""
    found = _FIRST_PERSON.finditer(text)
    return sum(1 for _ in zip(range(OFTEN_WE), found, strict=False)) == OFTEN_WE


def _author_text(source: Source) -> str:
    parts = [
        source.text[layer.start : layer.end] for layer in source.layers if layer.layer == "author"
    ]
    text = "\n".join(parts)
    return text if len(text) <= _HEAD + _TAIL else text[:_HEAD] + "\n" + text[-_TAIL:]


def _side(  # noqa: PLR0911 - a list of rules, the first that fits
    source: Source, parties: PartyIndex
) -> tuple[str, str]:
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
