"""A terminal to type commands into."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.cli import main


class Terminal:
    """Types commands into the program and keeps what it answers."""

    def __init__(self, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
        self._capture = capfdbinary
        self.out = self.err = ""

    def type(self, *words: str | Path, code: int = 0) -> str:
        """Run `servanda WORDS`; the exit code must be `code`; gives standard output."""
        with pytest.raises(SystemExit) as end:
            main([str(one) for one in words])
        captured = self._capture.readouterr()
        self.out, self.err = captured.out.decode(), captured.err.decode()
        assert end.value.code == code, self.err
        assert "Traceback" not in self.err
        return self.out


@pytest.fixture
def terminal(
    capfdbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    gazetteer_cache: Path,
) -> Terminal:
    """A terminal in an empty folder, as coder-1."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SERVANDA_CACHE", str(gazetteer_cache))
    monkeypatch.setenv("SERVANDA_CODER", "coder-1")
    return Terminal(capfdbinary)
