"""HTTP with an end: how long a request's head may take, and how large it may be."""

from __future__ import annotations

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

#: Longest time for the line and headers of a request, from the first byte or a new connection on.
HEAD_SECONDS = 20.0
#: An address with all filters, a cookie and what browsers send are far smaller.
MOST_HEADER_BYTES = 32 * 1024
#: Some dozens of coders with six connections each.
MOST_CONNECTIONS = 400


class BoundedProtocol(H11Protocol):
    """Uvicorn's HTTP in Python, which by itself waits for ever for the end of a request's head."""

    _waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take in what came; wait on where the head of a request is not whole."""
        super().data_received(data)
        if self.conn.their_state is h11.IDLE:
            self._wait()
        else:
            self._wait_no_longer()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing."""
        self._wait_no_longer()
        super().connection_lost(exc)

    def _wait(self) -> None:
        if self._waiting is None:
            self._waiting = self.loop.call_later(HEAD_SECONDS, self._hang_up)

    def _wait_no_longer(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _hang_up(self) -> None:
        self._waiting = None
        if not self.transport.is_closing():
            self.transport.close()
