"""`servanda --version`: which Servanda answers, and whether its reading is compiled."""

from __future__ import annotations

import importlib.util
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from servanda import __version__
from servanda.cli.app import servanda


@pytest.mark.parametrize(
    ("origin", "told"),
    [
        ("servanda/reading/cues.py", ""),
        ("servanda/reading/cues.cpython-311-x86_64-linux-gnu.so", " (compiled)"),
    ],
)
def test_the_version_tells_whether_reading_is_compiled(
    monkeypatch: pytest.MonkeyPatch, origin: str, told: str
) -> None:
    """Somebody who reports a speed or a fault can say with one line what they ran."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: SimpleNamespace(origin=origin))
    done = CliRunner().invoke(servanda, ["--version"])
    assert done.exit_code == 0
    assert done.output == f"servanda, version {__version__}{told}\n"
