"""The record assessed: pictures of single cells and matrices, with and without proposals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property

from servanda.assessing.accounts import Emptiness, Standing, make_account, make_picture
from servanda.assessing.facts import Fact, gather_facts, place_key
from servanda.assessing.independence import Lineage, lineage_of
from servanda.assessing.levels import Level, line_keys
from servanda.assessing.matrix import Dimension, Heading, Matrix, MatrixCell
from servanda.assessing.periods import (
    PeriodLength,
    choose_length,
    first_day,
    period_of,
    periods_between,
)
from servanda.domain.agreement import Agreement
from servanda.domain.cell import (
    NO_DATE,
    NO_PLACE,
    NOBODY,
    UNMAPPED,
    Cell,
    Picture,
    PictureWord,
)
from servanda.domain.derivation import Derivation
from servanda.domain.record import Record
from servanda.domain.source import Source
from servanda.domain.statement import Statement

#: Rows and columns that hold what fits nowhere else stand last, in this order.
LAST = {NO_PLACE: 1, NO_DATE: 1, NOBODY: 1, UNMAPPED: 2}

#: Never shown: some account counts.
NOT_EMPTY = Emptiness("silent", "")


class Assessment:
    """Everything that can be asked of a record's statements; computed when asked, never stored."""

    def __init__(
        self,
        record: Record,
        *,
        length: PeriodLength,
        derivations: tuple[Derivation, ...] | None = None,
        lineage: Lineage | None = None,
    ) -> None:
        self.record = record
        self.period = length
        self.facts = gather_facts(record.statements, record.agreements, length=length)
        #: What each source comes from, by its description and by what coders set.
        self.lineage = lineage or lineage_of(record)
        self.derivations = derivations
        #: The same by which witnesses are counted: with what comparing the texts suggests, too.
        self.witness_lineage = self.lineage if derivations is None else Lineage(derivations)
        self._emptinesses: dict[tuple[str, str | None], Emptiness] = {}

    @cached_property
    def statements_by_id(self) -> dict[str, Statement]:
        """The statements that nobody rejected, by id."""
        return {one.statement.id: one.statement for one in self.facts}

    def select(self, cell: Cell, *, proposals: bool, below: bool = False) -> Iterator[Fact]:
        """Give the facts that stand in a cell; "" in a part of it means all.

        With `below`, statements on any provision under the cell's own stand in it too.
        """
        keys = self._keys(cell.agreement, cell.provision, below=below)
        candidates = self.facts if keys is None else self._facts_in(keys, cell.agreement)
        for fact in candidates:
            if (
                (proposals or fact.ruled)
                and (not cell.party or cell.party in fact.parties)
                and (not cell.place or cell.place in (*fact.places, *fact.inherited_places))
                and (not cell.period or cell.period in (*fact.periods, *fact.inherited_periods))
            ):
                yield fact

    def picture(self, cell: Cell, *, proposals: bool, below: bool = False) -> Picture:
        """Give the picture of one cell: all accounts side by side, and one word for them."""
        return self.picture_of(cell, self.select(cell, proposals=proposals, below=below))

    def picture_of(self, cell: Cell, facts: Iterable[Fact]) -> Picture:
        """Give the picture that these facts make in a cell, for who has selected them already."""
        return self._picture(cell, facts, side=None)

    def statements(
        self, cell: Cell, *, proposals: bool, below: bool = False
    ) -> tuple[Statement, ...]:
        """Give the statements that stand in a cell, in the order of the record."""
        return tuple(one.statement for one in self.select(cell, proposals=proposals, below=below))

    def parties(self, agreement: str) -> tuple[Heading, ...]:
        """Give the parties judged anywhere, the agreement's own first, nobody named last."""
        found = self._judged
        own = self._agreement(agreement)
        named = {one.key: one.name for one in own.parties} if own else {}
        keys = [key for key in named if key in found]
        keys += sorted(found - set(named) - {NOBODY})
        keys += [NOBODY] if NOBODY in found else []
        return tuple(Heading(key, named.get(key, key)) for key in keys)

    @cached_property
    def _judged(self) -> frozenset[str]:
        return frozenset(key for fact in self.facts for key in fact.parties)

    @cached_property
    def facts_by_row(self) -> dict[tuple[str, str], list[Fact]]:
        """Facts by agreement ("" where the text did not say which) and provision key."""
        found: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        for fact in self.facts:
            for row in fact.rows:
                found[row].append(fact)
        return found

    def _facts_in(self, keys: Iterable[str], agreement: str) -> list[Fact]:
        """Give the facts in any of these rows, in the order of the record."""
        found = {
            fact.order: fact
            for key in keys
            for owner in {"", agreement}
            for fact in self.facts_by_row.get((owner, key), ())
        }
        return [found[order] for order in sorted(found)]

    def matrix(
        self,
        *,
        agreement: str,
        rows: Dimension = "provision",
        columns: Dimension = "place",
        parent: str | None = None,
        proposals: bool,
    ) -> Matrix:
        """Give a table of pictures; provisions show the children of `parent`, or the top level.

        Statements on a provision's descendants stand in its row. A row for the parent itself
        comes first, one for the whole before all at the top level, one for what speaks of no
        known provision last.
        """
        own = self._agreement(agreement)
        level = Level(own, parent)
        groups: dict[tuple[str, str], dict[str, list[tuple[Fact, bool]]]] = {}
        by_provision = "provision" in (rows, columns)
        for fact in self._facts_in(level.row_of, agreement) if by_provision else self.facts:
            if not proposals and not fact.ruled:
                continue
            line = line_keys(fact, rows, level, agreement)
            if not line or not (across := line_keys(fact, columns, level, agreement)):
                continue
            for row, row_inherited in line:
                for column, column_inherited in across:
                    parties = groups.setdefault((row, column), {})
                    for party in fact.parties:
                        parties.setdefault(party, []).append(
                            (fact, row_inherited or column_inherited)
                        )
        cells = {
            field: self._cell(field, parties, rows=rows, columns=columns, agreement=agreement)
            for field, parties in groups.items()
        }
        row_headings = self._headings(rows, {row for row, _ in groups}, level)
        column_headings = self._headings(columns, {column for _, column in groups}, level)
        return Matrix(
            agreement=agreement,
            rows_are=rows,
            columns_are=columns,
            rows=row_headings,
            columns=column_headings,
            cells=cells,
            empty={
                one.key: self._emptiness(
                    period=one.key if columns == "period" else "",
                    side=one.key if columns == "side" else None,
                ).word
                for one in column_headings
            },
            proposals=proposals,
            parent=parent,
        )

    def _cell(
        self,
        field: tuple[str, str],
        parties: dict[str, list[tuple[Fact, bool]]],
        *,
        rows: Dimension,
        columns: Dimension,
        agreement: str,
    ) -> MatrixCell:
        where = dict(zip((rows, columns), field, strict=True))
        where.pop("side", None)
        judged = {where.pop("party")} if "party" in where else set(parties)
        pictures = []
        for party in sorted(judged, key=lambda key: (LAST.get(key, 0), key)):
            cell = replace(Cell(agreement, "", party=party), **where)
            facts = parties.get(party, [])
            pictures.append(self._from(cell, [(f.statement, inherited) for f, inherited in facts]))
        ids = {fact.statement.id for facts in parties.values() for fact, _ in facts}
        return MatrixCell(tuple(pictures), len(ids))

    def _picture(self, cell: Cell, facts: Iterable[Fact], *, side: str | None) -> Picture:
        standings = [
            (
                fact.statement,
                bool(cell.place and cell.place not in fact.places)
                or bool(cell.period and cell.period not in fact.periods),
            )
            for fact in facts
            if side is None or fact.statement.side == side
        ]
        return self._from(cell, standings)

    def _from(self, cell: Cell, standings: list[tuple[Statement, bool]]) -> Picture:
        sides: dict[str, list[Standing]] = defaultdict(list)
        for statement, inherited in standings:
            sides[statement.side].append(Standing(statement, inherited))
        accounts = [
            account
            for side in sorted(sides)
            if (account := make_account(side, sides[side], lineage=self.lineage))
        ]
        if any(one.counted for one in accounts):
            empty = NOT_EMPTY
        elif any(one.beside or one.inherited for one in accounts):
            empty = Emptiness("unclear", "something is said here that judges nothing by itself")
        else:
            empty = self._emptiness(period=cell.period, side=None)
        return make_picture(cell, accounts, self.statements_by_id, empty=empty, name=self.side_name)

    def empty_word(self, *, period: str = "", side: str | None = None) -> PictureWord:
        """Give `silent` or `unread` for a field in which nothing is said."""
        return self._emptiness(period=period, side=side).word

    def _emptiness(self, *, period: str, side: str | None) -> Emptiness:
        """Tell silence from not having read: only what was read, and whole, can be silent."""
        known = self._emptinesses.get((period, side))
        if known is None:
            known = self._emptinesses[(period, side)] = self._ask_sources(period, side)
        return known

    def _ask_sources(self, period: str, side: str | None) -> Emptiness:
        asked = [
            one
            for one in self.record.sources
            if (side is None or one.description.side == side)
            and (not period or period == NO_DATE or period in self._told_in(one))
        ]
        if side is not None and not asked:
            # The side is heard only through documents that describe it under another voice.
            asked = list(self.record.sources)
        if not self.record.sources:
            return Emptiness("unread", "no document was read")
        if not asked:
            asked = list(self.record.sources)
        if not any(self.record.readings.get(one.id) for one in asked):
            return Emptiness("unread", "the documents that could speak of it were not read")
        if all(
            not self.record.readings.get(one.id) or one.description.complete is False
            for one in asked
        ):
            return Emptiness("unread", "what was read of it breaks off")
        return Emptiness("silent", "what was read says nothing of it")

    def _told_in(self, source: Source) -> tuple[str, ...]:
        day = self._days.get(source.id)
        return () if day is None else (period_of(day, self.period),)

    @cached_property
    def _days(self) -> dict[str, str]:
        days: dict[str, str] = {}
        for fact in self.facts:
            moment = fact.statement.as_of
            if moment and moment.earliest:
                days.setdefault(fact.statement.source, moment.earliest)
        return days

    def _headings(self, dimension: Dimension, seen: set[str], level: Level) -> tuple[Heading, ...]:
        if dimension == "provision":
            return level.headings(seen)
        keys = sorted(seen, key=lambda key: (LAST.get(key, 0), key))
        if dimension == "period":
            known = [key for key in keys if key != NO_DATE]
            if known:
                # Empty periods between two that speak are shown: a gap is a finding.
                keys = _filled(known, self.period) + [key for key in keys if key == NO_DATE]
            return tuple(Heading(key, key) for key in keys)
        if dimension == "party":
            known_parties = self.parties(level.agreement.key if level.agreement else "")
            return tuple(one for one in known_parties if one.key in seen)
        if dimension == "place":
            keys.sort(key=lambda key: (LAST.get(key, 0), key.startswith("~"), self.place_name(key)))
            return tuple(Heading(key, self.place_name(key)) for key in keys)
        return tuple(Heading(key, self.side_name(key)) for key in keys)

    def place_name(self, key: str) -> str:
        """Give the name to print for a place's column: the agreement's own before any other."""
        return self._place_names.get(key, key.removeprefix("~"))

    @cached_property
    def _place_names(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for fact in self.facts:
            for mention in fact.statement.places:
                if mention.name:
                    names.setdefault(place_key(mention), mention.name)
        for agreement in self.record.agreements:
            names.update({place.id: place.name for place in agreement.territory.places})
        return names

    def side_name(self, key: str) -> str:
        """Give the name to print for a side: its party's, or the word itself."""
        for agreement in self.record.agreements:
            if party := agreement.party(key):
                return party.name
        return key

    def _agreement(self, key: str) -> Agreement | None:
        return next((one for one in self.record.agreements if one.key == key), None)

    def _keys(self, agreement: str, provision: str, *, below: bool) -> frozenset[str] | None:
        if not provision:
            return None
        own = self._agreement(agreement)
        found = own.provision(provision) if own and below else None
        return frozenset(one.key for one in found.walk()) if found else frozenset({provision})


def _filled(keys: list[str], length: PeriodLength) -> list[str]:
    first, last = first_day(keys[0]), first_day(keys[-1])
    return periods_between(first, last, length)


def assess(
    record: Record, *, period: str = "auto", derivations: tuple[Derivation, ...] | None = None
) -> Assessment:
    """Assess a record: accounts and pictures of every cell, with and without proposals.

    Args:
        record: The state at one head.
        period: `year`, `quarter`, `month`, or `auto`: chosen from the span of the sources.
        derivations: What comes from what, where the texts were compared; witnesses are counted
            by it. Only descriptions and coders say so if None. Pictures do not hang on it.
    """
    if period == "auto":
        days = [
            moment.earliest
            for one in record.statements
            if (moment := one.as_of) and moment.earliest
        ]
        days += [
            moment.earliest
            for one in record.statements
            if (moment := one.when) and moment.earliest and one.state != "rejected"
        ]
        length: PeriodLength = choose_length(days)
    elif period in ("year", "quarter", "month"):
        length = period  # type: ignore[assignment]
    else:
        raise ValueError(f"a period is year, quarter, month or auto, not {period!r}")
    return Assessment(record, length=length, derivations=derivations)
