"""What a million statements tell, answered from columns of numbers: `dossier.heard` for the desk.

An answer about one row, place or party is kept for as long as nothing under it changes, so that
coders who write elsewhere cost a page nothing.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Protocol

import numpy as np

from servanda.assessing.matrix import Heading
from servanda.domain.cell import NO_PLACE, NOBODY, UNMAPPED, WHOLE, Cell, Picture, PictureWord
from servanda.dossier.pages.timeline import Times
from servanda.dossier.pairs import Pair, Pairs, Row
from servanda.exploring import Columns
from servanda.exploring.accounts import Accounts, Told, is_ruled
from servanda.exploring.asked import Asked
from servanda.exploring.beside import links_of
from servanda.exploring.cards import Cards
from servanda.exploring.emptiness import empty_words
from servanda.exploring.gazetteer import gazetteer_of
from servanda.exploring.ids import Ids
from servanda.exploring.index import Index
from servanda.exploring.line import Line, distinct
from servanda.exploring.lines import party_line, period_line, place_line
from servanda.exploring.slice import Slice
from servanda.exploring.table import BESIDE, Bools
from servanda.exploring.table import Ints as Numbers
from servanda.exploring.when import month_name
from servanda.journal.facts import AND, BASES, KINDS, LEVELS, LINKS, NO_MONTH, STATES, id_number

_REJECTED = STATES.index("rejected")
#: Up to so many numbers are counted in a table of all that could be.
MOST_COUNTED = 4_000_000
#: So many ids are known with their rows.
MOST_IDS = 100_000
#: So many standings of statements at most are kept in pictures that were made before.
MOST_KEPT = 1_000_000


class Names(Protocol):
    """What is asked of an edition: how rows and parties are sorted."""

    def party_order(self, row: Row, party: str) -> tuple[int, str]:
        """Give what sorts parties judged."""

    def column_order(self, row: Row, columns: str, key: str) -> tuple[int, str]:
        """Give what sorts the keys of a dimension."""

    def place_name(self, key: str) -> str:
        """Give what to print for a place."""


class ToldPair(Pair):
    """A cell's pictures from columns: words and numbers at once, accounts when they are asked."""

    def __init__(self, told: Told, cell: Cell) -> None:
        # What is made later stands in the place of the fields of a pair.
        vars(self).update(_told=told, _cell=cell, ruled=told.ruled, open=told.open)

    @cached_property
    def accepted(self) -> Picture | None:
        """The picture of what people accepted."""
        told: Told = vars(self)["_told"]
        return told.picture(vars(self)["_cell"], ruled=True)

    @cached_property
    def proposed(self) -> Picture | None:
        """The picture with proposals added."""
        told: Told = vars(self)["_told"]
        return told.picture(vars(self)["_cell"], ruled=False)

    @property
    def word(self) -> str | None:
        """The word that people's rulings alone give; None where nobody ruled on anything."""
        told: Told = vars(self)["_told"]
        return told.words[0] if told.ruled else None

    @property
    def word_with(self) -> str | None:
        """The word with proposals added; None where there is no proposal."""
        told: Told = vars(self)["_told"]
        return told.words[1] if told.open else None


