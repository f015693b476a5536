"""Open the desk: check what is asked for, find a port, print the address, serve until stopped."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn
from starlette.applications import Starlette

from servanda.errors import ServandaError
from servanda.journal import open_journal
from servanda.settings import Settings
from servanda.web.app import make_app
from servanda.web.desk import Desk
from servanda.web.entrance.door import Door
from servanda.web.entrance.doorway import (
    Doorway,
    hosts_of,
    is_loopback,
    is_open,
    verify_certificate,
    verify_doorway,
)
from servanda.web.entrance.passwords import Coders
from servanda.web.entrance.protocol import MOST_CONNECTIONS, MOST_HEADER_BYTES, BoundedProtocol
from servanda.web.entrance.rounds import Rounds
from servanda.web.entrance.secretly import name_for
from servanda.web.entrance.session import Keys, load_secret
from servanda.web.upload import sweep

#: Tried first, so that a bookmark stays true; the next free one if somebody has it.
PORT = 8417
TRIES = 20


def serve(
    dossier: Path,
    *,
    doorway: Doorway,
    port: int | None,
    include_sensitive: bool,
    settings: Settings,
    ready: Callable[[str], None],
    local: Callable[[str], bool] = is_loopback,
) -> None:
    """Serve the desk of a dossier until it is stopped; `ready` is told the address to open.

    Raises:
        ServandaError: Others could come in without a password or encryption; or no free port.
        DossierError: It cannot be opened.
    """
    coders = Coders(settings.own, dossier)
    names = coders.names() if is_open(doorway, local=local) else []
    verify_doorway(doorway, coders=names, dossier=dossier, local=local)
    verify_certificate(doorway)
    # A mistake in the path is told now, not on the first page.
    # An older file is brought up to date here, where somebody waits for it and sees trouble.
    open_journal(str(dossier)).close()
    bound = _bind(doorway.host, port)
    number = bound.getsockname()[1]
    desk = open_desk(
        dossier,
        doorway,
        number,
        include_sensitive=include_sensitive,
        settings=settings,
        local=local,
    )
    sweep(settings.cache)
    ready(address_of(desk, doorway, number))
    uvicorn.Server(config_of(make_app(desk), doorway)).run(sockets=[bound])


def open_desk(
    dossier: Path,
    doorway: Doorway,
    port: int,
    *,
    include_sensitive: bool,
    settings: Settings,
    local: Callable[[str], bool],
) -> Desk:
    """Give the desk for a doorway that was verified."""
    coders = Coders(settings.own, dossier) if is_open(doorway, local=local) else None
    keys = Keys(
        load_secret(settings.cache),
        dossier,
        stamps=coders,
        secure=doorway.certificate is not None or doorway.proxy is not None,
        rounds=Rounds(settings.cache / "signed-out" / name_for(dossier)),
    )
    return Desk(
        dossier,
        keys,
        hosts=hosts_of(doorway, port, local=local),
        include_sensitive=include_sensitive,
        coder=settings.coder,
        cache=settings.cache,
        door=Door(coders) if coders else None,
    )


def address_of(desk: Desk, doorway: Doorway, port: int) -> str:
    """Give the address to open in a browser; with its key where that lets people in."""
    scheme = "https" if desk.keys.secure else "http"
    host = f"[{doorway.host}]" if ":" in doorway.host else doorway.host
    if doorway.names:
        named = doorway.names[0]
        return f"{scheme}://{named if named in desk.hosts else f'{named}:{port}'}/"
    key = "" if desk.keys.asks_password else f"?key={desk.keys.address_key}"
    return f"{scheme}://{host}:{port}/{key}"


def config_of(app: Starlette, doorway: Doorway) -> uvicorn.Config:
    """Give how the application is served: bounded, quiet, and encrypted where it was asked for."""
    return uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        ws="none",
        lifespan="on",
        http=BoundedProtocol,
        h11_max_incomplete_event_size=MOST_HEADER_BYTES,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=3,
        ssl_certfile=doorway.certificate,
        ssl_keyfile=doorway.key,
        # Whose address a request has is believed of the user's own proxy alone.
        proxy_headers=doorway.proxy is not None,
        forwarded_allow_ips=doorway.proxy or "",
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
    raise ServandaError(f"No free port could be found at {host}: is it an address of this machine?")
