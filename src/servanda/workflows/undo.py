"""Taking back what one recorded oneself: what stood before stands again, in the journal."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.domain.entry import (
    Act,
    Entry,
    RulingWithdrawn,
    StatementAccepted,
    StatementAmended,
    StatementRejected,
    StatementWritten,
)
from servanda.errors import ServandaError, StaleAct
from servanda.journal import Journal
from servanda.saying import _
from servanda.workflows.inquire import KINDS as INQUIRIES
from servanda.workflows.inquire import withdrawals
from servanda.workflows.undo_judgement import KINDS as JUDGEMENTS
from servanda.workflows.undo_judgement import restorations

RULINGS = (StatementAccepted, StatementAmended, StatementRejected, RulingWithdrawn)
#: More entries than a bulk of rulings makes are no single act.
MOST = 20_000


def acts_between(journal: Journal, first: int, last: int) -> list[Entry]:
    """Give the entries `first` to `last` of the journal; none where the numbers make no sense."""
    if not 0 < first <= last or last - first >= MOST:
        return []
    found = []
    for entry in journal.entries(first - 1):
        if entry.number > last:
            break
        found.append(entry)
    return found


def undo(journal: Journal, first: int, last: int, *, actor: str) -> list[str]:
    """Take back the rulings that entries `first` to `last` recorded; gives the statements' ids.

    A proposal is a proposal again; what was ruled on before is ruled so again, in new entries; a
    statement that the same person wrote is rejected. All of it, or nothing.

    Raises:
        ServandaError: Somebody else's entries, or of a kind that cannot be taken back.
        StaleAct: Something was ruled on since, or a thread went on; what is latest stays.
    """
    entries = acts_between(journal, first, last)
    if entries and all(one.actor == actor and isinstance(one.act, INQUIRIES) for one in entries):
        return _unask(journal, entries, actor=actor)
    if entries and all(one.actor == actor and isinstance(one.act, JUDGEMENTS) for one in entries):
        with journal.batch(actor=actor) as batch:
            for act in restorations(journal, entries):
                batch.append(act)
        return []
    if not entries or any(
        one.actor != actor or not isinstance(one.act, (*RULINGS, StatementWritten))
        for one in entries
    ):
        raise ServandaError(_("Only your own rulings can be taken back here. Nothing was changed."))
    ids = {_subject(one): one for one in entries}
    with journal.batch(actor=actor) as batch:
        later = [one for one in journal.entries(last) if _subject(one) in ids]
        if later:
            raise StaleAct(
                f"{later[-1].actor or 'Somebody'} ruled on this since. Nothing was taken back.",
                ids=tuple(dict.fromkeys(_subject(one) for one in later)),
            )
        before = _rulings_before(journal, first, frozenset(ids))
        for id, entry in ids.items():
            if isinstance(entry.act, StatementWritten):
                batch.append(StatementRejected(id, "Taken back by the one who wrote it."))
            else:
                for act in before.get(id) or [RulingWithdrawn(id)]:
                    batch.append(act)
    return list(ids)


def _unask(journal: Journal, entries: Sequence[Entry], *, actor: str) -> list[str]:
    with journal.batch(actor=actor) as batch:
        for act in withdrawals(journal, entries):
            batch.append(act)
    acts = (one.act for one in entries)
    return list(dict.fromkeys(one.statement for one in acts if isinstance(one, INQUIRIES)))


def _rulings_before(journal: Journal, first: int, ids: frozenset[str]) -> dict[str, list[Act]]:
    """Give what brings each statement back to the ruling that stood before entry `first`."""
    found: dict[str, list[Act]] = {}
    for entry in journal.rulings(ids, before=first):
        id, act = _subject(entry), entry.act
        if isinstance(act, RulingWithdrawn):
            found.pop(id, None)
        elif isinstance(act, StatementAmended):
            found[id] = [act]
        elif isinstance(act, StatementAccepted | StatementRejected):
            # What was amended before stays amended under a later word.
            kept = [one for one in found.get(id, []) if isinstance(one, StatementAmended)]
            found[id] = [*kept, act]
        elif isinstance(act, StatementWritten):
            found[id] = [StatementAccepted(id)]
    return found


def _subject(entry: Entry) -> str:
    if isinstance(entry.act, StatementWritten):
        return entry.hash
    return entry.act.statement if isinstance(entry.act, RULINGS) else ""
