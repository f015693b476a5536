"""What one page sees of the record: all names, and those statements that it asks for.

It stands in the place of a whole report where a page is made of a few of a million statements.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from servanda.domain.statement import Statement
from servanda.journal import Journal
from servanda.web.desk import Desk
from servanda.web.parts import Parts
from servanda.web.report import Report
from servanda.workflows.rule import seen_mark

T = TypeVar("T")


class Sight(Report):
    """A report of no statement, which reads single ones when they are asked for.

    Once the page is made, it knows those that were read, and no others: so what was looked up in
    the lane of pages can be asked again where an act is recorded.
    """

    def __init__(self, parts: Parts, journal: Journal) -> None:
        edition = parts.edition()
        super().__init__(edition, edition.record)
        self._edition_of_parts = edition
        self._journal: Journal | None = journal
        #: The names that are blacked out: an edition that may leave no longer knows them.
        self.persons = journal.marked("person")
        self._known: dict[str, tuple[Statement, str] | None] = {}

    def see(self, ids: Iterable[str]) -> None:
        """Read these statements at once."""
        wanted = [id for id in dict.fromkeys(ids) if id and id not in self._known]
        if not wanted or self._journal is None:
            return
        shown = self._edition_of_parts.read(wanted)
        cut = self._edition_of_parts.shown.cut
        stands = self._journal.excerpt(statements=list(shown)).statement_by_id if cut else shown
        for id in wanted:
            one, now = shown.get(id), stands.get(id)
            self._known[id] = (one, seen_mark(now)) if one and now else None

    def all_of(self, ids: Collection[str]) -> list[Statement]:
        """Give those of these statements that may be shown, in this order."""
        self.see(ids)
        return [found[0] for id in ids if (found := self._known.get(id))]

    def marked(self, id: str) -> tuple[Statement, str] | None:
        """Give a statement as it may be shown, and the mark of it as it stands."""
        self.see([id])
        return self._known.get(id)

    def close(self) -> None:
        """Read nothing more: the page is made."""
        self._journal = None


@contextmanager
def sight_of(desk: Desk, journal: Journal) -> Iterator[Sight]:
    """Give what a page sees; while it is made, the record stands still."""
    with desk.parts(journal) as parts:
        found = Sight(parts, journal)
        try:
            yield found
        finally:
            found.close()


def with_sight(desk: Desk, tell: Callable[[Journal, Sight], T]) -> Callable[[Journal], T]:
    """Give what a lane runs to make a page: `tell`, with what that page sees."""

    def make(journal: Journal) -> T:
        with sight_of(desk, journal) as sight:
            return tell(journal, sight)

    return make
