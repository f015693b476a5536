"""Parts of a record, in every backend: what single pages of a large dossier are made of."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.backends.acts import begun, proposed, record
from tests.builders import a_source, bytes_of

from servanda.domain.entry import (
    RulingWithdrawn,
    SensitivityMarked,
    SourceAdded,
    SourceDescribed,
    StatementAccepted,
    StatementRejected,
)
from servanda.domain.judgement import SourceGraded
from servanda.domain.record import Record
from servanda.domain.source import Description, Source
from servanda.errors import UnknownThing
from servanda.journal import Journal


def light(source: Source) -> Source:
    return replace(source, text="", pages=(), layers=(), brackets=())


def outline_of(whole: Record) -> Record:
    return replace(
        whole, statements=(), rulings={}, sources=tuple(light(one) for one in whole.sources)
    )


def test_an_outline_is_the_record_without_statements_and_texts_whatever_was_recorded(
    journal: Journal,
) -> None:
    """Asked after every act, so that what is remembered from before is never shown as now."""
    source = begun(journal)
    one, *_ = proposed(journal, source, "No prisoner was released", "The valley's school reopened")
    other = a_source("Another report.", name="other.txt")
    for act in (
        StatementAccepted(one.id),
        SourceAdded(other, bytes_of(other)),
        SourceDescribed(source.id, Description(title="A better title")),
        SensitivityMarked("source", other.id, True),
        SourceGraded(source.id, "B", "It was right before."),
        RulingWithdrawn(one.id),
        SensitivityMarked("person", "Somebody", True),
    ):
        record(journal, act)
        assert journal.outline() == outline_of(journal.record()), act


def _drop(journal: Journal, source: Source) -> None:
    with journal.batch(actor="coder-1") as batch:
        batch.append(SourceDescribed(source.id, Description(title="Never recorded")))
        journal.outline()
        batch.append(StatementAccepted("st-that-never-was"))


def test_an_outline_forgets_a_batch_that_was_dropped(journal: Journal) -> None:
    source = begun(journal)
    before = journal.outline()
    with pytest.raises(UnknownThing):
        _drop(journal, source)
    assert journal.outline() == before
    record(journal, SourceGraded(source.id, "B", "It was right before."))
    assert journal.outline() == outline_of(journal.record())


def test_an_excerpt_holds_statements_with_their_rulings_and_their_sources_whole(
    journal: Journal,
) -> None:
    source = begun(journal)
    first, second = proposed(
        journal, source, "No prisoner was released", "The valley's school reopened"
    )
    other = a_source("Another report says that the road was open.", name="other.txt")
    record(journal, SourceAdded(other, bytes_of(other)))
    (third,) = proposed(journal, other, "the road was open")
    record(journal, StatementRejected(second.id, "It judges nothing"))
    whole = journal.record()

    found = journal.excerpt(statements=[second.id, "st-that-never-was"])
    assert found.statements == (whole.statement_by_id[second.id],)
    assert found.rulings == whole.rulings
    assert found.sources == (whole.source_by_id[source.id], light(whole.source_by_id[other.id]))
    assert found.head == whole.head

    of_other = journal.excerpt(source=other.id)
    assert [one.id for one in of_other.statements] == [third.id]
    assert of_other.source_by_id[other.id] == whole.source_by_id[other.id]
    both = journal.excerpt(statements=[first.id], source=other.id)
    assert [one.id for one in both.statements] == [first.id, third.id]
