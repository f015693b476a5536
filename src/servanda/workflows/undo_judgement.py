"""What takes back one's own judgements, marks of sensitivity and descriptions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import get_args

from servanda.domain.entry import (
    Act,
    Entry,
    SensitivityMarked,
    SourceAdded,
    SourceDescribed,
)
from servanda.domain.judgement import (
    CellRated,
    CellReplied,
    DerivationSet,
    DisputeRuled,
    Judgement,
    JudgementWithdrawn,
    SourceGraded,
    StatementGraded,
    subject_of,
)
from servanda.domain.source import Description
from servanda.errors import StaleAct
from servanda.journal import HistoryAsked, Journal, Line

JUDGED = (SourceGraded, StatementGraded, DerivationSet, CellRated, CellReplied, DisputeRuled)
KINDS = (*JUDGED, SensitivityMarked, SourceDescribed)
WHY = "Taken back by the one who recorded it."
_STALE = "Something was recorded on this since. Nothing was taken back."
#: So many entries are read at once on the way back to what stood before.
_AT_ONCE = 200


def restorations(journal: Journal, entries: Sequence[Entry]) -> Iterator[Act]:
    """Give the acts by which what stood before these entries stands again; within a batch.

    An earlier judgement on the same subject is judged again, an earlier description given again;
    where there was none, the judgement is withdrawn and the mark lifted.

    Raises:
        StaleAct: Something was recorded on the same since; what is latest stays.
    """
    for entry in reversed(entries):
        act = entry.act
        if isinstance(act, SensitivityMarked):
            if (act.name in journal.marked(act.subject)) != act.sensitive:
                raise StaleAct(_STALE, ids=(act.name,))
            yield SensitivityMarked(act.subject, act.name, not act.sensitive, WHY)
        elif isinstance(act, SourceDescribed):
            now = {one.id: one.description for one in journal.outline().sources}
            if now.get(act.source) != act.description:
                raise StaleAct(_STALE, ids=(act.source,))
            yield SourceDescribed(act.source, _description_before(journal, entry, act))
        elif isinstance(act, JUDGED):
            if all(one.entry != entry.number for one in journal.outline().judgements):
                raise StaleAct(_STALE)
            yield _judgement_before(journal, entry, act) or JudgementWithdrawn(entry.number, WHY)


def _judgement_before(journal: Journal, entry: Entry, act: Judgement) -> Act | None:
    subject = subject_of(act, actor=entry.actor or "")
    kind = type(act).__name__
    gone: set[int] = set()
    for line in _back(journal, entry.number, (kind, JudgementWithdrawn.__name__)):
        earlier = line.act
        if isinstance(earlier, JudgementWithdrawn):
            gone.add(earlier.entry)
        elif (
            isinstance(earlier, get_args(Judgement))
            and subject_of(earlier, actor=line.actor or "") == subject
        ):
            return None if line.number in gone else earlier
    return None


def _description_before(journal: Journal, entry: Entry, act: SourceDescribed) -> Description:
    kinds = (SourceDescribed.__name__, SourceAdded.__name__)
    for line in _back(journal, entry.number, kinds):
        if isinstance(line.act, SourceDescribed) and line.act.source == act.source:
            return line.act.description
        if isinstance(line.act, SourceAdded) and line.act.source.id == act.source:
            return line.act.source.description
    raise StaleAct("What described it before is withheld. Nothing was taken back.")


def _back(journal: Journal, before: int, kinds: tuple[str, ...]) -> Iterator[Line]:
    asked = HistoryAsked(kinds=kinds)
    while before > 1:
        page = journal.history(asked, before=before, limit=_AT_ONCE)
        yield from page.lines
        before = page.looked_to
