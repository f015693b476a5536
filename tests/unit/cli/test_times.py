"""The record as it stood, what changed since, and what is due: told at the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from servanda.domain.entry import SensitivityMarked
from servanda.domain.judgement import ReportIssued
from servanda.journal import open_journal

from .valley import AGREEMENT, REPORT, listed


@pytest.fixture
def dossier(terminal) -> Path:
    """A dossier with one report, read."""
    Path("valley.yaml").write_text(AGREEMENT + "    due: 2021-05-01\n    obligors: ministry\n")
    Path("report.txt").write_text(REPORT)
    terminal.type("new", "valley.servanda", "--agreement", "valley.yaml")
    terminal.type(
        "add", "valley.servanda", "report.txt", "--side", "council", "--written", "2021-07-01"
    )
    terminal.type("read", "valley.servanda")
    return Path("valley.servanda")


def head_of(terminal, dossier: Path) -> str:
    return terminal.type("check", dossier).split("head ")[1].strip()


def kept(terminal, dossier: Path) -> str:
    found = listed(terminal, dossier, "--provision", "roads")
    return next(one["id"] for one in found if one["stance"] == "kept")


def test_overdue_until_somebody_accepts_that_it_was_kept(terminal, dossier):
    told = terminal.type("deadlines", dossier, "--on", "2021-06-01")
    assert "overdue" in told
    assert "owed by The ministry of the interior" in told
    terminal.type("accept", dossier, kept(terminal, dossier))
    told = terminal.type("deadlines", dossier, "--on", "2021-06-01", "--json")
    assert json.loads(told)["word"] == "kept"
    terminal.type("deadlines", dossier, "--on", "tomorrow", code=1)
    assert "no day" in terminal.err


def test_what_changed_since_a_head_says_which_picture_and_why(terminal, dossier):
    before = head_of(terminal, dossier)
    one = kept(terminal, dossier)
    terminal.type("accept", dossier, one)
    told = terminal.type("changes", dossier, "--since", before)
    assert "picture: Opening of the roads, The ministry of the interior: silent then, kept" in told
    assert f"was proposed: {one}" in told
    assert "Nothing changed." in terminal.type(
        "changes", dossier, "--since", head_of(terminal, dossier)
    )


def test_a_state_that_never_was_is_refused(terminal, dossier):
    terminal.type("changes", dossier, "--since", "900", code=1)
    assert "never had the head" in terminal.err
    count = head_of(terminal, dossier).split(":")[0]
    terminal.type("changes", dossier, "--since", f"{count}:abc", code=1)
    assert "another record's" in terminal.err
    terminal.type("changes", dossier, "--since", "the spring report", code=1)
    assert "name of a report" in terminal.err


def test_a_report_can_be_made_as_the_record_stood(terminal, dossier):
    before = head_of(terminal, dossier)
    terminal.type("report", dossier, "-o", "first")
    terminal.type("accept", dossier, kept(terminal, dossier))
    terminal.type("report", dossier, "-o", "again", "--as-of", before)
    first, again = (
        {one.relative_to(name): one.read_bytes() for one in Path(name).rglob("*.html")}
        for name in ("first", "again")
    )
    assert first == again


def test_a_day_means_its_end_and_a_report_the_head_it_was_made_from(terminal, dossier):
    before = head_of(terminal, dossier)
    with_journal = open_journal(str(dossier))
    with with_journal.batch(actor="coder-1", time="2099-01-01T10:00:00Z") as batch:
        batch.append(ReportIssued("spring", "public", before, "d" * 64))
    with_journal.close()
    one = kept(terminal, dossier)
    terminal.type("accept", dossier, one)
    for since in ("spring", "2098-12-31"):
        assert f"was proposed: {one}" in terminal.type("changes", dossier, "--since", since) or (
            since != "spring"
        )
    assert "judgement:" in terminal.type("changes", dossier, "--since", "spring")


def test_what_is_sensitive_today_is_sensitive_in_the_past(terminal, dossier):
    before = head_of(terminal, dossier)
    journal = open_journal(str(dossier))
    with journal.batch(actor="coder-1") as batch:
        batch.append(SensitivityMarked("source", journal.record().sources[0].id, True))
    journal.close()
    terminal.type("report", dossier, "-o", "site", "--as-of", before)
    assert "arrested thirty" not in "".join(one.read_text() for one in Path("site").rglob("*.html"))
