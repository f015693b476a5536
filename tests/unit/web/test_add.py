"""Documents added at the desk: taken in while nobody waits, refused whole, and never trusted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.builders import a_source, an_agreement, bytes_of
from tests.hostile import HOSTILE

from servanda.domain.entry import AgreementKept, SourceAdded
from servanda.journal import open_journal
from servanda.web import upload as upload_module
from servanda.web.desk import Desk
from servanda.web.entrance.session import Keys

from .conftest import HOST, Visitor

REPORT = b"Article 1 was not implemented by the ministry in May 2021.\n"
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


@pytest.fixture
def desk(dossier: Path, gazetteer_cache: Path) -> Iterator[Desk]:
    """A desk that reads what is added to it."""
    opened = Desk(
        dossier,
        Keys(b"s" * 32, dossier),
        frozenset({HOST}),
        coder="coder-1",
        cache=gazetteer_cache,
    )
    yield opened
    opened.close()


def send(visitor: Visitor, *files: tuple[str, bytes], **fields: str):
    return visitor.client.post(
        "/add",
        data={"token": visitor.token, **fields},
        files=[("files", one) for one in files] or {"files": ("", b"")},
    )


def outcome(visitor: Visitor, answer) -> dict:
    """Wait until the files are taken in, and give what became of them."""
    assert answer.status_code == 303, answer.text[:600]
    number = int(answer.headers["location"].rpartition("/")[2])
    visitor.desk.intake.wait(visitor.desk.intake.jobs[number])
    return visitor.client.get(f"/api/intakes/{number}").json()


def left_over(desk: Desk) -> list[Path]:
    folder = desk.cache / "uploads"
    return list(folder.iterdir()) if folder.is_dir() else []


def test_a_document_is_added_read_and_shown(visitor: Visitor) -> None:
    assert 'enctype="multipart/form-data"' in visitor.get("/add")
    told = outcome(visitor, send(visitor, ("report.txt", REPORT), side="council"))
    assert told["stage"] == "done"
    [file] = told["files"]
    assert file["fate"] == "added"
    assert told["proposed"] == 1
    source = visitor.client.get(f"/api/sources/{file['source']}").json()["source"]
    assert (source["name"], source["description"]["side"]) == ("report.txt", "council")
    journal = open_journal(str(visitor.desk.path), readonly=True)
    assert journal.source_bytes(file["source"]) == REPORT
    assert [one.actor for one in journal.entries()][-2:] == ["coder-1", "coder-1"]
    assert list(journal.check()) == []
    journal.close()
    page = visitor.get(f"/add/{told['number']}")
    assert "1 statement proposed" in page
    assert 'href="../static/site.css"' in page, "the page lies one step further down"
    assert file["source"] in page
    assert left_over(visitor.desk) == []


def test_a_file_of_a_kind_that_is_never_read_is_refused_and_the_others_go_in(
    visitor: Visitor,
) -> None:
    before = visitor.client.get("/api/head").json()["count"]
    told = outcome(visitor, send(visitor, ("photo.png", PICTURE)))
    [file] = told["files"]
    assert file["fate"] == "refused"
    assert len(file["problems"]) == 1
    assert visitor.client.get("/api/head").json()["count"] == before, "nothing was recorded"
    told = outcome(visitor, send(visitor, ("photo.png", PICTURE), ("report.txt", REPORT)))
    assert [one["fate"] for one in told["files"]] == ["refused", "added"]
    again = outcome(visitor, send(visitor, ("other.txt", REPORT)))
    assert again["files"][0]["fate"] == "known"
    assert left_over(visitor.desk) == []


def test_what_is_sensitive_is_marked_in_the_same_act_and_not_shown(visitor: Visitor) -> None:
    told = outcome(visitor, send(visitor, ("secret-letter.txt", REPORT), sensitive="yes"))
    source = told["files"][0]["source"]
    journal = open_journal(str(visitor.desk.path), readonly=True)
    assert source in journal.marked("source")
    journal.close()
    assert visitor.client.get(f"/api/sources/{source}").status_code == 404
    assert source not in visitor.get("/sources.html")
    assert f"sources/{source}" not in visitor.get(f"/add/{told['number']}")


def test_nothing_of_a_documents_own_page_runs_or_leads_anywhere(visitor: Visitor) -> None:
    told = outcome(visitor, send(visitor, ("page.html", HOSTILE)))
    source = told["files"][0]["source"]
    answer = visitor.client.get(f"/sources/{source}.html")
    assert answer.status_code == 200
    html = answer.text
    assert "The road was closed." in html
    assert "&lt;script&gt;alert(7)" in html, "what was words stays words"
    scripts = re.findall(r"<script[^>]*>", html)
    assert all(re.search(r' src="(/static/|\.\./)', one) for one in scripts)
    assert not re.search(r"<[^>]+\son\w+=", html)
    assert not re.search(r"<(iframe|base|object|embed)\b|http-equiv=.?refresh", html)
    for name, target in re.findall(r'\s(href|src|action|formaction)="([^"]*)"', html):
        assert not re.match(r"\s*(javascript|https?|//|data:(?!,))", target), (name, target)
    assert "unsafe-inline" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize(
    "name", ["../../evil.txt", "..\\evil.txt", "/etc/evil.txt", "a\0b/evil.txt"]
)
def test_a_name_leads_nowhere(visitor: Visitor, name: str) -> None:
    told = outcome(visitor, send(visitor, (name, REPORT)))
    assert told["files"][0]["name"] == "evil.txt"
    assert left_over(visitor.desk) == []


def test_two_files_of_one_name_are_two(visitor: Visitor) -> None:
    told = outcome(visitor, send(visitor, ("a.txt", REPORT), ("a.txt", REPORT + REPORT)))
    assert [one["name"] for one in told["files"]] == ["a.txt", "a (2).txt"]


@pytest.mark.parametrize(
    ("fields", "files", "told"),
    [
        ({}, (), "No file was chosen"),
        ({"side": "nosuch"}, (("a.txt", REPORT),), "is no side"),
    ],
)
def test_a_form_that_cannot_be_taken_says_why_and_keeps_what_was_typed(
    visitor: Visitor, fields: dict, files: tuple, told: str
) -> None:
    answer = send(visitor, *files, sensitive="yes", **fields)
    assert answer.status_code == 409
    assert told in answer.text
    assert re.search(r'name="sensitive" value="yes" checked', answer.text)
    assert left_over(visitor.desk) == []


def test_an_upload_has_an_end(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload_module, "MOST_BYTES", 2_000)
    monkeypatch.setattr(upload_module, "MOST_FILES", 3)
    assert send(visitor, ("a.txt", REPORT * 100)).status_code == 413
    assert send(visitor, *[(f"{n}.txt", b"x") for n in range(4)]).status_code == 400
    assert send(visitor, ("a.txt", REPORT), note="x" * 30_000).status_code in (400, 413)
    assert left_over(visitor.desk) == []
    assert visitor.desk.intake.jobs == {}


def test_a_form_of_files_needs_its_token_and_a_session(visitor: Visitor, stranger: Visitor) -> None:
    token, visitor.token = visitor.token, "guessed"
    assert send(visitor, ("a.txt", REPORT)).status_code == 403
    visitor.token = token
    stranger.client.cookies.clear()
    assert send(stranger, ("a.txt", REPORT)).status_code == 403
    odd = visitor.client.post("/add", content=b"x", headers={"content-type": "text/plain"})
    assert odd.status_code == 415
    broken = visitor.client.post(
        "/add",
        content=b"--x\r\nbroken",
        headers={"content-type": "multipart/form-data; boundary=x"},
    )
    assert broken.status_code in (400, 403)
    assert left_over(visitor.desk) == []


def post_file(visitor: Visitor, query: str, body: bytes, **headers: str):
    sent = {"x-servanda-form": visitor.token, "content-type": "application/octet-stream"}
    return visitor.client.post(f"/api/sources?{query}", content=body, headers=sent | headers)


def test_a_program_sends_a_file_as_it_is(visitor: Visitor) -> None:
    begun = post_file(visitor, "name=report.txt&side=council", REPORT).json()
    visitor.desk.intake.wait(visitor.desk.intake.jobs[begun["number"]])
    told = json.loads(visitor.get(f"/api/intakes/{begun['number']}"))
    assert told["over"]
    assert told["files"][0]["fate"] == "added"
    for query, headers, status in (
        ("side=council", {}, 400),
        ("name=a.txt&side=nosuch", {}, 409),
        ("name=a.txt", {"content-type": "text/plain"}, 415),
        ("name=a.txt", {"x-servanda-form": "guessed"}, 403),
    ):
        assert post_file(visitor, query, REPORT, **headers).status_code == status
    assert left_over(visitor.desk) == []


def test_too_many_at_once_wait_their_turn(visitor: Visitor, monkeypatch) -> None:
    from servanda.web import intake  # noqa: PLC0415

    monkeypatch.setattr(intake, "MOST_WAITING", 0)
    refused = send(visitor, ("a.txt", REPORT))
    assert refused.status_code == 409
    assert "Wait until they are" in refused.text
    assert left_over(visitor.desk) == []


def test_what_a_killed_desk_left_is_swept_away(tmp_path: Path) -> None:
    ours = upload_module.make_folder(tmp_path)
    # No process has this number: it is beyond what systems give.
    gone = ours.with_name("99999999-left")
    gone.mkdir()
    (gone / "letter.txt").write_text("left behind")
    upload_module.sweep(tmp_path)
    assert ours.is_dir()
    assert not gone.exists()


def test_nothing_that_was_refused_is_called_read(visitor: Visitor) -> None:
    answer = send(visitor, ("picture.txt", PICTURE))
    outcome(visitor, answer)
    html = visitor.get(answer.headers["location"])
    assert "Nothing new was taken in." in html
    assert "Taken in and read" not in html


def test_documents_that_nobody_has_read_are_read_from_the_desk(
    tmp_path: Path, gazetteer_cache: Path
) -> None:
    path = tmp_path / "new.servanda"
    journal = open_journal(str(path), create=True)
    with journal.batch(actor="coder-2") as batch:
        source = a_source()
        batch.append(AgreementKept(an_agreement()))
        batch.append(SourceAdded(source, bytes_of(source)))
    journal.close()
    opened = Desk(path, Keys(b"s" * 32, path), frozenset({HOST}), cache=gazetteer_cache)
    visitor = Visitor(opened).sign_in()
    for page in ("/queue", "/picture", f"/sources/{source.id}.html"):
        assert 'action="/read"' in visitor.get(page)
        assert 'href="/add"' in visitor.get(page)
    answer = visitor.post("/read")
    outcome(visitor, answer)
    assert "Read: " in visitor.get(answer.headers["location"])
    again = visitor.post("/read")
    outcome(visitor, again)
    assert "Nothing here waits to be read." in visitor.get(again.headers["location"])
    opened.close()
