"""A statement as it is compared with another one's: what it judges, where, when, in which words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from servanda.assessing.accounts import JUDGING
from servanda.assessing.facts import Fact
from servanda.assessing.things import NO_THINGS, TOKEN, stems_of, things_of
from servanda.domain.agreement import Agreement
from servanda.domain.place import Granularity, PlaceMention
from servanda.domain.statement import Statement
from servanda.text.normalise import fold

#: How two scenes, or two times, lie to each other. `within`: the first lies in the second.
Overlap = Literal["same", "within", "around", "apart", "unknown"]

#: Towns are apart when they are two; a region may hold a town that no gazetteer puts in it.
POINTS: frozenset[Granularity] = frozenset({"point"})
#: Longest quote of a statement within a reason.
MOST_LETTERS = 120
#: Stands for the first day of what has none.
OPEN_START = "0000-01-01"
#: Words shorter than this take what stands before them along: "only on paper".
FEW_LETTERS = 25
_CLAUSE_END = re.compile(r"[.,;:!?]+(?:\s|$)")
_QUOTED = re.compile(r"“([^”]+)”")
#: How far from the words that decided the thing may stand that they speak of.
NEAR = 5
#: Where the clause begins in which the deciding words stand.
_CLAUSE_START = re.compile(
    r"[.,;:()!?—–]|\b(?:that|which|who|whom|because|although|though|while|whereas|but|if|when|"
    r"where|so)\b"
)
#: Words that say that an agreement is valid, and not that it is kept.
_VALID = re.compile(
    r"\b(?:in (?:full )?(?:force|effect|existence)|into force|exists?|existed|valid|binding|"
    r"signed|concluded|ratified|initialled|superseded|annulled|null and void)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Said:
    """One statement of one speaker, ready to be compared; `own` says it stands in the cell's row.

    `row` is the provision's key.
    """

    statement: Statement
    fact: Fact
    row: str
    own: bool
    #: The cell's party is judged by name; False where nobody is named.
    named: bool = True

    @cached_property
    def judging(self) -> bool:
        """It judges the promise, and does not only tell of an act."""
        return self.statement.kind in JUDGING

    @cached_property
    def sweeping(self) -> bool:
        """It judges all of the promise: nothing was done, or everything."""
        one = self.statement
        return self.judging and (
            (one.extent == "none" and one.stance == "broken")
            or (one.extent == "full" and one.stance == "kept")
        )

    @cached_property
    def orders(self) -> bool:
        """It tells of a word and no deed: a reader gives an order the act's kind and no stance."""
        return self.statement.stance == "unclear" and self.statement.kind in (
            "compliance",
            "concession",
        )

    @cached_property
    def by_topic(self) -> bool:
        """Its words led to the provision, and not its name or a person's word; or it is an act."""
        links = [link for link in self.statement.provisions if link.key == self.row]
        return not self.judging or (bool(links) and all(link.basis == "topic" for link in links))

    @cached_property
    def wide(self) -> bool:
        """It speaks of the promise wherever that holds: it says so, or judges without a place."""
        return self.anywhere or (self.judging and not self.scenes)

    @cached_property
    def speaker(self) -> str:
        """The folded name of who asserts it; "" where nobody is named."""
        first = next((one.name for one in self.statement.voice if one.role == "asserts"), "")
        return fold(first).removeprefix("the ")

    @cached_property
    def scenes(self) -> tuple[PlaceMention, ...]:
        """Where it plays: the places named as scenes, without "anywhere"."""
        return tuple(
            one
            for one in self.statement.places
            if one.role == "scene" and one.granularity != "anywhere"
        )

    @cached_property
    def anywhere(self) -> bool:
        """It says that it holds everywhere, or nowhere."""
        return any(
            one.role == "scene" and one.granularity == "anywhere" for one in self.statement.places
        )

    @cached_property
    def span(self) -> tuple[str, str] | None:
        """The first and last ISO day of what is told; None where the words do not say.

        What happened did so before it was told; an end that is open is that of the telling.
        """
        when, told = self.statement.when, self.told
        if when is None or not (when.earliest or when.latest):
            return None
        latest = when.latest or told or "9999-12-31"
        return when.earliest or OPEN_START, min(latest, told) if told else latest

    @cached_property
    def told(self) -> str | None:
        """The last ISO day on which it can have been told."""
        moment = self.statement.as_of
        return (moment.latest or moment.earliest) if moment else None

    @cached_property
    def decided(self) -> str:
        """The words that decided its stance, as its first reason quotes them.

        It is "" without a reason, and where the words stand apart ("none … enjoy"): what stands
        between them must not be lost.
        """
        return self._quoted if " … " not in self._quoted else ""

    @cached_property
    def _quoted(self) -> str:
        first = self.statement.reasons[0] if self.statement.reasons else ""
        found = _QUOTED.search(first)
        return found.group(1) if found else ""

    @cached_property
    def words(self) -> str:
        """The words that decided, with the rest of their clause; without a reason its quote."""
        flat = " ".join(self.statement.quote.split())
        decided = " ".join(self.decided.split())
        at = flat.find(decided) if decided else -1
        if at < 0:
            return _cut(flat)
        before, after = flat[:at], flat[at + len(decided) :]
        words = decided + _CLAUSE_END.split(after, maxsplit=1)[0]
        longer = _CLAUSE_END.split(before)[-1].lstrip() + words
        if len(words) < FEW_LETTERS and len(longer) <= MOST_LETTERS:
            words = longer
        return _cut(words.strip())

    @cached_property
    def stems(self) -> frozenset[str]:
        """The beginnings of the longer words of its quote."""
        return stems_of(self.statement.quote)

    @cached_property
    def content(self) -> frozenset[str]:
        """The beginnings of its words that name no party, place or voice."""
        return self.stems - self._names

    @cached_property
    def thing(self) -> str:
        """The word for what the deciding words speak of ("rights" in "denied all rights"), or "".

        It is the first longer word after them in the same clause, else the last one before, that
        names no party, place or voice.
        """
        quote = self.statement.quote
        deed = self._quoted.rpartition(" … ")[2]
        at = quote.find(deed) if deed else -1
        if at < 0:
            return ""
        after = quote[at + len(deed) :]
        return _nearest(TOKEN.findall(after), self._names) or _nearest(
            reversed(TOKEN.findall(quote[:at])), self._names
        )

    @cached_property
    def subject(self) -> str:
        """The words before the deciding ones in their clause where these name a thing, or "".

        "The policing clauses of the law" in "the policing clauses of the law are not in line with
        the accord": it is the law that is judged. A party, the promise itself and words for any
        promise are no such thing.
        """
        quote = self.statement.quote
        at = quote.find(self._quoted.partition(" … ")[0]) if self._quoted else -1
        if at < 0:
            return ""
        clause = _CLAUSE_START.split(quote[:at])[-1].strip()
        return clause if things_of(clause) - self._named_things else ""

    def judges_aside(self, topic: frozenset[str]) -> bool:
        """Tell whether what it judges has no word of the topic, whatever else it speaks of."""
        own = things_of(self.subject) - things_of(self._told_names)
        return self.judging and bool(own) and not own & topic

    def matter(self, topic: frozenset[str]) -> frozenset[str]:
        """Give the beginnings of its words for things: no party, place, voice, nor any promise's.

        Words by which a reader found party or promise are none either, but for those of `topic`.
        """
        named = things_of(self._told_names) | (self._named_things - topic)
        return things_of(self.statement.quote) - named

    @cached_property
    def deed(self) -> frozenset[str]:
        """The beginnings of the words that decided."""
        return things_of(self._quoted)

    @cached_property
    def validity(self) -> bool:
        """It says that the agreement or the provision is in force, and not that it is kept."""
        return self.judging and bool(_VALID.search(self._quoted))

    @cached_property
    def _named_things(self) -> frozenset[str]:
        return things_of(self._named_words) | self._names

    @cached_property
    def _names(self) -> frozenset[str]:
        return stems_of(self._named_words)

    @cached_property
    def _named_words(self) -> str:
        reasons = self.statement.reasons[1:]
        return " ".join((self._told_names, *(x for one in reasons for x in _QUOTED.findall(one))))

    @cached_property
    def _told_names(self) -> str:
        one = self.statement
        told: list[str] = [who.text for who in (*one.about, *one.responsible)]
        told += [place.text for place in one.places] + [voice.name for voice in one.voice]
        told += [one.when.text] if one.when else []
        return " ".join(told)

    @cached_property
    def unit(self) -> str:
        """The folded unit of its one countable quantity; "" if there is none, or several."""
        found = [one for one in self.statement.quantities if _counts(one.unit, self._names)]
        return fold(found[0].unit or "") if len(found) == 1 else ""

    @cached_property
    def number(self) -> tuple[str, float, float] | None:
        """Its one countable quantity: the words, the least and the most it can be."""
        if not self.unit:
            return None
        one = next(x for x in self.statement.quantities if fold(x.unit or "") == self.unit)
        if one.min is None and one.max is None:
            return None
        low = one.min if one.min is not None else 0.0
        return one.text, low, one.max if one.max is not None else float("inf")


