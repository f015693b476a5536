"""What an import of a table would do, row by row: the dry run prints it, the import does it."""

from __future__ import annotations

from dataclasses import dataclass, field

from servanda.agreements.fields import nearest
from servanda.agreements.table_mapping import Column, TableMapping
from servanda.domain.judgement import CellRated, Judged
from servanda.domain.source import Source
from servanda.domain.statement import ReaderMark, Statement
from servanda.domain.table import Table, TableCell, TableRow
from servanda.errors import AgreementError
from servanda.text.normalise import fold

#: The reader's name of a table that people read row by row: nothing else reads it.
TABLE = "table"
#: What stands where a row has no such cell.
NO_CELL = TableCell("", 0, 0, "")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A cell, or a whole row, that cannot be brought in: where it stands, and why."""

    where: str
    column: str
    why: str

    def __str__(self) -> str:
        return f"{self.where}{f', {self.column}' if self.column else ''}: {self.why}."


@dataclass(frozen=True, slots=True)
class Planned:
    """One act that the import would record: whose, from where, and the rating it replaces."""

    where: str
    actor: str
    act: CellRated | Statement
    replaces: Judged | None = None


@dataclass(frozen=True, slots=True)
class TablePlan:
    """All that an import would do.

    `rows` are those that hold something, below the header. `known` stand in the dossier already,
    `left_out` are blank cells and what the mapping skips. `source` is the table itself where it
    would be kept as a document, with its bytes; `mark` says that it has been read, row by row.
    """

    name: str
    digest: str
    rows: int
    planned: tuple[Planned, ...] = ()
    refused: tuple[Refusal, ...] = ()
    known: int = 0
    left_out: int = 0
    notes: tuple[str, ...] = ()
    source_id: str = ""
    source: Source | None = None
    data: bytes = field(default=b"", repr=False)
    mark: ReaderMark | None = None


@dataclass(frozen=True, slots=True)
class Headed:
    """A table whose header was found: the columns that the mapping names, and the rows below."""

    table: Table
    headers: tuple[str, ...]
    columns: dict[str, int]
    rows: tuple[TableRow, ...]
    mapping: TableMapping

    def cell(self, row: TableRow, column: str) -> TableCell:
        """Give a row's cell in the column mapped so; blank where there is none."""
        at = self.columns.get(column)
        return row.cells[at] if at is not None and at < len(row.cells) else NO_CELL

    def words(self, row: TableRow, column: str) -> str:
        """Give what stands in a row, or what the mapping says always holds where it is blank."""
        return self.cell(row, column).text or self.mapping.always.get(column, "")

    def refuse(self, row: TableRow, column: str, why: str, *, at: int | None = None) -> Refusal:
        """Give a refusal of a cell: by its column of the mapping, or by its number."""
        number = self.columns.get(column) if at is None else at
        if number is None:
            return Refusal(self.table.where(row), "", why)
        name = self.headers[number] if number < len(self.headers) else ""
        cell = row.cells[number].at if number < len(row.cells) else ""
        shown = f"column {name!r}" if name else f"column {number + 1}"
        if self.table.name and cell:
            return Refusal(f"sheet {self.table.name!r}, cell {cell}", shown, why)
        return Refusal(self.table.where(row), shown, why)


def find_columns(table: Table, mapping: TableMapping) -> Headed:
    """Give a table with its header and the columns that the mapping names.

    Raises:
        AgreementError: A column is not there, or stands there twice.
    """
    held = [row for row in table.rows if not row.blank]
    wanted = set(mapping.header) or {row.number for row in held[:1]}
    above = [row for row in held if row.number in wanted]
    if not above:
        raise AgreementError(
            "the table has no such row for its header",
            file=mapping.file,
            line=None,
            expected="`header:` with the number of the row that names the columns",
        )
    width = max(len(row.cells) for row in above)
    headers = tuple(_joined(above, at) for at in range(width))
    columns = {name: column_at(one, headers, mapping) for name, one in mapping.columns.items()}
    last = max(row.number for row in above)
    only = [(column_at(one, headers, mapping), words) for one, words in mapping.only]
    rows = tuple(
        row
        for row in held
        if row.number > last
        and all(
            fold(row.cells[at].text if at < len(row.cells) else "") in words for at, words in only
        )
    )
    return Headed(table, headers, columns, rows, mapping)


def column_at(column: Column, headers: tuple[str, ...], mapping: TableMapping) -> int:
    """Give the number from 0 of the column over which these words stand."""
    fitting = [at for at, one in enumerate(headers) if fold(one) == fold(column.name)]
    if len(fitting) == 1:
        return fitting[0]
    if not fitting and column.name.isdigit() and 0 < int(column.name) <= len(headers):
        return int(column.name) - 1
    near = nearest(column.name, [one for one in headers if one])
    if fitting:
        seen, expected = "stands over several columns", "the number of the column, from 1"
    else:
        known = ", ".join(repr(one) for one in headers[:30] if one)
        seen = f"stands over no column{near}"
        expected = f"one of {known}; or the row of the header, as `header: 3`"
    raise AgreementError(
        f"{column.name!r} {seen}", file=mapping.file, line=column.line, expected=expected
    )


def _joined(rows: list[TableRow], at: int) -> str:
    """Give what stands over a column, in one row of the header or in several."""
    words: list[str] = []
    for row in rows:
        said = " ".join(row.cells[at].text.split()) if at < len(row.cells) else ""
        if said and said not in words:
            words.append(said)
    return " ".join(words)
