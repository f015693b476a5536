"""The power goes in the middle of acts, again and again: nothing acknowledged is lost."""

from __future__ import annotations

import random
import re
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest
from tests.browser.desk import RunningDesk
from tests.builders import READER, a_source, a_statement, an_agreement, bytes_of

from servanda.domain.entry import AgreementKept, SourceAdded, SourceRead
from servanda.domain.judgement import Code, SampleDrawn, Unit, UnitCoded
from servanda.journal import open_journal

httpx = pytest.importorskip("httpx", reason="httpx is not installed")
pytest.importorskip("starlette", reason="the extra `web` is not installed")
pytest.importorskip("uvicorn", reason="the extra `web` is not installed")
SENTENCES = 400
DOUBLY_CODED = 120
#: When the power goes, in seconds after both clients had something recorded.
MOMENTS = (0.05, 0.3, 0.7, 0.15)


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    """Proposals to rule on, and units that two coders coded differently."""
    path = tmp_path / "long.servanda"
    words = [f"Convoy {n} reached the valley." for n in range(SENTENCES)]
    source = a_source("\n".join(words) + "\n")
    proposals = tuple(a_statement(source, one, provisions=("accord/roads",)) for one in words)
    units = tuple(Unit(one.id, source.id, one.start, one.end) for one in proposals[-DOUBLY_CODED:])
    journal = open_journal(str(path), create=True)
    with journal.batch(actor="coder-9") as batch:
        batch.append(AgreementKept(an_agreement()))
        batch.append(SourceAdded(source, bytes_of(source)))
        batch.append(SourceRead(source.id, READER, proposals))
        batch.append(SampleDrawn("first", units, ("stance",), 7, "all"))
        for unit in units:
            for coder, stance in (("coder-3", "kept"), ("coder-4", "broken")):
                coded = UnitCoded("first", unit.id, (Code("stance", stance),))
                batch.append(coded, actor=coder)
    journal.close()
    return path


@dataclass
class Acknowledged:
    """What the desk said it had recorded: heads of the journal, statements, sources, by kind."""

    heads: set[tuple[int, str]] = field(default_factory=set)
    accepted: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    kinds: dict[str, int] = field(default_factory=dict)

    def note(self, kind: str, head: str = "") -> None:
        self.kinds[kind] = self.kinds.get(kind, 0) + 1
        if head:
            number, _, hash = head.partition(":")
            self.heads.add((int(number), hash))


