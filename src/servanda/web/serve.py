"""Open the desk: check what is asked for, find a port, print the address, serve until stopped."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from servanda.errors import ServandaError
from servanda.journal import open_journal
from servanda.settings import Settings
from servanda.web.app import make_app
from servanda.web.desk import Desk
from servanda.web.session import Keys, load_secret

#: Tried first, so that a bookmark stays true; the next free one if somebody has it.
PORT = 8417
TRIES = 20


def serve(
    dossier: Path,
    *,
    host: str,
    port: int | None,
    include_sensitive: bool,
    settings: Settings,
    ready: Callable[[str], None],
) -> None:
    """Serve the desk of a dossier until it is stopped; `ready` is told the address to open.

    Raises:
        ServandaError: Another address than this machine's own, or no free port.
        DossierError: It cannot be opened.
    """
    _verify_loopback(host)
    # A mistake in the path is told now, not on the first page.
    open_journal(str(dossier), readonly=True).close()
    bound = _bind(host, port)
    number = bound.getsockname()[1]
    keys = Keys(load_secret(settings.cache), dossier)
    desk = Desk(
        dossier,
        keys,
        hosts=frozenset(f"{name}:{number}" for name in ("127.0.0.1", "localhost", "[::1]")),
        include_sensitive=include_sensitive,
        coder=settings.coder,
        cache=settings.cache,
    )
    config = uvicorn.Config(
        make_app(desk),
        log_level="warning",
        access_log=False,
        server_header=False,
        ws="none",
        lifespan="on",
        timeout_graceful_shutdown=3,
    )
    name = f"[{host}]" if ":" in host else host
    ready(f"http://{name}:{number}/?key={keys.address_key}")
    uvicorn.Server(config).run(sockets=[bound])


def _verify_loopback(host: str) -> None:
    try:
        local = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        local = False
    if not local:
        raise ServandaError(
            f"The desk serves this machine only, and {host!r} is another address. There every "
            "coder would need a password, which the desk cannot ask for yet. Leave --host out, "
            "and reach the desk from elsewhere through a tunnel (ssh -L)."
        )


def _bind(host: str, port: int | None) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for number in [port] if port is not None else [*range(PORT, PORT + TRIES), 0]:
        bound = socket.socket(family)
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            bound.bind((host, number))
            # Whoever opens the address at once waits, and is not turned away.
            bound.listen(128)
        except OSError as trouble:
            bound.close()
            if port is not None:
                raise ServandaError(
                    f"Port {port} cannot be had: {trouble.strerror}. Leave --port out for a free "
                    "one."
                ) from trouble
        else:
            return bound
    raise ServandaError("No free port could be found on this machine.")
