"""Files that are opened, made, copied and locked; a clear message for what is no dossier."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from tests.builders import READER, a_source, a_statement, an_agreement, bytes_of

from servanda.domain.entry import (
    AgreementKept,
    PayloadWithheld,
    SourceAdded,
    SourceRead,
    StatementAccepted,
    StatementWritten,
)
from servanda.errors import BrokenRecord, DossierError
from servanda.journal import connect, open_journal
from servanda.journal.migrations import MIGRATIONS


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """A small dossier, closed."""
    path = tmp_path / "small.servanda"
    journal = open_journal(str(path), create=True)
    source = a_source()
    with journal.batch(actor="coder-1") as batch:
        batch.append(AgreementKept(an_agreement()))
        batch.append(SourceAdded(source, bytes_of(source)))
        batch.append(StatementWritten(a_statement(source, "northern road", reader=None)))
    journal.close()
    return path


def test_a_closed_dossier_is_one_file(dossier: Path) -> None:
    assert os.listdir(dossier.parent) == ["small.servanda"]


def test_a_dossier_says_what_it_is(dossier: Path) -> None:
    head = dossier.read_bytes()[:100]
    assert head[68:72] == b"Srvd"
    assert int.from_bytes(head[60:64], "big") == MIGRATIONS[-1].version


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("none", None, "There is no dossier"),
        ("empty", b"", "is empty"),
        ("letter.html", b"<html>" + b" " * 200, "is not a dossier"),
        ("short", b"SQLite format 3\0", "not a dossier"),
        ("zeros", bytes(10_000), "is not a dossier"),
    ],
)
def test_what_is_no_dossier_is_said_to_be_none(
    tmp_path: Path, name: str, content: bytes | None, says: str
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    for readonly in (False, True):
        with pytest.raises(DossierError, match=says):
            open_journal(str(path), readonly=readonly)
    assert content is None or path.read_bytes() == content


def test_a_folder_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(DossierError, match="is a folder"):
        open_journal(str(tmp_path))


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE place (name TEXT)")
    db.close()
    before = path.read_bytes()
    with pytest.raises(DossierError, match="a database, but not a dossier"):
        open_journal(str(path))
    assert path.read_bytes() == before


def test_a_cut_dossier_is_damaged(dossier: Path) -> None:
    """A download that broke off, a stick that was pulled."""
    whole = dossier.read_bytes()
    for size in (100, 5000, len(whole) // 2, len(whole) - 1):
        dossier.write_bytes(whole[:size])
        with pytest.raises(BrokenRecord):  # noqa: PT012 - opened or read, one of them says so
            journal = open_journal(str(dossier))
            raise BrokenRecord(next(journal.check()).message)


def test_a_newer_schema_asks_for_a_newer_program(dossier: Path) -> None:
    with sqlite3.connect(dossier) as db:
        db.execute("PRAGMA user_version = 999")
    db.close()
    with pytest.raises(DossierError, match="newer Servanda"):
        open_journal(str(dossier))


def test_a_table_that_no_dossier_has_is_refused(dossier: Path) -> None:
    """A trigger that somebody put in would run with every act."""
    with sqlite3.connect(dossier) as db:
        db.execute("CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM payload; END")
    db.close()
    with pytest.raises(BrokenRecord, match="definition of `t`"):
        open_journal(str(dossier))


def test_a_name_that_is_taken_is_never_overwritten(dossier: Path) -> None:
    before = dossier.read_bytes()
    with pytest.raises(DossierError, match="already"):
        open_journal(str(dossier), create=True)
    assert dossier.read_bytes() == before


def test_a_dossier_cannot_be_made_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DossierError, match="cannot be made"):
        open_journal(str(tmp_path / "none" / "new.servanda"), create=True)


def test_a_readonly_journal_can_be_read_and_checked_and_not_written(dossier: Path) -> None:
    journal = open_journal(str(dossier), readonly=True)
    assert journal.record().head.count == 3
    assert list(journal.check()) == []
    with (
        pytest.raises(DossierError, match="can only be read"),
        journal.batch(actor="coder-1") as batch,
    ):
        batch.append(AgreementKept(an_agreement("annex")))


def test_a_name_with_signs_of_a_web_address_is_a_name(tmp_path: Path) -> None:
    path = tmp_path / "50% of what? #1 & more.servanda"
    open_journal(str(path), create=True).close()
    journal = open_journal(str(path))
    assert list(journal.check()) == []
    journal.close()
    assert os.listdir(tmp_path) == [path.name]


def test_a_second_writer_waits_and_then_is_told(
    dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connect, "WAIT_SECONDS", 0.05)
    first, second = open_journal(str(dossier)), open_journal(str(dossier))
    with first.batch(actor="coder-1") as batch:
        batch.append(AgreementKept(an_agreement("annex")))
        with (
            pytest.raises(DossierError, match="in use by another program"),
            second.batch(actor="coder-2"),
        ):
            pass
        assert second.record().head.count == 3
    with second.batch(actor="coder-2") as batch:
        batch.append(AgreementKept(an_agreement("protocol")))
    assert first.head() == second.head()
    assert [one.key for one in first.record().agreements] == ["accord", "annex", "protocol"]
    assert list(first.check()) == []


def test_a_writer_in_another_process_is_waited_for(dossier: Path) -> None:
    """Two people press the button at once: both acts are recorded, one after the other."""
    script = textwrap.dedent(
        """
        import sys
        from servanda.domain.entry import AgreementKept
        from servanda.journal import open_journal
        from tests.builders import an_agreement
        journal = open_journal(sys.argv[1])
        for number in range(10):
            with journal.batch(actor=sys.argv[2]) as batch:
                batch.append(AgreementKept(an_agreement(f"{sys.argv[2]}-{number}")))
        """
    )
    both = [
        subprocess.Popen([sys.executable, "-c", script, str(dossier), name], cwd=_root())
        for name in ("coder-1", "coder-2")
    ]
    assert [one.wait(timeout=60) for one in both] == [0, 0]
    journal = open_journal(str(dossier))
    assert len(journal.record().agreements) == 21
    assert list(journal.check()) == []


def test_a_reader_that_stops_half_way_keeps_no_writer_waiting(dossier: Path) -> None:
    journal, other = open_journal(str(dossier)), open_journal(str(dossier))
    entries, statements = journal.entries(), journal.statements()
    next(entries)
    (one,) = [next(statements)]
    with other.batch(actor="coder-1") as batch:
        batch.append(StatementAccepted(one.id))
    assert next(entries).number == 2


def test_a_backup_of_a_live_dossier_is_whole(dossier: Path, tmp_path: Path) -> None:
    journal = open_journal(str(dossier))
    copy = tmp_path / "copy.servanda"
    head = journal.backup(copy)
    with journal.batch(actor="coder-1") as batch:
        batch.append(AgreementKept(an_agreement("annex")))
    kept = open_journal(str(copy))
    assert kept.head() == head
    assert list(kept.check(extends=head)) == []
    assert list(journal.check(extends=head)) == []
    with pytest.raises(DossierError, match="already"):
        journal.backup(copy)
    kept.close()
    journal.close()
    assert sorted(os.listdir(tmp_path)) == ["copy.servanda", "small.servanda"]


def test_another_program_that_withholds_is_noticed(dossier: Path) -> None:
    """What a journal remembers between acts is let go when somebody else has written."""

    first, second = open_journal(str(dossier)), open_journal(str(dossier))
    old, new = a_source(), a_source("The southern bridge is open.")
    with first.batch(actor="coder-1") as batch:
        batch.append(SourceAdded(new, bytes_of(new)))
        one = a_statement(old, "prisoner", provisions=("accord/prisoners",))
        batch.append(SourceRead(old.id, READER, (one,)))
    with second.batch(actor="coder-2") as batch:
        batch.append(PayloadWithheld("source", old.id, "endangers"))
    with first.batch(actor="coder-1") as batch:
        two = a_statement(new, "bridge", provisions=("accord/roads", "accord/prisoners"))
        batch.append(SourceRead(new.id, READER, (two,)))
    assert first.record().sources == (new,)
    assert [one.quote for one in second.statements(provision="prisoners")] == ["bridge"]
    assert list(first.check()) == []


def _root() -> Path:
    return Path(__file__).resolve().parents[3]