def _cut(words: str) -> str:
    """Give words on one line, cut between two of them where they are many."""
    if len(words) <= MOST_LETTERS:
        return words
    return words[: MOST_LETTERS - 1].rsplit(" ", 1)[0] + "…"


def _counts(unit: str | None, names: frozenset[str]) -> bool:
    """Tell whether a unit counts something, and is no part of a name ("three districts")."""
    return bool(unit) and not stems_of(unit or "") & names


def _nearest(tokens: Iterable[str], names: frozenset[str]) -> str:
    for count, token in enumerate(tokens):
        if count >= NEAR or not token[0].isalpha():
            return ""
        thing = len(token) >= 4 and token.lower() not in NO_THINGS
        if thing and not stems_of(token) & names:
            return token
    return ""


class Places:
    """What lies in what, by the agreements' own gazetteers."""

    def __init__(self, agreements: Iterable[Agreement]) -> None:
        self._above: dict[str, tuple[str, ...]] = {
            place.id: tuple(one.place for one in place.part_of)
            for agreement in agreements
            for place in agreement.territory.places
        }
        self._closed: dict[str, frozenset[str]] = {}

    def around(self, id: str) -> frozenset[str]:
        """Give the ids of all places that this one lies in."""
        if id not in self._closed:
            found: set[str] = set()
            waiting = list(self._above.get(id, ()))
            while waiting:
                one = waiting.pop()
                if one not in found:
                    found.add(one)
                    waiting.extend(self._above.get(one, ()))
            self._closed[id] = frozenset(found - {id})
        return self._closed[id]

    def overlap(self, one: PlaceMention, other: PlaceMention) -> Overlap:
        """Say how two places lie to each other; a place that nobody placed is unknown."""
        if one.id is None or other.id is None:
            return "unknown"
        if one.id == other.id:
            return "same"
        if other.id in self.around(one.id):
            return "within"
        if one.id in self.around(other.id):
            return "around"
        # Two towns are two places. A region without known borders may hold the other.
        same_size = one.granularity == other.granularity and one.granularity != "vague"
        return "apart" if same_size or {one.granularity, other.granularity} <= POINTS else "unknown"


