"""Requests have an end: in time, in size, in the number of their headers."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn

from servanda.web import guard
from servanda.web.app import make_app
from servanda.web.desk import Desk
from servanda.web.entrance import protocol
from servanda.web.entrance.doorway import Doorway
from servanda.web.serve import config_of

from .conftest import Visitor


@pytest.fixture
def port(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A desk on a port of this machine that loses patience soon."""
    monkeypatch.setattr(protocol, "HEAD_SECONDS", 0.4)
    monkeypatch.setattr(guard, "BODY_SECONDS", 0.4)
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        bound.listen()
        number = bound.getsockname()[1]
        desk.hosts = frozenset({f"127.0.0.1:{number}"})
        config = config_of(make_app(desk), Doorway())
        # The fixture closes the desk.
        config.lifespan = "off"
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]})
        thread.start()
        until = time.monotonic() + 20
        while not server.started and time.monotonic() < until:
            time.sleep(0.02)
        yield number
        server.should_exit = True
        thread.join(timeout=20)


def sent(port: int, *parts: bytes) -> bytes:
    """Send some bytes and nothing more; gives all that comes until the desk hangs up."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        with contextlib.suppress(ConnectionError):
            for part in parts:
                line.sendall(part)
        found = b""
        with contextlib.suppress(ConnectionError):
            while part := line.recv(65_536):
                found += part
        return found


def test_whoever_says_nothing_or_never_ends_is_hung_up_on(port: int) -> None:
    assert sent(port) == b""
    assert sent(port, b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ") == b""


def test_a_head_without_end_is_refused(port: int) -> None:
    told = sent(port, b"GET / HTTP/1.1\r\n", b"X-Long: " + b"x" * 100_000)
    assert told == b"" or told.startswith(b"HTTP/1.1 4")


def test_a_body_that_does_not_come_is_not_waited_for(port: int, desk: Desk) -> None:
    keys = desk.keys
    head = (
        f"POST /undo HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n"
        f"Cookie: {keys.cookie}={keys.open_session('coder-1')}\r\nContent-Length: 1000\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    )
    assert sent(port, head.encode(), b"first=1").startswith(b"HTTP/1.1 408")


def test_whoever_is_not_signed_in_is_told_before_a_body_is_read(port: int) -> None:
    head = (
        f"POST /api/acts/accept HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n"
        "Content-Type: application/json\r\nContent-Length: 1000000\r\n\r\n"
    )
    assert sent(port, head.encode()).startswith(b"HTTP/1.1 401")


def test_a_request_has_few_headers(visitor: Visitor) -> None:
    many = {f"x-{n}": "1" for n in range(guard.MOST_HEADERS + 1)}
    assert visitor.client.get("/", headers=many).status_code == 431
