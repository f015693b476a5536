"""A coder's day at the command line, from an agreement to a report, as a user would type it."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from servanda.wire import statement_schema

from .valley import AGREEMENT, REPORT, listed


@pytest.fixture
def dossier(terminal) -> Path:
    """A dossier with one report, read."""
    Path("valley.yaml").write_text(AGREEMENT)
    Path("report.txt").write_text(REPORT)
    terminal.type("new", "valley.servanda", "--agreement", "valley.yaml")
    terminal.type(
        "add", "valley.servanda", "report.txt", "--side", "council", "--written", "2021-07-01"
    )
    terminal.type("read", "valley.servanda")
    return Path("valley.servanda")


def test_reading_proposes_and_nobody_has_ruled(terminal, dossier):
    found = listed(terminal, dossier)
    assert {one["state"] for one in found} == {"proposed"}
    told = {(link["key"], one["stance"]) for one in found for link in one["provisions"]}
    assert {("prisoners", "broken"), ("roads", "kept")} <= told


def test_every_statement_meets_the_published_schema(terminal, dossier):
    check = jsonschema.Draft202012Validator(statement_schema())
    for one in listed(terminal, dossier):
        check.validate(one)
        assert 0 < one["confidence"] < 1
        assert REPORT[one["start"] : one["end"]] == one["quote"]


def test_reading_again_adds_nothing(terminal, dossier):
    before = listed(terminal, dossier)
    assert "0 sources read, 1 read before" in terminal.type("read", dossier)
    assert listed(terminal, dossier) == before


def test_the_same_bytes_twice_are_one_source(terminal, dossier):
    Path("copy.txt").write_text(REPORT)
    assert "0 new sources, 1 already there" in terminal.type("add", dossier, "copy.txt")


def test_a_ruling_is_kept_with_its_coder_and_shown(terminal, dossier):
    one = listed(terminal, dossier, "--provision", "roads")[0]
    terminal.type("accept", dossier, one["id"], "--as", "coder-2")
    shown = terminal.type("show", dossier, one["id"])
    assert "accepted by coder-2" in shown
    assert one["reasons"][0] in shown
    assert [row["id"] for row in listed(terminal, dossier, "--state", "accepted")] == [one["id"]]


def test_a_rejection_needs_its_reason(terminal, dossier):
    one = listed(terminal, dossier)[0]
    terminal.type("reject", dossier, one["id"], code=2)
    assert "--why" in terminal.err
    terminal.type("reject", dossier, one["id"], "--why", "it tells a plan")
    assert listed(terminal, dossier, "--state", "rejected")[0]["id"] == one["id"]


def test_an_amendment_changes_fields_and_never_words(terminal, dossier):
    one = listed(terminal, dossier, "--provision", "roads")[0]
    terminal.type(
        "amend", dossier, one["id"], "--stance", "partly", "--when", "May 2021", "--why", "half"
    )
    (changed,) = listed(terminal, dossier, "--state", "amended")
    assert (changed["stance"], changed["when"]["edtf"]) == ("partly", "2021-05")
    assert changed["quote"] == one["quote"]
    terminal.type("amend", dossier, one["id"], "--about", "nobody-we-know", code=1)
    assert "council" in terminal.err


def test_a_report_is_the_same_bytes_twice_and_prints_its_head(terminal, dossier):
    terminal.type("report", dossier, "-o", "one")
    head = terminal.out.split("head ")[1].split()[0]
    terminal.type("report", dossier, "-o", "two")
    one = {p.relative_to("one"): p.read_bytes() for p in Path("one").rglob("*") if p.is_file()}
    two = {p.relative_to("two"): p.read_bytes() for p in Path("two").rglob("*") if p.is_file()}
    assert one == two
    assert head.split(":")[1][:12] in Path("one/index.html").read_text()


def test_check_proves_that_the_record_continues_an_earlier_head(terminal, dossier):
    head = terminal.type("check", dossier).split("head ")[1].strip()
    terminal.type("accept", dossier, listed(terminal, dossier)[0]["id"])
    assert "continues the head given" in terminal.type("check", dossier, "--extends", head)
    other = head[:-4] + "0000"
    terminal.type("check", dossier, "--extends", other, code=3)


def test_statements_go_out_and_come_back_the_same(terminal, dossier):
    terminal.type("accept", dossier, listed(terminal, dossier)[0]["id"])
    terminal.type("export", dossier, "--as", "jsonl", "-o", "statements.jsonl")
    terminal.type("new", "other.servanda", "--agreement", "valley.yaml")
    terminal.type("add", "other.servanda", "report.txt", "--side", "council")
    terminal.type("import", "other.servanda", "statements.jsonl")
    assert listed(terminal, Path("other.servanda")) == listed(terminal, dossier)
    assert "0 statements brought in" in terminal.type(
        "import", "other.servanda", "statements.jsonl"
    )


def test_a_journal_goes_out_and_comes_back_with_the_same_head(terminal, dossier):
    head = terminal.type("check", dossier).split("head ")[1]
    terminal.type("export", dossier, "--as", "journal", "-o", "journal.jsonl")
    terminal.type("import", "again.servanda", "journal.jsonl")
    assert terminal.type("check", "again.servanda").split("head ")[1] == head


def test_what_is_sensitive_leaves_only_when_asked_for_by_name(terminal, dossier):
    Path("secret.txt").write_text("Article 1 was not implemented in the seventh valley 8c1f0d.\n")
    terminal.type("add", dossier, "secret.txt", "--sensitive")
    terminal.type("read", dossier)
    assert "8c1f0d" not in terminal.type("export", dossier, "--as", "jsonl")
    assert "8c1f0d" in terminal.type("export", dossier, "--as", "jsonl", "--include-sensitive")
    terminal.type("export", dossier, "--as", "journal", code=1)
    terminal.type("export", dossier, "--as", "dossier", "-o", "share.servanda")
    assert b"8c1f0d" not in Path("share.servanda").read_bytes()
    terminal.type("check", "share.servanda")
    terminal.type("report", dossier, "-o", "site")
    for page in Path("site").rglob("*"):
        assert "8c1f0d" not in page.name
        assert not page.is_file() or b"8c1f0d" not in page.read_bytes()


def test_what_is_withheld_is_gone_and_the_chain_proves(terminal, dossier):
    source = json.loads(terminal.type("sources", dossier, "--json"))["id"]
    terminal.type("withhold", dossier, source, "--why", "a witness asked", "--yes")
    assert b"thirty more people" not in dossier.read_bytes()
    assert listed(terminal, dossier) == []
    terminal.type("check", dossier)
    terminal.type("report", dossier, "-o", "site")
    assert "withheld" in " ".join(p.read_text().lower() for p in Path("site").rglob("*.html"))


def test_a_key_with_statements_cannot_vanish_from_its_agreement(terminal, dossier):
    Path("less.yaml").write_text(AGREEMENT.split("  roads:", maxsplit=1)[0])
    terminal.type("agreement", dossier, "less.yaml", code=1)
    assert "roads" in terminal.err
    Path("more.yaml").write_text(AGREEMENT + "  schools: Opening of the schools\n")
    assert "3 provisions" in terminal.type("agreement", dossier, "more.yaml")


def test_a_backup_proves_by_itself(terminal, dossier):
    terminal.type("backup", dossier, "copy.servanda")
    assert (
        terminal.type("check", "copy.servanda").split("head ")[1]
        == (terminal.type("check", dossier).split("head ")[1])
    )


def test_try_needs_no_set_up_and_json_keeps_standard_output_clean(terminal):
    Path("report.txt").write_text(REPORT)
    lines = terminal.type("try", "report.txt", "--json").splitlines()
    assert lines
    assert all(json.loads(line)["quote"] in REPORT for line in lines)
    assert not Path("report.txt-servanda").exists()
    assert "Look: report.txt-servanda" in terminal.type("try", "report.txt")
    assert Path("report.txt-servanda/index.html").is_file()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("read", "nowhere.servanda"), "nowhere.servanda"),
        (("new", "x.servanda", "--agreement", "nowhere.yaml"), "nowhere.yaml"),
        (("try", "nowhere.txt"), "nowhere.txt"),
        (("draft", "nowhere.html"), "nowhere.html"),
        (("check", "valley.yaml"), "valley.yaml"),
        (("import", "nowhere.servanda", "nowhere.jsonl"), "nowhere.jsonl"),
    ],
)
def test_a_wrong_path_gives_one_clear_message(terminal, words, told):
    Path("valley.yaml").write_text(AGREEMENT)
    terminal.type(*words, code=1)
    assert told in terminal.err
    assert terminal.err.count("\n") == 1


def test_an_unknown_id_names_the_nearest(terminal, dossier):
    one = listed(terminal, dossier)[0]["id"]
    terminal.type("show", dossier, one[:6] + "zzzz", code=1)
    assert one[:6] in terminal.err


def test_reading_in_several_processes_gives_the_same_statements(terminal, dossier):
    before = listed(terminal, dossier)
    terminal.type("new", "other.servanda", "--agreement", "valley.yaml")
    terminal.type(
        "add", "other.servanda", "report.txt", "--side", "council", "--written", "2021-07-01"
    )
    terminal.type("read", "other.servanda", "--workers", "2")
    assert listed(terminal, Path("other.servanda")) == before
