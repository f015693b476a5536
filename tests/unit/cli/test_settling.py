"""Coders differ: a third person rules with the cause, and the codebook learns from it."""

from __future__ import annotations

import csv
import io
import json
import re
import secrets
from pathlib import Path

import pytest

import servanda
from servanda.errors import ServandaError
from servanda.reading.rules import VERSION

from . import coded
from .valley import listed

#: By the month of the passage: what coder-1 and coder-2 see in it.
ONE = ["broken"] * 5 + ["kept"] * 5 + ["partly", "no"]
TWO = ["broken"] * 4 + ["kept"] * 6 + ["unclear", "broken"]


@pytest.fixture
def dossier(terminal) -> Path:
    """The valley's report, its twelve passages coded by two people."""
    path = coded.begun(terminal)
    terminal.type("sample", path, "spring", "--fields", "statement,stance", "--as", "coder-9")
    for who, stances in (("coder-1", ONE), ("coder-2", TWO)):
        lines = ["unit,statement,stance"]
        for one, stance in zip(passages(terminal, path), stances, strict=True):
            lines.append(f"{one},no," if stance == "no" else f"{one},yes,{stance}")
        Path("codes.csv").write_text("\n".join(lines))
        terminal.type("code", path, "spring", "--from", "codes.csv", "--as", who)
    return path


def passages(terminal, dossier: Path) -> list[str]:
    """Give the ids of the passages, January to December."""
    return [one["id"] for one in sorted(listed(terminal, dossier), key=lambda one: one["start"])]


def judged(terminal, dossier: Path, kind: str) -> list[dict]:
    acts = [json.loads(one) for one in terminal.type("judgements", dossier, "--json").splitlines()]
    return [one["act"] for one in acts if one["kind"] == kind]


def settled(dossier: Path, unit: str, *more: str, cause: str = "slip") -> tuple[object, ...]:
    return ("settle", dossier, "spring", "--unit", unit, "--cause", cause, "--why", "read", *more)


THIRD = ("--as", "coder-3")


def test_the_list_begins_with_the_most_different_and_hides_names(terminal, dossier):
    ids = passages(terminal, dossier)
    told = terminal.type("settle", dossier, "spring")
    assert "3 units to settle, 0 settled" in told
    assert f"{ids[4]}  stance: broken | kept" in told
    assert f"{ids[11]}  statement: no | yes" in told
    assert "coder-" not in told
    told = terminal.type("settle", dossier, "spring", "--names")
    assert "stance: broken (coder-1) | kept (coder-2)" in told


def test_a_third_person_rules_with_the_cause_and_causes_are_counted(terminal, dossier):
    ids = passages(terminal, dossier)
    terminal.type(*settled(dossier, ids[4], "--code", "stance=broken", *THIRD))
    assert "is settled (slip): statement yes, stance broken." in terminal.out
    terminal.type(*settled(dossier, ids[10], *THIRD, cause="both_stand"))
    assert "stance partly, stance unclear" in terminal.out
    told = terminal.type("reliability", dossier)
    assert "Units on which people differ: 3; settled: 2" in told
    assert "slip: 1" in told
    assert "both stand: 1" in told
    assert "1 unit to settle, 2 settled" in terminal.type("settle", dossier, "spring")


def test_what_was_settled_does_not_better_the_agreement(terminal, dossier):
    """Alpha is of the codes before anybody ruled."""
    before = json.loads(terminal.type("reliability", dossier, "--json"))
    for unit in passages(terminal, dossier)[4:5]:
        terminal.type(*settled(dossier, unit, "--code", "stance=kept", *THIRD))
    after = json.loads(terminal.type("reliability", dossier, "--json"))
    assert after["samples"][0]["figures"] == before["samples"][0]["figures"]
    assert after["samples"][0]["causes"] == {"slip": 1}


def test_a_coder_rules_on_the_own_coding_only_when_that_is_said_and_recorded(terminal, dossier):
    unit = passages(terminal, dossier)[4]
    ruling = settled(dossier, unit, "--code", "stance=kept", "--as", "coder-2")
    terminal.type(*ruling, code=1)
    assert "a third person rules" in terminal.err
    assert "One of its coders ruled" in terminal.type(*ruling, "--own")
    assert judged(terminal, dossier, "UnitSettled")[0]["own"] is True
    assert "1, 1 of them by one of the coders" in terminal.type("reliability", dossier)


