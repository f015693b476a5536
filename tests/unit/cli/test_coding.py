"""Several people code the same units: drawn, blind, kept at once, at a prompt or in a sheet."""

from __future__ import annotations

import csv
import io
import json
import secrets
from pathlib import Path

import pytest

from servanda.cli.options import opened
from servanda.domain.judgement import Code, UnitCoded
from servanda.workflows.code import CodingTask

from . import coded
from .valley import listed


@pytest.fixture
def dossier(terminal) -> Path:
    return coded.begun(terminal)


@pytest.fixture
def typing(terminal, monkeypatch):
    """Answer a command's questions with these lines."""

    def type_(*words: object, answers: str, code: int = 0) -> str:
        lines = "".join(f"{one}\n" for one in answers.split())
        monkeypatch.setattr("sys.stdin", io.StringIO(lines))
        return terminal.type(*words, code=code)

    return type_


def codings(terminal, dossier: Path, actor: str = "coder-1") -> dict[str, dict[str, str]]:
    """Give what somebody has coded: codes by unit."""
    acts = [json.loads(one) for one in terminal.type("judgements", dossier, "--json").splitlines()]
    return {
        one["act"]["unit"]: {code["field"]: code["value"] for code in one["act"]["codes"]}
        for one in acts
        if one["kind"] == "UnitCoded" and one["actor"] == actor
    }


def units(terminal, dossier: Path, name: str = "spring") -> list[str]:
    acts = [json.loads(one) for one in terminal.type("judgements", dossier, "--json").splitlines()]
    (found,) = [
        one["act"]["units"]
        for one in acts
        if one["kind"] == "SampleDrawn" and one["act"]["name"] == name
    ]
    return [one["id"] for one in found]


def test_the_same_seed_draws_the_same_units_and_another_one_others(terminal, dossier):
    told = terminal.type("sample", dossier, "spring", "--n", "5", "--seed", "7")
    assert "5 of 12 passages; seed 7" in told
    terminal.type("sample", dossier, "again", "--n", "5", "--seed", "7")
    terminal.type("sample", dossier, "other", "--n", "5", "--seed", "8")
    first = units(terminal, dossier)
    assert units(terminal, dossier, "again") == first
    assert set(units(terminal, dossier, "other")) != set(first)


def test_a_stratified_sample_gives_each_provision_its_turn(terminal, dossier):
    ids = {one["id"]: one["provisions"][0]["key"] for one in listed(terminal, dossier)}
    for id, key in ids.items():
        if key == "roads" and list(ids.values()).count("roads") > 2:
            terminal.type("reject", dossier, id, "--why", "a copy")
            ids[id] = "rejected"
    terminal.type("sample", dossier, "spring", "--n", "4", "--stratified")
    drawn = sorted(ids[one] for one in units(terminal, dossier))
    assert drawn == ["prisoners", "prisoners", "roads", "roads"]


def test_only_what_is_asked_for_is_drawn(terminal, dossier):
    told = terminal.type("sample", dossier, "spring", "--provision", "roads", "--state", "proposed")
    assert "6 of 6 passages; states proposed; provisions roads" in told


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("spring", "--fields", "mood"), "no field 'mood'"),
        (("spring", "--fields", "cause"), "no field 'cause'"),
        (("spring", "--provision", "bridges"), "no provision 'bridges'"),
        (("spring", "--state", "amended"), "Nothing is there to be drawn"),
        (("spring", "--n", "0"), "Draw one unit at least"),
        (("a b",), "The sample's name is 'a b'"),
        (("spring", "--scale", "pam"), "--of cells"),
        (("spring", "--of", "cells"), "--scale pam"),
        (("spring", "--of", "cells", "--scale", "stars"), "no scale 'stars'"),
        (("spring", "--of", "cells", "--scale", "pam", "--period", "soon"), "The period is 'soon'"),
    ],
)
def test_what_cannot_be_drawn_is_refused_and_nothing_is_recorded(terminal, dossier, options, says):
    terminal.type("sample", dossier, *options, code=1)
    assert says in terminal.err
    assert terminal.type("judgements", dossier) == ""


def test_a_samples_name_is_used_once(terminal, dossier):
    terminal.type("sample", dossier, "spring")
    terminal.type("sample", dossier, "spring", code=1)
    assert "There is a sample 'spring' already" in terminal.err


def test_a_coder_goes_through_the_units_and_stops_and_goes_on(terminal, dossier, typing):
    terminal.type("sample", dossier, "spring", "--n", "3")
    told = typing("code", dossier, "spring", answers="1 5 3 q")
    assert "1 of 3 coded. To go on: servanda code" in told
    first, second, third = units(terminal, dossier)
    assert codings(terminal, dossier) == {
        first: {"statement": "yes", "kind": "verdict", "stance": "broken"}
    }
    told = typing("code", dossier, "spring", answers="no yes verdict part")
    assert "1 coded by coder-1" in told
    assert "3 of 3 coded" in told
    found = codings(terminal, dossier)
    assert found[second] == {"statement": "no"}
    assert found[third] == {"statement": "yes", "kind": "verdict", "stance": "partly"}


