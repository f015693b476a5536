"""The record as it stood: what was known on a date, against what is known now."""

from __future__ import annotations

from dataclasses import replace

from servanda.domain.record import Record
from servanda.journal.codec import unpack
from servanda.journal.memory import MemoryJournal
from servanda.journal.port import Journal


def journal_at(journal: Journal, count: int) -> MemoryJournal:
    """Give the book as it stood with so many entries, to be asked and not written to."""
    past = MemoryJournal()
    for leaf in journal.leaves():
        if leaf.number > count:
            break
        past.keep(leaf, unpack(leaf))
    return past


def record_at(journal: Journal, count: int) -> Record:
    """Give the record as it stood when its head was its entry number `count`.

    What was withheld since is gone from it too, and what is marked sensitive today is marked: an
    edition of the past must not tell what one of today may not.
    """
    record, now = journal_at(journal, count).record(), journal.record()
    sensitive = record.sensitive_sources | now.sensitive_sources
    return replace(
        record,
        sources=tuple(
            replace(one, sensitive=one.sensitive or one.id in sensitive) for one in record.sources
        ),
        sensitive_sources=sensitive & {one.id for one in record.sources},
        sensitive_statements=(record.sensitive_statements | now.sensitive_statements)
        & set(record.statement_by_id),
        sensitive_persons=record.sensitive_persons | now.sensitive_persons,
    )
