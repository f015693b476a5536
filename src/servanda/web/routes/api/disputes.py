"""Disputes: where sides stand against each other, and what would settle it."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from servanda.assessing.dispute import Dispute
from servanda.domain.judgement import DisputeWord
from servanda.web.operations import Call, Operation, Operations, Page
from servanda.web.routes.api.shown import Name, following


class AskedDisputes(Page, frozen=True, kw_only=True):
    """Which disputes."""

    agreement: Annotated[Name | None, Meta(description="Only in this agreement.")] = None
    provision: Annotated[Name | None, Meta(description="Only on this provision's key.")] = None
    word: Annotated[DisputeWord | None, Meta(description="Only those that stand so.")] = None


class ShownDispute(msgspec.Struct, frozen=True):
    """A dispute; `stands` tells whether it is one of accepted statements, without proposals."""

    stands: bool
    dispute: Dispute


class Disputes(msgspec.Struct, frozen=True):
    """A page of disputes; `next` is the address of the following one."""

    head: str
    disputes: list[ShownDispute]
    next: str | None


def list_disputes(call: Call, asked: AskedDisputes) -> Disputes:
    """Disputes with proposals added, in the order of the agreement."""
    with call.desk.parts(call.journal) as parts:
        report = parts.report("disputes.html")
        judged = report.judged
    found = [
        one
        for one in judged.disputes
        if asked.agreement in (None, one.cell.agreement)
        and asked.provision in (None, one.cell.provision)
        and asked.word in (None, one.word)
    ]
    page = found[asked.after : asked.after + asked.limit]
    more = len(found) > asked.after + asked.limit
    return Disputes(
        str(report.edition.record.head),
        [ShownDispute(judged.stands(one), one) for one in page],
        following("/api/disputes", asked, more=more),
    )


OPERATIONS: Operations = [
    Operation("GET", "/api/disputes", AskedDisputes, Disputes, list_disputes, lane="pages"),
]
