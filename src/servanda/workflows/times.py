"""What is due on a day, and what changed since an earlier state."""

from __future__ import annotations

import datetime

from servanda.assessing import Assessment, assess
from servanda.assessing.changes import Changes, changes
from servanda.assessing.deadlines import Deadline, deadlines
from servanda.domain.record import Record
from servanda.dossier import public_record
from servanda.dossier.within import record_within
from servanda.errors import ServandaError
from servanda.journal import Journal
from servanda.workflows.find_cell import agreement_keys
from servanda.workflows.past import IS_DAY, record_as_of


def record_of(
    journal: Journal,
    as_of: str | None,
    *,
    include_sensitive: bool = True,
    agreement: str | None = None,
) -> Record:
    """Give the record as it stands, or as it stood in the state that is named.

    Without what is sensitive it is what may leave: nothing in it rests on what was kept back. With
    an agreement's key it is the record of this one alone.

    Raises:
        UnknownThing: There is no such agreement.
    """
    record = journal.record() if as_of is None else record_as_of(journal, as_of)
    if agreement is not None:
        record = record_within(record, *agreement_keys(record, agreement))
    return record if include_sensitive else public_record(record)


def deadlines_of(
    journal: Journal,
    *,
    on: str | None,
    proposals: bool,
    agreement: str | None = None,
    as_of: str | None = None,
    include_sensitive: bool = True,
) -> tuple[Record, list[Deadline]]:
    """Give the deadlines of all agreements, or of one, on a day, soonest first."""
    record = record_of(journal, as_of, include_sensitive=include_sensitive)
    found = deadlines_on(assess(record), on=on, proposals=proposals, agreement=agreement)
    return record, found


def deadlines_on(
    assessment: Assessment, *, on: str | None, proposals: bool, agreement: str | None = None
) -> list[Deadline]:
    """Give the deadlines as they stand on a day (today, UTC, if None), soonest first.

    Raises:
        ServandaError: It is no day.
        UnknownThing: There is no such agreement.
    """
    day = on or datetime.datetime.now(datetime.UTC).date().isoformat()
    try:
        datetime.date.fromisoformat(day)
    except ValueError:
        raise ServandaError(f"{day[:40]!r} is no day. Write it as 1947-07-12.") from None
    found = [
        one
        for key in agreement_keys(assessment.record, agreement)
        for one in deadlines(assessment, agreement=key, on=day, proposals=proposals)
    ]
    return sorted(found, key=lambda one: (one.latest is None, one.latest or ""))


def what_changed(
    journal: Journal,
    *,
    since: str,
    proposals: bool,
    as_of: str | None = None,
    include_sensitive: bool = True,
) -> tuple[Record, Changes]:
    """Give what is otherwise now, or was in the state `as_of`, than in the state `since`.

    A day means its beginning in `since`: what was done on it has changed since.
    """
    if IS_DAY.fullmatch(since):
        day = datetime.date.fromisoformat(since) - datetime.timedelta(1)
        since = day.isoformat()
    then, now = (
        record_of(journal, state, include_sensitive=include_sensitive) for state in (since, as_of)
    )
    return now, changes(assess(then), assess(now), proposals=proposals)
