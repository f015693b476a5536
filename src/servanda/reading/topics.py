"""Which provision a passage speaks of when it names none: by the words of the provisions.

The words come from the agreement itself: titles, wordings, and the names and nouns of the themes
that a provision carries or that its own words point to. A word weighs the more the fewer provisions
share it (inverse document frequency). With the wordings exchanged the links move with them.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
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
#: One word alone links only when it weighs this much: it stands in the title, and nearly no other
#: provision has it. (The wording's words weigh less even where no other has them.)
ALONE = 1.75


@dataclass(frozen=True, slots=True)
class Topic:
    """A provision that a passage seems to speak of: how strongly, and by which of its words."""

    agreement: str
    key: str
    score: float
    words: tuple[str, ...]


#: Of two words alone each must weigh this much, and they must stand so near each other; words that
#: weigh more together link wherever they stand.
TELLING, CLOSE, SURE = 0.45, 8, 2.6
#: Words of these may stand in a provision on anything.
_ANY_FIELD = frozenset(
    (
        "verb.say", "verb.demand", "verb.order", "verb.allow", "verb.fail", "verb.manage",
        "verb.start", "verb.continue", "verb.wording", "verb.fulfil", "verb.fulfil_weak",
        "noun.breach", "noun.fulfil", "noun.progress", "noun.lack", "noun.observer", "status.good",
        "status.bad", "status.begun",
    )
)  # fmt: skip
#: A word that weighs less for a provision tells nothing.
LEAST = 0.12

#: A provision's number and what a word weighs for it.
_Weights = tuple[tuple[int, float], ...]


class TopicIndex:
    """The provisions' words, weighed against each other."""

    __slots__ = (
        "_common",
        "_keys",
        "_known",
        "_number",
        "_parents",
        "_plain",
        "_plain_stems",
        "_titles",
        "_weights",
    )

    def __init__(self, agreements: Sequence[Agreement], lexicon: Lexicon) -> None:
        self._plain = lexicon.plain
        grammar = lexicon.grammar
        self._common = grammar["common_nouns"].union(
            grammar["preposition"], grammar["adverb"], grammar["determiner"]
        )
        self._plain_stems = frozenset(
            stem(word) for word, cue in lexicon.table.alone() if cue.group in _ANY_FIELD
        ).union(map(stem, grammar["plain_words"]))
        #: Agreement and provision by number, and the number of the provision above; -1 for none.
        self._keys: list[tuple[str, str]] = []
        self._parents: list[int] = []
        #: Stems of each provision's title.
        self._titles: list[frozenset[str]] = []
        bags: list[dict[str, float]] = []
        for agreement in agreements:
            skip = _party_stems(agreement)
            for above, provision in _with_parents(agreement.provisions, -1, len(self._keys)):
                self._keys.append((agreement.key, provision.key))
                self._parents.append(above)
                title = _WORD.findall(provision.title.lower())
                self._titles.append(
                    frozenset(self._stem(one) for one in title if one not in self._common) - skip
                )
                bags.append(self._bag(provision, skip))
        self._number = {at: number for number, at in enumerate(self._keys)}
        self._weights = _weighed(bags)
        #: What each word met so far weighs: a text uses the same words again and again.
        self._known: dict[str, _Weights] = {}

    def _stem(self, word: str) -> str:
        """Give the stem of a word: of its plain verb where its form is irregular ("withdrew")."""
        return stem(self._plain.get(word, word))

    def _of_any_field(self, one: str) -> bool:
        """Tell whether a stem may stand in a provision on anything ("submitted" as "submit")."""
        doubled = len(one) > 3 and one[-1] == one[-2]
        return one in self._plain_stems or (doubled and one[:-1] in self._plain_stems)

    def _bag(self, provision: Provision, skip: frozenset[str]) -> dict[str, float]:
        bag: dict[str, float] = {}

        def put(text: str, weight: float) -> None:
            for word in _WORD.findall(text.lower()):
                one = self._stem(word)
                plain = word.removesuffix("s")
                any_field = self._of_any_field(one) or word.endswith("ly")
                if self._common.isdisjoint((word, plain)) and one not in skip and not any_field:
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
        # A title that a draft cut from the wording's beginning tells no more than the wording.
        cut = provision.title.rstrip(" …").lower()
        put(provision.title, WORDING if own.startswith(cut) else TITLE)
        return bag

    def _scores(self, words: Iterable[str]) -> dict[int, float]:
        """Give each provision's evidence in these words (small letters)."""
        found: dict[int, float] = {}
        seen: set[int] = set()
        known = self._known
        for word in words:
            weights = known.get(word)
            if weights is None:
                weights = known[word] = self._weights.get(self._stem(word), ())
            # Words of one stem share one tuple, and count once.
            if weights and id(weights) not in seen:
                seen.add(id(weights))
                for at, weight in weights:
                    found[at] = found.get(at, 0.0) + weight
        return found

    def score(self, words: Iterable[str], agreement: str, key: str) -> float:
        """Give the evidence in these words (small letters) for one provision or a part of it."""
        number = self._number.get((agreement, key))
        if number is None:
            return 0.0
        scores = self._scores(words)
        return max(
            (one for at, one in scores.items() if at == number or self._below(at, number)),
            default=0.0,
        )

    def _below(self, number: int, above: int) -> bool:
        while number > above:
            number = self._parents[number]
        return number == above

    def titled(self, words: Iterable[str], *, agreement: str | None = None) -> Topic | None:
        """Give the one provision whose title has a word of these, or the one above all that do.

        For passages that tell a part by its subject only ("those points which touch on trade").
        """
        stems = {self._stem(word): word for word in words if word not in self._common}
        found = [
            number
            for number, title in enumerate(self._titles)
            if not title.isdisjoint(stems)
            and (agreement is None or self._keys[number][0] == agreement)
        ]
        top = [number for number in found if self._parents[number] not in found]
        if len(top) != 1:
            return None
        said = tuple(stems[one] for one in sorted(self._titles[top[0]].intersection(stems)))
        return Topic(*self._keys[top[0]], TITLE, said)

    def is_part(self, one: tuple[str, str], whole: tuple[str, str]) -> bool:
        """Tell whether a provision stands somewhere below another."""
        number, above = self._number.get(one), self._number.get(whole)
        if number is None or above is None or number == above:
            return False
        return self._below(number, above)

    def best(self, words: Sequence[str], *, agreement: str | None = None) -> Topic | None:
        """Give the provision that these words (small letters) speak of; None if it is not clear.

        Where two parts of one provision are equally near, the provision above them is meant. With
        `agreement` only its provisions come into question.
        """
        scores = self._scores(words)
        if agreement is not None:
            scores = {at: one for at, one in scores.items() if self._keys[at][0] == agreement}
        if not scores:
            return None
        score = max(scores.values())
        if score < ENOUGH:
            return None
        at = min(number for number, one in scores.items() if one == score)
        by = self._said(words, at)
        if not self._enough(by, words, at, score):
            return None
        above = self._parents[at]
        for other in sorted(number for number, one in scores.items() if one * MARGIN >= score):
            if other in (at, above) or self._parents[other] == at:
                continue  # the provision itself is meant rather than its part
            if above < 0 or self._parents[other] != above:
                return None
            return Topic(*self._keys[above], score, by)
        return Topic(*self._keys[at], score, by)

    def _enough(self, by: Sequence[str], words: Sequence[str], at: int, score: float) -> bool:
        """Tell whether words are enough of a link: one of the title, several, or two close by."""
        telling = [word for word in by if self._weight(word, at) >= TELLING]
        if len(by) < 2 or not telling:
            return score >= ALONE
        if len(telling) > 2 or score >= SURE:
            return True
        places = [words.index(word) for word in by]
        return len(telling) > 1 and max(places) - min(places) <= CLOSE

    def _weight(self, word: str, at: int) -> float:
        return next((one for number, one in self._known.get(word, ()) if number == at), 0.0)

    def _said(self, words: Sequence[str], at: int) -> tuple[str, ...]:
        """Give the words that speak for a provision, one of each stem."""
        found: dict[int, str] = {}
        for word in words:
            weights = self._known.get(word, ())
            for number, _ in weights:
                if number == at:
                    found.setdefault(id(weights), word)
                    break
        return tuple(found.values())


