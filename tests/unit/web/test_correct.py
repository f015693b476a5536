"""Typing a text over at the desk: first what becomes of it, then the record."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from tests.builders import TEXT

from servanda.journal import open_journal
from servanda.web.desk import Desk
from servanda.workflows.judge import grade
from servanda.workflows.rule import accept, mark_sensitive

from .conftest import Visitor

MENDED = TEXT.replace("northern road", "Northern Road")


@pytest.fixture
def visitor(desk: Desk, gazetteer_cache: Path) -> Visitor:
    desk.cache = gazetteer_cache
    return Visitor(desk).sign_in()


def now(dossier: Path):
    journal = open_journal(str(dossier), readonly=True)
    try:
        return journal.record()
    finally:
        journal.close()


def only_source(dossier: Path) -> str:
    return now(dossier).sources[0].id


def test_the_text_is_given_to_be_typed_over_letter_for_letter(visitor, dossier: Path) -> None:
    page = visitor.get(f"/correct?source={only_source(dossier)}")
    area = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.S)[1]
    assert html.unescape(area) == TEXT


def test_what_becomes_of_the_statements_is_shown_before_anything_is_recorded(
    visitor, dossier: Path
) -> None:
    """The road was accepted; its mended name reads otherwise, and is to be looked at again."""
    record = now(dossier)
    road = next(one for one in record.statements if "road" in one.quote)
    visitor.get("/queue")
    journal = open_journal(str(dossier))
    accept(journal, [road.id], actor="coder-1")
    journal.close()
    before = now(dossier).head
    # As a browser sends it: line ends of its own.
    sent = MENDED.replace("\n", "\r\n")
    shown = visitor.post("/correct", source=record.sources[0].id, text=sent, act="plan")
    assert shown.status_code == 200
    assert "Northern Road" in shown.text
    assert "To look at again" in shown.text
    assert now(dossier).head == before

    seen = re.search(r'name="seen" value="([^"]+)"', shown.text)[1]
    done = visitor.post("/correct", source=record.sources[0].id, text=sent, act="record", seen=seen)
    assert done.status_code == 303
    after = now(dossier)
    newer = after.source_by_id[after.source_by_id[record.sources[0].id].corrected_by]
    assert newer.text == MENDED
    assert "Northern Road" in visitor.get(done.headers["location"])
    visitor.get(f"/sources/{record.sources[0].id}.html")


def test_the_script_looks_at_the_plan_and_goes_on_to_the_queue(visitor, dossier: Path) -> None:
    """What only shows is a step of the form, which the script leaves to the browser."""
    source = only_source(dossier)
    page = visitor.get(f"/correct?source={source}")
    assert 'name="step" value="plan"' in page
    shown = visitor.post("/correct", source=source, text=MENDED, step="plan")
    seen = re.search(r'name="seen" value="([^"]+)"', shown.text)[1]
    done = visitor.client.post(
        "/correct",
        data={
            "token": visitor.token,
            "source": source,
            "text": MENDED,
            "act": "record",
            "seen": seen,
        },
        headers={"accept": "application/json"},
    )
    assert done.json()["next"].startswith("/queue?source=")
    assert "corrected the text of" in visitor.get("/journal.html")


def test_a_ruling_meanwhile_refuses_it_and_keeps_what_was_typed(visitor, dossier: Path) -> None:
    record = now(dossier)
    shown = visitor.post("/correct", source=record.sources[0].id, text=MENDED, act="plan")
    seen = re.search(r'name="seen" value="([^"]+)"', shown.text)[1]
    journal = open_journal(str(dossier))
    accept(journal, [record.statements[0].id], actor="coder-2")
    journal.close()
    refused = visitor.post(
        "/correct", source=record.sources[0].id, text=MENDED, act="record", seen=seen
    )
    assert refused.status_code == 409
    assert "Somebody ruled" in refused.text
    assert "Northern Road" in refused.text
    assert len(now(dossier).sources) == 1


def test_the_same_text_corrects_nothing(visitor, dossier: Path) -> None:
    answer = visitor.post("/correct", source=only_source(dossier), text=TEXT, act="plan")
    assert answer.status_code == 409
    assert "nothing is corrected" in answer.text


def test_a_source_that_is_not_there_is_told(visitor) -> None:
    visitor.get("/correct?source=src-nothing", status=404)
    assert visitor.post("/correct", source="src-nothing", text="x", act="plan").status_code == 404


def test_a_text_with_names_blacked_out_cannot_be_typed_over(visitor, dossier: Path) -> None:
    """What were typed would lack the names for ever."""
    journal = open_journal(str(dossier))
    mark_sensitive(
        journal, subject="person", name="ministry", sensitive=True, why="", actor="coder-1"
    )
    journal.close()
    assert "blacked out" in visitor.get(f"/correct?source={only_source(dossier)}", status=409)


def test_a_program_corrects_a_text_with_the_mark_of_its_plan(visitor, dossier: Path) -> None:
    source = only_source(dossier)

    def ask(path: str, **given: str):
        return visitor.client.post(path, json=given, headers={"x-servanda-form": visitor.token})

    plan = ask("/api/corrections/plan", source=source, text=MENDED)
    assert plan.status_code == 200
    assert plan.json()["carried"] == 0
    stale = ask("/api/corrections", source=source, text=MENDED, seen="another")
    assert stale.status_code == 409
    assert ask("/api/corrections", source=source, text=MENDED, seen=plan.json()["seen"]).is_success
    assert now(dossier).source_by_id[source].corrected_by
    assert ask("/api/corrections/plan", source=source, text=TEXT).status_code == 409


def test_a_judgement_on_what_fell_still_knows_whose_it_was(visitor, dossier: Path) -> None:
    """Or nobody could tell whether it is of a text that is marked sensitive."""
    record = now(dossier)
    source = record.sources[0].id
    journal = open_journal(str(dossier))
    ids = [one.id for one in record.statements]
    for id in ids:
        grade(journal, id, "3", grounds="The letter says so.", actor="coder-1")
    journal.close()
    shown = visitor.post("/correct", source=source, text=MENDED, act="plan")
    seen = re.search(r'name="seen" value="([^"]+)"', shown.text)[1]
    visitor.post("/correct", source=source, text=MENDED, act="record", seen=seen)
    after = now(dossier)
    fallen = set(ids) - {one.id for one in after.statements}
    assert fallen
    assert {id: after.fallen.get(id) for id in fallen} == dict.fromkeys(fallen, source)
    journal = open_journal(str(dossier), readonly=True)
    assert journal.outline().fallen == after.fallen
    journal.close()
