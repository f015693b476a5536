"""One thing has one option, whatever the command; second names go on working."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

import servanda
from servanda.cli.app import COMMANDS
from servanda.cli.app import servanda as program

from .test_judgements import dossier, one_of  # noqa: F401 - a fixture
from .valley import AGREEMENT, listed

COAST = (
    AGREEMENT.replace("agreement: valley", "agreement: coast")
    .replace("The valley accord", "The coast accord")
    .replace("Article ", "Clause ")
)


def names_of(command: str) -> set[str]:
    """Give all options of a command."""
    found = program.get_command(click.Context(program), command)
    assert found is not None
    return {name for one in found.params for name in one.opts}


@pytest.mark.parametrize("command", ["rate", "reply", "rule", "scores", "disputes"])
def test_whose_conduct_is_of(command):
    assert "--of" in names_of(command)


@pytest.mark.parametrize(
    "command",
    ["list", "judgements", "codebook", "reliability", "changes", "disputes", "scores", "deadlines",
     "sensitivity", "witnesses", "report"],
)  # fmt: skip
def test_what_shows_the_record_shows_an_earlier_state_too(command):
    assert command in COMMANDS
    assert "--as-of" in names_of(command)


@pytest.mark.parametrize("command", ["scores", "sensitivity", "disputes", "deadlines"])
def test_one_of_several_agreements_is_asked_for_by_its_key(terminal, dossier, command):  # noqa: F811
    """Another accord is kept in the same dossier; a key that is none is refused."""
    Path("coast.yaml").write_text(COAST)
    terminal.type("agreement", dossier, "coast.yaml")
    both = terminal.type(command, dossier)
    one = terminal.type(command, dossier, "--agreement", "valley")
    assert "coast accord" not in one
    assert len(one) <= len(both)
    terminal.type(command, dossier, "--agreement", "cost", code=1)
    assert "no agreement 'cost'" in terminal.err


def test_a_second_name_asks_the_same(terminal, dossier):  # noqa: F811
    first = terminal.type("disputes", dossier, "--of", "the ministry")
    assert first == terminal.type("disputes", dossier, "--party", "ministry")
    terminal.type("disputes", dossier, "--of", "nobody", code=1)
    assert "no party 'nobody'" in terminal.err


def test_a_place_is_asked_for_without_a_provision_in_several_agreements(terminal, dossier):  # noqa: F811
    """Which place is meant does not hang on which accord is."""
    Path("coast.yaml").write_text(COAST)
    terminal.type("agreement", dossier, "coast.yaml")
    terminal.type("disputes", dossier, "--place", "Nowhere", code=1)
    assert "no place 'Nowhere'" in terminal.err


def test_statements_and_judgements_of_an_earlier_state(terminal, dossier):  # noqa: F811
    one = one_of(terminal, dossier, side="council", stance="broken")
    before = terminal.type("list", dossier)
    with servanda.open(dossier) as opened:
        earlier = str(opened.head)
    terminal.type("accept", dossier, one)
    terminal.type("grade", dossier, "report.txt", "B", "--grounds", "right before")
    assert terminal.type("list", dossier, "--as-of", earlier) == before
    assert terminal.type("list", dossier, "--as-of", earlier, "--state", "accepted") == ""
    assert [x["id"] for x in listed(terminal, dossier, "--state", "accepted")] == [one]
    assert terminal.type("judgements", dossier, "--as-of", earlier) == ""
    assert "grades report.txt B" in terminal.type("judgements", dossier)
    told = terminal.type("changes", dossier, "--since", "1", "--as-of", earlier)
    assert "judgement:" not in told
    terminal.type("list", dossier, "--as-of", "999", code=1)
    assert "never had the head" in terminal.err


def test_a_report_and_a_brief_of_one_agreement_have_nothing_of_another(terminal, dossier):  # noqa: F811
    """What was said and judged of the coast's accord stays out; the documents stay."""
    Path("coast.yaml").write_text(COAST)
    terminal.type("agreement", dossier, "coast.yaml")
    Path("coast.txt").write_text(
        "Clause 2 of the coast accord was not implemented by the council.\n"
    )
    terminal.type("add", dossier, "coast.txt", "--side", "ministry", "--written", "2021-08-01")
    terminal.type("read", dossier)
    (there,) = [one for one in listed(terminal, dossier) if "Clause 2" in one["quote"]]
    assert {one["agreement"] for one in there["provisions"]} == {"coast"}
    why = ("--period", "2021", "--why", "of the coast alone")
    terminal.type("rate", dossier, "coast/roads", "0", "--on", there["id"], *why)
    terminal.type("report", dossier, "-o", "valley", "--agreement", "valley")
    terminal.type("brief", dossier, "-o", "brief", "--no-pdf", "--agreement", "valley")
    terminal.type("report", dossier, "-o", "both")
    pages = {
        name: "".join(x.read_text("utf-8", "replace") for x in Path(name).rglob("*.html"))
        for name in ("valley", "brief", "both")
    }
    assert "of the coast alone" in pages["both"]
    for name in ("valley", "brief"):
        assert "of the coast alone" not in pages[name]
        assert "The coast accord" not in pages[name]
        assert there["id"] not in pages[name]
        assert "The valley accord" in pages[name]
    terminal.type("brief", dossier, "-o", "none", "--no-pdf", "--agreement", "cost", code=1)
    assert "no agreement 'cost'" in terminal.err
    assert not Path("none").exists()