def test_a_killed_session_loses_only_the_unit_in_hand(terminal, dossier, typing):
    """The input breaks off in the middle of the second unit."""
    terminal.type("sample", dossier, "spring", "--n", "3")
    typing("code", dossier, "spring", answers="1 5 3 1 5")
    assert len(codings(terminal, dossier)) == 1


def test_undo_goes_back_a_field_and_then_a_unit(terminal, dossier, typing):
    terminal.type("sample", dossier, "spring", "--n", "2", "--fields", "kind,stance")
    typing("code", dossier, "spring", answers="verdict u incident broken u verdict kept q")
    (first, _) = units(terminal, dossier)
    assert codings(terminal, dossier) == {first: {"kind": "verdict", "stance": "kept"}}


def test_a_question_mark_tells_what_the_words_mean_and_nonsense_is_asked_again(
    terminal, dossier, typing
):
    terminal.type("sample", dossier, "spring", "--n", "1", "--fields", "stance")
    told = typing("code", dossier, "spring", answers="? brokn -")
    assert "3 broken: What is told is not keeping" in told
    assert "'brokn' is no choice for stance" in told
    assert codings(terminal, dossier) == {units(terminal, dossier)[0]: {"stance": None}}


def test_a_unit_is_skipped_and_comes_again(terminal, dossier, typing):
    terminal.type("sample", dossier, "spring", "--n", "2", "--fields", "stance")
    typing("code", dossier, "spring", answers="s kept")
    first, second = units(terminal, dossier)
    assert list(codings(terminal, dossier)) == [second]
    typing("code", dossier, "spring", answers="kept")
    assert set(codings(terminal, dossier)) == {first, second}


def test_a_coder_sees_the_passage_and_neither_labels_nor_anybody_elses_codes(
    terminal, dossier, typing
):
    terminal.type("sample", dossier, "spring", "--n", "3", "--fields", "stance")
    secret = secrets.token_hex(12)
    Path("other.csv").write_text(
        "unit,stance,note\n"
        + "".join(f"{one},unclear,{secret}\n" for one in units(terminal, dossier))
    )
    terminal.type("code", dossier, "spring", "--from", "other.csv", "--as", "coder-2")
    told = typing("code", dossier, "spring", answers="? s s s")
    terminal.type("code", dossier, "spring", "--sheet", "mine.csv")
    sheet = Path("mine.csv").read_text("utf-8-sig")
    assert secret in terminal.type("judgements", dossier, "--json")
    for seen in (told, sheet):
        assert secret not in seen
        assert "coder-2" not in seen
    rows = list(csv.DictReader(io.StringIO(sheet)))
    assert [one["stance"] for one in rows] == ["", "", ""]
    # The labels that the reader gave are in no shown line: neither its kinds nor its reasons.
    assert "concession" not in told + sheet
    assert all(one["passage"].startswith("Article ") for one in rows)


def test_the_list_of_judgements_counts_codings_and_tells_none(terminal, dossier, typing):
    terminal.type("sample", dossier, "spring", "--n", "2", "--fields", "stance")
    typing("code", dossier, "spring", answers="unclear unclear")
    told = terminal.type("judgements", dossier)
    assert "coder-1 codes 2 units of the sample spring" in told
    assert "unclear" not in told


def test_two_coders_code_in_one_file_at_the_same_time(terminal, dossier, monkeypatch):
    """coder-2 records while coder-1 thinks about the second unit."""
    terminal.type("sample", dossier, "spring", "--n", "2", "--fields", "stance")
    first, second = units(terminal, dossier)
    theirs = UnitCoded("spring", first, (Code("stance", "kept"),), "1")

    class Thinking(io.StringIO):
        def readline(self, size: int = -1, /) -> str:
            if self.tell():
                with opened(dossier) as journal:
                    task = CodingTask(journal.record(), "spring", actor="coder-2")
                    task.record(journal, [theirs])
            return super().readline(size)

    monkeypatch.setattr("sys.stdin", Thinking("broken\npartly\n"))
    terminal.type("code", dossier, "spring")
    assert codings(terminal, dossier, "coder-2") == {first: {"stance": "kept"}}
    assert codings(terminal, dossier, "coder-1") == {
        first: {"stance": "broken"},
        second: {"stance": "partly"},
    }
    terminal.type("check", dossier)


