"""What a dossier answers with, as rows of data frames: statements, documents, judgements, dues."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from functools import cache
from typing import Any

from servanda.assessing.deadlines import Deadline
from servanda.assessing.frames import Rows
from servanda.assessing.owning import Owning
from servanda.domain.cell import Cell
from servanda.domain.judgement import (
    CellRated,
    CodebookKept,
    Judged,
    SourceGraded,
    StatementGraded,
    cell_of,
    sources_of,
    statements_of,
)
from servanda.domain.record import Record
from servanda.domain.source import Source
from servanda.domain.statement import Statement
from servanda.dossier.dictionary import Value, table_kinds
from servanda.dossier.tables import source_rows, statement_row

DEADLINE = tuple(one.name for one in fields(Deadline))
OWNING = (*(one.name for one in fields(Owning)), "state", "quote")
JUDGEMENT = (
    "entry", "time", "actor", "kind", "subject", "agreement", "provision", "place", "period",
    "party", "value", "scale", "why", "statements",
)  # fmt: skip


def statement_table(record: Record, statements: Iterable[Statement]) -> Rows[Statement]:
    """Give statements with the columns of `statements.csv`, which the data dictionary explains."""
    columns = [one.name for one in table_kinds()["statements"].columns]
    return Rows(statements, columns=columns, row=lambda one: statement_row(one, record))


def source_table(record: Record) -> Rows[Source]:
    """Give the documents with the columns of `sources.csv`, which the data dictionary explains."""
    columns = [one.name for one in table_kinds()["sources"].columns]

    @cache
    def told() -> dict[str, list[Value]]:
        return dict(zip((one.id for one in record.sources), source_rows(record), strict=True))

    return Rows(record.sources, columns=columns, row=lambda one: told()[one.id])


def deadline_table(found: Iterable[Deadline]) -> Rows[Deadline]:
    """Give deadlines, one a row; several keys are joined with "; "."""
    return Rows(found, columns=DEADLINE, row=lambda one: _flat(one, DEADLINE))


def owning_table(record: Record, found: Iterable[Owning]) -> Rows[Owning]:
    """Give admissions or concessions, one a row, each with its state and its words."""

    def row(one: Owning) -> list[object]:
        said = record.statement_by_id[one.statement]
        return [*_flat(one, OWNING[:-2]), said.state, said.quote]

    return Rows(found, columns=OWNING, row=row)


def judgement_table(found: Iterable[Judged]) -> Rows[Judged]:
    """Give judgements that stand, one a row: on what, which value, by whom, when and why."""
    return Rows(found, columns=JUDGEMENT, row=_judgement)


def _judgement(one: Judged) -> list[object]:
    act = one.act
    cell = cell_of(act) or _NO_CELL
    topic = (act.agreement, act.topic) if isinstance(act, SourceGraded) else None
    subject = act.statement if isinstance(act, StatementGraded) else "; ".join(sources_of(act))
    return [
        one.entry,
        one.time,
        one.actor,
        type(act).__name__,
        subject,
        *(topic or (cell.agreement, cell.provision)),
        cell.place,
        cell.period,
        cell.party,
        _value(act),
        act.scale if isinstance(act, CellRated) else "",
        _why(act),
        "; ".join(statements_of(act)),
    ]


_NO_CELL = Cell("", "")


def _value(act: Any) -> object:
    if isinstance(act, CellRated):
        known = "violated" if act.violated and act.level is None else act.level
        return act.unknown if known is None else known
    if isinstance(act, CodebookKept):
        return act.codebook.version
    # The one word that an act gives: a grade, how a source hangs, a ruling, a reply, a name.
    named = ("grade", "kind", "ruling", "text", "cause", "name")
    return next((getattr(act, one) for one in named if hasattr(act, one)), "")


def _why(act: Any) -> str:
    return getattr(act, "why", "") or getattr(act, "grounds", "") or getattr(act, "note", "")


def _flat(one: object, names: Iterable[str]) -> list[object]:
    return [_joined(getattr(one, name)) for name in names]


def _joined(value: object) -> object:
    if not isinstance(value, tuple):
        return value
    return "; ".join("/".join(one) if isinstance(one, tuple) else str(one) for one in value)
