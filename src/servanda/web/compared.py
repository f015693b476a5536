"""Disputes, row by row: what is soon compared at once, what takes long in a process of its own.

To hold the statements of one promise against each other takes a second or two, however many there
are. A page does not wait for that: it shows what was found up to an entry that it names, and
compares anew behind the scenes when somebody asks and enough has changed.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path

from servanda.assessing import assess
from servanda.assessing.dispute import Dispute
from servanda.assessing.disputes import disputes
from servanda.domain.record import Record
from servanda.domain.source import Source
from servanda.domain.statement import Statement
from servanda.dossier.pairs import Row
from servanda.journal import open_journal
from servanda.web.shown import Shown

#: Up to so many statements of a row, and of the rows below it, are compared while a page is made.
MOST_AT_ONCE = 60
#: So many are read from the file at once.
READ_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Compared:
    """The disputes of a row, and the number of the entry up to which they were looked for."""

    disputes: Sequence[Dispute]
    up_to: int
    stamp: object


class Comparing:
    """Keeps what was compared of each row, and one process that compares."""

    def __init__(self, path: Path, *, include_sensitive: bool) -> None:
        self._path = path
        self._include_sensitive = include_sensitive
        self._known: dict[Row, Compared] = {}
        self._pool: ProcessPoolExecutor | None = None
        self._running: dict[Row, tuple[Future[tuple[Sequence[Dispute], int]], object]] = {}

    def known(self, row: Row) -> Compared | None:
        """Give what is known of a row, as it stands or as it stood; None if nothing is."""
        self._collect()
        return self._known.get(row)

    def at_once(self, row: Row, record: Record, length: str, stamp: object) -> Compared:
        """Compare the statements of a small record; what is known under this stamp is kept."""
        known = self._known.get(row)
        if known is None or known.stamp != stamp:
            found = compare(record, row, length=length)
            known = self._known[row] = Compared(found, record.head.count, stamp)
        return known

    def later(self, row: Row, ids: Sequence[str], length: str, stamp: object) -> None:
        """Compare a row's statements behind the scenes, unless that was done or is being done."""
        self._collect()
        known = self._known.get(row)
        if (known is not None and known.stamp == stamp) or row in self._running:
            return
        if self._pool is None:
            # A new process rather than a copy of this one, which has threads and open files.
            self._pool = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))
        try:
            work = self._pool.submit(
                _compare_rows, self._path, row, list(ids), length, self._include_sensitive
            )
        except BrokenProcessPool:
            # It was ended from outside: the next who asks begins a new one.
            self._pool = None
            return
        self._running[row] = work, stamp

    @property
    def waiting(self) -> int:
        """How many rows are being compared."""
        self._collect()
        return len(self._running)

    def _collect(self) -> None:
        for row, (work, stamp) in list(self._running.items()):
            if work.done():
                del self._running[row]
                if not work.cancelled() and work.exception() is None:
                    found, up_to = work.result()
                    self._known[row] = Compared(found, up_to, stamp)

    def close(self) -> None:
        """Stop comparing."""
        if self._pool is not None:
            for process in list((self._pool._processes or {}).values()):
                process.terminate()
            self._pool.shutdown(wait=False, cancel_futures=True)


def compare(record: Record, row: Row, *, length: str) -> list[Dispute]:
    """Give the disputes of a row, from accepted statements alone and with proposals."""
    assessment = assess(record, period=length)
    return [
        one
        for proposals in (False, True)
        for one in disputes(
            assessment,
            agreement=row.agreement,
            proposals=proposals,
            rows={(row.agreement, row.key)},
        )
    ]


def _compare_rows(
    path: Path, row: Row, ids: Sequence[str], length: str, include_sensitive: bool
) -> tuple[Sequence[Dispute], int]:
    journal = open_journal(str(path), readonly=True)
    try:
        shown = Shown(journal, include_sensitive=include_sensitive)
        # A few at a time: who reads the file for long keeps others from writing.
        found: dict[str, Statement] = {}
        whole: dict[str, Source] = {}
        hidden: dict[str, tuple[tuple[int, int], ...]] = {}
        record = shown.excerpt(journal)
        for at in range(0, len(ids), READ_AT_ONCE):
            record = shown.excerpt(journal, statements=ids[at : at + READ_AT_ONCE])
            found |= record.statement_by_id
            hidden |= record.hidden_spans
            for one in record.statements:
                whole[one.source] = record.source_by_id[one.source]
        small = replace(
            record,
            sources=tuple(whole.values()),
            statements=tuple(found[id] for id in ids if id in found),
            hidden_spans=hidden,
        )
        return compare(small, row, length=length), record.head.count
    finally:
        journal.close()
