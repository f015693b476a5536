"""A desk of its own for browser tests: started as users start it, stopped by its own id."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import pytest

import servanda
from servanda.journal import Journal, open_journal

SCRIPT = Path(servanda.__file__).parent / "web" / "static" / "built" / "desk.js"
#: For what only the script does; all the rest works without.
needs_script = pytest.mark.skipif(
    not SCRIPT.is_file(), reason="the desk's script is not built (`make assets`)"
)


class RunningDesk:
    """`servanda serve` in a process of its own, on a free port of this machine.

    Skips where what it is served with is not installed.
    """

    def __init__(self, dossier: Path, *, cache: Path, port: int = 0) -> None:
        for needed in ("starlette", "uvicorn"):
            pytest.importorskip(needed, reason="the extra `web` is not installed")
        self.dossier, self.cache = dossier, cache
        self.start(port)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_wrong: object) -> None:
        self.stop()

    def start(self, port: int = 0) -> None:
        self.process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "servanda",
                "serve",
                str(self.dossier),
                "--no-browser",
                "--port",
                str(port),
            ],
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "SERVANDA_CACHE": str(self.cache), "PYTHONUNBUFFERED": "1"},
        )
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if found := re.search(r"(http://[^/]+)/\?key=\w+", line):
                self.address, self.base = found[0], found[1]
                break
        else:
            raise AssertionError("the desk did not open")
        self.port = int(self.base.rpartition(":")[2])

    def kill(self) -> None:
        """Take the power away."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> int:
        """Press Ctrl-C."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=20)


def sit_down(browser, desk: RunningDesk, name: str = "coder-1", **choices: object):
    """A coder's own browser, signed in, which remembers what it asked for and what went wrong."""
    context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **choices})
    page = context.new_page()
    page.asked, page.wrong = [], []
    page.on("request", lambda one: page.asked.append(one.url))
    page.on("pageerror", lambda one: page.wrong.append(str(one)))
    page.on("console", lambda one: page.wrong.append(one.text) if one.type == "error" else None)
    page.goto(desk.address)
    page.fill("#name", name)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{desk.base}/")
    return page


@contextmanager
def record(desk: RunningDesk) -> Iterator[Journal]:
    """What the desk has recorded, to be read; all of it proves."""
    journal = open_journal(str(desk.dossier), readonly=True)
    try:
        assert list(journal.check()) == []
        yield journal
    finally:
        journal.close()


def states(desk: RunningDesk) -> list[str]:
    """The state of every statement, in the order of the record."""
    with record(desk) as journal:
        return [one.state for one in journal.statements()]
