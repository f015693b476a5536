"""The page on the desk's API: its program runs as it stands there, and it names every address."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.browser.desk import RunningDesk
from tests.docs.test_examples import blocks, prepared  # noqa: F401 - a fixture

from servanda.journal import open_journal

pytest.importorskip("httpx", reason="httpx is not installed")
pytest.importorskip("starlette", reason="the extra `web` is not installed")
pytest.importorskip("uvicorn", reason="the extra `web` is not installed")
from servanda.web.routes.api import OPERATIONS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "api.md"


@pytest.fixture
def desk(prepared, gazetteer_cache, tmp_path) -> Iterator[RunningDesk]:  # noqa: F811 - the fixture
    path = Path(shutil.copy(prepared, tmp_path / "ili.servanda"))
    opened = RunningDesk(path, cache=gazetteer_cache)
    yield opened
    opened.stop()


def test_the_program_runs_as_it_stands(desk: RunningDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    [program] = blocks(PAGE, "python")
    monkeypatch.setenv("DESK_KEY", desk.address.partition("key=")[2])
    names: dict = {}
    exec(program.replace("http://127.0.0.1:8417", desk.base), names)
    assert names["sent"]["files"][0]["fate"] == "added"
    assert names["text"] == "The letter"
    journal = open_journal(str(desk.dossier), readonly=True)
    statements = list(journal.statements())
    [written] = [one for one in statements if one.id == names["written"]["id"]]
    journal.close()
    assert written.quote == "article 1 was not carried out"
    assert names["number"] == len(statements)


def test_the_page_names_every_address_and_no_other() -> None:
    told = set(re.findall(r"`(/api/[^`\s]*)`", PAGE.read_text("utf-8"))) - {"/api/openapi.json"}
    assert told == {one.path for one in OPERATIONS}
