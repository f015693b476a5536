"""Excel workbooks (.xlsx): their sheets as tables, and the one text in which every cell stands.

Read by openpyxl (MIT), an optional extra, within bounds: what a workbook unpacks to, its cells and
its merged ranges are counted before they are held. Formulas give the value that was saved with
them; dates are ISO dates, no finer than their cell shows them.
"""

from __future__ import annotations

import datetime
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from servanda.domain.problem import Problem
from servanda.domain.source import Description
from servanda.domain.span import Span
from servanda.domain.table import Table, TableCell, TableRow
from servanda.errors import MissingExtra, UnreadableSource
from servanda.intake.detect import XLSX
from servanda.intake.port import Content, Extract, Limits
from servanda.intake.templates import Template

#: More cells than a table of 600 provisions by 400 periods has; blank ones between count too.
MOST_CELLS = 1_000_000
MOST_SHEETS = 200
MOST_FILES = 5_000
MOST_MERGED = 10_000
#: What all parts may unpack to; openpyxl holds the words of all cells at once.
MOST_UNPACKED = 64 * 1024 * 1024
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})\"")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_DOCTYPE = re.compile(rb"<\0?!\0?D\0?O\0?C\0?T\0?Y\0?P\0?E", re.IGNORECASE)
#: Words of a number format that stand in quotation marks or brackets, or are escaped.
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
#: What Python's own unpacking says of broken files.
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    ValueError,
    OverflowError,
    NotImplementedError,
    RuntimeError,
    OSError,
)
_DAMAGED = (
    "The Excel file is damaged: {what}. Open it in Excel or LibreOffice, which may repair it, and "
    "save it anew."
)


@dataclass(frozen=True, slots=True)
class Workbook:
    """The text of a workbook, the span of each sheet in it, its tables and its problems."""

    text: str
    tables: tuple[Table, ...]
    sheets: tuple[Span, ...]
    problems: tuple[Problem, ...]


class SpreadsheetText:
    """An Excel workbook as text: each sheet a page, each row a line, a tab between cells."""

    media_type = XLSX

    def extract(
        self,
        content: Content,
        *,
        limits: Limits,
        templates: Sequence[Template] = (),  # noqa: ARG002 the port's; a sheet has no elements
    ) -> Extract:
        """Give the text of all sheets.

        Raises:
            UnreadableSource: It is damaged or too large, or openpyxl is missing.
        """
        try:
            book = read_workbook(content.data, characters=limits.characters)
        except MissingExtra as error:
            raise UnreadableSource(str(error)) from error
        return Extract(book.text, Description(), book.sheets, problems=book.problems)


def read_workbook(data: bytes, *, characters: int = Limits().characters) -> Workbook:
    """Give the sheets of a workbook with their one text, of at most so many `characters`.

    Raises:
        MissingExtra: openpyxl is not installed.
        UnreadableSource: It is damaged, or larger than any table.
    """
    try:
        import openpyxl  # noqa: PLC0415 - an optional extra
    except ImportError as error:
        raise MissingExtra("tables", needed_for="An Excel file (.xlsx)") from error
    with warnings.catch_warnings():
        # What openpyxl cannot keep when it writes (drop-down lists, styles) is nothing to a reader.
        warnings.simplefilter("ignore")
        return _read(openpyxl, data, characters)


def _read(openpyxl: Any, data: bytes, characters: int) -> Workbook:
    parts = _look_over(data)
    try:
        book = openpyxl.load_workbook(
            io.BytesIO(data), read_only=True, data_only=True, keep_links=False
        )
        sheets = book.worksheets
    except Exception as error:
        # A library's own trouble with a file that somebody else made has any class.
        raise UnreadableSource(_DAMAGED.format(what="its list of sheets cannot be read")) from error
    if len(sheets) > MOST_SHEETS:
        raise UnreadableSource(
            f"The workbook has {len(sheets)} sheets, more than the {MOST_SHEETS} that are read."
        )
    writer = _Writer(characters)
    problems: list[Problem] = []
    left = MOST_CELLS
    for sheet in sheets:
        xml = parts.get(str(getattr(sheet, "_worksheet_path", "")).lstrip("/"), b"")
        rows, used = _rows(sheet, left)
        left -= used
        writer.write(sheet.title, rows, _merged(xml, rows))
        if _FORMULA.search(xml) and (bare := _uncomputed(openpyxl, data, sheet.title, rows)):
            problems.append(bare)
    return Workbook(writer.text, tuple(writer.tables), tuple(writer.sheets), tuple(problems))


def _look_over(data: bytes) -> dict[str, bytes]:
    """Give the XML of the sheets, once the whole is known to unpack to no more than it may."""
    if data.count(b"PK\x01\x02") > MOST_FILES:
        raise UnreadableSource(f"The file holds more than {MOST_FILES:,} packed files.")
    try:
        packed = zipfile.ZipFile(io.BytesIO(data))
        infos = packed.infolist()
        if any(one.flag_bits & 1 for one in infos):
            raise UnreadableSource(
                "The file is packed with a password. Save a copy without it and use that."
            )
        usual = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        if any(one.compress_type not in usual for one in infos):
            raise UnreadableSource(_DAMAGED.format(what="it is packed in a way Excel never uses"))
        # What a part says that it unpacks to is also all that is unpacked of it.
        if sum(one.file_size for one in infos) > MOST_UNPACKED:
            raise UnreadableSource(
                f"The workbook would unpack to more than {MOST_UNPACKED // 2**20} MiB, more than "
                "any table of ratings or events. Split it, or save the sheet as CSV."
            )
        found = {}
        for one in infos:
            if one.filename.endswith((".xml", ".rels")):
                xml = packed.read(one)
                if _DOCTYPE.search(xml[:65536]):
                    raise UnreadableSource(
                        "The workbook declares a document type inside, which Excel never does and "
                        "which can make it swell without end. It was not read."
                    )
                if "worksheets/" in one.filename:
                    found[one.filename] = xml
    except _BROKEN as error:
        raise UnreadableSource(_DAMAGED.format(what="its parts cannot be unpacked")) from error
    return found


