"""A table of ratings, as the ratings that its rows and cells give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import get_args

from servanda.agreements.table_mapping import Given
from servanda.assessing.ratings import why_refused
from servanda.domain.agreement import Agreement
from servanda.domain.cell import Cell
from servanda.domain.judgement import CellRated, Judged, Work, subject_of
from servanda.domain.record import Record
from servanda.domain.table import TableRow
from servanda.errors import AgreementError
from servanda.workflows.table_periods import PeriodPattern, read_period
from servanda.workflows.table_plan import Headed, Planned, Refusal, TablePlan, column_at
from servanda.workflows.table_words import NotUnderstood, TableWords

#: How the reason of a rating ends that came from a table: which, where in it, and its digest.
_CAME_FROM = re.compile(r" ?\(imported from [^\n]*; SHA-256 [0-9a-f]{64}\)\Z")


@dataclass(frozen=True, slots=True)
class _Said:
    """What one cell of a table gives: the column it stands in (None: the row's own), and what."""

    column: int | None
    period: str
    words: str


class RatingRows:
    """Turns the rows of one table into ratings, each checked as one that a person types."""

    def __init__(
        self, record: Record, headed: Headed, *, name: str, digest: str, actor: str
    ) -> None:
        self._record = record
        self._headed = headed
        self._words = TableWords(record, headed.mapping)
        self._name, self._digest, self._actor = name, digest, actor
        scale = record.codebook.scale(headed.mapping.scale)
        assert scale is not None, "the mapping's scale is one of the codebook's"
        self._scale = scale
        self._agreements = {one.key: one for one in record.agreements}
        self._standing = {
            subject_of(act, actor=one.actor): one for one, act in record.judged(CellRated)
        }
        self._columns = self._periods()
        self._headers: list[Refusal] = []
        self._provisions = self._across() if headed.mapping.across else None
        self._seen: dict[str, str] = {}
        self._known = self._left_out = 0

    def plan(self) -> TablePlan:
        """Give all that would be recorded, and all that cannot be."""
        read = self._row if self._provisions is None else self._row_across
        found = [*self._headers, *(one for row in self._headed.rows for one in read(row))]
        return TablePlan(
            name=self._name,
            digest=self._digest,
            rows=len(self._headed.rows),
            planned=tuple(one for one in found if isinstance(one, Planned)),
            refused=tuple(one for one in found if isinstance(one, Refusal)),
            known=self._known,
            left_out=self._left_out,
        )

    def _periods(self) -> list[tuple[int, str]] | None:
        """Give the columns that are periods, each with its period; None in the long form."""
        mapping, headers = self._headed.mapping, self._headed.headers
        periods = mapping.periods
        if periods is None:
            return None
        found: list[tuple[int, str]] = []
        line = periods.line
        own = self._only_agreement()
        try:
            if periods.pattern:
                pattern = PeriodPattern(periods.pattern, language=mapping.language)
                for at, header in enumerate(headers):
                    if (period := pattern.read(header, agreement=own)) is not None:
                        found.append((at, period))
            for column, words in periods.named:
                line = column.line
                name = words or column.name
                period = read_period(
                    name, days_stand_for=mapping.periods_of_days, language=mapping.language
                )
                found.append((column_at(column, headers, mapping), period))
        except ValueError as error:
            raise AgreementError(
                f"a column of a period {error}",
                file=mapping.file,
                line=line,
                expected="a year, quarter or month",
            ) from error
        self._verify_apart(found, line)
        return found

    def _verify_apart(self, found: list[tuple[int, str]], line: int) -> None:
        mapping, headers = self._headed.mapping, self._headed.headers
        if not found:
            raise AgreementError(
                f"the periods fit no column ({', '.join(repr(one) for one in headers[:12])})",
                file=mapping.file,
                line=line,
                expected="a pattern such as `{year}`, or the headers themselves",
            )
        first: dict[str, int] = {}
        for at, period in found:
            if period in first:
                raise AgreementError(
                    f"{headers[first[period]]!r} and {headers[at]!r} are both the period {period}",
                    file=mapping.file,
                    line=line,
                    expected="one column for a period: list those that count",
                )
            first[period] = at

    def _only_agreement(self) -> Agreement | None:
        named = self._headed.mapping.agreement
        fitting = [one for key, one in self._agreements.items() if named in ("", key)]
        return fitting[0] if len(fitting) == 1 else None

    def _across(self) -> list[tuple[int, tuple[str, str]]]:
        """Give the columns that are provisions; a header that is none is refused once."""
        headed = self._headed
        mapped = {*headed.columns.values()}
        mapped |= {column_at(one, headed.headers, headed.mapping) for one, _ in headed.mapping.only}
        found: list[tuple[int, tuple[str, str]]] = []
        for at, header in enumerate(headed.headers):
            if not header or at in mapped:
                continue
            try:
                provision = self._words.provision(header)
            except NotUnderstood as error:
                self._headers.append(Refusal("the header", f"column {header!r}", str(error)))
                continue
            if provision is not None:
                found.append((at, provision))
        return found

    def _row_across(self, row: TableRow) -> Iterator[Planned | Refusal]:
        for at, provision in self._provisions or ():
            words = row.cells[at].text if at < len(row.cells) else ""
            yield from self._cell(row, provision, _Said(at, "", words))

    def _row(self, row: TableRow) -> Iterator[Planned | Refusal]:
        headed = self._headed
        try:
            provision = self._words.provision(headed.words(row, "provision"))
        except NotUnderstood as error:
            yield headed.refuse(row, error.column, str(error))
            return
        if provision is None:
            self._left_out += 1
            return
        for said in self._cells(row):
            yield from self._cell(row, provision, said)

    def _cell(
        self, row: TableRow, provision: tuple[str, str], said: _Said
    ) -> Iterator[Planned | Refusal]:
        try:
            one = self._rating(row, provision, said)
        except NotUnderstood as error:
            at = said.column if error.column == "level" else None
            yield self._headed.refuse(row, error.column, str(error), at=at)
        else:
            if one is not None:
                yield one

    def _cells(self, row: TableRow) -> Iterator[_Said]:
        if self._columns is None:
            yield _Said(None, "", self._headed.words(row, "level"))
            return
        for at, period in self._columns:
            yield _Said(at, period, row.cells[at].text if at < len(row.cells) else "")

    def _rating(
        self, row: TableRow, provision: tuple[str, str], said: _Said
    ) -> Planned | Refusal | None:
        headed, words = self._headed, self._words
        given = self._given(row, words.given(said.words, self._scale))
        if given.nothing:
            self._left_out += 1
            return None
        key, of = provision[0], self._agreements[provision[0]]
        place, party = headed.words(row, "place"), headed.words(row, "party")
        cell = Cell(
            key,
            provision[1],
            place=words.place(place) if place else "",
            period=said.period or self._period(row),
            party=words.party(party, of) if party else "",
        )
        actor = words.coder(headed.words(row, "coder"), self._actor)
        where = headed.table.where(row)
        if said.column is not None:
            where += f", column {headed.headers[said.column]!r}"
        reason = headed.words(row, "why").strip() or "As the table says."
        rating = CellRated(
            cell,
            self._scale.key,
            given.level,
            f"{reason} (imported from {self._name}, {where}; SHA-256 {self._digest})",
            violated=given.violated,
            unknown=given.unknown,
            work=self._work(row),
            codebook=self._record.codebook.version,
        )
        if why := why_refused(rating, scale=self._scale, agreement=of, statements=()):
            return headed.refuse(row, "level", why.rstrip("."), at=said.column)
        return self._placed(rating, actor, where, row, said)

    def _placed(
        self, rating: CellRated, actor: str, where: str, row: TableRow, said: _Said
    ) -> Planned | Refusal | None:
        """Give the rating, unless this table or the dossier has one on the same cell already."""
        subject = subject_of(rating, actor=actor)
        if subject in self._seen:
            why = f"the same cell is rated by the same person in {self._seen[subject]}"
            return self._headed.refuse(row, "level", why, at=said.column)
        self._seen[subject] = where
        standing = self._standing.get(subject)
        if standing is not None and _same(standing, rating):
            self._known += 1
            return None
        return Planned(where, actor, rating, standing)

    def _given(self, row: TableRow, given: Given) -> Given:
        """Add what the columns for breach and for not knowing say."""
        violated = self._words.violated(self._headed.words(row, "violated"))
        unknown = self._words.unknown(self._headed.words(row, "unknown"))
        return Given(given.level, given.violated or violated, unknown or given.unknown)

    def _period(self, row: TableRow) -> str:
        words = self._headed.words(row, "period")
        mapping = self._headed.mapping
        if not words:
            return ""
        try:
            return read_period(
                words, days_stand_for=mapping.periods_of_days, language=mapping.language
            )
        except ValueError as error:
            raise NotUnderstood(f"{words[:60]!r} {error}", "period") from error

    def _work(self, row: TableRow) -> Work | None:
        words = self._headed.words(row, "work")
        if not words:
            return None
        for one in get_args(Work):
            if words.casefold() == one:
                found: Work = one
                return found
        raise NotUnderstood(f"{words[:60]!r} is none of {', '.join(get_args(Work))}", "work")


def _same(standing: Judged, rating: CellRated) -> bool:
    """Tell whether a rating says what stands, from whichever version of the table it came."""
    act = standing.act
    if not isinstance(act, CellRated):
        return False
    plain = _CAME_FROM.sub("", act.why) == _CAME_FROM.sub("", rating.why)
    # Whoever added statements to an imported rating has not taken it back.
    alike = replace(rating, why=act.why, statements=act.statements, codebook=act.codebook)
    return plain and alike == act
