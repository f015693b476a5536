"""A monitor's day at the command line: grading, rating, replying, ruling, taking back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .valley import AGREEMENT, REPORT, listed

OTHER = """\
Article 1 was fully implemented by the ministry. All prisoners of the rising were released in June.
"""


@pytest.fixture
def dossier(terminal) -> Path:
    """A council's report and a ministry's note that say the contrary, both read."""
    Path("valley.yaml").write_text(AGREEMENT)
    Path("report.txt").write_text(REPORT)
    Path("note.txt").write_text(OTHER)
    terminal.type("new", "valley.servanda", "--agreement", "valley.yaml")
    for name, side in (("report.txt", "council"), ("note.txt", "ministry")):
        terminal.type("add", "valley.servanda", name, "--side", side, "--written", "2021-07-01")
    terminal.type("read", "valley.servanda")
    return Path("valley.servanda")


def one_of(terminal, dossier: Path, **fields: str) -> str:
    """Give the id of the first statement with these fields."""
    found = listed(terminal, dossier)
    return next(one["id"] for one in found if all(one[k] == v for k, v in fields.items()))


def test_each_axis_is_graded_apart(terminal, dossier):
    terminal.type("grade", dossier, "report.txt", "c", "--grounds", "was right twice")
    one = one_of(terminal, dossier, side="council", stance="broken")
    terminal.type("grade", dossier, one, "3", "--grounds", "agrees with the harvest lists")
    told = terminal.type("judgements", dossier)
    assert "grades report.txt C: was right twice" in told
    assert f"grades {one} 3: agrees with the harvest lists" in told


def test_a_grade_holds_for_a_topic(terminal, dossier):
    told = terminal.type(
        "grade", dossier, "report.txt", "B", "--topic", "roads", "--grounds", "its drivers see it"
    )
    assert "grades report.txt on roads B" in told


def test_a_letter_is_not_for_statements_nor_a_digit_beyond_six(terminal, dossier):
    terminal.type("grade", dossier, "report.txt", "7", "--grounds", "x", code=1)
    assert "A to F" in terminal.err
    one = one_of(terminal, dossier, side="council")
    terminal.type("grade", dossier, one, "B", "--grounds", "x", code=1)
    assert "is a statement: its credibility is graded 1 to 6" in terminal.err
    terminal.type("grade", dossier, "report.txt", "3", "--grounds", "x", code=1)
    assert "is a source: its reliability is graded A to F" in terminal.err


def test_a_one_needs_an_independent_witness(terminal, dossier):
    one = one_of(terminal, dossier, side="council", stance="kept")
    terminal.type("grade", dossier, one, "1", "--grounds", "I believe it", code=1)
    assert "independent" in terminal.err
    Path("copy.txt").write_text("Article 2 of the accord was fully implemented by the ministry.\n")
    terminal.type("add", dossier, "copy.txt", "--side", "press", "--derives-from", "report.txt")
    terminal.type("read", dossier)
    copied = one_of(terminal, dossier, side="press", stance="kept")
    grade = ("grade", dossier, one, "1", "--grounds", "twice", "--confirmed-by", copied)
    terminal.type(*grade, code=1)
    assert "copy.txt" in terminal.err
    terminal.type(
        "derive", dossier, "copy.txt", "--independent-of", "report.txt", "--why", "own visit"
    )
    assert "grades" in terminal.type(*grade)
    terminal.type("derive", dossier, "copy.txt", "--copy-of", "report.txt", "--why", "it is one")
    assert "as the record stands now: A 1 is for" in terminal.type("judgements", dossier)


def test_a_rating_is_a_persons_with_reasons_and_the_statements_it_rests_on(terminal, dossier):
    one = one_of(terminal, dossier, side="council", stance="broken")
    where = ("rate", dossier, "prisoners", "--period", "2021")
    told = terminal.type(*where, "1", "--on", one, "--why", "some were freed")
    assert "Release of prisoners, 2021 1 (minimum) on Peace Accords Matrix" in told
    (rating,) = map(json.loads, terminal.type("judgements", dossier, "--json").splitlines())
    assert rating["act"]["statements"] == [one]
    assert rating["act"]["codebook"] == "1"
    terminal.type(*where, "violated", "--on", one, "--why", "thirty were arrested")
    assert "violated" in terminal.type("judgements", dossier)
    assert len(terminal.out.splitlines()) == 1


@pytest.mark.parametrize(
    ("level", "options", "says"),
    [
        ("4", (), "no level of Peace Accords Matrix"),
        ("much", (), "no level"),
        ("unknown", (), "--unknown not_mentioned"),
        ("1", ("--unknown", "no_access"), "not both"),
        ("2", (), "rests on statements"),
        ("1", ("--scale", "stars"), "no scale 'stars'"),
        ("0", ("--period", "1847"), "long before the agreement was signed (2020)"),
        ("0", ("--period", "2947"), "has not begun yet"),
        ("2", ("--unknown", "carried_forward", "--period", "2022"), "nothing to carry forward"),
        ("1", ("--period", "last year"), "Expected a year, quarter or month"),
        ("1", ("--place", "Atlantis"), "no place 'Atlantis'"),
        ("1", ("--of", "the king"), "no party 'the king'"),
    ],
)
def test_a_rating_that_cannot_stand_is_refused_and_nothing_is_recorded(
    terminal, dossier, level, options, says
):
    terminal.type("rate", dossier, "prisoners", level, *options, "--why", "because", code=1)
    assert says in terminal.err
    assert terminal.type("judgements", dossier) == ""


def test_what_was_rejected_carries_no_rating_and_is_told_of_one_that_stood(terminal, dossier):
    one = one_of(terminal, dossier, side="council", stance="broken")
    rate = ("rate", dossier, "prisoners", "1", "--period", "2021", "--on", one, "--why", "some")
    terminal.type(*rate)
    terminal.type("reject", dossier, one, "--why", "misread")
    assert "rests on 1 statement that a person rejected" in terminal.type("judgements", dossier)
    assert "1 level rests on statements that a person rejected" in terminal.type("scores", dossier)
    terminal.type(*rate, code=1)
    assert "was rejected" in terminal.err


def test_the_top_does_not_rest_on_breaches_alone_nor_a_breach_on_what_was_kept(terminal, dossier):
    broken = one_of(terminal, dossier, side="council", stance="broken")
    kept = one_of(terminal, dossier, side="council", stance="kept")
    terminal.type("rate", dossier, "prisoners", "3", "--on", broken, "--why", "x", code=1)
    assert "say broken" in terminal.err
    terminal.type("rate", dossier, "roads", "violated", "--on", kept, "--why", "x", code=1)
    assert "show no breach" in terminal.err


def test_two_sources_cannot_come_from_each_other(terminal, dossier):
    terminal.type("derive", dossier, "note.txt", "--drawn-from", "report.txt", "--why", "cites it")
    circle = ("derive", dossier, "report.txt", "--copy-of", "note.txt", "--why", "same words")
    terminal.type(*circle, code=1)
    assert "cannot come from each other" in terminal.err


def test_five_kinds_of_not_knowing_are_kept_apart(terminal, dossier):
    terminal.type(
        "rate", dossier, "roads", "unknown", "--unknown", "no_access", "--why", "snow until May"
    )
    assert "no access on Peace Accords Matrix: snow until May" in terminal.out


def test_self_report_alone_never_reaches_complete(terminal, dossier):
    own = one_of(terminal, dossier, side="ministry", stance="kept")
    rate = ("rate", dossier, "prisoners", "3", "--of", "ministry", "--why", "all freed")
    terminal.type(*rate, "--on", own, code=1)
    assert "Their own word alone reaches 2" in terminal.err
    other = one_of(terminal, dossier, side="council", stance="kept")
    terminal.type(*rate, "--on", own, "--on", other, code=1)
    assert "is on roads, not on prisoners" in terminal.err
    terminal.type("amend", dossier, other, "--provision", "prisoners", "--provision", "roads")
    terminal.type("amend", dossier, other, "--stance", "broken")
    terminal.type(*rate, "--on", own, "--on", other, code=1)
    assert "that says so too" in terminal.err
    terminal.type("amend", dossier, other, "--stance", "kept")
    told = terminal.type(*rate[:3], "full", *rate[4:], "--on", own, "--on", other)
    assert "3 (full)" in told
    assert "rests on 1 statement that nobody has ruled on" in told


def test_a_party_has_its_reply_printed_with_the_cell(terminal, dossier):
    told = terminal.type(
        "reply", dossier, "prisoners", "--party", "ministry", "--text", "The lists were late."
    )
    assert "ministry replies on Release of prisoners: The lists were late." in told


def test_both_may_stand(terminal, dossier):
    rule = ("rule", dossier, "prisoners", "--ruling", "both_stand", "--why", "two prisons")
    told = terminal.type(*rule, "--sides", "council,ministry")
    assert "council and ministry: both stand: two prisons" in told
    terminal.type(*rule, "--sides", "council", code=1)
    assert "two sides" in terminal.err
    terminal.type(*rule, "--sides", "council,bishop", code=1)
    assert "no side 'bishop'" in terminal.err


def test_a_judgement_is_taken_back_by_its_number(terminal, dossier):
    terminal.type("reply", dossier, "roads", "--party", "council", "--text", "Not so.")
    number = terminal.out.split()[0]
    assert "Withdrawn" in terminal.type("withdraw", dossier, number, "--why", "the wrong letter")
    assert terminal.type("judgements", dossier) == ""
    terminal.type("withdraw", dossier, number, "--why", "again", code=1)
    assert "is no judgement that stands" in terminal.err
    assert "JudgementWithdrawn" in terminal.type("history", dossier)
