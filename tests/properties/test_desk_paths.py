"""Whatever address is asked for, the desk answers: it never breaks, and always guards itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as some
from tests.builders import READER, a_source, a_statement, an_agreement, bytes_of

from servanda.domain.entry import AgreementKept, SourceAdded, SourceRead
from servanda.journal import open_journal

testclient = pytest.importorskip("starlette.testclient", reason="the extra `web` is not installed")
from servanda.web.app import ROUTES, make_app  # noqa: E402
from servanda.web.desk import Desk  # noqa: E402
from servanda.web.entrance.session import Keys  # noqa: E402

HOST = "127.0.0.1:8417"
#: Where addresses lead, with the holes in them filled at will.
KNOWN = sorted({one.path for one in ROUTES})
REPORT = ["index.html", "matrix.html", "sources.html", "journal.html", "data/statements.csv"]
odd = some.text(max_size=40) | some.sampled_from(
    ["..", ".", "\0", "%00", "%2e%2e", "a/../b", "//", "\\", "\u202e", "é", "9" * 400, "-1", "1e9"]
)


@pytest.fixture(scope="module")
def client(tmp_path_factory) -> Iterator:
    path: Path = tmp_path_factory.mktemp("paths") / "valley.servanda"
    source = a_source()
    one = a_statement(source, "No prisoner was released by the council.")
    journal = open_journal(str(path), create=True)
    with journal.batch(actor="coder-2") as batch:
        batch.append(AgreementKept(an_agreement()))
        batch.append(SourceAdded(source, bytes_of(source)))
        batch.append(SourceRead(source.id, READER, (one,)))
    journal.close()
    desk = Desk(path, Keys(b"s" * 32, path), frozenset({HOST}), coder="coder-1")
    opened = testclient.TestClient(
        make_app(desk), base_url=f"http://{HOST}", follow_redirects=False
    )
    opened.headers["cookie"] = f"{desk.keys.cookie}={desk.keys.open_session('coder-1')}"
    opened.token = desk.keys.form_token("coder-1")
    yield opened
    desk.close()


def fill(path: str, data: some.DataObject) -> str:
    """Give an address with what somebody might type in the place of each part in braces."""
    parts = path.split("{")
    told = parts[0]
    for part in parts[1:]:
        told += quote(data.draw(odd), safe="") + part.partition("}")[2]
    return told


def look(answer, asked: str) -> None:
    assert answer.status_code < 500, asked
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] != "public"


often = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@often
@given(data=some.data())
def test_no_address_breaks_the_desk(client, data) -> None:
    path = fill(data.draw(some.sampled_from(KNOWN)), data)
    names = some.sampled_from(
        [
            "at",
            "state",
            "sort",
            "page",
            "done",
            "q",
            "source",
            "near",
            "view",
            "as-of",
            "next",
            "key",
        ]
    )
    asked = data.draw(some.dictionaries(names | odd, odd, max_size=4))
    query = "&".join(f"{quote(name, safe='')}={quote(one, safe='')}" for name, one in asked.items())
    whole = f"{path}?{query}" if query else path
    look(client.get(whole), whole)


@often
@given(rest=some.lists(odd, max_size=4), start=some.sampled_from(["", *REPORT, "static", "api"]))
@example(rest=["..", "..", "etc", "passwd"], start="static")
@example(rest=["%2e%2e", "desk.key"], start="data")
def test_no_path_leads_out_of_the_desk(client, rest: list[str], start: str) -> None:
    path = "/" + "/".join([start, *(quote(one, safe="%") for one in rest)])
    answer = client.get(path)
    look(answer, path)
    assert "root:" not in answer.text


@often
@given(data=some.data())
def test_no_form_breaks_the_desk(client, data) -> None:
    posts = sorted({one.path for one in ROUTES if "POST" in (one.methods or ())})
    paths = [one for one in posts if not one.startswith(("/api", "/sign", "/add"))]
    path = fill(data.draw(some.sampled_from(paths)), data)
    names = some.sampled_from(
        ["act", "id", "seen", "reason", "why", "first", "last", "back", "tick", "source", "start",
         "end", "kind", "stance", "about", "when", "text", "entry", "level", "provision"]
    )  # fmt: skip
    form = data.draw(some.dictionaries(names, odd | some.lists(odd, max_size=3), max_size=6))
    answer = client.post(path, data={**form, "token": client.token})
    look(answer, f"{path} {form}")
