"""Pens at the text: rule beside it, and write a statement on words of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.builders import a_source

from servanda.journal import open_journal
from servanda.workflows import rule

from .conftest import Visitor

SOURCE = a_source().id
PAGE = f"/sources/{SOURCE}.html"


def written(dossier: Path) -> list[object]:
    journal = open_journal(str(dossier), readonly=True)
    found = [one for one in journal.statements() if one.reader is None]
    assert list(journal.check()) == []
    journal.close()
    return found


def form_of(html: str, **changed: object) -> dict[str, object]:
    """What the form of a new statement would send as it is filled in, with some of it changed."""
    form = re.search(r'action="/write" class="form grid2 writing"(.*?)</form>', html, re.S)[1]
    sent: dict[str, object] = dict(
        re.findall(r'<input[^>]* name="(\w+)"[^>]* value="([^"]*)"', form)
    )
    for name, choices in re.findall(r'<select[^>]* name="(\w+)">(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)" selected', choices)
        sent[name] = chosen[1] if chosen else ""
    sent["quote"] = re.findall(r'name="quote" value="([^"]*)"', form)
    sent["about"] = re.findall(r'name="about" value="([^"]*)" checked', form)
    return sent | changed


def test_a_card_beside_the_text_is_accepted_in_place(visitor: Visitor) -> None:
    html = visitor.get(PAGE)
    form = re.search(r'<div class="m-pens"><form[^>]*>(.*?)</form>', html, re.S)[1]
    sent = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    answer = visitor.post("/act", **sent)
    assert answer.headers["location"].startswith(f"{PAGE}?done=4-4#c-q-")
    html = visitor.get(answer.headers["location"])
    assert html.count(">Accept<") == 2
    undone = re.search(r"data-undo>(.*?)</form>", html, re.S)[1]
    back = visitor.post("/undo", **dict(re.findall(r'name="(\w+)" value="([^"]*)"', undone)))
    assert visitor.get(back.headers["location"]).count(">Accept<") == 3


def test_words_are_typed_loosely_and_cited_exactly(visitor: Visitor, dossier: Path) -> None:
    """ "school  REOPENED on 4 may" finds the page's own letters."""
    html = visitor.get(f"/write?source={SOURCE}&words=school++REOPENED+on+4+may")
    assert "<mark>school reopened on 4 May</mark>" in html
    answer = visitor.post("/write", **form_of(html, stance="kept", about=["council"]))
    assert answer.status_code == 303
    [one] = written(dossier)
    assert one.quote == "school reopened on 4 May"
    assert one.state == "accepted"
    assert [mention.party for mention in one.about] == ["council"]
    page, _, fragment = answer.headers["location"].partition("#")
    html = visitor.get(page)
    assert f'id="{fragment}"' in html, "the address lands on the words"
    assert "Written." in html


def test_the_form_is_filled_in_by_what_the_reader_made_of_the_passage(visitor: Visitor) -> None:
    sent = form_of(visitor.get(f"/write?source={SOURCE}&words=No+prisoner+was+released"))
    assert (sent["stance"], sent["provision"]) == ("broken", "accord/prisoners")


@pytest.mark.parametrize(
    ("words", "told"),
    [("", "Select or type"), ("nothing like it", "does not stand"), ("x" * 5000, "one passage")],
)
def test_words_that_cannot_be_quoted_are_told_and_stay(
    visitor: Visitor, words: str, told: str
) -> None:
    answer = visitor.client.get("/write", params={"source": SOURCE, "words": words})
    assert answer.status_code == 409
    assert told in answer.text
    assert words in answer.text


def test_what_was_typed_into_a_form_that_is_refused_stays(visitor: Visitor, dossier: Path) -> None:
    html = visitor.get(f"/write?source={SOURCE}&words=No+prisoner")
    refused = visitor.post("/write", **form_of(html, when="the day of doves"))
    assert refused.status_code == 409
    assert "is no date" in refused.text
    assert 'value="the day of doves"' in refused.text
    assert written(dossier) == []


