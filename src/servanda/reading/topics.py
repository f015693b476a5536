"""Which provision a passage speaks of when it names none: by the words of the provisions.

The words come from the agreement itself: titles, wordings, and the names and nouns of the themes
that a provision carries or that its own words point to. A word weighs the more the fewer provisions
share it (inverse document frequency). With the wordings exchanged the links move with them.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from servanda.domain.agreement import Agreement, Provision
from servanda.domain.vocabulary import themes
from servanda.reading.lexicon import Lexicon
from servanda.reading.stems import stem

_WORD = re.compile(r"[^\W\d_]{3,}")
#: What words weigh by where they were read.
TITLE, WORDING, THEME, NEAR_THEME = 2.0, 1.5, 1.0, 0.5
#: A link needs this much evidence, and this much more than the next best.
ENOUGH, MARGIN = 1.4, 1.15
#: One word alone links only when it weighs this much: nearly no other provision has it.
ALONE = 1.75


@dataclass(frozen=True, slots=True)
class Topic:
    """A provision that a passage seems to speak of: how strongly, and by which of its words."""

    agreement: str
    key: str
    score: float
    words: tuple[str, ...]


class TopicIndex:
    """The provisions' words, weighed against each other."""

    __slots__ = ("_common", "_order", "_parents", "_plain", "_weights")

    def __init__(self, agreements: Sequence[Agreement], lexicon: Lexicon) -> None:
        self._plain = lexicon.plain
        self._common = frozenset().union(
            *(
                lexicon.grammar[name]
                for name in ("common_nouns", "preposition", "adverb", "determiner")
            )
        )
        bags: dict[tuple[str, str], dict[str, float]] = {}
        self._parents: dict[tuple[str, str], str | None] = {}
        for agreement in agreements:
            skip = _party_stems(agreement)
            for parent, provision in _with_parents(agreement.provisions, None):
                at = (agreement.key, provision.key)
                bags[at] = self._bag(provision, skip)
                self._parents[at] = parent
        shared: dict[str, int] = defaultdict(int)
        for bag in bags.values():
            for one in bag:
                shared[one] += 1
        count = max(1, len(bags))
        average = sum(len(bag) for bag in bags.values()) / count
        self._order = {at: number for number, at in enumerate(bags)}
        self._weights: dict[str, list[tuple[tuple[str, str], float]]] = defaultdict(list)
        for at, bag in bags.items():
            for one, weight in bag.items():
                # 1 for a word that only this provision has; in a long text a word says less.
                rarity = math.log(1 + count / shared[one]) / math.log(1 + count)
                length = 0.6 + 0.4 * max(1.0, len(bag) / average)
                self._weights[one].append((at, weight * rarity / length))

    def _stem(self, word: str) -> str:
        """Give the stem of a word: of its plain verb where its form is irregular ("withdrew")."""
        return stem(self._plain.get(word, word))

    def _bag(self, provision: Provision, skip: frozenset[str]) -> dict[str, float]:
        bag: dict[str, float] = {}

        def put(text: str, weight: float) -> None:
            for word in _WORD.findall(text.lower()):
                one = self._stem(word)
                if word not in self._common and one not in skip:
                    bag[one] = max(bag.get(one, 0.0), weight)

        own = " ".join(wording.text for wording in provision.wordings).lower()
        stems = {self._stem(word) for word in _WORD.findall(f"{provision.title} {own}".lower())}
        for theme in themes():
            if theme.name in provision.themes:
                put(theme.name, THEME)
                for noun in theme.words:
                    put(noun, THEME)
            elif _points_to(theme.words, stems):
                for noun in theme.words:
                    put(noun, NEAR_THEME)
        put(own, WORDING)
        put(provision.title, TITLE)
        return bag

    def knows(self, word: str) -> bool:
        """Tell whether a word in small letters is one of any provision's words."""
        return self._stem(word) in self._weights

    def scores(self, words: Iterable[str]) -> dict[tuple[str, str], tuple[float, list[str]]]:
        """Give each provision's evidence in these words (small letters), with the words."""
        found: dict[tuple[str, str], tuple[float, list[str]]] = {}
        seen: set[str] = set()
        for word in words:
            one = self._stem(word)
            if one in seen:
                continue
            seen.add(one)
            for at, weight in self._weights.get(one, ()):
                score, by = found.get(at, (0.0, []))
                found[at] = (score + weight, [*by, word])
        return found

    def best(self, words: Iterable[str]) -> Topic | None:
        """Give the provision that these words (small letters) speak of; None if it is not clear.

        Where two parts of one provision are equally near, the provision above them is meant.
        """
        ranked = sorted(
            self.scores(words).items(), key=lambda one: (-one[1][0], self._order[one[0]])
        )
        if not ranked:
            return None
        at, (score, by) = ranked[0]
        if score < (ENOUGH if len(by) > 1 else ALONE):
            return None
        for other, (near, _) in ranked[1:]:
            if near * MARGIN < score:
                break
            if other[0] == at[0] and self._parents[other] == at[1]:
                continue  # the provision itself is meant rather than its part
            if (
                other[0] == at[0]
                and self._parents[at] is not None
                and self._parents[other] == self._parents[at]
            ):
                return Topic(at[0], str(self._parents[at]), score, tuple(by))
            if other[0] == at[0] and self._parents[at] == other[1]:
                continue
            return None
        return Topic(at[0], at[1], score, tuple(by))


def _with_parents(
    provisions: Iterable[Provision], parent: str | None
) -> Iterable[tuple[str | None, Provision]]:
    for provision in provisions:
        yield parent, provision
        yield from _with_parents(provision.children, provision.key)


def _party_stems(agreement: Agreement) -> frozenset[str]:
    """Give the stems of the parties' names: they say who, not what."""
    names = [party.name for party in agreement.parties]
    return frozenset(stem(word.lower()) for name in names for word in _WORD.findall(name))


def _points_to(nouns: Iterable[str], stems: set[str]) -> bool:
    """Tell whether a provision's own words name a theme: a noun of it, with all its words."""
    return any(all(stem(word) in stems for word in noun.split()) for noun in nouns if len(noun) > 3)
