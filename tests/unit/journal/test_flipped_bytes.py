"""A flipped byte changes nothing that can be read, or is found and named; never a traceback."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.builders import READER, a_place, a_source, a_statement, an_agreement, bytes_of

from servanda.domain.entry import (
    AgreementKept,
    SensitivityMarked,
    SourceAdded,
    SourceRead,
    StatementAccepted,
    StatementAmended,
)
from servanda.errors import DossierError, ServandaError
from servanda.journal import Journal, open_journal

FLIPS = 160


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier that uses every table, small enough that most bytes matter."""
    path = tmp_path_factory.mktemp("flips") / "whole.servanda"
    journal = open_journal(str(path), create=True)
    with journal.batch(actor="coder-1", time="2024-05-01T12:00:00Z") as batch:
        batch.append(AgreementKept(an_agreement()))
        for number in range(6):
            source = a_source(f"Source {number}. The road was open. The valley was quiet. " * 8)
            batch.append(SourceAdded(source, bytes_of(source)))
            spans = [source.text[:size] for size in range(20, 60, 4)]
            place = a_place(source, "valley")
            statements = tuple(
                a_statement(source, one, provisions=("accord/roads",), places=(place,))
                for one in spans
            )
            batch.append(SourceRead(source.id, READER, statements))
            batch.append(StatementAccepted(statements[0].id))
            batch.append(StatementAmended(statements[1].id, statements[2], "read again"))
        batch.append(SensitivityMarked("person", "A. Witness", True))
    journal.close()
    return path


def everything(journal: Journal) -> tuple[object, ...]:
    """Give all that can be read of a journal."""
    record = journal.record()
    return (
        record,
        list(journal.entries()),
        list(journal.leaves()),
        list(journal.statements()),
        [one.id for one in journal.statements(search="road")],
        list(journal.statements(provision="roads")),
        list(journal.sources_with("valley")),
        [journal.source_bytes(one.id) for one in record.sources],
        [journal.statement(one.id) for one in record.statements],
        journal.facts(),
    )


def all_reads() -> list[Callable[[Journal], object]]:
    """Give every way to read, each by itself."""
    return [
        lambda j: j.record(),
        lambda j: list(j.entries()),
        lambda j: list(j.statements()),
        lambda j: list(j.statements(search="road")),
        lambda j: list(j.statements(provision="roads", state="accepted")),
        lambda j: list(j.sources_with("valley")),
        lambda j: j.statement("st-"),
        lambda j: j.facts(),
    ]


def _positions(size: int) -> list[int]:
    """Give where to flip: the header, and anywhere, the same each time."""
    rng = random.Random(20240501)
    return [*range(0, 100, 3), *(rng.randrange(size) for _ in range(FLIPS - 34))]


def test_a_flipped_byte_is_found_or_changes_nothing(whole: Path, tmp_path: Path) -> None:
    good = whole.read_bytes()
    journal = open_journal(str(whole))
    expected = everything(journal)
    journal.close()
    rng = random.Random(7)
    path = tmp_path / "flipped.servanda"
    named = 0
    for at in _positions(len(good)):
        data = bytearray(good)
        data[at] ^= 1 << rng.randrange(8)
        path.write_bytes(data)
        try:
            flipped = open_journal(str(path), readonly=True)
        except ServandaError:
            named += 1
            continue
        problems = list(flipped.check())
        if problems:
            named += 1
            assert all(one.message for one in problems)
        else:
            assert everything(flipped) == expected, at
        flipped.close()
        _read_each_way(path)
    assert named > FLIPS / 3


def _read_each_way(path: Path) -> None:
    """Whatever is read of a damaged file, it is read or refused in words."""
    for read in all_reads():
        try:
            journal = open_journal(str(path), readonly=True)
            read(journal)
            journal.close()
        except ServandaError:
            pass


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("UPDATE entry SET time = '1999-01-01T00:00:00Z' WHERE number = 2", "Entry 2"),
        ("UPDATE entry SET kind = 'SourceRead' WHERE number = 2", "Entry 2"),
        ("DELETE FROM entry WHERE number = 3", "entry 3"),
        ("DELETE FROM entry WHERE number = 20", "20"),
        ("UPDATE payload SET bytes = X'00' WHERE position = 2 * 16777216 + 2", "payload 3"),
        ("UPDATE payload SET bytes = NULL, salt = NULL WHERE position = 2 * 16777216 + 2", "gone"),
        ("UPDATE payload SET salt = NULL WHERE position = 2 * 16777216 + 2", "payload 3"),
        ("DELETE FROM payload WHERE position = 3 * 16777216 + 4", "payload"),
        ("UPDATE statement SET state = 'accepted' WHERE state = 'proposed'", "`statement`"),
        ("UPDATE statement SET words = 'nothing'", "`statement`"),
        ("DELETE FROM statement WHERE ruled IS NULL", "`statement`"),
        ("DELETE FROM link", "`link`"),
        ("UPDATE name SET key = 'another'", "`name`"),
        ("UPDATE fact SET tags = x'00000000'", "`fact`"),
        ("DELETE FROM mark", "`mark`"),
        ("UPDATE source SET sensitive = 1", "`source`"),
        ("INSERT INTO superseded VALUES ('st-none', 1)", "`superseded`"),
        ("INSERT INTO search (rowid, words) VALUES (1, 'nothing')", "`search`"),
        ("INSERT INTO text_search (text_search) VALUES ('delete-all')", "`text_search`"),
    ],
)
def test_what_is_changed_by_hand_is_found_and_named(
    whole: Path, tmp_path: Path, sql: str, says: str
) -> None:
    path = tmp_path / "changed.servanda"
    path.write_bytes(whole.read_bytes())
    with sqlite3.connect(path) as db:
        db.execute(sql)
    db.close()
    journal = open_journal(str(path))
    problems = list(journal.check())
    assert any(says in one.message for one in problems), problems


def test_what_is_derived_is_mended_by_a_rebuild(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "mended.servanda"
    path.write_bytes(whole.read_bytes())
    with sqlite3.connect(path) as db:
        db.execute("DELETE FROM link")
        db.execute("UPDATE statement SET state = 'rejected'")
        db.execute("INSERT INTO search (search) VALUES ('delete-all')")
    db.close()
    journal = open_journal(str(path))
    assert list(journal.check())
    journal.rebuild()
    assert list(journal.check()) == []


def test_the_file_may_vanish_while_it_is_open(whole: Path, tmp_path: Path) -> None:
    path = tmp_path / "gone.servanda"
    path.write_bytes(whole.read_bytes())
    journal = open_journal(str(path))
    path.unlink()
    with pytest.raises(DossierError, match="no dossier"):
        list(journal.check())
