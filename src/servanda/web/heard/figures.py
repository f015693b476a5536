"""What a million statements tell, answered from columns of numbers: `dossier.heard` for the desk.

An answer about one row, place or party is kept for as long as nothing under it changes, so that
coders who write elsewhere cost a page nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

import numpy as np

from servanda.domain.cell import NO_PLACE, NOBODY, UNMAPPED, WHOLE
from servanda.dossier.pages.timeline import Times
from servanda.dossier.pairs import Row
from servanda.exploring.accounts import is_ruled
from servanda.exploring.beside import links_of
from servanda.exploring.gazetteer import gazetteer_of
from servanda.exploring.ids import Ids
from servanda.exploring.lines import party_line
from servanda.exploring.table import BESIDE
from servanda.exploring.table import Ints as Numbers
from servanda.exploring.when import month_name
from servanda.journal.facts import AND, BASES, KINDS, LEVELS, LINKS, NO_MONTH, STATES
from servanda.web.heard.cards import HeardCards

#: Up to so many numbers are counted in a table of all that could be.
MOST_COUNTED = 4_000_000


class HeardColumns(HeardCards):
    """Answers from columns; one for all pages of a desk, asked under the columns' lock."""

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
