"""A desk with a small dossier on it, and a browser's manners without a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.builders import READER, a_party, a_source, a_statement, an_agreement, bytes_of

from servanda.domain.entry import AgreementKept, SourceAdded, SourceRead
from servanda.journal import open_journal

try:
    from starlette.testclient import TestClient

    from servanda.web.app import make_app
    from servanda.web.desk import Desk
    from servanda.web.entrance.session import Keys
except ModuleNotFoundError:
    # Without the extra `web` there is no desk to test.
    collect_ignore_glob = ["test_*.py"]

HOST = "127.0.0.1:8417"


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """An agreement, a report that speaks of three promises, and three proposals."""
    path = tmp_path / "valley.servanda"
    source = a_source()
    proposals = (
        a_statement(
            source,
            "The ministry kept the northern road open all spring.",
            provisions=("accord/roads",),
            about=(a_party("ministry"),),
            confidence=0.9,
        ),
        a_statement(
            source,
            "No prisoner was released by the council.",
            provisions=("accord/prisoners",),
            stance="broken",
            confidence=0.4,
        ),
        a_statement(
            source,
            "The valley's school reopened on 4 May 2021.",
            provisions=("accord/schools",),
            confidence=0.6,
        ),
    )
    journal = open_journal(str(path), create=True)
    with journal.batch(actor="coder-2") as batch:
        batch.append(AgreementKept(an_agreement()))
        batch.append(SourceAdded(source, bytes_of(source)))
        batch.append(SourceRead(source.id, READER, proposals))
    journal.close()
    return path


class Visitor:
    """Somebody at the desk: asks for pages, and sends forms with the token that a page gave."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.client = TestClient(make_app(desk), base_url=f"http://{HOST}", follow_redirects=False)
        self.token = ""

    def sign_in(self, name: str = "coder-1") -> Visitor:
        answer = self.client.post(
            "/sign-in", data={"key": self.desk.keys.address_key, "name": name, "next": "/"}
        )
        assert answer.status_code == 303
        self.token = re.search(r'name="servanda-form" content="([^"]+)"', self.get("/"))[1]
        return self

    def get(self, path: str, *, status: int = 200) -> str:
        answer = self.client.get(path)
        assert answer.status_code == status, answer.text[:400]
        return answer.text

    def post(self, path: str, **fields: object):
        return self.client.post(path, data={"token": self.token, **fields})


@pytest.fixture
def desk(dossier: Path) -> Iterator[Desk]:
    opened = Desk(dossier, Keys(b"s" * 32, dossier), frozenset({HOST}), coder="coder-1")
    yield opened
    opened.close()


@pytest.fixture
def stranger(desk: Desk) -> Visitor:
    """Somebody who has not signed in."""
    return Visitor(desk)


@pytest.fixture
def visitor(desk: Desk) -> Visitor:
    return Visitor(desk).sign_in()
