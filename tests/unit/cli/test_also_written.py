"""Marking a name: the other spellings that documents use are offered, none is marked unasked."""

from __future__ import annotations

from pathlib import Path

import pytest

AGREEMENT = """\
agreement: valley
title: The valley accord
signed: 2020-11-01
parties:
  council: The mountain council
provisions:
  prisoners: {title: Release of prisoners, labels: [Article 1]}
"""
REPORT = """\
The report says that Selim Okarov was not released. It adds that Selim Okarof's brother was, and
that OKAROV and Selim Okarova were seen in the town. Salim Okonjo was not named.
"""
DOSSIER = Path("valley.servanda")


@pytest.fixture
def told(terminal):
    """Marks a name in a dossier of one report, and tells what was answered."""
    Path("valley.yaml").write_text(AGREEMENT)
    Path("report.txt").write_text(REPORT)
    terminal.type("new", DOSSIER, "--agreement", "valley.yaml")
    terminal.type("add", DOSSIER, "report.txt")
    return lambda *more: terminal.type("sensitive", DOSSIER, *more, "--person")


def test_near_spellings_and_the_name_in_part_are_offered_with_the_command_to_type(told):
    """The registrar marks a name and is shown what would still be read in the report."""
    answer = told("Selim Okarov")
    assert "person Selim Okarov is marked sensitive." in answer
    assert "servanda sensitive valley.servanda 'Selim Okarof' --person" in answer
    assert "servanda sensitive valley.servanda 'Selim Okarova' --person" in answer
    assert "servanda sensitive valley.servanda OKAROV --person" in answer
    assert "Okonjo" not in answer


def test_what_is_marked_already_is_not_offered_again(told):
    told("Selim Okarof")
    answer = told("Selim Okarov")
    assert "Okarof" not in answer
    assert "Okarova" in answer


def test_lifting_a_mark_offers_nothing(told):
    told("Selim Okarov")
    assert told("Selim Okarov", "--lift").count("\n") == 1


def test_nothing_is_told_of_a_document_that_is_sensitive_itself(terminal, told):
    """It does not leave, and the terminal may be looked at by others."""
    terminal.type("sensitive", DOSSIER, "report.txt")
    assert "Also written" not in told("Selim Okarov")
