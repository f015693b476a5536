"""A desk of its own for browser tests: started as users start it, stopped by its own id."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import servanda

SCRIPT = Path(servanda.__file__).parent / "web" / "static" / "built" / "desk.js"
#: For what only the script does; all the rest works without.
needs_script = pytest.mark.skipif(
    not SCRIPT.is_file(), reason="the desk's script is not built (`make assets`)"
)


class RunningDesk:
    """`servanda serve` in a process of its own, on a free port of this machine."""

    def __init__(self, dossier: Path, *, cache: Path, port: int = 0) -> None:
        self.dossier, self.cache = dossier, cache
        self.start(port)

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
