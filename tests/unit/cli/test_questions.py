"""Coders ask each other about statements, and the talk stays among them."""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest

from .valley import AGREEMENT, REPORT, listed


@pytest.fixture
def dossier(terminal) -> Path:
    Path("valley.yaml").write_text(AGREEMENT)
    Path("report.txt").write_text(REPORT)
    terminal.type("new", "valley.servanda", "--agreement", "valley.yaml")
    terminal.type("add", "valley.servanda", "report.txt", "--side", "council")
    terminal.type("read", "valley.servanda")
    return Path("valley.servanda")


def test_a_question_is_asked_answered_and_closed(terminal, dossier):
    """Coder-1 asks coder-2, who answers; then it is coder-1's turn, who closes it."""
    one, *others = [each["id"] for each in listed(terminal, dossier)]
    assert others
    told = terminal.type(
        "ask", dossier, one, "Is this the whole article?", "--to", "coder-2", "--as", "coder-1"
    )
    number = told.split()[1]
    assert [each["id"] for each in listed(terminal, dossier, "--asked")] == [one]
    assert "coder-1 waits for coder-2" in terminal.type("questions", dossier)
    terminal.type("answer", dossier, number, "Only its first line.", "--as", "coder-2")
    assert "coder-2 waits for coder-1" in terminal.type("questions", dossier)
    terminal.type("close", dossier, number, "Read as the first line.", "--as", "coder-1")
    assert listed(terminal, dossier, "--asked") == []
    shown = terminal.type("show", dossier, one)
    for words in ("Is this the whole article?", "Only its first line.", "Read as the first line."):
        assert words in shown
    terminal.type("answer", dossier, number, "Late.", "--as", "coder-2", code=1)
    terminal.type("check", dossier)


def test_what_coders_ask_stands_in_no_report_and_not_under_a_hidden_statement(terminal, dossier):
    """The words of a question leave in no site and no brief; with a hidden statement they go."""
    secret = secrets.token_hex(8)
    one = listed(terminal, dossier)[0]["id"]
    terminal.type("ask", dossier, one, f"Who is {secret}?", "--as", "coder-1")
    terminal.type("report", dossier, "-o", "site")
    terminal.type("brief", dossier, "-o", "brief")
    assert not holding(secret, "site", "brief")
    terminal.type("report", dossier, "-o", "team", "--questions")
    assert [one.name for one in holding(secret, "team")] == ["questions.html"]
    assert secret in terminal.type("questions", dossier)
    terminal.type("sensitive", dossier, one, "--statement")
    assert secret not in terminal.type("questions", dossier)
    assert secret in terminal.type("questions", dossier, "--include-sensitive")
    terminal.type("report", dossier, "-o", "team", "--questions")
    assert not holding(secret, "team")
    terminal.type("export", dossier, "--as", "dossier", "-o", "copy.servanda")
    assert secret not in terminal.type("questions", "copy.servanda", "--include-sensitive")
    assert not holding(secret, "copy.servanda")
    terminal.type("withhold", dossier, one, "--why", "told in confidence", "--yes")
    assert secret not in terminal.type("questions", dossier, "--include-sensitive")
    terminal.type("check", dossier)


def holding(secret: str, *paths: str) -> list[Path]:
    """Give the files in which a secret stands."""
    found = [Path(one) for one in paths]
    files = [each for one in found for each in ([one] if one.is_file() else one.rglob("*"))]
    assert files
    return [one for one in files if one.is_file() and secret.encode() in one.read_bytes()]
