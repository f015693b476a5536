"""Who sits at the desk: signed cookies, form tokens, and the key of the address.

Nothing is kept on the server: a desk that was stopped and started again knows its coders by their
cookies, and a form that was open meanwhile can still be sent. The secret lies in the user's cache,
readable by this user only.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from pathlib import Path

#: A working day and its evening.
SESSION_SECONDS = 16 * 3600
SECRET_BYTES = 32
LONGEST_NAME = 60


class Keys:
    """What proves that a request comes from somebody who was let in."""

    def __init__(self, secret: bytes, dossier: Path) -> None:
        # Each dossier has keys of its own: a cookie for one opens no other.
        self._key = hashlib.sha256(secret + str(dossier.absolute()).encode()).digest()
        self.cookie = f"servanda-{self._sign('cookie')[:8]}"
        #: Stands in the address that is printed at the start: other users of this machine lack it.
        self.address_key = self._sign("address")[:24]

    def open_session(self, coder: str) -> str:
        """Give the cookie of somebody who signs in."""
        name = urlsafe_b64encode(coder.encode()).decode()
        until = int(time.time()) + SESSION_SECONDS
        told = f"{name}.{until}.{secrets.token_urlsafe(9)}"
        return f"{told}.{self._sign(told)}"

    def coder_of(self, cookie: str) -> str | None:
        """Give who holds this cookie; None if it is not ours or too old."""
        told, _, signed = cookie.rpartition(".")
        if not told or not hmac.compare_digest(signed.encode(), self._sign(told).encode()):
            return None
        name, until, _ = told.split(".")
        if int(until) < time.time():
            return None
        return urlsafe_b64decode(name).decode()

    def form_token(self, coder: str) -> str:
        """Give what every form of a coder carries, which no other site can know.

        It outlives a session, so that what was typed before one ran out can still be sent.
        """
        return self._sign(f"form {coder}")[:32]

    def is_form_token(self, token: str, coder: str) -> bool:
        """Tell whether a form comes from this coder's pages."""
        return hmac.compare_digest(token.encode(), self.form_token(coder).encode())

    def is_address_key(self, key: str) -> bool:
        """Tell whether this is the key of the address that was printed."""
        return hmac.compare_digest(key.encode(), self.address_key.encode())

    def _sign(self, words: str) -> str:
        return hmac.new(self._key, words.encode(), hashlib.sha256).hexdigest()


def load_secret(cache: Path) -> bytes:
    """Give this user's secret, made at the first start and kept where others cannot read it."""
    path = cache / "desk.key"
    try:
        found = path.read_bytes()
    except FileNotFoundError:
        found = b""
    if len(found) == SECRET_BYTES:
        return found
    cache.mkdir(parents=True, exist_ok=True)
    made = secrets.token_bytes(SECRET_BYTES)
    part = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(made)
    part.replace(path)
    return made


def clean_name(given: str) -> str | None:
    """Give a coder's name without blanks around it; None where it cannot be one."""
    name = " ".join(given.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        return None
    # Readers code under names of this form; no person may be called so.
    return None if name.startswith("reader:") else name
