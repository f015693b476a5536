"""A dossier whose only document nobody could read says "not read", and never "silent"."""

from __future__ import annotations

from dataclasses import replace

import pytest

from servanda.assessing import assess
from servanda.domain.record import Record
from servanda.dossier import SiteOptions, write_site
from servanda.dossier.summary import summary

from .conftest import ACCORD
from .reading import ReadPage, read_site

SILENT = (
    "silence, not compliance",
    "what was read says nothing",
    "nobody says anything",
    "in anything that was read",
    "nothing that was read",
)


@pytest.fixture(scope="module")
def unread(record: Record) -> Record:
    """The story's agreements with one document, which is a scan."""
    return replace(record, sources=record.sources[:1], statements=(), readings={})


@pytest.fixture(scope="module")
def unread_pages(unread: Record, tmp_path_factory: pytest.TempPathFactory) -> dict[str, ReadPage]:
    out = tmp_path_factory.mktemp("unread") / "site"
    write_site(unread, assess(unread), out, options=SiteOptions())
    return read_site(out)


def test_no_page_calls_silent_what_nobody_read(unread_pages: dict[str, ReadPage]) -> None:
    for path, page in unread_pages.items():
        for told in SILENT:
            assert path == "method.html" or told not in page.words().lower(), (path, told)


def test_every_promise_is_marked_not_read(unread_pages: dict[str, ReadPage]) -> None:
    tree = unread_pages[f"{ACCORD}.html"].words("#tree ~ .scroll")
    assert "not read" in tree
    assert "silent" not in tree
    rows = [page for path, page in unread_pages.items() if path.startswith(f"{ACCORD}/provisions/")]
    assert rows
    assert all("No document was read." in page.words() for page in rows)


def test_the_summary_says_not_read(unread: Record) -> None:
    told = summary(unread, assess(unread))
    assert "not read (no document was read)" in told
    assert "says nothing" not in told
