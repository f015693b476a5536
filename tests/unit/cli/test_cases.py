"""Real agreements and reports go the whole way: draft, new, add, read, report, check."""

from __future__ import annotations

import json
from pathlib import Path

import pytest


def drafted(terminal, agreements: list[Path]) -> list[Path]:
    """Every agreement drafted from its own text, under a key of its own."""
    for file in agreements:
        terminal.type("draft", file, "-o", f"{file.stem}.yaml", "--key", f"text-{file.stem}")
    return [Path(f"{file.stem}.yaml") for file in agreements]


@pytest.mark.shared
@pytest.mark.parametrize(("case", "least"), [("bangsamoro", 8), ("minsk", 179)])
def test_a_case_goes_the_whole_way_without_a_traceback(terminal, shared, case, least):
    folder = shared / "cases" / case
    files = drafted(terminal, sorted((folder / "agreements").glob("*.html")))
    terminal.type("new", "case.servanda", *(word for one in files for word in ("--agreement", one)))
    assert f"{least} new sources" in terminal.type("add", "case.servanda", folder / "reports")
    terminal.type("read", "case.servanda")
    terminal.type("report", "case.servanda", "-o", "site")
    terminal.type("check", "case.servanda")
    assert Path("site/index.html").is_file()
    for page in Path("site").rglob("*.html"):
        assert page.stat().st_size < 300_000, page
    found = [
        json.loads(one)
        for one in terminal.type("list", "case.servanda", "--json").split("\n")
        if one
    ]
    assert found
    assert all(one["layer"] == "author" for one in found)
