"""How the desk may be opened: to this machine, or to others with passwords on an encrypted line."""

from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from servanda.errors import ServandaError

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
HTTPS_PORT = 443


@dataclass(frozen=True, slots=True)
class Doorway:
    """What the user asked for: where the desk listens, under which names, and who encrypts."""

    host: str = "127.0.0.1"
    #: Names under which browsers ask for it, beside the address.
    names: tuple[str, ...] = ()
    certificate: Path | None = None
    key: Path | None = None
    #: The address of a server of the user's that encrypts the line and passes requests on.
    proxy: str | None = None


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach an address."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def is_open(doorway: Doorway, *, local: Callable[[str], bool] = is_loopback) -> bool:
    """Tell whether others come in: then each needs a password, and the line encryption."""
    return doorway.proxy is not None or not local(doorway.host)


def verify_doorway(
    doorway: Doorway,
    *,
    coders: Sequence[str],
    dossier: Path,
    local: Callable[[str], bool] = is_loopback,
) -> None:
    """Return only if the desk may be opened so; what is missing is named all at once.

    Raises:
        ServandaError: No password, no encryption, no name, or parts that do not go together.
    """
    _verify_address(doorway.host)
    if doorway.proxy is not None:
        _verify_address(doorway.proxy)
        if doorway.certificate is not None or doorway.key is not None:
            raise ServandaError(
                "Either the desk encrypts the line (--certificate and --key) or the server in "
                "front of it does (--behind-proxy): leave one of them out."
            )
    if (doorway.certificate is None) != (doorway.key is None):
        raise ServandaError("A certificate needs its key: give both --certificate and --key.")
    if not is_open(doorway, local=local):
        if doorway.names:
            raise ServandaError(
                "--name is for a desk that is open to other machines: give --host ADDRESS or "
                "--behind-proxy ADDRESS, too."
            )
        return
    missing = []
    if not coders:
        missing.append(
            f"a password for each coder (`servanda coders {dossier} add NAME`; there is none yet)"
        )
    if doorway.certificate is None and doorway.proxy is None:
        missing.append(
            "an encrypted line (--certificate FILE --key FILE; or --behind-proxy ADDRESS, if a "
            "server of yours at that address encrypts it and passes requests on)"
        )
    if not doorway.names and (doorway.proxy is not None or _is_any(doorway.host)):
        missing.append("the name that browsers ask for (--name desk.example.org; repeats)")
    if missing:
        raise ServandaError(
            f"At {doorway.host} the desk is open to other machines. That needs "
            f"{'; and '.join(missing)}. Or leave --host out, and reach the desk from elsewhere "
            "through a tunnel (ssh -L)."
        )


def hosts_of(doorway: Doorway, port: int, *, local: Callable[[str], bool]) -> frozenset[str]:
    """Give what a browser may send as the host: nothing else is answered."""
    if doorway.proxy is not None:
        # The port is the proxy's, which a name may tell: desk.example.org:8443.
        return frozenset(one.lower() for one in doorway.names)
    names = set(LOOPBACK) if local(doorway.host) else {one.lower() for one in doorway.names}
    if not local(doorway.host) and not _is_any(doorway.host):
        names.add(f"[{doorway.host}]" if ":" in doorway.host else doorway.host)
    found = {one if _has_port(one) else f"{one}:{port}" for one in names}
    # Browsers leave out the port that goes without saying.
    return frozenset(found | (names if port == HTTPS_PORT else set()))


def verify_certificate(doorway: Doorway) -> None:
    """Return only if the certificate and its key can be used.

    Raises:
        ServandaError: They cannot be read, or do not go together.
    """
    if doorway.certificate is None or doorway.key is None:
        return
    for file in (doorway.certificate, doorway.key):
        if not file.is_file():
            raise ServandaError(f"{file} is no file: give the certificate and its key (PEM).")
    try:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        # A key that asks for a passphrase would ask on the terminal, and wait.
        context.load_cert_chain(doorway.certificate, doorway.key, password=lambda: "")
    except (ssl.SSLError, OSError) as error:
        raise ServandaError(
            f"{doorway.certificate} and {doorway.key} cannot be used: "
            f"{getattr(error, 'reason', None) or error}. Expected a certificate and its key in "
            "PEM, the key without a passphrase."
        ) from error


def _verify_address(host: str) -> None:
    if host == "localhost":
        return
    try:
        ipaddress.ip_address(host)
    except ValueError:
        raise ServandaError(
            f"{host[:60]!r} is no address of a machine. Give one such as 192.0.2.7; the name that "
            "browsers ask for goes into --name."
        ) from None


def _is_any(host: str) -> bool:
    return host != "localhost" and ipaddress.ip_address(host).is_unspecified


def _has_port(name: str) -> bool:
    return name.rpartition(":")[2].isdecimal() and not name.endswith("]")
