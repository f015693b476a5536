"""What was recorded just now, told on the page that follows, with its undo."""

from __future__ import annotations

from servanda.domain.entry import (
    RULINGS,
    Entry,
    PayloadWithheld,
    RulingWithdrawn,
    SensitivityMarked,
    SourceDescribed,
    StatementAccepted,
    StatementAmended,
    StatementRejected,
    StatementWritten,
)
from servanda.domain.judgement import (
    CellRated,
    CellReplied,
    DerivationSet,
    DisputeRuled,
    JudgementWithdrawn,
    SourceGraded,
    StatementGraded,
)
from servanda.domain.question import QuestionAnswered, QuestionAsked, QuestionClosed
from servanda.journal import Journal
from servanda.saying import N_, _
from servanda.web.paging import entries_named, whole_number
from servanda.web.views import Done
from servanda.workflows.undo import acts_between, earlier_own

DID = {
    StatementAccepted: N_("Accepted"),
    StatementRejected: N_("Rejected"),
    StatementAmended: N_("Amended"),
    StatementWritten: N_("Written"),
    RulingWithdrawn: N_("Taken back"),
    QuestionAsked: N_("Asked"),
    QuestionAnswered: N_("Answered"),
    QuestionClosed: N_("Closed"),
    JudgementWithdrawn: N_("Taken back"),
    CellRated: N_("Rated"),
    CellReplied: N_("Reply recorded"),
    DisputeRuled: N_("Ruled"),
    SourceGraded: N_("Graded"),
    StatementGraded: N_("Graded"),
    DerivationSet: N_("Recorded"),
    SourceDescribed: N_("Description corrected"),
    SensitivityMarked: N_("Mark recorded"),
    PayloadWithheld: N_("Withheld"),
}


def told_done(journal: Journal, given: str, coder: str) -> Done | None:
    """Say what the entries `first-last` in the address recorded, if they are this coder's.

    `first-last~number` says that they took back what was recorded from that entry on.
    """
    given, _tilde, taken_back = given.partition("~")
    named = entries_named(given)
    if named is None:
        return None
    first, last = named.start, named.stop - 1
    entries = [one for one in acts_between(journal, first, last) if one.actor == coder]
    kinds = dict.fromkeys(DID[type(one.act)] for one in entries if type(one.act) in DID)
    if not kinds:
        return None
    word = _(next(iter(kinds)) if len(kinds) == 1 else N_("Recorded"))
    words = f"{word}: {len(entries)}" if len(entries) > 1 else word
    if taken_back:
        return _told_taken_back(journal, entries, coder, before=whole_number(taken_back) or 0)
    # A question that was taken back is asked again, and not restored.
    # What was withheld is gone for ever.
    if any(isinstance(one.act, JudgementWithdrawn | PayloadWithheld) for one in entries):
        return Done(words, 0, 0)
    return Done(words, first, last)


def _told_taken_back(journal: Journal, entries: list[Entry], coder: str, *, before: int) -> Done:
    """Say that something was taken back; its undo goes one act further back, never forth again."""
    word = _("Taken back")
    words = f"{word}: {len(entries)}" if len(entries) > 1 else word
    if not all(isinstance(one.act, RULINGS) for one in entries):
        return Done(words, 0, 0)
    earlier = earlier_own(journal, before, actor=coder)
    return Done(words, earlier.number, earlier.number) if earlier else Done(words, 0, 0)
