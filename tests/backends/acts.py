"""Acts that many stories of a journal begin with."""

from __future__ import annotations

from tests.builders import READER, a_source, a_statement, an_agreement, bytes_of

from servanda.domain.entry import Act, AgreementKept, Entry, SourceAdded, SourceRead
from servanda.domain.source import Source
from servanda.domain.statement import Statement
from servanda.journal import Journal

TIME = "2024-05-01T12:00:00Z"


def record(journal: Journal, *acts: Act, actor: str = "coder-1", time: str = TIME) -> list[Entry]:
    with journal.batch(actor=actor, time=time) as batch:
        return [batch.append(act) for act in acts]


def begun(journal: Journal, text: str | None = None) -> Source:
    """Put an agreement and a source into a journal."""
    source = a_source() if text is None else a_source(text)
    record(journal, AgreementKept(an_agreement()), SourceAdded(source, bytes_of(source)))
    return source


def proposed(journal: Journal, source: Source, *words: str, **fields: object) -> list[Statement]:
    statements = [a_statement(source, one, **fields) for one in words]
    record(journal, SourceRead(source.id, READER, tuple(statements)))
    return statements
