"""A desk whose dossier is in other letters, and somebody who walks through all of its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urldefrag, urljoin

from selectolax.lexbor import LexborHTMLParser
from starlette.routing import Route
from starlette.testclient import TestClient
from tests.builders import (
    READER,
    TEXT,
    a_day,
    a_party,
    a_place,
    a_source,
    a_statement,
    an_agreement,
    bytes_of,
)

from servanda.domain.cell import Cell
from servanda.domain.entry import AgreementKept, SourceAdded, SourceRead, StatementAccepted
from servanda.domain.judgement import CellRated, Code, SourceGraded, UnitCoded
from servanda.domain.place import Candidate
from servanda.domain.question import QuestionAnswered, QuestionAsked
from servanda.domain.source import Description
from servanda.journal import open_journal
from servanda.web.app import ROUTES, make_app
from servanda.web.desk import Desk
from servanda.web.entrance.session import Keys
from servanda.workflows.sample import Wanted, draw_sample

from .disguise import LETTERS, disguised

HOST = "127.0.0.1:8417"
WORDS = [one for one in TEXT.translate(LETTERS).splitlines() if one]
#: So many pages of one kind are looked at.
MOST_OF_A_KIND = 2
FILES = re.compile(r"\.(?:csv|json|geojson|svg|txt|css|js)$|^/static/|^/api|^/data/|SHA256SUMS$")


SOURCE = a_source(
    TEXT.translate(LETTERS),
    name="репорт.txt",
    description=Description(title="Репорт", side="observer", written="2021-05-04"),
)
OTHER = a_source(
    (TEXT + TEXT).translate(LETTERS),
    name="леттер.txt",
    description=Description(title="Леттер", side="council", written="2021-06-01"),
)


def a_dossier(path: Path) -> Path:
    """Two sources, proposals and rulings, ratings, a grade, a question, a sample that was coded."""
    source, other = SOURCE, OTHER
    found = tuple(
        a_statement(
            source,
            words,
            provisions=(f"accord/{key}",),
            about=(a_party(party),),
            stance=stance,
            confidence=confidence,
            reasons=("Биъ",),
            as_of=a_day("2021-05-04"),
            side="observer",
            places=(
                a_place(
                    source,
                    words.split()[-1].strip("."),
                    id=None,
                    lat=None,
                    lon=None,
                    reason="Твъ",
                    candidates=(
                        Candidate("c1", "Алпс", 46.0, 7.0),
                        Candidate("c2", "Алпха", 47.0, 8.0),
                    ),
                ),
            ),
        )
        for words, key, party, stance, confidence in (
            (WORDS[0], "roads", "ministry", "kept", 0.9),
            (WORDS[1], "prisoners", "council", "broken", 0.4),
            (WORDS[2], "schools", "ministry", "kept", None),
        )
    )
    against = a_statement(
        other,
        WORDS[0],
        provisions=("accord/roads",),
        about=(a_party("ministry"),),
        stance="broken",
        as_of=a_day("2021-06-01"),
        side="council",
    )
    journal = open_journal(str(path), create=True)
    with journal.batch(actor="coder-2") as batch:
        batch.append(AgreementKept(disguised(an_agreement())))
        batch.append(SourceAdded(source, bytes_of(source)))
        batch.append(SourceRead(source.id, READER, found))
        batch.append(SourceAdded(other, bytes_of(other)))
        batch.append(SourceRead(other.id, READER, (against,)))
    with journal.batch(actor="coder-2") as batch:
        batch.append(StatementAccepted(found[0].id))
        batch.append(SourceGraded(source.id, "B", "вхы", "accord", "roads"))
        batch.append(CellRated(Cell("accord", "roads", period="2021"), "pam", 2, "вхы"))
        batch.append(QuestionAsked(found[1].id, "вхо?", "coder-1"))
    question = journal.head().count
    with journal.batch(actor="coder-1") as batch:
        batch.append(QuestionAnswered(question, found[1].id, "тхе"))
    wanted = Wanted("s-1", number=2, fields=("statement", "kind", "stance"))
    draw_sample(journal, wanted, actor="coder-9")
    sample = next(one.act for one in journal.entries() if one.kind == "SampleDrawn")
    for coder, stance in (("coder-2", "kept"), ("coder-3", "broken")):
        with journal.batch(actor=coder) as batch:
            for unit in sample.units:
                codes = (Code("statement", "yes"), Code("kind", "verdict"), Code("stance", stance))
                batch.append(UnitCoded("s-1", unit.id, codes))
    journal.close()
    return path


def walk(dossier: Path, language: str) -> Iterator[tuple[str, str]]:
    """Give every page of the desk that can be reached, with its address, some of each kind."""
    desk = Desk(dossier, Keys(b"s" * 32, dossier), frozenset({HOST}), coder="coder-1")
    client = TestClient(make_app(desk), base_url=f"http://{HOST}", follow_redirects=True)
    try:
        client.get(f"/language?tag={language}&back=/sign-in")
        yield "/sign-in", client.get("/sign-in").text
        yield "/sign-in?key", client.get(f"/sign-in?key={desk.keys.address_key}").text
        client.post("/sign-in", data={"key": desk.keys.address_key, "name": "coder-1", "next": "/"})
        waiting = [one.path for one in plain_routes() if "{" not in one.path]
        waiting.append(f"/write?source={SOURCE.id}&words={WORDS[0]}")
        seen: set[str] = set()
        kinds: dict[str, int] = {}
        while waiting:
            address = waiting.pop(0)
            kind = re.sub(r"[0-9a-f]{6,}|\d+|=[^&]+", "*", address)
            if address in seen or FILES.search(address.partition("?")[0]):
                continue
            seen.add(address)
            kinds[kind] = kinds.get(kind, 0) + 1
            if kinds[kind] > MOST_OF_A_KIND:
                continue
            answer = client.get(address)
            if not answer.headers["content-type"].startswith("text/html"):
                continue
            yield address, answer.text
            for node in LexborHTMLParser(answer.text).css("a[href], form[method=get][action]"):
                href = node.attributes.get("href") or node.attributes.get("action") or ""
                found = urldefrag(urljoin(f"http://{HOST}{address}", href))[0]
                if found.startswith(f"http://{HOST}/") and "/language" not in found:
                    waiting.append(found.removeprefix(f"http://{HOST}"))
    finally:
        desk.close()


def plain_routes() -> list[Route]:
    """Give the routes that answer a page: no files, and nothing of the API."""
    return [
        one
        for one in ROUTES
        if isinstance(one, Route)
        and "GET" in (one.methods or ())
        and not FILES.search(one.path)
        and one.path not in ("/language", "/sign-in")
    ]
