"""A scan was misread; somebody types what stands on the paper, and no ruling is lost."""

from __future__ import annotations

import secrets
from pathlib import Path

import pytest

from .valley import AGREEMENT, REPORT, listed

MISREAD = REPORT.replace("arrested", "arrcsted").replace("northern", "northem")


@pytest.fixture
def dossier(terminal) -> Path:
    """The report as a scan gave it: "arrcsted" is no word."""
    Path("valley.yaml").write_text(AGREEMENT)
    Path("report.txt").write_text(MISREAD)
    path = Path("valley.servanda")
    terminal.type("new", path, "--agreement", "valley.yaml")
    terminal.type("add", path, "report.txt", "--side", "observer", "--written", "2021-06-01")
    terminal.type("read", path)
    return path


def on(terminal, dossier: Path, words: str, *, source: str | None = None) -> dict:
    """Give the statement whose words begin so."""
    found = [
        one
        for one in listed(terminal, dossier)
        if one["quote"].startswith(words) and source in (None, one["source"])
    ]
    assert len(found) == 1, found
    return found[0]


def test_rulings_go_over_to_the_corrected_text(terminal, dossier: Path) -> None:
    """One accepted, one rejected, one amended: each stands on the new version as it was ruled."""
    first = on(terminal, dossier, "Article 1 was not")
    second = on(terminal, dossier, "Article 2 of the accord")
    terminal.type("accept", dossier, first["id"])
    terminal.type("amend", dossier, second["id"], "--stance", "partly", "--why", "not all of it")
    Path("mended.txt").write_text(REPORT)
    told = terminal.type("correct", dossier, "report.txt", "mended.txt")
    assert "2 rulings carried over" in told

    again = on(terminal, dossier, "Article 1 was not")
    assert again["source"] != first["source"]
    assert again["state"] == "accepted"
    assert any("words are the same" in reason for reason in again["reasons"])
    other = on(terminal, dossier, "Article 2 of the accord")
    assert (other["state"], other["stance"]) == ("amended", "partly")
    assert all(one["source"] == again["source"] for one in listed(terminal, dossier))
    terminal.type("check", dossier)


def test_what_reads_otherwise_now_is_asked_again(terminal, dossier: Path) -> None:
    """coder-1 wrote a statement on the misread words; nobody decides for them what it says now."""
    terminal.type(
        "write", dossier, "report.txt", "--quote", "the ministry arrcsted thirty more people",
        "--provision", "prisoners", "--stance", "broken", "--kind", "obstruction",
        "--about", "ministry",
    )  # fmt: skip
    Path("mended.txt").write_text(REPORT)
    told = terminal.type("correct", dossier, "report.txt", "mended.txt")
    assert "1 statement to look at again" in told
    assert "arrested thirty more people” and read" in told.replace(",", "")
    asked = on(terminal, dossier, "the ministry arrested thirty")
    assert asked["state"] == "proposed"
    assert any("arrcsted" in reason for reason in asked["reasons"])
    terminal.type("accept", dossier, asked["id"])
    terminal.type("check", dossier)


def test_a_plan_records_nothing(terminal, dossier: Path) -> None:
    before = Path(dossier).read_bytes()
    Path("mended.txt").write_text(REPORT)
    told = terminal.type("correct", dossier, "report.txt", "mended.txt", "--dry-run")
    assert "would take the place" in told
    assert Path(dossier).read_bytes() == before


def test_the_earlier_version_is_closed(terminal, dossier: Path) -> None:
    """It stays in the record to be looked at; nothing is read or written on it any more."""
    Path("mended.txt").write_text(REPORT)
    terminal.type("correct", dossier, "report.txt", "mended.txt")
    before = listed(terminal, dossier)
    assert "0 sources read" in terminal.type("read", dossier)
    assert listed(terminal, dossier) == before
    old = next(
        line for line in terminal.type("sources", dossier).splitlines() if "corrected" in line
    )
    Path("again.txt").write_text(REPORT + "And more.\n")
    terminal.type("correct", dossier, old.split()[0], "again.txt", code=1)
    assert "corrected already" in terminal.err
    terminal.type(
        "write", dossier, old.split()[0], "--quote", "Article 1", "--provision", "prisoners",
        "--stance", "broken", "--kind", "verdict", code=1,
    )  # fmt: skip
    assert "took its place" in terminal.err


@pytest.mark.parametrize("text", ["", " \n", None])
def test_a_text_that_corrects_nothing_is_refused(terminal, dossier: Path, text: str | None) -> None:
    Path("mended.txt").write_text(MISREAD if text is None else text)
    terminal.type("correct", dossier, "report.txt", "mended.txt", code=1)
    assert "the same" in terminal.err or "cannot be read" in terminal.err


def test_what_was_sensitive_stays_so(terminal, dossier: Path) -> None:
    """A mark on a statement goes with its words, whoever proposes them now."""
    marked = on(terminal, dossier, "Article 1 was not")
    terminal.type("accept", dossier, marked["id"])
    terminal.type(
        "sensitive", dossier, marked["id"], "--statement", "--why", "it names a place of hiding"
    )
    Path("mended.txt").write_text(REPORT)
    terminal.type("correct", dossier, "report.txt", "mended.txt")
    assert not [
        one for one in listed(terminal, dossier) if one["quote"].startswith("Article 1 was")
    ]


def test_withholding_takes_every_version(terminal, dossier: Path) -> None:
    """A secret that a scan misread in another word is in both versions: both go."""
    token = f"q{secrets.token_hex(6)}"
    Path("mended.txt").write_text(REPORT + f"It was told by {token}.\n")
    terminal.type("correct", dossier, "report.txt", "mended.txt")
    new = next(
        line for line in terminal.type("sources", dossier).splitlines() if "corrected" not in line
    ).split()[0]
    Path("third.txt").write_text(REPORT + f"It was told by {token} in May.\n")
    terminal.type("correct", dossier, new, "third.txt")
    terminal.type("withhold", dossier, new, "--yes", "--why", "asked for by the witness")
    assert token.encode() not in Path(dossier).read_bytes()
    terminal.type("check", dossier)


def test_a_grade_goes_over_and_stands_once(terminal, dossier: Path) -> None:
    """coder-2 graded the document; the one who corrects its text does not take the credit."""
    terminal.type(
        "grade", dossier, "report.txt", "B", "--grounds", "it was there", "--as", "coder-2"
    )
    Path("mended.txt").write_text(REPORT)
    terminal.type("correct", dossier, "report.txt", "mended.txt")
    told = terminal.type("judgements", dossier)
    assert told.count("it was there") == 1
    assert "as coder-2 gave it" in told
    assert "1 document" in _first_line(terminal, dossier)


def _first_line(terminal, dossier: Path) -> str:
    terminal.type("report", dossier, "-o", "site")
    return Path("site/index.html").read_text()
