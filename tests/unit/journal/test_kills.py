"""A crash at any moment leaves a dossier that opens, proves, and lacks at most the act in flight.

A child process records sources, readings, rulings and withholdings as fast as it can, and says
which head each act gave once the act is acknowledged. It is killed without warning: by the clock,
or from inside SQLite after so many steps, in the middle of a transaction or of a rewrite.
"""

from __future__ import annotations

import os
import random
import select
import signal
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.builders import READER, a_source, a_statement, an_agreement, bytes_of

from servanda.domain.entry import (
    AgreementKept,
    Head,
    PayloadWithheld,
    SourceAdded,
    SourceRead,
    StatementAccepted,
    StatementRejected,
)
from servanda.errors import DossierError
from servanda.journal import connect, open_journal
from servanda.journal.sqlite import SqliteJournal

KILLS = 50

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")


def work(path: Path, acknowledge: Callable[[Head], None], seed: int) -> None:
    """Record without end; every tenth source is withheld again."""
    journal = open_journal(str(path))
    rng = random.Random(seed)
    number = 0
    while True:
        number += 1
        source = a_source(f"Report {seed}/{number}. " + "The road was open. " * 40)
        with journal.batch(actor="coder-1") as batch:
            batch.append(SourceAdded(source, bytes_of(source)))
        acknowledge(journal.head())
        words = {source.text[: rng.randint(10, 400)] for _ in range(30)}
        statements = tuple(a_statement(source, one, provisions=("accord/roads",)) for one in words)
        with journal.batch(actor="coder-1") as batch:
            batch.append(SourceRead(source.id, READER, statements))
            batch.append(StatementAccepted(statements[0].id))
        acknowledge(journal.head())
        with journal.batch(actor="coder-2") as batch:
            batch.append(StatementRejected(statements[0].id, "no"))
            if number % 10 == 3:
                batch.append(PayloadWithheld("source", source.id, "no consent"))
        acknowledge(journal.head())


def killed(path: Path, seed: int, *, steps: int | None, seconds: float) -> Head | None:
    """Let a child work and be killed; gives the last head that it acknowledged."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reads)
        if steps is not None:
            _die_after(steps)
        try:
            work(path, lambda head: _say(writes, head), seed)
        finally:
            os._exit(3)
    os.close(writes)
    said = b""
    ready, _, _ = select.select([reads], [], [], 10)
    if steps is None and ready:
        select.select([], [], [], seconds)
    if steps is None:
        os.kill(child, signal.SIGKILL)
    while data := os.read(reads, 65536):
        said += data
    os.close(reads)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the child was to be killed, not to fail"
    whole = said.decode().split("\n")[:-1]
    if not whole:
        return None
    count, hash = whole[-1].split(":")
    return Head(int(count), hash)


def _say(pipe: int, head: Head) -> None:
    os.write(pipe, f"{head}\n".encode())


def _die_after(steps: int) -> None:
    """Make every connection kill its process after so many thousand steps of SQLite's machine."""
    connect = sqlite3.connect
    left = [steps]

    def tick() -> int:
        left[0] -= 1
        if left[0] <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    def connect_to_die(*args: object, **named: object) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*args, **named)  # type: ignore[call-overload]
        connection.set_progress_handler(tick, 100)
        return connection

    sqlite3.connect = connect_to_die  # type: ignore[assignment] - in the child only


def test_nothing_acknowledged_is_lost_and_the_dossier_proves(tmp_path: Path) -> None:
    rng = random.Random(11)
    for kill in range(KILLS):
        if kill % 10 == 0:
            path = tmp_path / f"killed-{kill}.servanda"
            journal = open_journal(str(path), create=True)
            with journal.batch(actor="coder-1") as batch:
                batch.append(AgreementKept(an_agreement()))
            before = journal.head()
            journal.close()
        steps = rng.randrange(1, 400) if kill % 2 else None
        acknowledged = killed(path, kill, steps=steps, seconds=rng.random() * 0.15) or before
        journal = open_journal(str(path))
        assert isinstance(journal, SqliteJournal)
        head = journal.head()
        assert head.count >= acknowledged.count
        assert list(journal.check(extends=acknowledged)) == []
        assert journal.record().head == head
        journal.close()
        before = head
        assert [one.name for one in tmp_path.iterdir() if path.name in one.name] == [path.name]


def test_a_dossier_killed_while_it_is_made_is_whole_or_not_there(tmp_path: Path) -> None:
    for kill in range(12):
        path = tmp_path / f"new-{kill}.servanda"
        child = os.fork()
        if child == 0:
            _die_after(kill * 2 + 1)
            try:
                open_journal(str(path), create=True)
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        if path.exists():
            journal = open_journal(str(path))
            assert list(journal.check()) == []
            journal.close()


def test_a_dossier_left_in_the_middle_says_so_where_it_cannot_be_written(tmp_path: Path) -> None:
    """A stick that was pulled during an act, opened on a machine that may only read it."""
    path = tmp_path / "left.servanda"
    open_journal(str(path), create=True).close()
    child = os.fork()
    if child == 0:
        try:
            _leave_in_the_middle(path)
        finally:
            os._exit(3)
    os.waitpid(child, 0)
    with pytest.raises(DossierError, match="in the middle of an act"):
        open_journal(str(path), readonly=True)
    journal = open_journal(str(path))
    assert journal.head().count == 0
    assert list(journal.check()) == []
    journal.close()
    assert list(open_journal(str(path), readonly=True).check()) == []


def _leave_in_the_middle(path: Path) -> None:
    """Write more in one batch than SQLite may hold back, so that it changes the file; and die."""
    connect.CACHE_KIB = 100
    journal = open_journal(str(path))
    with journal.batch(actor="coder-1") as batch:
        for number in range(30):
            source = a_source(f"{number} " + "".join(map(str, range(9_000))))
            batch.append(SourceAdded(source, bytes_of(source)))
        os.kill(os.getpid(), signal.SIGKILL)
