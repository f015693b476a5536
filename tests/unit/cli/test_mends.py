"""What a stranger stumbled over at the command line, each told or done as they expected."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from servanda.journal import open_journal

from .valley import AGREEMENT, listed

MEMORY = ":memory:"
REPORT = """\
Article 1 was not implemented by the ministry. In May the ministry arrested thirty more people.

Article 2 of the accord was fully implemented by the ministry.
"""


@pytest.fixture
def dossier(terminal) -> Path:
    """A dossier with one report, read."""
    Path("valley.yaml").write_text(AGREEMENT)
    Path("report.txt").write_text(REPORT)
    terminal.type("new", "valley.servanda", "--agreement", "valley.yaml")
    terminal.type("add", "valley.servanda", "report.txt", "--written", "2021-07-01")
    terminal.type("read", "valley.servanda")
    return Path("valley.servanda")


def test_a_document_described_anew_is_read_anew_and_rulings_stay(terminal, dossier):
    """A date was wrong; once it is mended, "in May" falls into the right year."""
    kept = listed(terminal, dossier, "--provision", "roads")[0]["id"]
    terminal.type("accept", dossier, kept)
    terminal.type("describe", dossier, "report.txt", "--written", "2017-07-01")
    assert "1 source read, 0 read before" in terminal.type("read", dossier)
    found = listed(terminal, dossier)
    months = {one["when"]["edtf"].rstrip("?") for one in found if one["when"]}
    assert "2017-05" in months
    assert "2021-05" not in months
    assert [one["id"] for one in found if one["state"] == "accepted"] == [kept]
    assert "0 sources read, 1 read before" in terminal.type("read", dossier)
    terminal.type("check", dossier)
    kept_in_file, kept_in_memory = open_journal(str(dossier), readonly=True), open_journal(MEMORY)
    kept_in_memory.restore(kept_in_file.leaves())
    assert kept_in_memory.record() == kept_in_file.record()
    kept_in_file.close()


def test_a_colleagues_rulings_come_in_with_statements_that_are_known(terminal, dossier):
    one, two = (listed(terminal, dossier, "--provision", key)[0] for key in ("prisoners", "roads"))
    Path("colleague.servanda").write_bytes(dossier.read_bytes())
    terminal.type("accept", "colleague.servanda", one["id"], "--as", "coder-2")
    terminal.type("reject", "colleague.servanda", two["id"], "--why", "a plan", "--as", "coder-2")
    terminal.type("export", "colleague.servanda", "--as", "jsonl", "-o", "theirs.jsonl")
    told = terminal.type("import", dossier, "theirs.jsonl")
    assert "0 statements brought in" in told
    assert "ruling" in told
    assert [row["id"] for row in listed(terminal, dossier, "--state", "accepted")] == [one["id"]]
    assert "ruling" not in terminal.type("import", dossier, "theirs.jsonl")


def test_a_path_that_is_not_there_leaves_no_trace_of_the_machine(terminal, dossier):
    terminal.type("add", dossier, Path("nosuch.pdf").resolve(), code=1)
    assert "nosuch.pdf" in terminal.err
    Path("letter.txt").write_text("Article 1 was not implemented by the ministry.\n")
    Path("letter.txt.yaml").write_text("title: [\n")
    terminal.type("add", dossier, Path("letter.txt").resolve(), code=1)
    assert "letter.txt.yaml, line" in terminal.err
    assert str(Path.cwd()) not in terminal.err
    assert str(Path.cwd()).encode() not in dossier.read_bytes()


def test_options_for_a_document_that_is_there_are_sent_to_describe(terminal, dossier):
    terminal.type("add", dossier, "report.txt", "--written", "2017-07-01")
    assert "already there" in terminal.err
    assert "servanda describe" in terminal.err
    terminal.type("add", dossier, "report.txt")
    assert "servanda describe" not in terminal.err


def test_adding_after_a_withholding_reminds_of_it(terminal, dossier):
    """The salt is gone, so nobody can recognise the bytes; the person who adds them can."""
    source = listed(terminal, dossier)[0]["source"]
    terminal.type("withhold", dossier, source, "--why", "a witness asked", "--yes")
    terminal.type("add", dossier, "report.txt")
    assert "1 document withheld" in terminal.err
    assert "a witness asked" in terminal.err


def test_a_statement_withheld_or_marked_leaves_its_words_and_says_so(terminal, dossier):
    one, two = (listed(terminal, dossier, "--provision", key)[0] for key in ("prisoners", "roads"))
    told = terminal.type("sensitive", dossier, one["id"], "--statement")
    assert "words stay in the text" in told
    assert one["source"] in told
    told = terminal.type("withhold", dossier, two["id"], "--why", "asked", "--yes")
    assert "words stay in the text" in told
    assert f"withhold {dossier} {two['source']}" in told
    told = terminal.type("withhold", dossier, two["source"], "--why", "asked", "--yes")
    assert "words stay" not in told


def test_an_unknown_provision_names_the_nearest_keys(terminal, dossier):
    terminal.type("list", dossier, "--provision", "road", code=1)
    assert "roads" in terminal.err
    assert listed(terminal, dossier, "--provision", "valley/roads")
    terminal.type("list", dossier, "--provision", "(whole)")


def test_a_ruling_comes_in_before_a_newer_reading_of_the_same_source(terminal, dossier):
    """The colleague accepted, then read with a newer reader: both come in, nothing is stale."""
    old = listed(terminal, dossier)[0]
    newer = {**old["reader"], "version": "99", "fingerprint": "0" * 16}
    lines = [{**old, "state": "accepted"}, {**old, "id": "st-" + "0" * 16, "reader": newer}]
    Path("theirs.jsonl").write_text("".join(json.dumps(one) + "\n" for one in lines))
    told = terminal.type("import", dossier, "theirs.jsonl")
    assert "1 statement brought in" in told
    assert "1 ruling" in told
    assert [row["id"] for row in listed(terminal, dossier, "--state", "accepted")] == [old["id"]]


def test_an_older_readers_export_takes_no_newer_reading_away(terminal, dossier):
    """A colleague's export is older than the reader here; one of its proposals was accepted."""
    here = listed(terminal, dossier)
    older = {**here[0]["reader"], "fingerprint": "0" * 16}
    theirs = [
        {**one, "id": f"st-{number:016d}", "reader": older, "state": state}
        for number, (one, state) in enumerate(zip(here, ["accepted", "proposed"], strict=False))
    ]
    Path("theirs.jsonl").write_text("".join(json.dumps(one) + "\n" for one in theirs))
    told = terminal.type("import", dossier, "theirs.jsonl")
    assert "1 proposal left out: another reading of the same document" in told
    found = {one["id"]: one for one in listed(terminal, dossier)}
    assert set(found) == {one["id"] for one in here} | {"st-" + "0" * 16}
    assert found["st-" + "0" * 16]["state"] == "accepted"
    assert "0 sources read, 1 read before" in terminal.type("read", dossier)
    assert "1 proposal left out" in terminal.type("import", dossier, "theirs.jsonl")
    assert "proves" in terminal.type("check", dossier)
