"""A sample as a sheet to code in a spreadsheet, and the way back, checked line by line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from servanda.assessing.code_fields import OPEN, CodeField
from servanda.domain.coding import STATEMENT
from servanda.domain.judgement import Code, UnitCoded
from servanda.dossier.dictionary import Value
from servanda.dossier.tables import FORMULA, to_csv
from servanda.errors import ServandaError
from servanda.workflows.code import CodingTask
from servanda.workflows.show_unit import Shown

#: Columns that show the unit; what stands in them is not read back.
SHOWING = ("source", "page", "line", "before", "passage", "after")
UNIT, NOTE = "unit", "note"
#: A sheet of 20,000 units with their contexts takes half of it.
MOST_BYTES = 64_000_000
#: How many mistakes are told at once.
MOST_TOLD = 10


class SheetError(ServandaError):
    """A sheet of codings that cannot be understood, with the lines and what to do."""


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """What a sheet holds: the codings it gives, and how many of its units it leaves open."""

    codings: tuple[UnitCoded, ...]
    blank: int


def write_sheet(task: CodingTask) -> str:
    """Give the sheet of a sample as CSV: a line for each unit, with this coder's own codes.

    Passages stand in their context; the fields to fill come after. Nobody else's code is in it.
    """
    names = [one.name for one in task.fields]
    return to_csv([UNIT, *SHOWING, *names, NOTE], _rows(task, names))


def _rows(task: CodingTask, names: list[str]) -> Iterator[list[Value]]:
    for unit in task.sample.units:
        own = task.done.get(unit.id)
        given = {one.field: one.value or OPEN for one in own.codes} if own else {}
        cells: list[Value] = [given.get(name) for name in names]
        shown = task.show(unit)
        yield [unit.id, *_showing(shown), *cells, own.note if own else None]


def _showing(shown: Shown) -> list[Value]:
    if len(shown.passages) == 1 and not shown.promise:
        (one,) = shown.passages
        return [one.where, one.page, one.line, one.before, one.words, one.after]
    words = "\n\n".join(f"{one.words}\n({one.where})" for one in shown.passages)
    first = shown.passages[0] if shown.passages else None
    if shown.more:
        words += f"\n\n({shown.more} more passages in the dossier)"
    return [first.where if first else None, None, None, shown.promise, words, None]


def read_sheet(path: Path, task: CodingTask) -> ReadSheet:
    """Give the codings that a CSV file states: a column `unit`, and one for each field.

    A unit whose fields are all empty is not coded; `-` leaves a field open. Commas, semicolons or
    tabs may stand between columns.

    Raises:
        SheetError: The file cannot be understood; all its mistakes are told, up to ten.
    """
    rows = _read_rows(path)
    header = [one.strip() for one in next(rows, (1, []))[1]]
    _verify_header(header, task, path)
    fields = {one.name: one for one in task.fields}
    known = {one.id for one in task.sample.units}
    codings: dict[str, UnitCoded] = {}
    lines: dict[str, int] = {}
    wrong: list[str] = []
    blank = 0
    for line, row in rows:
        if not any(one.strip() for one in row):
            continue
        values = dict(zip(header, (one.strip() for one in row), strict=False))
        unit = values.get(UNIT, "")
        if unit not in known:
            wrong.append(f"line {line}: {unit[:60]!r} is no unit of the sample {task.sample.name}")
            continue
        if unit in lines:
            wrong.append(f"line {line}: {unit} stands in line {lines[unit]} already")
            continue
        lines[unit] = line
        coding = _coding(values, fields, task, line, wrong)
        if coding is None:
            blank += 1
        else:
            codings[unit] = coding
    if wrong:
        more = f"\n  and {len(wrong) - MOST_TOLD} more" if len(wrong) > MOST_TOLD else ""
        told = "".join(f"\n  {one}" for one in wrong[:MOST_TOLD])
        raise SheetError(f"{path}: nothing was recorded.{told}{more}")
    return ReadSheet(tuple(codings.values()), blank)


def _coding(
    values: dict[str, str],
    fields: dict[str, CodeField],
    task: CodingTask,
    line: int,
    wrong: list[str],
) -> UnitCoded | None:
    codes: list[Code] = []
    missing: list[str] = []
    for name, field in fields.items():
        typed = values.get(name, "")
        if not typed:
            missing.append(name)
            continue
        try:
            codes.append(Code(name, field.read(typed, keys=False)))
        except ServandaError as error:
            wrong.append(f"line {line}: {error}")
    if not codes and len(missing) == len(fields):
        return None
    if Code(STATEMENT, "no") in codes:
        if len(codes) > 1:
            wrong.append(
                f"line {line}: what is no statement has no {codes[1].field}; leave the rest empty"
            )
    elif missing and len(codes) + len(missing) == len(fields):
        wrong.append(f"line {line}: {missing[0]} is empty; give a code, or {OPEN} to leave it open")
    note = values.get(NOTE, "")
    if note[:1] == "'" and note[1:].startswith(FORMULA):
        note = note[1:]
    return UnitCoded(task.sample.name, values[UNIT], tuple(codes), task.codebook, note)


def _read_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Give the rows of a CSV file, each with the line on which it begins."""
    with path.open("rb") as stream:
        data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise SheetError(f"{path} has more than {MOST_BYTES:,} bytes: no sheet of ours has.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SheetError(
            f"{path} is not UTF-8 text. In the spreadsheet, save it as “CSV UTF-8”."
        ) from error
    if "\0" in text:
        raise SheetError(f"{path} is no text file. In the spreadsheet, save it as “CSV UTF-8”.")
    first = text.partition("\n")[0]
    between = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True)
    line = 1
    try:
        for row in reader:
            yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        raise SheetError(f"{path}, line {line}: this is no CSV ({error}).") from error


def _verify_header(header: list[str], task: CodingTask, path: Path) -> None:
    names = [one.name for one in task.fields]
    known = [UNIT, *SHOWING, *names, NOTE]
    fault = ""
    if UNIT not in header:
        fault = f"there is no column {UNIT!r}"
    elif strangers := [one for one in header if one and one not in known]:
        near = get_close_matches(strangers[0], known, n=1, cutoff=0.6)
        hint = f" (did you mean {near[0]!r}?)" if near else ""
        fault = f"{strangers[0][:40]!r} is no column of this sample{hint}"
    elif twice := [one for one in header if one and header.count(one) > 1]:
        fault = f"two columns are called {twice[0]!r}"
    elif not any(one in header for one in names):
        fault = "there is no column for any field"
    if fault:
        raise SheetError(
            f"{path}, line 1: {fault}. Expected {', '.join([UNIT, *names])}, and {NOTE} if you "
            "like; `--sheet` writes such a file."
        )
