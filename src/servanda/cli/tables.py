"""What `servanda import` says of a table: what it would do, or has done."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.cli.printing import line_of, plural
from servanda.cli.telling import rating_words, say_cell
from servanda.domain.judgement import CellRated
from servanda.domain.record import Record
from servanda.domain.statement import Statement
from servanda.workflows.table_plan import Planned, TablePlan

#: So many lines of a kind are printed; more are counted.
MOST = 60


def tell_plan(plan: TablePlan, record: Record) -> Iterator[str]:
    """Give, line by line, what an import would record, replace, leave alone and leave out."""
    yield f"{plan.name}: {plural(plan.rows, 'row')} read. SHA-256 {plan.digest}"
    ratings = [one for one in plan.planned if isinstance(one.act, CellRated)]
    events = [one for one in plan.planned if isinstance(one.act, Statement)]
    if ratings:
        yield f"{plural(len(ratings), 'rating')} to record:"
        yield from _cut(list(_by_provision(ratings, record)))
    if events:
        yield f"{plural(len(events), 'statement')} to record:"
        yield from _cut([f"  {_event(one)}" for one in events])
    replacing = [one for one in ratings if one.replaces is not None]
    if replacing:
        yield f"{plural(len(replacing), 'rating')} to take the place of others:"
        yield from _cut([f"  {_replaced(one, record)}" for one in replacing])
    if plan.known:
        yield f"{plan.known:,} stand in the dossier already."
    if plan.left_out:
        yield f"{plan.left_out:,} left out: blank, or skipped by the mapping."
    yield from plan.notes


def _by_provision(ratings: list[Planned], record: Record) -> Iterator[str]:
    """Give a line for each provision, place, party and person: its periods and their levels."""
    rows: dict[tuple[str, ...], list[str]] = {}
    for one in ratings:
        act = one.act
        assert isinstance(act, CellRated)
        cell = act.cell
        key = (cell.agreement, cell.provision, cell.place, cell.party, one.actor)
        level = "violated" if act.violated else f"{act.level:g}" if act.level is not None else ""
        if act.unknown:
            level = f"{level} {act.unknown.replace('_', ' ')}".strip()
        rows.setdefault(key, []).append(f"{cell.period or 'no period'}: {level}")
    several = len(record.agreements) > 1
    for (agreement, provision, place, party, actor), told in rows.items():
        name = f"{agreement}/{provision}" if several else provision
        where = ", ".join(part for part in (name, place, party) if part)
        yield f"  {where} ({actor})  {' · '.join(told)}"


def _event(one: Planned) -> str:
    act = one.act
    assert isinstance(act, Statement)
    when = act.when.edtf if act.when else "no date"
    where = ", ".join(place.name or f"{place.text} (unplaced)" for place in act.places)
    told = line_of(act).split("  ", 1)[1].removeprefix("accepted  ")
    return f"{one.where} ({one.actor})  {when}  {where or 'no place'}  {act.side}  {told}"


def _replaced(one: Planned, record: Record) -> str:
    act, there = one.act, one.replaces
    assert isinstance(act, CellRated)
    assert there is not None
    assert isinstance(there.act, CellRated)
    before, now = rating_words(there.act, record), rating_words(act, record)
    return f"{say_cell(act.cell, record)}: {before} -> {now} ({there.actor}, entry {there.entry})"


def _cut(lines: list[str]) -> Iterator[str]:
    yield from lines[:MOST]
    if len(lines) > MOST:
        yield f"  and {len(lines) - MOST:,} more"
