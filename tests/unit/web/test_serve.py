"""`servanda serve`: what it refuses, and what it says when its library is missing."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest

from servanda.cli import main


def said(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    with pytest.raises(SystemExit) as end:
        main([str(one) for one in words])
    assert end.value.code == 1
    return capsys.readouterr().err


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::", "example.org"])
def test_it_opens_to_no_other_machine(
    capsys, dossier: Path, host: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SERVANDA_SETTINGS", str(tmp_path / "settings"))
    told = said(capsys, "serve", dossier, "--host", host)
    assert "open to other machines" in told or "no address of a machine" in told


def test_a_port_that_somebody_has_is_named(capsys, dossier: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"Port {port} cannot be had" in said(capsys, "serve", dossier, "--port", port)


def test_a_dossier_that_is_not_there_is_told_before_anything_opens(capsys, tmp_path: Path) -> None:
    assert "There is no dossier" in said(capsys, "serve", tmp_path / "none.servanda")


def test_without_its_library_it_says_what_to_install(
    capsys, dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "servanda.web.serve", None)
    for name in [one for one in sys.modules if one.startswith(("servanda.web", "starlette"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    monkeypatch.setitem(sys.modules, "starlette", None)
    assert "pip install 'servanda[web]'" in said(capsys, "serve", dossier)