class HeardColumns:
    """Answers from columns; one for all pages of a desk, asked under the columns' lock."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        agreements = columns.record.agreements
        rows = [Row("", UNMAPPED)]
        for agreement in agreements:
            rows += [Row(agreement.key, key) for key in (WHOLE, *(p.key for p in agreement.walk()))]
        self._rows = rows
        self._number = {row: at for at, row in enumerate(rows)}
        self._below = {
            Row(agreement.key, one.key): [Row(agreement.key, low.key) for low in one.walk()]
            for agreement in agreements
            for one in agreement.walk()
            if one.children
        }
        self._by_row = Index(columns, self._rows_of)
        self._by_place = Index(columns, lambda rows: self._tagged(rows, "places", "place"))
        self._by_party = Index(columns, self._parties_of)
        self._kept: OrderedDict[object, tuple[object, int, object]] = OrderedDict()
        self._weight = 0
        self._row_by_id: dict[str, int] = {}
        self._known_ids = columns.table.size
        ids = columns.table.of["id"][: self._known_ids]
        self._id_order = np.argsort(ids).astype(np.int32)
        self._sorted_ids = ids[self._id_order]

    def refresh(self) -> None:
        """Take in what was recorded since; the caller holds the lock."""
        for index in (self._by_row, self._by_place, self._by_party):
            index.refresh()

    # --- where statements stand ------------------------------------------------------------------

    def _places_of_rows(self) -> tuple[Numbers, Numbers]:
        """Give for each name of a provision the rows of the site it means: where, and how many."""
        names = self.columns.names.of["provision"].keys
        pool: list[int] = []
        first, count = [], []
        for owner, key in names:
            if key == UNMAPPED:
                meant = [Row("", UNMAPPED)]
            elif owner:
                meant = [Row(owner, key)]
            else:
                meant = [Row(one.key, key) for one in self.columns.record.agreements]
            found = list(dict.fromkeys(self._number.get(row, 0) for row in meant)) or [0]
            first.append(len(pool))
            count.append(len(found))
            pool += found
        self._pool = np.array(pool or [0], np.int64)
        return np.array([*first, 0], np.int64), np.array([*count, 0], np.int64)

    def _rows_of(self, rows: Numbers) -> tuple[Numbers, Numbers]:
        columns = self.columns
        first, count = self._places_of_rows()
        which, tags = columns.table.expand(rows, "rows")
        name = columns.names.table("provision")[tags]
        counts = count[name]
        spread = np.repeat(np.arange(len(which)), counts)
        offset = np.arange(len(spread)) - np.repeat(np.cumsum(counts) - counts, counts)
        number = self._pool[first[name][spread] + offset]
        line = distinct(which[spread], number, [""] * (len(self._rows) + 1))
        return line.which, line.key

    def _tagged(self, rows: Numbers, sort: str, kind: str) -> tuple[Numbers, Numbers]:
        which, tags = self.columns.table.expand(rows, sort)
        number = self.columns.names.table(kind)[tags].astype(np.int64)
        kept = number >= 0
        return which[kept], number[kept]

    def _parties_of(self, rows: Numbers) -> tuple[Numbers, Numbers]:
        """Give the parties judged; 0 is nobody, the others are one more than their number."""
        which, number = self._tagged(rows, "parties", "party")
        without = np.flatnonzero(np.bincount(which, minlength=len(rows)) == 0)
        return (
            np.concatenate((which, without)),
            np.concatenate((number + 1, np.zeros(len(without), np.int64))),
        )

    def _spoken(self, rows: Numbers) -> Numbers:
        """Leave out what people rejected."""
        found: Numbers = rows[self.columns.table.of["state"][rows] != _REJECTED]
        return found

    def _own(self, row: Row) -> Numbers:
        number = self._number.get(Row("", UNMAPPED) if row.key == UNMAPPED else row)
        if number is None:
            return np.zeros(0, np.int64)
        found = self._spoken(self._by_row.rows(number))
        if row.key == UNMAPPED and row.agreement:
            return self._of_agreement(found, row.agreement)
        return found

    def _of_agreement(self, rows: Numbers, agreement: str) -> Numbers:
        names = self.columns.names
        fits = np.array(
            [owner in ("", agreement) for owner, _ in names.of["provision"].keys] + [False]
        )
        which, tags = self.columns.table.expand(rows, "rows")
        kept = np.zeros(len(rows), np.bool_)
        kept[which[fits[names.table("provision")[tags]]]] = True
        return rows[kept]

    def _standing(self, row: Row, *, own: bool = False) -> Numbers:
        below = None if own else self._below.get(row)
        if below is None:
            return self._own(row)
        return _united([self._own(one) for one in below], self.columns.table.size)

    def _stamp(self, row: Row, *, own: bool = False) -> object:
        if row.key == UNMAPPED:
            return self._by_row.stamp(0)
        rows = [row] if own else self._below.get(row, [row])
        return tuple(self._by_row.stamp(self._number.get(one, 0)) for one in rows)

    def _slice(self, rows: Numbers) -> Slice:
        found = Slice(self.columns, Asked())
        found.__dict__["rows"] = rows
        return found

    def _keep(self, name: object, stamp: object, make: Callable[[], tuple[object, int]]) -> object:
        """Give what was made under this stamp, or make it; the longest unused is forgotten."""
        known = self._kept.get(name)
        if known is not None and known[0] == stamp:
            self._kept.move_to_end(name)
            return known[2]
        if known is not None:
            self._weight -= known[1]
        made, weight = make()
        self._kept[name] = (stamp, weight, made)
        self._kept.move_to_end(name)
        self._weight += weight
        while self._weight > MOST_KEPT and len(self._kept) > 1:
            _, (_, gone, _) = self._kept.popitem(last=False)
            self._weight -= gone
        return made

    # --- pictures --------------------------------------------------------------------------------

    def _accounts(self, row: Row, columns: str, *, own: bool) -> Accounts:
        def make() -> tuple[Accounts, int]:
            slice = self._slice(self._standing(row, own=own))
            return Accounts(slice, self._line(slice, columns)), len(slice.rows)

        stamp = (self._stamp(row, own=own), self.columns.length)
        found = self._keep(("accounts", row, columns, own), stamp, make)
        assert isinstance(found, Accounts)
        return found

    def _line(self, slice: Slice, columns: str) -> Line:
        if columns == "place":
            return place_line(slice)
        if columns == "period":
            return period_line(slice, self.columns.length)
        count = len(slice.rows)
        none = np.zeros(count, np.bool_)
        if columns == "side":
            names = self.columns.names
            keys = [key for _, key in names.of["side"].keys]
            side = names.table("side")[slice.of["side"][slice.rows]].astype(np.int64)
            return Line(np.arange(count), side, none, keys)
        return Line(np.arange(count), np.zeros(count, np.int64), none, [""])

    def pairs_of(
        self,
        names: Names,
        row: Row,
        columns: str,
        *,
        own: bool = False,
        only: Collection[str] | None = None,
    ) -> Pairs:
        """Give both pictures of each party judged in a row, by the keys of a dimension."""
        accounts = self._accounts(row, columns, own=own and row in self._below)
        found: Pairs = {}
        for at, (key, party) in enumerate(accounts.cases()):
            shown = party if columns == "party" else key
            if only is not None and shown not in only:
                continue
            place = key if columns == "place" else ""
            period = key if columns == "period" else ""
            cell = Cell(row.agreement, row.key, place, period, party)
            found.setdefault(shown, {})[party] = ToldPair(Told(accounts, at), cell)
        return {
            key: dict(sorted(found[key].items(), key=lambda one: names.party_order(row, one[0])))
            for key in sorted(found, key=lambda one: names.column_order(row, columns, one))
        }

    def weights(self, row: Row, columns: str) -> Mapping[str, Mapping[tuple[str, str], int]]:
        """Give how many statements stand in a row by key, then by party judged and side."""
        return self._accounts(row, columns, own=False).weights()

    def judged_of(
        self, *, agreement: str = "", party: str = "", place: str = ""
    ) -> Mapping[tuple[Row, str], Pair]:
        """Give the pictures of every row and party in which one party or place is spoken of."""

        def make() -> tuple[Accounts, int]:
            rows = self.rows_at(place) if place else self._judged_rows(party)
            slice = self._slice(rows)
            which, number = self._rows_of(rows)
            inherited = np.zeros(len(which), np.bool_)
            if place:
                inherited = ~self._at_itself(rows, place)[which]
            keys = [f"{one.agreement}\0{one.key}" for one in self._rows]
            line = Line(which, number, inherited, keys)
            return Accounts(slice, line, only=party), len(which)

        stamp: object = (self._by_row.stamp(-1), self.columns.version)
        if party:
            stamp = self._by_party.stamp(self._party_number(party))
        elif place != NO_PLACE:
            around = [self._place_number(place), *self._around(place)]
            stamp = tuple(self._by_place.stamp(one) for one in around)
        accounts = self._keep(("judged", party, place), stamp, make)
        assert isinstance(accounts, Accounts)
        found: dict[tuple[Row, str], Pair] = {}
        for at, (key, judged) in enumerate(accounts.cases()):
            owner, _, own = key.partition("\0")
            if agreement and owner not in ("", agreement):
                continue
            if not party or judged == party:
                row = Row(owner, own)
                cell = Cell(owner, own, place=place, party=judged)
                found[(row, judged)] = ToldPair(Told(accounts, at), cell)
        return found

    def word_of(self, row: Row) -> PictureWord:
        """Give the word of all accounts of a row and what is below it, whomever they judge.

        It is `disputed` where two sides' verdicts on any one party point apart.
        """
        accounts = self._accounts(row, "party", own=False)
        if any(Told(accounts, at).words[1] == "disputed" for at, _ in enumerate(accounts.cases())):
            return "disputed"

        def make() -> tuple[Accounts, int]:
            slice = self._slice(self._standing(row))
            return Accounts(slice, self._line(slice, "party"), together=True), len(slice.rows)

        found = self._keep(("together", row), self._stamp(row), make)
        assert isinstance(found, Accounts)
        words = [Told(found, at).words[1] for at, _ in enumerate(found.cases())]
        return words[0] if words else self.empty_word

    @property
    def empty_word(self) -> PictureWord:
        """The word of a field in which nothing is said."""
        chosen = self.columns.chosen(Asked())
        return empty_words(chosen, "place", [Heading("", "")])[""]

    @property
    def site_rows(self) -> list[Row]:
        """The rows that have a page."""
        return self._rows

    def _party_number(self, party: str) -> int:
        return 0 if party == NOBODY else self.columns.names.of["party"].find(party) + 1

    def _judged_rows(self, party: str) -> Numbers:
        number = self._party_number(party)
        if number == 0 and party != NOBODY:
            return np.zeros(0, np.int64)
        return self._spoken(self._by_party.rows(number))

    def _place_number(self, place: str) -> int:
        return self.columns.names.of["place"].find(place)

    def _around(self, place: str) -> list[int]:
        """Give the numbers of the places that a place lies in."""
        gazetteer = gazetteer_of(self.columns)
        own = len(self.columns.names.of["place"].keys)
        if place not in gazetteer.keys:
            return []
        at = gazetteer.keys.index(place)
        return [one for one in range(own) if at in gazetteer.within(one)]

    def rows_at(self, place: str) -> Numbers:
        """Give the rows of what stands in a place, inherited or not."""
        size = self.columns.table.size
        if place == NO_PLACE:
            standing = self.columns.table.stands[:size]
            return self._spoken(
                np.flatnonzero(standing & (self.columns.table.of["places"][:size] == 0))
            )
        parts = [self._by_place.rows(one) for one in self._around(place)]
        if (own := self._place_number(place)) >= 0:
            parts.append(self._by_place.rows(own))
        return self._spoken(_united(parts, size))

    def _at_itself(self, rows: Numbers, place: str) -> Bools:
        which, number = self._tagged(rows, "places", "place")
        found = np.zeros(len(rows), np.bool_)
        found[which[number == self._place_number(place)]] = True
        return found if place != NO_PLACE else np.ones(len(rows), np.bool_)

    # --- cards -----------------------------------------------------------------------------------

    def cards(self, names: Names, row: Row) -> Cards:
        """Give the cards of a row's page, in their order."""

        def make() -> tuple[Cards, int]:
            rows = self._own(row)
            return Cards(self._slice(rows), lambda key: names.party_order(row, key)), len(rows)

        found = self._keep(("cards", row), self._stamp(row, own=True), make)
        assert isinstance(found, Cards)
        return found

    def ids(self, rows: Numbers) -> Ids:
        """Give the ids of some rows."""
        return Ids(self.columns.table, rows)

    def is_rejected(self, row: int) -> bool:
        """Tell whether a person rejected a row's statement."""
        return bool(self.columns.table.of["state"][row] == _REJECTED)

    def below(self, row: Row) -> Ids:
        """Give the ids of all that stands in a row and below it."""
        return self.ids(self._standing(row))

    def stamp(self, row: Row) -> object:
        """Give what tells whether anything in a row or below it has changed."""
        return self._stamp(row)

    def id_of(self, row: int) -> str:
        """Give the id of a row's statement."""
        return self.columns.table.id(row)

    def knows(self, row: Row) -> bool:
        """Tell whether a row is one of the site's, or anything stands in it."""
        return row in self._number and (
            row.key not in (WHOLE, UNMAPPED) or bool(len(self._own(row)))
        )

    def elsewhere(self, ids: Collection[str]) -> Ids:
        """Give the ids of all statements that stand, but for these."""
        rows = np.flatnonzero(self._standing_all)
        return self.ids(rows[~np.isin(rows, self._found(list(ids)))])

    def row_of(self, id: str) -> int | None:
        """Give the row of a statement that stands and may be shown; None if there is none."""
        table = self.columns.table
        known = self._row_by_id.get(id)
        if known is not None:
            return known if table.stands[known] else None
        number = np.uint64(id_number(id)[0])
        at = int(np.searchsorted(self._sorted_ids, number))
        found = int(self._id_order[at]) if at < len(self._sorted_ids) else -1
        if found < 0 or self._sorted_ids[at] != number:
            late = np.flatnonzero(table.of["id"][self._known_ids : table.size] == number)
            if not len(late):
                return None
            found = self._known_ids + int(late[-1])
        if not table.stands[found] or table.id(found) != id:
            return None
        if len(self._row_by_id) > MOST_IDS:
            self._row_by_id.clear()
        # A statement keeps its row for as long as it stands.
        self._row_by_id[id] = found
        return found

    def rows_of_statement(self, row: int) -> list[Row]:
        """Give the rows of the site on whose pages a statement has its card."""
        _, number = self._rows_of(np.array([row]))
        return [self._rows[one] for one in number.tolist()]

    # --- numbers ---------------------------------------------------------------------------------

    @property
    def _standing_all(self) -> Bools:
        columns = self.columns
        size = columns.table.size
        found: Bools = columns.table.stands[:size] & (columns.table.of["state"][:size] != _REJECTED)
        return found

    def counts(self) -> tuple[int, int]:
        """Give how many statements people accepted, and how many are only proposed."""
        table, size = self.columns.table, self.columns.table.size
        numbers = np.bincount(table.of["state"][:size][table.stands[:size]], minlength=len(STATES))
        return int(numbers[1] + numbers[2]), int(numbers[0])

    def rests(self) -> Mapping[str, tuple[int, int]]:
        """Give accepted and proposed by what they rest on."""
        table = self.columns.table
        rows = np.flatnonzero(self._standing_all)
        ruled = is_ruled(table.of["state"][rows])
        level = table.of["level"][rows]
        by_level = np.bincount(level * 2 + ruled, minlength=2 * len(LEVELS))
        whole = level == LEVELS.index("provision")
        by_basis = np.bincount(
            table.of["basis"][rows][whole] * 2 + ruled[whole], minlength=2 * len(BASES)
        )
        found = {
            name: (int(by_level[2 * at + 1]), int(by_level[2 * at]))
            for at, name in enumerate(LEVELS)
            if name != "provision"
        }
        found |= {
            name: (int(by_basis[2 * at + 1]), int(by_basis[2 * at]))
            for at, name in enumerate(BASES)
            if name
        }
        for name, bare in (
            ("no date", table.of["told_first"][rows] == NO_MONTH),
            ("no place", table.of["places"][rows] == 0),
        ):
            found[name] = (int((bare & ruled).sum()), int((bare & ~ruled).sum()))
        return found

    def rows(self) -> Collection[Row]:
        """Give the rows in which anything stands."""
        return [row for row in self._rows if len(self._own(row))]

    def count_in(self, agreement: str) -> int:
        """Give how many statements stand in the rows of an agreement, once for each row."""
        return sum(len(self._own(row)) for row in self._rows if row.agreement == agreement)

    def asserting(self, ids: Sequence[str]) -> tuple[Sequence[str], bool]:
        """Give the names of those who assert these statements, and whether each has one."""
        rows = ids.rows if isinstance(ids, Ids) else self._found(ids)
        names = self.columns.names
        voice = self.columns.table.of["voice"][rows]
        numbers = np.flatnonzero(np.bincount(voice, minlength=1))
        known = numbers[numbers > 0]
        first = sorted(
            (int(np.argmax(voice == number)), int(number)) for number in known[:8].tolist()
        )
        table = names.table("voice")
        told = [names.of["voice"].keys[table[number]][1].split(AND) for _, number in first]
        return list(dict.fromkeys(name for every in told for name in every)), not (voice == 0).any()

    def _found(self, ids: Sequence[str]) -> Numbers:
        found = [row for id in ids if (row := self.row_of(id)) is not None]
        return np.array(found, np.int64)

    def ruled(self, ids: Sequence[str]) -> Collection[str]:
        """Give those of these statements that people accepted."""
        states = self.columns.table.of["state"]
        return {
            id
            for id in ids
            if (row := self.row_of(id)) is not None
            and STATES[states[row]] in ("accepted", "amended")
        }

    def quoted(self, ids: Sequence[str]) -> int:
        """Give how many letters the words of these statements have."""
        return int(self.columns.table.of["length"][self._found(ids)].sum())

    def stands(self, id: str) -> bool:
        """Tell whether a statement stands that nobody rejected."""
        row = self.row_of(id)
        return row is not None and not self.is_rejected(row)

    def rows_told(self, id: str) -> Sequence[Row]:
        """Give the rows on whose pages a statement has its card."""
        row = self.row_of(id)
        return [] if row is None else self.rows_of_statement(row)

    def first_said(
        self, side: str, kinds: Collection[str], most: int
    ) -> tuple[dict[str, int], dict[str, Ids]]:
        """Give how often a side says what by kind, and the ids of the first of these kinds."""
        table, size = self.columns.table, self.columns.table.size
        names = self.columns.names
        own = names.table("side")[table.of["side"][:size]] == names.of["side"].find(side)
        rows = np.flatnonzero(own & self._standing_all)
        kind = table.of["kind"][rows]
        numbers = np.bincount(kind, minlength=len(KINDS))
        counts = {name: int(numbers[at]) for at, name in enumerate(KINDS) if numbers[at]}
        return counts, {
            name: self.ids(rows[np.flatnonzero(kind == KINDS.index(name))[:most]])
            for name in kinds
            if name in counts
        }

    def by_source(self) -> Mapping[str, tuple[int, int]]:
        """Give accepted and proposed of every source that has any."""
        columns = self.columns
        rows = np.flatnonzero(self._standing_all)
        ruled = is_ruled(columns.table.of["state"][rows])
        ids = columns.sources.ids
        counts = np.bincount(columns.source[rows] * 2 + ruled, minlength=2 * len(ids))
        return {
            ids[at]: (int(counts[2 * at + 1]), int(counts[2 * at]))
            for at in np.flatnonzero(counts.reshape(-1, 2).any(axis=1)).tolist()
        }

    def owned(self) -> Numbers:
        """Give the rows of admissions, then of concessions, side by side; no examples of others."""

        def make() -> tuple[Numbers, int]:
            table, size = self.columns.table, self.columns.table.size
            standing = self._standing_all
            links = links_of(self.columns)
            example = np.isin(links.sort, (LINKS.index("example_of"), LINKS.index("repeats")))
            names = self.columns.names
            found = []
            for kind in ("admission", "concession"):
                own = standing & (table.of["kind"][:size] == KINDS.index(kind))
                inside = example & own[links.target] & standing[links.row]
                own[links.row[inside]] = False
                rows = np.flatnonzero(own)
                sides = [key for _, key in names.of["side"].keys] or [""]
                rank = np.argsort(np.argsort(np.array(sides)))
                side = names.table("side")[table.of["side"][rows]]
                found.append(rows[np.argsort(rank[side], kind="stable")])
            rows = np.concatenate(found)
            return rows, len(rows)

        found = self._keep("owned", self.columns.said, make)
        assert isinstance(found, np.ndarray)
        return found

    def beside(self, rows: Numbers, reach: int) -> Ids:
        """Give the ids of some rows, and of those near them on the same source."""
        size = self.columns.table.size
        near = (rows[:, None] + np.arange(-reach, reach + 1)).ravel()
        near = np.unique(near[(near >= 0) & (near < size)])
        same = np.isin(self.columns.source[near], self.columns.source[rows])
        return self.ids(near[same & self._standing_all[near]])

    def times(self) -> Times:
        """Give when everything happened that is told, by month and by row at the top."""
        table = self.columns.table
        rows = np.flatnonzero(self._standing_all)
        first, last = (table.of[f"told_{end}"][rows].astype(np.int64) for end in ("first", "last"))
        ruled = is_ruled(table.of["state"][rows])
        dated = first != NO_MONTH
        tops, lane_of = self._lanes()
        lane = lane_of[self.columns.names.table("provision")[table.tags[table.first[rows[dated]]]]]
        low = int(first[dated].min()) if dated.any() else 0
        width = int(last[dated].max()) - low + 1 if dated.any() else 1
        span = (first[dated] - low) * width + last[dated] - low
        code = (lane * width * width + span) * 2 + ruled[dated]
        if len(tops) * width * width * 2 < MOST_COUNTED:
            counts = np.bincount(code)
            codes = np.flatnonzero(counts)
            numbers = counts[codes]
        else:
            codes, numbers = np.unique(code, return_counts=True)
        bars = []
        for one, number in zip(codes.tolist(), numbers.tolist(), strict=True):
            of, accepted = divmod(one, 2)
            top, both = divmod(of, width * width)
            begins, ends = divmod(both, width)
            days = (_day(low + begins), _day(low + ends + 1) - 1)
            bars.append((tops[top], *days, bool(accepted), number))
        undated = len(rows) - int(dated.sum())
        return Times(bars, int(dated.sum()), undated, int((~dated & ruled).sum()))

    def _lanes(self) -> tuple[list[Row], Numbers]:
        """Give the rows at the top, and for each name of a provision which of them it lies in."""
        agreements = self.columns.record.agreements
        tops = [Row("", UNMAPPED)]
        at: dict[Row, int] = {}
        for agreement in agreements:
            at[Row(agreement.key, WHOLE)] = len(tops)
            tops.append(Row(agreement.key, WHOLE))
            for top in agreement.provisions:
                at |= {Row(agreement.key, one.key): len(tops) for one in top.walk()}
                tops.append(Row(agreement.key, top.key))
        names = self.columns.names.of["provision"].keys
        only = agreements[0].key if agreements else ""
        lane = [at.get(Row(owner or only, key), 0) for owner, key in names]
        return tops, np.array([*lane, 0], np.int64)

    def in_time(self, first: int, most: int) -> tuple[Ids, int]:
        """Give the ids of a stretch of all by month, undated last; and how many there are."""

        def make() -> tuple[Numbers, int]:
            table = self.columns.table
            rows = np.flatnonzero(self._standing_all)
            begins = table.of["told_first"][rows].astype(np.int64)
            ends = table.of["told_last"][rows].astype(np.int64)
            begins[begins == NO_MONTH] = np.iinfo(np.int32).max
            return rows[np.lexsort((ends, begins))].astype(np.int32), len(rows)

        found = self._keep("in time", self.columns.layout, make)
        assert isinstance(found, np.ndarray)
        rows = found[first : first + most].astype(np.int64)
        return self.ids(rows[self._standing_all[rows]]), len(found)

    def witnesses(self) -> int:
        """Give how many independent witnesses the sources are."""
        columns = self.columns

        def make() -> tuple[int, int]:
            return len(columns.lineage.witnesses(one.id for one in columns.record.sources)), 1

        found = self._keep("witnesses", id(columns.lineage), make)
        assert isinstance(found, int)
        return found

    def place_counts(self) -> Mapping[str, tuple[int, int]]:
        """Give accepted and proposed that are set in each place in their own right."""
        found = {}
        states = self.columns.table.of["state"]
        for at, (_, key) in enumerate(self.columns.names.of["place"].keys):
            rows = self._spoken(self._by_place.rows(at))
            ruled = int(is_ruled(states[rows]).sum())
            if len(rows):
                found[key] = (ruled, len(rows) - ruled)
        return found

    def place_keys(self) -> list[str]:
        """Give the keys of all places in which anything stands, inherited or not."""
        gazetteer = gazetteer_of(self.columns)
        spoken = set(self.place_counts())
        names = self.columns.names.of["place"].keys
        for at, (_, key) in enumerate(names):
            if key in spoken:
                spoken |= {gazetteer.keys[one] for one in gazetteer.within(at)}
        return sorted(spoken)

    def first_at(self, place: str, most: int) -> Ids:
        """Give the ids of the first statements set in a place in their own right."""
        at = self._place_number(place)
        return self.ids(
            self._spoken(self._by_place.rows(at))[:most] if at >= 0 else np.zeros(0, np.int64)
        )

    def placeless(self) -> tuple[int, int]:
        """Give accepted and proposed that stand in no place."""
        rows = self.rows_at(NO_PLACE)
        ruled = int(is_ruled(self.columns.table.of["state"][rows]).sum())
        return ruled, len(rows) - ruled

    def last_months(self) -> tuple[str, Mapping[str, str]]:
        """Give the month of the newest telling, and that of each place."""
        table, size = self.columns.table, self.columns.table.size
        last = np.maximum(table.of["as_of_last"][:size], table.of["as_of_first"][:size])
        everything = last[self._standing_all]
        newest = int(everything.max()) if len(everything) else NO_MONTH
        found: dict[str, str] = {}
        gazetteer = gazetteer_of(self.columns)
        for at, (_, key) in enumerate(self.columns.names.of["place"].keys):
            rows = self._spoken(self._by_place.rows(at))
            month = int(last[rows].max()) if len(rows) else NO_MONTH
            if month != NO_MONTH:
                for one in (key, *(gazetteer.keys[low] for low in gazetteer.within(at))):
                    found[one] = max(found.get(one, ""), month_name(month))
        return (month_name(newest) if newest != NO_MONTH else ""), found

    def judging(self, row: Row) -> Mapping[str, Collection[str]]:
        """Give for each party judged in a row the sides that judge it; requests do not judge."""

        def make() -> tuple[dict[str, set[str]], int]:
            table, names = self.columns.table, self.columns.names
            rows = self._own(row)
            rows = rows[table.does[rows] != BESIDE]
            people = party_line(self._slice(rows))
            sides = [key for _, key in names.of["side"].keys] or [""]
            side = names.table("side")[table.of["side"][rows]].astype(np.int64)
            both = people.key * len(sides) + side[people.which]
            found: dict[str, set[str]] = {}
            for one in np.flatnonzero(np.bincount(both)).tolist():
                found.setdefault(people.keys[one // len(sides)], set()).add(sides[one % len(sides)])
            return found, 1

        found = self._keep(("judging", row), self._stamp(row, own=True), make)
        assert isinstance(found, dict)
        return found

    def speaking(self) -> Collection[str]:
        """Give the sides that say anything."""
        table, size = self.columns.table, self.columns.table.size
        names = self.columns.names
        side = table.of["side"][:size][self._standing_all]
        index = names.table("side")
        return {
            names.of["side"].keys[index[one]][1]
            for one in np.flatnonzero(np.bincount(side)).tolist()
        }

    def spoken_of(self) -> Collection[str]:
        """Give the parties that anything is said about."""
        keys = self.columns.names.of["party"].keys
        found = {
            key
            for at, (_, key) in enumerate(keys)
            if len(self._spoken(self._by_party.rows(at + 1)))
        }
        return found | ({NOBODY} if len(self._spoken(self._by_party.rows(0))) else set())


def _day(month: int) -> int:
    return date(month // 12, month % 12 + 1, 1).toordinal()


def _united(parts: Sequence[Numbers], size: int) -> Numbers:
    if len(parts) == 1:
        return parts[0]
    mask = np.zeros(size, np.bool_)
    for one in parts:
        mask[one] = True
    return np.flatnonzero(mask)
