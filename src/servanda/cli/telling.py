"""A judgement as one line: who judged what, how, and why."""

from __future__ import annotations

from typing import assert_never

from servanda.assessing import provision_name
from servanda.assessing.grading import why_unconfirmed
from servanda.assessing.independence import lineage_of
from servanda.assessing.rating_basis import basis_note
from servanda.assessing.ratings import said
from servanda.domain.cell import UNMAPPED, WHOLE, Cell
from servanda.domain.judgement import (
    CellRated,
    CellReplied,
    CodebookKept,
    DerivationSet,
    DisputeRuled,
    Judged,
    ReportIssued,
    SampleDrawn,
    SourceGraded,
    StatementGraded,
    UnitCoded,
    UnitSettled,
)
from servanda.domain.question import QuestionAnswered, QuestionAsked, QuestionClosed
from servanda.domain.record import Record

#: Words for how a source hangs on another.
HANGS = {
    "copy_of": "is a copy of",
    "translation_of": "is a translation of",
    "drawn_from": "is drawn from",
    "briefed_by": "was briefed by",
    "independent": "is independent of",
}


def tell_judgement(one: Judged, record: Record) -> str:
    """Give a judgement in a line, with its author and day."""
    return f"{one.time[:10]}  {one.actor}  {_said(one, record)}"


def _said(one: Judged, record: Record) -> str:  # noqa: PLR0912 - a case for each act
    act = one.act
    match act:
        case CodebookKept():
            words = f"keeps the codebook {act.codebook.title!r}, version {act.codebook.version}"
        case SourceGraded():
            topic = f" on {act.topic}" if act.topic else ""
            words = f"grades {_source(act.source, record)}{topic} {act.grade}: {act.grounds}"
        case StatementGraded():
            words = f"grades {act.statement} {act.grade}: {act.grounds}{_doubt(act, record)}"
        case DerivationSet():
            names = _source(act.source, record), _source(act.origin, record)
            words = f"{names[0]} {HANGS[act.kind]} {names[1]}: {act.why}"
        case CellRated():
            alone = "" if act.statements else " [names no statement: its rater's word alone]"
            rated = f"{say_cell(act.cell, record)} {rating_words(act, record)}"
            weak = basis_note(act, record.statement_by_id)
            words = f"rates {rated}: {act.why}{alone}{f' [{weak}]' if weak else ''}"
        case CellReplied():
            words = f"{act.party} replies on {say_cell(act.cell, record)}: {act.text}"
        case DisputeRuled():
            cell, sides = say_cell(act.cell, record), " and ".join(act.sides)
            words = f"rules on {cell}, {sides}: {said(act.ruling)}: {act.why}"
        case SampleDrawn():
            words = f"draws the sample {act.name}: {act.how}"
        case UnitCoded():
            codes = ", ".join(f"{code.field} {code.value or 'open'}" for code in act.codes)
            words = f"codes {act.unit} in {act.sample}: {codes}"
        case UnitSettled():
            words = f"settles {act.unit} in {act.sample} ({said(act.cause)}): {act.why}"
        case ReportIssued():
            words = f"issues {act.name} for {act.audience}, made from {act.head}"
        case QuestionAsked():
            to = f" {act.to}" if act.to else ""
            words = f"asks{to} about {act.statement}: {act.text}"
        case QuestionAnswered():
            words = f"answers question {act.question}: {act.text}"
        case QuestionClosed():
            words = f"closes question {act.question}: {act.outcome}"
        case _:
            assert_never(act)
    return words


def rating_words(act: CellRated, record: Record) -> str:
    """Give a rating's level by number and name, its breach, or its kind of not knowing."""
    scale = record.codebook.scale(act.scale)
    words = []
    if act.level is not None:
        level = scale.level(act.level) if scale else None
        words.append(f"{act.level:g}" + (f" ({level.name})" if level else ""))
    if act.violated:
        words.append("violated")
    if act.unknown:
        words.append(said(act.unknown))
    return f"{', '.join(words)} on {scale.name if scale else act.scale}"


def say_cell(cell: Cell, record: Record) -> str:
    """Give a cell in words: provision, place, period and party, those that it names."""
    agreement = next((one for one in record.agreements if one.key == cell.agreement), None)
    provision = agreement.provision(cell.provision) if agreement else None
    if provision is not None:
        row = provision_name(provision)
    else:
        row = {WHOLE: "the agreement as a whole", UNMAPPED: "no provision known"}.get(
            cell.provision, cell.provision
        )
    party = agreement.party(cell.party) if agreement else None
    parts = [row, cell.place, cell.period, party.name if party else cell.party]
    return ", ".join(one for one in parts if one)


def _source(id: str, record: Record) -> str:
    found = record.source_by_id.get(id)
    return found.name if found else id


def _doubt(act: StatementGraded, record: Record) -> str:
    """Say why a 1 would be refused today, if it would: its independence may be gone."""
    one = record.statement_by_id.get(act.statement)
    others = [found for id in act.confirmed_by if (found := record.statement_by_id.get(id))]
    if act.grade != "1" or one is None:
        return ""
    why_not = why_unconfirmed(one, others, lineage=lineage_of(record))
    return f" [as the record stands now: {why_not}]" if why_not else ""
