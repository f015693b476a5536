"""Questions on statements as the desk shows them, read again only when somebody spoke."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property

from servanda.assessing.questions import Said, Thread
from servanda.domain.entry import Head
from servanda.dossier.public import Blackened
from servanda.errors import UnknownThing
from servanda.journal import Journal
from servanda.web.paging import whole_number
from servanda.workflows.inquire import KINDS, find_thread, threads_in

#: Entries after which threads may read otherwise: talk, marks, and what was destroyed.
_TOUCH = frozenset(
    (*(one.__name__ for one in KINDS), "JudgementWithdrawn", "SensitivityMarked", "SourceRead")
)
#: After more entries than this it is quicker to read the threads than to look at the entries.
_MOST_LOOKED_AT = 200


@dataclass(frozen=True)
class Threads:
    """All questions that may be shown at one head, in the order in which they were asked."""

    head: Head
    all: tuple[Thread, ...]

    @cached_property
    def open(self) -> tuple[Thread, ...]:
        """The questions that nobody closed."""
        return tuple(one for one in self.all if not one.closed)

    @cached_property
    def asked_on(self) -> Collection[str]:
        """Ids of the statements with an open question, in the order of asking."""
        return dict.fromkeys(one.statement for one in self.open)

    def of(self, statement: str) -> list[Thread]:
        """Give the questions on a statement."""
        return [one for one in self.all if one.statement == statement]

    def waiting_for(self, coder: str) -> list[Thread]:
        """Give the open questions on which it is this coder's turn, or anybody's but theirs."""
        return [
            one
            for one in self.open
            if one.waits_for == coder or (not one.waits_for and one.waits != coder)
        ]

    def find(self, number: int) -> Thread:
        """Give the question of this number.

        Raises:
            UnknownThing: There is none that may be shown.
        """
        return find_thread(self.all, number)


def threads_at(journal: Journal, before: Threads | None, *, include_sensitive: bool) -> Threads:
    """Give the questions at the record's head; `before` is what was known of them last."""
    head = journal.head()
    if before is not None:
        if before.head == head:
            return before
        if not _touched(journal, before.head, head):
            return replace(before, head=head)
    found = threads_in(journal)
    if not include_sensitive:
        found = _public(journal, found)
    return Threads(head, tuple(found))


def _touched(journal: Journal, before: Head, now: Head) -> bool:
    if not 0 < now.count - before.count <= _MOST_LOOKED_AT:
        return True
    fresh = list(journal.leaves(before.count))
    follows = bool(fresh) and fresh[0].previous == before.hash
    return not follows or any(one.kind in _TOUCH or one.withheld for one in fresh)


def _public(journal: Journal, found: list[Thread]) -> list[Thread]:
    """Give the threads without those on what is marked sensitive, names blacked out."""
    sources, statements = journal.marked("source"), journal.marked("statement")
    persons = journal.marked("person")
    if not (sources or statements or persons):
        return found
    names = Blackened(persons)
    shown = []
    for one in found:
        statement = journal.statement(one.statement)
        # Of what no longer stands nobody can tell here whether its source is marked.
        if statement and statement.id not in statements and statement.source not in sources:
            shown.append(_blackened(one, names))
    return shown


def _blackened(one: Thread, names: Blackened) -> Thread:
    def of(said: Said) -> Said:
        return replace(said, text=names.of(said.text), actor=names.of(said.actor))

    return replace(
        one,
        to=names.of(one.to),
        asked=of(one.asked),
        answers=tuple(map(of, one.answers)),
        closed=of(one.closed) if one.closed else None,
    )


def number_of(text: str) -> int:
    """Give the number of a question as an address or a form gives it.

    Raises:
        UnknownThing: It is no number.
    """
    number = whole_number(text)
    if number is None:
        raise UnknownThing("question", text[:40])
    return number