class Client:
    """Somebody at the desk who does one thing after the other until it does not answer."""

    def __init__(self, desk: RunningDesk, name: str, told: Acknowledged, numbers: Iterator[int]):
        self.told, self.numbers = told, numbers
        self.number = next(numbers)
        self.chance = random.Random(self.number)
        self.began = threading.Event()
        self.http = httpx.Client(base_url=desk.base, timeout=20)
        key = desk.address.partition("key=")[2]
        self.http.post("/sign-in", data={"key": key, "name": name})
        token = self.http.get("/api/session").json()["token"]
        self.http.headers["x-servanda-form"] = token

    def work(self) -> None:
        acts = [self.accept, self.bulk, self.form, self.write, self.rate, self.upload, self.settle]
        with suppress(httpx.TransportError):
            # Each begins with another kind, so that every kind has its turn on a slow machine, too.
            for at in count(self.number):
                acts[at % len(acts)]()
                self.began.set()
        self.http.close()

    def proposals(self, most: int) -> dict[str, str]:
        after = self.chance.randrange(SENTENCES - DOUBLY_CODED)
        asked = {"state": "proposed", "limit": most, "after": after}
        page = self.http.get("/api/statements", params=asked).json()
        return {one["statement"]["id"]: one["seen"] for one in page["statements"]}

    def act(self, kind: str, path: str, **asked: object) -> bool:
        answer = self.http.post(path, json=asked)
        if answer.status_code != 200:
            # The other one was faster: that is told, and nothing was recorded.
            assert answer.status_code in (404, 409), answer.text
            return False
        self.told.note(kind, answer.json()["head"])
        return True

    def accept(self) -> None:
        seen = self.proposals(1)
        if seen and self.act("accept", "/api/acts/accept", seen=seen):
            self.told.accepted |= seen.keys()

    def bulk(self) -> None:
        seen = self.proposals(8)
        if seen and self.act("bulk", "/api/acts/accept", seen=seen):
            self.told.accepted |= seen.keys()

    def form(self) -> None:
        """As a browser without script does it."""
        html = self.http.get("/queue?sort=text").text
        if found := re.search(r'data-act="accept"[^>]*>(.*?)</form>', html, re.S):
            sent = dict(re.findall(r'name="(\w+)" value="([^"]*)"', found[1]))
            if self.http.post("/act", data=sent).status_code == 303:
                self.told.note("form")
                self.told.accepted.add(sent["id"])

    def write(self) -> None:
        source = self.http.get("/api/sources", params={"limit": 1}).json()["sources"][0]["id"]
        words = f"Convoy {self.chance.randrange(SENTENCES)} reached"
        self.act("write", "/api/acts/write", source=source, quotes=[words], provisions=["roads"])

    def rate(self) -> None:
        period = str(2014 + self.chance.randrange(10))
        self.act(
            "rate", "/api/acts/rate", provision="roads", period=period, level="0", why="as told"
        )

    def upload(self) -> None:
        number = self.chance.getrandbits(40)
        begun = self.http.post(
            "/api/sources",
            params={"name": f"{number}.txt", "read": "false"},
            content=f"Report number {number}: the road was closed.\n".encode(),
            headers={"content-type": "application/octet-stream"},
        )
        if begun.status_code != 200:
            return
        told = begun.json()
        while not told["over"]:
            told = self.http.get(f"/api/intakes/{told['number']}").json()
        assert told["stage"] == "done", told
        self.told.note("upload")
        self.told.sources.add(told["files"][0]["source"])

    def settle(self) -> None:
        found = self.http.get("/api/coding/differences", params={"sample": "first"}).json()
        if not found["units"]:
            return
        unit = self.chance.choice(found["units"])
        self.act(
            "settle",
            "/api/coding/settle",
            sample="first",
            unit=unit["unit"],
            seen=unit["seen"],
            cause="slip",
            why="read again",
            codes={"stance": "kept"},
        )


def test_nothing_acknowledged_is_lost(dossier: Path, tmp_path: Path) -> None:
    """Two clients at once, acts of seven kinds; the power goes four times."""
    told = Acknowledged()
    numbers = count(1)
    for seconds in MOMENTS:
        desk = RunningDesk(dossier, cache=tmp_path / "cache")
        clients = [Client(desk, f"coder-{n}", told, numbers) for n in (1, 2)]
        wrong: list[BaseException] = []

        def work(client: Client, wrong: list[BaseException] = wrong) -> None:
            try:
                client.work()
            except BaseException as error:
                wrong.append(error)

        threads = [threading.Thread(target=work, args=(one,)) for one in clients]
        for one in threads:
            one.start()
        for one in clients:
            one.began.wait(timeout=30)
        time.sleep(seconds)
        desk.kill()
        for one in threads:
            one.join(timeout=60)
        assert wrong == []
        verify(dossier, told)
    assert set(told.kinds) == {"accept", "bulk", "form", "write", "rate", "upload", "settle"}


def verify(dossier: Path, told: Acknowledged) -> None:
    """The desk opens again, proves, and holds all that it said it held."""
    journal = open_journal(str(dossier), readonly=False)
    entries = {(one.number, one.hash) for one in journal.entries()}
    assert told.heads <= entries
    stands = {one.id for one in journal.statements() if one.state in ("accepted", "amended")}
    assert told.accepted <= stands
    assert told.sources <= {one.id for one in journal.outline().sources}
    assert list(journal.check()) == []
    journal.close()
