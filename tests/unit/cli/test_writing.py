"""A coder writes what no reader found, and corrects what one found, each by one command."""

from __future__ import annotations

from pathlib import Path

import pytest

from .valley import AGREEMENT, listed

REPORT = """\
The consul told the mission that, in the north, the road was
shut for a week near Urumqi, except for carts. Bread was dear that year. The road stayed shut.
"""


@pytest.fixture
def dossier(terminal) -> Path:
    """A report in which the reader finds nothing of the kind."""
    Path("valley.yaml").write_text(AGREEMENT, encoding="utf-8")
    Path("report.txt").write_text(REPORT, encoding="utf-8")
    terminal.type("new", "d.servanda", "--agreement", "valley.yaml")
    terminal.type(
        "add", "d.servanda", "report.txt", "--written", "2021-07-01", "--side", "observer",
        "--creator", "The mission",
    )  # fmt: skip
    return Path("d.servanda")


def written(terminal, dossier, *options: str) -> dict:
    """Write a statement and give it."""
    terminal.type("write", dossier, "report.txt", *options)
    return listed(terminal, dossier)[-1]


def test_a_missed_statement_is_written_by_one_command(terminal, dossier):
    """The words may be typed as a person copies them; they are kept as the page has them."""
    one = written(
        terminal, dossier, "--quote", "the road was shut for a week", "--provision", "roads",
        "--kind", "obstruction", "--stance", "broken", "--about", "ministry",
        "--when", "June 2021", "--place", "Urumqi", "--exception", "except for carts",
        "--voice", "The consul", "--voice", "The mission", "--side", "press",
    )  # fmt: skip
    assert one["quote"] == "the road was\nshut for a week"
    assert one["quote"] == REPORT[one["start"] : one["end"]]
    assert (one["state"], one["reader"]) == ("accepted", None)
    assert [link["key"] for link in one["provisions"]] == ["roads"]
    assert one["about"][0]["party"] == "ministry"
    assert one["when"]["edtf"] == "2021-06"
    assert one["places"][0]["text"] == "Urumqi"
    assert one["places"][0]["lat"] == pytest.approx(43.8, abs=0.1)
    assert one["exceptions"][0]["text"] == "except for carts"
    assert [(link["name"], link["role"]) for link in one["voice"]] == [
        ("The consul", "asserts"),
        ("The mission", "reports"),
    ]
    assert one["side"] == "press"


def test_what_is_not_said_comes_from_the_document(terminal, dossier):
    one = written(
        terminal, dossier, "--quote", "Bread was dear", "--kind", "context", "--stance", "unclear"
    )
    assert (one["side"], one["level"], one["provisions"]) == ("observer", "unmapped", [])
    assert one["voice"][0]["name"] == "The mission"
    assert one["as_of"]["edtf"] == "2021-07-01"


def test_a_further_quote_is_looked_for_near_the_first(terminal, dossier):
    one = written(
        terminal, dossier, "--quote", "Bread was dear", "--quote", "road",
        "--kind", "context", "--stance", "unclear",
    )  # fmt: skip
    second = REPORT.index("road stayed")
    assert [(two["start"], two["quote"]) for two in one["quotes"]][1] == (second, "road")


def test_words_that_do_not_stand_there_and_words_written_twice_are_refused(terminal, dossier):
    what = ("--kind", "context", "--stance", "unclear")
    terminal.type("write", dossier, "report.txt", "--quote", "Bread was cheap", *what, code=1)
    assert "does not stand" in terminal.err
    written(terminal, dossier, "--quote", "Bread was dear", *what)
    terminal.type("write", dossier, "report.txt", "--quote", "Bread was dear", *what, code=1)
    assert "says the same of these words already" in terminal.err
    assert len(listed(terminal, dossier)) == 1


def test_place_voice_and_exception_of_a_statement_can_be_amended(terminal, dossier):
    one = written(
        terminal, dossier, "--quote", "the road was shut", "--kind", "obstruction",
        "--stance", "broken",
    )  # fmt: skip
    terminal.type(
        "amend", dossier, one["id"], "--place", "Urumqi", "--voice", "The consul",
        "--voice", "The bureau: translates", "--exception", "carts", "--why", "read again",
    )  # fmt: skip
    changed = listed(terminal, dossier)[0]
    assert changed["places"][0]["name"] == "Ürümqi"
    assert [link["role"] for link in changed["voice"]] == ["asserts", "translates"]
    assert changed["exceptions"][0]["text"] == "carts"
    terminal.type("amend", dossier, one["id"], "--nowhere")
    assert listed(terminal, dossier)[0]["places"] == []
    terminal.type("amend", dossier, one["id"], "--place", "Aksu", code=1)
    assert "does not stand" in terminal.err


def test_a_side_that_is_none_is_refused_with_the_nearest(terminal, dossier):
    """A slip of the pen made a side of its own, in no account with the others."""
    one = written(
        terminal, dossier, "--quote", "Bread was dear", "--kind", "context", "--stance", "unclear"
    )
    Path("other.txt").write_text("Another report.\n", encoding="utf-8")
    for words in (
        ("add", dossier, "other.txt", "--side", "ministri"),
        ("describe", dossier, "report.txt", "--side", "ministri"),
        ("amend", dossier, one["id"], "--side", "ministri"),
        ("write", dossier, "report.txt", "--quote", "The road stayed", "--kind", "context",
         "--stance", "unclear", "--side", "ministri"),
    ):  # fmt: skip
        terminal.type(*words, code=1)
        assert "'ministri' is no side" in terminal.err
        assert "Did you mean ministry" in terminal.err
    terminal.type("describe", dossier, "report.txt", "--side", "the ministry")
    assert "  ministry  " in terminal.type("sources", dossier)
