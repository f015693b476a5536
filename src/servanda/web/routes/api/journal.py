"""The journal: who did what when, newest first; and what is wrong with documents."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from servanda.domain.entry import (
    RulingWithdrawn,
    StatementAccepted,
    StatementAmended,
    StatementRejected,
)
from servanda.domain.problem import Problem
from servanda.domain.statement import Statement
from servanda.dossier.public import Blackened, public_problems
from servanda.journal import HistoryAsked
from servanda.web.operations import MOST, Asks, Call, Operation, Operations, Page
from servanda.web.routes.api.shown import Name, following, record_of, verify_shown

RULINGS = (StatementAccepted, StatementAmended, StatementRejected, RulingWithdrawn)
Day = Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
Before = Annotated[
    int,
    Meta(ge=1, le=2**53, description="Only entries with a lower number; the newest if left out."),
]


class AskedEntries(Asks, frozen=True, kw_only=True):
    """Which entries."""

    before: Before | None = None
    limit: Annotated[int, Meta(ge=1, le=MOST, description="At most so many.")] = 100
    kind: Annotated[Name | None, Meta(description="Only acts of this kind.")] = None
    actor: Annotated[Name | None, Meta(description="Only by this coder.")] = None
    since: Annotated[Day | None, Meta(description="From this day on (UTC).")] = None
    until: Annotated[Day | None, Meta(description="Up to the end of this day (UTC).")] = None


class EntryLine(msgspec.Struct, frozen=True):
    """Who did what when, never what was said; `actor` is null where it was withheld."""

    number: int
    time: str
    kind: str
    hash: str
    actor: str | None


class Entries(msgspec.Struct, frozen=True):
    """A page of entries; the next goes on `before` the number `looked_to`, unless that is 0.

    A page may have fewer entries than asked for, where a filter fits few: it was looked so far.
    """

    head: str
    entries: list[EntryLine]
    looked_to: int


class AskedHistory(Asks, frozen=True, kw_only=True):
    """Which statement's rulings."""

    id: Annotated[Name, Meta(description="A statement's id.")]
    before: Before | None = None


class RulingLine(msgspec.Struct, frozen=True):
    """A ruling on a statement; `amended` is how it stood then, where somebody changed it."""

    number: int
    time: str
    kind: str
    actor: str | None
    why: str
    amended: Statement | None


class History(msgspec.Struct, frozen=True):
    """Rulings on one statement, newest first, as far as was looked; go on as with entries."""

    head: str
    rulings: list[RulingLine]
    looked_to: int


class Problems(msgspec.Struct, frozen=True):
    """A page of problems; `next` is the address of the following one."""

    head: str
    problems: list[Problem]
    next: str | None


def list_entries(call: Call, asked: AskedEntries) -> Entries:
    """The journal, newest first: who did what when, never what was said."""
    head = call.journal.head()
    wanted = HistoryAsked(
        kinds=(asked.kind,) if asked.kind else (),
        actor=asked.actor or "",
        since=asked.since or "",
        until=asked.until or "",
    )
    before = head.count + 1 if asked.before is None else asked.before
    found = call.journal.history(wanted, before=before, limit=asked.limit)
    names = Blackened(() if call.desk.include_sensitive else call.journal.marked("person"))
    return Entries(
        str(head),
        [
            EntryLine(
                one.number, one.time, one.kind, one.hash, names.of(one.actor) if one.actor else None
            )
            for one in found.lines
        ],
        found.looked_to,
    )


def show_history(call: Call, asked: AskedHistory) -> History:
    """What was ruled on one statement, newest first."""
    verify_shown(call, [asked.id])
    head = call.journal.head()
    before = head.count + 1 if asked.before is None else asked.before
    wanted = HistoryAsked(kinds=tuple(one.__name__ for one in RULINGS))
    found = call.journal.history(wanted, before=before, limit=MOST)
    names = Blackened(() if call.desk.include_sensitive else call.journal.marked("person"))
    rulings = []
    for one in found.lines:
        act = one.act
        if isinstance(act, RULINGS) and act.statement == asked.id:
            amended = act.amended if isinstance(act, StatementAmended) else None
            rulings.append(
                RulingLine(
                    one.number,
                    one.time,
                    one.kind,
                    names.of(one.actor) if one.actor else None,
                    names.of(getattr(act, "why", "")),
                    None if amended is None or _blackened(call) else amended,
                )
            )
    return History(str(head), rulings, found.looked_to)


def _blackened(call: Call) -> bool:
    with call.journal.at_one_head():
        return call.desk.shown(call.journal).cut


def list_problems(call: Call, asked: Page) -> Problems:
    """What could not be read, is damaged, or should be looked at: what is unread first."""
    found = public_problems(record_of(call))
    page = found[asked.after : asked.after + asked.limit]
    more = len(found) > asked.after + asked.limit
    return Problems(str(call.journal.head()), page, following("/api/problems", asked, more=more))


OPERATIONS: Operations = [
    Operation("GET", "/api/entries", AskedEntries, Entries, list_entries),
    Operation("GET", "/api/statements/{id}/history", AskedHistory, History, show_history),
    Operation("GET", "/api/problems", Page, Problems, list_problems),
]
