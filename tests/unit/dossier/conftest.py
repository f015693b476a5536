"""One site of the story, written once for all tests of this room that only read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.assessing import assess
from servanda.domain.record import Record
from servanda.dossier import SiteOptions, write_site

from .story import make_record


@pytest.fixture(scope="session")
def record() -> Record:
    """The invented story."""
    return make_record()


@pytest.fixture(scope="session")
def site(record: Record, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its site."""
    out = tmp_path_factory.mktemp("dossier") / "site"
    write_site(record, assess(record), out, options=SiteOptions())
    return out
