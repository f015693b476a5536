"""A reader measured at the command line, on what people ruled right."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from servanda.reading.port import Reading
from servanda.reading.rules import RulesReader
from servanda.workflows import read_sources

from .valley import AGREEMENT, REPORT


class Unmeasured(RulesReader):
    """Reads as the rules do, and says of nothing how sure it is."""

    def read(self, source, agreements, places):
        read = super().read(source, agreements, places)
        return replace(read, statements=tuple(replace(s, confidence=None) for s in read.statements))


class Careless(RulesReader):
    """Reads as the rules do, takes everything for kept, and misses the last statement."""

    name = "careless"

    def mark(self, agreements, places):
        return replace(super().mark(agreements, places), name=self.name)

    def read(self, source, agreements, places):
        read = super().read(source, agreements, places).statements[:-1]
        return Reading(tuple(replace(one, stance="kept", confidence=0.75) for one in read))


@pytest.fixture
def terminal(terminal, monkeypatch):
    """The terminal of every command, at which two readers are installed."""
    both = {"rules": Unmeasured(), "careless": Careless()}
    monkeypatch.setattr(read_sources, "readers", lambda: both)
    return terminal


@pytest.fixture
def dossier(terminal) -> Path:
    """A dossier with one report, read; nobody has ruled on anything."""
    Path("valley.yaml").write_text(AGREEMENT)
    Path("report.txt").write_text(REPORT)
    terminal.type("new", "valley.servanda", "--agreement", "valley.yaml")
    terminal.type(
        "add", "valley.servanda", "report.txt", "--side", "council", "--written", "2021-07-01"
    )
    terminal.type("read", "valley.servanda")
    return Path("valley.servanda")


def accept_all(terminal, dossier: Path) -> list[dict]:
    told = terminal.type("list", dossier, "--json", "--include-sensitive").splitlines()
    found = [json.loads(line) for line in told]
    terminal.type("accept", dossier, *(one["id"] for one in found))
    return found


def recalled(told: dict) -> int:
    """How many gold statements there were to find."""
    return told["readers"][0]["figures"]["statements.recall"]["denominator"]


def measured(terminal, dossier: Path, *options: str | Path) -> dict:
    return json.loads(terminal.type("evaluate", dossier, "--json", *options))


def test_a_reader_agrees_with_its_own_accepted_statements_and_is_told_what_that_proves(
    terminal, dossier
):
    accept_all(terminal, dossier)
    found = measured(terminal, dossier)
    figures = found["readers"][0]["figures"]
    assert figures["statements.f1"]["value"] == 1.0
    assert figures["stance.accuracy"]["value"] == 1.0
    assert "recall may look better than it is" in found["notes"][0]


def test_without_a_ruling_there_is_no_gold(terminal, dossier):
    terminal.type("evaluate", dossier, code=1)
    assert "servanda accept" in terminal.err
    assert "--gold" in terminal.err


def test_an_evaluation_records_nothing(terminal, dossier):
    accept_all(terminal, dossier)
    head = terminal.type("check", dossier)
    terminal.type("evaluate", dossier)
    assert terminal.type("check", dossier) == head


def test_gold_is_an_export_of_which_only_what_people_ruled_right_counts(terminal, dossier):
    found = accept_all(terminal, dossier)
    terminal.type("reject", dossier, found[0]["id"], "--why", "it tells a plan")
    terminal.type("export", dossier, "--as", "jsonl", "-o", "gold.jsonl")
    told = measured(terminal, dossier, "--gold", "gold.jsonl")
    figures = told["readers"][0]["figures"]
    assert recalled(told) == len(found) - 1
    assert figures["statements.precision"]["numerator"] == len(found) - 1
    assert figures["statements.precision"]["denominator"] == len(found)
    assert [one["id"] for one in told["readers"][0]["alarms"]] == [found[0]["id"]]
    assert "1 statement of gold.jsonl proposed or rejected: no gold." in told["notes"]


def test_two_readers_stand_side_by_side_with_their_difference(terminal, dossier):
    found = accept_all(terminal, dossier)
    told = measured(terminal, dossier, "--reader", "rules", "--reader", "careless")
    assert [one["reader"]["name"] for one in told["readers"]] == ["rules", "careless"]
    apart = told["differences"]["statements.recall"]
    assert apart["value"] == pytest.approx(-1 / len(found))
    assert told["readers"][0]["calibration"] is None
    assert told["readers"][1]["calibration"]["bins"]
    table = terminal.type("evaluate", dossier, "--reader", "rules", "--reader", "careless")
    assert "careless less rules" in table


def test_a_threshold_leaves_out_what_carries_no_confidence_and_says_so(terminal, dossier):
    accept_all(terminal, dossier)
    told = measured(terminal, dossier, "--at-least", "0.5")
    assert told["readers"][0]["figures"]["statements.recall"]["value"] == 0.0
    assert any("carry none and were left out" in one for one in told["notes"])
    told = measured(terminal, dossier, "--at-least", "0.5", "--reader", "careless")
    assert told["readers"][0]["figures"]["statements.precision"]["value"] == 1.0


def test_the_pages_show_every_miss_and_false_alarm_in_its_words(terminal, dossier):
    found = accept_all(terminal, dossier)
    terminal.type("reject", dossier, found[0]["id"], "--why", "it tells a plan")
    out = terminal.type("evaluate", dossier, "--reader", "careless", "-o", "tried")
    assert "Look: tried/index.html" in out
    missed = Path("tried/careless/missed.html").read_text()
    assert f'id="{found[-1]["id"]}"' in missed
    assert f"<mark>{found[-1]['quote']}</mark>" in missed
    alarms = Path("tried/careless/alarms.html").read_text()
    assert f"<mark>{found[0]['quote']}</mark>" in alarms
    differing = Path("tried/careless/differing.html").read_text()
    assert "gold: <bdi>broken</bdi>; reader: <bdi>kept</bdi>" in differing
    first = Path("tried/index.html").read_text()
    assert "careless/missed.html" in first
    assert "<svg" in first
    terminal.type("evaluate", dossier, "-o", "tried")
    assert not Path("tried/careless").exists()


def test_an_evaluation_does_not_replace_a_report(terminal, dossier):
    accept_all(terminal, dossier)
    terminal.type("report", dossier, "-o", "site")
    terminal.type("evaluate", dossier, "-o", "site", code=1)
    assert "holds a report" in terminal.err
    assert "valley" in Path("site/index.html").read_text()


def test_what_is_sensitive_is_neither_measured_nor_shown_unless_asked_for(terminal, dossier):
    Path("secret.txt").write_text("Article 1 was not implemented in the seventh valley 8c1f0d.\n")
    terminal.type("add", dossier, "secret.txt", "--sensitive")
    terminal.type("read", dossier)
    found = accept_all(terminal, dossier)
    told = terminal.type("evaluate", dossier, "--json", "-o", "tried")
    assert "8c1f0d" not in told
    assert json.loads(told)["readers"][0]["figures"]["statements.recall"]["denominator"] < len(
        found
    )
    assert not any("8c1f0d" in page.read_text() for page in Path("tried").rglob("*.html"))
    everything = measured(terminal, dossier, "--include-sensitive")
    assert recalled(everything) == len(found)


def test_words_that_a_person_marked_sensitive_do_not_come_back_as_a_miss(terminal, dossier):
    one = accept_all(terminal, dossier)[0]
    terminal.type("sensitive", dossier, one["id"], "--statement")
    told = measured(terminal, dossier)
    assert one["quote"] not in json.dumps(told)
    assert any("kept back" in note for note in told["notes"])


def test_marked_words_stand_beside_no_miss_that_is_shown(terminal, dossier):
    one, *others = accept_all(terminal, dossier)
    terminal.type("amend", dossier, others[0]["id"], "--stance", "unclear", "--why", "read again")
    terminal.type("evaluate", dossier, "-o", "before")
    terminal.type("sensitive", dossier, one["id"], "--statement")
    terminal.type("evaluate", dossier, "-o", "after")
    before, after = (
        " ".join(" ".join(page.read_text().split()) for page in Path(folder).rglob("*.html"))
        for folder in ("before", "after")
    )
    words = " ".join(one["quote"].split()[:4])
    assert words in before
    assert words not in after
    assert "[…]" in after


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--gold", "nowhere.jsonl"), "nowhere.jsonl"),
        (("--gold", "report.txt"), "report.txt, line 1"),
        (("--gold", "proposals.jsonl"), "none is accepted"),
        (("--gold", "wrong.jsonl"), "does not stand"),
        (("--gold", "elsewhere.jsonl"), "add the documents first"),
        (("--gold", "twice.jsonl"), "more than once"),
        (("--reader", "nobody"), "nobody"),
        (("--reader", "rules", "--reader", "rules"), "two different ones"),
    ],
)
def test_a_mistake_gives_one_clear_message(terminal, dossier, options, told):
    line = terminal.type("list", dossier, "--json").splitlines()[0]
    ruled = line.replace('"state":"proposed"', '"state":"accepted"')
    Path("proposals.jsonl").write_text(line + "\n")
    Path("wrong.jsonl").write_text(ruled.replace("Article 1", "Article 9") + "\n")
    Path("elsewhere.jsonl").write_text(ruled.replace('"source":"src-', '"source":"src-0') + "\n")
    Path("twice.jsonl").write_text(ruled + "\n" + ruled + "\n")
    terminal.type("evaluate", dossier, *options, code=1)
    assert told in terminal.err
    assert terminal.err.count("\n") == 1


def test_list_and_export_take_a_threshold_that_asks_proposals_only(terminal, dossier):
    terminal.type("read", dossier, "--reader", "careless")
    everything = terminal.type("list", dossier, "--json").splitlines()
    sure = terminal.type("list", dossier, "--json", "--at-least", "0.7").splitlines()
    assert 0 < len(sure) < len(everything)
    assert all(json.loads(one)["reader"]["name"] == "careless" for one in sure)
    out = terminal.type("export", dossier, "--as", "jsonl", "--at-least", "0.7").splitlines()
    assert out == sure
    assert terminal.type("list", dossier, "--json", "--at-least", "0.8") == ""
    terminal.type("accept", dossier, json.loads(everything[0])["id"])
    kept = terminal.type("export", dossier, "--as", "jsonl", "--at-least", "0.8").splitlines()
    assert [json.loads(one)["state"] for one in kept] == ["accepted"]
    terminal.type("export", dossier, "--as", "journal", "--at-least", "0.8", code=1)
    assert "holds every entry" in terminal.err
