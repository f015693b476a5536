"""Judging for programs: grades, what hangs on what, ratings, replies, rulings, and withdrawing."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from servanda.domain.cell import Cell
from servanda.domain.judgement import (
    CellRated,
    DerivationKind,
    DisputeWord,
    SourceGrade,
    StatementGrade,
    Unknown,
    Work,
)
from servanda.errors import ServandaError, UnknownThing
from servanda.web.operations import Asks, Call, Operation, Operations
from servanda.web.routes.api.judgements import mark_of
from servanda.web.routes.api.shown import (
    Mark,
    Name,
    Recorded,
    Words,
    record,
    record_of,
    shown_source,
    verify_shown,
)
from servanda.workflows import judge
from servanda.workflows.find_cell import Where, find_cell

Part = Annotated[str, Meta(max_length=200)]
Statements = Annotated[tuple[Name, ...], Meta(max_length=500, description="Ids of statements.")]


class Judging(Asks, frozen=True, kw_only=True):
    """What was seen before it was judged; where that changed since, nothing is recorded."""

    judged: Annotated[
        Annotated[str, Meta(max_length=2_000)] | None,
        Meta(description="The mark of the judgements on it; if left out, none are looked at."),
    ] = None
    seen: Annotated[
        dict[Name, Mark],
        Meta(max_length=500, description="Marks of the statements that it rests on, by id."),
    ] = msgspec.field(default_factory=dict)


class InCell(Judging, frozen=True, kw_only=True):
    """A cell as a person names it; "" leaves a part out, which means all of them together."""

    provision: Annotated[Name, Meta(description="`key`, `agreement/key`, or `whole`.")]
    place: Part = ""
    period: Annotated[Part, Meta(description="1947, 1947-Q3 or 1947-07.")] = ""
    party: Part = ""


class GradeSource(Judging, frozen=True, kw_only=True):
    """How reliable a source is, for a topic or in general; F cannot be judged."""

    source: Name
    grade: SourceGrade
    grounds: Words
    topic: Annotated[Part, Meta(description="A provision; for all if left out.")] = ""


class GradeStatement(Judging, frozen=True, kw_only=True):
    """How credible a statement is; 6 cannot be judged, 1 needs an independent confirmation."""

    statement: Name
    grade: StatementGrade
    grounds: Words
    confirmed_by: Statements = ()


class Derive(Judging, frozen=True, kw_only=True):
    """How a source hangs on another one, or that it does not."""

    source: Name
    origin: Name
    kind: DerivationKind
    why: Words


class Rate(InCell, frozen=True, kw_only=True):
    """How far a cell's promise is kept: a level of the scale, `violated` or `unknown`."""

    level: Annotated[Name, Meta(description="By number or name; or `violated`, or `unknown`.")]
    why: Words
    scale: Name = "pam"
    unknown: Annotated[Unknown | None, Meta(description="How it is unknown.")] = None
    work: Work | None = None
    statements: Statements = ()


class Reply(InCell, frozen=True, kw_only=True):
    """What a party replies to what is said of it."""

    replying: Annotated[Name, Meta(description="Whose reply: a party's key or name.")]
    text: Words
    source: Annotated[Name | None, Meta(description="The document that brought it.")] = None


class Rule(InCell, frozen=True, kw_only=True):
    """How the statements of some sides in a cell stand to each other."""

    sides: Annotated[tuple[Name, ...], Meta(min_length=1, max_length=50)]
    ruling: DisputeWord
    why: Words


class Withdraw(Asks, frozen=True):
    """A judgement is taken back; the journal keeps it."""

    entry: Annotated[int, Meta(ge=1, le=2**53, description="The entry that recorded it.")]
    why: Words


def _seen(call: Call, asked: Judging, on: str) -> judge.Seen | None:
    if asked.judged is None and not asked.seen:
        return None
    verify_shown(call, asked.seen)
    judged = mark_of(call, on) if asked.judged is None else asked.judged
    return judge.Seen(on, judged, asked.seen)


def _in_cell(call: Call, asked: InCell) -> judge.Seen | None:
    if asked.judged is None and not asked.seen:
        return None
    cell = find_cell(record_of(call), _where(asked))
    return _seen(call, asked, f"{cell.agreement}/{cell.provision}")


