"""What every test may ask for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real documents that is not part of the project; skips where it is absent."""
    folder = Path(os.environ.get("SERVANDA_SHARED") or ROOT.parent / "shared")
    if not (folder / "sources").is_dir():
        pytest.skip("the shared material (real letters and reports) is not on this machine")
    return folder


@pytest.fixture(scope="session")
def letter_path(shared: Path) -> Path:
    """The letter of 12 July 1947, as a text file."""
    return shared / "sources" / "qasimi-sabri-1947-07-12.txt"


@pytest.fixture(scope="session")
def example() -> Path:
    """The bundled example."""
    return ROOT / "examples" / "ili-1946"


@pytest.fixture(scope="session")
def gazetteer_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache in which the world gazetteer is built once for all workers of a run."""
    cache = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        cache = cache.parent
    return cache / "servanda-cache"
