"""Who may come in from elsewhere: names, and what proves their passwords (scrypt, RFC 7914).

They lie in the user's settings folder, one file for each dossier, readable by this user alone: not
in the journal, which is handed on and forgets nothing, and not beside the dossier, with which a
copy of the folder would carry them away. A dossier that was moved has no coders until they are
added again: nobody comes in by accident.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from servanda.errors import ServandaError, UnknownThing
from servanda.web.entrance.secretly import name_for, write_secretly
from servanda.web.entrance.session import clean_name

FEWEST_LETTERS = 12
MOST_LETTERS = 1_000
SALT_BYTES = 16
HASH_BYTES = 32
#: Without the letters and figures that are taken for each other.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs: `n` times `r` times 128 bytes of memory, `p` times over.

    The figures are those of the OWASP password storage cheat sheet: 32 MiB, a quarter of a second.
    """

    n: int = 2**15
    r: int = 8
    p: int = 3


@dataclass(frozen=True, slots=True)
class Proof:
    """What proves a password without holding it; `salt` and `hash` in hex."""

    salt: str
    hash: str
    cost: Cost

    @property
    def stamp(self) -> str:
        """A short sign of this password, which its sessions bear: it changes with the password."""
        return hashlib.sha256(f"{self.salt}{self.hash}".encode()).hexdigest()[:12]

    def proves(self, password: str) -> bool:
        """Tell whether this is the password; takes as long if it is not."""
        tried = _hash(password, bytes.fromhex(self.salt), self.cost)
        return hmac.compare_digest(tried, bytes.fromhex(self.hash))


class Kept(msgspec.Struct, frozen=True):
    """What the file holds: of which dossier, and the proofs by name."""

    dossier: str
    coders: dict[str, Proof]


class Coders:
    """The coders of one dossier's desk and their passwords; a change of the file counts at once."""

    def __init__(self, settings: Path, dossier: Path, *, cost: Cost | None = None) -> None:
        self._dossier = str(dossier.absolute())
        self._cost = cost or Cost()
        self.path = settings / "coders" / name_for(dossier)
        self._read: tuple[object, dict[str, Proof]] = (None, {})
        # Whoever is unknown is tried against this, so that time does not tell who is known.
        self._nobody = self._prove(secrets.token_urlsafe())

    def names(self) -> list[str]:
        """Give the names in the order of the alphabet."""
        return sorted(self._proofs())

    def stamp(self, name: str) -> str | None:
        """Give the sign that a session of this coder bears; None if there is no such coder."""
        found = self._proofs().get(name)
        return found.stamp if found else None

    def proves(self, name: str, password: str) -> bool:
        """Tell whether this is that coder's password."""
        found = self._proofs().get(name)
        right = (found or self._nobody).proves(password)
        return right and found is not None

    def add(self, name: str, password: str) -> str:
        """Let a coder in from now on; gives the name as it is kept.

        Raises:
            ServandaError: The name cannot be one or is taken, or the password is too weak.
        """
        kept = clean_name(name)
        if kept is None:
            raise ServandaError(
                f"{name[:60]!r} is no name for a coder: 1 to 60 letters, not beginning with "
                "`reader:`."
            )
        if kept in self._proofs():
            raise ServandaError(
                f"{kept} has a password already. Change it with `servanda coders DOSSIER password "
                f"{kept}`."
            )
        self._change(lambda known: known | {kept: self._checked(kept, password)})
        return kept

    def change(self, name: str, password: str) -> None:
        """Give a coder a new password; whoever is signed in under the name is signed out."""
        self.verify_known(name)
        self._change(lambda known: known | {name: self._checked(name, password)})

    def remove(self, name: str) -> None:
        """Let a coder in no longer; what was recorded under the name stays in the journal."""
        self.verify_known(name)
        self._change(lambda known: {key: one for key, one in known.items() if key != name})

    def verify_known(self, name: str) -> None:
        """Return only if there is such a coder.

        Raises:
            UnknownThing: There is none.
        """
        known = self.names()
        if name not in known:
            raise UnknownThing("coder with a password", name[:60], nearest=tuple(known[:5]))

    def _checked(self, name: str, password: str) -> Proof:
        verify_password(name, password)
        return self._prove(password)

    def _prove(self, password: str) -> Proof:
        salt = secrets.token_bytes(SALT_BYTES)
        return Proof(salt.hex(), _hash(password, salt, self._cost).hex(), self._cost)

    def _proofs(self) -> dict[str, Proof]:
        try:
            told = self.path.stat()
        except FileNotFoundError:
            return {}
        # Each change makes a new file, so that its number tells.
        version = (told.st_ino, told.st_mtime_ns, told.st_size)
        if self._read[0] != version:
            try:
                kept = msgspec.json.decode(self.path.read_bytes(), type=Kept)
            except msgspec.MsgspecError as error:
                raise ServandaError(
                    f"{self.path} cannot be read: {error}. Remove it and add the coders again."
                ) from error
            self._read = (version, kept.coders)
        return self._read[1]

    def _change(self, change: Callable[[dict[str, Proof]], dict[str, Proof]]) -> None:
        kept = Kept(self._dossier, change(self._proofs()))
        write_secretly(self.path, msgspec.json.format(msgspec.json.encode(kept)))


def verify_password(name: str, password: str) -> None:
    """Return only if a password is good enough to keep others out.

    Raises:
        ServandaError: It is too short or long, or easily guessed.
    """
    letters = len(password)
    if letters < FEWEST_LETTERS:
        raise ServandaError(
            f"A password has {FEWEST_LETTERS} letters or more; this has {letters}. A few words in "
            "a row are good, or leave it to --generate."
        )
    if letters > MOST_LETTERS:
        raise ServandaError(f"A password has {MOST_LETTERS:,} letters at most.")
    plain = password.casefold()
    if len(set(plain)) < 5 or name.casefold() * (letters // len(name) + 1) == plain:
        raise ServandaError("This password is easily guessed: take a few words in a row.")
    if len(name) >= 4 and name.casefold() in plain and letters - len(name) < 8:
        raise ServandaError("This password is little more than the name: take other words.")


def generate_password() -> str:
    """Give a password of 99 bits, in groups that can be read aloud."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(20))
    return "-".join(letters[at : at + 5] for at in range(0, 20, 5))


def _hash(password: str, salt: bytes, cost: Cost) -> bytes:
    # The same letters typed on another machine may come as other code points.
    typed = unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
    memory = 128 * cost.n * cost.r * 2
    return hashlib.scrypt(
        typed, salt=salt, n=cost.n, r=cost.r, p=cost.p, maxmem=memory, dklen=HASH_BYTES
    )
