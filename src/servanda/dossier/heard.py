"""What the statements tell, counted and pictured: all that a page asks of more than it prints.

A site holds all statements and answers from them. A desk may hold a million: it answers the same
questions from columns of numbers, and reads only the statements that stand on a page. What both
answer is the same; a test holds them together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Protocol

from servanda.assessing import Assessment, Fact
from servanda.domain.agreement import Provision
from servanda.domain.cell import NO_DATE, NO_PLACE, Cell
from servanda.domain.record import Record
from servanda.domain.statement import Statement
from servanda.dossier import addresses
from servanda.dossier.pairs import Pair, Pairs, Row, keys_along
from servanda.dossier.place_lines import PlaceLine, gather_places

#: What a statement's link to a provision may rest on, the surest first.
BASES = ("coder", "named", "topic")


class Heard(Protocol):
    """What the statements of an edition tell, those apart that nobody has ruled on."""

    def counts(self) -> tuple[int, int]:
        """Give how many statements people accepted, and how many are only proposed."""

    def rests(self) -> Mapping[str, tuple[int, int]]:
        """Give accepted and proposed by what they rest on.

        The keys are the bases of links, the levels `whole` and `unmapped`, `no date`, `no place`.
        """

    def rows(self) -> Collection[Row]:
        """Give the rows in which anything stands."""

    def count_in(self, agreement: str) -> int:
        """Give how many statements stand in the rows of an agreement, once for each row."""

    def pairs(
        self, row: Row, columns: str, *, own: bool = False, only: Collection[str] | None = None
    ) -> Pairs:
        """Give both pictures of each party judged in a row, by the keys of a dimension.

        With `own` nothing below the row counts. With `only`, other keys are left out.
        """

    def weights(self, row: Row, columns: str) -> Mapping[str, Mapping[tuple[str, str], int]]:
        """Give how many statements stand in a row by key, then by party judged and side."""

    def judged(
        self, *, agreement: str = "", party: str = "", place: str = ""
    ) -> Mapping[tuple[Row, str], Pair]:
        """Give the pictures of every row and party in which one party or one place is spoken of."""

    def asserting(self, ids: Sequence[str]) -> tuple[Sequence[str], bool]:
        """Give the names of those who assert these statements, and whether each has one.

        More than three names may be cut to four.
        """

    def ruled(self, ids: Sequence[str]) -> Collection[str]:
        """Give those of these statements that people accepted."""

    def quoted(self, ids: Sequence[str]) -> int:
        """Give how many bytes the words of these statements have, nearly."""

    def stands(self, id: str) -> bool:
        """Tell whether a statement stands that nobody rejected."""

    def rows_told(self, id: str) -> Sequence[Row]:
        """Give the rows on whose pages a statement has its card."""

    def witnesses(self) -> int:
        """Give how many independent witnesses the sources are."""

    def said_by(self, side: str, kinds: Collection[str], most: int) -> Said:
        """Give what a side says: how often by kind, and the first statements of these kinds."""

    def by_source(self) -> Mapping[str, tuple[int, int]]:
        """Give accepted and proposed of every source that has any."""

    def places(self) -> Sequence[PlaceLine]:
        """Give every place that is spoken of or stands in an agreement, by name."""

    def place(self, path: str) -> PlaceLine | None:
        """Give the place whose page has this path, if anything stands there."""

    def pages_of_places(self) -> Collection[str]:
        """Give the paths of the pages of all places in which anything stands."""

    def placeless(self) -> tuple[int, int]:
        """Give accepted and proposed that stand in no place."""

    def last_told(self) -> tuple[str, Mapping[str, str]]:
        """Give the day of the newest telling, and that of each place."""

    def judging(self, row: Row) -> Mapping[str, Collection[str]]:
        """Give for each party judged in a row the sides that judge it; requests do not judge."""

    def speaking(self) -> Collection[str]:
        """Give the sides that say anything."""

    def spoken_of(self) -> Collection[str]:
        """Give the parties that anything is said about."""


Said = tuple[Mapping[str, int], Mapping[str, Sequence[Statement]]]


class Whole(Protocol):
    """What is asked of an edition that holds all its statements."""

    @property
    def record(self) -> Record:
        """The record as it may leave."""

    @property
    def assessment(self) -> Assessment:
        """Its assessment."""

    @property
    def facts(self) -> Mapping[str, Fact]:
        """Facts by statement id."""

    @property
    def facts_by_row(self) -> Mapping[Row, list[Fact]]:
        """What stands in each row."""

    @property
    def provisions(self) -> Mapping[Row, Provision]:
        """Provisions by row."""

    def facts_at(self, row: Row) -> list[Fact]:
        """Give what stands in a row and below it."""

    def rows_of(self, fact: Fact) -> tuple[Row, ...]:
        """Give the rows on whose pages a statement has its card."""

    def party_order(self, row: Row, party: str) -> tuple[int, str]:
        """Give what sorts parties judged."""

    def column_order(self, row: Row, columns: str, key: str) -> tuple[int, str]:
        """Give what sorts the keys of a dimension."""

    def place_name(self, key: str) -> str:
        """Give what to print for a place."""


class HeardWhole:
    """What an edition tells that holds all its statements."""

    def __init__(self, edition: Whole) -> None:
        self._edition = edition
        self._pairs: dict[tuple[Row, str, bool], Pairs] = {}

    @property
    def _facts(self) -> Sequence[Fact]:
        return self._edition.assessment.facts

    def counts(self) -> tuple[int, int]:
        """Give how many statements people accepted, and how many are only proposed."""
        return _counts(self._facts)

    def rests(self) -> Mapping[str, tuple[int, int]]:
        """Give accepted and proposed by what they rest on."""
        found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for fact in self._facts:
            at = 0 if fact.ruled else 1
            statement = fact.statement
            if statement.level == "provision":
                bases = {one.basis for one in statement.provisions}
                found[next((one for one in BASES if one in bases), "topic")][at] += 1
            else:
                found[statement.level][at] += 1
            found["no date"][at] += NO_DATE in fact.periods
            found["no place"][at] += NO_PLACE in fact.places
        return {key: (ruled, proposed) for key, (ruled, proposed) in found.items()}

    def rows(self) -> Collection[Row]:
        """Give the rows in which anything stands."""
        return self._edition.facts_by_row.keys()

    def count_in(self, agreement: str) -> int:
        """Give how many statements stand in the rows of an agreement, once for each row."""
        by_row = self._edition.facts_by_row
        return sum(len(facts) for row, facts in by_row.items() if row.agreement == agreement)

    def pairs(
        self, row: Row, columns: str, *, own: bool = False, only: Collection[str] | None = None
    ) -> Pairs:
        """Give both pictures of each party judged in a row, by the keys of a dimension."""
        edition = self._edition
        deep = row in edition.provisions and bool(edition.provisions[row].children)
        key = (row, columns, own and deep)
        if key not in self._pairs:
            facts = edition.facts_by_row.get(row, []) if own and deep else edition.facts_at(row)
            self._pairs[key] = self._make_pairs(row, columns, facts)
        found = self._pairs[key]
        return found if only is None else {one: found[one] for one in found if one in only}

    def _make_pairs(self, row: Row, columns: str, facts: list[Fact]) -> Pairs:
        edition = self._edition
        groups: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        for fact in facts:
            for key in keys_along(fact, columns):
                for party in fact.parties if columns != "party" else (key,):
                    groups[(key, party)].append(fact)
        found: Pairs = {}
        for (key, party), all_facts in groups.items():
            place = key if columns == "place" else ""
            period = key if columns == "period" else ""
            cell = Cell(row.agreement, row.key, place, period, party)
            found.setdefault(key, {})[party] = self._pair(cell, all_facts)
        return {
            key: dict(sorted(found[key].items(), key=lambda one: edition.party_order(row, one[0])))
            for key in sorted(found, key=lambda one: edition.column_order(row, columns, one))
        }

    def _pair(self, cell: Cell, facts: list[Fact]) -> Pair:
        picture_of = self._edition.assessment.picture_of
        ruled = [one for one in facts if one.ruled]
        return Pair(picture_of(cell, ruled) if ruled else None, picture_of(cell, facts))

    def weights(self, row: Row, columns: str) -> Mapping[str, Mapping[tuple[str, str], int]]:
        """Give how many statements stand in a row by key, then by party judged and side."""
        found: dict[str, dict[tuple[str, str], int]] = defaultdict(lambda: defaultdict(int))
        for fact in self._edition.facts_at(row):
            for key in keys_along(fact, columns):
                for party in fact.parties:
                    found[key][(party, fact.statement.side)] += 1
        return found

    def judged(
        self, *, agreement: str = "", party: str = "", place: str = ""
    ) -> Mapping[tuple[Row, str], Pair]:
        """Give the pictures of every row and party in which one party or place is spoken of."""
        by = self._by_place if place else self._by_party
        groups: dict[tuple[Row, str], list[Fact]] = defaultdict(list)
        for fact in by.get(place or party, ()):
            for row in self._edition.rows_of(fact):
                if agreement and row.agreement not in ("", agreement):
                    continue
                for judged in [party] if party else fact.parties:
                    groups[(row, judged)].append(fact)
        return {
            (row, judged): self._pair(Cell(row.agreement, row.key, place=place, party=judged), own)
            for (row, judged), own in groups.items()
        }

    @cached_property
    def _by_place(self) -> Mapping[str, list[Fact]]:
        return _along(self._facts, "place")

    @cached_property
    def _by_party(self) -> Mapping[str, list[Fact]]:
        return _along(self._facts, "party")

    def asserting(self, ids: Sequence[str]) -> tuple[Sequence[str], bool]:
        """Give the names of those who assert these statements, and whether each has one."""
        known = self._edition.record.statement_by_id
        asserting = [
            [voice.name for voice in one.voice if voice.role == "asserts" and voice.name]
            for id in ids
            if (one := known.get(id))
        ]
        return list(dict.fromkeys(name for every in asserting for name in every)), all(asserting)

    def ruled(self, ids: Sequence[str]) -> Collection[str]:
        """Give those of these statements that people accepted."""
        return {id for id in ids if self._edition.facts[id].ruled}

    def quoted(self, ids: Sequence[str]) -> int:
        """Give how many bytes the words of these statements have, nearly."""
        known = self._edition.record.statement_by_id
        return sum(len(known[id].quote.encode()) for id in ids)

    def stands(self, id: str) -> bool:
        """Tell whether a statement stands that nobody rejected."""
        return id in self._edition.facts

    def rows_told(self, id: str) -> Sequence[Row]:
        """Give the rows on whose pages a statement has its card."""
        return self._edition.rows_of(self._edition.facts[id])

    def witnesses(self) -> int:
        """Give how many independent witnesses the sources are."""
        lineage = self._edition.assessment.lineage
        return len(lineage.witnesses(one.id for one in self._edition.record.sources))

    def said_by(self, side: str, kinds: Collection[str], most: int) -> Said:
        """Give what a side says: how often by kind, and the first statements of these kinds."""
        said: dict[str, list[Statement]] = defaultdict(list)
        for fact in self._facts:
            if fact.statement.side == side:
                said[fact.statement.kind].append(fact.statement)
        counts = {kind: len(all) for kind, all in said.items()}
        return counts, {kind: said[kind][:most] for kind in kinds if kind in said}

    def by_source(self) -> Mapping[str, tuple[int, int]]:
        """Give accepted and proposed of every source that has any."""
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in self._facts:
            found[fact.statement.source].append(fact)
        return {id: _counts(facts) for id, facts in found.items()}

    def places(self) -> Sequence[PlaceLine]:
        """Give every place that is spoken of or stands in an agreement, by name."""
        return self._places

    @cached_property
    def _places(self) -> list[PlaceLine]:
        return gather_places(self._edition.record, self._facts)

    def place(self, path: str) -> PlaceLine | None:
        """Give the place whose page has this address, if anything stands there."""
        return self._by_address.get(path)

    @cached_property
    def _by_address(self) -> Mapping[str, PlaceLine]:
        known = {one.key: one for one in self._places}
        return {
            addresses.place(key): known.get(key)
            or PlaceLine(key, self._edition.place_name(key), "vague")
            for key in self._by_place
            if key != NO_PLACE
        }

    def pages_of_places(self) -> Collection[str]:
        """Give the paths of the pages of all places in which anything stands."""
        return self._by_address.keys()

    def placeless(self) -> tuple[int, int]:
        """Give accepted and proposed that stand in no place."""
        return _counts(one for one in self._facts if one.places == (NO_PLACE,))

    def last_told(self) -> tuple[str, Mapping[str, str]]:
        """Give the day of the newest telling, and that of each place."""
        return last_told_of(self._facts)

    def judging(self, row: Row) -> Mapping[str, Collection[str]]:
        """Give for each party judged in a row the sides that judge it; requests do not judge."""
        found: dict[str, set[str]] = {}
        for fact in self._edition.facts_by_row.get(row, ()):
            if fact.statement.kind not in ("demand", "context"):
                for party in fact.parties:
                    found.setdefault(party, set()).add(fact.statement.side)
        return found

    def speaking(self) -> Collection[str]:
        """Give the sides that say anything."""
        return {fact.statement.side for fact in self._facts}

    def spoken_of(self) -> Collection[str]:
        """Give the parties that anything is said about."""
        return {key for fact in self._facts for key in fact.parties}


def last_told_of(facts: Iterable[Fact]) -> tuple[str, Mapping[str, str]]:
    """Give the day of the newest telling of these facts, and that of each place."""
    newest, last = "", dict[str, str]()
    for fact in facts:
        told = fact.statement.as_of
        day = (told.latest or told.earliest) if told else None
        if day:
            newest = max(newest, day)
            for key in (*fact.places, *fact.inherited_places):
                last[key] = max(last.get(key, ""), day)
    return newest, last


def _along(facts: Iterable[Fact], columns: str) -> Mapping[str, list[Fact]]:
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        for key in keys_along(fact, columns):
            found[key].append(fact)
    return found


def _counts(facts: Iterable[Fact]) -> tuple[int, int]:
    ruled = proposed = 0
    for one in facts:
        if one.ruled:
            ruled += 1
        else:
            proposed += 1
    return ruled, proposed
