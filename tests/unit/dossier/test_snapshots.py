"""Key pages as they were last looked at; `make update-snapshots` writes them anew.

The snapshots are for people's eyes in a review: what changed on the page, word by word. They hold
what is read, not how it is drawn.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from servanda.domain.record import Record
from servanda.dossier import addresses

from .conftest import ACCORD
from .reading import ReadPage

FOLDER = Path(__file__).parents[2] / "snapshots" / "dossier"
UPDATE = bool(os.environ.get("SERVANDA_UPDATE_SNAPSHOTS"))
PAGES = {
    "first": "index.html",
    "provision": f"{ACCORD}/provisions/withdrawal.html",
    "matrix": f"{ACCORD}/matrix/place.html",
    "silence": "silence.html",
    "party": f"{ACCORD}/parties/council.html",
    "place": "places/norvik.html",
}


def lines(page: ReadPage) -> str:
    """What is read on a page: a line for each block, so that a difference is easy to see."""
    found = []
    for one in page.all(
        "main h1, main h2, main h3, main p, main li, main dt, main dd, main tr, main blockquote"
    ):
        words = " ".join(one.text(separator=" ").split())
        if words:
            found.append(f"{one.tag}: {words}")
    return "\n".join(found) + "\n"


@pytest.mark.parametrize("name", [*PAGES, "source"])
def test_a_page_reads_as_it_did(name: str, pages: dict[str, ReadPage], record: Record) -> None:
    path = PAGES.get(name) or addresses.source(record.sources[0].id)
    file = FOLDER / f"{name}.txt"
    if UPDATE:
        FOLDER.mkdir(parents=True, exist_ok=True)
        file.write_text(lines(pages[path]), "utf-8")
    assert lines(pages[path]) == file.read_text("utf-8")
