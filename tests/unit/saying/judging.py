"""The invented story, judged: ratings, a reply, a grade, a link between sources, rulings."""

from __future__ import annotations

from dataclasses import replace

from tests.unit.dossier.story import make_record

from servanda.domain.cell import Cell
from servanda.domain.judgement import (
    CellRated,
    CellReplied,
    DerivationSet,
    DisputeRuled,
    Judged,
    Judgement,
    SourceGraded,
)
from servanda.domain.record import Record

KEY = "two-shores-1921"


def judged_story() -> Record:
    """The story with something of every kind that people judge."""
    record = make_record()
    first, second = record.sources[0].id, record.sources[1].id
    cell = Cell(KEY, "withdrawal", period="1922")
    told = next(
        one.id for one in record.statements if any(x.key == "withdrawal" for x in one.provisions)
    )
    acts: tuple[Judgement, ...] = (
        CellRated(cell, "pam", 1, "one company stayed", statements=(told,)),
        CellRated(replace(cell, provision="schools"), "pam", None, "shut", unknown="no_access"),
        CellRated(replace(cell, provision="trade", period="1921"), "pam", 3, "open"),
        CellReplied(cell, "republic", "The Republic says that nobody stayed."),
        SourceGraded(first, "C", "right about the customs house", KEY, "withdrawal"),
        DerivationSet(second, first, "independent", "the observer's own visit"),
        DisputeRuled(Cell(KEY, "withdrawal"), ("council", "observer"), "contradict", "both saw it"),
        DisputeRuled(Cell(KEY, "elections"), ("council", "observer"), "both_stand", "both saw it"),
    )
    return replace(
        record,
        judgements=tuple(
            Judged(number, "coder-1", "2024-01-01T00:00:00Z", act)
            for number, act in enumerate(acts, 1)
        ),
    )