def _weighed(bags: Sequence[dict[str, float]]) -> dict[str, _Weights]:
    """Give what each stem weighs for each provision that has it."""
    shared = Counter(one for bag in bags for one in bag)
    count = max(1, len(bags))
    average = max(1.0, sum(len(bag) for bag in bags) / count)
    found: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, bag in enumerate(bags):
        for one, weight in bag.items():
            # 1 for a word that only this provision has; in a long text a word says less.
            rarity = math.log(1 + count / shared[one]) / math.log(1 + count)
            length = 0.6 + 0.4 * max(1.0, len(bag) / average)
            if weight * rarity / length >= LEAST:
                found[one].append((number, weight * rarity / length))
    return {one: tuple(weights) for one, weights in found.items()}


def _with_parents(
    provisions: Iterable[Provision], above: int, first: int
) -> Iterator[tuple[int, Provision]]:
    """Give every provision with the number of the one above it, numbered on from `first`."""
    number = first
    for provision in provisions:
        yield above, provision
        at = number
        number += 1
        for below in _with_parents(provision.children, at, number):
            yield below
            number += 1


def _party_stems(agreement: Agreement) -> frozenset[str]:
    """Give the stems of the parties' names: they say who, not what."""
    names = [party.name for party in agreement.parties]
    short = [one for party in agreement.parties for one in party.aliases if one.isupper()]
    return frozenset(
        stem(word.lower()) for name in (*names, *short) for word in _WORD.findall(name)
    )


def _points_to(nouns: Iterable[str], stems: set[str]) -> bool:
    """Tell whether a provision's own words name a theme: a noun of it, with all its words."""
    return any(all(stem(word) in stems for word in noun.split()) for noun in nouns if len(noun) > 3)