#: The words of the cells of one row, by column from 0.
Words = dict[int, str]


def _rows(sheet: Any, left: int) -> tuple[dict[int, Words], int]:
    """Give the words of a sheet by row from 1 and column from 0; and how many cells it took."""
    found: dict[int, Words] = {}
    used = 0
    try:
        # What a sheet says of its own size may be wrong, or a bomb.
        sheet.reset_dimensions()
        for number, row in enumerate(sheet.iter_rows(), 1):
            used += len(row) + 1
            if used > left:
                break
            words = {at: said for at, one in enumerate(row) if (said := _said(one))}
            if words:
                found[number] = words
    except Exception as error:
        what = f"sheet {str(sheet.title)[:40]!r} breaks off or is not well formed"
        raise UnreadableSource(_DAMAGED.format(what=what)) from error
    if used > left:
        raise UnreadableSource(
            f"Sheet {sheet.title!r}: the workbook has more than {MOST_CELLS:,} cells, blank ones "
            "between others counted. Keep the table alone in a new file."
        )
    return found, used


def _said(cell: Any) -> str:
    """Give what a cell says, in words."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, datetime.datetime):
        return _day(value, str(cell.number_format))
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return str(value).strip()


def _day(value: datetime.datetime, shown_as: str) -> str:
    """Give a date no finer than its cell shows it: a cell that shows "2019" says a year."""
    shown = _LITERAL.sub("", shown_as).lower()
    if "y" in shown and "d" not in shown and "h" not in shown:
        return f"{value:%Y-%m}" if "m" in shown else f"{value:%Y}"
    if value.time() == datetime.time():
        return value.date().isoformat()
    return value.isoformat(sep=" ", timespec="minutes")


def _merged(xml: bytes, rows: dict[int, Words]) -> dict[tuple[int, int], tuple[int, int]]:
    """Give for each cell of a merged range, but the first, the row and column of the first."""
    from openpyxl.utils import range_boundaries  # noqa: PLC0415 - an optional extra

    last_row = max(rows, default=0)
    last_column = max((max(one) for one in rows.values()), default=0)
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for number, match in enumerate(_MERGED.finditer(xml)):
        if number >= MOST_MERGED or len(found) > MOST_CELLS // 4:
            break
        left, top, right, bottom = range_boundaries(match[1].decode("ascii"))
        for row in range(top, min(bottom, last_row) + 1):
            for column in range(left - 1, min(right - 1, last_column) + 1):
                if (row, column) != (top, left - 1):
                    found[row, column] = (top, left - 1)
    return found


class _Writer:
    """Writes sheet after sheet into one text, and keeps where each cell came to stand."""

    def __init__(self, characters: int) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self._most = characters
        self.tables: list[Table] = []
        self.sheets: list[Span] = []

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self._pieces)

    def write(
        self,
        name: str,
        rows: dict[int, Words],
        merged: dict[tuple[int, int], tuple[int, int]],
    ) -> None:
        """Write one sheet: its name, and a line for each row that holds something."""
        from openpyxl.utils import get_column_letter  # noqa: PLC0415 - an optional extra

        start = self._length
        self._put(f"{name}\n\n")
        stands: dict[tuple[int, int], TableCell] = {}
        table: list[TableRow] = []
        joined: dict[int, list[int]] = {}
        for row, column in merged:
            joined.setdefault(row, []).append(column)
        for number in sorted({*rows, *joined}):
            words = rows.get(number, {})
            cells: list[TableCell] = []
            for column in range(max((*words, *joined.get(number, ())), default=-1) + 1):
                if column:
                    self._put("\t")
                said = words.get(column, "")
                at = f"{get_column_letter(column + 1)}{number}"
                cell = TableCell(said, self._length, self._length + len(said), at)
                self._put(said)
                first = stands.get(merged.get((number, column), (0, 0)))
                if not said and first is not None:
                    # What a merged range says stands in its first cell, for all of them.
                    cell = TableCell(first.text, first.start, first.end, at)
                stands[number, column] = cell
                cells.append(cell)
            self._put("\n")
            table.append(TableRow(number, tuple(cells)))
        self._put("\n")
        self.tables.append(Table(name, tuple(table)))
        self.sheets.append(Span(start, self._length))

    def _put(self, words: str) -> None:
        self._pieces.append(words)
        self._length += len(words)
        if self._length > self._most:
            raise UnreadableSource(
                f"The workbook holds more than {self._most:,} characters. Split it, and use the "
                "parts."
            )


def _uncomputed(openpyxl: Any, data: bytes, title: str, rows: dict[int, Words]) -> Problem | None:
    """Give a problem if formulas have no value saved with them: their cells came out blank."""
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    sheet = book[title]
    sheet.reset_dimensions()
    bare = list(_bare(sheet.iter_rows(), rows))
    if not bare:
        return None
    message = (
        f"Sheet {title!r}: {len(bare)} formula(s) have no value saved with them and are read as "
        f"blank, the first in {bare[0]}. Open the file in Excel or LibreOffice and save it."
    )
    return Problem("doubt", message)


def _bare(sheet: Iterable[Sequence[Any]], rows: dict[int, Words]) -> Iterator[str]:
    for number, row in enumerate(sheet, 1):
        for at, one in enumerate(row):
            if one.data_type == "f" and at not in rows.get(number, {}):
                yield str(one.coordinate)
