"""A browser, a dossier with something of everything in it, and a desk to open it on."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.browser.desk import RunningDesk
from tests.browser.lived import live_in

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser():
    """A browser for all tests of a run; skips where none can be had."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine (apt: chromium)")
    with sync_api.sync_playwright() as play:
        opened = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def type_(gazetteer_cache) -> Callable[..., str]:
    """Types commands, each in a process of its own, as coder-1 unless they say otherwise."""

    def typed(*words: object) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "servanda", *map(str, words)],
            capture_output=True,
            text=True,
            check=False,
            env={
                "PATH": "/usr/bin:/bin",
                "PYTHONPATH": ":".join(sys.path),
                "SERVANDA_CACHE": str(gazetteer_cache),
                "SERVANDA_CODER": "coder-1",
                "PYTHONUTF8": "1",
            },
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return typed


@pytest.fixture(scope="session")
def lived_in(tmp_path_factory, example, type_) -> Path:
    """The bundled example after some weeks: ruled on, rated, graded, replied to, a sample drawn."""
    path = tmp_path_factory.mktemp("lived-in") / "ili.servanda"
    live_in(type_, path, example)
    return path


@pytest.fixture(scope="session")
def open_desk(lived_in, gazetteer_cache, tmp_path_factory) -> Iterator[RunningDesk]:
    """A desk on a copy of it, for looking only."""
    copy = tmp_path_factory.mktemp("desk") / "ili.servanda"
    shutil.copy(lived_in, copy)
    with RunningDesk(copy, cache=gazetteer_cache) as opened:
        yield opened


@pytest.fixture(scope="session")
def read_dossier(tmp_path_factory, example, type_) -> Path:
    """The bundled example, read and not ruled on."""
    path = tmp_path_factory.mktemp("read") / "ili.servanda"
    type_("new", path, "--agreement", example / "agreement.yaml")
    type_("add", path, *sorted(example.glob("*.txt")))
    type_("read", path)
    return path


@pytest.fixture
def desk(read_dossier, gazetteer_cache, tmp_path) -> Iterator[RunningDesk]:
    """A desk on a copy of it, for one test to work at."""
    path = tmp_path / "ili.servanda"
    shutil.copy(read_dossier, path)
    with RunningDesk(path, cache=gazetteer_cache) as opened:
        yield opened
