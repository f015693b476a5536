"""The matrix of a picture: marks by rows and columns, with the tree of promises folded out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from servanda.domain.agreement import Agreement, Provision
from servanda.domain.cell import UNMAPPED, WHOLE
from servanda.dossier import addresses
from servanda.dossier.marks import linked_marks
from servanda.dossier.words import terms
from servanda.exploring import PartyWord, Pivot
from servanda.saying import _
from servanda.web.explore.address import ALL, View
from servanda.web.explore.page import Picture

#: So many have room in a file.
MOST_FILE_ROWS, MOST_FILE_COLUMNS = 2000, 400
#: So many promises may be folded out at once: each is a question of its own.
MOST_OPEN = 12


@dataclass(frozen=True, slots=True)
class Field:
    """What a field shows about one party, as `marks.Marked` asks for it."""

    word: str | None
    word_with: str | None
    ruled: int
    open: int


@dataclass(frozen=True, slots=True)
class Line:
    """One party's line under a row: its name, all columns together, and each; as safe HTML."""

    party: str
    whole: Markup
    fields: Markup


@dataclass(frozen=True, slots=True)
class Group:
    """A row with a line for each party judged in it; `fold` opens or closes what is below it."""

    name: str
    href: str
    depth: int
    fold: str
    is_open: bool
    here: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its name, and the address of the view narrowed to it."""

    name: str
    href: str


@dataclass(frozen=True, slots=True)
class MatrixPage:
    """The matrix as its page prints it. `left_out` counts rows and columns that are lighter."""

    headings: tuple[Heading, ...]
    groups: tuple[Group, ...]
    rows_left_out: int
    columns_left_out: int
    by_party: bool
    has_whole: bool


def field_of(one: PartyWord) -> Field:
    """Give what a field shows of one party's words."""
    open_count = one.statements_with_proposals - one.statements_accepted
    shows = open_count > 0 or one.accepted is None
    return Field(
        one.accepted,
        one.with_proposals if shows else None,
        one.statements_accepted,
        open_count,
    )


class MatrixMaker:
    """Makes the rows of one view: those of the pivot, and those of the promises folded out."""

    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        self.view, self.names = view, names = picture.view, picture.names
        self.agreement = names.agreement
        self._opened = 0
        self._opening = view.but(row="", column="").adding()
        #: What the open field shows, by the party judged.
        self.here: dict[str, PartyWord] = {}

    def make(self) -> MatrixPage:
        """Give the matrix."""
        view = self.view
        parent = self._parent()
        pivot = self.picture.pivot(view.columns, parent)
        by_party = "party" in (view.rows, view.columns)
        groups = tuple(self._groups(pivot, parent, depth=0))
        return MatrixPage(
            headings=tuple(self._heading(one.key) for one in pivot.columns),
            groups=groups,
            rows_left_out=pivot.rows_left_out,
            columns_left_out=pivot.columns_left_out,
            by_party=by_party,
            has_whole=not by_party,
        )

    def pivot(self) -> Pivot:
        """Give the whole table, with every row and column, as a file has it."""
        return self.picture.chosen().pivot(
            self.view.rows,
            self.view.columns,
            parent=self._parent(),
            most_rows=MOST_FILE_ROWS,
            most_columns=MOST_FILE_COLUMNS,
        )

    def _parent(self) -> str | None:
        """Give the provision whose parts are the rows, or columns: the one that was asked for."""
        asked = self.view.asked.provision
        own = self.agreement.provision(asked) if self.agreement and asked else None
        if own is None:
            return None
        return own.key if own.children else parent_of(self.agreement, own.key)

    def _groups(self, pivot: Pivot, parent: str | None, *, depth: int) -> Iterator[Group]:
        view = self.view
        whole = None
        if "party" not in (view.rows, view.columns):
            whole = self.picture.pivot("party", parent)
        asked = view.asked.provision
        for one in pivot.rows:
            if view.rows == "provision" and asked and not self._within(one.key, asked):
                continue
            as_such = parent is not None and one.key == parent and view.rows == "provision"
            yield self._group(one.key, pivot, whole, depth=depth, as_such=as_such)
            if view.rows == "provision" and one.key in view.open and not as_such:
                own = self.agreement.provision(one.key) if self.agreement else None
                if own and own.children and self._opened < MOST_OPEN:
                    self._opened += 1
                    below = self.picture.pivot(view.columns, own.key)
                    narrowed = _with_columns(below, pivot)
                    yield from self._groups(narrowed, own.key, depth=depth + 1)

    def _within(self, key: str, asked: str) -> bool:
        if asked in (WHOLE, UNMAPPED) or key in (WHOLE, UNMAPPED):
            return key == asked
        own = self.agreement.provision(asked) if self.agreement else None
        if own is None or any(one.key == key for one in own.walk()):
            return True
        above = self.agreement.provision(key) if self.agreement else None
        return above is not None and any(one.key == asked for one in above.walk())

    def _group(
        self, key: str, pivot: Pivot, whole: Pivot | None, *, depth: int, as_such: bool
    ) -> Group:
        view = self.view
        own = (
            self.agreement.provision(key)
            if self.agreement and view.rows == "provision" and not as_such
            else None
        )
        name = self.names.of(view.rows, key)
        fold, is_open = "", key in view.open
        if own and own.children:
            kept = tuple(one for one in view.open if one != key)
            opened = kept if is_open else (*kept, key)
            fold = view.but(open=opened).address(fragment="matrix")
        href = self._href(key, ALL, as_such=as_such)
        parties = self._parties(key, pivot, whole)
        return Group(
            name=_("{name}, as such").format(name=name) if as_such else name,
            href=href,
            depth=depth,
            fold=fold,
            is_open=is_open and bool(fold),
            here=view.row == key and not as_such,
            lines=tuple(
                self._line(key, party, pivot, whole, as_such=as_such) for party in parties or [""]
            ),
        )

    def _parties(self, key: str, pivot: Pivot, whole: Pivot | None) -> list[str]:
        if whole is None:
            return []
        found = dict.fromkeys(
            word.party for column in pivot.columns for word in _words(pivot, key, column.key)
        ) | dict.fromkeys(
            word.party for column in whole.columns for word in _words(whole, key, column.key)
        )
        return self.names.parties_in_order(list(found))

    def _line(
        self, key: str, party: str, pivot: Pivot, whole: Pivot | None, *, as_such: bool
    ) -> Line:
        def link(column: str) -> Callable[[PartyWord], str]:
            return lambda one: self._mark(key, column, one, as_such=as_such)

        # Strings, for there may be thousands; every part of them is escaped already.
        fields = []
        for column in pivot.columns:
            words = [
                one for one in _words(pivot, key, column.key) if not party or one.party == party
            ]
            fields.append(_cell(words, link(column.key), pivot.empty.get(column.key, "silent")))
        total = ""
        if whole is not None:
            words = [
                one
                for column in whole.columns
                for one in _words(whole, key, column.key)
                if one.party == party
            ]
            total = _cell(words, link(ALL), _least(pivot.empty.values()))
        name = self.names.of("party", party) if party else ""
        return Line(name, Markup(total), Markup("".join(fields)))

    def _mark(self, row: str, column: str, one: PartyWord, *, as_such: bool) -> str:
        here = (row, column) == (self.view.row, self.view.column) and not as_such
        if here:
            self.here[one.party] = one
        href = self._href(row, column, as_such=as_such)
        return str(linked_marks(field_of(one), href, current=here))

    def _href(self, row: str, column: str, *, as_such: bool) -> str:
        if as_such and self.agreement:
            # What is said of the promise itself, and not of its parts, stands on its own page.
            return f"/{addresses.row(self.agreement.key, row)}"
        return self._opening(row=row, column=column) + "#accounts"

    def _heading(self, key: str) -> Heading:
        view = self.view
        return Heading(self.names.of(view.columns, key), narrowed_to(view, view.columns, key))


