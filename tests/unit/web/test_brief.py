"""The brief from the desk: chosen, made beside everything else, taken away, and handed out."""

from __future__ import annotations

import re
import secrets
import time

import pytest
from tests.unit.web.conftest import Visitor

from servanda.domain.entry import SensitivityMarked, StatementAccepted
from servanda.journal import open_journal
from servanda.web import briefs
from servanda.web.routes import brief as routes

PUBLIC = "/brief?audience=public"


def made(visitor: Visitor, path: str = PUBLIC) -> str:
    """Load the page again as a browser does, until the brief is there."""
    for _ in range(200):
        page = visitor.get(path)
        if 'http-equiv="refresh"' not in page:
            return page
        time.sleep(0.05)
    raise AssertionError("the brief was never made")


def test_a_brief_is_chosen_made_and_read(visitor):
    assert "/brief/made" not in visitor.get("/brief")
    page = made(visitor, f"{PUBLIC}&party=ministry&period=year")
    assert "/brief/made.html?audience=public&amp;party=ministry&amp;period=year" in page
    answer = visitor.client.get("/brief/made.html?audience=public")
    assert "northern road" in answer.text
    assert answer.headers["content-security-policy"].endswith("sandbox")
    head = re.search(r"head <code>([^<]+)", page)[1]
    assert head.startswith("3:")


def test_it_is_made_beside_everything_else(visitor, monkeypatch):
    """A brief that takes long shows a page that asks again, and leads to it in the end."""
    real = briefs.draw_up
    monkeypatch.setattr(routes, "PATIENCE_SECONDS", 0.02)
    monkeypatch.setattr(briefs, "draw_up", lambda *a, **k: time.sleep(0.3) or real(*a, **k))
    first = visitor.get(PUBLIC)
    assert 'http-equiv="refresh"' in first
    assert "nobody else waits" in first
    assert "Where it stands" in visitor.get("/")
    assert "/brief/made.html" in made(visitor)


def test_a_pdf_is_offered_where_one_can_be_made(visitor, monkeypatch):
    pytest.importorskip("typst")
    page = made(visitor)
    assert "/brief/made.pdf" in page
    answer = visitor.client.get("/brief/made.pdf?audience=public")
    assert answer.content.startswith(b"%PDF")
    assert "attachment" in answer.headers["content-disposition"]
    monkeypatch.setattr(routes, "can_print", lambda: False)
    page = made(visitor)
    assert "/brief/made.pdf" not in page
    assert "pip install 'servanda[pdf]'" in page.replace("&#39;", "'")


def test_a_brief_for_inside_is_refused_on_a_desk_that_shows_nothing_sensitive(visitor):
    page = visitor.get("/brief?audience=internal", status=409)
    assert "--include-sensitive" in page
    assert "is no audience" in visitor.get("/brief?audience=everybody", status=409)
    assert visitor.client.get("/brief/made.html?audience=internal").status_code == 409


def test_what_is_marked_stands_in_no_brief(visitor, dossier):
    word = secrets.token_hex(8)
    journal = open_journal(str(dossier))
    with journal.batch(actor="coder-2") as batch:
        batch.append(SensitivityMarked("person", "council", sensitive=True, why=word))
    journal.close()
    made(visitor)
    text = visitor.get("/brief/made.html?audience=public")
    assert word not in text
    assert "released by the council" not in text


def test_handing_out_is_recorded_and_a_name_stands_once(visitor):
    page = made(visitor)
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    answer = visitor.client.post("/brief/handed-out", data={**fields, "name": "spring"})
    assert answer.status_code == 303
    assert "handed out a report" in visitor.get("/judgements")
    assert visitor.client.get("/?as-of=spring").headers["location"] == "/as-of/3/"
    made(visitor)
    page = made(visitor)
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    again = visitor.client.post("/brief/handed-out", data={**fields, "name": "spring"})
    assert again.status_code == 409
    assert "already" in again.text


def test_what_was_handed_out_is_what_was_seen(visitor, dossier):
    """The record went on between looking and recording: nothing is recorded."""
    page = made(visitor)
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', page))
    journal = open_journal(str(dossier))
    with journal.batch(actor="coder-2") as batch:
        batch.append(StatementAccepted(next(journal.statements()).id))
    journal.close()
    answer = visitor.client.post("/brief/handed-out", data={**fields, "name": "spring"})
    assert answer.status_code == 409
    assert "The record has changed" in answer.text
