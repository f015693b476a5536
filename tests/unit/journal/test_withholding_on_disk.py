"""After a withholding the payload is nowhere: every byte of the file is looked at."""

from __future__ import annotations

import base64
import secrets
import sqlite3
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from tests.builders import READER, a_source, a_statement, an_agreement, bytes_of

from servanda.domain.entry import (
    AgreementKept,
    PayloadWithheld,
    ProblemNoted,
    SensitivityMarked,
    SourceAdded,
    SourceDescribed,
    SourceRead,
    StatementAccepted,
    StatementAmended,
    StatementRejected,
    StatementWritten,
)
from servanda.domain.problem import Problem
from servanda.domain.source import Description, Source
from servanda.domain.statement import ReaderMark
from servanda.journal import open_journal
from servanda.journal.sqlite import SqliteJournal

#: Small letters only: the search index keeps words folded.
TOKENS = [secrets.token_hex(12) for _ in range(6)]
BODY, NAME, TITLE, REASON, WHY, ACTOR = TOKENS


def witness_source() -> Source:
    lines = [f"Line {number} speaks of {BODY} and of roads." for number in range(400)]
    return a_source(
        "\n".join(lines), name=f"{NAME}.txt", description=Description(title=f"Told by {TITLE}")
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A dossier with much around the one source that will have to go."""
    path = tmp_path / "d.servanda"
    journal = open_journal(str(path), create=True)
    source = witness_source()
    with journal.batch(actor="coder-1") as batch:
        batch.append(AgreementKept(an_agreement()))
    for number in range(30):
        other = a_source(f"Report {number}: the road was open. " * 50)
        with journal.batch(actor="coder-1") as batch:
            batch.append(SourceAdded(other, bytes_of(other)))
            batch.append(SourceRead(other.id, READER, (a_statement(other),)))
    with journal.batch(actor=ACTOR) as batch:
        batch.append(SourceAdded(source, bytes_of(source)))
    for version in ("1", "2", "3"):
        mark = ReaderMark("rules", version, version * 16)
        lines = source.text.split("\n")
        statements = tuple(
            a_statement(source, line, reader=mark, reasons=(REASON,)) for line in lines
        )
        with journal.batch(actor="coder-1") as batch:
            batch.append(SourceRead(source.id, mark, statements))
            batch.append(StatementAccepted(statements[0].id))
            batch.append(StatementRejected(statements[1].id, WHY))
            batch.append(
                StatementAmended(statements[2].id, replace(statements[2], stance="broken"), WHY)
            )
    with journal.batch(actor=ACTOR) as batch:
        batch.append(StatementWritten(a_statement(source, BODY, reader=None, reasons=(REASON,))))
        batch.append(SourceDescribed(source.id, Description(title=f"Told by {TITLE} in person")))
        batch.append(SensitivityMarked("source", source.id, True, WHY))
        batch.append(ProblemNoted(Problem("doubt", f"{NAME} is smudged", source=source.id)))
    journal.close()
    return path


def forms(token: str) -> list[bytes]:
    """Give the token as bytes could hold it."""
    raw = token.encode()
    return [
        raw,
        token.encode("utf-16-le"),
        token.encode("utf-16-be"),
        raw[:12],
        raw[12:],
        base64.b64encode(raw)[:-4],
        zlib.compress(raw)[2:-4],
    ]


def seen(folder: Path) -> set[str]:
    """Give the tokens that any file of this folder holds in any form."""
    found = set()
    for file in folder.iterdir():
        data = file.read_bytes()
        tokens = [*TOKENS, witness_source().id, witness_source().digest]
        found |= {token for token in tokens if any(form in data for form in forms(token))}
    return found


def test_before_everything_is_there_and_after_nothing_is(path: Path) -> None:
    assert seen(path.parent) >= {*TOKENS, witness_source().id}
    size = path.stat().st_size
    journal = open_journal(str(path))
    before = journal.head()
    with journal.batch(actor="coder-1") as batch:
        batch.append(PayloadWithheld("source", witness_source().id, "endangers a witness"))
    assert seen(path.parent) == set()
    assert path.stat().st_size < size
    assert list(journal.check(extends=before)) == []
    assert len(journal.record().sources) == 30
    journal.close()
    assert seen(path.parent) == set()


def test_a_crash_before_the_file_is_rewritten_only_delays_it(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The act is recorded; what is left in freed pages goes when the dossier is opened next."""
    journal = open_journal(str(path))
    monkeypatch.setattr(SqliteJournal, "finish_pending", lambda _: None)
    with journal.batch(actor="coder-1") as batch:
        batch.append(PayloadWithheld("source", witness_source().id, "endangers a witness"))
    journal.close()
    monkeypatch.undo()
    journal = open_journal(str(path))
    assert seen(path.parent) == set()
    with sqlite3.connect(path) as db:
        assert db.execute("SELECT count(*) FROM pending").fetchone() == (0,)
    db.close()
    assert list(journal.check()) == []


def test_one_statement_leaves_no_word_of_its_own(path: Path) -> None:
    journal = open_journal(str(path))
    source = next(one for one in journal.record().sources if one.name.startswith(NAME))
    words = secrets.token_hex(12)
    written = a_statement(source, BODY, reader=None, reasons=(words,))
    with journal.batch(actor="coder-1") as batch:
        entry = batch.append(StatementWritten(written))
    assert words.encode() in path.read_bytes()
    with journal.batch(actor="coder-1") as batch:
        batch.append(PayloadWithheld("statement", entry.hash, "a mistake that harms"))
    assert words.encode() not in path.read_bytes()
    assert list(journal.check()) == []
