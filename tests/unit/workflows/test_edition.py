"""The edition of a later head: what no ruling changes is kept, what changes it is made anew."""

from __future__ import annotations

from tests.builders import READER, a_source, a_statement, an_agreement, bytes_of

from servanda.domain.entry import AgreementKept, SourceAdded, SourceRead
from servanda.journal import open_journal
from servanda.workflows import judge, rule
from servanda.workflows.report import edition_of


def test_sources_are_compared_again_only_when_something_changed_that_it_rests_on() -> None:
    """A ruling changes nothing of it; a coder who says that one is a copy of the other does."""
    one, other = a_source(), a_source("The council says otherwise.\n", name="other.txt")
    said = a_statement(one, "No prisoner was released by the council.")
    journal = open_journal(":memory:")
    with journal.batch(actor="coder-1") as batch:
        batch.append(AgreementKept(an_agreement()))
        batch.append(SourceAdded(one, bytes_of(one)))
        batch.append(SourceAdded(other, bytes_of(other)))
        batch.append(SourceRead(one.id, READER, (said,)))
    first = edition_of(journal.record())
    rule.accept(journal, [said.id], actor="coder-1")
    second = edition_of(journal.record(), before=first)
    assert second.assessment.derivations is first.assessment.derivations
    assert second.counts() == (1, 0)
    judge.derive(journal, other.id, one.id, kind="copy_of", why="the same hand", actor="coder-1")
    third = edition_of(journal.record(), before=second)
    assert third.assessment.derivations == edition_of(journal.record()).assessment.derivations
    assert third.assessment.derivations != second.assessment.derivations
    journal.close()
