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
def chromium():
    """A browser; skips where none can be had."""
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
    pytest.importorskip("starlette", reason="the extra `web` is not installed")
    pytest.importorskip("uvicorn", reason="the extra `web` is not installed")
    copy = tmp_path_factory.mktemp("desk") / "ili.servanda"
    shutil.copy(lived_in, copy)
    opened = RunningDesk(copy, cache=gazetteer_cache)
    yield opened
    opened.stop()


def signed_in(browser, desk: RunningDesk, name: str = "coder-1", **choices: object):
    """A coder's own browser at the desk."""
    context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **choices})
    page = context.new_page()
    page.goto(desk.address)
    page.fill("#name", name)
    page.keyboard.press("Enter")
    page.wait_for_selector(".desk")
    return page
