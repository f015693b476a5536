"""What several operations show or record in the same way."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Annotated
from urllib.parse import urlencode

import msgspec
from msgspec import Meta

from servanda.domain.record import Record
from servanda.domain.source import Source
from servanda.domain.statement import Statement
from servanda.errors import UnknownThing
from servanda.web.operations import Call, Page
from servanda.workflows.rule import seen_mark

#: An id, a key or a name in an address or an act.
Name = Annotated[str, Meta(min_length=1, max_length=200)]
#: Words that somebody types: a reason, a reply.
Words = Annotated[str, Meta(max_length=20_000)]
#: The mark of a statement as it was shown.
Mark = Annotated[str, Meta(max_length=64)]


class Shown(msgspec.Struct, frozen=True):
    """A statement as it stands; an act on it sends `seen` back, and is refused once it changed."""

    statement: Statement
    seen: str


class Recorded(msgspec.Struct, frozen=True):
    """Which entries an act made: what `undo` takes, where it can be taken back."""

    head: str
    first: int
    last: int


def show(call: Call, id: str) -> Shown:
    """Give a statement that this desk shows, by its full id.

    Raises:
        UnknownThing: There is none; what is marked sensitive is as if it were not there.
    """
    found = show_all(call, [id])
    if not found:
        raise UnknownThing("statement", id[:80])
    return found[0]


def show_all(call: Call, ids: Sequence[str]) -> list[Shown]:
    """Give those of these statements that this desk shows, in this order, with their marks."""
    with call.journal.at_one_head():
        found = call.desk.shown(call.journal).excerpt(call.journal, statements=ids)
        stands = call.journal.excerpt(statements=ids).statement_by_id
    return [
        Shown(found.statement_by_id[id], seen_mark(stands[id]))
        for id in ids
        if id in found.statement_by_id and id in stands
    ]


def verify_shown(call: Call, ids: Iterable[str]) -> None:
    """Return only if this desk shows all of these statements.

    Raises:
        UnknownThing: One is not there.
    """
    asked = list(ids)
    there = {one.statement.id for one in show_all(call, asked)}
    for id in asked:
        if id not in there:
            raise UnknownThing("statement", id[:80])


def shown_source(call: Call, id: str) -> Source:
    """Give a source that this desk shows, with its text, by its full id.

    Raises:
        UnknownThing: There is none.
    """
    if id not in record_of(call).source_by_id:
        raise UnknownThing("source", id[:80])
    with call.journal.at_one_head():
        found = call.desk.shown(call.journal).excerpt(call.journal, source=id)
    return found.source_by_id[id]


def record(call: Call, work: Callable[[], object]) -> Recorded:
    """Do what records something, and tell which entries it made."""
    first = call.journal.head().count + 1
    work()
    head = call.journal.head()
    return Recorded(str(head), first, head.count)


def record_of(call: Call) -> Record:
    """Give what stands beside the statements, as this desk may show it; sources without texts."""
    with call.journal.at_one_head():
        return call.desk.shown(call.journal).outline


def following(path: str, asked: Page, *, more: bool, without: Collection[str] = ()) -> str | None:
    """Give the address of the next page, if there is more; `without` what stands in the path."""
    if not more:
        return None
    given = {
        name: value
        for name, value in msgspec.to_builtins(asked).items()
        if value not in (None, "") and name not in without
    }
    return f"{path}?{urlencode(given | {'after': asked.after + asked.limit}, doseq=True)}"
