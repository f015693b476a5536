"""The brief at the command line: for whom, since when, and handed out by name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

import servanda
from servanda.dossier.brief import press

from .valley import AGREEMENT, REPORT, listed

DOSSIER = Path("valley.servanda")
ANSWER = "The council says that Article 2 of the accord was not implemented by the ministry.\n"


@pytest.fixture
def dossier(terminal) -> Path:
    """A dossier in which the ministry and the council contradict each other on the road."""
    Path("valley.yaml").write_text(AGREEMENT)
    Path("report.txt").write_text(REPORT)
    Path("answer.txt").write_text(ANSWER)
    terminal.type("new", DOSSIER, "--agreement", "valley.yaml")
    terminal.type("add", DOSSIER, "report.txt", "--side", "ministry", "--written", "2021-07-01")
    terminal.type("add", DOSSIER, "answer.txt", "--side", "council", "--written", "2021-07-02")
    terminal.type("read", DOSSIER)
    return DOSSIER


def test_the_first_page_is_told_and_both_files_lie_in_the_folder(terminal, dossier):
    told = terminal.type("brief", dossier, "-o", "out")
    assert "Nobody has ruled on any of this yet." in told
    assert "The sides contradict each other on 1 matter (proposed)" in told
    assert len(pypdfium2.PdfDocument("out/brief.pdf")) <= 10
    assert "Opening of the roads" in Path("out/brief.html").read_text()


def test_a_brief_that_was_handed_out_is_recorded_and_the_next_tells_what_changed(terminal, dossier):
    terminal.type("brief", dossier, "-o", "out", "--issued-as", "spring")
    assert '"name":"spring"' in terminal.type("judgements", dossier, "--json").replace(" ", "")
    kept = listed(terminal, dossier, "--provision", "roads")[0]["id"]
    terminal.type("accept", dossier, kept)
    told = terminal.type("brief", dossier, "-o", "out")
    assert "Since the record of spring" in told
    assert "1 statement accepted" in told
    terminal.type("brief", dossier, "-o", "out", "--issued-as", "spring", code=1)
    assert "issued as 'spring' already" in terminal.err
    # Others were handed nothing: to them nothing has changed.
    assert "Since" not in terminal.type("brief", dossier, "-o", "other", "--for", "parties")


def test_the_same_record_gives_the_same_bytes(terminal, dossier):
    terminal.type("brief", dossier, "-o", "one")
    terminal.type("brief", dossier, "-o", "two")
    for name in ("brief.html", "brief.pdf"):
        assert (Path("one") / name).read_bytes() == (Path("two") / name).read_bytes()


def test_a_partys_own_obligations_come_first(terminal, dossier):
    terminal.type("brief", dossier, "-o", "out", "--party", "The mountain council", "--no-pdf")
    assert not Path("out/brief.pdf").exists()
    assert "the obligations of The mountain council first" in Path("out/brief.html").read_text()
    terminal.type("brief", dossier, "-o", "out", "--party", "the navy", code=1)
    assert "no party 'the navy'" in terminal.err
    assert "council, ministry" in terminal.err


def test_a_file_of_others_is_never_written_over(terminal, dossier):
    Path("notes.html").write_text("<p>my notes")
    terminal.type("brief", dossier, "-o", "notes.html", code=1)
    assert "is no brief of ours" in terminal.err
    assert Path("notes.html").read_text() == "<p>my notes"
    terminal.type("brief", dossier, "-o", "mine.pdf")
    assert {"mine.pdf", "mine.html"} <= {one.name for one in Path().iterdir()}


def test_without_the_extra_the_html_is_offered(terminal, dossier, monkeypatch):
    monkeypatch.setattr("servanda.dossier.brief.pdf.find_spec", lambda _: None)
    terminal.type("brief", dossier, "-o", "out", code=1)
    assert "pip install 'servanda[pdf]'" in terminal.err
    assert "--no-pdf" in terminal.err
    assert not Path("out/brief.html").exists()


def test_a_brief_that_comes_out_too_long_is_made_again_with_less(terminal, dossier, monkeypatch):
    """The typesetter has the last word on how many pages there are."""
    made = []
    real = press.brief_pdf

    def printed(*given, **more):
        made.append(real(*given, **more))
        return replace(made[-1], pages=11 if len(made) < 3 else 10)

    monkeypatch.setattr(press, "brief_pdf", printed)
    terminal.type("brief", dossier, "-o", "out")
    assert len(made) == 3
    monkeypatch.setattr(press, "PAGES", 0)
    terminal.type("brief", dossier, "-o", "never", code=1)
    assert "does not fit on 0 pages" in terminal.err
    assert not Path("never").exists()


def test_in_python_it_has_its_words_its_page_and_its_pdf(terminal, dossier):
    with servanda.open(dossier) as opened:
        made = opened.brief(audience="parties")
    assert "edition for the parties" in made.words
    assert "<iframe" in made._repr_html_()
    assert made.content.section("ask") is not None


def test_an_empty_dossier_gives_a_brief_that_says_so(terminal):
    Path("valley.yaml").write_text(AGREEMENT)
    terminal.type("new", "empty.servanda", "--agreement", "valley.yaml")
    told = terminal.type("brief", "empty.servanda", "-o", "out")
    assert "no document could speak of 2 provisions of 2" in told


def rule(terminal, dossier, word):
    given = ("--sides", "ministry,council", "--ruling", word, "--why", "each saw another part")
    terminal.type("rule", dossier, "roads", *given)


def test_what_a_person_ruled_to_stand_is_no_contradiction_on_the_first_page(terminal, dossier):
    rule(terminal, dossier, "both_stand")
    told = terminal.type("brief", dossier, "-o", "out")
    assert "No two sides contradict each other" in told
    assert "As a person ruled, both accounts stand on 1 matter: “Opening of the roads”" in told
    assert "both stand, as a person ruled" in Path("out/brief.html").read_text()


def test_what_a_person_ruled_to_differ_is_told_as_ruled_wherever_it_stands(terminal, dossier):
    rule(terminal, dossier, "differ")
    told = terminal.type("brief", dossier, "-o", "out")
    assert "No two sides contradict each other" in told
    assert "the accounts differ without contradicting each other on 1 matter" in told
    page = Path("out/brief.html").read_text()
    assert "the accounts differ, as a person ruled" in page
    assert "disputed (proposed)" not in page


def test_a_ruling_where_a_side_says_nothing_is_refused_and_told_why(terminal, dossier):
    given = ("--sides", "ministry,council", "--ruling", "contradict", "--why", "x")
    terminal.type("rule", dossier, "prisoners", *given, code=1)
    assert "says nothing about prisoners there, so it cannot be in dispute" in terminal.err


def test_a_provision_that_people_rated_is_not_said_to_be_unspoken_of(terminal):
    Path("valley.yaml").write_text(AGREEMENT)
    terminal.type("new", "rated.servanda", "--agreement", "valley.yaml")
    for key in ("roads", "prisoners"):
        rated = ("rate", "rated.servanda", key, "0", "--period", "2021", "--why", "none seen")
        terminal.type(*rated, "--scale", "pam")
    told = terminal.type("brief", "rated.servanda", "-o", "out")
    assert "No document speaks of any provision: people rated all 2 of them" in told
    assert "could speak" not in told


def test_no_two_equal_words_stand_under_a_contradiction(terminal, example):
    """Of the three districts only their admission was accepted, so that their account is broken,
    too, so far; what they say in contradiction is told, and that it is proposed."""
    terminal.type("new", "ili.servanda", "--agreement", example / "agreement.yaml")
    terminal.type("add", "ili.servanda", *sorted(example.glob("*.txt")))
    terminal.type("read", "ili.servanda")
    said = listed(terminal, "ili.servanda", "--provision", "military")
    owned = [one["id"] for one in said if one["kind"] == "admission"]
    terminal.type("accept", "ili.servanda", *owned)
    with servanda.open("ili.servanda") as opened:
        section = opened.brief().content.section("contested")
    parts = [part for one in section.blocks for part in getattr(one, "parts", ())]
    assert all(len({one.word for one in part.columns}) == len(part.columns) for part in parts)
    told = [column.said for part in parts for column in part.columns]
    assert "kept (proposed); accepted so far: broken" in told
