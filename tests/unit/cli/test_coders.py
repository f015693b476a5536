"""`servanda coders`: the few lines that are typed before a desk opens to others."""

from __future__ import annotations

import re

import pytest

pytest.importorskip("starlette", reason="the extra `web` is not installed")


@pytest.fixture
def dossier(terminal, tmp_path, monkeypatch, example):
    monkeypatch.setenv("SERVANDA_SETTINGS", str(tmp_path / "settings"))
    terminal.type("new", "valley.servanda", "--agreement", example / "agreement.yaml")
    return "valley.servanda"


def test_a_coder_is_added_listed_and_removed(terminal, dossier) -> None:
    told = terminal.type("coders", dossier, "add", "coder-1", "--generate")
    first = re.search(r"Password: (\S+)", told)[1]
    assert terminal.type("coders", dossier, "list").split() == ["coder-1"]
    told = terminal.type("coders", dossier, "password", "coder-1", "--generate")
    assert re.search(r"Password: (\S+)", told)[1] != first
    terminal.type("coders", dossier, "remove", "coder-1")
    assert terminal.type("coders", dossier, "list") == ""
    assert "Nobody has a password yet" in terminal.err


def test_a_password_is_typed_twice_and_never_printed(terminal, dossier, monkeypatch) -> None:
    typed = iter(["four words in a row", "four words in a raw", *["four words in a row"] * 2])
    monkeypatch.setattr("click.termui.hidden_prompt_func", lambda _: next(typed))
    told = terminal.type("coders", dossier, "add", "coder-1")
    assert "coder-1 may come in" in told
    assert "four words" not in told + terminal.err


def test_a_dossier_that_is_not_there_has_no_coders(terminal, dossier) -> None:
    terminal.type("coders", "none.servanda", "list", code=1)
    assert "There is no dossier" in terminal.err


def test_the_desk_says_what_others_need_before_anything_opens(terminal, dossier) -> None:
    terminal.type("serve", dossier, "--host", "192.0.2.7", "--no-browser", code=1)
    assert f"servanda coders {dossier} add NAME" in terminal.err
    assert "--certificate FILE --key FILE" in terminal.err
    terminal.type("coders", dossier, "add", "coder-1", "--generate")
    terminal.type("serve", dossier, "--host", "192.0.2.7", "--no-browser", code=1)
    assert "add NAME" not in terminal.err
    terminal.type(
        "serve", dossier, "--host", "192.0.2.7", "--certificate", "none.crt", "--key", "none.key",
        code=1,
    )  # fmt: skip
    assert "none.crt is no file" in terminal.err
