"""Which units are drawn for double coding: a function of the seed and of what there is."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import product

from servanda.domain.agreement import Agreement
from servanda.domain.cell import UNMAPPED, WHOLE, Cell
from servanda.domain.coding import cell_unit
from servanda.domain.judgement import Unit
from servanda.domain.record import Record
from servanda.domain.statement import Statement

Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that could be drawn, and the provisions (agreement, key) it belongs to."""

    unit: Unit
    rows: tuple[Row, ...]


def draw(
    candidates: Iterable[Candidate], *, number: int, seed: int, by_provision: bool = False
) -> list[Unit]:
    """Draw units without replacement: each as likely, and the same ones for the same seed.

    Units are ranked by the SHA-256 digest of the seed and their id, and the first ones are taken.
    So no order of entries matters, no library's dice are needed to check it, and a unit that is
    added moves none but itself. With `by_provision` each provision gives one unit in turn, in the
    same rank, until there are enough: a provision spoken of seldom is drawn as often as one that
    is spoken of in every report. Units are given in the order of their rank.

    Args:
        candidates: What there is.
        number: How many to draw; all if there are fewer.
        seed: Any whole number.
        by_provision: Stratify by provision.
    """
    ranked = sorted(candidates, key=lambda one: rank(one.unit.id, seed=seed))
    if not by_provision:
        return [one.unit for one in ranked[:number]]
    strata: dict[Row, list[Candidate]] = defaultdict(list)
    for one in reversed(ranked):
        for row in one.rows or (("", UNMAPPED),):
            strata[row].append(one)
    drawn: set[str] = set()
    while len(drawn) < number and any(strata.values()):
        for row in sorted(strata):
            waiting = strata[row]
            while waiting and waiting[-1].unit.id in drawn:
                waiting.pop()
            if waiting and len(drawn) < number:
                drawn.add(waiting.pop().unit.id)
    return [one.unit for one in ranked if one.unit.id in drawn]


def rank(id: str, *, seed: int) -> bytes:
    """Give what decides a unit's place in the draw."""
    return hashlib.sha256(f"{seed}\x1f{id}".encode()).digest()


def passages(
    statements: Iterable[Statement],
    *,
    states: Collection[str] = (),
    rows: Collection[Row] = (),
) -> Iterator[Candidate]:
    """Give the passages of statements as candidates: each passage once, whoever says it twice.

    Two statements on the same words look the same to somebody who sees no labels, so the first
    by id stands for both.

    Args:
        statements: Statements of a record.
        states: Their states; all but rejected ones if none is given.
        rows: Only those on these provisions; any if none is given.
    """
    seen: set[tuple[str, int, int]] = set()
    asked = set(rows)
    for one in sorted(statements, key=lambda one: one.id):
        passage = (one.source, one.start, one.end)
        its_rows = rows_of(one)
        wanted = one.state in states if states else one.state != "rejected"
        if not wanted or passage in seen or (asked and asked.isdisjoint(its_rows)):
            continue
        seen.add(passage)
        yield Candidate(Unit(one.id, *passage), its_rows)


def rows_of(statement: Statement) -> tuple[Row, ...]:
    """Give the provisions that a statement is on, the whole and the unknown among them."""
    if statement.level == "provision":
        return tuple(dict.fromkeys((one.agreement, one.key) for one in statement.provisions))
    return (("", WHOLE if statement.level == "whole" else UNMAPPED),)


def cells(
    rows: Iterable[Row],
    *,
    periods: Iterable[str] = ("",),
    places: Iterable[str] = ("",),
    parties: Iterable[str] = ("",),
) -> Iterator[Candidate]:
    """Give every cell of these provisions, periods, places and parties as a candidate."""
    for row, place, period, party in product(rows, places, periods, parties):
        cell = Cell(*row, place=place, period=period, party=party)
        yield Candidate(Unit(cell_unit(cell), cell=cell), (row,))


def stipulations(agreements: Iterable[Agreement]) -> Iterator[Row]:
    """Give every provision without parts of its own: what can be observed and rated."""
    for agreement in agreements:
        for one in agreement.walk():
            if not one.children:
                yield agreement.key, one.key


def themes_of(unit: Unit, record: Record) -> tuple[str, ...]:
    """Give the PAM provision types of what a unit is on: its provision's, or of one above it."""
    if unit.cell is not None:
        rows: tuple[Row, ...] = ((unit.cell.agreement, unit.cell.provision),)
    else:
        statement = record.statement_by_id.get(unit.id)
        rows = rows_of(statement) if statement else ()
    known = {one.key: one for one in record.agreements}
    return tuple(
        dict.fromkeys(
            theme for key, row in rows if key in known for theme in _themes(known[key], row)
        )
    )


def _themes(agreement: Agreement, key: str) -> tuple[str, ...]:
    """Give the themes of a provision; where it has none, those of the nearest one above it."""
    found: tuple[str, ...] = ()
    waiting = [(one, one.themes) for one in agreement.provisions]
    while waiting:
        one, themes = waiting.pop()
        if one.key == key:
            found = themes
        waiting += [(child, child.themes or themes) for child in one.children]
    return found
