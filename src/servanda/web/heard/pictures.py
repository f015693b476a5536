"""What a million statements tell in pictures: pairs of pictures, words of rows, who is judged."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Protocol

import numpy as np

from servanda.assessing.matrix import Heading
from servanda.domain.cell import NO_PLACE, NOBODY, Cell, Picture, PictureWord
from servanda.dossier.pairs import Pair, Pairs, Row
from servanda.exploring.accounts import Accounts, Told
from servanda.exploring.asked import Asked
from servanda.exploring.emptiness import empty_words
from servanda.exploring.gazetteer import gazetteer_of
from servanda.exploring.line import Line
from servanda.exploring.lines import period_line, place_line
from servanda.exploring.slice import Slice
from servanda.exploring.table import Bools
from servanda.exploring.table import Ints as Numbers
from servanda.web.heard.where import HeardWhere, united


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


class HeardPictures(HeardWhere):
    """The pictures of a row, a party or a place, made from columns."""

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
        return self._spoken(united(parts, size))

    def _at_itself(self, rows: Numbers, place: str) -> Bools:
        which, number = self._tagged(rows, "places", "place")
        found = np.zeros(len(rows), np.bool_)
        found[which[number == self._place_number(place)]] = True
        return found if place != NO_PLACE else np.ones(len(rows), np.bool_)
