"""Which state of the record somebody means: a head, a day, or a report that was issued."""

from __future__ import annotations

import datetime
import re

from servanda.domain.judgement import ReportIssued
from servanda.domain.record import Record
from servanda.errors import ServandaError
from servanda.journal import Journal, journal_at, record_at
from servanda.saying import _

#: A day as somebody types it.
IS_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def record_as_of(journal: Journal, when: str) -> Record:
    """Give the record as it stood at a head, at the end of a day (UTC), or at an issued report.

    Args:
        journal: The dossier's book.
        when: A head (`17:219b...`, as reports print it), the number of an entry, a day
            (`2024-05-01`), or the name under which a report was issued (its latest issue).

    Raises:
        ServandaError: The record never had this head, or there is no such report.
    """
    return record_at(journal, find_count(journal, when))


def journal_as_of(journal: Journal, when: str | None) -> Journal:
    """Give the book as it stood then, to look things up in; as it stands if no state is named."""
    return journal if when is None else journal_at(journal, find_count(journal, when))


def find_count(journal: Journal, when: str) -> int:
    """Give the number of the last entry of the state that is meant; 0 if before the first."""
    last = journal.head().count
    number, _sep, hash = when.partition(":")
    if number.isascii() and number.isdigit() and len(number) < 16:
        return _verified(journal, int(number), hash, last, when)
    if IS_DAY.fullmatch(when):
        try:
            datetime.date.fromisoformat(when)
        except ValueError:
            raise ServandaError(_("There is no day {day}.").format(day=when)) from None
        return journal.last_on(when)
    issued = [
        act
        for one in journal.judged(ReportIssued)
        if isinstance(act := one.act, ReportIssued) and act.name == when
    ]
    if not issued:
        raise ServandaError(
            f"{when[:60]!r} is no state of this record. Give a head as reports print it, the "
            "number of an entry, a day like 2024-05-01, or the name of a report that was issued."
        )
    return int(issued[-1].head.partition(":")[0])


def _verified(journal: Journal, number: int, hash: str, last: int, when: str) -> int:
    if number > last:
        raise ServandaError(f"This record has {last} entries: it never had the head {when[:80]}.")
    if hash and number:
        leaf = next(iter(journal.leaves(number - 1)))
        if not leaf.hash.startswith(hash):
            raise ServandaError(
                f"Entry {number} of this record has the hash {leaf.hash}, not {hash[:80]}: the "
                "head given is another record's."
            )
    return number
