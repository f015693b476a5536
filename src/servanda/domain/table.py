"""A table as a file holds it: rows of cells, each with the span where its words stand."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell: its words, where they stand in the file's one text, and where a person finds it.

    `text` is without quotation marks of the format and without space around it; `start` and `end`
    are half-open code points, equal where the cell is blank. `at` is "C7", or "line 7".
    """

    text: str
    start: int
    end: int
    at: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row; `number` is the line of a text file where it begins, or the row of a sheet."""

    number: int
    cells: tuple[TableCell, ...]

    @property
    def blank(self) -> bool:
        """Whether nothing stands in it."""
        return not any(one.text for one in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet of a workbook by its name, or a text file's only table, which has none."""

    name: str
    rows: tuple[TableRow, ...]

    def where(self, row: TableRow) -> str:
        """Say where a row is: "line 7", "sheet 'Ratings', row 7"."""
        return f"sheet {self.name!r}, row {row.number}" if self.name else f"line {row.number}"
