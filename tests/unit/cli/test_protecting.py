"""One rule for every command: what is marked sensitive is left out and counted."""

from __future__ import annotations

import json
import re
import secrets
from pathlib import Path

import pytest

from . import coded
from .valley import listed

#: Commands that list or count, and whether each would print the secret if it were asked to.
LISTING = (
    (("list",), True),
    (("list", "--json"), True),
    (("list", "--search", "violated"), False),
    (("sources",), True),
    (("sources", "--json"), True),
    (("judgements",), True),
    (("judgements", "--json"), True),
    (("compare", "--all"), True),
    (("compare", "--json"), False),
    (("settle", "spring"), True),
    (("settle", "spring", "--names"), True),
    (("reliability",), False),
    (("reliability", "--json"), False),
    (("codebook", "--print"), True),
    (("codebook", "--dump"), True),
    (("disputes",), True),
    (("disputes", "--json"), True),
    (("witnesses",), True),
    (("witnesses", "--json"), False),
    (("changes", "--since", "2"), True),
    (("changes", "--since", "2", "--json"), True),
    (("scores",), False),
    (("scores", "--json"), False),
    (("deadlines",), False),
    (("sensitivity", "--with-proposals"), True),
    (("sensitivity", "--json"), False),
    (("export", "--as", "jsonl"), True),
)


@pytest.fixture
def token() -> str:
    return f"q{secrets.token_hex(6)}"


@pytest.fixture
def dossier(terminal, token: str) -> Path:
    """The valley's report, and marked notes that people graded, rated, ruled on and settled."""
    path = coded.begun(terminal)
    why = ("--why", f"told by {token}")
    words = f"Article 1 was violated by the ministry in the valley of {token} in March 2021."
    for name, side in ((f"{token}.txt", "press"), (f"{token}-2.txt", "observer")):
        Path(name).write_text(f"{words}\n\nIt was said at {name}.\n\n{coded.REPORT[:400]}\n")
        terminal.type("add", path, name, "--title", name, "--side", side, "--sensitive")
    terminal.type("read", path)
    everything = listed(terminal, path, "--include-sensitive")
    one = next(one for one in everything if token in one["quote"])
    secret, source = one["id"], one["source"]
    on = ("--period", "2021", "--of", "ministry")
    reply = ("--party", "ministry", "--text", f"No {token}", "--source", source)
    sides = ("--sides", "council,press", "--ruling", "both_stand")
    terminal.type("accept", path, secret)
    terminal.type("grade", path, source, "B", "--grounds", f"knew {token}")
    terminal.type("rate", path, "prisoners", "violated", *on, "--on", secret, *why)
    terminal.type("reply", path, "prisoners", *reply)
    terminal.type("rule", path, "prisoners", *sides, *why)
    terminal.type("sample", path, "spring", "--fields", "statement,stance", "--n", "60")
    units = drawn(terminal, path)
    marked = {each["id"] for each in everything} - {each["id"] for each in listed(terminal, path)}
    for who, stance in (("coder-1", "broken"), ("coder-2", "kept")):
        notes = {unit: token if unit in marked else "" for unit in units}
        lines = [f"{unit},yes,{stance},{note}" for unit, note in notes.items()]
        Path("codes.csv").write_text("\n".join(["unit,statement,stance,note", *lines]))
        terminal.type("code", path, "spring", "--from", "codes.csv", "--as", who)
    unit = next(each for each in units if each in marked)
    gap = ("--cause", "guideline_gap", "--code", "stance=broken", "--rule", f"As in {token}.")
    terminal.type("settle", path, "spring", "--unit", unit, *gap, *why, "--as", "coder-3")
    return path


def drawn(terminal, dossier: Path) -> list[str]:
    """Give the ids of the units of the only sample."""
    told = terminal.type("judgements", dossier, "--json", "--include-sensitive").splitlines()
    (sample,) = (one for one in map(json.loads, told) if one["kind"] == "SampleDrawn")
    return [one["id"] for one in sample["act"]["units"]]


