"""What a journal must do, whatever it is kept in: append, derive, prove, withhold, copy."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from servanda.domain.entry import Act, Entry, Head, Subject
from servanda.domain.judgement import Judged, Judgement
from servanda.domain.problem import Problem
from servanda.domain.record import Record
from servanda.domain.source import Source
from servanda.domain.statement import Statement
from servanda.journal.chain import Leaf
from servanda.journal.facts import Facts
from servanda.journal.history import History, HistoryAsked


class Batch(Protocol):
    """Acts that are recorded together: all of them, or none."""

    def append(self, act: Act, *, actor: str | None = None) -> Entry:
        """Record one act, by the batch's actor if None; it counts once the batch has closed."""
        ...


class Journal(Protocol):
    """The append-only book of one dossier; current state is a pure function of it."""

    def batch(self, *, actor: str, time: str | None = None) -> AbstractContextManager[Batch]:
        """Open a batch by `actor`; `time` is UTC ISO 8601, now if None. An exception drops it."""
        ...

    def head(self) -> Head:
        """Give the count and hash of the last entry."""
        ...

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """Give the entries with a number above `after`, in order."""
        ...

    def record(self) -> Record:
        """Give the current state."""
        ...

    def outline(self) -> Record:
        """Give the current state without any statement, ruling or text: small, and remembered.

        Its sources have their descriptions and problems, but no text, pages or layers.
        """
        ...

    def excerpt(self, *, statements: Collection[str] = (), source: str | None = None) -> Record:
        """Give the outline with these statements by id, and all of this source's, as they stand.

        Their rulings are with them, and their sources have their texts. What does not stand is
        left out.
        """
        ...

    def at_one_head(self) -> AbstractContextManager[None]:
        """Within, everything that is asked is answered as of one head, whatever others record."""
        ...

    def statements(
        self,
        *,
        state: str | None = None,
        provision: str | None = None,
        source: str | None = None,
        search: str | None = None,
    ) -> Iterator[Statement]:
        """Give the statements that fit all that is asked; ranked if `search`, else in order."""
        ...

    def statement(self, id: str) -> Statement | None:
        """Give one statement by its id or an unambiguous beginning of it."""
        ...

    def sources_with(self, search: str) -> Iterator[str]:
        """Give the ids of sources in whose text all the words stand, best first."""
        ...

    def positions(self, search: str, *, most: int = 100_000) -> list[int]:
        """Give where statements stand in which all the words stand, in order: `Facts` have them.

        Nothing is decoded, unless names of persons are marked sensitive: what is found by such a
        name is left out. What else is marked is still among them.
        """
        ...

    def judged(self, *kinds: type[Judgement]) -> Iterator[Judged]:
        """Give the judgements of these kinds that stand, in the order of their entries."""
        ...

    def marked(self, subject: Subject) -> frozenset[str]:
        """Give what is marked sensitive: ids of sources or statements, or names of persons."""
        ...

    def history(self, asked: HistoryAsked, *, before: int, limit: int) -> History:
        """Give at most `limit` lines of the history below the number `before`, newest first."""
        ...

    def rulings(self, ids: Collection[str], *, before: int) -> Iterator[Entry]:
        """Give the entries below a number that ruled on these statements, or wrote them, in order.

        What was withheld of them is not among them.
        """
        ...

    def last_on(self, day: str) -> int:
        """Give the number of the last entry up to the end of a day or to a moment; 0 if none."""
        ...

    def facts(self, *, since: Head | None = None, named: int = 0) -> Facts:
        """Give what every statement is counted by.

        With `since`, only the blocks that changed after that head, and the names with numbers above
        `named`; a block that is given holds all that stands there now. Where what changed cannot be
        told any more, the answer's own `since` is None, and everything is given.
        """
        ...

    def source(self, id: str) -> Source | None:
        """Give one source as it stands, with its text."""
        ...

    def source_bytes(self, id: str) -> bytes | None:
        """Give the bytes of a source as received; None if withheld or unknown."""
        ...

    def described_since(self, source: str, reader: str) -> bool:
        """Tell whether a source's description was corrected after this reader last read it."""
        ...

    def leaves(self, after: int = 0) -> Iterator[Leaf]:
        """Give the entries with their payloads, as they are kept: what an export writes."""
        ...

    def restore(self, leaves: Iterable[Leaf]) -> None:
        """Keep leaves that another journal recorded, just as they are: all of them, or none."""
        ...

    def check(self, *, extends: Head | None = None) -> Iterator[Problem]:
        """Recompute chain, digests, quotes and derived tables; give what differs, in words."""
        ...

    def rebuild(self) -> None:
        """Throw the derived tables away and derive them again from the entries."""
        ...

    def backup(self, path: Path) -> Head:
        """Copy the whole live dossier to a new file; gives the head that the copy has."""
        ...

    def close(self) -> None:
        """Let go of what it is kept in."""
        ...
