"""The desk's script: typed, built and never needed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from servanda.web import views
from servanda.web.routes import pages

from .conftest import Visitor

ASSETS = Path(__file__).resolve().parents[3] / "assets"
TSC = ASSETS / "node_modules" / ".bin" / "tsc"


@pytest.mark.skipif(
    not TSC.exists() or shutil.which("node") is None, reason="npm packages are not fetched"
)
def test_its_types_hold() -> None:
    checked = subprocess.run(
        [TSC, "--project", "."], cwd=ASSETS, capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stdout) == (0, "")


@pytest.mark.parametrize("built", [True, False])
def test_a_page_asks_for_it_only_where_it_was_built(
    visitor: Visitor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, built: bool
) -> None:
    file = tmp_path / "desk.js"
    if built:
        file.write_text("void 0;")
    monkeypatch.setattr(views, "script_file", lambda: file)
    monkeypatch.setattr(pages, "script_file", lambda: file)
    views.is_built.cache_clear()
    pages._static.cache_clear()
    try:
        assert ("/static/desk.js" in visitor.get("/queue")) is built
        visitor.get("/static/desk.js", status=200 if built else 404)
        visitor.get("/static/desk.css")
    finally:
        views.is_built.cache_clear()
        pages._static.cache_clear()


def test_its_lock_names_no_registry() -> None:
    """Each machine asks the registry that its npm is set to; the digests hold what comes."""
    lock = (ASSETS / "package-lock.json").read_text()
    assert "://" not in lock
    assert lock.count('"integrity": "sha512-') == lock.count('"node_modules/')
