"""The power goes in the middle of acts, again and again: nothing acknowledged is lost."""

from __future__ import annotations

import re
import threading
from pathlib import Path

import pytest
from tests.browser.desk import RunningDesk
from tests.builders import READER, a_source, a_statement, an_agreement, bytes_of

from servanda.domain.entry import AgreementKept, SourceAdded, SourceRead
from servanda.journal import open_journal

httpx = pytest.importorskip("httpx", reason="httpx is not installed")
pytest.importorskip("starlette", reason="the extra `web` is not installed")
pytest.importorskip("uvicorn", reason="the extra `web` is not installed")
SENTENCES = 400


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    path = tmp_path / "long.servanda"
    words = [f"Convoy {n} reached the valley." for n in range(SENTENCES)]
    source = a_source("\n".join(words) + "\n")
    proposals = tuple(a_statement(source, one, provisions=("accord/roads",)) for one in words)
    journal = open_journal(str(path), create=True)
    with journal.batch(actor="coder-2") as batch:
        batch.append(AgreementKept(an_agreement()))
        batch.append(SourceAdded(source, bytes_of(source)))
        batch.append(SourceRead(source.id, READER, proposals))
    journal.close()
    return path


def rule_until_it_dies(desk: RunningDesk, seconds: float) -> list[str]:
    """Accept one after the other; gives the ids of what the desk said it had recorded."""
    timer = threading.Timer(seconds, desk.kill)
    acknowledged: list[str] = []
    with httpx.Client(base_url=desk.base, headers={"accept": "text/html"}) as client:
        key = desk.address.partition("key=")[2]
        client.post("/sign-in", data={"key": key, "name": "coder-1"})
        html = client.get("/queue?sort=text").text
        timer.start()
        try:
            while True:
                form = re.search(r'data-act="accept">(.*?)</form>', html, re.S)[1]
                sent = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
                answer = client.post("/act", data=sent)
                if answer.status_code == 303:
                    acknowledged.append(sent["id"])
                html = client.get(answer.headers["location"]).text
        except httpx.TransportError:
            timer.join()
    return acknowledged


def test_nothing_acknowledged_is_lost(dossier: Path, tmp_path: Path) -> None:
    acknowledged: list[str] = []
    for seconds in (0.11, 0.23, 0.37, 0.53, 0.71):
        desk = RunningDesk(dossier, cache=tmp_path / "cache")
        acknowledged += rule_until_it_dies(desk, seconds)
        journal = open_journal(str(dossier), readonly=False)
        accepted = {one.id for one in journal.statements(state="accepted")}
        assert set(acknowledged) <= accepted
        # At most the act in flight at each kill was recorded and not acknowledged.
        assert len(accepted) - len(acknowledged) <= 5
        assert list(journal.check()) == []
        journal.close()
    assert acknowledged
