"""Taking back one's own rulings: what stood before them stands again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.builders import READER, a_source, a_statement, an_agreement, bytes_of

from servanda.domain.entry import AgreementKept, SourceAdded, SourceRead
from servanda.domain.statement import Statement
from servanda.errors import ServandaError, StaleAct
from servanda.journal import Journal, open_journal
from servanda.workflows import rule
from servanda.workflows.undo import undo

WORDS = ("The ministry kept the northern road open", "No prisoner was released by the council")


@pytest.fixture
def journal() -> Iterator[Journal]:
    source = a_source()
    opened = open_journal(":memory:")
    with opened.batch(actor="coder-2") as batch:
        batch.append(AgreementKept(an_agreement()))
        batch.append(SourceAdded(source, bytes_of(source)))
        batch.append(SourceRead(source.id, READER, tuple(a_statement(source, w) for w in WORDS)))
    yield opened
    opened.close()


def all_of(journal: Journal) -> list[Statement]:
    return list(journal.statements())


def last(journal: Journal) -> int:
    return journal.head().count


def test_a_bulk_of_rulings_is_taken_back_as_one(journal: Journal) -> None:
    before, first = all_of(journal), last(journal) + 1
    rule.accept(journal, [one.id for one in before], actor="coder-1")
    assert {one.state for one in all_of(journal)} == {"accepted"}
    undone = undo(journal, first, last(journal), actor="coder-1")
    assert sorted(undone) == sorted(one.id for one in before)
    assert all_of(journal) == before


def test_an_earlier_ruling_stands_again(journal: Journal) -> None:
    """Amended, then rejected by mistake: undone, it stands amended."""
    id = all_of(journal)[0].id
    rule.amend(journal, id, changes={"stance": "broken"}, why="", actor="coder-2")
    amended = all_of(journal)
    rule.reject(journal, [id], why="a slip", actor="coder-1")
    undo(journal, last(journal), last(journal), actor="coder-1")
    assert all_of(journal) == amended


def test_taking_back_can_be_taken_back(journal: Journal) -> None:
    id = all_of(journal)[0].id
    rule.accept(journal, [id], actor="coder-1")
    accepted = all_of(journal)
    undo(journal, last(journal), last(journal), actor="coder-1")
    undo(journal, last(journal), last(journal), actor="coder-1")
    assert all_of(journal) == accepted


def test_what_somebody_ruled_on_since_stays(journal: Journal) -> None:
    id = all_of(journal)[0].id
    rule.accept(journal, [id], actor="coder-1")
    number = last(journal)
    rule.reject(journal, [id], why="not so", actor="coder-2")
    with pytest.raises(StaleAct, match="coder-2 ruled on this since"):
        undo(journal, number, number, actor="coder-1")
    assert last(journal) == number + 1


@pytest.mark.parametrize(("first", "until"), [(1, 1), (1, 4), (4, 4), (9, 9), (0, 0), (4, 3)])
def test_only_ones_own_rulings_are_taken_back(journal: Journal, first: int, until: int) -> None:
    rule.accept(journal, [all_of(journal)[0].id], actor="coder-2")
    with pytest.raises(ServandaError, match="Only your own"):
        undo(journal, first, until, actor="coder-1")


def test_an_act_on_what_changed_since_it_was_seen_is_refused(journal: Journal) -> None:
    one = all_of(journal)[0]
    seen = {one.id: rule.seen_mark(one)}
    rule.reject(journal, [one.id], why="no", actor="coder-2")
    number = last(journal)
    with pytest.raises(StaleAct) as stale:
        rule.accept(journal, [one.id], actor="coder-1", seen=seen)
    assert stale.value.ids == (one.id,)
    assert last(journal) == number