def narrowed_to(view: View, dimension: str, key: str) -> str:
    """Give the address of a view narrowed to one row or column."""
    return view.but(asked=asked_for(view, dimension, key).asked, row="", column="").address()


def asked_for(view: View, dimension: str, key: str) -> View:
    """Give the view that asks for one key of a dimension beside what it asks already."""
    if dimension == "provision":
        return view.asking(provision=key)
    if dimension == "period":
        since, until = months_of(key)
        since = max(since, view.asked.since) if view.asked.since else since
        until = min(until, view.asked.until) if view.asked.until else until
        return view.asking(since=since, until=until)
    attribute = {"place": "places", "side": "sides", "party": "parties", "source": "sources"}
    return view.asking(**{attribute[dimension]: (key,)})


def months_of(period: str) -> tuple[str, str]:
    """Give the first and last month of a period: `1947-Q3` is July to September."""
    if period.startswith("("):
        return period, period
    if len(period) == 4:
        return f"{period}-01", f"{period}-12"
    if "Q" in period:
        last = int(period[-1]) * 3
        return f"{period[:4]}-{last - 2:02d}", f"{period[:4]}-{last:02d}"
    return period, period


def parent_of(agreement: Agreement | None, key: str) -> str | None:
    """Give the key of the provision above one; None at the top."""
    every: Iterable[Provision] = agreement.walk() if agreement else ()
    return next((one.key for one in every if any(child.key == key for child in one.children)), None)


def _words(pivot: Pivot, row: str, column: str) -> tuple[PartyWord, ...]:
    """Give the words of a field that rest on a statement of its own.

    What is told of a wider place or a longer time stands in its own field; a mark in each narrower
    one would say something of which nobody has spoken there.
    """
    cell = pivot.cells.get((row, column))
    return tuple(one for one in cell.words if one.statements_with_proposals) if cell else ()


def _with_columns(below: Pivot, above: Pivot) -> Pivot:
    """Give a deeper level under the columns that are shown."""
    return Pivot(
        agreement=below.agreement,
        rows_are=below.rows_are,
        columns_are=below.columns_are,
        rows=below.rows,
        columns=above.columns,
        cells=below.cells,
        empty=dict(above.empty) | dict(below.empty),
        parent=below.parent,
    )


def _cell(words: Iterable[PartyWord], mark: Callable[[PartyWord], str], empty: str) -> str:
    marks = "".join(map(mark, words))
    if marks:
        return f"<td>{marks}</td>"
    if empty == "unread":
        return f'<td class="u" title="{escape(terms("pictures")[empty].label)}">N</td>'
    return '<td class="s"></td>'


def _least(words: Iterable[str]) -> str:
    """Give what an empty field of all columns together is: not read only where nothing was."""
    found = set(words)
    return "unread" if found == {"unread"} else "silent"
