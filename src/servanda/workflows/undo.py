"""Taking back what one recorded oneself: what stood before stands again, in the journal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from servanda.domain.entry import (
    ON_STATEMENTS,
    RULINGS,
    Act,
    Entry,
    RulingWithdrawn,
    StatementAccepted,
    StatementAmended,
    StatementRejected,
    StatementWritten,
    ruled_on,
)
from servanda.errors import ServandaError, StaleAct
from servanda.journal import HistoryAsked, Journal
from servanda.saying import _
from servanda.workflows.inquire import KINDS as INQUIRIES
from servanda.workflows.inquire import withdrawals
from servanda.workflows.undo_judgement import KINDS as JUDGEMENTS
from servanda.workflows.undo_judgement import restorations

#: More entries than a bulk of rulings makes are no single act.
MOST = 20_000
#: So many of one's own acts are looked through for one that can still be taken back.
_LOOKED_THROUGH = 200


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
    ids = {ruled_on(one): one for one in entries}
    with journal.batch(actor=actor) as batch:
        later = [one for one in journal.entries(last) if ruled_on(one) in ids]
        if later and not _all_taken_back(journal, later, after=last, actor=actor):
            raise StaleAct(
                f"{later[-1].actor or 'Somebody'} ruled on this since. Nothing was taken back.",
                ids=tuple(dict.fromkeys(ruled_on(one) for one in later)),
            )
        before = _rulings_before(journal, first, frozenset(ids))
        for id, entry in ids.items():
            if isinstance(entry.act, StatementWritten):
                batch.append(StatementRejected(id, "Taken back by the one who wrote it."))
            else:
                for act in before.get(id) or [RulingWithdrawn(id)]:
                    batch.append(act)
    return list(ids)


def earlier_own(journal: Journal, before: int, *, actor: str) -> Entry | None:
    """Give somebody's latest ruling below entry `before` that still stands and can be taken back.

    What undo itself recorded is passed over: walking back never brings back what was taken back.
    """
    asked = HistoryAsked(kinds=tuple(sorted(ON_STATEMENTS)), actor=actor)
    lines = journal.history(asked, before=before, limit=_LOOKED_THROUGH).lines
    ids = frozenset(
        line.act.statement if isinstance(line.act, RULINGS) else line.hash for line in lines
    )
    everything = list(journal.rulings(ids, before=journal.head().count + 1))
    numbers = {line.number for line in lines}
    entries = [one for one in reversed(everything) if one.number in numbers]
    for entry in entries:
        own = [one for one in everything if ruled_on(one) == ruled_on(entry)]
        until = [one for one in own if one.number < entry.number]
        since = [one for one in own if one.number > entry.number]
        if isinstance(entry.act, RulingWithdrawn) or _restored(entry, until):
            continue
        if all(one.actor == actor for one in since) and _stands(own) == _stands([*until, entry]):
            return entry
    return None


def _restored(entry: Entry, until: Sequence[Entry]) -> bool:
    """Tell whether a ruling brought back what stood before the same person's ruling before it."""
    if not until or until[-1].actor != entry.actor or isinstance(until[-1].act, RulingWithdrawn):
        return False
    stood = _stands(until[:-1])
    return bool(stood) and stood == _stands([*until, entry])


def _all_taken_back(journal: Journal, later: Sequence[Entry], *, after: int, actor: str) -> bool:
    """Tell whether what was recorded later on these statements left each as it was before."""
    ids = frozenset(ruled_on(one) for one in later)
    return all(one.actor == actor for one in later) and _rulings_before(
        journal, after + 1, ids
    ) == _rulings_before(journal, later[-1].number + 1, ids)


def _stands(rulings: Sequence[Entry]) -> list[Act]:
    """Give what brings one statement to where these rulings on it left it; [] a proposal."""
    return next(iter(_standing(rulings).values()), [])


def _unask(journal: Journal, entries: Sequence[Entry], *, actor: str) -> list[str]:
    with journal.batch(actor=actor) as batch:
        for act in withdrawals(journal, entries):
            batch.append(act)
    acts = (one.act for one in entries)
    return list(dict.fromkeys(one.statement for one in acts if isinstance(one, INQUIRIES)))


def _rulings_before(journal: Journal, first: int, ids: frozenset[str]) -> dict[str, list[Act]]:
    """Give what brings each statement back to the ruling that stood before entry `first`."""
    return _standing(journal.rulings(ids, before=first))


def _standing(rulings: Iterable[Entry]) -> dict[str, list[Act]]:
    found: dict[str, list[Act]] = {}
    for entry in rulings:
        id, act = ruled_on(entry), entry.act
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
