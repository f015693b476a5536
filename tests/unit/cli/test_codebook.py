"""A team works by its own codebook: printed, edited, kept as versions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .valley import AGREEMENT, REPORT, listed


@pytest.fixture
def dossier(terminal) -> Path:
    """The valley accord and a report on it, read."""
    Path("valley.yaml").write_text(AGREEMENT)
    Path("report.txt").write_text(REPORT)
    terminal.type("new", "valley.servanda", "--agreement", "valley.yaml")
    terminal.type("add", "valley.servanda", "report.txt", "--side", "council")
    terminal.type("read", "valley.servanda")
    return Path("valley.servanda")


def edited(terminal, dossier: Path, *changes: tuple[str, str]) -> Path:
    """Dump the codebook and change words in it, as an editor would."""
    text = terminal.type("codebook", dossier, "--dump")
    for old, new in (("codebook: '1'", "codebook: '2'"), *changes):
        assert old in text
        text = text.replace(old, new, 1)
    Path("codebook.yaml").write_text(text)
    return Path("codebook.yaml")


def test_it_prints_for_people_with_examples_from_its_own_cases(terminal, dossier):
    one = next(one for one in listed(terminal, dossier) if one["stance"] == "broken")
    file = edited(
        terminal,
        dossier,
        ("rules:", f"rules:\n  ours: {{text: Count the freed., examples: {one['id'][:8]}}}"),
    )
    assert "version 2, is kept" in terminal.type("codebook", dossier, file)
    page = terminal.type("codebook", dossier, "--print")
    assert "Version 2." in page
    assert "Count the freed." in page
    assert f"“{one['quote']}” (report.txt, {one['id']})" in page
    assert "**looked for and not found**" in page
    assert "## Scale: Peace Accords Matrix (`pam`)" in page


def test_what_stands_already_is_not_kept_twice(terminal, dossier):
    file = edited(terminal, dossier)
    terminal.type("codebook", dossier, file)
    assert "unchanged" in terminal.type("codebook", dossier, file)
    assert terminal.type("history", dossier).count("CodebookKept") == 1


def test_a_versions_name_is_used_once(terminal, dossier):
    file = edited(terminal, dossier, ("codebook: '2'", "codebook: '1'"), ("Nothing was", "Zero"))
    terminal.type("codebook", dossier, file, code=1)
    assert "`codebook: 2`" in terminal.err


def test_a_level_that_ratings_use_cannot_vanish(terminal, dossier):
    terminal.type(
        "rate", dossier, "roads", "0", "--period", "2021", "--scale", "pam", "--why", "snow"
    )
    before = terminal.type("history", dossier)
    file = edited(
        terminal, dossier, ("'0':\n        name: not initiated", "'0.5':\n        name: x")
    )
    terminal.type("codebook", dossier, file, code=1)
    assert "levels of the scale pam that ratings use: 0 (1)" in terminal.err
    assert terminal.type("history", dossier) == before


def test_a_mistake_in_the_file_is_told_with_its_line_and_nothing_is_kept(terminal, dossier):
    Path("codebook.yaml").write_text("codebook: 2\ntitle: x\nterms:\n  stance:\n    brokn: y\n")
    terminal.type("codebook", dossier, "codebook.yaml", code=1)
    assert "codebook.yaml, line 5: 'brokn'" in terminal.err
    terminal.type("codebook", dossier, "nowhere.yaml", code=1)
    assert "cannot be opened" in terminal.err
    assert terminal.type("judgements", dossier) == ""


def test_ratings_name_the_version_they_were_made_under(terminal, dossier):
    terminal.type("codebook", dossier, edited(terminal, dossier))
    terminal.type("rate", dossier, "roads", "0", "--why", "snow")
    acts = [json.loads(one) for one in terminal.type("judgements", dossier, "--json").splitlines()]
    assert [one["act"]["codebook"] for one in acts if one["kind"] == "CellRated"] == ["2"]
