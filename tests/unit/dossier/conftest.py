"""One site of the story, written once for all tests of this room that only read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.assessing import assess
from servanda.domain.record import Record
from servanda.dossier import SiteOptions, write_site

from .reading import ReadPage, read_site
from .story import make_history, make_record

ACCORD = "agreements/two-shores-1921"


@pytest.fixture(scope="session")
def record() -> Record:
    """The invented story."""
    return make_record()


@pytest.fixture(scope="session")
def site(record: Record, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its site."""
    out = tmp_path_factory.mktemp("dossier") / "site"
    write_site(record, assess(record), out, options=SiteOptions(history=make_history(record)))
    return out


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, ReadPage]:
    """Its pages, read back."""
    return read_site(site)