@pytest.mark.parametrize("quote", ["5-2", "-1-3", "0-99999", "a-b", ""])
def test_a_span_that_is_none_is_refused(visitor: Visitor, dossier: Path, quote: str) -> None:
    html = visitor.get(f"/write?source={SOURCE}&words=No+prisoner")
    assert visitor.post("/write", **form_of(html, quote=[quote])).status_code == 409
    assert written(dossier) == []


def test_a_statement_quotes_several_passages(visitor: Visitor, dossier: Path) -> None:
    """Two are chosen, a third is added and taken away, and what was typed meanwhile stays."""
    html = visitor.get(f"/write?source={SOURCE}&words=No+prisoner+was+released")
    more = {"step": "add", "words": "kept the northern road open", "when": "spring 2021"}
    html = visitor.post("/write", **form_of(html, **more)).text
    html = visitor.post("/write", **form_of(html, step="add", words="school reopened")).text
    assert len(form_of(html)["quote"]) == 3
    assert form_of(html)["when"] == "spring 2021"
    last = form_of(html)["quote"][-1]
    html = visitor.post("/write", **form_of(html, step=f"remove {last}")).text
    assert visitor.post("/write", **form_of(html)).status_code == 303
    [one] = written(dossier)
    assert [quote.quote for quote in one.quotes] == [
        "kept the northern road open",
        "No prisoner was released",
    ]
    assert (one.when.edtf, one.when.earliest) == ("2021-21", "2021-03-01")


def test_enter_in_the_field_of_more_words_adds_them(visitor: Visitor, dossier: Path) -> None:
    html = visitor.get(f"/write?source={SOURCE}&words=No+prisoner")
    html = visitor.post("/write", **form_of(html, words="nothing like it")).text
    assert "does not stand" in html
    assert 'value="nothing like it"' in html
    assert written(dossier) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("spring 2021", "2021-21: between 1 March 2021 and 31 May 2021. Basis: stated."),
        ("12.7.1947", "1947-07-12: 12 July 1947. Basis: stated."),
        ("before 12 July 1947", "../1947-07-12: 11 July 1947 at the latest."),
        ("in the spring 2021", "2021-21: between"),
        ("13 foonth 1947", "Not understood: “13 foonth”. 1947: between 1 January 1947"),
        ("the day of doves", "This is no date that can be read yet."),
        ("", ""),
    ],
)
def test_a_date_is_told_while_it_is_typed(visitor: Visitor, words: str, told: str) -> None:
    answer = visitor.client.get("/desk/when", params={"words": words, "source": SOURCE}).json()
    assert answer["told"].startswith(told)
    assert answer["read"] is told.startswith(("1", "2", ".", "Not"))


def test_the_form_alone_is_given_to_the_script(visitor: Visitor) -> None:
    part = visitor.client.get(
        "/write",
        params={"source": SOURCE, "words": "No prisoner"},
        headers={"x-servanda-part": "yes"},
    ).text
    assert part.lstrip().startswith("<h2")
    assert "<html" not in part
    assert form_of(part)["quote"]


def test_where_names_are_blacked_out_nothing_is_quoted(visitor: Visitor, dossier: Path) -> None:
    assert "data-write" in visitor.get(PAGE)
    journal = open_journal(str(dossier))
    rule.mark_sensitive(
        journal, subject="person", name="the council", sensitive=True, why="", actor="coder-2"
    )
    journal.close()
    answer = visitor.client.get("/write", params={"source": SOURCE, "words": "No prisoner"})
    assert answer.status_code == 409
    assert "--include-sensitive" in answer.text
    # What is shown with a bar is still ruled on as it stands.
    html = visitor.get(PAGE)
    # The page says so before anybody types, and offers what works alone.
    assert "In this text names are blacked out" in html
    assert "data-write" not in html
    assert "/correct?" not in html
    form = re.search(r'<div class="m-pens"><form[^>]*>(.*?)</form>', html, re.S)[1]
    assert (
        visitor.post("/act", **dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))).status_code
        == 303
    )
