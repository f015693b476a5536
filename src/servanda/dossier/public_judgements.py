"""Which judgements may leave: none that tells, by its words or by being there, what is hidden.

What a judgement names decides first: sources, statements, units. Where it names only a cell, it is
asked who can have been heard in that cell. Where that cannot be told, it is kept back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property

from servanda.domain.cell import Cell
from servanda.domain.judgement import (
    CELL_UNIT,
    CellReplied,
    CodebookKept,
    DisputeRuled,
    Judged,
    Judgement,
    ReportIssued,
    SampleDrawn,
    UnitCoded,
    UnitSettled,
    sources_of,
    statements_of,
)
from servanda.domain.question import Inquiry
from servanda.domain.record import Record
from servanda.domain.rows import Voices, all_speak, answers_only, ruled_on, stands_on_only
from servanda.dossier.kept_back import RULES


@dataclass(frozen=True, slots=True)
class Cut:
    """Ids of the sources and statements that do not leave."""

    sources: AbstractSet[str]
    statements: AbstractSet[str]


def public_judgements(record: Record, cut: Cut) -> tuple[tuple[Judged, ...], dict[str, int]]:
    """Give the judgements that may leave, and how many of each kind are kept back."""
    if not cut.sources and not cut.statements:
        return record.judgements, {}
    sieve = _Sieve(record, cut)
    found: list[Judged] = []
    kept_back: Counter[str] = Counter()
    for one in record.judgements:
        act = sieve.public(one.act)
        if act is None:
            if isinstance(one.act, Inquiry):
                continue  # internal talk: no page would show it, so none says that it is missing
            kept_back[type(one.act).__name__] += 1
            continue
        if isinstance(act, CodebookKept) and isinstance(one.act, CodebookKept):
            kept_back[RULES] += len(one.act.codebook.rules) - len(act.codebook.rules)
        found.append(one if act is one.act else replace(one, act=act))
    return tuple(found), {name: count for name, count in kept_back.items() if count}


class _Sieve:
    """One record and what is hidden of it; voices are sorted when a judgement asks for them."""

    def __init__(self, record: Record, cut: Cut) -> None:
        self._record = record
        self._sources = cut.sources
        self._hidden = cut.statements
        # A passage keeps its place in a sample when a later reading cuts its source otherwise, and
        # a judgement what it rests on when a text is corrected. Of any other statement that does
        # not stand nobody can tell whose it was: it is not known.
        shown = {one.id for one in record.statements}
        shown |= {
            unit.id
            for _, act in record.judged(SampleDrawn)
            for unit in act.units
            if unit.source in record.source_by_id and unit.source not in cut.sources
        }
        shown |= {
            id
            for id, source in record.fallen.items()
            if id not in record.sensitive_statements
            and cut.sources.isdisjoint(_versions(record, source))
        }
        self._shown = shown - cut.statements

    @cached_property
    def _hidden_voices(self) -> Voices:
        return Voices(one for one in self._record.statements if one.id in self._hidden)

    @cached_property
    def _shown_voices(self) -> Voices:
        return Voices(one for one in self._record.statements if one.id not in self._hidden)

    def public(self, act: Judgement) -> Judgement | None:
        """Give a judgement as it may leave, or None."""
        match act:
            case SampleDrawn():
                units = tuple(
                    one
                    for one in act.units
                    if (one.id in self._shown if one.cell is None else not self._bare(one.cell))
                )
                return replace(act, units=units) if units else None
            case CodebookKept():
                codebook = act.codebook.showing(self._shown.__contains__)
                return act if codebook is act.codebook else CodebookKept(codebook)
            case ReportIssued():
                return replace(act, note="") if act.audience != "internal" else None
        if not self._sources.isdisjoint(sources_of(act)):
            return None
        if not self._shown.issuperset(statements_of(act)):
            return None
        return self._of_cell(act)

    def _of_cell(self, act: Judgement) -> Judgement | None:
        agreements = self._record.agreements
        match act:
            case DisputeRuled():
                told = ruled_on(act, self._hidden_voices, agreements)
                heard = all_speak(act, self._shown_voices, agreements)
                return act if heard and not told else None
            case CellReplied():
                only = answers_only(act, self._hidden_voices, self._shown_voices, agreements)
                return None if only else act
            case UnitCoded() | UnitSettled() if act.unit.startswith(CELL_UNIT):
                cell = self._cells.get(act.unit)
                if cell is None or self._bare(cell):
                    return None
                # What is noted of a cell may tell what a hidden passage said.
                if isinstance(act, UnitCoded):
                    return replace(act, note="")
                return replace(act, why="")
            case _:
                return act

    @cached_property
    def _cells(self) -> dict[str, Cell]:
        return {
            unit.id: unit.cell
            for _, act in self._record.judged(SampleDrawn)
            for unit in act.units
            if unit.cell is not None
        }

    def _bare(self, cell: Cell) -> bool:
        return stands_on_only(
            cell,
            self._hidden_voices,
            self._shown_voices,
            self._record.agreements,
            parties=(cell.party,),
        )


def _versions(record: Record, source: str) -> set[str]:
    """Give a source and every earlier and later version of its text."""
    found: set[str] = set()
    waiting = [source]
    while waiting:
        id = waiting.pop()
        if id in found:
            continue
        found.add(id)
        if one := record.source_by_id.get(id):
            waiting += [other for other in (one.corrects, one.corrected_by) if other]
    return found
