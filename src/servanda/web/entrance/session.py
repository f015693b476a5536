"""Who sits at the desk: signed cookies, form tokens, and the key of the address.

A session lies in its cookie: a desk that was stopped and started again knows its coders, and a
form that was open meanwhile can still be sent. What ends a session is kept here: a coder's *round*
goes up when somebody signs out under the name, and a password's sign changes with the password.
The secret lies in the user's cache, readable by this user only.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from servanda.web.entrance.rounds import Rounds
from servanda.web.entrance.secretly import write_secretly

#: A working day and its evening.
SESSION_SECONDS = 16 * 3600
#: Where others could sit down at a machine that was left: as long as a meal.
IDLE_SECONDS = 2 * 3600
#: A cookie tells when its coder was last active, as exactly as this.
FRESH_SECONDS = 60
SECRET_BYTES = 32
LONGEST_NAME = 60


class Stamps(Protocol):
    """Who may come in by password, and the sign that each one's sessions bear."""

    def stamp(self, name: str) -> str | None:
        """Give the sign of a coder's password; None if there is no such coder."""
        ...


@dataclass(frozen=True, slots=True)
class Session:
    """What a cookie says: who, since when, when last active, and which round and password."""

    coder: str
    begun: int
    active: int
    round: int
    stamp: str


class Keys:
    """What proves that a request comes from somebody who was let in.

    With `stamps` coders come in by password, and sessions end when they are idle; without, by the
    key of the address. `secure` is for a line that is encrypted.
    """

    def __init__(
        self,
        secret: bytes,
        dossier: Path,
        *,
        stamps: Stamps | None = None,
        secure: bool = False,
        rounds: Rounds | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        # Each dossier has keys of its own: a cookie for one opens no other.
        self._key = hashlib.sha256(secret + str(dossier.absolute()).encode()).digest()
        self._stamps = stamps
        self._rounds = rounds or Rounds(None)
        self._clock = clock
        self.secure = secure
        # A browser takes a cookie with this prefix over an encrypted line only, from us alone.
        self.cookie = f"{'__Host-' if secure else ''}servanda-{self._sign('cookie')[:8]}"
        #: Stands in the address that is printed at the start: other users of this machine lack it.
        self.address_key = self._sign("address")[:24]

    @property
    def asks_password(self) -> bool:
        """Whether coders come in by password, not by the key of the address."""
        return self._stamps is not None

    def open_session(self, coder: str) -> str:
        """Give the cookie of somebody who signs in."""
        now = int(self._clock())
        stamp = self._stamp(coder) or ""
        return self._cookie(Session(coder, now, now, self._rounds.of(coder), stamp))

    def session_of(self, cookie: str) -> Session | None:
        """Give the session of a cookie; None if it is not ours, or is over."""
        told, _, signed = cookie.rpartition(".")
        if not told or not hmac.compare_digest(signed.encode(), self._sign(told).encode()):
            return None
        parts = told.split(".")
        if len(parts) != 6:
            # Signed by an earlier version of this program.
            return None
        name, begun, active, number, stamp, _ = parts
        found = Session(
            urlsafe_b64decode(name).decode(), int(begun), int(active), int(number), stamp
        )
        return found if self._lasts(found) else None

    def _lasts(self, session: Session) -> bool:
        now = self._clock()
        idle = SESSION_SECONDS if self._stamps is None else IDLE_SECONDS
        return (
            now - session.begun < SESSION_SECONDS
            and now - session.active < idle
            and session.round == self._rounds.of(session.coder)
            and session.stamp == self._stamp(session.coder)
        )

    def coder_of(self, cookie: str) -> str | None:
        """Give who holds this cookie; None if it is not ours, or its session is over."""
        found = self.session_of(cookie)
        return found.coder if found else None

    def renewed(self, session: Session) -> str | None:
        """Give the cookie of a coder who is active; None where the one there is says so."""
        now = int(self._clock())
        if now - session.active < FRESH_SECONDS:
            return None
        return self._cookie(
            Session(session.coder, session.begun, now, session.round, session.stamp)
        )

    def end_sessions(self, coder: str) -> None:
        """Sign a coder out, in every browser."""
        self._rounds.end(coder, now=self._clock(), lasting=SESSION_SECONDS)

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

    def _stamp(self, coder: str) -> str | None:
        return "" if self._stamps is None else self._stamps.stamp(coder)

    def _cookie(self, session: Session) -> str:
        name = urlsafe_b64encode(session.coder.encode()).decode()
        parts = (session.begun, session.active, session.round, session.stamp)
        told = ".".join([name, *map(str, parts), secrets.token_urlsafe(9)])
        return f"{told}.{self._sign(told)}"

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
    made = secrets.token_bytes(SECRET_BYTES)
    write_secretly(path, made)
    return made


def clean_name(given: str) -> str | None:
    """Give a coder's name without blanks around it; None where it cannot be one."""
    name = " ".join(given.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        return None
    # Readers code under names of this form; no person may be called so.
    return None if name.startswith("reader:") else name
