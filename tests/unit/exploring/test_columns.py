"""Columns: what they choose, count and sort, told in small stories."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.builders import READER, a_party, a_source, a_statement, an_agreement, bytes_of

pytest.importorskip("numpy")

from servanda.domain.entry import AgreementKept, SourceAdded, SourceRead
from servanda.domain.statement import Statement
from servanda.exploring import Asked, Columns, Shown
from servanda.exploring.order import contrary
from servanda.journal import Journal, open_journal
from servanda.workflows import rule

SOURCE = a_source()


def said(words: str, stance: str, side: str, **fields: object) -> Statement:
    return a_statement(
        SOURCE,
        words,
        stance=stance,
        side=side,
        provisions=("accord/roads",),
        about=(a_party("ministry"),),
        **fields,
    )


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    opened = open_journal(str(tmp_path / "valley.servanda"), create=True)
    with opened.batch(actor="coder-2") as batch:
        batch.append(AgreementKept(an_agreement()))
        batch.append(SourceAdded(SOURCE, bytes_of(SOURCE)))
        batch.append(
            SourceRead(
                SOURCE.id,
                READER,
                (
                    said("The ministry", "kept", "ministry", confidence=0.9),
                    said("road", "broken", "council", confidence=0.2),
                    said("open", "broken", "press"),
                    said("spring", "broken", "ministry", confidence=0.4),
                ),
            )
        )
    return opened


def columns_of(journal: Journal) -> Columns:
    return Columns(journal.facts(), Shown(journal.outline()))


def test_the_contrary_of_another_side_counts_and_ones_own_does_not(journal: Journal) -> None:
    """Two sides say broken and one says kept: the one is contradicted twice."""
    columns = columns_of(journal)
    assert contrary(columns).tolist() == [2, 1, 1, 0]
    kept = next(one.id for one in journal.statements() if one.stance == "kept")
    assert columns.chosen(Asked()).ids(sort="disputed")[0] == kept


def test_the_least_sure_comes_first_and_what_was_never_measured_before_it(
    journal: Journal,
) -> None:
    words = {one.id: one.quote for one in journal.statements()}
    found = columns_of(journal).chosen(Asked()).ids(sort="unsure")
    assert [words[id] for id in found] == ["open", "road", "spring", "The ministry"]


def test_an_act_is_laid_in_its_place_and_whoever_still_looks_sees_what_was(
    journal: Journal,
) -> None:
    columns = columns_of(journal)
    before, head = columns.chosen(Asked()), journal.head()
    ids = before.ids()
    rule.reject(journal, ids[:1], why="it says nothing", actor="coder-1")
    facts = journal.facts(since=head, named=columns.names.highest)
    assert (facts.since, len(facts.blocks)) == (head, 1)
    columns.patch(facts)
    assert columns.chosen(Asked()).ids() == ids[1:]
    assert columns.chosen(Asked(states=("rejected",))).ids() == ids[:1]
    assert columns.chosen(Asked(coders=("coder-1",), states=("rejected",))).ids() == ids[:1]


def test_what_is_kept_back_is_in_no_count(journal: Journal) -> None:
    id = next(one.id for one in journal.statements() if one.stance == "kept")
    columns = Columns(journal.facts(), Shown(journal.outline(), hidden=frozenset({id})))
    assert columns.chosen(Asked()).counts() == (0, 3)
    assert id not in columns.chosen(Asked()).ids()
    assert contrary(columns).tolist() == [0, 0, 0, 0]


def test_a_name_that_is_blacked_out_is_one_with_its_like(journal: Journal) -> None:
    def told(name: str) -> str:
        return "█████" if name in ("council", "press") else name

    columns = Columns(journal.facts(), Shown(journal.outline(), name=told))
    sides = {one.key: one.proposed for one in columns.chosen(Asked()).facet("side")}
    assert sides == {"ministry": 2, "█████": 2}


def test_a_page_of_what_a_search_found_keeps_its_order(journal: Journal) -> None:
    columns = columns_of(journal)
    positions = columns.table.of["position"][:4][::-1].tolist()
    words = [one.id for one in journal.statements()]
    chosen = columns.chosen(Asked(sides=("ministry",)), found=positions)
    assert chosen.ids(sort="found") == [words[3], words[0]]
    assert chosen.counts() == (0, 2)


def test_each_sides_words_about_a_party_are_counted_apart_and_begin_with_the_first(
    journal: Journal,
) -> None:
    """The ministry says both of itself; one of them is accepted, and only one is asked for."""
    own = [one for one in journal.statements() if one.side == "ministry"]
    rule.accept(journal, [own[1].id], actor="coder-1")
    found = {one.side: one for one in columns_of(journal).chosen(Asked()).spoken(most=1)}
    assert found.keys() == {"ministry", "council", "press"}
    assert found["ministry"].ids == (own[0].id,)
    assert (found["ministry"].accepted, found["ministry"].proposed) == (1, 1)
    assert columns_of(journal).chosen(Asked(places=("",))).spoken(most=1) == []
