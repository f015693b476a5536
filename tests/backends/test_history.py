"""The book as a history, and as it stood: in every backend the same."""

from __future__ import annotations

import secrets
from dataclasses import replace

from tests.backends.acts import begun, proposed, record
from tests.builders import TEXT

from servanda.domain.entry import (
    PayloadWithheld,
    SensitivityMarked,
    SourceAdded,
    SourceRead,
    StatementAccepted,
    StatementRejected,
    StatementWritten,
)
from servanda.domain.source import Source
from servanda.domain.statement import Statement
from servanda.dossier import public_record
from servanda.journal import HistoryAsked, Journal, past_journal

ALL = HistoryAsked()


def worked_on(journal: Journal) -> tuple[Source, list[Statement]]:
    """Begun and read on 1 May by coder-1, ruled on on 2 May by two coders."""
    source = begun(journal)
    found = proposed(journal, source, *TEXT.splitlines())
    record(journal, StatementAccepted(found[0].id), actor="coder-2", time="2024-05-02T08:00:00Z")
    record(journal, StatementRejected(found[1].id, "Not so."), time="2024-05-02T23:59:59Z")
    return source, found


def numbers(journal: Journal, asked: HistoryAsked, **more: int) -> list[int]:
    given = {"before": journal.head().count + 1, "limit": 100, **more}
    return [one.number for one in journal.history(asked, **given).lines]


def test_the_newest_comes_first_a_page_at_a_time(journal: Journal):
    worked_on(journal)
    first = journal.history(ALL, before=6, limit=2)
    assert [one.number for one in first.lines] == [5, 4]
    assert numbers(journal, ALL, before=first.looked_to, limit=2) == [3, 2]
    assert journal.history(ALL, before=2, limit=2).looked_to == 0


def test_a_line_tells_who_did_what_without_what_is_large(journal: Journal):
    source, found = worked_on(journal)
    lines = {one.kind: one for one in journal.history(ALL, before=6, limit=9).lines}
    assert lines["StatementAccepted"].act == StatementAccepted(found[0].id)
    assert lines["StatementAccepted"].actor == "coder-2"
    read = lines["SourceRead"]
    assert isinstance(read.act, SourceRead)
    assert (read.proposals, read.act.statements) == (3, ())
    added = lines["SourceAdded"].act
    assert isinstance(added, SourceAdded)
    assert (added.source.id, added.source.text, added.bytes) == (source.id, "", b"")
    hashes = {one.number: one.hash for one in journal.entries()}
    assert all(one.hash == hashes[one.number] for one in lines.values())


def test_it_is_filtered_by_coder_kind_and_day(journal: Journal):
    worked_on(journal)
    assert numbers(journal, HistoryAsked(actor="coder-2")) == [4]
    assert numbers(journal, HistoryAsked(kinds=("SourceRead", "SourceAdded"))) == [3, 2]
    assert numbers(journal, HistoryAsked(until="2024-05-01")) == [3, 2, 1]
    assert numbers(journal, HistoryAsked(since="2024-05-02", until="2024-05-02")) == [5, 4]


def test_the_last_entry_of_a_day_is_found(journal: Journal):
    worked_on(journal)
    days = ("2024-04-30", "2024-05-01", "2024-05-02", "2024-06-01")
    assert [journal.last_on(day) for day in days] == [0, 3, 5, 5]


def test_what_stood_then_is_asked_like_what_stands_now(journal: Journal):
    """Everything that a journal can be asked, at the state of entry 4."""
    _, found = worked_on(journal)
    told: list[int] = []
    past = past_journal(journal, 4, tell=told.append)
    assert past.head().count == 4
    assert [one.state for one in past.statements()] == ["accepted", "proposed", "proposed"]
    assert [one.id for one in past.statements(search="prisoner")] == [found[1].id]
    assert past.record().rulings.keys() == {found[0].id}
    assert told[-1] == 4
    past.close()


def test_the_past_tells_nothing_that_today_may_not(journal: Journal):
    """What is withheld since is gone from it, and what is marked today is marked in it."""
    source, found = worked_on(journal)
    record(journal, SensitivityMarked("statement", found[2].id, sensitive=True))
    secret = secrets.token_hex(8)
    record(journal, SensitivityMarked("person", secret, sensitive=True))
    record(journal, PayloadWithheld("statement", found[0].id, "Harm."))
    past = past_journal(journal, 3)
    for subject in ("source", "statement", "person"):
        assert past.marked(subject) == journal.marked(subject)
    assert [one.id for one in past.statements()] == [found[1].id, found[2].id]
    assert [one.id for one in public_record(past.record()).statements] == [found[1].id]
    record(journal, PayloadWithheld("source", source.id, "Harm."))
    assert list(past_journal(journal, 3).statements()) == []


def test_what_was_ruled_on_a_statement_is_found_by_its_id(journal: Journal):
    """Of two statements one was ruled on twice; what a person wrote begins with that."""
    _, found = worked_on(journal)
    (written,) = record(journal, StatementWritten(replace(found[0], id="", reader=None)))
    record(journal, StatementAccepted(found[1].id), StatementRejected(written.hash, "No."))
    head = journal.head().count
    asked = {found[1].id, written.hash}
    assert [one.number for one in journal.rulings(asked, before=head + 1)] == [5, 6, 7, 8]
    assert [one.number for one in journal.rulings([found[1].id], before=7)] == [5]
    assert list(journal.rulings(["st-none"], before=head + 1)) == []
    record(journal, PayloadWithheld("statement", found[1].id, "asked for"))
    assert [one.number for one in journal.rulings(asked, before=head + 1)] == [6, 8]
