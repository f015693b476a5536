"""What a document itself calls the parties' bodies: "the Armed Forces of Arvenia (AFA)"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from servanda.domain.source import Source
from servanda.reading.document import author_spans
from servanda.reading.parties import PartyIndex, lower_words

#: A short name in brackets, and the capitalised words with small ones between that it stands for.
_SHORT = re.compile(r"\(\s?[“\"']?([A-Z][A-Za-z-]{1,9})[”\"']?\s?\)")
_LONG = re.compile(r"[A-Z][\w’'.-]*(?:\s+(?:[A-Z][\w’'.-]*|of|the|and|for|on|in|to)){1,11}\s*$")
#: How far before its short name a long one may begin.
_BEFORE = 120
#: How the long names of a state's own offices begin.
_OF_STATE = (
    "office of the president", "office of the presidential", "office of the prime minister",
    "ministry of defence", "ministry of defense", "ministry of the interior",
    "ministry of foreign affairs", "ministry of finance", "national army", "national police",
    "department of",
)  # fmt: skip
#: So much of each stretch of the author's words is looked through.
_SAMPLE = 400_000


def called_in(
    source: Source, parties: PartyIndex, *, watchers: frozenset[str]
) -> Mapping[str, str]:
    """Give the party of each short name, in small letters, that a document explains as a body's.

    The long name is a party's own, or an organ's with a word that only that party's names have
    ("Philippine National Police"). Who fights in the name of a people or a cause is no organ of the
    state whose land he names; who watches is nobody's.
    """
    found: dict[str, str] = {}
    for layer in author_spans(source):
        stop = min(layer.end, layer.start + _SAMPLE)
        for match in _SHORT.finditer(source.text, layer.start, stop):
            short = match[1].lower()
            if short in found or short in watchers or match[1][1:].islower():
                continue
            before = source.text[max(layer.start, match.start() - _BEFORE) : match.start()]
            told = _LONG.search(before)
            party = _party_of(lower_words(told[0]), parties) if told else None
            if party is not None:
                found[short] = party
    return found


def _party_of(words: list[str], parties: PartyIndex) -> str | None:
    grammar = parties.lexicon.grammar
    for first in range(len(words)):
        named = parties.longest(words, first)
        if named is not None and named[1] == len(words):
            return named[0].party
    if not grammar["of_a_cause"].isdisjoint(words):
        return None
    if parties.state is not None and " ".join(words).removeprefix("the ").startswith(_OF_STATE):
        return parties.state
    keys = {parties.adjectives[one] for one in words if one in parties.adjectives}
    # A council or commission may be everybody's; who bears arms or governs is one party's.
    own = not grammar["own_bodies"].isdisjoint(words)
    return next(iter(keys)) if own and len(keys) == 1 else None
