"""Questions at the desk: asked, answered by others, closed with what came of it."""

from __future__ import annotations

import re
import secrets
from pathlib import Path

import pytest

from servanda.journal import open_journal
from servanda.web.desk import Desk
from servanda.workflows import inquire, rule

from .conftest import Visitor


@pytest.fixture
def other(desk: Desk) -> Visitor:
    return Visitor(desk).sign_in("coder-2")


def first_id(visitor: Visitor) -> str:
    return re.search(r'name="id" value="([^"]+)"', visitor.get("/queue"))[1]


def asked(visitor: Visitor, text: str, *, to: str = "", back: str = "/questions") -> int:
    """Ask about the first statement of the queue; gives the question's number."""
    sent = visitor.post("/ask", id=first_id(visitor), text=text, to=to, back=back)
    assert sent.status_code == 303, sent.text[:300]
    return int(re.search(r"done=(\d+)", sent.headers["location"])[1])


def seen(html: str) -> str:
    return re.search(r'name="seen" value="(\d+)"', html)[1]


def test_a_question_is_answered_by_another_and_closed(visitor: Visitor, other: Visitor) -> None:
    """Coder-1 asks coder-2; it is coder-2's turn, then coder-1's, who says what came of it."""
    number = asked(visitor, "All prisoners, or those of the rising?", to="coder-2")
    page = other.get("/questions?view=mine")
    assert "All prisoners, or those of the rising?" in page
    sent = other.post(
        "/answer", question=number, seen=seen(page), text="Those of the rising.", back="/questions"
    )
    assert sent.status_code == 303
    assert "Answered" in other.get(sent.headers["location"])
    assert "Nobody waits for you" in other.get("/questions?view=mine")
    page = visitor.get("/questions?view=mine")
    assert "Those of the rising." in page
    sent = visitor.post(
        "/close", question=number, seen=seen(page), text="Read so.", back="/questions"
    )
    assert sent.status_code == 303
    assert "Nobody waits for an answer" in visitor.get("/questions")
    closed = visitor.get("/questions?view=closed")
    assert "Read so." in closed
    assert 'action="/answer"' not in closed


def test_it_stands_with_its_statement_in_the_queue(visitor: Visitor) -> None:
    number = asked(visitor, "Which council is meant?")
    html = visitor.get("/queue")
    assert "Which council is meant?" in html
    assert f'href="/questions/{number}"' in html


def test_the_queue_is_narrowed_to_what_has_an_open_question(visitor: Visitor) -> None:
    assert "Nothing" in visitor.get("/queue?asked=open")
    asked(visitor, "Which council is meant?")
    html = visitor.get("/queue?asked=open")
    assert "1 of 1" in html
    assert "asked=open" in re.search(r'name="back" value="([^"]+)"', html)[1]


def test_whoever_spoke_takes_it_back_while_nobody_spoke_since(
    visitor: Visitor, other: Visitor
) -> None:
    number = asked(visitor, "Which council is meant?")
    sent = other.post(
        "/answer", question=number, seen=number, text="The mountain council.", back="/questions"
    )
    entry = int(re.search(r"done=(\d+)", sent.headers["location"])[1])
    refused = visitor.post("/undo", first=number, last=number, back="/questions")
    assert refused.status_code == 409
    assert "coder-2 spoke in this thread since" in refused.text
    assert other.post("/undo", first=entry, last=entry, back="/questions").status_code == 303
    assert "The mountain council." not in visitor.get("/questions")
    assert visitor.post("/undo", first=number, last=number, back="/questions").status_code == 303
    assert "Which council is meant?" not in visitor.get("/questions")
    assert "Taken back" in visitor.get(f"/questions?done={entry + 2}-{entry + 2}")


def test_an_answer_to_a_thread_that_went_on_is_refused_and_kept(
    visitor: Visitor, other: Visitor
) -> None:
    """Both look at a question; coder-2 closes it while coder-1 types."""
    number = asked(visitor, "Which council is meant?")
    other.post("/close", question=number, seen=number, text="The mountain one.", back="/questions")
    refused = visitor.post(
        "/answer", question=number, seen=number, text="I found it myself.", back="/questions"
    )
    assert refused.status_code == 409
    assert "The mountain one." in refused.text
    refused = visitor.post("/ask", id=first_id(visitor), text=" ", to="coder-2", back="/questions")
    assert refused.status_code == 409
    assert "needs its words" in refused.text
    assert 'value="coder-2"' in refused.text


def test_what_is_asked_about_a_hidden_statement_is_not_shown(
    visitor: Visitor, dossier: Path, desk: Desk
) -> None:
    """A random word in a question on a statement that is marked, and a name in another."""
    secret, name = secrets.token_hex(8), f"Zz{secrets.token_hex(4)}"
    id = first_id(visitor)
    number = asked(visitor, f"Who is {secret}?")
    journal = open_journal(str(dossier))
    [elsewhere] = [one.id for one in journal.statements() if "school" in one.quote]
    inquire.ask(journal, elsewhere, f"Did {name} say this?", actor="coder-2")
    rule.mark_sensitive(
        journal, subject="statement", name=id, sensitive=True, why="", actor="coder-2"
    )
    rule.mark_sensitive(
        journal, subject="person", name=name, sensitive=True, why="", actor="coder-2"
    )
    journal.close()
    pages = ("/questions", "/questions?view=closed", "/queue?asked=open", "/api/questions")
    for path in pages:
        assert secret not in visitor.get(path), path
        assert name not in visitor.get(path), path
    assert "say this?" in visitor.get("/questions")
    assert secret not in visitor.get(f"/questions/{number}", status=404)
    sent = visitor.post("/answer", question=number, seen=number, text="x", back="/questions")
    assert sent.status_code == 404


def test_the_api_asks_answers_and_closes(visitor: Visitor) -> None:
    def post(path: str, **fields: object):
        return visitor.client.post(path, json=fields, headers={"x-servanda-form": visitor.token})

    id = first_id(visitor)
    done = post("/api/questions/ask", statement=id, text="Which council?", to="coder-2").json()
    number = done["first"]
    found = visitor.client.get("/api/questions", params={"statement": id}).json()["questions"]
    assert [one["number"] for one in found] == [number]
    assert (found[0]["waits"], found[0]["waits_for"]) == ("coder-1", "coder-2")
    spoken = post("/api/questions/answer", number=number, seen=number, text="This one.").json()
    stale = post("/api/questions/close", number=number, seen=number, outcome="Read so.")
    assert stale.status_code == 409
    assert stale.json()["ok"] is False
    post("/api/questions/close", number=number, seen=spoken["last"], outcome="Read so.")
    one = visitor.client.get(f"/api/questions/{number}").json()
    assert [turn["text"] for turn in one["answers"]] == ["This one."]
    assert one["closed"]["text"] == "Read so."
    assert visitor.client.get("/api/questions").json()["questions"] == []