def grade_source(call: Call, asked: GradeSource) -> Recorded:
    """Grade how reliable a source is: A to E fall, F cannot be judged."""
    shown_source(call, asked.source)
    seen = _seen(call, asked, asked.source)
    return record(
        call,
        lambda: judge.grade(
            call.journal,
            asked.source,
            asked.grade,
            grounds=asked.grounds.strip(),
            topic=asked.topic,
            actor=call.coder,
            seen=seen,
        ),
    )


def grade_statement(call: Call, asked: GradeStatement) -> Recorded:
    """Grade how credible a statement is: 1 to 5 fall, 6 cannot be judged."""
    verify_shown(call, [asked.statement, *asked.confirmed_by])
    seen = _seen(call, asked, asked.statement)
    return record(
        call,
        lambda: judge.grade(
            call.journal,
            asked.statement,
            asked.grade,
            grounds=asked.grounds.strip(),
            confirmed_by=asked.confirmed_by,
            actor=call.coder,
            seen=seen,
        ),
    )


def derive(call: Call, asked: Derive) -> Recorded:
    """Say how a source hangs on another one: two that repeat one letter are one witness."""
    for id in (asked.source, asked.origin):
        shown_source(call, id)
    seen = _seen(call, asked, asked.source)
    return record(
        call,
        lambda: judge.derive(
            call.journal,
            asked.source,
            asked.origin,
            kind=asked.kind,
            why=asked.why.strip(),
            actor=call.coder,
            seen=seen,
        ),
    )


def rate(call: Call, asked: Rate) -> Recorded:
    """Rate how far a promise is kept, on a declared scale: one's own judgement, with reasons."""
    verify_shown(call, asked.statements)
    if asked.level == "unknown" and asked.unknown is None:
        raise ServandaError("Say in `unknown` how it is unknown.")
    seen = _in_cell(call, asked)
    rating = CellRated(
        Cell("", ""),
        asked.scale,
        None,
        asked.why.strip(),
        violated=asked.level == "violated",
        unknown=asked.unknown,
        work=asked.work,
        statements=asked.statements,
    )
    return record(
        call,
        lambda: judge.rate(
            call.journal,
            _where(asked),
            rating,
            level=asked.level,
            actor=call.coder,
            seen=seen,
        ),
    )


def reply(call: Call, asked: Reply) -> Recorded:
    """Record what a party replies to what a cell says of it: printed with it, never averaged."""
    if asked.source is not None:
        shown_source(call, asked.source)
    seen = _in_cell(call, asked)
    return record(
        call,
        lambda: judge.reply(
            call.journal,
            _where(asked),
            party=asked.replying,
            text=asked.text.strip(),
            source=asked.source,
            actor=call.coder,
            seen=seen,
        ),
    )


def rule_on_dispute(call: Call, asked: Rule) -> Recorded:
    """Rule how the sides' statements in a cell stand to each other, "both stand" among it."""
    seen = _in_cell(call, asked)
    return record(
        call,
        lambda: judge.rule_on_dispute(
            call.journal,
            _where(asked),
            sides=asked.sides,
            ruling=asked.ruling,
            why=asked.why.strip(),
            actor=call.coder,
            seen=seen,
        ),
    )


def withdraw(call: Call, asked: Withdraw) -> Recorded:
    """Take back a judgement that stands, by the number of its entry; the journal keeps it."""
    # What this desk does not show cannot be taken back from it.
    if asked.entry not in {one.entry for one in record_of(call).judgements}:
        raise UnknownThing("judgement that stands", str(asked.entry))
    return record(
        call,
        lambda: judge.withdraw(call.journal, asked.entry, why=asked.why.strip(), actor=call.coder),
    )


def _where(asked: InCell) -> Where:
    return Where(asked.provision, asked.place, asked.period, asked.party)


OPERATIONS: Operations = [
    Operation("POST", "/api/acts/grade-source", GradeSource, Recorded, grade_source),
    Operation("POST", "/api/acts/grade-statement", GradeStatement, Recorded, grade_statement),
    Operation("POST", "/api/acts/derive", Derive, Recorded, derive),
    Operation("POST", "/api/acts/rate", Rate, Recorded, rate),
    Operation("POST", "/api/acts/reply", Reply, Recorded, reply),
    Operation("POST", "/api/acts/rule", Rule, Recorded, rule_on_dispute),
    Operation("POST", "/api/acts/withdraw", Withdraw, Recorded, withdraw),
]