#: From the surest to the least: what decides where one statement has several scenes.
_SUREST: Mapping[Overlap, int] = {"same": 0, "within": 1, "around": 1, "unknown": 2, "apart": 3}


def compare_places(one: Said, other: Said, places: Places) -> Overlap:
    """Say how the scenes of two statements lie to each other: by the pair that lies closest.

    Two verdicts that name no place are both of the promise wherever it holds; so is one that says
    "anywhere". An act without a place, and a place that nobody could place, are unknown.
    """
    if one.wide and other.wide:
        return "same"
    if one.scenes and other.scenes:
        if len(one.scenes) == len(other.scenes) == 1:
            return places.overlap(one.scenes[0], other.scenes[0])
        found = {places.overlap(a, b) for a in one.scenes for b in other.scenes}
        return min(found, key=lambda word: (_SUREST[word], word))
    if one.anywhere and other.scenes:
        return "around"
    return "within" if other.anywhere and one.scenes else "unknown"


def compare_times(one: Said, other: Said) -> Overlap:
    """Say how the times of two statements lie to each other; without a date it is unknown.

    Where only one has a date, the other can still have been told before it: then they are apart.
    """
    a, b = one.span, other.span
    if a and b:
        if a[0] > b[1] or b[0] > a[1]:
            return "apart"
        # "By the summer" may mean any day before it.
        return "same" if OPEN_START not in (a[0], b[0]) else "unknown"
    if a and other.told and a[0] > other.told:
        return "apart"
    if b and one.told and b[0] > one.told:
        return "apart"
    return "unknown"
