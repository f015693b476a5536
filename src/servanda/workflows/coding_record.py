"""What coding one sample needs of a record: its codings, and the words of the units asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from servanda.domain.cell import Cell
from servanda.domain.judgement import (
    CodebookKept,
    SampleDrawn,
    Unit,
    UnitCoded,
    UnitSettled,
)
from servanda.domain.record import Record
from servanda.dossier import public_record
from servanda.journal import Journal
from servanda.workflows.blind import Progress, progress_of
from servanda.workflows.sample import find_sample

#: So many statements of a cell's promise are looked through; a coder reads thirty of them.
MOST_OF_A_CELL = 5_000


def progress_of_samples(journal: Journal, *, include_sensitive: bool) -> list[Progress]:
    """Give how far each sample is, of the units that may be shown, in the order of drawing."""
    outline = journal.outline()
    if include_sensitive or not _is_marked(outline):
        return progress_of(outline)
    found = []
    for _, sample in outline.judged(SampleDrawn):
        record = coding_record(journal, sample.name, include_sensitive=False)
        found += progress_of(record)
    return found


def coding_record(
    journal: Journal, name: str, *, units: Iterable[Unit] = (), include_sensitive: bool
) -> Record:
    """Give a record of one sample, with the sources and statements of these units.

    It holds all that coders, settlers and figures need, and nothing of a dossier's other
    statements: a page that shows one unit stays as fast with a million of them. Without
    `include_sensitive` what is marked is left out, units on it too.

    Raises:
        UnknownThing: There is no such sample.
    """
    with journal.at_one_head():
        outline = journal.outline()
        sample = find_sample(outline, name)
        wanted = list(units)
        passages = [one for one in wanted if one.cell is None]
        ids = [one.id for one in passages]
        ids += [id for one in wanted if one.cell for id in _of_cell(journal, outline, one.cell)]
        if not include_sensitive and _is_marked(outline):
            # Which units may be shown hangs on their statements, and on those marked beside them.
            ids += [one.id for one in sample.units if one.cell is None]
            ids += sorted(outline.sensitive_statements)
        # A passage whose statement was superseded is shown by its source alone.
        lone = [one.source for one in passages if journal.statement(one.id) is None]
        record = journal.excerpt(statements=ids, source=lone[0] if lone else None)
    sources = {one.source for one in sample.units} | {one.source for one in record.statements}
    record = replace(
        record,
        sources=tuple(one for one in record.sources if one.id in sources),
        judgements=tuple(one for one in record.judgements if _of_sample(one.act, name)),
    )
    return record if include_sensitive else public_record(record)


def _of_sample(act: object, name: str) -> bool:
    if isinstance(act, SampleDrawn):
        return act.name == name
    if isinstance(act, UnitCoded | UnitSettled):
        return act.sample == name
    return isinstance(act, CodebookKept)


def _is_marked(record: Record) -> bool:
    return bool(
        record.sensitive_persons
        or record.sensitive_statements
        or record.sensitive_sources
        or any(one.sensitive for one in record.sources)
    )


def _of_cell(journal: Journal, record: Record, cell: Cell) -> Iterator[str]:
    agreement = next((one for one in record.agreements if one.key == cell.agreement), None)
    provision = agreement.provision(cell.provision) if agreement else None
    keys = [one.key for one in provision.walk()] if provision else [cell.provision]
    for key in keys:
        names = [f"{cell.agreement}/{key}"] if provision else [key]
        for one in names:
            found = journal.statements(provision=one)
            yield from (each.id for each in islice(found, MOST_OF_A_CELL))
