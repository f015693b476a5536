"""What people judge beside single statements: the judgements that stand, and their marks."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from servanda.domain.cell import Cell
from servanda.domain.judgement import (
    CellRated,
    CellReplied,
    DerivationSet,
    DisputeRuled,
    Judged,
    ReportIssued,
    SourceGraded,
    StatementGraded,
    UnitSettled,
)
from servanda.web.operations import Asks, Call, Operation, Operations, Page
from servanda.web.routes.api.shown import (
    Name,
    following,
    record_of,
    verify_shown,
)
from servanda.workflows import judge
from servanda.workflows.blind import unfinished_hidden

Kind = Literal[
    "source_grade",
    "statement_grade",
    "derivation",
    "rating",
    "reply",
    "ruling",
    "settled",
    "report",
]
#: Codings are not given: whoever still codes stays blind. Questions have addresses of their own.
KINDS: dict[type, Kind] = {
    SourceGraded: "source_grade",
    StatementGraded: "statement_grade",
    DerivationSet: "derivation",
    CellRated: "rating",
    CellReplied: "reply",
    DisputeRuled: "ruling",
    UnitSettled: "settled",
    ReportIssued: "report",
}


class AskedJudgements(Page, frozen=True, kw_only=True):
    """Which judgements."""

    kind: Annotated[Kind | None, Meta(description="Only of this kind.")] = None
    agreement: Annotated[Name | None, Meta(description="Only on its cells.")] = None
    provision: Annotated[Name | None, Meta(description="Only on cells of this key.")] = None


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """A judgement that stands; of its kinds one is there, and the others are null."""

    entry: int
    actor: str
    time: str
    kind: Kind
    source_grade: SourceGraded | None = None
    statement_grade: StatementGraded | None = None
    derivation: DerivationSet | None = None
    rating: CellRated | None = None
    reply: CellReplied | None = None
    ruling: DisputeRuled | None = None
    settled: UnitSettled | None = None
    report: ReportIssued | None = None


class Judgements(msgspec.Struct, frozen=True):
    """A page of judgements; `next` is the address of the following one."""

    head: str
    judgements: list[Judgement]
    next: str | None


class AskedMark(Asks, frozen=True):
    """On what."""

    on: Annotated[
        Name, Meta(description="A row (`agreement/key`), or a source's or a statement's id.")
    ]


class JudgedMark(msgspec.Struct, frozen=True):
    """The mark of the judgements that stand on something: what an act sends back as `judged`."""

    on: str
    judged: str


def list_judgements(call: Call, asked: AskedJudgements) -> Judgements:
    """Judgements that stand, in the order of their entries."""
    found = [
        one
        for one in unfinished_hidden(record_of(call)).judgements
        if (kind := KINDS.get(type(one.act))) and asked.kind in (None, kind) and _fits(one, asked)
    ]
    page = found[asked.after : asked.after + asked.limit]
    more = len(found) > asked.after + asked.limit
    return Judgements(
        str(call.journal.head()),
        [_shown(one) for one in page],
        following("/api/judgements", asked, more=more),
    )


def _fits(one: Judged, asked: AskedJudgements) -> bool:
    if asked.agreement is None and asked.provision is None:
        return True
    cell: Cell | None = getattr(one.act, "cell", None)
    return (
        cell is not None
        and asked.agreement in (None, cell.agreement)
        and asked.provision in (None, cell.provision)
    )


def _shown(one: Judged) -> Judgement:
    kind = KINDS[type(one.act)]
    whole = {"entry": one.entry, "actor": one.actor, "time": one.time, "kind": kind}
    return Judgement(**whole, **{kind: one.act})  # type: ignore[arg-type]


def show_mark(call: Call, asked: AskedMark) -> JudgedMark:
    """The mark of the judgements on a row, a source or a statement."""
    if "/" not in asked.on and asked.on not in record_of(call).source_by_id:
        verify_shown(call, [asked.on])
    return JudgedMark(asked.on, mark_of(call, asked.on))


def mark_of(call: Call, on: str) -> str:
    """Give the mark of the judgements that stand on something."""
    return judge.judged_mark(judge.judged_on(call.journal.outline(), on))


OPERATIONS: Operations = [
    Operation("GET", "/api/judgements", AskedJudgements, Judgements, list_judgements),
    Operation("GET", "/api/judgements/mark", AskedMark, JudgedMark, show_mark),
]
