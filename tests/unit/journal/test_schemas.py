"""Older dossiers open for ever: brought up to date, with a copy as they were left beside them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.builders import an_agreement

from servanda.domain.entry import AgreementKept, Head
from servanda.errors import DossierError
from servanda.journal import (
    MEMORY,
    export_journal,
    import_journal,
    migrations,
    open_journal,
    sqlite_file,
)
from servanda.journal.migrations import MIGRATIONS, Migration

DATA = Path(__file__).resolve().parents[2] / "data"
FIRST = DATA / "first-schema.servanda"
EXPORT = DATA / "first-schema.journal.jsonl"
HEAD = Head(17, "219b7859d23ada9ed6a3e4501f629241da1b77dd4c34015d4cab1a3da61c1b3a")


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """A copy of the dossier that the first schema wrote."""
    return Path(shutil.copy(FIRST, tmp_path / "first.servanda"))


def test_the_first_dossier_opens_proves_and_says_what_it_said(first: Path, tmp_path: Path) -> None:
    journal = open_journal(str(first))
    with EXPORT.open("rb") as stream:
        told = import_journal(stream, MEMORY)
    assert journal.record() == told.record()
    assert journal.head() == HEAD
    assert list(journal.check(extends=told.head())) == []
    again = tmp_path / "again.jsonl"
    with again.open("wb") as stream:
        export_journal(journal, stream)
    assert again.read_bytes() == EXPORT.read_bytes()


def test_the_first_dossier_can_be_written_on(first: Path) -> None:
    journal = open_journal(str(first))
    before = journal.head()
    with journal.batch(actor="coder-1") as batch:
        batch.append(AgreementKept(an_agreement("annex")))
    assert list(journal.check(extends=before)) == []


def later(sql: str = "CREATE TABLE shelfmark (name TEXT) STRICT;") -> tuple[Migration, ...]:
    """Give the steps as they would be once there is a schema more."""
    return (*MIGRATIONS, Migration(MIGRATIONS[-1].version + 1, sql))


def test_an_older_dossier_is_brought_up_to_date_after_a_backup(
    first: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = first.read_bytes()
    version = int.from_bytes(before[60:64], "big")
    monkeypatch.setattr(migrations, "MIGRATIONS", later())
    journal = open_journal(str(first))
    assert list(journal.check(extends=HEAD)) == []
    journal.close()
    assert int.from_bytes(first.read_bytes()[60:64], "big") == later()[-1].version
    copies = [one for one in first.parent.iterdir() if one != first]
    assert [one.name for one in copies] == [f"first.servanda-schema{version}"]
    monkeypatch.undo()
    kept = open_journal(str(copies[0]))
    assert kept.head() == HEAD
    assert list(kept.check()) == []


def test_a_backup_is_never_written_over_another(
    first: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = first.with_name("first.servanda-schema1")
    other.write_bytes(b"something of the user's")
    monkeypatch.setattr(migrations, "MIGRATIONS", later())
    open_journal(str(first)).close()
    assert other.read_bytes() == b"something of the user's"
    assert first.with_name("first.servanda-schema1-2").exists()


def test_a_step_that_fails_leaves_the_dossier_as_it_was(
    first: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrations, "MIGRATIONS", later("CREATE TABLE a (b); CREATE TABLE a (b);"))
    with pytest.raises(Exception, match="already exists"):
        open_journal(str(first))
    monkeypatch.undo()
    journal = open_journal(str(first))
    assert journal.head() == HEAD
    assert list(journal.check()) == []


def test_what_cannot_be_written_is_not_brought_up_to_date(
    first: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = first.read_bytes()
    monkeypatch.setattr(migrations, "MIGRATIONS", later())
    with pytest.raises(DossierError, match=f"must be brought to {later()[-1].version}"):
        open_journal(str(first), readonly=True)
    assert first.read_bytes() == before


def test_a_schema_that_nobody_wrote_is_said_to_be_none(
    first: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrations, "MIGRATIONS", (Migration(7, MIGRATIONS[0].sql),))
    with pytest.raises(DossierError, match="which no Servanda wrote"):
        open_journal(str(first))


def test_the_steps_count_up_without_a_gap() -> None:
    assert [one.version for one in MIGRATIONS] == list(range(1, len(MIGRATIONS) + 1))


def test_a_new_dossier_has_the_newest_schema(tmp_path: Path) -> None:
    path = tmp_path / "new.servanda"
    journal = sqlite_file.create_sqlite(path)
    assert journal.head() == Head(0, "0" * 64)
    assert int.from_bytes(path.read_bytes()[60:64], "big") == MIGRATIONS[-1].version