@pytest.mark.parametrize(
    ("at", "more", "cause", "says"),
    [
        (0, (), "slip", "agree: there is nothing to settle"),
        (4, (), "slip", "add --code stance=WORD"),
        (4, ("--code", "stance=brokn"), "slip", "'brokn' is no choice for stance"),
        (4, ("--code", "mood=bad"), "slip", "no field of this sample 'mood'"),
        (4, ("--code", "stance=kept"), "both_stand", "nothing to apply"),
        (4, ("--code", "stance=kept", "--rule", "x"), "slip", "--cause guideline_gap"),
    ],
)
def test_a_ruling_that_cannot_stand_is_refused_and_nothing_is_recorded(
    terminal, dossier, at, more, cause, says
):
    unit = passages(terminal, dossier)[at]
    terminal.type(*settled(dossier, unit, *more, *THIRD, cause=cause), code=1)
    assert says in terminal.err
    assert judged(terminal, dossier, "UnitSettled") == []


def test_a_gap_becomes_a_rule_with_its_example_in_a_new_version(terminal, dossier):
    unit = passages(terminal, dossier)[10]
    text = "A road that is open by day only is partly."
    gap = settled(dossier, unit, "--code", "stance=partly", cause="guideline_gap")
    told = terminal.type(*gap, "--rule", text, *THIRD)
    assert "The rule stands in version 2" in told
    page = terminal.type("codebook", dossier, "--print")
    assert "Version 2." in page
    assert f"{text} *(A gap found in settling spring.)*" in page
    assert f"November 2021.” (report.txt, {unit})" in page
    # It is the very text that one hands to others: marked sensitive, neither words nor rule leave.
    source = listed(terminal, dossier)[0]["source"]
    terminal.type("sensitive", dossier, source)
    for form in ("--print", "--dump"):
        page = terminal.type("codebook", dossier, form)
        assert not any(one in page for one in ("November", unit, "report.txt", text))
        assert "1 rule of the codebook" in terminal.err
        assert text in terminal.type("codebook", dossier, form, "--include-sensitive")
    terminal.type("sensitive", dossier, source, "--lift")
    assert {one["codebook"] for one in judged(terminal, dossier, "UnitCoded")} == {"1"}


def test_settled_codes_become_rulings_on_the_statements(terminal, dossier):
    ids = passages(terminal, dossier)
    by_id = {one["id"]: one for one in listed(terminal, dossier)}
    read = by_id[ids[4]]["stance"]
    other = next(one for one in ("kept", "broken", "unclear") if one != read)
    terminal.type(*settled(dossier, ids[4], "--code", f"stance={other}", "--apply", *THIRD))
    assert "The statement is amended" in terminal.out
    terminal.type(*settled(dossier, ids[11], "--code", "statement=no", "--apply", *THIRD))
    assert "The statement is rejected" in terminal.out
    kept = by_id[ids[10]]["stance"]
    terminal.type(*settled(dossier, ids[10], "--code", f"stance={kept}", "--apply", *THIRD))
    assert "The statement is accepted" in terminal.out
    after = {one["id"]: one for one in listed(terminal, dossier)}
    assert (after[ids[4]]["stance"], after[ids[4]]["state"]) == (other, "amended")
    assert after[ids[11]]["state"] == "rejected"
    assert after[ids[10]]["state"] == "accepted"
    assert "coder-3" in terminal.type("show", dossier, ids[4])


def test_a_third_person_goes_through_them_one_at_a_time(terminal, dossier, monkeypatch):
    # The unit that only one coder takes for a statement asks other questions: it is settled before.
    only_one = passages(terminal, dossier)[11]
    terminal.type(*settled(dossier, only_one, "--code", "statement=no", *THIRD))
    answers = "slip\nbroken\na wrong key\n4\ntwo readings\nq\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(answers))
    told = terminal.type("settle", dossier, "spring", "--ask", "--apply", *THIRD)
    assert re.search(r"⟦Article \d+ was \w+ implemented by the ministry in \w+ 2021\.⟧", told)
    assert "coder-1" not in told
    found = judged(terminal, dossier, "UnitSettled")
    assert sorted(one["cause"] for one in found) == ["both_stand", "slip", "slip"]
    assert told.count("The statement is ") == 1


def test_the_reader_stands_apart_and_moves_no_figure_of_people(terminal, dossier):
    found = json.loads(terminal.type("reliability", dossier, "spring", "--json"))["samples"][0]
    people = [one for one in found["figures"] if one["group"] in ("people", "pair", "theme")]
    assert not any("reader" in one["of"] for one in people)
    assert all(one["coders"] == 2 for one in people if one["alpha"] is not None)
    (stance,) = [
        one
        for one in found["figures"]
        if (one["field"], one["part"], one["group"]) == ("stance", "", "people")
    ]
    # Eleven units on which both see a statement; differing in May and November.
    assert (stance["units"], stance["percent"]) == (11, pytest.approx(100 * 9 / 11))
    assert 0.6 < stance["alpha"] < 0.8
    assert stance["low"] < stance["alpha"] < stance["high"]
    assert found["coded"] == {"coder-1": 12, "coder-2": 12}
    assert list(found["machines"]) == [f"reader:rules {VERSION}"]


