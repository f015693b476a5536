"""Marking, lifting and withholding at the desk: what is said before, and what is gone after."""

from __future__ import annotations

import re
import secrets
from collections import Counter
from html import unescape
from urllib.parse import urldefrag, urlencode, urljoin

import pytest
from tests.builders import READER, a_source, a_statement, an_agreement, bytes_of
from tests.unit.web.conftest import HOST, Visitor

from servanda.domain.entry import AgreementKept, SourceAdded, SourceRead
from servanda.domain.judgement import SourceGraded
from servanda.domain.source import Description
from servanda.journal import open_journal
from servanda.web.desk import Desk
from servanda.web.entrance.session import Keys

SECRET = f"Zq{secrets.token_hex(8)}"
TEXT = f"The letter says that {SECRET} kept the road open.\nThe road was closed in May.\n"
ROADS = "accord/roads"


@pytest.fixture
def dossier(tmp_path):
    """A report, and a letter that names somebody who must not be named."""
    path = tmp_path / "valley.servanda"
    report = a_source()
    letter = a_source(
        TEXT, name="letter.txt", description=Description(title=f"A letter of {SECRET}")
    )
    journal = open_journal(str(path), create=True)
    with journal.batch(actor="coder-1") as batch:
        batch.append(AgreementKept(an_agreement()))
        for source in (report, letter):
            batch.append(SourceAdded(source, bytes_of(source)))
            found = tuple(
                a_statement(source, words, provisions=(ROADS,))
                for words in source.text.splitlines()
            )
            batch.append(SourceRead(source.id, READER, found))
        batch.append(SourceGraded(letter.id, "B", f"{SECRET} was there."))
    journal.close()
    return path


@pytest.fixture
def open_desk(dossier):
    """The same dossier on a desk that shows what is marked."""
    opened = Desk(dossier, Keys(b"s" * 32, dossier), frozenset({HOST}), include_sensitive=True)
    yield Visitor(opened).sign_in()
    opened.close()


def ids(visitor) -> tuple[str, str]:
    """Give the letter's id, and that of its first statement."""
    journal = open_journal(str(visitor.desk.path), readonly=True)
    (source,) = [one.id for one in journal.outline().sources if one.name == "letter.txt"]
    statement = next(iter(journal.statements(source=source))).id
    journal.close()
    return source, statement


def form(visitor, subject: str, name: str, act: str) -> dict[str, str]:
    page = visitor.get(f"/protect?{urlencode({'subject': subject, 'name': name})}")
    for one in re.findall(r'<form method="post" action="/protect".*?</form>', page, re.S):
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', one))
        if hidden["act"] == act:
            return {name: unescape(value) for name, value in hidden.items()}
    raise AssertionError(f"no form to {act}")


def send(visitor, fields: dict[str, str], **typed: str):
    return visitor.client.post("/protect", data={**fields, **typed})


def everything(visitor, *, start: str = "/") -> dict[str, str]:
    """Give all that the desk gives to whoever follows every link, and all of the API's lists."""
    waiting = [start, "/api/statements", "/api/sources", "/api/judgements", "/api/entries"]
    waiting += ["/api/problems", "/api/disputes", "/api/matrix", f"/api/search?q={SECRET}"]
    waiting += [f"/search?q={SECRET}", "/protect", "/judgements", "/as-of/5/", "/questions"]
    seen: dict[str, str] = {}
    asked: Counter[str] = Counter()
    while waiting:
        path = waiting.pop()
        # Of one page's many views a few are enough.
        asked[bare := path.partition("?")[0]] += path not in seen
        if path in seen or asked[bare] > 3:
            continue
        answer = visitor.client.get(path)
        seen[path] = answer.content.decode("utf-8", "replace") + str(answer.headers)
        if answer.headers.get("content-type", "").startswith("text/html"):
            for target in re.findall(r'(?:href|action)="([^"]+)"', answer.text):
                onward = urldefrag(urljoin(path, unescape(target)))[0]
                if onward.startswith("/") and not onward.startswith(("/sign", "/language")):
                    waiting.append(onward)
        elif "location" in answer.headers:
            waiting.append(answer.headers["location"])
    return seen


def telling(found: dict[str, str], *, asked: bool = True) -> list[str]:
    """Give the addresses at which the secret stands, but where it was asked for by name."""
    return [
        path
        for path, content in found.items()
        if SECRET.casefold() in content.casefold() and not (asked and SECRET in path)
    ]


def test_before_anything_is_marked_the_secret_is_everywhere(visitor):
    """Or the tests below would prove nothing."""
    found = telling(everything(visitor))
    assert len(found) > 10
    assert any(path.startswith("/api/") for path in found)
    assert any("/data/" in path for path in found)
    assert any(path.startswith("/as-of/") for path in found)


def test_a_marked_document_stands_nowhere_on_a_desk_without_the_flag(visitor):
    source, _ = ids(visitor)
    fields = form(visitor, "source", source, "mark")
    onward = send(visitor, fields, why="Somebody could be harmed.").headers["location"]
    assert telling(everything(visitor)) == []
    assert "1 document" in visitor.get(onward)
    assert "Undo" in visitor.get(onward)


def test_a_name_is_blacked_out_wherever_it_is_written(visitor):
    page = visitor.get("/protect")
    assert "It is found as you write it" in page
    assert (
        visitor.post(
            "/protect", act="mark", subject="person", name=SECRET, seen="no", counted="yes"
        ).status_code
        == 303
    )
    assert telling(everything(visitor)) == []


