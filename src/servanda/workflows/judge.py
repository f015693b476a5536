"""A person's judgements beside single statements: grade, derive, rate, reply, rule, withdraw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

from servanda.assessing.grading import why_unconfirmed
from servanda.assessing.independence import lineage_of
from servanda.assessing.ratings import why_refused
from servanda.domain.agreement import Agreement
from servanda.domain.cell import Cell
from servanda.domain.entry import Act, Entry
from servanda.domain.judgement import (
    CellRated,
    CellReplied,
    DerivationKind,
    DerivationSet,
    DisputeRuled,
    DisputeWord,
    Judged,
    JudgementWithdrawn,
    SourceGrade,
    SourceGraded,
    StatementGrade,
    StatementGraded,
)
from servanda.domain.record import Record
from servanda.domain.statement import Statement
from servanda.errors import ServandaError, UnknownThing
from servanda.journal import Journal
from servanda.workflows.find_cell import Where, find_cell, find_party
from servanda.workflows.rule import find_source, find_statement


def grade(
    journal: Journal,
    id: str,
    letter: str,
    *,
    grounds: str,
    topic: str = "",
    confirmed_by: Sequence[str] = (),
    actor: str,
) -> Entry:
    """Grade a source A to F for a topic, or a statement 1 to 6: each axis is judged apart.

    Raises:
        ServandaError: No such grade for such a thing; a 1 without independent confirmation.
    """
    _need(grounds, "A grade needs its grounds: give them with --grounds.")
    if letter.upper() in get_args(SourceGrade):
        source = find_source(journal, id)
        cell = find_cell(journal.record(), Where(topic)) if topic else Cell("", "")
        act = SourceGraded(
            source.id, _source_grade(letter), grounds, cell.agreement, cell.provision
        )
        return _record(journal, act, actor=actor)
    if letter not in get_args(StatementGrade):
        raise ServandaError(
            f"{letter[:20]!r} is no grade. A source is graded A to F (reliability), a statement "
            "1 to 6 (credibility)."
        )
    if topic:
        raise ServandaError("A topic belongs to the grade of a source; a statement has its own.")
    one = find_statement(journal, id)
    others = [find_statement(journal, other) for other in confirmed_by]
    if letter == "1":
        _verify_confirmed(journal.record(), one, others)
    graded = StatementGraded(
        one.id, _statement_grade(letter), grounds, tuple(other.id for other in others)
    )
    return _record(journal, graded, actor=actor)


def derive(
    journal: Journal, source: str, origin: str, *, kind: DerivationKind, why: str, actor: str
) -> Entry:
    """Say how a source hangs on another one, or that it does not."""
    _need(why, "Say what shows it: give it with --why.")
    one, other = find_source(journal, source), find_source(journal, origin)
    if one.id == other.id:
        raise ServandaError(f"{one.name} cannot derive from itself.")
    return _record(journal, DerivationSet(one.id, other.id, kind, why), actor=actor)


def rate(journal: Journal, where: Where, rating: CellRated, *, actor: str) -> Entry:
    """Record a person's rating of a cell; `rating`'s own cell and codebook are filled in here.

    Raises:
        ServandaError: It is not on its scale, has no reason, or rests on self-report alone.
    """
    record = journal.record()
    cell = find_cell(record, where)
    statements = [find_statement(journal, one) for one in rating.statements]
    scale = record.codebook.scale(rating.scale)
    if scale is None:
        known = tuple(one.key for one in record.codebook.scales)
        raise UnknownThing("scale", rating.scale, nearest=known)
    full = replace(
        rating,
        cell=cell,
        statements=tuple(one.id for one in statements),
        codebook=record.codebook.version,
    )
    agreement = _agreement(record, cell)
    why_not = why_refused(full, scale=scale, agreement=agreement, statements=statements)
    if why_not:
        raise ServandaError(why_not)
    if not statements and (full.violated or (full.level or 0) > scale.levels[0].value):
        raise ServandaError(
            "A rating above the lowest level, or of breach, rests on statements: name them with "
            "--on ID (repeats)."
        )
    return _record(journal, full, actor=actor)


def reply(
    journal: Journal, where: Where, *, party: str, text: str, source: str | None, actor: str
) -> Entry:
    """Record what a party replies to what a cell says of it."""
    _need(text, "A reply needs its words: give them with --text.")
    record = journal.record()
    cell = find_cell(record, where)
    key = find_party(record, party, agreement=_agreement(record, cell))
    brought = find_source(journal, source).id if source else None
    return _record(journal, CellReplied(cell, key, text, brought), actor=actor)


def rule_on_dispute(
    journal: Journal,
    where: Where,
    *,
    sides: Sequence[str],
    ruling: DisputeWord,
    why: str,
    actor: str,
) -> Entry:
    """Rule how the statements of some sides in a cell stand to each other."""
    _need(why, "A ruling needs its reason: give it with --why.")
    record = journal.record()
    cell = find_cell(record, where)
    heard = {one.side for one in record.statements}
    for side in sides:
        if side not in heard:
            raise UnknownThing("side", side, nearest=tuple(sorted(heard)))
    if len(set(sides)) < 2 and ruling != "over_wording":
        raise ServandaError("A dispute has two sides: name them with --sides one,other.")
    act = DisputeRuled(cell, tuple(sorted(set(sides))), ruling, why)
    return _record(journal, act, actor=actor)


def withdraw(journal: Journal, entry: int, *, why: str, actor: str) -> Judged:
    """Take back a judgement that stands; it stays in the journal. Gives what was taken back."""
    _need(why, "Say why it is taken back: give it with --why.")
    found = next((one for one in journal.record().judgements if one.entry == entry), None)
    if found is None:
        raise UnknownThing("judgement that stands", str(entry))
    _record(journal, JudgementWithdrawn(entry, why), actor=actor)
    return found


def _verify_confirmed(record: Record, one: Statement, others: Sequence[Statement]) -> None:
    """Return only if somebody who does not hang on this statement's source says the same."""
    lineage = lineage_of(record)
    names = {source.id: source.name for source in record.sources}
    if why_not := why_unconfirmed(one, others, lineage=lineage, name=lambda id: names.get(id, id)):
        raise ServandaError(why_not)


def _record(journal: Journal, act: Act, *, actor: str) -> Entry:
    with journal.batch(actor=actor) as batch:
        return batch.append(act)


def _agreement(record: Record, cell: Cell) -> Agreement:
    return next(one for one in record.agreements if one.key == cell.agreement)


def _need(words: str, message: str) -> None:
    if not words.strip():
        raise ServandaError(message)


def _source_grade(letter: str) -> SourceGrade:
    return next(one for one in get_args(SourceGrade) if one == letter.upper())


def _statement_grade(digit: str) -> StatementGrade:
    return next(one for one in get_args(StatementGrade) if one == digit)
