"""`servanda annotate` at the command line: a table for people, JSON lines for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import servanda
from servanda.cli import main
from servanda.cli.annotate import table

TEXT = (
    "The council met in Berlin on 3 May 2021.\r\n"
    "Article 1 was not kept: 30 people were arrested near 柏林 by the ministry. 😀\r\n"
)
AGREEMENT = """\
agreement: valley
title: The valley accord
signed: 2020-11-01
parties:
  council: The mountain council
  ministry: {name: The ministry of the interior, aliases: [the ministry]}
provisions:
  prisoners: {title: Release of prisoners, labels: [Article 1]}
"""


@pytest.fixture
def desk(tmp_path, monkeypatch, gazetteer_cache) -> Path:
    """A folder with a report and an agreement, where commands are typed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SERVANDA_CACHE", str(gazetteer_cache))
    (tmp_path / "report.txt").write_bytes(TEXT.encode())
    (tmp_path / "valley.yaml").write_text(AGREEMENT)
    return tmp_path


@pytest.fixture
def typed(desk, capfdbinary):
    """Run `servanda annotate WORDS`: gives standard output, standard error, exit code."""

    def type_(*words: str) -> tuple[str, str, int]:
        with pytest.raises(SystemExit) as end:
            main(["annotate", *words])
        captured = capfdbinary.readouterr()
        return captured.out.decode(), captured.err.decode(), end.value.code or 0

    return type_


def test_the_table_shows_where_what_and_its_meaning(typed):
    out, _, code = typed("report.txt", "--agreement", "valley.yaml", "--date", "2021-06-01")
    assert code == 0
    lines = [line.split() for line in out.splitlines()]
    assert ["42-51", "reference", "Article", "1", "valley/prisoners"] in lines
    assert ["29-39", "date", "3", "May", "2021", "2021-05-03,", "stated"] in lines
    assert any(line[1:4] == ["place", "Berlin", "Berlin"] for line in lines)
    assert any(line[1] == "actor" and line[-1] == "ministry" for line in lines)
    assert out.splitlines()[-1].endswith("mentions in report.txt.")


def test_json_gives_what_python_gives_one_object_a_line(typed, desk):
    out, _, code = typed("report.txt", "--agreement", "valley.yaml", "--json")
    assert code == 0
    said = [json.loads(line) for line in out.splitlines()]
    found = servanda.annotate(TEXT, agreement=desk / "valley.yaml")
    assert said == [dict(one) for one in found]


def test_offsets_in_json_cut_the_words_out_of_the_text(typed):
    out, _, _ = typed("report.txt", "--json")
    for line in out.splitlines():
        one = json.loads(line)
        assert TEXT[one["start"] : one["end"]] == one["text"]


def test_kinds_and_territory_narrow_what_is_found(typed):
    out, _, code = typed("report.txt", "--kinds", "places,dates", "--territory", "DE", "--json")
    assert code == 0
    assert {json.loads(line)["kind"] for line in out.splitlines()} == {"place", "date"}


def test_other_hands_are_left_out_unless_asked_for(typed, desk):
    page = (
        "<html><body><header><nav><a href='/'>Paris office</a></nav></header>"
        "<p>The council met in Berlin on 3 May 2021, and the ministry was told of it there.</p>"
        "</body></html>"
    )
    (desk / "page.html").write_text(page)
    own, _, _ = typed("page.html", "--json")
    every, _, _ = typed("page.html", "--json", "--all-layers")
    assert "Paris" not in own
    assert "Paris" in every


def test_a_near_reference_is_marked_to_be_looked_at(typed, desk):
    (desk / "ten.yaml").write_text(AGREEMENT.replace("[Article 1]", "[Article 10]"))
    (desk / "scan.txt").write_text("Article 1O was broken by the ministry of the interior.\n")
    out, _, _ = typed("scan.txt", "--agreement", "ten.yaml", "--kinds", "references")
    assert "valley/prisoners, NEAR: look at it" in out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nowhere.txt",), "nowhere.txt cannot be opened"),
        (("report.txt", "--kinds", "planets"), "there is no kind 'planets'"),
        (("report.txt", "--date", "yesterdayish"), "is no date"),
        (("report.txt", "--territory", "Nowhereland"), "is no country"),
        (("report.txt", "--agreement", "report.txt"), "report.txt"),
        (("empty.txt",), "has nothing to annotate"),
    ],
)
def test_a_mistake_is_told_in_one_message(typed, desk, words, said):
    (desk / "empty.txt").write_bytes(b"")
    out, err, code = typed(*words)
    assert (code, out) == (1, "")
    assert said in err
    assert "Traceback" not in err


def test_columns_line_up_under_wide_signs(gazetteer_cache):
    found = servanda.annotate("Near 柏林 and near Berlin.", kinds=["places"], cache=gazetteer_cache)
    assert all("  place  " in line for line in table(found))


def test_an_empty_table_has_no_lines():
    assert table([]) == []