def test_a_sheet_is_filled_checked_and_brought_back(terminal, dossier):
    terminal.type("sample", dossier, "spring", "--n", "3", "--fields", "statement,stance,about")
    told = terminal.type("code", dossier, "spring", "--sheet", "mine.csv")
    assert "stance: kept, partly, broken, unclear" in told
    rows = list(csv.DictReader(io.StringIO(Path("mine.csv").read_text("utf-8-sig"))))
    rows[0] |= {"statement": "yes", "stance": "broken", "about": "ministry; council"}
    rows[1] |= {"statement": "no"}
    with Path("filled.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        out = csv.DictWriter(stream, rows[0], delimiter=";")
        out.writeheader()
        out.writerows(rows)
    told = terminal.type("code", dossier, "spring", "--from", "filled.csv", "--dry-run")
    assert "2 units coded, 0 changed, 0 as they stand, 1 unit left empty" in told
    assert codings(terminal, dossier) == {}
    terminal.type("code", dossier, "spring", "--from", "filled.csv")
    assert codings(terminal, dossier) == {
        rows[0]["unit"]: {"statement": "yes", "stance": "broken", "about": "council; ministry"},
        rows[1]["unit"]: {"statement": "no"},
    }
    told = terminal.type("code", dossier, "spring", "--from", "filled.csv")
    assert "0 units coded, 0 changed, 2 as they stand" in told
    terminal.type("code", dossier, "spring", "--sheet", "mine.csv", code=1)
    assert "already there" in terminal.err


@pytest.mark.parametrize(
    ("sheet", "says"),
    [
        ("unit,stanse\n{0},kept\n", "line 1: 'stanse' is no column of this sample (did you mean"),
        ("stance\nkept\n", "there is no column 'unit'"),
        ("unit,note\n{0},x\n", "there is no column for any field"),
        ("unit,stance,stance\n{0},kept,kept\n", "two columns are called 'stance'"),
        ("unit,stance\n{0},kept\nst-0,kept\n", "line 3: 'st-0' is no unit of the sample"),
        ("unit,stance\n{0},kept\n{0},broken\n", "line 3: {0} stands in line 2 already"),
        ("unit,stance\n{0},keptish\n", "line 2: 'keptish' is no choice for stance"),
        ("unit,stance\n{0},1\n", "line 2: '1' is no choice for stance"),
        ("unit,stance\n{0},'\n", "is no choice for stance"),
        ('unit,stance\n{0},"kept\n', "this is no CSV"),
        ("unit,stance\n{0},kept\0\n", "no text file"),
        ("", "there is no column 'unit'"),
    ],
)
def test_a_sheet_with_a_mistake_is_told_with_its_line_and_nothing_is_recorded(
    terminal, dossier, sheet, says
):
    terminal.type("sample", dossier, "spring", "--n", "2", "--fields", "stance")
    (first, _) = units(terminal, dossier)
    Path("bad.csv").write_text(sheet.replace("{0}", first))
    terminal.type("code", dossier, "spring", "--from", "bad.csv", code=1)
    assert says.replace("{0}", first) in terminal.err
    assert codings(terminal, dossier) == {}


def test_cells_are_rated_by_their_promise_and_passages(terminal, dossier, typing):
    drawn = ("sample", dossier, "spring", "--of", "cells", "--scale", "pam", "--period", "2021")
    assert "2 of 2 cells, scale pam; periods 2021" in terminal.type(*drawn)
    told = typing("code", dossier, "spring", answers="? inter m")
    assert "Release of prisoners, 2021" in told
    assert "“All prisoners of the rising shall be released by the ministry.”" in told
    assert "⟦Article 1 was violated by the ministry in March 2021.⟧" in told
    assert "rating: 0 not initiated  1 minimum  2 intermediate  3 full  v violated" in told
    assert "2 intermediate: Well under way" in told
    assert "Code the state at the end of the period." in told
    assert sorted(one["rating"] for one in codings(terminal, dossier).values()) == [
        "2",
        "not_mentioned",
    ]
    assert all(one.startswith("cell:valley/") for one in codings(terminal, dossier))


def test_a_machine_is_no_coder_and_a_stranger_no_sample(terminal, dossier):
    terminal.type("sample", dossier, "spring", "--n", "2")
    terminal.type("code", dossier, "spring", "--as", "reader:rules 0.1.0", code=1)
    assert "no name for a person" in terminal.err
    terminal.type("code", dossier, "sprung", code=1)
    assert "no sample 'sprung'" in terminal.err


def test_what_a_reader_gave_is_kept_as_one_more_coding_whatever_people_rule(terminal, dossier):
    one = next(one for one in listed(terminal, dossier) if one["stance"] == "kept")
    terminal.type("amend", dossier, one["id"], "--stance", "unclear")
    terminal.type("sample", dossier, "spring", "--fields", "stance")
    (reader,) = {
        json.loads(line)["actor"]
        for line in terminal.type("judgements", dossier, "--json").splitlines()
        if '"UnitCoded"' in line
    }
    assert reader.startswith("reader:rules ")
    assert codings(terminal, dossier, reader)[one["id"]] == {"stance": "kept"}
