"""A new journal in every backend."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from servanda.journal import Journal, open_journal

Open = Callable[[str], Journal]


@pytest.fixture(params=["memory", "sqlite"])
def backend(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Opens a new journal by a name of the test's choice."""
    opened: list[Journal] = []

    def open_one(name: str) -> Journal:
        url = ":memory:" if request.param == "memory" else str(tmp_path / f"{name}.servanda")
        opened.append(open_journal(url, create=True))
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()


@pytest.fixture
def journal(backend: Open) -> Journal:
    return backend("dossier")
