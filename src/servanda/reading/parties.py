"""What texts may call the agreement's parties: names, aliases, members, adjectives, heads."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass

from servanda.domain.agreement import Agreement, Party
from servanda.reading.lexicon import Lexicon
from servanda.reading.phrases import PhraseTable

_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_ARTICLES = ("the ", "The ", "a ", "an ")


@dataclass(frozen=True, slots=True)
class Known:
    """A party by one of its names; `member` when it is a person who speaks for it."""

    party: str
    name: str
    member: bool = False


class PartyIndex:
    """The parties of the agreements by every name that texts may use.

    `adjectives` and `heads` are words that only one party's names have: an adjective ("Arvenian")
    makes an organ after it that party's, a head ("government", "Front") may stand for the name.
    `state` is the only state or government among the parties, if there is just one; a party that is
    called by a country's name is one.
    """

    __slots__ = (
        "_names",
        "adjectives",
        "countries",
        "heads",
        "lexicon",
        "roles",
        "signed",
        "starters",
        "state",
        "table",
        "titles",
    )

    def __init__(self, agreements: Sequence[Agreement], lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.table: PhraseTable[Known] = PhraseTable()
        self._names: dict[str, str] = {}
        self.roles: dict[str, str] = {}
        parties = [party for agreement in agreements for party in agreement.parties]
        for party in parties:
            self._names.setdefault(party.key, party.name)
            self.roles.setdefault(party.key, party.role)
        self.signed = tuple(key for key, role in self.roles.items() if role == "party")
        self._fill(parties)
        organs = _organ_words(lexicon)
        signed = [party for party in parties if party.role == "party"]
        self.adjectives = _only_one(
            (word.lower(), party.key)
            for party in parties
            for alias in _aliases(party)
            for word in _WORD.findall(alias)
            if word[:1].isupper()
            and len(word) > 1
            and (word.isupper() or word.lower() not in organs)
        )
        ends = [
            (alias.split()[-1], party.key)
            for party in signed
            for alias in _aliases(party)
            if len(alias.split()) > 1
        ]
        self.heads = _only_one((word.lower(), key) for word, key in ends if word.lower() in organs)
        self.titles = _only_one(
            (word.lower(), key)
            for word, key in ends
            if word[:1].isupper() and word.lower() not in organs
        )
        #: Parties called by a country's name: it names the land as often as who rules it.
        self.countries = frozenset(
            party.key
            for party in signed
            for alias in _aliases(party)
            if " ".join(lower_words(alias)) in lexicon.grammar["country"]
        )
        stately = lexicon.grammar["state_words"]
        states = {
            party.key
            for party in signed
            for alias in _aliases(party)
            if not stately.isdisjoint(lower_words(alias))
        } | self.countries
        #: Words that a mention may begin with, beside organs.
        self.starters = frozenset(
            (*self.table.first, *self.titles, *lexicon.grammar["all_who_signed"], "we", "our")
        )
        self.state = next(iter(states)) if len(states) == 1 else None

    def _fill(self, parties: list[Party]) -> None:
        seen: set[tuple[tuple[str, ...], str]] = set()
        for party in parties:
            names = [(alias, False) for alias in _aliases(party)]
            names.extend((member, True) for member in party.members)
            for name, member in names:
                words = tuple(lower_words(name))
                if words and (words, party.key) not in seen:
                    seen.add((words, party.key))
                    self.table.add(words, Known(party.key, party.name, member))

    def elsewhere(self) -> PartyIndex:
        """Give the same names for a document about another land.

        There "the government" and "both sides" are none of these parties.
        """
        other = copy(self)
        other.state, other.signed, other.heads = None, (), {}
        return other

    def name_of(self, party: str) -> str:
        """Give a party's display name by its key."""
        return self._names.get(party, party)

    def party_called(self, words: str) -> str | None:
        """Give the key of the party whose name stands in these words; None if none does."""
        lower = lower_words(words)
        for index in range(len(lower)):
            found = self.longest(lower, index)
            if found is not None:
                return found[0].party
        return None

    def longest(self, lower: Sequence[str], index: int) -> tuple[Known, int] | None:
        """Give the longest name that begins at a word, with the word after its last."""
        if index >= len(lower) or lower[index] not in self.table.first:
            return None
        return max(self.table.at(lower, index, len(lower)), key=lambda one: one[1], default=None)


def _aliases(party: Party) -> list[str]:
    return [_bare(name) for name in (party.name, *party.aliases) if _bare(name).strip()]


def _bare(alias: str) -> str:
    for article in _ARTICLES:
        alias = alias.removeprefix(article)
    return alias


def _only_one(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Give the words that belong to one party only, with its key."""
    found: dict[str, set[str]] = defaultdict(set)
    for word, key in pairs:
        found[word].add(key)
    return {word: next(iter(keys)) for word, keys in found.items() if len(keys) == 1}


def lower_words(words: str) -> list[str]:
    """Give the words as `Words.lower` has them: small letters, without "'s"."""
    return [word.lower().replace("’", "'").removesuffix("'s") for word in _WORD.findall(words)]


def _organ_words(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(word for word, cue in lexicon.table.alone() if cue.group == "noun.organ")