def test_no_command_tells_what_is_marked_unless_it_is_asked_to(terminal, dossier, token):
    """A secretary pastes what a command prints into a mail: nothing marked may stand in it."""
    missing, silent, leaking = [], [], []
    for (name, *options), tells in LISTING:
        if token in terminal.type(name, dossier, *options):
            leaking.append((name, *options))
        if "Left out, marked sensitive: 2 documents" not in terminal.err or token in terminal.err:
            silent.append((name, *options))
        whole = terminal.type(name, dossier, *options, "--include-sensitive")
        if tells and token not in whole:
            missing.append((name, *options))
        if "Left out" in terminal.err:
            silent.append((name, *options, "--include-sensitive"))
    assert (leaking, silent, missing) == ([], [], [])


def test_what_is_left_out_is_counted_by_its_kind(terminal, dossier):
    terminal.type("list", dossier, "--json")
    counts = "2 documents, .*1 rating, 1 grade of a document, 1 reply, 1 rule of the codebook, .*"
    assert re.fullmatch(
        f"Left out, marked sensitive: {counts}. --include-sensitive shows it.\n", terminal.err
    )


def test_a_hidden_rating_is_counted_and_not_denied(terminal, dossier):
    told = terminal.type("scores", dossier)
    assert "nobody has rated" not in told
    assert "1 rating is left out, marked sensitive." in told


def test_a_sheet_to_code_holds_no_marked_passage(terminal, dossier, token):
    units = len(drawn(terminal, dossier))
    terminal.type("code", dossier, "spring", "--sheet", "sheet.csv", "--as", "coder-4")
    assert token not in Path("sheet.csv").read_text()
    asked = ("--include-sensitive", "--as", "coder-4")
    terminal.type("code", dossier, "spring", "--sheet", "whole.csv", *asked)
    assert token in Path("whole.csv").read_text()
    # What comes back is taken, whichever sheet it was filled in on.
    Path("codes.csv").write_text(
        "\n".join(["unit,statement", *(f"{one},no" for one in drawn(terminal, dossier))])
    )
    terminal.type("code", dossier, "spring", "--from", "codes.csv", "--as", "coder-4")
    assert f"{units} units coded" in terminal.out


def test_one_thing_asked_for_by_its_id_is_shown_with_a_warning(terminal, dossier, token):
    everything = listed(terminal, dossier, "--include-sensitive")
    secret = next(one for one in everything if token in one["quote"])
    open_ = listed(terminal, dossier)[0]
    for command in (("show", dossier, secret["id"]), ("show", dossier, secret["id"], "--json")):
        assert token in terminal.type(*command)
        assert terminal.err.startswith("The document of this statement is marked sensitive")
    assert token in terminal.type("text", dossier, secret["source"])
    assert terminal.err.startswith("This document is marked sensitive")
    for command in (("show", open_["id"]), ("text", open_["source"])):
        terminal.type(command[0], dossier, command[1])
        assert terminal.err == ""
    terminal.type("sensitive", dossier, open_["id"], "--statement")
    terminal.type("show", dossier, open_["id"])
    assert terminal.err.startswith("This statement is marked sensitive")


def test_marking_a_statement_says_where_its_words_stay(terminal, dossier):
    """Its neighbour is shown without it; the document's text is as it was."""
    first, second = listed(terminal, dossier)[:2]
    told = terminal.type("sensitive", dossier, first["id"], "--statement")
    assert "Reports print its words beside no other quote" in told
    assert f"stay in the text of document {first['source']}" in told
    shown = terminal.type("show", dossier, second["id"])
    assert "January" not in shown
    assert "[…]" in shown
    assert "January" in terminal.type("text", dossier, first["source"])


def test_a_marked_name_is_blacked_out_in_lists_and_told_of_where_one_thing_is_shown(
    terminal, dossier
):
    one = next(one for one in listed(terminal, dossier) if "January" in one["quote"])
    terminal.type("sensitive", dossier, "January", "--person")
    terminal.type("sensitive", dossier, "coder-2", "--person")
    assert "January" not in terminal.type("list", dossier)
    assert "1 name" in terminal.err or "2 names" in terminal.err
    assert "coder-2" not in terminal.type("history", dossier)
    assert "coder-2" in terminal.type("history", dossier, "--include-sensitive")
    assert "January" in terminal.type("show", dossier, one["id"])
    assert terminal.err.startswith("It holds a name that is marked sensitive")
