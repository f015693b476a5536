"""The report's pages at the desk: the same, from the record as it stands now."""

from __future__ import annotations

import json
import re
from pathlib import Path

from servanda.journal import open_journal
from servanda.web.entrance.session import load_secret
from servanda.workflows import rule
from servanda.workflows.report import report

from .conftest import Visitor


def test_every_page_and_file_of_the_report_is_at_its_address(
    visitor: Visitor, dossier: Path, tmp_path: Path
) -> None:
    journal = open_journal(str(dossier), readonly=True)
    report(journal.record(), tmp_path / "site", history=tuple(journal.entries()))
    journal.close()
    for file in sorted((tmp_path / "site").rglob("*")):
        path = file.relative_to(tmp_path / "site").as_posix()
        if file.is_dir() or path in ("site.json", "SHA256SUMS"):
            continue
        found = visitor.client.get(f"/{path}")
        assert found.status_code == 200, path
        if path == "journal.html":
            # At the desk it can be asked questions, and is another page.
            continue
        if file.suffix == ".html":
            assert placed(main_part(found.text)) == placed(main_part(file.read_text())), path
        elif file.suffix != ".txt":
            assert found.content == file.read_bytes(), path


def placed(html: str) -> str:
    """A page whose links to cards and quotes say which, and not on which part they stand."""
    html = re.sub(r'href="[^"]*#(?:st|q)-([^"]+)"', r'href="statement:\1"', html)
    return re.sub(r'href="[^"]*statement/(?:st-)?([^"?]+)[^"]*"', r'href="statement:\1"', html)


def queue_count(html: str) -> str:
    return re.search(r'href="/queue"[^<]*</a> <span class="soft">(\w+)', html)[1]


def main_part(html: str) -> str:
    """What a page shows, without the pens that the desk puts into a text."""
    pens = (
        r'<div class="(?:at-text|m-pens)">.*?</div>| data-(?:start|page)="\d+"'
        r'|<(nav|div) class="pen-links".*?</\1>'
    )
    return re.sub(
        r"\s+", " ", re.sub(pens, "", re.search(r"<main.*</main>", html, re.S)[0], flags=re.S)
    )


def test_what_another_program_records_is_on_the_next_page(visitor: Visitor, dossier: Path) -> None:
    assert queue_count(visitor.get("/")) == "3"
    before = json.loads(visitor.get("/api/head"))["count"]
    journal = open_journal(str(dossier))
    one = next(iter(journal.statements()))
    rule.accept(journal, [one.id], actor="coder-2")
    journal.close()
    assert json.loads(visitor.get("/api/head"))["count"] == before + 1
    assert queue_count(visitor.get("/")) == "2"
    assert "accepted by coder-2" in visitor.get("/agreements/accord/provisions/roads.html")
    assert "coder-2" in visitor.get("/journal.html")


def test_a_page_that_is_not_there_says_so_in_words(visitor: Visitor) -> None:
    for path in ("/nothing.html", "/data/nothing.csv", "/%2e%2e/etc/passwd", "/sources/x.html"):
        assert "There is no such page" in visitor.get(path, status=404)


def test_what_is_marked_sensitive_is_on_no_page(visitor: Visitor, dossier: Path) -> None:
    journal = open_journal(str(dossier))
    source = journal.record().sources[0]
    rule.mark_sensitive(
        journal, subject="source", name=source.id, sensitive=True, why="", actor="coder-2"
    )
    journal.close()
    assert "prisoner was released" not in visitor.get("/data/statements.csv")
    assert source.id not in visitor.get("/sources.html")
    visitor.get(f"/sources/{source.id}.html", status=404)


def test_the_secret_is_made_once_and_is_this_users_alone(tmp_path: Path) -> None:
    made = load_secret(tmp_path / "cache")
    assert load_secret(tmp_path / "cache") == made
    assert (tmp_path / "cache" / "desk.key").stat().st_mode & 0o077 == 0


def test_a_missing_page_is_styled_however_deep_its_address(visitor):
    page = visitor.get("/rate/accord/roads", status=404)
    assert 'href="/static/site.css"' in page
    assert 'href="/index.html"' in page