def test_a_marked_statement_is_gone_and_the_page_says_that_its_words_stay(visitor):
    """They stay in the document's text: the form says so, and leads to the document."""
    source, statement = ids(visitor)
    page = visitor.get(f"/protect?subject=statement&name={statement}")
    assert "Its words stay in the text of the document" in page
    assert f"/protect?subject=source&amp;name={source}" in page
    send(visitor, form(visitor, "statement", statement, "mark"))
    found = everything(visitor)
    assert statement not in "".join(found.values())


def test_a_desk_with_the_flag_shows_and_lifts(visitor, open_desk):
    source, _ = ids(visitor)
    send(visitor, form(visitor, "source", source, "mark"))
    visitor.get(f"/protect?subject=source&name={source}", status=404)
    assert SECRET in open_desk.get("/protect")
    send(open_desk, form(open_desk, "source", source, "lift"), why="It is known.")
    assert SECRET in visitor.get(f"/sources/{source}.html")


def test_a_mark_set_by_mistake_is_undone(visitor):
    source, _ = ids(visitor)
    onward = send(visitor, form(visitor, "source", source, "mark")).headers["location"]
    number = onward.rpartition("-")[2]
    assert visitor.post("/undo", first=number, last=number, back="/protect").status_code == 303
    assert SECRET in visitor.get(f"/sources/{source}.html")


def test_nothing_is_destroyed_without_the_word_and_a_reason(visitor):
    source, _ = ids(visitor)
    page = visitor.get(f"/protect?subject=source&name={source}")
    assert "Nothing brings them back" in page
    assert "the 2 statements that quote it" in page
    fields = form(visitor, "source", source, "withhold")
    for typed in ({"confirm": "yes", "why": "Harm."}, {"confirm": "destroy", "why": " "}):
        refused = send(visitor, fields, **typed)
        assert refused.status_code == 409
    assert "Harm." in send(visitor, fields, confirm="", why="Harm.").text
    assert SECRET in visitor.get(f"/sources/{source}.html")


def test_what_is_withheld_is_gone_from_the_desk_and_the_file(visitor):
    source, _ = ids(visitor)
    visitor.get("/as-of/5/")
    fields = form(visitor, "source", source, "withhold")
    onward = send(visitor, fields, confirm="Destroy", why="Harm to somebody.").headers["location"]
    page = visitor.get(onward)
    assert "Harm to somebody." in page
    assert "Undo" not in page
    gone = visitor.get(f"/sources/{source}.html", status=404)
    assert re.search(r"Withheld on \d{4}-\d\d-\d\d: <bdi[^>]*>Harm to somebody", gone)
    assert 'href="/static/site.css"' in gone
    assert telling(everything(visitor)) == []
    assert SECRET.encode() not in visitor.desk.path.read_bytes()


def test_a_form_that_is_older_than_what_it_is_about_destroys_nothing(visitor):
    """Somebody wrote on the document meanwhile: one more statement would go with it."""
    source, _ = ids(visitor)
    fields = form(visitor, "source", source, "withhold")
    send(visitor, form(visitor, "source", source, "mark"))
    answer = send(visitor, fields, confirm="destroy", why="Harm.")
    # It is kept back now: a desk without the flag does not even say that it is there.
    assert answer.status_code == 404


def test_other_spellings_are_offered_after_a_name(visitor, dossier):
    other = a_source(f"The envoy met {SECRET[:-1]}x in May.\n", name="envoy.txt")
    journal = open_journal(str(dossier))
    with journal.batch(actor="coder-2") as batch:
        batch.append(SourceAdded(other, bytes_of(other)))
    journal.close()
    onward = visitor.post(
        "/protect", act="mark", subject="person", name=SECRET, seen="no", counted="yes"
    ).headers["location"]
    assert f"Mark “{SECRET[:-1]}x”" in visitor.get(onward)


def test_the_api_destroys_only_where_it_is_said_twice(visitor):
    source, _ = ids(visitor)
    token = {"X-Servanda-Form": visitor.token}

    def post(**asked: str):
        return visitor.client.post("/api/acts/withhold", json=asked, headers=token)

    asked = {"subject": "source", "id": source, "why": "Harm."}
    assert post(**asked).status_code == 400
    assert post(**asked, confirm="yes").status_code == 400
    assert post(**{**asked, "why": " "}, confirm="destroy").status_code == 409
    assert SECRET in visitor.get(f"/sources/{source}.html")
    assert post(**asked, confirm="destroy").status_code == 200
    assert SECRET.encode() not in visitor.desk.path.read_bytes()


def test_a_name_is_blacked_out_only_after_it_was_shown_how_often_it_stands(visitor) -> None:
    given = {"act": "mark", "subject": "person", "seen": "no", "why": "He asked."}
    before = head(visitor)
    shown = visitor.post("/protect", name="the", **given)
    assert shown.status_code == 200
    count = len(re.findall(r"\bthe\b", TEXT + a_source().text, re.IGNORECASE))
    assert f"It stands in {count} places. That is in 2 documents." in shown.text
    assert 'value="He asked."' in shown.text
    assert "Black it out everywhere" in shown.text
    refused = visitor.post("/protect", name="of", counted="yes", **given)
    assert refused.status_code == 409
    assert 'name="short"' in refused.text
    assert head(visitor) == before
    done = visitor.post("/protect", name="of", counted="yes", short="yes", **given)
    assert done.status_code == 303
    assert head(visitor) == before + 1


def head(visitor) -> int:
    journal = open_journal(str(visitor.desk.path), readonly=True)
    try:
        return journal.head().count
    finally:
        journal.close()