def test_what_cannot_be_measured_is_said(terminal, dossier):
    told = terminal.type("reliability", dossier)
    assert "Prisoner Release: not measurable (6 units coded by two; 10 are needed)" in told
    assert "By custom an alpha of 0.80" in told
    terminal.type("sample", dossier, "autumn")
    assert "it takes two people" in terminal.type("reliability", dossier, "autumn")
    terminal.type("reliability", dossier, "winter", code=1)
    assert "no sample 'winter'" in terminal.err


def test_ratings_are_measured_in_two_figures(terminal, dossier):
    cells = ("sample", dossier, "cells", "--of", "cells", "--scale", "pam")
    months = [f"2021-{month:02d}" for month in range(1, 7)]
    terminal.type(*cells, *(word for one in months for word in ("--period", one)))
    units = [
        one["id"]
        for drawn in judged(terminal, dossier, "SampleDrawn")
        if drawn["name"] == "cells"
        for one in drawn["units"]
    ]
    ratings = ["0", "1", "2", "3", "0", "1", "2", "3", "0", "1", "violated", "no_access"]
    for who, last in (("coder-1", "no_access"), ("coder-2", "not_mentioned")):
        given = zip(units, [*ratings[:-1], last], strict=True)
        Path("cells.csv").write_text("unit,rating\n" + "".join(f"{a},{b}\n" for a, b in given))
        terminal.type("code", dossier, "cells", "--from", "cells.csv", "--as", who)
    found = json.loads(terminal.type("reliability", dossier, "cells", "--json"))["samples"][0]
    people = {one["part"]: one for one in found["figures"] if one["group"] == "people"}
    assert (people["levels"]["alpha"], people["levels"]["metric"]) == (1.0, "ordinal")
    assert people["levels"]["units"] == 10
    assert people["status"]["metric"] == "nominal"
    assert people["status"]["alpha"] < 1


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))


def test_codings_figures_and_the_codebook_lie_beside_the_site(terminal, dossier):
    unit = passages(terminal, dossier)[4]
    terminal.type(*settled(dossier, unit, "--code", "stance=broken", *THIRD))
    terminal.type("report", dossier, "-o", "site")
    data = Path("site/data")
    rows = [one for one in table(data / "codings.csv") if one["unit"] == unit]
    assert {(one["role"], one["coder"], one["code"], one["cause"]) for one in rows} == {
        ("reader", f"reader:rules {VERSION}", "yes", ""),
        ("reader", f"reader:rules {VERSION}", "partly", ""),
        ("coder", "coder-1", "yes", ""),
        ("coder", "coder-1", "broken", ""),
        ("coder", "coder-2", "yes", ""),
        ("coder", "coder-2", "kept", ""),
        ("third person", "coder-3", "yes", "slip"),
        ("third person", "coder-3", "broken", "slip"),
    }
    figures = table(data / "reliability.csv")
    assert {one["group"] for one in figures} >= {"people", "theme", "reader and person"}
    assert json.loads((data / "codebook.json").read_text())["version"] == "1"


def test_codings_of_a_sensitive_passage_leave_with_nothing(terminal, dossier):
    unit, other = passages(terminal, dossier)[4:6]
    secret = secrets.token_hex(12)
    Path("again.csv").write_text(f"unit,statement,stance,note\n{unit},yes,kept,{secret}\n")
    terminal.type("code", dossier, "spring", "--from", "again.csv", "--as", "coder-2")
    gap = settled(dossier, unit, "--code", "stance=partly", *THIRD, cause="guideline_gap")
    terminal.type(*gap, "--rule", "Half is partly.")
    terminal.type("sensitive", dossier, unit, "--statement")
    terminal.type("report", dossier, "-o", "site")
    everything = b"".join(one.read_bytes() for one in Path("site").rglob("*") if one.is_file())
    assert secret.encode() not in everything
    assert unit.encode() not in everything
    codings = table(Path("site/data/codings.csv"))
    assert other in {one["unit"] for one in codings}
    people = [
        one
        for one in table(Path("site/data/reliability.csv"))
        if (one["field"], one["group"]) == ("statement", "people")
    ]
    assert [one["units"] for one in people] == ["11"]


def test_the_figures_come_as_a_data_frame_and_as_a_table_for_a_notebook(terminal, dossier):
    pytest.importorskip("pandas")
    with servanda.open(dossier) as opened:
        found = opened.reliability("spring", draws=50)
        frame = found.to_frame()
        page = found._repr_html_()
        with pytest.raises(ServandaError, match="no sample 'winter'"):
            opened.reliability("winter")
    people = frame[(frame["group"] == "people") & (frame["field"] == "stance")]
    assert list(people["part"]) == ["", "order"]
    assert page.startswith("<table><thead><tr><th")
    assert ">sample</th>" in page
    assert page.count("<tr>") == len(frame) + 1
