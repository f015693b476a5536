"""Who comes in: the key of the address, a name, a form's token, the right host, a small body."""

from __future__ import annotations

import pytest

from .conftest import HOST, Visitor


def test_without_signing_in_nothing_of_the_dossier_is_shown(stranger: Visitor) -> None:
    for path in ("/", "/sources.html", "/data/statements.json", "/journal.html"):
        answer = stranger.client.get(path)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/sign-in")
        assert answer.text == ""


def test_without_the_key_of_the_address_nobody_signs_in(stranger: Visitor) -> None:
    """Other users of the machine can reach the port, but not the address."""
    answer = stranger.client.post("/sign-in", data={"key": "guessed", "name": "coder-1"})
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert stranger.desk.keys.address_key not in stranger.get("/sign-in")


def test_the_address_that_was_printed_leads_to_the_first_page(stranger: Visitor) -> None:
    key = stranger.desk.keys.address_key
    asked = stranger.client.get(f"/?key={key}")
    assert "Sit down" in stranger.get(asked.headers["location"])
    stranger.sign_in()
    onward = stranger.client.get(f"/?key={key}")
    assert (onward.status_code, onward.headers["location"]) == (303, "/")


@pytest.mark.parametrize("name", ["", "   ", "reader:rules", "x" * 61, "a\u202eb"])
def test_a_name_that_cannot_be_one_is_asked_for_again(stranger: Visitor, name: str) -> None:
    key = stranger.desk.keys.address_key
    answer = stranger.client.post("/sign-in", data={"key": key, "name": name})
    assert answer.status_code == 400
    assert "A name has" in answer.text


def test_a_cookie_cannot_be_read_by_script_nor_sent_from_elsewhere(stranger: Visitor) -> None:
    key = stranger.desk.keys.address_key
    answer = stranger.client.post("/sign-in", data={"key": key, "name": "coder-1"})
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_a_forged_cookie_is_nobody(stranger: Visitor) -> None:
    keys = stranger.desk.keys
    told, _, signed = keys.open_session("coder-1").rpartition(".")
    assert keys.coder_of(f"{told}.{signed}") == "coder-1"
    for forged in ("", "a.b", f"{told}.{signed[:-1]}x", f"x{told}.{signed}", "ü.ü.ü.ü"):
        assert keys.coder_of(forged) is None


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", f"{HOST}.evil", ""])
def test_another_host_name_is_refused(visitor: Visitor, host: str) -> None:
    """A page elsewhere may point its own name at this machine."""
    answer = visitor.client.get("/", headers={"host": host})
    assert answer.status_code == 421
    assert "prisoner" not in answer.text


@pytest.mark.parametrize("token", ["", "guessed", "ü"])
def test_a_form_without_its_token_is_refused(visitor: Visitor, token: str) -> None:
    answer = visitor.client.post("/sign-out", data={"token": token})
    assert answer.status_code == 403
    visitor.get("/")


@pytest.mark.parametrize(
    "headers", [{"origin": "http://evil.example"}, {"sec-fetch-site": "cross-site"}]
)
def test_a_form_from_another_site_is_refused(visitor: Visitor, headers: dict[str, str]) -> None:
    answer = visitor.client.post("/sign-out", data={"token": visitor.token}, headers=headers)
    assert answer.status_code == 403


def test_a_body_has_an_end(visitor: Visitor) -> None:
    big = visitor.client.post("/sign-out", data={"token": visitor.token, "why": "x" * 600_000})
    many = visitor.client.post("/sign-out", data={f"f{n}": "" for n in range(5_001)})
    other = visitor.client.post("/sign-out", content=b"{}")
    assert [big.status_code, many.status_code, other.status_code] == [413, 400, 415]


def test_every_answer_forbids_what_a_page_does_not_need(visitor: Visitor) -> None:
    for path in ("/", "/sign-in", "/static/desk.js", "/nothing", "/api/head"):
        headers = visitor.client.get(path).headers
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"


def test_whoever_signs_out_is_out(visitor: Visitor) -> None:
    assert visitor.post("/sign-out").status_code == 303
    assert visitor.client.get("/").status_code == 303


@pytest.mark.parametrize("next", ["//evil.example", "https://evil.example", "/\\evil.example", "x"])
def test_signing_in_leads_nowhere_else(stranger: Visitor, next: str) -> None:
    key = stranger.desk.keys.address_key
    answer = stranger.client.post("/sign-in", data={"key": key, "name": "c", "next": next})
    assert answer.headers["location"] == "/"
