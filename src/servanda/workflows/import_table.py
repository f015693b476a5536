"""Bring a table in, ratings or events, as its mapping says: what it would do, and doing it."""

from __future__ import annotations

import difflib
from dataclasses import replace
from pathlib import Path

from servanda.agreements.load_table_mapping import Known, load_table_mapping
from servanda.agreements.table_mapping import TableMapping
from servanda.domain.codebook import Scale
from servanda.domain.entry import SensitivityMarked, SourceAdded, SourceRead, StatementWritten
from servanda.domain.judgement import CellRated
from servanda.domain.record import Record
from servanda.domain.source import Source
from servanda.domain.table import Table
from servanda.errors import MissingExtra, ServandaError, UnknownThing, UnreadableSource
from servanda.intake import MAX_BYTES, take_in
from servanda.intake.csv_table import read_csv
from servanda.intake.detect import PLAIN_TEXT, XLSX
from servanda.intake.spreadsheet import read_workbook
from servanda.journal import Journal
from servanda.workflows.find_cell import Where, find_cell, find_party, find_place
from servanda.workflows.sides import verify_side
from servanda.workflows.table_events import EventRows
from servanda.workflows.table_plan import TablePlan, find_columns
from servanda.workflows.table_ratings import RatingRows


def plan_table(
    journal: Journal, file: Path, mapping: Path, *, cache: Path, actor: str
) -> TablePlan:
    """Say what importing a table would do; nothing is recorded.

    Args:
        journal: The dossier.
        file: The table: CSV, or Excel (.xlsx).
        mapping: The mapping file.
        cache: Where the gazetteer lies; events have places.
        actor: Who rates or writes, where a row does not say.

    Raises:
        ServandaError: The file or its mapping cannot be read. What is wrong with single rows is
            in the plan.
    """
    record = journal.record()
    read = load_table_mapping(mapping, known=_known(record))
    source, data = read_source(file)
    table = choose_table(tables_of(source, data, separator=read.separator), read, file=file.name)
    headed = find_columns(table, read)
    if read.kind == "events":
        rows = EventRows(record, headed, source=source, data=data, cache=cache, actor=actor)
        plan = rows.plan()
    else:
        plan = RatingRows(
            record, headed, name=source.name, digest=source.digest, actor=actor
        ).plan()
    noticed = [one.message for one in source.problems if one.kind in ("doubt", "damaged")]
    return replace(plan, notes=(*noticed, *plan.notes))


def record_plan(
    journal: Journal,
    plan: TablePlan,
    *,
    actor: str,
    skip_bad: bool = False,
    sensitive: bool = False,
) -> int:
    """Record what a plan says, all of it or nothing; gives how many acts that were.

    Args:
        journal: The dossier.
        plan: From `plan_table`, on this dossier as it stands.
        actor: Who imports.
        skip_bad: Whether what was refused may be left out.
        sensitive: Whether the table is marked so, where it is kept as a document.

    Raises:
        ServandaError: Rows were refused, and nobody said to leave them out.
    """
    if plan.refused and not skip_bad:
        raise ServandaError(
            f"{len(plan.refused)} of what stands in {plan.name} cannot be brought in, so nothing "
            "was. Correct the table or its mapping, or leave those out with --skip-bad."
        )
    if sensitive and not plan.source_id:
        raise ServandaError(
            "A table of ratings is not kept as a document, so nothing of it can be marked "
            "sensitive. Its ratings are printed with their reasons: leave out what must not be."
        )
    if not plan.planned:
        return 0
    with journal.batch(actor=actor) as batch:
        if plan.source is not None:
            batch.append(SourceAdded(plan.source, plan.data))
        if sensitive and plan.source_id:
            why = "marked when imported"
            batch.append(SensitivityMarked("source", plan.source_id, sensitive=True, why=why))
        if plan.mark is not None:
            batch.append(SourceRead(plan.source_id, plan.mark, ()))
        for one in plan.planned:
            act = one.act if isinstance(one.act, CellRated) else StatementWritten(one.act)
            batch.append(act, actor=one.actor)
    return len(plan.planned)


def read_source(file: Path) -> tuple[Source, bytes]:
    """Give a table's file as a source, which keeps its bytes and its one text.

    Raises:
        ServandaError: It cannot be opened, or holds no table that is read.
    """
    try:
        size = file.stat().st_size
        if size > MAX_BYTES:
            raise ServandaError(f"{file.name}: {size:,} bytes, more than any table that is read.")
        data = file.read_bytes()
    except OSError as error:
        raise ServandaError(f"{file.name} cannot be opened: {error.strerror or error}.") from error
    source = take_in(data, file.name)
    unread = [one.message for one in source.problems if one.kind == "unread"]
    if source.media_type not in (PLAIN_TEXT, XLSX) or unread:
        why = unread[0] if unread else f"It is {source.media_type}."
        raise ServandaError(
            f"{file.name} holds no table that is read. {why} A table is CSV text or an Excel file "
            "(.xlsx)."
        )
    return source, data


def tables_of(source: Source, data: bytes, *, separator: str = "") -> list[Table]:
    """Give the tables of a source: a workbook's sheets, or a text's only one."""
    try:
        if source.media_type == XLSX:
            return list(read_workbook(data).tables)
        return [read_csv(source.text, separator=separator or None)]
    except MissingExtra:
        raise
    except UnreadableSource as error:
        raise ServandaError(f"{source.name}: {error}") from error


def choose_table(tables: list[Table], mapping: TableMapping, *, file: str) -> Table:
    """Give the sheet that the mapping names, or the only one that holds something.

    Raises:
        ServandaError: There is none of this name, or several and none named.
    """
    held = [one for one in tables if any(not row.blank for row in one.rows)]
    names = [one.name for one in held]
    if mapping.sheet:
        for one in tables:
            if one.name == mapping.sheet:
                return one
        near = difflib.get_close_matches(mapping.sheet, names, n=1)
        offered = f" Did you mean {near[0]!r}?" if near else f" It has {', '.join(names)}."
        raise ServandaError(f"{file} has no sheet {mapping.sheet!r}.{offered}")
    if len(held) != 1:
        seen = f"has {len(held)} sheets: {', '.join(names)}" if held else "holds nothing"
        raise ServandaError(f"{file} {seen}. Name the table's own in the mapping: `sheet: NAME`.")
    return held[0]


def _known(record: Record) -> Known:
    """Give what a mapping may name in this dossier."""

    def scale(name: str) -> Scale:
        found = record.codebook.scale(name)
        if found is None:
            keys = tuple(one.key for one in record.codebook.scales)
            raise UnknownThing("scale", name, nearest=keys)
        return found

    def provision(name: str) -> tuple[str, str]:
        cell = find_cell(record, Where(name))
        return cell.agreement, cell.provision

    return Known(
        scale=scale,
        provision=provision,
        place=lambda name: find_place(record, name),
        party=lambda name: find_party(record, name),
        side=lambda name: verify_side(record, name),
        agreements=tuple(one.key for one in record.agreements),
    )
